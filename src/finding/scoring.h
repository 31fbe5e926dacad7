// SPDX-License-Identifier: Apache-2.0
// Scoring: what each level is worth in one search of one registry. All weights are whole
// millibits, so that a sum of them is the same in whatever order it is made.
#pragma once

#include <array>
#include <cstdint>

#include "finding/layout.h"
#include "finding/packed_date.h"
#include "finding/weights.h"
#include "matching/waterfall.h"

namespace nostos::finding {

using matching::Millibits;

// How many postings of the registry are at each level of one word; `different` is not counted.
struct LevelCounts {
  std::array<std::uint64_t, kNameLevels> at{};
  std::uint64_t said = 0;  // postings that have a word in this place at all
};

using NameWeights = std::array<Millibits, kNameLevels>;
NameWeights name_weights(const Weights& weights, NameField field, const LevelCounts& counts);

// `counts` by TextLevel; `missing` is not counted.
using TextWeights = std::array<Millibits, kTextLevels>;
TextWeights text_weights(const std::array<double, kTextLevels>& shares,
                         const std::array<std::uint64_t, kTextLevels>& counts);

class DateWeights {
 public:
  DateWeights() = default;
  DateWeights(const Weights& weights, const DateComparer& sought);
  Millibits of(DateLevel level, PackedDate registered) const;
  Millibits most() const { return most_; }
  // Of what is left when the records of the near days have been seen.
  Millibits most_elsewhere() const { return most_elsewhere_; }

 private:
  std::array<Millibits, kDateLevels> fixed_{};
  Millibits consistent_ = 0;  // in a range of one day
  std::uint32_t sought_days_ = 0;
  Millibits most_ = 0;
  Millibits most_elsewhere_ = 0;
};

std::array<Millibits, kNumberLevels> number_weights(const Weights& weights, std::uint64_t records);
Millibits prior_weight(const Weights& weights, std::uint64_t records);

}  // namespace nostos::finding
