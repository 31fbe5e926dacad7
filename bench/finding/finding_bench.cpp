// SPDX-License-Identifier: Apache-2.0
// What the index of persons costs and finds, on invented people. bench/find drives it:
//   build ROWS FILE [THREADS]      makes the base; prints seconds and bytes
//   search ROWS FILE QUESTIONS     asks; prints times, recall by class, memory
//   keystrokes ROWS FILE PEOPLE    types names letter by letter
//   rows ROWS                      the same rows, for other programs: row, keys of the names, day
//   questions ROWS QUESTIONS       the same questions
// Prints lines "name TAB value", which bench/find gathers.
#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "crowd.h"
#include "finding/builder.h"
#include "finding/engine_keys.h"
#include "finding/index.h"
#include "names/name_engine.h"
#include "storage/index/mapped_index.h"

namespace {

using namespace nostos;
using bench::Crowd;
using bench::kSpoilings;
using bench::Question;
using names::NamePart;
using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kSeed = 20;

// Of this thread only: what others take from the machine does not count.
double own_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

template <class T>
void say(const std::string& name, const T& value) {
  fmt::print("{}\t{}\n", name, value);
  std::fflush(stdout);
}

template <class T>
T take(Result<T> result) {
  if (!result) {
    fmt::print(stderr, "{}\n", result.error().message);
    std::exit(1);
  }
  return std::move(*result);
}

struct Names {
  Names() {
    for (const auto& file : std::filesystem::directory_iterator(NOSTOS_SOURCE_DIR "/data/names"))
      if (file.path().extension() == ".tsv")
        paths.push_back("names/" + file.path().filename().string());
    std::ranges::sort(paths);
    for (const std::string& path : paths) {
      std::stringstream text;
      text << std::ifstream(NOSTOS_SOURCE_DIR "/data/" + path, std::ios::binary).rdbuf();
      contents.push_back(text.str());
    }
    for (std::size_t i = 0; i < contents.size(); ++i) files.push_back({paths[i], contents[i]});
    engine = std::make_unique<names::NameEngine>(take(names::NameEngine::load(files)));
    keys = std::make_unique<finding::EngineKeys>(*engine, finding::digest_of(files));
  }
  std::vector<std::string> contents, paths;
  std::vector<names::NameFile> files;
  std::unique_ptr<names::NameEngine> engine;
  std::unique_ptr<finding::EngineKeys> keys;
};

// Resident memory by /proc: all of it, and what is not shared with the file.
void say_memory() {
  std::ifstream in("/proc/self/status");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("VmRSS:") || line.starts_with("RssAnon:") || line.starts_with("VmHWM:")) {
      const std::string name = line.substr(0, line.find(':'));
      say(name + " MB", std::stol(line.substr(line.find(':') + 1)) / 1024);
    }
  }
}

// The making of the people is not counted, only what the index does with them.
int build(std::uint64_t rows, const std::string& path, unsigned threads) {
  const Names names;
  const Crowd crowd(rows, kSeed);
  std::vector<finding::Gatherer> gatherers(threads);
  std::vector<double> seconds(threads);
  {
    std::vector<std::jthread> workers;
    for (unsigned t = 0; t < threads; ++t) {
      workers.emplace_back([&, t] {
        constexpr std::uint64_t kChunk = 4096;
        const std::uint64_t end = rows * (t + 1) / threads;
        std::vector<finding::PersonRow> chunk;
        for (std::uint64_t at = rows * t / threads; at < end;) {
          chunk.clear();
          for (; at < end && chunk.size() < kChunk; ++at)
            chunk.push_back(crowd.row(static_cast<finding::Row>(at)));
          const auto start = Clock::now();
          for (const finding::PersonRow& row : chunk) gatherers[t].add(row);
          seconds[t] += seconds_since(start);
        }
      });
    }
  }
  const double gathering = *std::ranges::max_element(seconds);
  const auto start = Clock::now();
  storage::MappedIndex file(path);
  take(finding::build(std::move(gatherers), *names.keys, file, {.threads = threads, .mark = 1}));
  const double building = seconds_since(start);
  say("rows", rows);
  say("gathering seconds", gathering);
  say("sorting and writing seconds", building);
  say("build seconds", gathering + building);
  say_memory();
  return 0;
}

