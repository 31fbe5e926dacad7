// SPDX-License-Identifier: Apache-2.0
#include "actions/export_ledger.h"

#include <array>

#include "cli/ledger_commands.h"
#include "cli/open_bureau.h"

namespace nostos::cli {

namespace {

constexpr std::array<std::string_view, 7> kFormats{"csv",    "hxl",  "ucdp", "datapackage",
                                                   "jsonld", "json", "jsonl"};
constexpr std::array<std::string_view, 2> kWhats{"exchanges", "claims"};

ExitCode run_export(const Options& options, Environment& environment) {
  const auto format = options.choice("--format", kFormats);
  const auto what = options.choice("--what", kWhats);
  for (const auto* choice : {&format, &what}) {
    if (*choice) continue;
    complain(environment, choice->error().message);
    return ExitCode::usage;
  }
  const auto path = data_path(options, environment, "bureau.sqlite");
  if (!path) return complain_of_storage(environment, path.error());
  const auto bureau = open_bureau(environment, *path, StoreUse::existing, {});
  if (!bureau) return complain_of_storage(environment, bureau.error());
  std::unique_ptr<Sink> file;
  if (const auto name = options.value("--out")) {
    auto created = environment.files.create(*name);
    if (!created) return complain_of_storage(environment, created.error());
    file = std::move(*created);
  }
  Sink& sink = file ? *file : environment.output;
  auto written =
      actions::export_ledger(*(*bureau)->reckoned(), *actions::export_format_named(*format),
                             *actions::export_what_named(*what),
                             [&](std::string_view bytes) { return sink.write(bytes); });
  if (written) written = sink.flush();
  if (!written) return complain_of_storage(environment, written.error());
  const auto missing =
      actions::left_out(*actions::export_format_named(*format), *actions::export_what_named(*what));
  complain(environment, std::string(missing));
  return ExitCode::fine;
}

}  // namespace

Command export_command() {
  return {.name = "export",
          .summary = "Take the exchanges or the claims away, in the forms that others read",
          .usage = "[OPTION]…",
          .help =
              "Writes what the bureau holds to standard output or a file, and says on standard\n"
              "error what the form has no place for. The same ledger gives the same bytes. In\n"
              "CSV, texts that a spreadsheet would run as a formula get an apostrophe in front.",
          .options = {kDataOption,
                      {"--format", "csv|hxl|ucdp|datapackage|jsonld|json|jsonl",
                       "csv: a line for each leg or claim (the default); hxl: the same with a\n"
                       "row of HXL tags; ucdp: legs with best, high and low as in the UCDP event\n"
                       "data; datapackage: a Data Package (v2) with described tables; jsonld:\n"
                       "schema.org and PROV; json: the whole reckoning, or all readings; jsonl: a\n"
                       "reading a line"},
                      {"--what", "exchanges|claims", "exchanges is the default"},
                      {"--out", "FILE", "write there instead of to standard output"}},
          .examples =
              "  nostos export --format csv --out exchanges.csv\n"
              "  nostos export --format jsonl | jq .claims\n"
              "  nostos export --format datapackage --out datapackage.json",
          .run = run_export};
}

}  // namespace nostos::cli
