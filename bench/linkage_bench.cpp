// SPDX-License-Identifier: Apache-2.0
// nostos_linkage_bench: measures the linker. Accuracy on sets of others with known truth, at
// probability 0.5, where they are (nothing is tuned on their labels: they are looked at only here);
// speed on invented people. Prints tables; with --out writes docs/benchmarks/linkage.md and plots.
//
//   nostos_linkage_bench [--data DIR] [--out DIR] [--records N,N,…] [--threads N] [--only
//   SET|loose|small]
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>
#if defined(__linux__)
#include <linux/perf_event.h>
#include <sys/syscall.h>
#endif

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "linkage/linker.h"
#include "linkage_sets.h"
#include "matching/waterfall.h"
#include "svg_plot.h"

namespace nostos::bench {
namespace {

using linkage::Linkage;

struct Score {
  double precision = 0, recall = 0;
  double f1() const {
    return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
  }
};

Score score_of(double right, double given, double true_pairs) {
  return {given > 0 ? right / given : 0, true_pairs > 0 ? right / true_pairs : 0};
}

struct Reliability {
  double pairs[10] = {}, said[10] = {}, were[10] = {};
  double compared = 0;

  // Over all compared pairs; over those given at least 0.02; both by ten steps.
  double error(double of) const {
    double sum = 0;
    for (int i = 0; i < 10; ++i) sum += std::abs(said[i] - were[i]);
    return of > 0 ? sum / of : 0;
  }
  double given() const {
    double sum = 0;
    for (const double count : pairs) sum += count;
    return sum;
  }
};

struct Outcome {
  std::string name;
  std::size_t records = 0;
  double true_pairs = 0;
  Score pairs, clusters;
  double pairs_per_record = 0;
  double candidate_recall = 0;
  Reliability reliability;
  std::vector<std::pair<double, double>> f1_by_cut;
  double seconds = 0;
};

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

bool counts(const LabelledSet& set, linkage::Row a, linkage::Row b) {
  return set.settings.task == linkage::Task::dedupe || set.table.list(a) != set.table.list(b);
}

Score score_clusters(const LabelledSet& set, const Linkage& linkage) {
  std::map<std::uint32_t, std::vector<linkage::Row>> members;
  for (linkage::Row row = 0; row < set.truth.size(); ++row)
    members[linkage.cluster_of[row]].push_back(row);
  double right = 0;
  double given = 0;
  for (const auto& [number, rows] : members) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      for (std::size_t j = i + 1; j < rows.size(); ++j) {
        if (!counts(set, rows[i], rows[j])) continue;
        ++given;
        right += set.truth[rows[i]] == set.truth[rows[j]];
      }
    }
  }
  return score_of(right, given, set.true_pairs);
}

Outcome measured(LabelledSet& set, unsigned threads) {
  Outcome outcome;
  outcome.name = set.name;
  outcome.records = set.table.rows();
  outcome.true_pairs = set.true_pairs;
  linkage::Job job;
  job.settings = set.settings;
  job.threads = threads;
  const auto start = std::chrono::steady_clock::now();
  auto linked = linkage::link_records(set.table, job);
  outcome.seconds = seconds_since(start);
  if (!linked) {
    fmt::print(stderr, "{}: {}\n", set.name, linked.error().message);
    return outcome;
  }
  std::vector<std::pair<double, bool>> pairs;
  auto& bins = outcome.reliability;
  bins.compared = static_cast<double>(linked->blocking.compared);
  double right = 0;
  double given = 0;
  for (const auto& pair : linked->pairs) {
    const double said = matching::probability(pair.weight);
    const bool same = set.truth[pair.left] == set.truth[pair.right];
    const int bin = std::min(static_cast<int>(said * 10), 9);
    ++bins.pairs[bin];
    bins.said[bin] += said;
    bins.were[bin] += same;
    pairs.emplace_back(said, same);
    given += said >= 0.5;
    right += said >= 0.5 && same;
  }
  outcome.pairs = score_of(right, given, set.true_pairs);
  outcome.clusters = score_clusters(set, *linked);
  outcome.pairs_per_record = bins.compared / static_cast<double>(outcome.records);
  // All that was compared, likely or not.
  job.model = linked->model;
  job.settings.keep = 0;
  job.settings.cut = 1e-12;
  double found = 0;
  if (linked->blocking.compared < 5'000'000) {
    const auto everything = linkage::link_records(set.table, job);
    for (const auto& pair : everything->pairs)
      found += set.truth[pair.left] == set.truth[pair.right];
    outcome.candidate_recall = found / set.true_pairs;
  } else {
    outcome.candidate_recall = 1;  // all pairs there are
  }
  std::ranges::sort(pairs, std::greater());
  for (const double cut : {0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99}) {
    double yes = 0;
    double all = 0;
    for (const auto& [said, same] : pairs) {
      if (said < cut) break;
      ++all;
      yes += same;
    }
    outcome.f1_by_cut.emplace_back(cut, score_of(yes, all, set.true_pairs).f1());
  }
  return outcome;
}

