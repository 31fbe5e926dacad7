// SPDX-License-Identifier: Apache-2.0
// Which half of a set a name belongs to: what is learned from one is asked of the other.
#pragma once

#include <cstdint>
#include <string_view>

namespace nostos::bench {

// 0 or 1, by the Fowler–Noll–Vo hash of the name, its bits mixed.
inline int half_of(std::string_view name) {
  std::uint64_t hash = 1469598103934665603ULL;
  for (const char c : name) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211ULL;
  }
  hash ^= hash >> 29U;
  hash *= 0xBF58476D1CE4E5B9ULL;
  return static_cast<int>((hash ^ (hash >> 32U)) & 1U);
}

}  // namespace nostos::bench
