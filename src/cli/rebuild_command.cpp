// SPDX-License-Identifier: Apache-2.0
#include "actions/rebuild_views.h"
#include "cli/ledger_commands.h"
#include "cli/open_bureau.h"
#include "cli/progress.h"

namespace nostos::cli {

namespace {

std::string counted(std::size_t number, const std::string& noun) {
  return std::to_string(number) + " " + noun + (number == 1 ? "" : "s");
}

std::string readings_in_words(const actions::Rebuilt& rebuilt) {
  if (rebuilt.read_differently == 0)
    return "all " + counted(rebuilt.reports, "report") + " read as before";
  std::string words = counted(rebuilt.reports, "report") + ", " +
                      std::to_string(rebuilt.read_differently) +
                      " read differently now (the new readings were recorded)";
  if (rebuilt.by_the_same_rules > 0) {
    words += "; " + std::to_string(rebuilt.by_the_same_rules) +
             " of them by the same rules: the program has changed";
  }
  return words;
}

ExitCode run_rebuild(const Options& options, Environment& environment) {
  const auto path = data_path(options, environment, "bureau.sqlite");
  if (!path) return complain_of_storage(environment, path.error());
  auto bureau = open_bureau(environment, *path, StoreUse::existing, {});
  if (!bureau) return complain_of_storage(environment, bureau.error());
  ProgressLine line(environment, "Readings");
  const auto rebuilt = actions::rebuild_views(**bureau, line.counter());
  if (!rebuilt) return complain_of_storage(environment, rebuilt.error());
  line.done(readings_in_words(*rebuilt));
  ProgressLine(environment, "Views")
      .done("made again from " + std::to_string(rebuilt->entries) + " entries" + " of " + *path);
  ProgressLine(environment, "Reckoning")
      .done(counted(rebuilt->exchanges, "exchange") + ", " + counted(rebuilt->findings, "finding"));
  return ExitCode::fine;
}

}  // namespace

Command rebuild_command() {
  return {.name = "rebuild",
          .summary = "Drop everything made from the ledger and make it again",
          .usage = "[OPTION]…",
          .help =
              "Drops the views, the readings in use and the reckoning, and makes them again from\n"
              "the entries alone. Every report is read anew with the present rules; where a\n"
              "report now reads differently, the new reading is recorded beside the old one.\n"
              "Entries are never changed or removed. The bureau must not be open meanwhile.",
          .options = {kDataOption},
          .examples = "  nostos rebuild\n  nostos rebuild --knowledge my-language-packs",
          .run = run_rebuild};
}

}  // namespace nostos::cli