struct Speed {
  std::uint64_t records = 0, compared = 0;
  double seconds = 0, comparing = 0, gigabytes = 0;
  double processor = 0;  // seconds of processor time of all threads while comparing
  double cycles = 0;     // of the processor while comparing; 0 where the system does not count them
  Score clusters;
};

// Counts the cycles this thread spends outside the system: these hardly change with the clock and
// with what else the machine does.
class Cycles {
 public:
  Cycles() {
#if defined(__linux__)
    perf_event_attr what{};
    what.size = sizeof what;
    what.type = PERF_TYPE_HARDWARE;
    what.config = PERF_COUNT_HW_CPU_CYCLES;
    what.exclude_kernel = 1;
    what.exclude_hv = 1;
    file_ = static_cast<int>(syscall(SYS_perf_event_open, &what, 0, -1, -1, 0));
#endif
  }
  ~Cycles() {
    if (file_ >= 0) close(file_);
  }
  Cycles(const Cycles&) = delete;
  Cycles& operator=(const Cycles&) = delete;

  double so_far() const {
    std::uint64_t count = 0;
    const bool read_it = file_ >= 0 && read(file_, &count, sizeof count) == sizeof count;
    return read_it ? static_cast<double>(count) : 0;
  }

 private:
  int file_ = -1;
};

// Of all threads; a machine that is busy with something else hardly changes it.
double processor_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double peak_gigabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / (1024.0 * 1024.0);
}

linkage::Job job_of(const LabelledSet& set, unsigned threads) {
  linkage::Job job;
  job.settings = set.settings;
  job.threads = threads;
  return job;
}

LabelledSet invented(std::uint64_t records) {
  return invented_set(std::filesystem::path(NOSTOS_SOURCE_DIR) / "data/synth/people", records, 7);
}

Speed timed(std::uint64_t records, unsigned threads) {
  LabelledSet set = invented(records);
  linkage::Job job = job_of(set, threads);
  double began = 0;
  double ended = 0;
  double used_before = 0;
  double used = 0;
  const auto start = std::chrono::steady_clock::now();
  job.progress = [&](const linkage::Progress& progress) {
    if (progress.stage != linkage::Stage::comparing) return;
    ended = seconds_since(start);
    used = processor_seconds();
    if (began == 0) {
      began = ended;
      used_before = used;
    }
  };
  // The first news of comparing comes with its first piece of work, so the end of learning counts.
  const auto linked = linkage::link_records(set.table, job);
  Speed speed{records, 0, seconds_since(start), 0, peak_gigabytes(), 0, 0, {}};
  if (!linked) return speed;
  speed.compared = linked->blocking.compared;
  speed.comparing = ended - began;
  speed.processor = used - used_before;
  speed.clusters = score_clusters(set, *linked);
  return speed;
}

// Four loose blocks, one thread, the kernel alone: prepared and learned once, compared
// `kLooseRuns` times; each figure is the best of these.
constexpr int kLooseRuns = 3;

