// SPDX-License-Identifier: Apache-2.0
// Count solver: a running total and the steps it is made of. Along a row of exchanges each total is
// the one before plus the people of the exchange, exactly when the two follow each other directly,
// and at least so when exchanges that nobody told may lie between. Intervals are narrowed to the
// fixpoint; what does not fit is named and left out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace nostos::reckoning {

struct Bounds {
  std::optional<std::int64_t> low;
  std::optional<std::int64_t> high;

  bool is_exact() const { return low && high && *low == *high; }
  bool is_empty() const { return low && high && *low > *high; }
  bool operator==(const Bounds&) const = default;
};

inline Bounds just(std::int64_t value) { return {value, value}; }

struct CounterStop {
  Bounds total;                      // after this exchange
  Bounds step;                       // people of this exchange
  bool directly_after_last = false;  // no exchange between the stop before and this one
};

// Narrows totals and steps. Returns the stops whose link to the one before does not fit what is
// stated; such links bind nothing.
std::vector<std::size_t> solve_counter(std::vector<CounterStop>& stops);

// The longest part of a row of totals that rises as it must: T(j) >= T(i) + step(j) for its
// neighbours. Indexes, rising. Of several longest parts, the one with the smaller totals.
std::vector<std::size_t> longest_rising(const std::vector<std::int64_t>& totals,
                                        const std::vector<std::int64_t>& steps);

}  // namespace nostos::reckoning
