// SPDX-License-Identifier: Apache-2.0
#include "actions/explain.h"
#include "actions/file_report.h"
#include "actions/read_reports.h"
#include "cli/ledger_commands.h"
#include "cli/open_bureau.h"
#include "cli/report_input.h"
#include "ledger/memory_ledger_store.h"

namespace nostos::cli {

namespace {

// A bureau in memory over the reports of the command line.
Result<std::unique_ptr<actions::Bureau>> bureau_over(Environment& environment,
                                                     const std::vector<std::string>& files) {
  TRY_ASSIGN(actions::Engines engines, make_engines(environment));
  TRY_ASSIGN(auto bureau,
             actions::Bureau::open(std::make_unique<ledger::MemoryLedgerStore>(),
                                   std::move(engines), environment.clock, environment.chance, {}));
  ReportInput input(environment, files, InputForm::by_content);
  std::size_t number = 0;
  while (auto batch = input.next()) {
    for (actions::HandedIn& handed_in : *batch) {
      TRY_ASSIGN(domain::Report report, actions::to_report(std::move(handed_in)));
      TRY(actions::file_report(*bureau, {std::move(report), std::to_string(++number), ""}));
    }
  }
  return bureau;
}

std::string in_words(const std::vector<actions::WhyStep>& steps) {
  std::string text;
  for (const actions::WhyStep& step : steps) {
    std::string kind = step.kind;
    kind.resize(std::max<std::size_t>(kind.size(), 10), ' ');
    text += kind + "  " + step.text;
    if (!step.claim.empty() && step.kind == "source") text += "  [" + step.claim + "]";
    text += "\n";
  }
  return text;
}

ExitCode run_why(const Options& options, Environment& environment) {
  const auto& operands = options.operands();
  if (operands.empty()) {
    complain(environment,
             "what is to be explained? A claim, an exchange (E5), a number of it "
             "(E5.leg.UA), two exchanges (E5~E6), or a report");
    return ExitCode::usage;
  }
  Result<std::unique_ptr<actions::Bureau>> bureau = fail(Fault::not_found, "");
  if (operands.size() > 1) {
    bureau = bureau_over(environment, {operands.begin() + 1, operands.end()});
    if (!bureau) {
      complain(environment, bureau.error().message);
      return exit_code_for(bureau.error().fault);
    }
  } else {
    const auto path = data_path(options, environment, "bureau.sqlite");
    if (!path) return complain_of_storage(environment, path.error());
    bureau = open_bureau(environment, *path, StoreUse::existing, {});
    if (!bureau) return complain_of_storage(environment, bureau.error());
  }
  auto steps = actions::explain(*(*bureau)->reckoned(), operands.front());
  if (!steps) {
    complain(environment, steps.error().message);
    return exit_code_for(steps.error().fault);
  }
  const auto phrases = phrases_for(options, environment);
  if (!phrases) {
    complain(environment, phrases.error().message);
    return exit_code_for(phrases.error().fault);
  }
  for (actions::WhyStep& step : *steps) step.text = phrases->say(step.text);
  const auto written = environment.output.write(in_words(*steps));
  return written ? ExitCode::fine : complain_of_storage(environment, written.error());
}

}  // namespace

Command why_command() {
  return {.name = "why",
          .summary = "Explain a claim or a number, or why something was not taken",
          .usage = "[OPTION]… WHAT [FILE…]",
          .help =
              "Tells step by step how something came about, back to the words of the reports:\n"
              "  a claim, by its id        its sentence, who says it, the rule, what rests on it\n"
              "  E5                        why these reports were taken as one exchange\n"
              "  E5.leg.UA  E5.total.UA    which figure was chosen, by which rule, from whom\n"
              "  E5.ordinal.war  E5.date   likewise\n"
              "  E5~E6                     why two exchanges were not taken as one\n"
              "  a report, by its digest   what was seen in it and not read, and why\n"
              "Over the bureau's ledger, or over the reports in FILEs alone.",
          .options = {kDataOption, kLangOption},
          .examples = "  nostos why E5.leg.UA\n  nostos why E2~E3 reports/*.txt",
          .run = run_why};
}

}  // namespace nostos::cli
