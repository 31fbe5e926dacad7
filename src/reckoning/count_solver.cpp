// SPDX-License-Identifier: Apache-2.0
#include "reckoning/count_solver.h"

#include <algorithm>

namespace nostos::reckoning {
namespace {

// Comparing each with each costs too much above this; then only rising totals are asked for.
constexpr std::size_t kMostCompared = 4000;

std::optional<std::int64_t> sum(const std::optional<std::int64_t>& a,
                                const std::optional<std::int64_t>& b, std::int64_t sign) {
  if (!a || !b) return std::nullopt;
  return *a + sign * *b;
}

bool raise(std::optional<std::int64_t>& low, const std::optional<std::int64_t>& to) {
  if (!to || (low && *low >= *to)) return false;
  low = to;
  return true;
}

bool lower(std::optional<std::int64_t>& high, const std::optional<std::int64_t>& to) {
  if (!to || (high && *high <= *to)) return false;
  high = to;
  return true;
}

// One narrowing of a link; true when something moved.
bool narrow(CounterStop& before, CounterStop& after) {
  bool moved = raise(after.total.low, sum(before.total.low, after.step.low, 1));
  moved |= lower(before.total.high, sum(after.total.high, after.step.low, -1));
  moved |= lower(after.step.high, sum(after.total.high, before.total.low, -1));
  if (!after.directly_after_last) return moved;
  moved |= lower(after.total.high, sum(before.total.high, after.step.high, 1));
  moved |= raise(before.total.low, sum(after.total.low, after.step.high, -1));
  moved |= raise(after.step.low, sum(after.total.low, before.total.high, -1));
  return moved;
}

bool contradictory(const CounterStop& before, const CounterStop& after) {
  return before.total.is_empty() || after.total.is_empty() || after.step.is_empty();
}

}  // namespace

std::vector<std::size_t> solve_counter(std::vector<CounterStop>& stops) {
  const std::vector<CounterStop> stated = stops;
  std::vector<bool> broken(stops.size(), false);
  for (bool again = true; again;) {
    again = false;
    stops = stated;
    for (bool moved = true; moved && !again;) {
      moved = false;
      for (std::size_t i = 1; i < stops.size() && !again; ++i) {
        if (broken[i]) continue;
        moved |= narrow(stops[i - 1], stops[i]);
        if (!contradictory(stops[i - 1], stops[i])) continue;
        broken[i] = true;
        again = true;
      }
    }
  }
  std::vector<std::size_t> links;
  for (std::size_t i = 0; i < broken.size(); ++i) {
    if (broken[i]) links.push_back(i);
  }
  return links;
}

std::vector<std::size_t> longest_rising(const std::vector<std::int64_t>& totals,
                                        const std::vector<std::int64_t>& steps) {
  const std::size_t n = totals.size();
  std::vector<std::size_t> length(n, 1);
  std::vector<std::optional<std::size_t>> before(n);
  for (std::size_t j = 0; j < n; ++j) {
    const std::size_t from = j > kMostCompared ? j - kMostCompared : 0;
    for (std::size_t i = from; i < j; ++i) {
      if (totals[j] < totals[i] + std::max<std::int64_t>(1, steps[j])) continue;
      const bool better = length[i] + 1 > length[j] || (length[i] + 1 == length[j] && before[j] &&
                                                        totals[i] < totals[*before[j]]);
      if (!better) continue;
      length[j] = length[i] + 1;
      before[j] = i;
    }
  }
  std::optional<std::size_t> end;
  for (std::size_t i = 0; i < n; ++i) {
    if (!end || length[i] > length[*end] || (length[i] == length[*end] && totals[i] < totals[*end]))
      end = i;
  }
  std::vector<std::size_t> kept;
  for (; end; end = before[*end]) kept.push_back(*end);
  std::ranges::reverse(kept);
  return kept;
}

}  // namespace nostos::reckoning
