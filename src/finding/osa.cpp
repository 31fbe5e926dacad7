// SPDX-License-Identifier: Apache-2.0
#include "finding/osa.h"

#include <algorithm>

namespace nostos::finding {

void EditCounter::set(std::string_view word) {
  for (std::size_t i = 0; i < size_; ++i) places_[word_[i]] = 0;
  size_ = std::min(word.size(), kLongest);
  for (std::size_t i = 0; i < size_; ++i) {
    word_[i] = static_cast<unsigned char>(word[i]);
    places_[word_[i]] |= std::uint64_t{1} << i;
  }
}

unsigned EditCounter::edits(std::string_view other) const {
  other = other.substr(0, kLongest);
  if (size_ == 0) return static_cast<unsigned>(other.size());
  const std::uint64_t last = std::uint64_t{1} << (size_ - 1);
  std::uint64_t rises = ~std::uint64_t{0};
  std::uint64_t falls = 0;
  std::uint64_t diagonal = 0;
  std::uint64_t before = 0;  // where the letter before stands
  auto distance = static_cast<unsigned>(size_);
  for (const char c : other) {
    const std::uint64_t here = places_[static_cast<unsigned char>(c)];
    const std::uint64_t changed_round = ((~diagonal & here) << 1U) & before;
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

}  // namespace nostos::finding
