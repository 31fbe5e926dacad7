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
#include "linkage/bound.h"
#include "linkage/clusters.h"
#include "linkage/estimation.h"
#include "linkage/linker.h"
#include "linkage/pattern.h"
#include "linkage/prepared.h"
#include "linkage/scoring.h"
#include "linkage/walker.h"

namespace nostos::linkage {

struct RunAccess;  // the steps of a run one by one, for Linker

namespace {

using matching::Millibits;

constexpr Millibits kSecondLook = 3'000;
constexpr std::uint64_t kLearnedFrom = 3'000'000;  // pairs; more would teach no more
constexpr std::uint64_t kRandomPairs = 1'000'000;

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

// Each record's share of its person, in thousandths.
std::vector<std::uint32_t> weights_by_person(const std::vector<std::uint32_t>& clusters) {
  std::vector<std::uint32_t> sizes(clusters.size(), 0);
  for (const std::uint32_t cluster : clusters) ++sizes[cluster];
  std::vector<std::uint32_t> weights(clusters.size());
  for (std::size_t i = 0; i < clusters.size(); ++i) weights[i] = 1000 / sizes[clusters[i]];
  return weights;
}

// A run: the stages one after the other, each over all units of work by all threads.
class Run {
 public:
  Run(const RecordTable& table, const Job& job) : table_(table), job_(job) {}

  Result<Linkage> link();
  // Its steps, in this order; what they find out is added to `linkage`.
  Result<void> begin(Linkage& linkage);
  void learn_model(Linkage& linkage) const;
  std::vector<Edge> score(const Scorer& scorer, Linkage& linkage) const;
  void finish(std::vector<Edge> edges, Linkage& linkage) const;
  friend struct nostos::linkage::RunAccess;

