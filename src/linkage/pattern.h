// SPDX-License-Identifier: Apache-2.0
// Pattern: the levels of a pair of records, four bits a field; and who computes it. A Comparer
// keeps what it has compared before and belongs to one thread; what it says does not depend on it.
#pragma once

#include <cstdint>
#include <vector>

#include "linkage/prepared.h"
#include "matching/level.h"

namespace nostos::linkage {

using Pattern = std::uint64_t;
inline constexpr std::size_t kFieldsMost = 16;

inline matching::Level level_in(Pattern pattern, std::size_t field) {
  return static_cast<matching::Level>(pattern >> (4 * field) & 15U);
}

class Comparer {
 public:
  explicit Comparer(const Prepared& prepared);

  Pattern compare(Place a, Place b);
  // The level of two values that differ, by their letters.
  matching::Level closer(std::size_t field, ValueId a, ValueId b);
  // The pattern, with a pair of changing fields (by its number) read as changed round if it is.
  Pattern if_changed(Pattern pattern, std::size_t pair, Place a, Place b);

 private:
  matching::Level level(std::size_t field, ValueId a, ValueId b);
  matching::Level remembered(std::size_t field, ValueId a, ValueId b);
  bool changed_round(std::size_t field, std::size_t other, const ValueId* a, const ValueId* b);

  const Prepared& prepared_;
  std::vector<std::uint64_t> memory_;  // value pair and level, by a hash of the pair
};

}  // namespace nostos::linkage
