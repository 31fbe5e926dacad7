// SPDX-License-Identifier: Apache-2.0
#include "cli/synth_command.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "base/json_writer.h"
#include "cli/open_bureau.h"
#include "cli/synth_people.h"
#include "synth/corpus.h"

namespace nostos::cli {
namespace {

constexpr long long kMostReports = 10'000'000;
constexpr long long kMostExchanges = 100'000;
constexpr std::size_t kWriteAt = 1U << 20U;

struct Plan {
  synth::Wishes wishes;
  long long reports = 0;
  std::vector<std::pair<std::string, synth::Phrases>> languages;
};

Result<Plan> plan_of(const Options& options, Environment& environment) {
  if (options.operands() != std::vector<std::string>{"reports"})
    return fail(Fault::invalid_input,
                "what is to be made? Write: nostos synth reports, or nostos synth people");
  Plan plan;
  TRY_ASSIGN(plan.reports, options.number("--count", 1000, 1, kMostReports));
  TRY_ASSIGN(const long long seed, options.number("--seed", 1, 0, 1'000'000'000));
  TRY_ASSIGN(const long long exchanges, options.number("--exchanges", 100, 1, kMostExchanges));
  TRY_ASSIGN(const long long errors, options.number("--errors", 5, 0, 1000));
  TRY_ASSIGN(const long long undated, options.number("--undated", 10, 0, 100));
  plan.wishes.seed = static_cast<std::uint64_t>(seed);
  plan.wishes.exchanges = static_cast<std::size_t>(exchanges);
  plan.wishes.per_mille_errors = static_cast<int>(errors);
  plan.wishes.percent_undated = static_cast<int>(undated);
  TRY_ASSIGN(const auto knowledge, environment.knowledge());
  std::string list = options.value_or("--lang", "en") + ",";
  while (!list.empty()) {
    const std::string lang = list.substr(0, list.find(','));
    list.erase(0, lang.size() + 1);
    const std::string_view table = table_of(knowledge, "synth/" + lang + "/phrases.tsv");
    if (table.empty())
      return fail(Fault::invalid_input, "there are no phrases for the language '" + lang +
                                            "' (data/synth/" + lang + "/phrases.tsv)");
    TRY_ASSIGN(synth::Phrases phrases, synth::Phrases::load(table));
    plan.languages.emplace_back(lang, std::move(phrases));
  }
  return plan;
}

void write_report(std::string& out, const synth::InventedReport& report) {
  JsonWriter json(out);
  json.begin_object().field("id", report.id).field("text", report.text);
  json.field("outlet", report.outlet).field("lang", report.lang);
  if (report.published) json.field("published", domain::iso(*report.published));
  json.end_object();
  out += '\n';
}

void write_exchange(std::string& out, const synth::TrueExchange& e, std::size_t index) {
  JsonWriter json(out);
  json.begin_object().field("exchange", std::uint64_t{index}).field("day", domain::iso(e.day));
  json.field("to_norland", e.to_norland).field("to_sudria", e.to_sudria);
  json.field("ordinal", e.ordinal).field("total_after", e.total_after).end_object();
  out += '\n';
}

void write_truth(std::string& out, const synth::InventedReport& report) {
  JsonWriter json(out);
  json.begin_object().field("report", report.id).field("digest", to_hex(sha256(report.text)));
  json.field("about", std::uint64_t{report.exchange}).key("recalls");
  if (report.previous) {
    json.value(std::uint64_t{*report.previous});
  } else {
    json.null();
  }
  json.key("withdrawn");
  if (report.withdrawn) {
    json.value(*report.withdrawn);
  } else {
    json.null();
  }
  json.field("injected", synth::name(report.injected));
  json.field("audits", synth::audits_for(report.injected)).end_object();
  out += '\n';
}

Result<void> make(Plan plan, const Options& options, Environment& environment) {
  std::unique_ptr<Sink> truth;
  if (const auto path = options.value("--truth")) {
    TRY_ASSIGN(truth, environment.files.create(*path));
  }
  synth::Corpus corpus(plan.wishes, std::move(plan.languages));
  std::string reports;
  std::string beside;
  for (std::size_t i = 0; i < corpus.ledger().size(); ++i)
    write_exchange(beside, corpus.ledger()[i], i);
  for (long long i = 0; i < plan.reports; ++i) {
    const synth::InventedReport report = corpus.next();
    write_report(reports, report);
    write_truth(beside, report);
    if (reports.size() < kWriteAt && i + 1 < plan.reports) continue;
    TRY(environment.output.write(reports));
    if (truth) TRY(truth->write(beside));
    reports.clear();
    beside.clear();
  }
  if (truth) TRY(truth->flush());
  return {};
}

ExitCode run_synth(const Options& options, Environment& environment) {
  if (options.operands() == std::vector<std::string>{"people"})
    return synth_people(options, environment);
  auto plan = plan_of(options, environment);
  if (!plan) {
    complain(environment, plan.error().message + "\n        'nostos help synth' tells how");
    return ExitCode::usage;
  }
  if (const auto made = make(std::move(*plan), options, environment); !made)
    return complain_of_storage(environment, made.error());
  return ExitCode::fine;
}

}  // namespace

Command synth_command() {
  return {
      .name = "synth",
      .summary = "Invent reports or people with the truth beside them, to measure against",
      .usage = "reports|people [OPTION]…",
      .help =
          "reports: makes a ledger of exchanges by chance and writes reports that tell it in "
          "parts,\n"
          "as JSONL for 'nostos read'; some have an error put in on purpose. With --truth, what "
          "each\n"
          "report really tells is written beside: the ledger, then a line a report with its\n"
          "exchange, its error and the audits that should find it. The sentences are in\n"
          "data/synth/LANG/phrases.tsv and are not those the reading packs learned from.\n"
          "\n"
          "people: invents people of several regions, with families, and writes the rows of lists\n"
          "that name them, as CSV for 'nostos link' and 'nostos dedupe': in several scripts and\n"
          "spellings, with the slips that lists have. The column true_person says who is who; "
          "with\n"
          "--truth it goes to a file of its own, with the slips of each row. The names are in\n"
          "data/synth/people/.\n"
          "\n"
          "The same options give the same bytes. Nobody in them exists.",
      .options = {{"--count", "N", "reports or people (default 1,000)"},
                  {"--exchanges", "N", "exchanges of the true ledger (default 100)"},
                  {"--errors", "N", "of 1,000 reports, so many have an error (default 5)"},
                  {"--undated", "PERCENT", "reports without any date (default 10)"},
                  {"--lang", "LANG,…", "languages, mixed by chance (default en)"},
                  {"--seed", "N", "another seed, another corpus (default 1)"},
                  {"--truth", "FILE", "where the truth is written"},
                  {"--regions", "NAME,…",
                   "people of these only (default all; a wrong name lists them)"},
                  {"--lists", "N", "people are named by N lists, by each at most once (default 1)"},
                  {"--list", "K", "only the rows of list K"},
                  {"--again", "PERCENT", "people who have a further row (default 30)"},
                  {"--men", "PERCENT", "of the people (default 80)"},
                  {"--first-clean", "", "the first row of each person has no slips"},
                  {"--rates", "SLIP=N,…",
                   "of 1,000 rows, N have the slip (a wrong name lists them); all=N for all"},
                  {"--format", "csv|jsonl", "how rows are written (default csv)"}},
      .examples =
          "  nostos synth reports --count 100000 --exchanges 1000 --truth truth.jsonl > "
          "reports.jsonl\n"
          "  nostos synth reports | nostos reckon --format json -\n"
          "  nostos synth people --count 5000 > list.csv\n"
          "  nostos synth people --lists 2 --list 1 --rates typo=100,initials=0 > a.csv",
      .run = run_synth};
}

}  // namespace nostos::cli
