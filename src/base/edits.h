// SPDX-License-Identifier: Apache-2.0
// Edits between two words: a letter changed, left out, put in, or two neighbours changed round
// (optimal string alignment). Bit-parallel after Hyyrö (2003): one step a letter.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace nostos {

// Edits between a word of 1 to 64 letters and `other`; `places(letter)` tells by bits where a
// letter stands in the word. Pure.
enum class Swaps : bool { are_two_edits, are_one_edit };
template <Swaps kSwaps = Swaps::are_one_edit, class Letters, class Places>
constexpr unsigned edits_by_bits(std::size_t size, const Letters& other, const Places& places) {
  const std::uint64_t last = std::uint64_t{1} << (size - 1);
  std::uint64_t rises = ~std::uint64_t{0};
  std::uint64_t falls = 0;
  std::uint64_t diagonal = 0;
  std::uint64_t before = 0;  // where the letter before stands
  auto distance = static_cast<unsigned>(size);
  for (const auto letter : other) {
    const std::uint64_t here = places(letter);
    const std::uint64_t changed_round =
        kSwaps == Swaps::are_one_edit ? ((~diagonal & here) << 1U) & before : 0;
    diagonal = (((here & rises) + rises) ^ rises) | here | falls | changed_round;
    std::uint64_t up = falls | ~(diagonal | rises);
    std::uint64_t down = diagonal & rises;
    if ((up & last) != 0) ++distance;
    if ((down & last) != 0) --distance;
    up = up << 1U | 1U;
    down <<= 1U;
    rises = down | ~(diagonal | up);
    falls = up & diagonal;
    before = here;
  }
  return distance;
}

// One word of bytes against many. Not thread-safe.
class EditCounter {
 public:
  static constexpr std::size_t kLongest = 64;

  // The word to compare with others; only its first 64 bytes count.
  void set(std::string_view word);
  // Edits between the word set and `other`, of which only the first 64 bytes count.
  template <Swaps kSwaps = Swaps::are_one_edit>
  unsigned edits(std::string_view other) const {
    other = other.substr(0, kLongest);
    // What both begin and end with costs nothing; it is found eight letters at a time.
    std::size_t before = 0;
    std::size_t after = 0;
    if (size_ >= 8 && other.size() >= 8) {
      const std::size_t most = size_ < other.size() ? size_ : other.size();
      before =
          static_cast<std::size_t>(std::countr_zero(eight(word_.data()) ^ eight(other.data()))) / 8;
      after = static_cast<std::size_t>(std::countl_zero(eight(word_.data() + size_ - 8) ^
                                                        eight(other.data() + other.size() - 8))) /
              8;
      if (after > most - before) after = most - before;
    }
    const std::size_t size = size_ - before - after;
    other = other.substr(before, other.size() - before - after);
    if (size == 0) return static_cast<unsigned>(other.size());
    return edits_by_bits<kSwaps>(
        size, other, [&](char c) { return places_[static_cast<unsigned char>(c)] >> before; });
  }
  std::size_t size() const { return size_; }

 private:
  static std::uint64_t eight(const void* letters) {
    static_assert(std::endian::native == std::endian::little);
    std::uint64_t word = 0;
    std::memcpy(&word, letters, sizeof word);
    return word;
  }

  std::array<std::uint64_t, 256> places_{};  // of each byte in the word
  std::array<unsigned char, kLongest> word_{};
  std::size_t size_ = 0;
};

}  // namespace nostos
