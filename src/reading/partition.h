// SPDX-License-Identifier: Apache-2.0
// The partition solver: which parts of a list are parts of parts. Punctuation leaves it open ("130
// from the army, including 14 from one unit, 14 from another; 55 …"); the sum decides. Enumerates
// the nestings that the separators allow and takes the one whose top level adds up to the whole.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace nostos::reading {

struct PartitionItem {
  std::int64_t count = 0;
  char separator =
      0;  // before the item: 0 for the first, ',' ';' 'a' 'i' (including) 'n' (closes a nesting)
};

struct Partition {
  std::vector<int> parent;  // index of the item it is part of, -1 for the top level
  bool balanced = false;    // the top level adds up to the whole
  std::int64_t sum = 0;     // of the top level
  int solutions = 0;        // nestings that balance
  std::string arithmetic;   // "130 + 55 + 38 + 1 + 6 = 230"
};

// flat: every item stands by itself. Only to measure what solving is worth.
enum class Nesting { solved, flat };

// At most 2^8 nestings are tried, however long the list; the choice is deterministic.
Partition solve_partition(const std::vector<PartitionItem>& items,
                          std::optional<std::int64_t> whole, Nesting nesting = Nesting::solved);

}  // namespace nostos::reading
