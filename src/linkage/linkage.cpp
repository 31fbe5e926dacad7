// SPDX-License-Identifier: Apache-2.0
#include "linkage/linkage.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <map>
#include <mutex>
#include <numeric>
#include <thread>
#include <unordered_map>

#include "linkage/blocking.h"
#include "linkage/clusters.h"
#include "linkage/estimation.h"
#include "linkage/pattern.h"
#include "linkage/prepared.h"
#include "linkage/scoring.h"

namespace nostos::linkage {
namespace {

using matching::Millibits;

constexpr std::uint64_t kRandomPairs = 2'000'000;

Millibits weight_at(double probability) {
  return matching::weight_of(probability / (1 - probability));
}

std::uint64_t scrambled(std::uint64_t x) {
  x = (x ^ x >> 30U) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ x >> 27U) * 0x94D049BB133111EBULL;
  return x ^ x >> 31U;
}

// Counts patterns; a table of its own, for it is asked for every pair.
class Tally {
 public:
  void add(Pattern pattern, std::uint32_t rules) {
    std::size_t slot = scrambled(pattern ^ (std::uint64_t{rules} << 40U)) & (slots_.size() - 1);
    while (slots_[slot].count != 0 &&
           (slots_[slot].pattern != pattern || slots_[slot].rules != rules)) {
      slot = (slot + 1) & (slots_.size() - 1);
    }
    if (slots_[slot].count++ != 0) return;
    slots_[slot].pattern = pattern;
    slots_[slot].rules = rules;
    if (++used_ * 2 > slots_.size()) grow();
  }
  void append_to(std::vector<PatternCount>& all) const {
    for (const PatternCount& slot : slots_) {
      if (slot.count != 0) all.push_back(slot);
    }
  }

 private:
  void grow() {
    std::vector<PatternCount> old(slots_.size() * 4);
    old.swap(slots_);
    for (const PatternCount& one : old) {
      if (one.count == 0) continue;
      std::size_t slot =
          scrambled(one.pattern ^ (std::uint64_t{one.rules} << 40U)) & (slots_.size() - 1);
      while (slots_[slot].count != 0) slot = (slot + 1) & (slots_.size() - 1);
      slots_[slot] = one;
    }
  }

  std::vector<PatternCount> slots_ = std::vector<PatternCount>(1024);
  std::size_t used_ = 0;
};

// A run: the stages one after the other, each over all units of work by all threads.
class Run {
 public:
  Run(const RecordTable& table, const Job& job) : table_(table), job_(job) {}

  Result<Linkage> link();

 private:
  bool cancelled() const { return job_.cancelled != nullptr && *job_.cancelled; }
  void tell(Stage stage, std::uint64_t done, std::uint64_t total) const {
    if (job_.progress) job_.progress({stage, done, total});
  }
  // Calls work(unit, thread) for each unit, `threads` at a time.
  template <class Work>
  void each_unit(Stage stage, const Work& work) const;
  std::vector<PatternCount> count_patterns() const;
  Shares random_shares() const;
  void learn(const std::vector<PatternCount>& patterns, Linkage& linkage) const;
  std::vector<Edge> score(const Scorer& scorer, Linkage& linkage) const;
  std::vector<std::uint32_t> clusters(const Scorer& scorer, const std::vector<Edge>& edges) const;

