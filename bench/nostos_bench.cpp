// SPDX-License-Identifier: Apache-2.0
// nostos_bench: speed, evenness and memory of reading, with a baseline in the same run.
//   nostos_bench NOSTOS [--build WORDS] [--seconds N] [--megabytes N] [--markdown FILE] [--check]
#include <sys/utsname.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "baseline.h"
#include "corpus.h"
#include "ingest/ingest.h"
#include "knowledge/embedded_knowledge.h"
#include "ledger_generator.h"
#include "measure.h"
#include "program.h"
#include "reading/reader.h"
#include "reckoning/reckoner.h"
#include "wire/reading_json.h"

namespace nostos::bench {
namespace {

struct Settings {
  std::string nostos;
  double seconds = 5;
  std::size_t megabytes = 1000;
  std::string markdown;
  std::string build;   // how the program was built, for the page
  bool check = false;  // fail when a limit of the project is missed
};

struct Figure {
  std::string name;
  std::string value;
  std::string limit;  // what the project promises; empty: nothing
  bool kept = true;
};

std::string fixed(double value, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

std::string grouped(double value) {
  std::string digits = fixed(value, 0);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, 1, ',');
  return digits;
}

std::string machine() {
  std::string model = "unknown processor";
  std::ifstream cpu("/proc/cpuinfo");
  for (std::string line; std::getline(cpu, line);) {
    if (!line.starts_with("model name")) continue;
    model = line.substr(line.find(':') + 2);
    break;
  }
  std::string memory;
  std::ifstream info("/proc/meminfo");
  std::string word;
  double kilobytes = 0;
  if (info >> word >> kilobytes) memory = fixed(kilobytes / 1024 / 1024, 0) + " GB";
  utsname system{};
  ::uname(&system);
  return model + ", " + std::to_string(std::thread::hardware_concurrency()) + " processors, " +
         memory + " of memory, " + system.sysname + " " + system.release + ", " + NOSTOS_COMPILER;
}

class Bench {
 public:
  explicit Bench(Settings settings) : settings_(std::move(settings)), reader_(load()) {
    Corpus corpus(20221201);
    for (int i = 0; i < 400; ++i) texts_.push_back(corpus.report());
    for (int i = 0; i < 60; ++i) pages_.push_back(corpus.page());
  }