double percentile(std::vector<double>& values, double share) {
  std::ranges::sort(values);
  return values[std::min(values.size() - 1,
                         static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

// How often hits that are given a probability are the person asked for.
class Reliability {
 public:
  void count(double probability, bool right) {
    Bin& bin = bins_[std::min<std::size_t>(9, static_cast<std::size_t>(probability * 10))];
    bin.said += probability;
    bin.right += right ? 1 : 0;
    ++bin.hits;
  }
  void say_all() const {
    double error = 0;
    double hits = 0;
    for (const Bin& bin : bins_) {
      if (bin.hits == 0) continue;
      say(fmt::format("reliability {:.3f}", bin.said / bin.hits),
          fmt::format("{:.3f}\t{}", bin.right / bin.hits, bin.hits));
      error += std::abs(bin.said - bin.right);
      hits += bin.hits;
    }
    if (hits > 0) say("calibration error", error / hits);
  }

 private:
  struct Bin {
    double said = 0;
    double right = 0;
    double hits = 0;
  };
  std::array<Bin, 10> bins_;
};

struct Tally {
  std::size_t asked = 0;
  std::size_t first = 0;
  std::size_t among_ten = 0;
  std::vector<double> ms;
  void say_as(const std::string& name) {
    if (asked == 0) return;
    say(name + " p50 ms", percentile(ms, 0.5));
    say(name + " p99 ms", percentile(ms, 0.99));
    say(name + " recall@1", static_cast<double>(first) / static_cast<double>(asked));
    say(name + " recall@10", static_cast<double>(among_ten) / static_cast<double>(asked));
  }
};

// How the question would have been spelled but for its errors, next to the record.
std::string spelling_of(const Question& question, const finding::NameKeys& keys) {
  bool same = question.asked.size() == question.recorded.size();
  bool one_language = same;
  for (std::size_t i = 0; i < question.asked.size() && i < question.recorded.size(); ++i) {
    const finding::NameWord& asked = question.asked[i];
    const finding::NameWord& recorded = question.recorded[i];
    if (asked.text == recorded.text) continue;
    same = false;
    const auto theirs = keys.keys(recorded.text, recorded.part);
    one_language =
        one_language &&
        std::ranges::any_of(keys.keys(asked.text, asked.part), [&](const std::string& key) {
          return std::ranges::find(theirs, key) != theirs.end();
        });
  }
  return same ? "spelled as recorded" : one_language ? "in another script" : "in another language";
}

finding::Index opened(const Names& names, const std::string& path, finding::Check check) {
  finding::Index index(*names.keys);
  const auto start = Clock::now();
  if (const auto done = index.open(take(storage::MappedIndex(path).map()), check); !done) {
    fmt::print(stderr, "{}\n", done.error().message);
    std::exit(1);
  }
  say("open seconds", seconds_since(start));
  return index;
}

int search(std::uint64_t rows, const std::string& path, std::uint64_t questions) {
  const Names names;
  const Crowd crowd(rows, kSeed);
  const finding::Index index = opened(names, path, finding::Check::everything);
  say("index MB", index.sizes().base_bytes >> 20U);
  say("different words", index.sizes().words);
  Tally all;
  Reliability reliability;
  std::vector<Tally> by_class(std::size(kSpoilings));
  std::map<std::string, Tally> by_spelling;
  std::vector<double> without_reasons;
  std::vector<double> own;  // processor time
  double looked_at = 0;
  for (std::uint64_t i = 0; i < 200; ++i) (void)index.search(crowd.question(questions + i).query);
  // SHOW_MISSED=10: those that are not among the first ten, with what each part of the name is
  // worth.
  const char* worse_than = std::getenv("SHOW_MISSED");
  const bool show = worse_than != nullptr;
  const auto shown_from = static_cast<std::ptrdiff_t>(show ? std::atoi(worse_than) : 0);
  for (std::uint64_t i = 0; i < questions; ++i) {
    const Question question = crowd.question(i);
    const double own_start = own_ms();
    auto start = Clock::now();
    const finding::Found found = index.search(question.query);
    const double ms = seconds_since(start) * 1000;
    own.push_back(own_ms() - own_start);
    start = Clock::now();
    (void)index.search_quickly(question.query);
    without_reasons.push_back(seconds_since(start) * 1000);
    looked_at += static_cast<double>(found.looked_at);
    const auto hit = std::ranges::find(found.hits, question.about, &finding::Hit::row);
    const auto count = [&](Tally& tally) {
      ++tally.asked;
      if (hit == found.hits.begin() && !found.hits.empty()) ++tally.first;
      if (hit != found.hits.end()) ++tally.among_ten;
      tally.ms.push_back(ms);
    };
    for (const finding::Hit& one : found.hits)
      reliability.count(matching::probability(one.weight), one.row == question.about);
    count(all);
    count(by_class[question.spoiling]);
    count(by_spelling[spelling_of(question, *names.keys)]);
    if (show && (hit == found.hits.end() || hit - found.hits.begin() >= shown_from)) {
      std::string words;
      for (const auto& word : question.query.words) words += word.text + " ";
      const auto record = crowd.row(question.about);
      words += "| ";
      for (const auto& word : record.words) words += word.text + " ";
      const auto why = index.why_not(question.query, question.about);
      fmt::print(stderr, "{}: {} {} place {} of weight {}:", kSpoilings[question.spoiling].name,
                 words, name(why.kept), why.place, why.waterfall.total());
      for (const auto& step : why.waterfall.steps)
        if (step.key.find('.') != std::string::npos && step.weight != 0)
          fmt::print(stderr, " {} {}", step.key, step.weight);
      fmt::print(stderr, "\n");
    }
    if (show && own.back() > 2) {
      std::string words;
      for (const auto& word : question.query.words) words += word.text + " ";
      fmt::print(stderr, "slow {} ms: {} looked at {}\n", own.back(), words, found.looked_at);
    }
  }
  all.say_as("all");
  for (std::size_t i = 0; i < by_class.size(); ++i)
    by_class[i].say_as(fmt::format("edits {}", kSpoilings[i].name));
  for (auto& [name, tally] : by_spelling) {
    say(name + " asked", tally.asked);
    tally.say_as(name);
  }
  say("all p50 ms of processor time", percentile(own, 0.5));
  say("all p99 ms of processor time", percentile(own, 0.99));
  say("without reasons p50 ms", percentile(without_reasons, 0.5));
  say("without reasons p99 ms", percentile(without_reasons, 0.99));
  reliability.say_all();
  say("records looked at, mean", looked_at / static_cast<double>(questions));
  say_memory();
  return 0;
}

int keystrokes(std::uint64_t rows, const std::string& path, std::uint64_t people) {
  const Names names;
  const Crowd crowd(rows, kSeed);
  const finding::Index index = opened(names, path, finding::Check::header);
  Tally tally;
  std::vector<double> own;  // processor time
  const bool show = std::getenv("SHOW_MISSED") != nullptr;
  std::size_t before_the_end = 0;
  for (std::uint64_t i = 0; i < people; ++i) {
    const finding::PersonRow person = crowd.row(crowd.question(i).about);
    finding::Query query;
    bool seen = false;
    for (const finding::NameWord& word : person.words) {
      query.words.push_back({"", word.part, false, true});
      std::string& typed = query.words.back().text;
      for (std::size_t at = 0; at < word.text.size();) {
        // A letter more.
        typed += word.text[at++];
        while (at < word.text.size() &&
               (static_cast<unsigned char>(word.text[at]) & 0xC0U) == 0x80U)
          typed += word.text[at++];
        const double own_start = own_ms();
        const auto start = Clock::now();
        (void)index.complete(typed, word.part);
        const double completed = own_ms();
        const finding::Found found = index.search_quickly(query);
        tally.ms.push_back(seconds_since(start) * 1000);
        own.push_back(own_ms() - own_start);
        if (show && own.back() > 0.8) {
          fmt::print(stderr, "slow {:.3f} ms, {:.3f} of it for completing: part {}, {}\n",
                     own.back(), completed - own_start, static_cast<int>(word.part), typed);
        }
        seen = seen ||
               std::ranges::find(found.hits, person.row, &finding::Hit::row) != found.hits.end();
      }
      query.words.back().unfinished = false;
    }
    before_the_end += seen ? 1 : 0;
  }
  say("keystrokes", tally.ms.size());
  say("keystroke p50 ms", percentile(tally.ms, 0.5));
  say("keystroke p99 ms", percentile(tally.ms, 0.99));
  say("keystroke most ms", tally.ms.back());
  say("keystroke p50 ms of processor time", percentile(own, 0.5));
  say("keystroke p99 ms of processor time", percentile(own, 0.99));
  say("seen while typing", static_cast<double>(before_the_end) / static_cast<double>(people));
  return 0;
}

// Names as the first of their keys: what other engines are given, so that scripts do not part them.
struct Plain {
  std::string surname, given, patronymic, day;
};

template <class Words>
Plain plain(const Words& words, const std::optional<finding::Born>& born, const Names& names) {
  Plain out;
  for (const auto& word : words) {
    std::string& to = word.part == NamePart::surname ? out.surname
                      : word.part == NamePart::given ? out.given
                                                     : out.patronymic;
    to = names.engine->primary(word.text, word.part);
  }
  if (born) out.day = domain::iso(born->earliest);
  return out;
}

int print_rows(std::uint64_t rows) {
  const Names names;
  const Crowd crowd(rows, kSeed);
  std::string out;
  for (std::uint64_t i = 0; i < rows; ++i) {
    const finding::PersonRow row = crowd.row(static_cast<finding::Row>(i));
    const Plain one = plain(row.words, row.born, names);
    out += fmt::format("{}\t{}\t{}\t{}\t{}\n", i, one.surname, one.given, one.patronymic, one.day);
    if (out.size() > 1U << 20U || i + 1 == rows) {
      std::fwrite(out.data(), 1, out.size(), stdout);
      out.clear();
    }
  }
  return 0;
}

int print_questions(std::uint64_t rows, std::uint64_t questions) {
  const Names names;
  const Crowd crowd(rows, kSeed);
  for (std::uint64_t i = 0; i < questions; ++i) {
    const Question question = crowd.question(i);
    const Plain one = plain(question.query.words, question.query.born, names);
    fmt::print("{}\t{}\t{}\t{}\t{}\t{}\n", question.about, one.surname, one.given, one.patronymic,
               one.day, kSpoilings[question.spoiling].name);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  const auto number = [&](std::size_t at) { return std::stoull(words[at]); };
  if (words.size() >= 3 && words[0] == "build")
    return build(number(1), words[2], words.size() > 3 ? static_cast<unsigned>(number(3)) : 2);
  if (words.size() == 4 && words[0] == "search") return search(number(1), words[2], number(3));
  if (words.size() == 4 && words[0] == "keystrokes")
    return keystrokes(number(1), words[2], number(3));
  if (words.size() == 2 && words[0] == "rows") return print_rows(number(1));
  if (words.size() == 3 && words[0] == "questions") return print_questions(number(1), number(2));
  fmt::print(stderr,
             "finding_bench build ROWS FILE [THREADS] | search ROWS FILE QUESTIONS | "
             "keystrokes ROWS FILE PEOPLE | rows ROWS | questions ROWS QUESTIONS\n");
  return 2;
}
