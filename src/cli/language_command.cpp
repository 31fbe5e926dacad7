// SPDX-License-Identifier: Apache-2.0
#include "cli/language_command.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "actions/read_reports.h"
#include "cli/report_input.h"
#include "ingest/ingest.h"
#include "reading/language_lint.h"
#include "reading/reader.h"
#include "reading/rule_check.h"

namespace nostos::cli {
namespace {

using reading::KnowledgeFile;
using reading::Remark;
using reading::RemarkWeight;
using reading::RuleExample;
using reading::WhenLine;

// What is asked for: languages, and reports for `cover`.
struct Wishes {
  std::string task;
  std::vector<std::string> languages;
  std::vector<std::string> reports;
  std::vector<KnowledgeFile> tables;
};

std::string listed(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

Result<Wishes> wishes_of(const Options& options, Environment& environment) {
  Wishes wishes;
  const auto& operands = options.operands();
  if (!operands.empty()) wishes.task = operands.front();
  if (wishes.task != "lint" && wishes.task != "test" && wishes.task != "cover")
    return fail(Fault::invalid_input, "what is to be done? Write: nostos language lint|test|cover");
  TRY_ASSIGN(wishes.tables, environment.tables());
  const auto known = reading::languages_in(wishes.tables);
  for (std::size_t i = 1; i < operands.size(); ++i) {
    if (std::ranges::find(known, operands[i]) != known.end()) {
      wishes.languages.push_back(operands[i]);
    } else if (wishes.task == "cover" && (operands[i].size() > 3 || operands[i] == "-")) {
      wishes.reports.push_back(operands[i]);
    } else {
      return fail(Fault::invalid_input,
                  "there is no language '" + operands[i] + "'; there are " + listed(known));
    }
  }
  if (wishes.languages.empty()) wishes.languages = known;
  return wishes;
}

std::string counted(std::size_t number, std::string_view one, std::string_view many) {
  return std::to_string(number) + " " + std::string(number == 1 ? one : many);
}

// lint
// ---------------------------------------------------------------------------------------------

std::string_view name(RemarkWeight weight) {
  switch (weight) {
    case RemarkWeight::error:
      return "error";
    case RemarkWeight::warning:
      return "warning";
    case RemarkWeight::note:
      return "note";
  }
  return "error";
}

Result<ExitCode> lint(const Wishes& wishes, Environment& environment) {
  ExitCode code = ExitCode::fine;
  for (const std::string& lang : wishes.languages) {
    std::map<RemarkWeight, std::size_t> found;
    std::string out;
    for (const Remark& remark : reading::lint_language(wishes.tables, lang)) {
      ++found[remark.weight];
      out += remark.place + ": " + std::string(name(remark.weight)) + ": " + remark.text + "\n";
    }
    out += lang + ": " + counted(found[RemarkWeight::error], "error", "errors") + ", " +
           counted(found[RemarkWeight::warning], "warning", "warnings") + ", " +
           counted(found[RemarkWeight::note], "note", "notes") + "\n";
    if (found[RemarkWeight::error] > 0) code = ExitCode::refused;
    TRY(environment.output.write(out));
  }
  return code;
}

// test
// ---------------------------------------------------------------------------------------------

domain::Report report_of(const RuleExample& example) {
  domain::Report report;
  report.body = example.text;
  report.lang = example.lang;
  return report;
}

bool asked_for(const Wishes& wishes, const std::string& lang) {
  return std::ranges::find(wishes.languages, lang) != wishes.languages.end();
}

Result<ExitCode> test(const Wishes& wishes, const reading::Reader& reader,
                      Environment& environment) {
  struct Tally {
    std::size_t hold = 0;
    std::size_t fail = 0;
  };
  std::map<std::string, Tally> by_language;
  for (const std::string& lang : wishes.languages) by_language[lang];
  for (const RuleExample& example : reader.examples()) {
    if (!asked_for(wishes, example.lang)) continue;
    const domain::Report report = report_of(example);
    const auto breach =
        reading::breach_of(example, reader.read(report, ingest::to_document(report)));
    Tally& tally = by_language[example.lang];
    if (!breach) {
      ++tally.hold;
      continue;
    }
    ++tally.fail;
    TRY(environment.output.write("data/" + *breach + "\n"));
  }
  ExitCode code = ExitCode::fine;
  for (const auto& [lang, tally] : by_language) {
    if (tally.fail > 0) code = ExitCode::refused;
    TRY(environment.output.write(
        lang + ": " + counted(tally.hold + tally.fail, "example", "examples") + ", " +
        std::to_string(tally.hold) + " hold, " + std::to_string(tally.fail) + " fail\n"));
  }
  return code;
}

// cover
// --------------------------------------------------------------------------------------------

// Language and line of the when lines that were met.
using Met = std::set<std::pair<std::string, int>>;

void note_met(const reading::Reader& reader, const domain::Report& report, Met& met) {
  for (const WhenLine& line : reader.when_lines_met(report, ingest::to_document(report)))
    met.emplace(line.lang, line.line);
}

// How many reports were read, and what their sentences met.
std::size_t meet_reports(const Wishes& wishes, const reading::Reader& reader, Met& met,
                         Environment& environment, ExitCode& code) {
  std::size_t read = 0;
  ReportInput input(environment, wishes.reports, InputForm::by_content);
  while (auto batch = input.next()) {
    for (actions::HandedIn& handed : *batch) {
      const auto report = actions::to_report(std::move(handed));
      if (!report) {
        complain(environment, report.error().message);
        code = exit_code_for(report.error().fault);
        continue;
      }
      note_met(reader, *report, met);
      ++read;
    }
  }
  return read;
}

// One line for each thing that some language lacks; a dash where it does.
std::string compare(const std::string& title, const std::vector<std::string>& languages,
                    const std::map<std::string, std::map<std::string, std::size_t>>& table) {
  constexpr std::size_t kColumn = 6;
  std::size_t width = title.size();
  for (const auto& [what, by_language] : table) width = std::max(width, what.size());
  const auto right = [](const std::string& text) {
    return std::string(text.size() < kColumn ? kColumn - text.size() : 0, ' ') + text;
  };
  std::string rows;
  for (const auto& [what, by_language] : table) {
    std::string row = what + std::string(width - what.size(), ' ');
    bool lacking = false;
    for (const std::string& lang : languages) {
      const auto found = by_language.find(lang);
      lacking = lacking || found == by_language.end();
      row += right(found == by_language.end() ? "-" : std::to_string(found->second));
    }
    if (lacking) rows += row + "\n";
  }
  if (rows.empty()) return {};
  std::string head = "\n" + title + std::string(width - title.size(), ' ');
  for (const std::string& lang : languages) head += right(lang);
  return head + "\n" + rows;
}

Result<ExitCode> cover(const Wishes& wishes, const reading::Reader& reader,
                       Environment& environment) {
  ExitCode code = ExitCode::fine;
  Met met;
  std::map<std::string, std::string> over;  // language → what its rules were held against
  if (wishes.reports.empty()) {
    std::map<std::string, std::size_t> examples;
    for (const RuleExample& example : reader.examples()) {
      if (!asked_for(wishes, example.lang)) continue;
      note_met(reader, report_of(example), met);
      over[example.lang] = counted(++examples[example.lang], "example", "examples");
    }
  } else {
    const std::size_t read = meet_reports(wishes, reader, met, environment, code);
    for (const std::string& lang : wishes.languages)
      over[lang] = counted(read, "report", "reports");
  }
  const auto lines = reader.when_lines();
  std::map<std::string, std::map<std::string, std::set<std::string>>> given;
  std::map<std::string, std::map<std::string, std::size_t>> rules;
  for (const WhenLine& line : lines) given[line.gives][line.lang].insert(line.rule);
  for (const auto& [gives, by_language] : given) {
    for (const auto& [lang, names] : by_language) rules[gives][lang] = names.size();
  }
  std::string out;
  for (const std::string& lang : wishes.languages) {
    std::string never;
    std::size_t all = 0;
    std::size_t reached = 0;
    for (const WhenLine& line : lines) {
      if (line.lang != lang) continue;
      ++all;
      if (met.contains({lang, line.line})) {
        ++reached;
      } else {
        never += "data/" + line.file + ":" + std::to_string(line.line) + ": never met: rule " +
                 line.rule + "\n";
      }
    }
    out += never + lang + ": " + std::to_string(reached) + " of " +
           counted(all, "when line", "when lines") + " met by " + over[lang] + "\n";
  }
  const auto known = reading::languages_in(wishes.tables);
  out += compare("rules that give", known, rules);
  out += compare("rows of the class", known, reading::rows_by_class(wishes.tables));
  TRY(environment.output.write(out));
  return code;
}

Result<ExitCode> run_task(const Wishes& wishes, Environment& environment) {
  if (wishes.task == "lint") return lint(wishes, environment);
  TRY_ASSIGN(const reading::Reader reader, reading::Reader::load(wishes.tables));
  TRY(reader.load_all());
  return wishes.task == "test" ? test(wishes, reader, environment)
                               : cover(wishes, reader, environment);
}

ExitCode run_language(const Options& options, Environment& environment) {
  const auto wishes = wishes_of(options, environment);
  if (!wishes) {
    complain(environment, wishes.error().message + "\n        'nostos help language' tells how");
    return ExitCode::usage;
  }
  const auto done = run_task(*wishes, environment);
  if (!done) {
    complain(environment, done.error().message);
    return exit_code_for(done.error().fault);
  }
  return *done;
}

}  // namespace

Command language_command() {
  return {
      .name = "language",
      .summary = "Check the tables of a language: for the person who writes them",
      .usage = "lint|test|cover [LANG…] [FILE…|-]",
      .help =
          "A language is a folder of tables, data/languages/LANG; see "
          "docs/guides/language-pack.md.\n"
          "  lint   names what is malformed, written twice or unknown, the wordings that never "
          "get\n"
          "         their turn because another goes first, and what other languages have and this\n"
          "         one lacks; each with its file and line\n"
          "  test   reads every yes and no line beside the rules and says which do not hold, and\n"
          "         what was read instead\n"
          "  cover  says which wordings (when lines) nothing ever met, in the examples or in the\n"
          "         reports of FILE, and what one language has and another lacks\n"
          "Without LANG all languages are checked. The exit code is 1 when something is wrong.",
      .options = {},
      .examples =
          "  nostos language lint pl --knowledge data\n"
          "  nostos language test pl --knowledge data\n"
          "  nostos language cover pl reports.jsonl --knowledge data",
      .run = run_language};
}

}  // namespace nostos::cli
