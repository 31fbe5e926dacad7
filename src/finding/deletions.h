// SPDX-License-Identifier: Apache-2.0
// Deletions: the hashes of a key with up to two of its first nine letters left out. Two keys that
// are at most two edits apart share one of them; so a dictionary filed under them finds all keys
// within reach by a few looks (Mor and Fraenkel, 1982). Pure.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace nostos::finding {

inline constexpr std::size_t kDeletionPrefix = 9;
inline constexpr std::size_t kMostDeletions =
    1 + kDeletionPrefix + kDeletionPrefix * (kDeletionPrefix - 1) / 2;

// How many edits may lie between two keys of these lengths.
constexpr unsigned reach(std::size_t a, std::size_t b) {
  const std::size_t longer = a > b ? a : b;
  return longer >= 4 ? 2 : longer >= 2 ? 1 : 0;
}

class Deletions {
 public:
  explicit Deletions(std::string_view key);
  const std::uint64_t* begin() const { return hashes_.data(); }
  const std::uint64_t* end() const { return hashes_.data() + size_; }

 private:
  void add(std::uint64_t sum, std::size_t length);

  std::array<std::uint64_t, kMostDeletions> hashes_;  // the first size_ are set
  std::size_t size_ = 0;
};

}  // namespace nostos::finding
