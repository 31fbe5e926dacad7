// SPDX-License-Identifier: Apache-2.0
#include "cli/read_command.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <utility>

#include "actions/read_reports.h"
#include "cli/open_bureau.h"
#include "cli/reading_in_words.h"
#include "cli/report_input.h"
#include "domain/partial_date.h"
#include "reading/reader.h"
#include "wire/reading_json.h"
#include "wire/retold.h"

namespace nostos::cli {
namespace {

constexpr std::array<std::string_view, 3> kFormats = {"text", "json", "jsonl"};
constexpr std::array<std::string_view, 4> kInputs = {"auto", "text", "html", "jsonl"};
constexpr long long kMostThreads = 64;

// The command line, understood.
struct Wishes {
  std::string format;
  InputForm input = InputForm::by_content;
  wire::WithText with_text = wire::WithText::no;
  unsigned threads = 1;
  std::optional<domain::Day> published;
  std::string outlet;
  PlainWords words;
  wire::Phrasebook phrases;
};

Result<std::optional<domain::Day>> published_day(const Options& options) {
  const auto text = options.value("--published");
  if (!text) return std::optional<domain::Day>{};
  if (const auto day = domain::parse_iso(*text)) return day;
  const bool shaped = text->size() == 10 && (*text)[4] == '-' && (*text)[7] == '-' &&
                      text->find_first_not_of("0123456789-") == std::string::npos;
  return fail(Fault::invalid_input,
              "--published " + *text + ": " +
                  (shaped ? "there is no such day" : "write the day as YYYY-MM-DD"));
}

Result<Wishes> wishes_of(const Options& options, Environment& environment) {
  Wishes wishes;
  if (options.operands().empty()) {
    return fail(Fault::invalid_input, "no file to read; name the reports, or - for standard input");
  }
  TRY_ASSIGN(wishes.format, options.choice("--format", kFormats));
  TRY_ASSIGN(const std::string input, options.choice("--input", kInputs));
  wishes.input = static_cast<InputForm>(std::ranges::find(kInputs, input) - kInputs.begin());
  TRY_ASSIGN(wishes.published, published_day(options));
  TRY_ASSIGN(const long long threads,
             options.number("--threads", environment.processors, 1, kMostThreads));
  wishes.threads = static_cast<unsigned>(threads);
  if (wishes.format == "text") {
    TRY_ASSIGN(wishes.words, words_for(options, environment));
    TRY_ASSIGN(wishes.phrases, phrases_for(options, environment));
  }
  wishes.outlet = options.value_or("--outlet", "");
  if (options.has("--with-text")) wishes.with_text = wire::WithText::yes;
  return wishes;
}

// Writes answers in the wished format as they come, refusals to the errors.
class Printer {
 public:
  Printer(Environment& environment, std::string_view format)
      : environment_(environment), format_(format) {}

  Result<void> begin() {
    return format_ == "json" ? environment_.output.write("[") : Result<void>{};
  }

  Result<void> answer(actions::Answer&& answer) {
    if (answer.refusal) {
      complain(environment_, answer.refusal->message);
      return {};
    }
    const std::string_view before = format_ == "json"              ? (first_ ? "\n" : ",\n")
                                    : format_ == "text" && !first_ ? "\n"
                                                                   : "";
    first_ = false;
    TRY(environment_.output.write(before));
    TRY(environment_.output.write(answer.output));
    // A person is watching, or another program works on what it has got.
    return environment_.output_is_terminal ? environment_.output.flush() : Result<void>{};
  }

  Result<void> end() {
    if (format_ == "json") TRY(environment_.output.write(first_ ? "]\n" : "\n]\n"));
    return environment_.output.flush();
  }

 private:
  Environment& environment_;
  std::string_view format_;
  bool first_ = true;
};

Result<actions::ReadCount> read_all_reports(const reading::Reader& reader, const Wishes& wishes,
                                            const Options& options, Environment& environment) {
  actions::HowToRead how;
  how.read = [&reader](std::span<const domain::Report> reports,
                       std::span<const domain::Document> documents) {
    return reader.read_many(reports, documents);
  };
  how.show = [&wishes](const domain::Report&, const domain::Reading& reading) {
    if (wishes.format == "text") {
      domain::Reading retold = reading;
      wire::retell(retold, wishes.phrases);
      return reading_in_words(retold, wishes.words);
    }
    std::string json = wire::reading_json(reading, wishes.with_text);
    if (wishes.format == "jsonl") json += '\n';
    return json;
  };
  how.published = wishes.published;
  how.outlet = wishes.outlet;
  how.limits.threads = wishes.threads;
  ReportInput input(environment, options.operands(), wishes.input);
  Printer printer(environment, wishes.format);
  TRY(printer.begin());
  TRY_ASSIGN(const actions::ReadCount count, actions::read_reports(
                                                 how, [&input] { return input.next(); },
                                                 [&printer](actions::Answer&& answer) {
                                                   return printer.answer(std::move(answer));
                                                 }));
  TRY(printer.end());
  return count;
}

ExitCode run_read(const Options& options, Environment& environment) {
  const auto wishes = wishes_of(options, environment);
  if (!wishes) {
    complain(environment, wishes.error().message + "\n        'nostos help read' tells how");
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
  const auto count = read_all_reports(*reader, *wishes, options, environment);
  if (!count) {
    complain(environment, count.error().message);
    return ExitCode::storage;
  }
  return count->worst ? exit_code_for(*count->worst) : ExitCode::fine;
}

}  // namespace

Command read_command() {
  return {
      .name = "read",
      .summary = "Read reports: print the claims, events and doubts in them",
      .usage = "[OPTION]… FILE…|-",
      .help =
          "Reads news reports and prints what each of them says: the exchanges and releases it "
          "tells of, every\n"
          "claim with its place in the text and who says it, and what could not be read and why. "
          "Nothing is\n"
          "stored. Files are plain text, HTML pages, or JSONL with one report a line:\n"
          "  {\"id\": …, \"text\": … or \"html\": …, \"url\": …, \"outlet\": …, \"published\": "
          "\"YYYY-MM-DD\", \"lang\": …}\n"
          "Files must be UTF-8. What cannot be read is named with its place and remedy; the rest "
          "is read. The\n"
          "answers come in the order of the reports and are the same for any number of threads.",
      .options = {{"--format", "text|json|jsonl",
                   "text for a person (the default), a JSON list, or one JSON object a line"},
                  {"--published", "YYYY-MM-DD",
                   "day of publication, for reports that do not say it themselves"},
                  {"--outlet", "NAME", "outlet, for reports that do not say it themselves"},
                  {"--input", "auto|text|html|jsonl",
                   "what the files are, instead of telling by name and beginning"},
                  {"--with-text", "", "JSON with the text and its zones, too"},
                  kLangOption,
                  {"--threads", "N", "worker threads (default: one for each processor)"}},
      .examples =
          "  nostos read report.txt\n"
          "  nostos read --format jsonl --published 2024-07-25 page.html > reading.jsonl\n"
          "  curl -s https://example.org/story | nostos read -",
      .run = run_read};
}

}  // namespace nostos::cli
