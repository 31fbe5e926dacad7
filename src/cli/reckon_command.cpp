// SPDX-License-Identifier: Apache-2.0
#include "cli/reckon_command.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "actions/read_reports.h"
#include "cli/open_bureau.h"
#include "cli/reckoning_in_words.h"
#include "cli/report_input.h"
#include "domain/partial_date.h"
#include "reading/reader.h"
#include "reckoning/reckoner.h"
#include "wire/reading_json.h"
#include "wire/reckoning_json.h"
#include "wire/retold.h"

namespace nostos::cli {
namespace {

constexpr std::array<std::string_view, 2> kFormats = {"text", "json"};
constexpr long long kMostThreads = 64;

struct Wishes {
  std::string format;
  std::optional<domain::Day> published;
  std::string outlet;
  unsigned threads = 1;
  reckoning::Options options;
  PlainWords words;
  wire::Phrasebook phrases;
};

// "adjacency=off,news-recency=on"
Result<void> assume(std::string_view list, reckoning::Options& options) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    const std::string_view one = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    const std::size_t equals = std::min(one.find('='), one.size());
    const std::string_view name = one.substr(0, equals);
    const std::string_view value = equals < one.size() ? one.substr(equals + 1) : "on";
    bool* const assumption = name == "adjacency"      ? &options.assume_adjacency
                             : name == "news-recency" ? &options.assume_news_recency
                                                      : nullptr;
    if (assumption == nullptr || (value != "on" && value != "off")) {
      return fail(Fault::invalid_input,
                  "--assume cannot be '" + std::string(one) +
                      "'; write adjacency=on|off or news-recency=on|off, with commas between");
    }
    *assumption = value == "on";
  }
  return {};
}

Result<Wishes> wishes_of(const Options& options, Environment& environment) {
  Wishes wishes;
  TRY_ASSIGN(wishes.format, options.choice("--format", kFormats));
  TRY(assume(options.value_or("--assume", ""), wishes.options));
  if (const auto text = options.value("--published")) {
    wishes.published = domain::parse_iso(*text);
    if (!wishes.published)
      return fail(Fault::invalid_input,
                  "--published " + *text + ": there is no such day; write it as YYYY-MM-DD");
  }
  if (const auto text = options.value("--known-on")) {
    wishes.options.known_on = domain::parse_iso(*text);
    if (!wishes.options.known_on)
      return fail(Fault::invalid_input,
                  "--known-on " + *text + ": there is no such day; write it as YYYY-MM-DD");
  }
  if (wishes.format == "text") {
    TRY_ASSIGN(wishes.words, words_for(options, environment));
  }
  TRY_ASSIGN(wishes.phrases, phrases_for(options, environment));
  wishes.outlet = options.value_or("--outlet", "");
  TRY_ASSIGN(const long long threads,
             options.number("--threads", environment.processors, 1, kMostThreads));
  wishes.threads = static_cast<unsigned>(threads);
  if (options.operands().empty()) {
    return fail(Fault::invalid_input,
                "no file to reckon from; name reports or readings, or - for standard input");
  }
  return wishes;
}

// A line that `nostos read --format jsonl` wrote, and not a report.
bool is_reading(const actions::HandedIn& line) {
  return line.kind == actions::HandedIn::Kind::report_line &&
         line.bytes.find("\"digest\"") != std::string::npos &&
         line.bytes.find("\"claims\"") != std::string::npos &&
         line.bytes.find("\"events\"") != std::string::npos;
}

// Readings from everywhere, without their texts: the reckoning needs the claims only.
class Gathering {
 public:
  void add(domain::Reading reading) {
    reading.text = {};
    reading.zones = {};
    const std::scoped_lock lock(mutex_);
    readings_.push_back(std::move(reading));
  }
  // Called when nobody adds any more.
  std::vector<domain::Reading>& readings() { return readings_; }

 private:
  std::mutex mutex_;
  std::vector<domain::Reading> readings_;
};

std::string place_of(const actions::HandedIn& line) {
  return line.name + ":" + std::to_string(line.line) + ": ";
}

