// SPDX-License-Identifier: Apache-2.0
#include "linkage/bound.h"

#include <algorithm>
#include <cmath>

namespace nostos::linkage {
namespace {

using matching::Level;
using matching::Millibits;

constexpr Millibits kNever = -200'000'000;  // sixteen of them still fit
// Each step is rounded by itself.
constexpr Millibits kRounding = 100;
constexpr std::array<int, 4> kTenths = {0, 3, 5, 10};

// The least sum that is shown as `keep` or more; calibrated weights never fall.
Millibits least_shown_as(const Scorer& scorer, Millibits keep) {
  Millibits low = -200'000;
  Millibits high = 200'000;
  while (low < high) {
    const Millibits middle = low + (high - low) / 2;
    if (scorer.calibrated(middle) >= keep) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

Millibits ratio(double m, double u) {
  if (u > 0) return matching::weight_of(m / u);
  return m > 0 ? matching::weight_of(HUGE_VAL) : 0;
}

}  // namespace

Bound::Bound(const Scorer& scorer, const Prepared& prepared, Millibits keep)
    : scorer_(scorer), fields_(prepared.fields.size()) {
  const matching::Model& model = scorer.model();
  const std::size_t kinds = model.kinds.size() < 2 ? 1 : model.kinds.size();
  for (std::size_t f = 0; f < fields_.size(); ++f) {
    Field& field = fields_[f];
    const auto& levels = model.fields[f].levels;
    const auto measure = prepared.fields[f].measure;
    field.last = static_cast<Level>(levels.size() - 1);
    field.by_letters = measure == matching::Measure::name || measure == matching::Measure::text;
    field.of_levels = measure == matching::Measure::date || measure == matching::Measure::age;
    for (auto& most : field.most) most.fill(kNever);
    if (kinds == 1) field.weight[1].fill(kNever / 16);
    for (Level level = 1; level < levels.size(); ++level) {
      const int tenths = rarity_tenths(measure, level);
      const auto place = std::ranges::find(kTenths, tenths) - kTenths.begin();
      field.tenths[level] = static_cast<std::uint8_t>(place);
      for (std::size_t k = 0; k < kinds; ++k) {
        const double m = kinds == 1 ? levels[level].m : model.kinds[k].m[f][level];
        Millibits& weight = field.weight[std::min<std::size_t>(k, 1)][level];
        weight = k < 2 ? ratio(m, levels[level].u) : std::max(weight, ratio(m, levels[level].u));
      }
      if (level == matching::kExact) continue;
      for (std::size_t s = 0; s < 2; ++s) {
        Millibits& most = field.most[s][static_cast<std::size_t>(place)];
        most = std::max(most, field.weight[s][level]);
      }
    }
  }
  code_weights_.resize(fields_.size());
  for (std::size_t f = 0; f < fields_.size(); ++f)
    code_weights_[f].of_levels = fields_[f].of_levels;
  // What does not depend on the pair: prior, the kinds' shares, and how two kinds add up.
  start_ = {kinds == 1 ? 0 : matching::weight_of(model.kinds[0].share), kNever};
  for (std::size_t k = 1; k < kinds; ++k) {
    const double all_others = model.kinds[k].share * static_cast<double>(kinds - 1);
    start_[1] = std::max(start_[1], matching::weight_of(all_others));
  }
  for (std::size_t step = 0; step < both_.size(); ++step) {
    const double gap = static_cast<double>(step * kGapStep) / 1000;
    both_[step] = static_cast<Millibits>(std::ceil(1000 * std::log2(1 + std::exp2(-gap))));
  }
  least_ = least_shown_as(scorer, keep) - scorer.prior() - kRounding;
}

void Bound::next_record(const ValueId* a) {
  for (std::size_t f = 0; f < fields_.size(); ++f) {
    Field& field = fields_[f];
    if (a[f] == field.id) continue;  // in a block many have one value
    field.id = a[f];
    const Millibits rarity = scorer_.rarity_of(f, a[f]);
    for (std::size_t t = 0; t < kTenths.size(); ++t) field.rare[t] = rarity * kTenths[t] / 10;
    for (std::size_t s = 0; s < 2; ++s) {
      auto& weights = code_weights_[f].sum[s];  // missing counts nothing
      if (field.of_levels) {
        for (Level level = 1; level <= field.last; ++level)
          weights[level] = field.weight[s][level] + field.rare[field.tenths[level]];
        continue;
      }
      // The other's value may be less rare than this one, never more than it counts for the pair.
      Millibits most = field.most[s][0];
      for (std::size_t t = 1; t < kTenths.size(); ++t)
        most = std::max(most, field.most[s][t] + field.rare[t]);
      weights[static_cast<std::size_t>(Screened::equal)] =
          field.weight[s][matching::kExact] + field.rare[field.tenths[matching::kExact]];
      weights[static_cast<std::size_t>(Screened::different)] = field.weight[s][field.last];
      weights[static_cast<std::size_t>(Screened::look_closer)] = most;
      weights[static_cast<std::size_t>(Screened::alike_at_best)] =
          field.by_letters ? std::max(field.weight[s][matching::name_level::alike] +
                                          field.rare[field.tenths[matching::name_level::alike]],
                                      field.weight[s][field.last])
                           : most;
    }
  }
}

}  // namespace nostos::linkage
