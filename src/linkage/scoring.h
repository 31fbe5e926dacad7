// SPDX-License-Identifier: Apache-2.0
// Scorer: a pair's weight by a model, in whole millibits: prior, each field's level, how rare the
// shared value is, what the fields say together, calibration. A Scorer is immutable; a Memory
// belongs to one thread and holds what patterns are worth.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "linkage/pattern.h"
#include "matching/model.h"

namespace nostos::linkage {

class Scorer {
 public:
  using Memory = std::unordered_map<Pattern, matching::Millibits>;

  // `weights`: what each record counts, by place, in thousandths, when values' frequencies are
  // taken; empty = all the same. Records of one person together count as one.
  Scorer(const matching::Model& model, const Prepared& prepared,
         const std::vector<std::uint32_t>& weights);

  // Before calibration.
  matching::Millibits raw(Pattern pattern, Place a, Place b, Memory& memory) const;
  matching::Millibits calibrated(matching::Millibits raw) const;
  matching::Millibits total(Pattern pattern, Place a, Place b, Memory& memory) const {
    return calibrated(raw(pattern, a, b, memory));
  }
  matching::Waterfall explain(Pattern pattern, Place a, Place b) const;

 private:
  matching::Millibits of_pattern(Pattern pattern) const;
  matching::Millibits together(Pattern pattern) const;
  matching::Millibits rarity(std::size_t field, matching::Level level, ValueId a, ValueId b) const;

  const matching::Model& model_;
  const Prepared& prepared_;
  std::vector<std::vector<matching::Millibits>> weights_;  // by field, level
  std::vector<std::vector<matching::Millibits>> rarity_;   // by field, value
};

}  // namespace nostos::linkage
