// SPDX-License-Identifier: Apache-2.0
// Bound: the most that a pair can still weigh, while what is known of it grows from what the screen
// said to the levels of its fields. What cannot reach the weight that is asked for needs no further
// letters compared. Never below what the Scorer says of the pair in the end. Belongs to one thread.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "linkage/scoring.h"
#include "linkage/screen.h"

namespace nostos::linkage {

class Bound {
 public:
  // `keep`: the least weight that is asked for, as it is shown.
  Bound(const Scorer& scorer, const Prepared& prepared, matching::Millibits keep);

  void next_record(const ValueId* a);
  // Who of the record's pairs can be passed over by what the screen says: not one less than begin()
  // lets through.
  Sifting sifting() const { return {code_weights_, start_, least_ - both_.front()}; }
  // A new pair of the record, of which the screen says this, by field. Like the next: true when the
  // pair may still weigh enough.
  bool begin(const std::uint8_t* const* codes, std::size_t pair) {
    at_ = start_;
    for (std::size_t f = 0; f < code_weights_.size(); ++f) {
      at_[0] += code_weights_[f].sum[0][codes[f][pair]];
      at_[1] += code_weights_[f].sum[1][codes[f][pair]];
    }
    return enough();
  }
  // The field, of which the screen says `code`, that it is to be looked at closer, has this level.
  bool known(std::size_t field, std::uint8_t code, matching::Level level) {
    const Field& what = fields_[field];
    const CodeWeights& weights = code_weights_[field];
    const matching::Millibits rare = what.rare[what.tenths[level]];
    at_[0] += what.weight[0][level] + rare - weights.sum[0][code];
    at_[1] += what.weight[1][level] + rare - weights.sum[1][code];
    return enough();
  }

 private:
  static constexpr std::size_t kLevels = 16;
  // Of matches there may be any number of kinds: the first, and the most that any other gives.
  using ByKind = std::array<matching::Millibits, 2>;
  struct Field {
    std::array<std::array<matching::Millibits, kLevels>, 2> weight{};
    // The most that levels give of which so much of a rarity counts: nothing, 3, 5 or 10 tenths.
    std::array<std::array<matching::Millibits, 4>, 2> most{};
    std::array<std::uint8_t, kLevels> tenths{};  // by level, as a place in `rare`
    matching::Level last = 0;
    bool by_letters = false;  // "alike" is a level of it
    bool of_levels = false;   // the screen says the level itself
    // Of the record at hand.
    ValueId id = ~ValueId{0};
    std::array<matching::Millibits, 4> rare{};
  };

  bool enough() const { return enough(at_); }
  bool enough(const ByKind& at) const {
    const matching::Millibits more = at[0] > at[1] ? at[0] : at[1];
    const matching::Millibits gap = at[0] > at[1] ? at[0] - at[1] : at[1] - at[0];
    const auto step = static_cast<std::size_t>(gap) / kGapStep;
    return more + both_[step < both_.size() ? step : both_.size() - 1] >= least_;
  }

  static constexpr std::size_t kGapStep = 128;
  const Scorer& scorer_;
  std::vector<Field> fields_;
  std::vector<CodeWeights> code_weights_;       // by field, of the record at hand
  std::array<matching::Millibits, 64> both_{};  // what both kinds give over the larger, by gap
  matching::Millibits least_ = 0;               // what they must reach
  ByKind start_{};                              // what does not depend on the fields
  ByKind at_{};
};

}  // namespace nostos::linkage
