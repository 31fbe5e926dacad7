// SPDX-License-Identifier: Apache-2.0
// Skeletons: the keys of one word, in room of their own.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace nostos::names {

class Skeletons {
 public:
  static constexpr std::size_t kMost = 8;
  static constexpr std::size_t kMostLetters = 64;

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  std::string_view operator[](std::size_t i) const {
    return {text_.data() + i * kMostLetters, lengths_[i]};
  }
  std::string_view front() const { return (*this)[0]; }
  void clear() { size_ = 0; }
  bool full() const { return size_ == kMost; }
  // Nothing happens when it is there already or there is no room.
  void add(std::string_view key);

 private:
  std::array<char, kMost * kMostLetters> text_;
  std::array<std::uint8_t, kMost> lengths_;
  std::size_t size_ = 0;
};

}  // namespace nostos::names
