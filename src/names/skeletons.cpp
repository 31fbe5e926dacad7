// SPDX-License-Identifier: Apache-2.0
#include "names/skeletons.h"

#include <algorithm>

namespace nostos::names {

void Skeletons::add(std::string_view key) {
  key = key.substr(0, kMostLetters);
  if (full() || key.empty()) return;
  for (std::size_t i = 0; i < size_; ++i) {
    if ((*this)[i] == key) return;
  }
  std::ranges::copy(key, text_.begin() + static_cast<std::ptrdiff_t>(size_ * kMostLetters));
  lengths_[size_++] = static_cast<std::uint8_t>(key.size());
}

}  // namespace nostos::names
