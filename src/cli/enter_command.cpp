// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "actions/read_list.h"
#include "actions/suggest_matches.h"
#include "cli/open_bureau.h"
#include "cli/people_input.h"
#include "cli/person_commands.h"
#include "cli/progress.h"

namespace nostos::cli {

namespace {

constexpr std::array<std::string_view, 4> kOrigins{"list", "card", "request", "news"};
constexpr std::size_t kMostRemarks = 20;

void tell_some(Environment& environment, const std::string& list,
               const std::vector<ingest::TableRemark>& remarks) {
  for (std::size_t i = 0; i < std::min(remarks.size(), kMostRemarks); ++i)
    complain(environment, ingest::said_at_command_line(remarks[i], list));
  if (remarks.size() > kMostRemarks)
    complain(environment, "… and " + std::to_string(remarks.size() - kMostRemarks) + " more");
}

Result<actions::ListRead> read_list(Environment& environment, const Options& options,
                                    const ingest::Columns& columns, const std::string& file) {
  std::unique_ptr<Source> opened;
  if (file != "-") {
    TRY_ASSIGN(opened, environment.files.open(file));
  }
  Source& source = opened ? *opened : environment.input;
  ingest::PeopleListOptions list;
  list.at_command_line = true;
  list.source = options.value_or("--source", "");
  list.overrides = options.value_or("--columns", "");
  if (const auto word = options.value("--encoding")) {
    list.table.encoding = ingest::encoding_named(*word).value_or(ingest::Encoding::by_content);
  }
  const std::string name = file == "-" ? "standard input" : file;
  return actions::read_list(name, std::move(list), columns,
                            [&source](std::span<char> into) { return source.read(into); });
}

// Files one list; gives the exit code, or nothing when the rest cannot be filed either.
std::optional<ExitCode> enter(Environment& environment, actions::Bureau& bureau,
                              const Options& options, const ingest::Columns& columns,
                              const std::string& file,
                              std::vector<identity::RecordPlace>& entered) {
  auto list = read_list(environment, options, columns, file);
  if (!list) {
    complain(environment, list.error().message);
    return exit_code_for(list.error().fault);
  }
  tell_some(environment, list->filing.list, list->remarks);
  tell_some(environment, list->filing.list, list->refused);
  const bool go_on = options.has("--go-on");
  if (!list->refused.empty() && !go_on) {
    complain(environment, list->filing.list +
                              ": nothing was filed; mend the rows, or pass over them with --go-on");
    return ExitCode::refused;
  }
  list->filing.origin =
      actions::origin_named(options.value_or("--origin", "list")).value_or(actions::Origin::list);
  list->filing.author = "command line";
  const std::string name = list->filing.list;
  const auto receipt =
      actions::file_records(bureau, std::move(list->filing),
                            go_on ? actions::BadRows::pass_over : actions::BadRows::refuse_all);
  if (!receipt) {
    complain(environment, receipt.error().message);
    if (receipt.error().fault != Fault::invalid_input) return std::nullopt;
    return ExitCode::refused;
  }
  // Entering a list again weighs its records again: what a stopped run left out is made good.
  const auto places = actions::places_of(*receipt);
  entered.insert(entered.end(), places.begin(), places.end());
  const std::size_t refused = list->refused.size() + receipt->refused.size();
  std::string line = name + ": " + std::to_string(receipt->fresh) + " records filed, " +
                     std::to_string(receipt->filed.size() - receipt->fresh) + " were on file";
  if (refused > 0) line += ", " + std::to_string(refused) + " rows refused";
  if (!environment.output.write(line + "\n") || !environment.output.flush()) return std::nullopt;
  return refused > 0 ? ExitCode::refused : ExitCode::fine;
}

ExitCode run_enter(const Options& options, Environment& environment) {
  const auto origin = options.choice("--origin", kOrigins);
  if (options.operands().empty() || !origin) {
    complain(environment, origin ? "no list to read; name CSV or JSONL files, or - for standard "
                                   "input"
                                 : origin.error().message);
    return ExitCode::usage;
  }
  if (const auto word = options.value("--encoding"); word && !ingest::encoding_named(*word)) {
    complain(environment, "--encoding " + *word +
                              " is not known; write utf-8, utf-16le, utf-16be, windows-1251 or "
                              "koi8-u");
    return ExitCode::usage;
  }
  const auto path = data_path(options, environment, "bureau.sqlite");
  if (!path) return complain_of_storage(environment, path.error());
  const auto columns = columns_for(environment);
  if (!columns) return complain_of_storage(environment, columns.error());
  auto bureau = open_bureau(environment, *path, StoreUse::make, {});
  if (!bureau) return complain_of_storage(environment, bureau.error());
  std::vector<identity::RecordPlace> entered;
  ExitCode worst = ExitCode::fine;
  for (const std::string& file : options.operands()) {
    const auto code = enter(environment, **bureau, options, *columns, file, entered);
    if (!code) return ExitCode::storage;
    worst = std::max(worst, *code);
  }
  std::ranges::sort(entered);
  const auto again = std::ranges::unique(entered);
  entered.erase(again.begin(), again.end());
  ProgressLine line(environment, "Looking for records of one person");
  const auto suggested = actions::suggest_matches(**bureau, line.counter(), entered);
  if (!suggested) return complain_of_storage(environment, suggested.error());
  line.done("done");
  const auto written = environment.output.write(
      std::to_string(*suggested) + " pairs are suggested as one person, for somebody to judge\n");
  return written ? worst : complain_of_storage(environment, written.error());
}

}  // namespace

Command enter_command() {
  return {
      .name = "enter",
      .summary = "Enter lists of people into the registry",
      .usage = "[OPTION]… LIST…|-",
      .help =
          "Keeps every row of a list as a source record, as received, in the bureau's ledger.\n"
          "Lists are CSV (comma, semicolon or tab) or JSONL; what a column holds is told by\n"
          "its heading, in several languages, or by --columns. A row that is on file already\n"
          "is not kept twice, so a list may be entered again. Nobody is merged with anybody:\n"
          "records that may be of one person are suggested, for somebody to judge.",
      .options = {kDataOption,
                  {"--origin", "list|card|request|news",
                   "what the rows come from (default list); a name in the news is a\n"
                   "lead, never a match"},
                  {"--source", "NAME", "who the list is from, for rows that do not say it"},
                  {"--columns", "HEADING=KIND,…",
                   "what columns hold, where their headings do "
                   "not tell"},
                  {"--encoding", "NAME",
                   "how the lists are written: utf-8, utf-16le, utf-16be, windows-1251, koi8-u"},
                  {"--go-on", "", "file the good rows although some are bad"}},
      .examples =
          "  nostos enter --source \"Norland Central Hospital\" patients.csv\n"
          "  nostos enter --origin request requests.jsonl",
      .run = run_enter};
}

}  // namespace nostos::cli