Speed timed_loose(std::uint64_t records) {
  using linkage::KeyPart;
  LabelledSet set = invented(records);
  linkage::Job job = job_of(set, 1);
  job.settings.pairs_per_record = 31;
  job.settings.blocking = {{{{"surname", KeyPart::whole}, {"given_name", KeyPart::initial}}},
                           {{{"birth_date", KeyPart::whole}}},
                           {{{"given_name", KeyPart::whole},
                             {"patronymic", KeyPart::whole},
                             {"birth_date", KeyPart::year}}},
                           {{{"surname", KeyPart::start}, {"birth_date", KeyPart::day}}}};
  const auto start = std::chrono::steady_clock::now();
  linkage::Linker linker(set.table, job);
  Speed speed;
  speed.records = records;
  if (!linker.prepare() || !linker.learn()) return speed;
  const Cycles cycles;
  std::vector<linkage::Compared> shares(1);
  double others = 0;  // spent on comparing again
  for (int run = 0; run < kLooseRuns; ++run) {
    const double used = processor_seconds();
    const double counted = cycles.so_far();
    const auto began = std::chrono::steady_clock::now();
    auto compared = linker.compare({});
    const double took = seconds_since(began);
    if (!compared) return speed;
    const auto least = [run](double& best, double now) {
      best = run == 0 ? now : std::min(best, now);
    };
    least(speed.comparing, took);
    least(speed.processor, processor_seconds() - used);
    least(speed.cycles, cycles.so_far() - counted);
    if (run + 1 < kLooseRuns) others += took;
    speed.compared = 0;
    for (const auto& bin : compared->histogram) speed.compared += bin.pairs;
    shares[0] = std::move(*compared);
  }
  const auto linked = linker.finish(std::move(shares));
  speed.seconds = seconds_since(start) - others;
  speed.gigabytes = peak_gigabytes();
  if (linked) speed.clusters = score_clusters(set, *linked);
  return speed;
}

struct Published {
  const char* set;
  const char* figures;
  double target;
  const char* measure;
};

constexpr Published kPublished[] = {
    {"febrl4", "recordlinkage 0.9917, Splink 0.9923, fastLink 0.9955", 0.996, "pairs"},
    {"febrl4-names", "recordlinkage 0.8021, Splink 0.9286, fastLink 0.8760", 0.945, "pairs"},
    {"febrl3", "Splink 0.9774", 0.98, "pairs"},
    {"febrl3-names", "Splink 0.8853", 0, ""},
    {"rldata10000", "Splink 0.4424", 0.95, "pairs"},
    {"historical", "Splink 0.7289 (clusters at 0.95: 0.829)", 0.80, "pairs"},
    {"historical-names", "Splink 0.469, calibration error 0.179", 0, ""},
};

std::string accuracy_table(const std::vector<Outcome>& outcomes) {
  std::string text =
      "| set | records | true pairs | pairs a record | candidate recall | F1 of pairs | F1 of "
      "clusters | "
      "calibration error (of all compared) | (of those given 0.02 and more) | others, at 0.5 |\n"
      "|---|---|---|---|---|---|---|---|---|---|\n";
  for (const Outcome& one : outcomes) {
    const auto* published = std::ranges::find(kPublished, one.name, &Published::set);
    text += fmt::format(
        "| {} | {} | {:.0f} | {:.1f} | {:.3f} | {:.4f} | {:.4f} | {:.4f} | {:.4f} | {} |\n",
        one.name, one.records, one.true_pairs, one.pairs_per_record, one.candidate_recall,
        one.pairs.f1(), one.clusters.f1(), one.reliability.error(one.reliability.compared),
        one.reliability.error(one.reliability.given()),
        published != std::end(kPublished) ? published->figures : "");
  }
  return text;
}

std::string reliability_table(const std::vector<Outcome>& outcomes) {
  std::string text = "| set | said → were (pairs), by tenths |\n|---|---|\n";
  for (const Outcome& one : outcomes) {
    text += fmt::format("| {} |", one.name);
    for (int i = 0; i < 10; ++i) {
      const auto& r = one.reliability;
      if (r.pairs[i] > 0)
        text += fmt::format(" {:.2f}→{:.2f} ({:.0f})", r.said[i] / r.pairs[i],
                            r.were[i] / r.pairs[i], r.pairs[i]);
    }
    text += " |\n";
  }
  return text;
}

std::string speed_table(const std::vector<Speed>& speeds, unsigned threads) {
  std::string text = fmt::format(
      "| records | pairs compared | all, s | comparing, s | million pairs a second and thread, "
      "comparing | by processor time | cycles a pair | "
      "ns a pair, all, by thread | peak, GB | F1 of clusters "
      "|\n|---|---|---|---|---|---|---|---|---|---|\n");
  for (const Speed& one : speeds) {
    const auto pairs = static_cast<double>(one.compared);
    text += fmt::format(
        "| {} | {} | {:.1f} | {:.1f} | {:.1f} | {:.1f} | {} | {:.0f} | {:.2f} | {:.4f} |\n",
        one.records, one.compared, one.seconds, one.comparing,
        one.comparing > 0 ? pairs / one.comparing / threads / 1e6 : 0,
        one.processor > 0 ? pairs / one.processor / 1e6 : 0,
        one.cycles > 0 && pairs > 0 ? fmt::format("{:.0f}", one.cycles / pairs) : "",
        pairs > 0 ? one.seconds * threads * 1e9 / pairs : 0, one.gigabytes, one.clusters.f1());
  }
  return text;
}

