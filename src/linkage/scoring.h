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

// What share of a value's rarity counts when two records agree so far in it, in tenths.
int rarity_tenths(matching::Measure measure, matching::Level level);

class Scorer {
 public:
  struct Worth {
    matching::Millibits levels = 0;  // with the prior
    // How much likelier among kin than among anybody; where one is written by initials.
    matching::Millibits kin = 0;
    matching::Millibits initials = 0;
  };
  using Memory = std::unordered_map<Pattern, Worth>;

  // `weights`: what each record counts, by place, in thousandths, when values' frequencies are
  // taken: records of one person together count as one. Empty: all the same, and combinations of
  // values are not looked at, for they would mostly be one person's.
  Scorer(const matching::Model& model, const Prepared& prepared,
         const std::vector<std::uint32_t>& weights);

  // Before calibration.
  matching::Millibits raw(Pattern pattern, Place a, Place b, Memory& memory) const;
  matching::Millibits calibrated(matching::Millibits raw) const;
  matching::Millibits total(Pattern pattern, Place a, Place b, Memory& memory) const {
    return calibrated(raw(pattern, a, b, memory));
  }
  const matching::Model& model() const { return model_; }
  matching::Millibits prior() const;
  // What the rarity of a value counts when it agrees exactly; 0 where rarity counts nothing.
  matching::Millibits rarity_of(std::size_t field, ValueId id) const {
    return rarity_[field].empty() || id == kNoValue ? 0 : rarity_[field][id];
  }
  // By value; null where rarity counts nothing.
  const matching::Millibits* rarities(std::size_t field) const {
    return rarity_[field].empty() ? nullptr : rarity_[field].data();
  }
  matching::Waterfall explain(Pattern pattern, Place a, Place b) const;

 private:
  Worth of_pattern(Pattern pattern) const;
  // What is left when two of one family would agree so, too. What is rare is not so in a family.
  static matching::Millibits kin_correction(matching::Millibits kin, matching::Millibits rarity);
  // What is left, after that of kin, when initials agree together by chance.
  static matching::Millibits initials_correction(const Worth& worth, matching::Millibits rarity);
  bool has_initial(Pattern pattern) const;
  matching::Millibits among(const matching::Kin& two, Pattern pattern) const;
  matching::Millibits together(Pattern pattern) const;
  matching::Millibits rarity(std::size_t field, matching::Level level, ValueId a, ValueId b) const;
  // Names that go together: how many more people have both than chance would give.
  matching::Millibits familiarity(Pattern pattern, const ValueId* a) const;
  void count_values(const std::vector<std::uint32_t>& weights);
  void count_combinations(const std::vector<std::uint32_t>& weights);

  const matching::Model& model_;
  const Prepared& prepared_;
  std::vector<std::vector<matching::Millibits>> weights_;  // by field, level
  std::vector<std::vector<matching::Millibits>> rarity_;   // by field, value
  // For the first pair of fields that change places: values, and what they weigh together.
  std::unordered_map<std::uint64_t, matching::Millibits> combinations_;
};

}  // namespace nostos::linkage
