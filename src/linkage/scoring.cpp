// SPDX-License-Identifier: Apache-2.0
#include "linkage/scoring.h"

#include <algorithm>
#include <cmath>

#include "base/large_pages.h"

namespace nostos::linkage {
namespace {

using matching::Level;
using matching::Measure;
using matching::Millibits;

constexpr Millibits kRarityMost = 12'000;

constexpr Millibits kNeverKin = 1'000'000;
constexpr double kRecordsBefore = 20'000;  // twenty, in thousandths, that are as chance has it
constexpr std::uint64_t kOne = 1000;  // one person, in the thousandths that people are counted in

// One of the two that agree is not counted: the question is who else would.
double others(std::uint64_t count) {
  return std::max(static_cast<double>(count) - kOne / 2.0, kOne / 2.0);
}

Millibits prior_weight(double prior) { return matching::weight_of(prior / (1 - prior)); }

}  // namespace

int rarity_tenths(Measure measure, Level level) {
  if (level == matching::kExact) return 10;
  if (measure == Measure::date || measure == Measure::age) return 0;
  switch (level) {
    case matching::name_level::same_name:
      return 10;
    case matching::name_level::one_edit:
    case matching::name_level::close:
    case matching::name_level::swapped:
      return 5;
    case matching::name_level::alike:
    case matching::name_level::part:
      return 3;
    default:
      return 0;
  }
}

Scorer::Scorer(const matching::Model& model, const Prepared& prepared,
               const std::vector<std::uint32_t>& weights)
    : model_(model), prepared_(prepared) {
  const std::size_t fields = prepared.fields.size();
  weights_.resize(fields);
  for (std::size_t f = 0; f < fields; ++f) {
    const auto& field = model.fields[f];
    for (Level level = 0; level < field.levels.size(); ++level)
      weights_[f].push_back(field.weight(level));
    weights_[f].resize(16, 0);
  }
  rarity_.resize(fields);
  count_values(weights);
  if (!weights.empty()) count_combinations(weights);
}

void Scorer::count_values(const std::vector<std::uint32_t>& weights) {
  for (std::size_t f = 0; f < rarity_.size(); ++f) {
    const auto& field = model_.fields[f];
    if (!field.rarity) continue;
    std::vector<std::uint64_t> counts(prepared_.fields[f].counts.size(), 0);
    std::uint64_t all = 0;
    for (Place place = 0; place < prepared_.size(); ++place) {
      const ValueId id = prepared_.record(place)[f];
      if (id == kNoValue) continue;
      const std::uint64_t weight = weights.empty() ? kOne : weights[place];
      counts[id] += weight;
      all += weight;
    }
    reserve_large(rarity_[f], counts.size());
    rarity_[f].assign(counts.size(), 0);
    const double u = field.levels[matching::kExact].u;
    const double m = field.levels[matching::kExact].m;
    for (ValueId id = 1; id < counts.size(); ++id) {
      if (counts[id] == 0 || all == 0) continue;
      // In a short list a value that stands in it twice is not as common as that.
      const double chance =
          (others(counts[id]) + kRecordsBefore * u) / (static_cast<double>(all) + kRecordsBefore);
      rarity_[f][id] =
          std::clamp(matching::weight_of(u / std::min(chance, m)), -kRarityMost, kRarityMost);
    }
  }
}

void Scorer::count_combinations(const std::vector<std::uint32_t>& weights) {
  if (prepared_.changing.empty()) return;
  const auto [first, second] = prepared_.changing.front();
  std::unordered_map<std::uint64_t, std::uint64_t> counts;
  std::unordered_map<ValueId, std::uint64_t> of_first;
  std::unordered_map<ValueId, std::uint64_t> of_second;
  std::uint64_t all = 0;
  for (Place place = 0; place < prepared_.size(); ++place) {
    const ValueId x = prepared_.record(place)[first];
    const ValueId y = prepared_.record(place)[second];
    if (x == kNoValue || y == kNoValue) continue;
    counts[std::uint64_t{x} << 32U | y] += weights[place];
    of_first[x] += weights[place];
    of_second[y] += weights[place];
    all += weights[place];
  }
  for (const auto& [key, count] : counts) {
    if (count < 2 * kOne) continue;
    const auto x = static_cast<ValueId>(key >> 32U);
    const auto y = static_cast<ValueId>(key & 0xFFFFFFFFU);
    const double people = static_cast<double>(all);
    const double expected = others(of_first[x]) / people * (others(of_second[y]) / people);
    const double found = others(count) / people;
    if (found > expected) combinations_[key] = matching::weight_of(expected / found);
  }
}

Millibits Scorer::prior() const { return prior_weight(model_.prior); }

Millibits Scorer::familiarity(Pattern pattern, const ValueId* a) const {
  if (combinations_.empty()) return 0;
  const auto [first, second] = prepared_.changing.front();
  if (level_in(pattern, first) != matching::kExact || level_in(pattern, second) != matching::kExact)
    return 0;
  const auto found = combinations_.find(std::uint64_t{a[first]} << 32U | a[second]);
  return found == combinations_.end() ? 0 : found->second;
}

Millibits Scorer::rarity(std::size_t field, Level level, ValueId a, ValueId b) const {
  if (rarity_[field].empty()) return 0;
  const int tenths = rarity_tenths(prepared_.fields[field].measure, level);
  if (tenths == 0) return 0;
  if (a == b) return rarity_[field][a] * tenths / 10;
  return std::min(rarity_[field][a], rarity_[field][b]) * tenths / 10;
}

// What the kinds of match make of the levels together, beyond their sum.
Millibits Scorer::together(Pattern pattern) const {
  if (model_.kinds.size() < 2) return 0;
  double mixed = 0;
  for (const auto& kind : model_.kinds) {
    double chance = kind.share;
    for (std::size_t f = 0; f < model_.fields.size(); ++f) {
      const Level level = level_in(pattern, f);
      if (level != matching::kMissing) chance *= kind.m[f][level];
    }
    mixed += chance;
  }
  double independent = 1;
  for (std::size_t f = 0; f < model_.fields.size(); ++f) {
    const Level level = level_in(pattern, f);
    if (level != matching::kMissing) independent *= model_.fields[f].levels[level].m;
  }
  return matching::weight_of(mixed / independent);
}

Scorer::Worth Scorer::of_pattern(Pattern pattern) const {
  Worth worth{prior_weight(model_.prior) + together(pattern), among(model_.kin, pattern),
              has_initial(pattern) ? among(model_.initials, pattern) : -kNeverKin};
  for (std::size_t f = 0; f < weights_.size(); ++f)
    worth.levels += weights_[f][level_in(pattern, f)];
  return worth;
}

bool Scorer::has_initial(Pattern pattern) const {
  for (std::size_t f = 0; f < weights_.size(); ++f) {
    if (model_.fields[f].measure == Measure::name &&
        level_in(pattern, f) == matching::name_level::initial)
      return true;
  }
  return false;
}

// How much likelier such two people have the pattern than any two.
Millibits Scorer::among(const matching::Kin& two, Pattern pattern) const {
  if (two.u.empty()) return -kNeverKin;
  double chance = two.share;
  for (std::size_t f = 0; f < weights_.size(); ++f) {
    const Level level = level_in(pattern, f);
    if (level != matching::kMissing)
      chance *= two.u[f][level] / std::max(model_.fields[f].levels[level].u, 1e-12);
  }
  return matching::weight_of(chance);
}

Millibits Scorer::kin_correction(Millibits kin, Millibits rarity) {
  const Millibits against = kin + rarity;
  if (against < -12'000) return 0;
  return -static_cast<Millibits>(std::lround(1000 * std::log2(1 + std::exp2(against / 1000.0))));
}

Millibits Scorer::initials_correction(const Worth& worth, Millibits rarity) {
  if (worth.initials < -12'000) return 0;
  const double kin = std::exp2((worth.kin + rarity) / 1000.0);
  const double more = std::exp2(worth.initials / 1000.0) / (1 + kin);
  return -static_cast<Millibits>(std::lround(1000 * std::log2(1 + more)));
}

Millibits Scorer::raw(Pattern pattern, Place a, Place b, Memory& memory) const {
  const auto [known, is_new] = memory.try_emplace(pattern);
  if (is_new) known->second = of_pattern(pattern);
  const ValueId* record_a = prepared_.record(a);
  const ValueId* record_b = prepared_.record(b);
  Millibits rare = 0;
  for (std::size_t f = 0; f < weights_.size(); ++f) {
    const Level level = level_in(pattern, f);
    if (level != matching::kMissing) rare += rarity(f, level, record_a[f], record_b[f]);
  }
  return known->second.levels + rare + kin_correction(known->second.kin, rare) +
         initials_correction(known->second, rare) + familiarity(pattern, record_a);
}

Millibits Scorer::calibrated(Millibits raw) const {
  const auto& points = model_.calibration;
  if (points.empty()) return raw;
  if (raw <= points.front().weight) return raw + points.front().shown - points.front().weight;
  if (raw >= points.back().weight) return raw + points.back().shown - points.back().weight;
  const auto above = std::ranges::upper_bound(points, raw, {}, &matching::CalibrationPoint::weight);
  const auto below = above - 1;
  const std::int64_t part = static_cast<std::int64_t>(raw - below->weight) *
                            (above->shown - below->shown) / (above->weight - below->weight);
  return below->shown + static_cast<Millibits>(part);
}

matching::Waterfall Scorer::explain(Pattern pattern, Place a, Place b) const {
  matching::Waterfall waterfall;
  waterfall.steps.push_back({"prior", {}, prior_weight(model_.prior)});
  const ValueId* record_a = prepared_.record(a);
  const ValueId* record_b = prepared_.record(b);
  const auto text = [&](std::size_t f, Place place) {
    const Column& column = *prepared_.fields[f].column;
    return std::string(column.values.text(column.rows[prepared_.row_at[place]]));
  };
  Millibits rarest = 0;
  for (std::size_t f = 0; f < weights_.size(); ++f) {
    const auto& field = model_.fields[f];
    const Level level = level_in(pattern, f);
    const std::string words = field.column;
    waterfall.steps.push_back({std::string(matching::name(field.measure)) + '.' +
                                   std::string(matching::level_name(field.measure, level)),
                               {words, text(f, a), text(f, b)},
                               weights_[f][level]});
    if (level == matching::kMissing) continue;
    const Millibits rare = rarity(f, level, record_a[f], record_b[f]);
    rarest += rare;
    if (rare != 0) {
      waterfall.steps.push_back({rare > 0 ? "rare" : "common", {words, text(f, a)}, rare});
    }
  }
  const Worth worth = of_pattern(pattern);
  if (const Millibits step = kin_correction(worth.kin, rarest); step != 0)
    waterfall.steps.push_back({"family", {}, step});
  if (const Millibits step = initials_correction(worth, rarest); step != 0)
    waterfall.steps.push_back({"initials", {}, step});
  if (const Millibits step = familiarity(pattern, record_a); step != 0)
    waterfall.steps.push_back({"go_together", {}, step});
  if (const Millibits step = together(pattern); step != 0)
    waterfall.steps.push_back({"together", {}, step});
  const Millibits sum = waterfall.total();
  if (const Millibits step = calibrated(sum) - sum; step != 0)
    waterfall.steps.push_back({"calibration", {}, step});
  return waterfall;
}

}  // namespace nostos::linkage
