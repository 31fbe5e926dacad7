// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "actions/undo_judgement.h"
#include "cli/open_bureau.h"
#include "cli/person_commands.h"
#include "cli/person_in_words.h"

namespace nostos::cli {

namespace {

std::string random_operation(Chance& chance) {
  Digest random{};
  chance.fill(random);
  return to_hex(random, 16);
}

struct Step {
  std::string text;  // what is printed
};

// The pair with its reasons, what the judgement touches, and the judgement unless only shown.
Result<Step> judge(Environment& environment, actions::Bureau& bureau, const Options& options,
                   const PlainWords& words) {
  const auto& operands = options.operands();
  TRY_ASSIGN(const actions::Comparison pair,
             actions::compare_records(bureau, operands[0], operands[1]));
  Step step{in_words(pair.waterfall, words)};
  if (operands.size() < 3) return step;
  const auto verdict = identity::verdict_named(operands[2]);
  if (!verdict) {
    return fail(Fault::invalid_input,
                "'" + operands[2] + "' is no judgement; write same, different, unsure or none");
  }
  actions::Judging judging{pair.left->id,
                           pair.right->id,
                           *verdict,
                           options.value_or("--why", ""),
                           pair.waterfall.total(),
                           random_operation(environment.chance),
                           "command line"};
  if (options.has("--preview")) {
    TRY_ASSIGN(const auto touched, actions::preview_judgement(bureau, judging));
    step.text += in_words(touched, words);
    return step;
  }
  TRY_ASSIGN(const auto receipt, actions::judge_records(bureau, judging));
  step.text += in_words(receipt.touched, words) + receipt.id + "  entry " +
               std::to_string(receipt.entry) + "\n";
  return step;
}

Result<Step> undo(Environment& environment, actions::Bureau& bureau, const Options& options,
                  const PlainWords& words) {
  const std::string judgement = options.value_or("--undo", "");
  if (options.has("--preview")) {
    TRY_ASSIGN(const auto touched, actions::preview_undoing(bureau, judgement));
    return Step{in_words(touched, words)};
  }
  TRY_ASSIGN(
      const auto receipt,
      actions::undo_judgement(bureau, {judgement, options.value_or("--why", ""),
                                       random_operation(environment.chance), "command line"}));
  return Step{in_words(receipt.touched, words) + receipt.id + "  entry " +
              std::to_string(receipt.entry) + "\n"};
}

ExitCode run_judge(const Options& options, Environment& environment) {
  const std::size_t given = options.operands().size();
  const bool undoing = options.has("--undo");
  const auto words = words_for(options, environment);
  if ((undoing ? given != 0 : given < 2 || given > 3) || !words) {
    complain(environment, !words ? words.error().message
                                 : "name two records and a judgement: same, different, unsure or "
                                   "none; or --undo JUDGEMENT");
    return ExitCode::usage;
  }
  const auto path = data_path(options, environment, "bureau.sqlite");
  if (!path) return complain_of_storage(environment, path.error());
  auto bureau = open_bureau(environment, *path, StoreUse::existing, {});
  if (!bureau) return complain_of_storage(environment, bureau.error());
  const auto step = undoing ? undo(environment, **bureau, options, *words)
                            : judge(environment, **bureau, options, *words);
  if (!step) {
    complain(environment, step.error().message);
    return exit_code_for(step.error().fault);
  }
  const auto written = environment.output.write(step->text);
  return written ? ExitCode::fine : complain_of_storage(environment, written.error());
}

ExitCode run_person(const Options& options, Environment& environment) {
  const auto as_of = options.number("--as-of", -1, -1, 1'000'000'000'000);
  const auto words = words_for(options, environment);
  if (options.operands().size() != 1 || !as_of || !words) {
    complain(environment, !as_of   ? as_of.error().message
                          : !words ? words.error().message
                                   : "whose file? Name one record of the person");
    return ExitCode::usage;
  }
  const auto path = data_path(options, environment, "bureau.sqlite");
  if (!path) return complain_of_storage(environment, path.error());
  auto bureau = open_bureau(environment, *path, StoreUse::existing, {});
  if (!bureau) return complain_of_storage(environment, bureau.error());
  actions::PersonRequest request{options.operands().front(), std::nullopt,
                                 actions::Purpose::identify, "command line"};
  if (*as_of >= 0) request.as_of = static_cast<std::uint64_t>(*as_of);
  const auto view = actions::show_person(**bureau, request);
  if (!view) {
    complain(environment, view.error().message);
    return exit_code_for(view.error().fault);
  }
  const auto written = environment.output.write(in_words(*view, *words));
  return written ? ExitCode::fine : complain_of_storage(environment, written.error());
}

}  // namespace

Command judge_command() {
  return {.name = "judge",
          .summary = "Judge whether two records are of one person, or take that back",
          .usage = "[OPTION]… RECORD RECORD [same|different|unsure|none]",
          .help =
              "Shows why two records may be of one person, and records a judgement. Nothing is\n"
              "merged: a judgement holds records together or apart until it is taken back, and\n"
              "stays on record with who made it, when and why. What it touches is printed; with\n"
              "--preview it is printed and nothing is done. Without a judgement the two are only\n"
              "compared. Records and judgements are named by the first eight digits of their ids.",
          .options = {kDataOption,
                      {"--why", "WORDS", "the reason, for the record"},
                      {"--undo", "JUDGEMENT", "take this judgement back"},
                      {"--preview", "", "show what would change and do nothing"},
                      kLangOption},
          .examples =
              "  nostos judge 3f2a91c0 77b01d2e same --why \"one card number\"\n"
              "  nostos judge --undo 9c1e44aa --preview",
          .run = run_judge};
}

Command person_command() {
  return {
      .name = "person",
      .summary = "Show a person's file: records, judgements, what contradicts",
      .usage = "[OPTION]… RECORD",
      .help =
          "Prints every source record that judgements hold together with the one named, every\n"
          "judgement made on them, and what does not fit together; as of now or as of any\n"
          "past entry of the ledger. The reading is recorded.",
      .options = {kDataOption, {"--as-of", "N", "as the file stood before entry N"}, kLangOption},
      .examples = "  nostos person 3f2a91c0\n  nostos person 3f2a91c0 --as-of 120",
      .run = run_person};
}

}  // namespace nostos::cli
