// SPDX-License-Identifier: Apache-2.0
#include "base/edits.h"

#include <algorithm>

namespace nostos {

void EditCounter::set(std::string_view word) {
  for (std::size_t i = 0; i < size_; ++i) places_[word_[i]] = 0;
  size_ = std::min(word.size(), kLongest);
  for (std::size_t i = 0; i < size_; ++i) {
    word_[i] = static_cast<unsigned char>(word[i]);
    places_[word_[i]] |= std::uint64_t{1} << i;
  }
}

}  // namespace nostos