 private:
  bool cancelled() const { return job_.cancelled != nullptr && *job_.cancelled; }
  void tell(Stage stage, std::uint64_t done, std::uint64_t total) const {
    if (job_.progress) job_.progress({stage, done, total});
  }
  // Calls work(unit, thread) for each unit, `threads` at a time.
  template <class Work>
  void each_unit(Stage stage, const Work& work) const;
  std::vector<Walker> walkers_for_threads() const {
    return std::vector<Walker>(job_.threads, Walker(prepared_, candidates_));
  }
  std::vector<PatternCount> count_patterns() const;
  Shares random_shares() const;
  void learn(const std::vector<PatternCount>& patterns, Linkage& linkage) const;
  void rescore(const Scorer& scorer, std::vector<Edge>& edges) const;
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
  const auto step =
      static_cast<std::uint32_t>(candidates_.all() ? 1 : candidates_.pairs() / kLearnedFrom + 1);
  std::vector<Tally> counts(job_.threads);
  auto walkers = walkers_for_threads();
  each_unit(Stage::learning, [&](const Unit& unit, unsigned thread) {
    Tally& own = counts[thread];
    Walker& walker = walkers[thread];
    // Some blocks of every rule, picked by their keys.
    walker.each(unit, Share{0, step}, [&](std::size_t at) {
      own.add(walker.pattern(at), candidates_.all() ? 0 : walker.rules(unit, at));
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
  for (auto& sum : sums) sum.count *= step;
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
  std::vector<Scorer::Memory> memories(job_.threads);
  std::vector<std::array<std::uint64_t, 128>> bins(job_.threads);
  // What a second look may still raise is kept for it.
  const Millibits keep = std::min(weight_at(settings_.keep), weight_at(settings_.cut)) -
                         (job_.model ? 0 : kSecondLook);
  auto walkers = walkers_for_threads();
  std::vector<const Millibits*> rarities;
  for (std::size_t f = 0; f < prepared_.fields.size(); ++f) rarities.push_back(scorer.rarities(f));
  for (Walker& walker : walkers) walker.also_expect(rarities);
  std::vector<Bound> bounds(job_.threads, Bound(scorer, prepared_, keep));
  std::vector<std::uint64_t> compared(job_.threads, 0);
  each_unit(Stage::comparing, [&](const Unit& unit, unsigned thread) {
    Walker& walker = walkers[thread];
    Bound& bound = bounds[thread];
    std::uint64_t& count = compared[thread];
    const std::uint64_t passed_over =
        walker.each_likely(unit, job_.share, bound, [&](std::size_t at) {
          ++count;
          const Place a = walker.a();
          Pattern pattern = 0;
          if (!walker.pattern_if(at, bound, pattern)) {
            ++bins[thread][0];
            return;
          }
          const Place b = walker.b(at);
          const Millibits weight = scorer.total(pattern, a, b, memories[thread]);
          const int bin = std::clamp(static_cast<int>(std::floor(weight / 1000.0)) + 64, 0, 127);
          ++bins[thread][static_cast<std::size_t>(bin)];
          if (weight >= keep) found[thread].push_back({a, b, weight});
        });
    count += passed_over;
    bins[thread][0] += passed_over;
  });
  for (const std::uint64_t count : compared) linkage.blocking.compared += count;
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

void Run::rescore(const Scorer& scorer, std::vector<Edge>& edges) const {
  Comparer comparer(prepared_);
  Scorer::Memory memory;
  for (Edge& edge : edges)
    edge.weight = scorer.total(comparer.compare(edge.a, edge.b), edge.a, edge.b, memory);
  const Millibits keep = std::min(weight_at(settings_.keep), weight_at(settings_.cut));
  std::erase_if(edges, [keep](const Edge& edge) { return edge.weight < keep; });
}

Result<void> Run::begin(Linkage& linkage) {
  tell(Stage::preparing, 0, 0);
  settings_ = completed(job_.settings, table_);
  TRY_ASSIGN(prepared_, prepare(table_, settings_, job_.names));
  tell(Stage::blocking, 0, 0);
  TRY_ASSIGN(candidates_, Candidates::choose(prepared_, settings_, job_.names));
  linkage.settings = settings_;
  for (const Rule& rule : candidates_.rules()) linkage.blocking.rules.push_back(rule.report);
  linkage.blocking.possible = candidates_.possible();
  return {};
}

void Run::learn_model(Linkage& linkage) const {
  if (job_.model) {
    linkage.model = *job_.model;
  } else {
    const auto patterns = count_patterns();
    learn(patterns, linkage);
  }
}

// From the scored pairs to who is who.
void Run::finish(std::vector<Edge> edges, Linkage& linkage) const {
  std::optional<Scorer> scorer(std::in_place, linkage.model, prepared_,
                               std::vector<std::uint32_t>());
  tell(Stage::clustering, 0, 0);
  auto by_place = clusters(*scorer, edges);
  if (!job_.model) {
    // A second look: now that it is roughly known who is who, how common a name is can be counted
    // by people, not by records.
    const auto weights = weights_by_person(by_place);
    scorer.emplace(linkage.model, prepared_, weights);
    rescore(*scorer, edges);
    by_place = clusters(*scorer, edges);
    linkage.record_weights.resize(weights.size());
    for (Place place = 0; place < weights.size(); ++place)
      linkage.record_weights[prepared_.row_at[place]] = weights[place];
  }
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
}

Result<Linkage> Run::link() {
  Linkage linkage;
  TRY(begin(linkage));
  learn_model(linkage);
  const Scorer scorer(linkage.model, prepared_, {});
  auto edges = score(scorer, linkage);
  if (cancelled()) return fail(Fault::not_allowed, "The run was stopped.");
  finish(std::move(edges), linkage);
  return linkage;
}

}  // namespace

// Does what Run::link() does, a step at a time.
struct RunAccess {
  const RecordTable& table;
  Job job;
  Run run;
  Linkage linkage;
  std::vector<Place> place_of;
  mutable std::optional<Scorer> explaining;  // made once, when first asked

  RunAccess(const RecordTable& records, Job wanted)
      : table(records), job(std::move(wanted)), run(table, job) {}

  Result<void> prepare_all() {
    TRY(run.begin(linkage));
    place_of.resize(run.prepared_.size());
    for (Place place = 0; place < place_of.size(); ++place)
      place_of[run.prepared_.row_at[place]] = place;
    return {};
  }

  Result<void> learn() {
    run.learn_model(linkage);
    if (run.cancelled()) return fail(Fault::not_allowed, "The run was stopped.");
    return {};
  }

  Result<Compared> compare(Share share) {
    job.share = share;
    Linkage part;
    const Scorer scorer(linkage.model, run.prepared_, {});
    const auto edges = run.score(scorer, part);
    if (run.cancelled()) return fail(Fault::not_allowed, "The run was stopped.");
    Compared compared;
    compared.histogram = std::move(part.histogram);
    for (const Edge& edge : edges) {
      const auto [left, right] =
          std::minmax(run.prepared_.row_at[edge.a], run.prepared_.row_at[edge.b]);
      compared.pairs.push_back({left, right, edge.weight});
    }
    return compared;
  }

  std::vector<Edge> edges_of(std::vector<Compared> all) {
    std::vector<Edge> edges;
    std::map<std::int32_t, WeightBin> bins;
    for (const Compared& one : all) {
      for (const ScoredPair& pair : one.pairs) {
        const auto [a, b] = std::minmax(place_of[pair.left], place_of[pair.right]);
        edges.push_back({a, b, pair.weight});
      }
      for (const WeightBin& bin : one.histogram) {
        WeightBin& sum = bins[bin.from_bits];
        sum.from_bits = bin.from_bits;
        sum.pairs += bin.pairs;
        sum.expected_matches += bin.expected_matches;
      }
    }
    std::ranges::sort(edges);
    for (const auto& [bits, bin] : bins) linkage.histogram.push_back(bin);
    return edges;
  }

  matching::Waterfall explain(Row left, Row right) const {
    const Prepared& prepared = run.prepared_;
    if (!explaining) {
      std::vector<std::uint32_t> weights(linkage.record_weights.size());
      for (Place place = 0; place < weights.size(); ++place)
        weights[place] = linkage.record_weights[prepared.row_at[place]];
      explaining.emplace(linkage.model, prepared, weights);
    }
    Comparer comparer(prepared);
    const auto [a, b] = std::minmax(place_of[left], place_of[right]);
    return explaining->explain(comparer.compare(a, b), a, b);
  }

  // The keys of a record's blocks that are compared, by rule; 0 where it is in none.
  std::vector<std::uint64_t> keys(Row row) const {
    std::vector<std::uint64_t> out;
    for (const Rule& rule : run.candidates_.rules()) out.push_back(rule.keys[place_of[row]]);
    return out;
  }
};

Result<Linkage> link_records(const RecordTable& table, const Job& job) {
  return Run(table, job).link();
}

matching::Waterfall explain(const RecordTable& table, const Linkage& linkage, Row left, Row right,
                            const names::NameEngine* names) {
  auto prepared = prepare(table, linkage.settings, names);
  if (!prepared) return {};
  std::vector<std::uint32_t> weights(linkage.record_weights.size());
  for (Place place = 0; place < weights.size(); ++place)
    weights[place] = linkage.record_weights[prepared->row_at[place]];
  const Scorer scorer(linkage.model, *prepared, weights);
  Comparer comparer(*prepared);
  const auto place = [&](Row row) {
    return static_cast<Place>(std::ranges::find(prepared->row_at, row) - prepared->row_at.begin());
  };
  const Place a = place(left);
  const Place b = place(right);
  return scorer.explain(comparer.compare(a, b), a, b);
}

struct Linker::Steps : RunAccess {
  using RunAccess::RunAccess;
};

Linker::Linker(const RecordTable& table, Job job)
    : steps_(std::make_unique<Steps>(table, std::move(job))) {}
Linker::~Linker() = default;
Linker::Linker(Linker&&) noexcept = default;
Linker& Linker::operator=(Linker&&) noexcept = default;

Result<void> Linker::prepare() { return steps_->prepare_all(); }
Result<void> Linker::learn() { return steps_->learn(); }
const Linkage& Linker::so_far() const { return steps_->linkage; }
Result<Compared> Linker::compare(Share share) { return steps_->compare(share); }

void Linker::use(matching::Model model, std::vector<EmStep> learning, BlockingReport blocking) {
  steps_->linkage.model = std::move(model);
  steps_->linkage.learning = std::move(learning);
  steps_->linkage.blocking = std::move(blocking);
}

std::vector<std::uint64_t> Linker::keys(Row row) const { return steps_->keys(row); }

Result<Linkage> Linker::finish(std::vector<Compared> all) {
  steps_->run.finish(steps_->edges_of(std::move(all)), steps_->linkage);
  return steps_->linkage;
}

matching::Waterfall Linker::explain(Row left, Row right) const {
  return steps_->explain(left, right);
}

}  // namespace nostos::linkage