Result<actions::ReadCount> gather(const reading::Reader& reader, const Wishes& wishes,
                                  const Options& options, Environment& environment,
                                  Gathering& gathering) {
  ReportInput input(environment, options.operands(), InputForm::by_content);
  std::optional<Fault> refused;
  // Reports go on to be read; readings are taken as they are.
  const auto supply = [&]() -> std::optional<actions::Batch> {
    auto batch = input.next();
    if (!batch) return std::nullopt;
    actions::Batch reports;
    for (actions::HandedIn& one : *batch) {
      if (!is_reading(one)) {
        reports.push_back(std::move(one));
        continue;
      }
      auto reading = wire::parse_reading(one.bytes);
      if (reading) {
        gathering.add(std::move(*reading));
      } else {
        complain(environment, place_of(one) + reading.error().message);
        refused = reading.error().fault;
      }
    }
    return reports;
  };
  actions::HowToRead how;
  how.read = [&reader](std::span<const domain::Report> reports,
                       std::span<const domain::Document> documents) {
    return reader.read_many(reports, documents);
  };
  how.show = [&gathering](const domain::Report&, const domain::Reading& reading) {
    gathering.add(reading);
    return std::string();
  };
  how.published = wishes.published;
  how.outlet = wishes.outlet;
  how.limits.threads = wishes.threads;
  TRY_ASSIGN(actions::ReadCount count,
             actions::read_reports(how, supply, [&](actions::Answer&& answer) -> Result<void> {
               if (answer.refusal) complain(environment, answer.refusal->message);
               return {};
             }));
  if (refused && !count.worst) count.worst = refused;
  return count;
}

Result<void> print(const Wishes& wishes, const std::vector<domain::Reading>& readings,
                   Environment& environment) {
  domain::Reckoning reckoning = reckoning::reckon(readings, wishes.options);
  wire::retell(reckoning, wishes.phrases);
  if (wishes.format == "json") {
    TRY(environment.output.write(wire::reckoning_json(reckoning)));
    TRY(environment.output.write("\n"));
  } else {
    std::map<std::string, std::string> reports;
    for (const domain::Reading& reading : readings) {
      const std::string name = reading.id.empty() ? reading.digest.substr(0, 16) : reading.id;
      // A report that came twice goes by the smaller of its names, in whatever order they came.
      const auto [at, added] = reports.emplace(reading.digest, name);
      if (!added) at->second = std::min(at->second, name);
    }
    TRY(environment.output.write(reckoning_in_words(reckoning, reports, wishes.words)));
  }
  return environment.output.flush();
}

ExitCode run_reckon(const Options& options, Environment& environment) {
  auto wishes = wishes_of(options, environment);
  if (!wishes) {
    complain(environment, wishes.error().message + "\n        'nostos help reckon' tells how");
    return ExitCode::usage;
  }
  const auto knowledge = environment.knowledge();
  if (!knowledge) {
    complain(environment, knowledge.error().message);
    return exit_code_for(knowledge.error().fault);
  }
  const auto reader = reading::Reader::load(*knowledge);
  if (!reader) {
    complain(environment, reader.error().message);
    return exit_code_for(reader.error().fault);
  }
  const reckoning::Options known = reckoning::options_from(
      table_of(*knowledge, "parties/actors.tsv"), table_of(*knowledge, "parties/conflicts.tsv"));
  wishes->options.list_keepers = known.list_keepers;
  wishes->options.voices = known.voices;
  wishes->options.wars = known.wars;
  Gathering gathering;
  const auto count = gather(*reader, *wishes, options, environment, gathering);
  if (!count) {
    complain(environment, count.error().message);
    return ExitCode::storage;
  }
  if (const auto printed = print(*wishes, gathering.readings(), environment); !printed) {
    complain(environment, printed.error().message);
    return ExitCode::storage;
  }
  return count->worst ? exit_code_for(*count->worst) : ExitCode::fine;
}

}  // namespace

Command reckon_command() {
  return {
      .name = "reckon",
      .summary = "Reckon exchanges from reports or readings",
      .usage = "[OPTION]… FILE…|-",
      .help =
          "Joins what many reports say into the ledger of exchanges: which reports tell of one "
          "exchange and why,\n"
          "the day of each as far as it can be told, both counts with the rule that chose them, "
          "running totals\n"
          "followed from exchange to exchange, and everything that does not add up, with its "
          "arithmetic.\n"
          "Nothing is smoothed over: where the sides disagree no number is chosen.\n"
          "Files are reports (text, HTML, JSONL) or readings, as 'nostos read --format jsonl' "
          "writes them; both may\n"
          "be mixed. The order of the files does not matter.",
      .options =
          {{"--format", "text|json",
            "a page for a person (the default), or JSON with every claim behind every number"},
           {"--assume", "NAME=on|off,…",
            "adjacency (on): 'the exchange before' and consecutive ordinals leave none in between; "
            "news-recency (off): an undated report tells of something new"},
           {"--known-on", "YYYY-MM-DD",
            "only what had been published by that day; reports without a day are left out"},
           {"--published", "YYYY-MM-DD",
            "day of publication, for reports that do not say it themselves"},
           {"--outlet", "NAME", "outlet, for reports that do not say it themselves"},
           kLangOption,
           {"--threads", "N", "worker threads (default: one for each processor)"}},
      .examples =
          "  nostos reckon report1.txt report2.html\n"
          "  nostos read --format jsonl *.txt | nostos reckon --format json -\n"
          "  nostos reckon --assume adjacency=off *.txt",
      .run = run_reckon};
}

}  // namespace nostos::cli
