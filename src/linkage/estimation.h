// SPDX-License-Identifier: Apache-2.0
// Estimation: m, u and the prior from how often each pattern occurs, without labels. Expectation
// and maximisation over the patterns of each blocking rule by itself, without the fields the rule
// rests on; u from what the values' own frequencies make of pairs taken at random.
#pragma once

#include <cstdint>
#include <vector>

#include "linkage/blocking.h"
#include "linkage/pattern.h"
#include "matching/model.h"

namespace nostos::linkage {

struct PatternCount {
  Pattern pattern = 0;
  std::uint32_t rules = 0;  // that give the pairs, as bits
  std::uint64_t count = 0;
  auto operator<=>(const PatternCount&) const = default;
};

// By field and level: of the pairs taken at random that both say, the share at that level.
using Shares = std::vector<std::vector<double>>;

// At random: over all pairs there are, matches among them.
Shares shares_of(const std::vector<PatternCount>& patterns, const Prepared& prepared);

struct Estimate {
  matching::Model model;
  std::vector<EmStep> steps;
  double matches = 0;           // there are, compared or not
  double compared_matches = 0;  // among the compared
  std::vector<double> by_rule;  // matches each rule gives
};

Estimate estimate(const Prepared& prepared, const Candidates& candidates,
                  const std::vector<PatternCount>& patterns, const Shares& at_random);

}  // namespace nostos::linkage
