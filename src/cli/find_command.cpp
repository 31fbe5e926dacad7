// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "actions/find_person.h"
#include "cli/open_bureau.h"
#include "cli/person_commands.h"
#include "cli/person_in_words.h"
#include "http/person_answers.h"

namespace nostos::cli {

namespace {

constexpr std::array<std::string_view, 2> kFormats{"text", "json"};
constexpr std::array<std::string_view, 5> kPurposes{"identify", "inform_family", "account_for",
                                                    "check_list", "correct"};
constexpr long long kMostHits = 200;
constexpr long long kUsualHits = 10;

std::string random_operation(Chance& chance) {
  Digest random{};
  chance.fill(random);
  return to_hex(random, 16);
}

struct Asked {
  actions::Search search;
  std::string format;
};

Result<Asked> asked_for(const Options& options, Environment& environment) {
  Asked asked;
  for (const std::string& word : options.operands()) {
    asked.search.question += (asked.search.question.empty() ? "" : " ") + word;
  }
  TRY_ASSIGN(asked.format, options.choice("--format", kFormats));
  TRY_ASSIGN(const std::string purpose, options.choice("--purpose", kPurposes));
  TRY_ASSIGN(const long long most, options.number("--most", kUsualHits, 1, kMostHits));
  asked.search.purpose = actions::purpose_named(purpose).value_or(actions::Purpose::identify);
  asked.search.most = static_cast<std::size_t>(most);
  if (const auto born = options.value("--born")) {
    asked.search.sought.push_back({domain::FieldKind::birth_date, "--born", *born});
  }
  asked.search.named = options.value_or("--why-not", "");
  asked.search.author = "command line";
  asked.search.operation = random_operation(environment.chance);
  if (asked.search.question.empty() && asked.search.sought.empty()) {
    return fail(Fault::invalid_input,
                "who is sought? Write a name, in any script, and what else is known");
  }
  return asked;
}

ExitCode run_find(const Options& options, Environment& environment) {
  const auto asked = asked_for(options, environment);
  const auto words = words_for(options, environment);
  if (!asked || !words) {
    complain(environment, (!asked ? asked.error() : words.error()).message);
    return ExitCode::usage;
  }
  const auto path = data_path(options, environment, "bureau.sqlite");
  if (!path) return complain_of_storage(environment, path.error());
  auto bureau = open_bureau(environment, *path, StoreUse::existing, {});
  if (!bureau) return complain_of_storage(environment, bureau.error());
  const auto answer = actions::find_person(**bureau, asked->search);
  if (!answer) {
    complain(environment, answer.error().message);
    return exit_code_for(answer.error().fault);
  }
  const auto written = environment.output.write(
      asked->format == "json" ? http::search_json(*answer) + "\n" : in_words(*answer, *words));
  return written ? ExitCode::fine : complain_of_storage(environment, written.error());
}

}  // namespace

Command find_command() {
  return {.name = "find",
          .summary = "Find a person among the records on file",
          .usage = "[OPTION]… WHAT IS KNOWN…",
          .help =
              "Takes a name in any script and whatever else is known of a person, in one line:\n"
              "date of birth or age, rank, unit, service number, place. Prints the records that\n"
              "may be of that person, likeliest first, in three bands: strong from 0.95,\n"
              "possible from 0.5, weak from 0.01; each with reasons whose weights add up to the\n"
              "probability. The search is recorded in the ledger with its purpose; the answer is\n"
              "not. Words that nothing was made of are named.",
          .options = {kDataOption,
                      {"--born", "DATE", "date of birth: 1987, 1987-03-12, 12.03.1987, 1985/1987"},
                      {"--purpose", "identify|inform_family|account_for|check_list|correct",
                       "what for (default identify)"},
                      {"--why-not", "RECORD", "also tell why this record is found or not"},
                      {"--most", "N", "at most N records (default 10)"},
                      {"--format", "text|json", "text is the default"},
                      kLangOption},
          .examples =
              "  nostos find \"Kovalenko Ivan 1987, senior sergeant\"\n"
              "  nostos find Коваленко Іван --born 12.03.1987 --why-not 3f2a91c0",
          .run = run_find};
}

}  // namespace nostos::cli
