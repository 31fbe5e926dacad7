// SPDX-License-Identifier: Apache-2.0
#include "domain/quantity.h"

#include <algorithm>
#include <array>
#include <utility>

namespace nostos::domain {
namespace {

constexpr std::array<std::string_view, 9> kNames = {"eq", "ap", "ge", "gt",  "le",
                                                    "lt", "rg", "fr", "null"};

}  // namespace

std::optional<std::int64_t> Quantity::low() const {
  switch (op) {
    case CountOp::about:
      return lo ? std::optional(std::max<std::int64_t>(0, *lo - tolerance)) : lo;
    case CountOp::more_than:
      return lo ? std::optional(*lo + 1) : lo;
    case CountOp::at_most:
    case CountOp::less_than:
      return 0;
    default:
      return lo;
  }
}

std::optional<std::int64_t> Quantity::high() const {
  switch (op) {
    case CountOp::about:
      return hi ? std::optional(*hi + tolerance) : hi;
    case CountOp::less_than:
      return hi ? std::optional(*hi - 1) : hi;
    case CountOp::at_least:
    case CountOp::more_than:
      return std::nullopt;
    default:
      return hi;
  }
}

Quantity exactly(std::int64_t count, std::string surface) {
  Quantity q;
  q.op = CountOp::exact;
  q.lo = q.hi = count;
  q.surface = std::move(surface);
  return q;
}

Quantity derived(std::int64_t count, std::string formula) {
  Quantity q = exactly(count);
  q.basis = Basis::derived;
  q.formula = std::move(formula);
  return q;
}

std::string_view name(CountOp op) { return kNames[static_cast<std::size_t>(op)]; }

std::optional<CountOp> count_op_named(std::string_view name) {
  const auto found = std::ranges::find(kNames, name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<CountOp>(found - kNames.begin());
}

bool compatible(const Quantity& a, const Quantity& b) {
  const auto above = [](const std::optional<std::int64_t>& low,
                        const std::optional<std::int64_t>& high) {
    return low && high && *low > *high;
  };
  return !above(a.low(), b.high()) && !above(b.low(), a.high());
}

}  // namespace nostos::domain
