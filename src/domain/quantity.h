// SPDX-License-Identifier: Apache-2.0
// Quantity: a count as it was said. `lo` and `hi` are the figures in the words ("more than 200" has
// lo 200 and no hi; "up to 1,650" has hi 1650 and no lo; "about 50" has 50 and 50); `op` says how
// they bind; `low()` and `high()` give the closed interval the words allow.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nostos::domain {

enum class CountOp {
  exact,       // eq  "50"
  about,       // ap  "some 50", "nearly 2,000"
  at_least,    // ge
  more_than,   // gt
  at_most,     // le
  less_than,   // lt
  range,       // rg  "between 10,000 and 13,000"
  fraction,    // fr  "most", "many", "some": a share in words, no figure
  not_stated,  // null: said to exist, no figure
};

enum class Basis { stated, derived };

struct Quantity {
  CountOp op = CountOp::not_stated;
  std::optional<std::int64_t> lo;
  std::optional<std::int64_t> hi;
  std::int64_t tolerance = 0;  // for `about`: half-width in units, from the hedge table
  std::string surface;         // the words: "more than 200", "most"
  Basis basis = Basis::stated;
  std::string formula;  // for derived: "2828 - 230"

  // The one figure a reader would repeat: lo, or hi when only hi is said.
  std::optional<std::int64_t> nominal() const { return lo ? lo : hi; }
  std::optional<std::int64_t> low() const;
  std::optional<std::int64_t> high() const;
  bool has_figure() const { return lo || hi; }
  bool operator==(const Quantity&) const = default;
};

Quantity exactly(std::int64_t count, std::string surface = {});
Quantity derived(std::int64_t count, std::string formula);

std::string_view name(CountOp op);  // "eq", "ap", …
std::optional<CountOp> count_op_named(std::string_view name);

// True when some whole number satisfies both ("more than 200" and 230).
bool compatible(const Quantity& a, const Quantity& b);

}  // namespace nostos::domain