  const RecordTable& table_;
  const Job& job_;
  Settings settings_;
  Prepared prepared_;
  Candidates candidates_;
};

template <class Work>
void Run::each_unit(Stage stage, const Work& work) const {
  const auto& units = candidates_.units();
  std::uint64_t total = 0;
  for (const Unit& unit : units) total += unit.pairs;
  std::atomic<std::size_t> next{0};
  std::atomic<std::uint64_t> done{0};
  const auto loop = [&](unsigned thread) {
    for (std::size_t i = next++; i < units.size() && !cancelled(); i = next++) {
      work(units[i], thread);
      done += units[i].pairs;
      if (thread == 0) tell(stage, done, total);
    }
  };
  std::vector<std::thread> others;
  for (unsigned thread = 1; thread < job_.threads; ++thread) others.emplace_back(loop, thread);
  loop(0);
  for (auto& other : others) other.join();
  tell(stage, total, total);
}

std::vector<PatternCount> Run::count_patterns() const {
  std::vector<Tally> counts(job_.threads);
  std::vector<Comparer> comparers(job_.threads, Comparer(prepared_));
  each_unit(Stage::learning, [&](const Unit& unit, unsigned thread) {
    Tally& own = counts[thread];
    Comparer& comparer = comparers[thread];
    candidates_.each_pair(unit, Share{}, [&](Place a, Place b, std::uint32_t rules) {
      own.add(comparer.compare(a, b), rules);
    });
  });
  std::vector<PatternCount> all;
  for (const Tally& own : counts) own.append_to(all);
  std::ranges::sort(all);
  std::vector<PatternCount> sums;
  for (const auto& count : all) {
    if (!sums.empty() && sums.back().pattern == count.pattern && sums.back().rules == count.rules)
      sums.back().count += count.count;
    else
      sums.push_back(count);
  }
  return sums;
}

Shares Run::random_shares() const {
  std::map<Pattern, std::uint64_t> counts;
  std::unordered_map<Pattern, std::uint64_t> fast;
  Comparer comparer(prepared_);
  const std::uint64_t n = prepared_.size();
  for (std::uint64_t i = 0; i < kRandomPairs; ++i) {
    const auto a = static_cast<Place>(scrambled(2 * i + 1) % n);
    const auto b = static_cast<Place>(scrambled(2 * i + 2) % n);
    if (a == b) continue;
    if (candidates_.across_lists() && prepared_.list_at[a] == prepared_.list_at[b]) continue;
    ++fast[comparer.compare(a, b)];
  }
  std::vector<PatternCount> patterns;
  for (const auto& [pattern, count] : fast) patterns.push_back({pattern, 0, count});
  Shares shares = shares_of(patterns, prepared_);
  // How often values agree is known exactly from how often each occurs.
  for (std::size_t f = 0; f < prepared_.fields.size(); ++f) {
    double present = 0;
    double agree = 0;
    for (const std::uint32_t count : prepared_.fields[f].counts) {
      present += count;
      agree += static_cast<double>(count) * (count > 0 ? count - 1 : 0);
    }
    if (present < 2) continue;
    const double exact = agree / (present * (present - 1));
    const double rest = 1 - shares[f][matching::kExact];
    for (std::size_t l = 2; l < shares[f].size(); ++l)
      shares[f][l] *= rest > 0 ? (1 - exact) / rest : 0;
    shares[f][matching::kExact] = exact;
  }
  return shares;
}

void Run::learn(const std::vector<PatternCount>& patterns, Linkage& linkage) const {
  const Shares at_random = candidates_.all() ? shares_of(patterns, prepared_) : random_shares();
  Estimate learned = estimate(prepared_, candidates_, patterns, at_random);
  linkage.model = std::move(learned.model);
  linkage.learning = std::move(learned.steps);
  linkage.blocking.estimated_matches = learned.matches;
  linkage.blocking.estimated_recall =
      learned.matches > 0 ? learned.compared_matches / learned.matches : 1;
  for (std::size_t r = 0; r < candidates_.rules().size(); ++r) {
    linkage.blocking.rules[r].expected_matches = learned.by_rule[r];
  }
}

std::vector<Edge> Run::score(const Scorer& scorer, Linkage& linkage) const {
  std::vector<std::vector<Edge>> found(job_.threads);
  std::vector<Comparer> comparers(job_.threads, Comparer(prepared_));
  std::vector<Scorer::Memory> memories(job_.threads);
  std::vector<std::array<std::uint64_t, 128>> bins(job_.threads);
  const Millibits keep = std::min(weight_at(settings_.keep), weight_at(settings_.cut));
  each_unit(Stage::comparing, [&](const Unit& unit, unsigned thread) {
    candidates_.each_pair(unit, job_.share, [&](Place a, Place b, std::uint32_t) {
      if (!prepared_.speaks[a] || !prepared_.speaks[b]) return;
      const Pattern pattern = comparers[thread].compare(a, b);
      const Millibits weight = scorer.total(pattern, a, b, memories[thread]);
      const int bin = std::clamp(static_cast<int>(std::floor(weight / 1000.0)) + 64, 0, 127);
      ++bins[thread][static_cast<std::size_t>(bin)];
      if (weight >= keep) found[thread].push_back({a, b, weight});
    });
  });
  for (int bin = 0; bin < 128; ++bin) {
    std::uint64_t pairs = 0;
    for (const auto& own : bins) pairs += own[static_cast<std::size_t>(bin)];
    if (pairs == 0) continue;
    const double chance = matching::probability((bin - 64) * 1000 + 500);
    linkage.histogram.push_back({bin - 64, pairs, chance * static_cast<double>(pairs)});
  }
  std::vector<Edge> all;
  for (auto& own : found) all.insert(all.end(), own.begin(), own.end());
  std::ranges::sort(all);
  return all;
}

std::vector<std::uint32_t> Run::clusters(const Scorer& scorer,
                                         const std::vector<Edge>& edges) const {
  Evidence evidence;
  evidence.size = static_cast<std::uint32_t>(prepared_.size());
  evidence.cut = weight_at(settings_.cut);
  for (const Edge& edge : edges) {
    if (edge.weight >= evidence.cut) evidence.edges.push_back(edge);
  }
  Comparer comparer(prepared_);
  Scorer::Memory memory;
  evidence.weight = [&](std::uint32_t a, std::uint32_t b) {
    return scorer.total(comparer.compare(a, b), a, b, memory);
  };
  const bool once = settings_.lists_hold_a_person_once && prepared_.lists > 1;
  std::vector<std::size_t> forbidding;
  for (const auto& name : settings_.cannot_link) {
    for (std::size_t f = 0; f < prepared_.fields.size(); ++f) {
      if (prepared_.fields[f].column->name == name) forbidding.push_back(f);
    }
  }
  std::vector<Place> place_of(prepared_.size());
  for (Place place = 0; place < prepared_.size(); ++place)
    place_of[prepared_.row_at[place]] = place;
  std::vector<std::pair<Place, Place>> different;
  for (const auto& pair : job_.judged.different)
    different.push_back(std::minmax(place_of[pair.left], place_of[pair.right]));
  std::ranges::sort(different);
  for (const auto& pair : job_.judged.same)
    evidence.same.push_back(std::minmax(place_of[pair.left], place_of[pair.right]));
  evidence.cannot = [&](std::uint32_t a, std::uint32_t b) {
    if (once && prepared_.list_at[a] == prepared_.list_at[b]) return true;
    for (const std::size_t f : forbidding) {
      const ValueId x = prepared_.record(a)[f];
      const ValueId y = prepared_.record(b)[f];
      if (x != kNoValue && y != kNoValue && x != y) return true;
    }
    return std::ranges::binary_search(different, std::pair(a, b));
  };
  return cluster(evidence);
}

Result<Linkage> Run::link() {
  tell(Stage::preparing, 0, 0);
  settings_ = completed(job_.settings, table_);
  TRY_ASSIGN(prepared_, prepare(table_, settings_, job_.names));
  tell(Stage::blocking, 0, 0);
  TRY_ASSIGN(candidates_, Candidates::choose(prepared_, settings_, job_.names));
  Linkage linkage;
  linkage.settings = settings_;
  for (const Rule& rule : candidates_.rules()) linkage.blocking.rules.push_back(rule.report);
  linkage.blocking.possible = candidates_.possible();
  if (job_.model) {
    linkage.model = *job_.model;
  } else {
    const auto patterns = count_patterns();
    learn(patterns, linkage);
    for (const auto& count : patterns) linkage.blocking.compared += count.count;
  }
  const Scorer scorer(linkage.model, prepared_, {});
  const auto edges = score(scorer, linkage);
  if (cancelled()) return fail(Fault::not_allowed, "The run was stopped.");
  const auto by_place = clusters(scorer, edges);
  for (const Edge& edge : edges) {
    const auto [left, right] = std::minmax(prepared_.row_at[edge.a], prepared_.row_at[edge.b]);
    linkage.pairs.push_back({left, right, edge.weight});
  }
  std::ranges::sort(linkage.pairs);
  linkage.cluster_of.assign(prepared_.size(), 0);
  std::vector<std::uint32_t> number(prepared_.size(), ~0U);
  std::vector<std::uint32_t> cluster_at(prepared_.size());
  for (Place place = 0; place < prepared_.size(); ++place)
    cluster_at[prepared_.row_at[place]] = by_place[place];
  for (Row row = 0; row < prepared_.size(); ++row) {
    std::uint32_t& own = number[cluster_at[row]];
    if (own == ~0U) own = linkage.clusters++;
    linkage.cluster_of[row] = own;
  }
  for (Place place = 0; place < prepared_.size(); ++place) {
    if (!prepared_.speaks[place]) linkage.doubtful.push_back(prepared_.row_at[place]);
  }
  std::ranges::sort(linkage.doubtful);
  return linkage;
}

}  // namespace

Result<Linkage> link_records(const RecordTable& table, const Job& job) {
  return Run(table, job).link();
}

matching::Waterfall explain(const RecordTable& table, const Linkage& linkage, Row left, Row right,
                            const names::NameEngine* names) {
  auto prepared = prepare(table, linkage.settings, names);
  if (!prepared) return {};
  const Scorer scorer(linkage.model, *prepared, {});
  Comparer comparer(*prepared);
  const auto place = [&](Row row) {
    return static_cast<Place>(std::ranges::find(prepared->row_at, row) - prepared->row_at.begin());
  };
  const Place a = place(left);
  const Place b = place(right);
  return scorer.explain(comparer.compare(a, b), a, b);
}

}  // namespace nostos::linkage