std::string speed_part(const std::vector<Speed>& speeds, const std::vector<Speed>& loose,
                       unsigned threads) {
  std::string text = fmt::format(
      "\n## Speed\n\nInvented people of one script each, {} threads, everything from the columns "
      "to "
      "the clusters:\n\n",
      threads);
  text += speed_table(speeds, threads);
  text +=
      "\n![Cost of a pair](linkage-cost.svg)\n\nA million records in four loose blocks, one "
      "thread, compared three times, of which the best is told. "
      "Splink with DuckDB compared 0.28 million pairs a second and core on a task of this shape, a "
      "plain C++ program with Jaro-Winkler and a memory 5.3 million:\n\n";
  return text + speed_table(loose, 1);
}

void write_file(const std::filesystem::path& path, const std::string& text) {
  std::ofstream out(path);
  out << text;
}

Plot reliability_plot(const std::vector<Outcome>& outcomes) {
  Plot plot{
      "Said and found", "probability that was said", "share that were", 0, 1, 0, 1, false, {}};
  plot.lines.push_back({"as it should be", {{0, 0}, {1, 1}}});
  for (const Outcome& one : outcomes) {
    PlotLine line{one.name, {}};
    for (int i = 0; i < 10; ++i) {
      const auto& r = one.reliability;
      if (r.pairs[i] >= 20)
        line.points.emplace_back(r.said[i] / r.pairs[i], r.were[i] / r.pairs[i]);
    }
    if (one.name.starts_with("historical") || one.name == "febrl4-names" ||
        one.name == "rldata10000")
      plot.lines.push_back(std::move(line));
  }
  return plot;
}

Plot cut_plot(const std::vector<Outcome>& outcomes) {
  Plot plot{"F1 of pairs by where the cut is", "cut", "F1", 0, 1, 0, 1, false, {}};
  for (const Outcome& one : outcomes) plot.lines.push_back({one.name, one.f1_by_cut});
  return plot;
}

Plot cost_plot(const std::vector<Speed>& speeds, unsigned threads) {
  Plot plot{"Cost of a pair by number of records",  "records", "ns a pair", 1e5, 1e7, 0, 0, true,
            {{"everything", {}}, {"comparing", {}}}};
  for (const Speed& one : speeds) {
    if (one.compared == 0) continue;
    const auto pairs = static_cast<double>(one.compared);
    const double all = one.seconds * threads * 1e9 / pairs;
    plot.lines[0].points.emplace_back(static_cast<double>(one.records), all);
    plot.lines[1].points.emplace_back(static_cast<double>(one.records),
                                      one.comparing * threads * 1e9 / pairs);
    plot.y_most = std::max(plot.y_most, all * 1.2);
  }
  return plot;
}

struct Wishes {
  std::filesystem::path data = std::filesystem::path(NOSTOS_SOURCE_DIR) / "../shared/data";
  std::filesystem::path out;
  std::vector<std::uint64_t> records = {100'000, 300'000, 1'000'000};
  unsigned threads = 2;
  std::string only;
};

Wishes wishes_of(int argc, char** argv) {
  Wishes wishes;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    const std::string value = argv[i + 1];
    if (name == "--data") wishes.data = value;
    if (name == "--out") wishes.out = value;
    if (name == "--only") wishes.only = value;
    if (name == "--threads")
      wishes.threads = static_cast<unsigned>(std::max(1, std::atoi(value.c_str())));
    if (name != "--records") continue;
    wishes.records.clear();
    for (std::size_t at = 0; at < value.size();) {
      const std::size_t end = std::min(value.find(',', at), value.size());
      wishes.records.push_back(std::strtoull(value.substr(at, end - at).c_str(), nullptr, 10));
      at = end + 1;
    }
  }
  return wishes;
}