  bool run() {
    describe_corpus();
    processor_check();
    // First, while this program is small: the system counts what a child's parent held as the
    // child's.
    start_up();
    streaming();
    reading("texts", texts_, domain::Format::text, 10'000);
    reading("pages", pages_, domain::Format::html, 1'500);
    stripping();
    growth();
    reckon_many();
    if (!settings_.markdown.empty()) write_markdown();
    return std::ranges::all_of(figures_, &Figure::kept);
  }

 private:
  static reading::Reader load() {
    std::vector<reading::KnowledgeFile> files;
    for (const EmbeddedFile& file : embedded_knowledge())
      files.push_back({std::string(file.path), file.content, file.digest});
    auto reader = reading::Reader::load(files);
    if (!reader) {
      std::cerr << reader.error().message << '\n';
      std::exit(1);
    }
    return std::move(*reader);
  }

  void figure(std::string name, std::string value, std::string limit = {}, bool kept = true) {
    std::printf("%-58s %14s   %-22s %s\n", name.c_str(), value.c_str(), limit.c_str(),
                limit.empty() ? ""
                : kept        ? "kept"
                              : "MISSED");
    std::fflush(stdout);
    figures_.push_back({std::move(name), std::move(value), std::move(limit), kept});
  }

  std::size_t read_fully(const std::string& body, domain::Format format) const {
    domain::Report report;
    report.format = format;
    report.body = body;
    const domain::Document document = ingest::to_document(report);
    return wire::reading_json(reader_.read(report, document), wire::WithText::no).size();
  }

  std::size_t read_batch(std::span<const std::string> bodies, domain::Format format) const {
    std::vector<domain::Report> reports(bodies.size());
    std::vector<domain::Document> documents;
    for (std::size_t n = 0; n < bodies.size(); ++n) {
      reports[n].format = format;
      reports[n].body = bodies[n];
    }
    for (const domain::Report& report : reports) documents.push_back(ingest::to_document(report));
    std::size_t size = 0;
    for (const domain::Reading& reading : reader_.read_many(reports, documents))
      size += wire::reading_json(reading, wire::WithText::no).size();
    return size;
  }

  static double mean_bytes(const std::vector<std::string>& items) {
    double bytes = 0;
    for (const std::string& item : items) bytes += static_cast<double>(item.size());
    return bytes / static_cast<double>(items.size());
  }

  void describe_corpus() {
    std::size_t claims = 0;
    for (const std::string& text : texts_) {
      domain::Report report;
      report.body = text;
      claims += reader_.read(report, ingest::to_document(report)).claims.size();
    }
    corpus_ = grouped(static_cast<double>(texts_.size())) + " texts of " +
              grouped(mean_bytes(texts_)) + " bytes with " +
              fixed(static_cast<double>(claims) / static_cast<double>(texts_.size()), 1) +
              " claims each on average, " + grouped(static_cast<double>(pages_.size())) +
              " pages of " + grouped(mean_bytes(pages_)) + " bytes";
    std::printf("%s\n", machine().c_str());
    if (!settings_.build.empty()) std::printf("%s\n", settings_.build.c_str());
    std::printf("%s\n\n", corpus_.c_str());
  }

  // A chain of multiplications, one a byte, that no compiler shortens: it tells a machine that is
  // slowed down or shared from one that is not. Some 800 MB a second are usual at 3 GHz.
  void processor_check() {
    const Measured check =
        measure_alone(pages_, settings_.seconds / 5, [](const std::string& page) {
          std::uint64_t hash = 0xCBF29CE484222325ULL;  // FNV-1a
          for (const char c : page)
            hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
          return static_cast<std::size_t>(hash);
        });
    figure("processor check: FNV-1a, MB a second, 1 thread", grouped(check.megabytes_per_second));
  }

  // Reading on one and two threads, and the baseline on one, all on the same items.
  void reading(const std::string& what, const std::vector<std::string>& items,
               domain::Format format, double least) {
    const Work ours = [this, format](const std::string& item) { return read_fully(item, format); };
    const Work theirs = [this, format](const std::string& item) {
      return format == domain::Format::html ? baseline_.extract(Baseline::visible_text(item)).size()
                                            : baseline_.extract(item).size();
    };
    const Measured alone = measure_alone(items, settings_.seconds, ours);
    const Measured base = measure_alone(items, settings_.seconds, theirs);
    const Measured again = measure_alone(items, settings_.seconds,
                                         ours);  // the machine may have slowed down meanwhile
    const Measured two = measure_together(
        items, 32, 2, settings_.seconds,
        [this, format](std::span<const std::string> some) { return read_batch(some, format); });
    const double one = std::max(alone.items_per_second, again.items_per_second);
    figure(what + " a second, 2 threads", grouped(two.items_per_second),
           "at least " + grouped(least), two.items_per_second >= least);
    figure(what + " a second, 1 thread", grouped(one));
    figure(what + ", MB a second, 2 threads", fixed(two.megabytes_per_second, 1));
    figure(what + ", median time of one, ms", fixed(again.median_ms, 3));
    figure(what + ", 99th percentile of one, ms", fixed(again.p99_ms, 3),
           format == domain::Format::text ? "at most 1" : "",
           format != domain::Format::text || again.p99_ms <= 1);
    figure(what + " a second, baseline, 1 thread", grouped(base.items_per_second));
    figure(what + ", times the baseline, 1 thread", fixed(one / base.items_per_second, 2));
  }

  // Texts made to cost time: a sentence without end, a list without end, quotes that never close.
  // Time in proportion to the text makes eight times the text cost eight times the time.
  void growth() {
    double worst = 0;
    for (const char* piece :
         {"50 soldiers and ", "12 National Guardsmen, ", "\"50 soldiers ", "(50 of them ",
          "in exchange for 50 for 50 for ", "on 7 February 2018 and ",
          "said that Sudria said that ", "On 7 February Norland freed 50 soldiers. ",
          "On 7 February Norland freed 50 soldiers.\n\n"}) {
      const auto milliseconds = [&](std::size_t bytes) {
        std::string text;
        while (text.size() < bytes) text += piece;
        return measure_alone({text}, settings_.seconds / 20,
                             [this](const std::string& item) {
                               return read_fully(item, domain::Format::text);
                             })
            .median_ms;
      };
      worst = std::max(worst, milliseconds(800'000) / milliseconds(100'000));
    }
    figure("texts made to cost time, 8 times the length, times the time", fixed(worst, 1),
           "at most 16", worst <= 16);
  }

  // Readings made by chance, of 300 exchanges; one in ten has no date.
  void reckon_many() {
    const auto seconds = [](std::size_t reports) {
      testing::LedgerGenerator generator(1);
      const auto ledger = generator.exchanges(300);
      const auto readings = testing::readings_of(generator.reports(ledger, reports, 90));
      const auto start = std::chrono::steady_clock::now();
      const domain::Reckoning reckoned = reckoning::reckon(readings);
      const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
      return reckoned.exchanges.empty() ? 0.0 : took.count();
    };
    const double few = seconds(5'000);
    const double many = seconds(100'000);
    figure("100,000 readings reckoned, seconds, 1 thread", fixed(many, 1), "at most 20",
           many <= 20);
    figure("20 times the readings reckoned, times the time", fixed(many / few, 1), "at most 40",
           many <= 40 * few);
    add_to_many();
  }

  // To 100,000 readings one more after the other, and each time the whole reckoning asked for.
  void add_to_many() {
    constexpr std::size_t kMore = 200;
    testing::LedgerGenerator generator(1);
    const auto ledger = generator.exchanges(300);
    auto readings = testing::readings_of(generator.reports(ledger, 100'000 + kMore, 90));
    std::shuffle(readings.begin() + 300, readings.end(), generator.random());
    reckoning::Reckoner reckoner;
    for (std::size_t i = 0; i < 100'000; ++i) reckoner.add(std::move(readings[i]));
    domain::Reckoning reckoned = reckoner.result();
    std::vector<double> times;
    for (std::size_t i = 100'000; i < readings.size(); ++i) {
      const auto start = std::chrono::steady_clock::now();
      reckoner.add(std::move(readings[i]));
      reckoned = reckoner.result();
      const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
      times.push_back(took.count() * 1000);
    }
    std::ranges::sort(times);
    const double median = times[times.size() / 2];
    figure("one report added to 100,000, ms, median of 200", fixed(median, 1), "at most 20",
           median <= 20);
    figure("one report added to 100,000, ms, slowest but ten of 200",
           fixed(times[times.size() - 11], 1));
  }

  void stripping() {
    const Measured strip = measure_alone(pages_, settings_.seconds, [](const std::string& page) {
      domain::Report report;
      report.format = domain::Format::html;
      report.body = page;
      return ingest::to_document(report).text.size();
    });
    const Measured parse = measure_alone(pages_, settings_.seconds, [](const std::string& page) {
      return Baseline::visible_text(page).size();
    });
    figure("pages to text only, MB a second, 1 thread", fixed(strip.megabytes_per_second, 1));
    figure("pages to text by the full parser, MB a second, 1 thread",
           fixed(parse.megabytes_per_second, 1));
  }

  void start_up() {
    std::vector<double> times;
    for (int i = 0; i < 40; ++i) {
      const Ran ran = run_program({settings_.nostos, "read", "--threads", "1", "-"},
                                  [this](int to) { write_all(to, texts_[0]); });
      if (ran.exit_code != 0) continue;
      times.push_back(ran.seconds * 1000);
    }
    if (times.empty()) return figure("start-up", "failed", "at most 15", false);
    std::ranges::sort(times);
    const double median = times[times.size() / 2];
    figure("start to end with one report, ms, median of 40", fixed(median, 1), "at most 15",
           median <= 15);
  }

  // A stream of JSONL through the program, made while it is read, so that no disk takes part.
  void streaming() {
    for (const unsigned threads : {1U, 2U}) {
      std::size_t sent = 0;
      std::uint64_t number = 0;
      std::vector<std::string> lines;
      Corpus corpus(7);
      for (int i = 0; i < 500; ++i)
        lines.push_back(corpus.line(static_cast<std::uint64_t>(i)) + "\n");
      const Ran ran = run_program({settings_.nostos, "read", "--format", "jsonl", "--threads",
                                   std::to_string(threads), "-"},
                                  [&](int to) {
                                    while (sent < settings_.megabytes * 1'000'000) {
                                      const std::string& line = lines[number++ % lines.size()];
                                      if (!write_all(to, line)) return;
                                      sent += line.size();
                                    }
                                  });
      const std::string name = "JSONL stream of " + std::to_string(settings_.megabytes) + " MB, " +
                               std::to_string(threads) + " threads";
      const double peak = static_cast<double>(ran.peak_kilobytes) / 1024;
      figure(name + ", peak memory, MB",
             ran.exit_code == 0 ? fixed(peak, 1) : "exit " + std::to_string(ran.exit_code),
             "at most 64", ran.exit_code == 0 && peak <= 64);
      figure(name + ", reports a second", grouped(static_cast<double>(number) / ran.seconds));
      figure(name + ", MB a second", fixed(static_cast<double>(sent) / 1e6 / ran.seconds, 1));
    }
  }

  void write_markdown() const {
    std::ofstream out(settings_.markdown);
    out << "# Reading: speed and memory\n\nMeasured by `bench/run`, which writes this page. "
           "Machine: "
        << machine() << (settings_.build.empty() ? "" : "; " + settings_.build)
        << ".\n\nThe corpus is "
        << "made up from a seed (`bench/corpus.cpp`): " << corpus_
        << ".\n\nReading is everything from the bytes to the JSON: paragraphs, claims, "
        << "events, attribution, breakdowns, dates. The baseline (`bench/baseline.cpp`) is a full "
           "HTML5 parser (Gumbo) and six regular "
        << "expressions (RE2) that find figures, dates and speakers; it knows nothing of sides, "
           "events or sums. Both read the same items in "
        << "the same run. The streams are JSONL through a pipe into `nostos read --format jsonl "
           "-`, so the time includes the making of it.\n\n"
        << "| figure | measured | limit | |\n|---|---:|---|---|\n";
    for (const Figure& figure : figures_) {
      out << "| " << figure.name << " | " << figure.value << " | " << figure.limit << " | "
          << (figure.limit.empty() ? ""
              : figure.kept        ? "kept"
                                   : "**missed**")
          << " |\n";
    }
  }

  Settings settings_;
  reading::Reader reader_;
  Baseline baseline_;
  std::vector<std::string> texts_;
  std::vector<std::string> pages_;
  std::string corpus_;
  std::vector<Figure> figures_;
};

int usage() {
  std::cerr << "usage: nostos_bench NOSTOS [--build WORDS] [--seconds N] [--megabytes N] "
               "[--markdown FILE] [--check]\n";
  return 2;
}

int run(const std::vector<std::string>& arguments) {
  Settings settings;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const bool more = i + 1 < arguments.size();
    if (arguments[i] == "--check") {
      settings.check = true;
    } else if (arguments[i] == "--seconds" && more) {
      settings.seconds = std::stod(arguments[++i]);
    } else if (arguments[i] == "--megabytes" && more) {
      settings.megabytes = std::stoul(arguments[++i]);
    } else if (arguments[i] == "--build" && more) {
      settings.build = arguments[++i];
    } else if (arguments[i] == "--markdown" && more) {
      settings.markdown = arguments[++i];
    } else if (!arguments[i].starts_with("--") && settings.nostos.empty()) {
      settings.nostos = arguments[i];
    } else {
      return usage();
    }
  }
  if (settings.nostos.empty()) return usage();
  const bool check = settings.check;
  const bool kept = Bench(std::move(settings)).run();
  return check && !kept ? 1 : 0;
}

}  // namespace
}  // namespace nostos::bench

int main(int count, char** words) {
  return nostos::bench::run(std::vector<std::string>(words + 1, words + count));
}
