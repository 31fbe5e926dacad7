// SPDX-License-Identifier: Apache-2.0
// Clusters: which records are of one person, when pairs disagree. Records that a chain of likely
// pairs connects are looked at together, all pairs among them: two groups are joined when their
// records are of one person on the average of all their pairs, the likeliest first. One likely pair
// between two groups that otherwise differ joins nothing. What cannot be one person is never in one
// cluster, whatever the weights.
#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "linkage/record_pair.h"
#include "matching/waterfall.h"

namespace nostos::linkage {

struct Edge {
  std::uint32_t a = 0;  // a < b
  std::uint32_t b = 0;
  matching::Millibits weight = 0;
  auto operator<=>(const Edge&) const = default;
};

struct Evidence {
  std::uint32_t size = 0;   // items are 0 … size - 1
  std::vector<Edge> edges;  // pairs at or above the cut, in any order
  matching::Millibits cut = 0;
  // The weight of any pair that is in one component; called with a < b.
  std::function<matching::Millibits(std::uint32_t, std::uint32_t)> weight;
  // Pairs that are never one person; called with a < b.
  std::function<bool(std::uint32_t, std::uint32_t)> cannot;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> same;  // decided by people
};

// By item: the smallest item of its cluster. Ties are decided by the items' numbers.
std::vector<std::uint32_t> cluster(const Evidence& evidence);

}  // namespace nostos::linkage
