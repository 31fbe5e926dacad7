// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "actions/file_report.h"
#include "actions/rebuild_views.h"
#include "cli/ledger_commands.h"
#include "cli/open_bureau.h"
#include "cli/people_samples.h"
#include "cli/progress.h"
#include "cli/samples.h"
#include "http/server.h"
#include "http/site.h"

namespace nostos::cli {

namespace {

constexpr long long kDefaultPort = 8080;
constexpr unsigned kThreads = 4;  // one slow request must not stop the page that asked for others

std::string counted(std::size_t number, const std::string& noun) {
  return std::to_string(number) + " " + noun + (number == 1 ? "" : "s");
}

Result<void> file_samples(Environment& environment, actions::Bureau& bureau) {
  const std::vector<Sample> samples = samples_in(environment.samples);
  ProgressLine line(environment, "Samples");
  const auto progress = line.counter();
  std::size_t fresh = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    TRY_ASSIGN(const auto receipt,
               actions::file_report(bureau, {samples[i].report, samples[i].operation, "samples"}));
    if (!receipt.already_known) ++fresh;
    if (progress) progress(i + 1, samples.size());
  }
  line.done(fresh == 0 ? "all " + counted(samples.size(), "report") + " are on file"
                       : counted(fresh, "report") + " filed");
  ProgressLine people(environment, "Sample people");
  TRY_ASSIGN(const std::size_t records, file_people_samples(environment, bureau));
  people.done(records == 0 ? "on file" : counted(records, "record") + " filed");
  return {};
}

Result<void> read_what_is_stale(Environment& environment, actions::Bureau& bureau) {
  if (actions::stale_readings(bureau) == 0) return {};
  ProgressLine line(environment, "Reading again, the rules have changed");
  TRY_ASSIGN(const std::size_t stale, actions::read_again_what_is_stale(bureau, line.counter()));
  line.done(counted(stale, "report"));
  return {};
}

// The party table among the knowledge files, for /api/parties.
std::string_view party_table(const std::vector<reading::KnowledgeFile>& knowledge) {
  const auto at = std::find_if(knowledge.begin(), knowledge.end(),
                               [](const auto& file) { return file.path == "parties/parties.tsv"; });
  return at == knowledge.end() ? std::string_view() : at->content;
}

Result<void> serve(Environment& environment, const Options& options, std::uint16_t port,
                   const std::string& path) {
  const bool sample = options.has("--samples");
  actions::Bureau::Opening opening;
  opening.name = options.value_or("--name", sample ? "Sample bureau" : "Bureau");
  opening.sample = sample;
  ProgressLine ledger_line(environment, "Ledger");
  TRY_ASSIGN(const auto bureau, open_bureau(environment, path, StoreUse::make, opening));
  ledger_line.done(counted(bureau->holdings()->reports.size(), "report") + " in " + path);
  TRY(read_what_is_stale(environment, *bureau));
  if (sample) TRY(file_samples(environment, *bureau));
  ProgressLine reckoning_line(environment, "Reckoning");
  const auto reckoned = bureau->reckoned();
  reckoning_line.done(counted(reckoned->reckoning.exchanges.size(), "exchange") + ", " +
                      counted(reckoned->reckoning.findings.size(), "finding"));
  TRY_ASSIGN(const auto knowledge, environment.knowledge());
  const http::Site site({*bureau, environment.chance, environment.pages, environment.version,
                         party_table(knowledge), environment.glossary,
                         table_of(knowledge, "words/reasons.tsv"),
                         table_of(knowledge, "words/lists.tsv")});
  TRY_ASSIGN(const auto server,
             http::Server::listen(
                 port, [&site](const http::Request& request) { return site.answer(request); }, {}));
  TRY(environment.output.write("\nThe bureau is open at http://127.0.0.1:" +
                               std::to_string(server->port()) + "/  (Ctrl-C closes it)\n"));
  TRY(environment.output.flush());
  server->run(kThreads, http::Server::OnSignals::stop);
  return environment.output.write("The bureau is closed. Everything that was filed is kept.\n");
}

ExitCode run_serve(const Options& options, Environment& environment) {
  const auto port = options.number("--port", kDefaultPort, 0, 65535);
  if (!port || !options.operands().empty()) {
    complain(environment,
             port ? "serve takes no files; file reports with 'nostos file'" : port.error().message);
    return ExitCode::usage;
  }
  const auto path = data_path(options, environment,
                              options.has("--samples") ? "samples.sqlite" : "bureau.sqlite");
  if (!path) return complain_of_storage(environment, path.error());
  const auto served = serve(environment, options, static_cast<std::uint16_t>(*port), *path);
  return served ? ExitCode::fine : complain_of_storage(environment, served.error());
}

}  // namespace

Command serve_command() {
  return {.name = "serve",
          .summary = "Open the bureau: its pages and its API on this computer",
          .usage = "[OPTION]…",
          .help =
              "Opens the bureau in FILE, made when it is not there, and serves its pages and API\n"
              "until Ctrl-C. It listens on 127.0.0.1 only: there are no accounts yet, so whoever\n"
              "can reach the address may read and file everything.",
          .options = {kDataOption,
                      {"--port", "N", "port (default 8080; 0 takes any free one)"},
                      {"--samples", "",
                       "file the sample reports first, in a bureau of their own\n"
                       "(default file then: nostos/samples.sqlite)"},
                      {"--name", "NAME", "name of a bureau that is opened for the first time"}},
          .examples = "  nostos serve --samples\n  nostos serve --data desk.sqlite --port 9000",
          .run = run_serve};
}

}  // namespace nostos::cli