// Lists as a bureau has them, of invented people: several of each size, taken together.
void small_lists(const Wishes& wishes) {
  for (const std::uint64_t records : {100U, 300U, 1000U, 5000U}) {
    Outcome all;
    all.name = fmt::format("{} invented, {} lists", records, records > 1000 ? 4 : 20);
    double right = 0, given = 0;
    const std::uint64_t lists = records > 1000 ? 4 : 20;
    for (std::uint64_t seed = 1; seed <= lists; ++seed) {
      LabelledSet set = invented_set(std::filesystem::path(NOSTOS_SOURCE_DIR) / "data/synth/people",
                                     records, 100 + seed);
      const Outcome one = measured(set, wishes.threads);
      all.true_pairs += one.true_pairs;
      right += one.pairs.recall * one.true_pairs;
      given +=
          one.pairs.precision > 0 ? one.pairs.recall * one.true_pairs / one.pairs.precision : 0;
      all.records = one.records;
      all.pairs_per_record = one.pairs_per_record;
      all.candidate_recall = one.candidate_recall;
      all.reliability.compared += one.reliability.compared;
      for (int i = 0; i < 10; ++i) {
        all.reliability.pairs[i] += one.reliability.pairs[i];
        all.reliability.said[i] += one.reliability.said[i];
        all.reliability.were[i] += one.reliability.were[i];
      }
    }
    all.pairs = score_of(right, given, all.true_pairs);
    fmt::print("{}{}", accuracy_table({all}), reliability_table({all}));
    std::fflush(stdout);
  }
}

int run(const Wishes& wishes) {
  std::vector<Outcome> outcomes;
  for (const std::string& name : labelled_sets()) {
    if (!wishes.only.empty() && wishes.only != name) continue;
    auto set = labelled_set(wishes.data, name);
    if (!set) {
      fmt::print(stderr, "{} is not under {}: left out.\n", name, wishes.data.string());
      continue;
    }
    outcomes.push_back(measured(*set, wishes.threads));
    fmt::print("{}", accuracy_table({outcomes.back()}));
    if (!wishes.only.empty()) fmt::print("\n{}", reliability_table({outcomes.back()}));
    std::fflush(stdout);
  }
  std::vector<Speed> speeds;
  std::vector<Speed> loose;
  if (wishes.only == "small") small_lists(wishes);
  if (wishes.only == "loose") fmt::print("{}", speed_table({timed_loose(1'000'000)}, 1));
  if (wishes.only.empty()) {
    for (const std::uint64_t records : wishes.records) {
      if (records == 0) continue;
      speeds.push_back(timed(records, wishes.threads));
      fmt::print("{}", speed_table({speeds.back()}, wishes.threads));
      std::fflush(stdout);
    }
    if (!speeds.empty()) {
      loose.push_back(timed_loose(1'000'000));
      fmt::print("{}", speed_table(loose, 1));
    }
  }
  if (wishes.out.empty()) return 0;
  std::string page =
      "# Linking records: how well and how fast\n\n"
      "Written by `bench/linkage`. The cut is probability 0.5 everywhere; no label was used for "
      "anything but these "
      "tables. Sets with up to sixty million pairs are compared pair by pair; the others by the "
      "rules that choose "
      "themselves. The figures of others were measured or published at the same cut.\n\n## "
      "Accuracy\n\n";
  page += accuracy_table(outcomes);
  page +=
      "\nF1 of clusters counts the pairs that the clusters imply. FEBRL is taken without its "
      "number of social "
      "insurance; \"names\" stands for names and birth date only; of the two lists of FEBRL 4 each "
      "holds a person "
      "once, and the linker is told so. The calibration error is the mean distance, over ten "
      "steps, between what was "
      "said and what was found.\n\n## Said and "
      "found\n\n![Reliability](linkage-reliability.svg)\n\n";
  page += reliability_table(outcomes);
  page += "\n![F1 by cut](linkage-cut.svg)\n";
  if (!speeds.empty()) page += speed_part(speeds, loose, wishes.threads);
  write_file(wishes.out / "linkage.md", page);
  write_file(wishes.out / "linkage-reliability.svg", svg(reliability_plot(outcomes)));
  write_file(wishes.out / "linkage-cut.svg", svg(cut_plot(outcomes)));
  if (!speeds.empty())
    write_file(wishes.out / "linkage-cost.svg", svg(cost_plot(speeds, wishes.threads)));
  return 0;
}

}  // namespace
}  // namespace nostos::bench

int main(int argc, char** argv) { return nostos::bench::run(nostos::bench::wishes_of(argc, argv)); }
