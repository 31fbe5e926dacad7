// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "actions/file_report.h"
#include "actions/read_reports.h"
#include "actions/rebuild_views.h"
#include "cli/ledger_commands.h"
#include "cli/open_bureau.h"
#include "cli/report_input.h"

namespace nostos::cli {

namespace {

std::string random_operation(Chance& chance) {
  Digest random{};
  chance.fill(random);
  return to_hex(random, 16);
}

// Files what the command line names, one report after another; each is acknowledged on its own line
// as soon as it is durable.
class Filer {
 public:
  Filer(Environment& environment, actions::Bureau& bureau, const Options& options)
      : environment_(environment),
        bureau_(bureau),
        outlet_(options.value_or("--outlet", "")),
        published_(domain::parse_iso(options.value_or("--published", ""))) {}

  // Nothing when the rest cannot be filed either.
  std::optional<ExitCode> file(actions::HandedIn&& handed_in) {
    const std::string name = handed_in.name;
    auto report = actions::to_report(std::move(handed_in));
    if (!report) {
      complain(environment_, report.error().message);
      return exit_code_for(report.error().fault);
    }
    if (report->outlet.empty()) report->outlet = outlet_;
    if (!report->published) report->published = published_;
    const auto receipt = actions::file_report(
        bureau_, {std::move(*report), random_operation(environment_.chance), "command line"});
    if (!receipt) {
      complain(environment_, name + ": " + receipt.error().message);
      if (receipt.error().fault == Fault::invalid_input) return ExitCode::refused;
      return std::nullopt;
    }
    std::string line = receipt->digest + "  entry " + std::to_string(receipt->entry) + "  " +
                       std::to_string(receipt->claims) + " claims  " +
                       std::to_string(receipt->doubts) + " doubts  ";
    line += (receipt->already_known ? "already on file  " : "") + name + "\n";
    auto written = environment_.output.write(line);
    if (written) written = environment_.output.flush();
    if (written) return ExitCode::fine;
    complain(environment_, written.error().message);
    return std::nullopt;
  }

 private:
  Environment& environment_;
  actions::Bureau& bureau_;
  std::string outlet_;
  std::optional<domain::Day> published_;
};

ExitCode file_all(Environment& environment, actions::Bureau& bureau, const Options& options) {
  Filer filer(environment, bureau, options);
  ReportInput input(environment, options.operands(), InputForm::by_content);
  ExitCode worst = ExitCode::fine;
  while (auto batch = input.next()) {
    for (actions::HandedIn& report : *batch) {
      const auto code = filer.file(std::move(report));
      if (!code) return ExitCode::storage;
      worst = std::max(worst, *code);
    }
  }
  return worst;
}

ExitCode run_file(const Options& options, Environment& environment) {
  const auto published = options.value("--published");
  if (options.operands().empty() || (published && !domain::parse_iso(*published))) {
    complain(environment, options.operands().empty()
                              ? "no file to read; name the reports, or - for standard input"
                              : "--published " + *published + " is no day; write YYYY-MM-DD");
    return ExitCode::usage;
  }
  const auto path = data_path(options, environment, "bureau.sqlite");
  if (!path) return complain_of_storage(environment, path.error());
  auto bureau = open_bureau(environment, *path, StoreUse::make, {});
  if (!bureau) return complain_of_storage(environment, bureau.error());
  const auto stale = actions::read_again_what_is_stale(**bureau, {});
  if (!stale) return complain_of_storage(environment, stale.error());
  return file_all(environment, **bureau, options);
}

}  // namespace

Command file_command() {
  return {.name = "file",
          .summary = "File reports into the ledger",
          .usage = "[OPTION]… FILE…|-",
          .help =
              "Records reports in the bureau's ledger, reads them, and prints a receipt for each\n"
              "once it is safely on disk: its digest, its entry, how much was read in it. Files\n"
              "are plain text, HTML pages, or JSONL with one report a line, as for 'nostos read'.\n"
              "A report that is on file already is not recorded twice. While 'nostos serve' has\n"
              "the bureau open, add reports through its pages instead.",
          .options = {kDataOption,
                      {"--outlet", "NAME", "outlet, for reports that do not say it themselves"},
                      {"--published", "YYYY-MM-DD",
                       "day of publication, for reports that do not say it themselves"}},
          .examples =
              "  nostos file --outlet \"Eastern Wire\" --published 2024-07-25 report.txt\n"
              "  nostos file crawl.jsonl",
          .run = run_file};
}

}  // namespace nostos::cli
