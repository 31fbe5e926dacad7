// SPDX-License-Identifier: Apache-2.0
// Edits between two keys: a letter changed, left out, put in, or two neighbours changed round
// (optimal string alignment). Bit-parallel after Hyyrö (2003): one step a letter. Not thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace nostos::finding {

class EditCounter {
 public:
  static constexpr std::size_t kLongest = 64;

  // The word to compare with others; only its first 64 bytes count.
  void set(std::string_view word);
  // Edits between the word set and `other`, of which only the first 64 bytes count.
  unsigned edits(std::string_view other) const;
  std::size_t size() const { return size_; }

 private:
  std::array<std::uint64_t, 256> places_{};  // of each byte in the word
  std::array<unsigned char, kLongest> word_{};
  std::size_t size_ = 0;
};

}  // namespace nostos::finding
