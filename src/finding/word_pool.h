// SPDX-License-Identifier: Apache-2.0
// WordPool: gives each different word a number, in the order they come. Number 0 is the empty word.
// Not thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nostos::finding {

class WordPool {
 public:
  WordPool();
  std::uint32_t take(std::string_view text, bool initial, std::uint64_t times = 1);
  std::uint32_t size() const { return static_cast<std::uint32_t>(words_.size()); }
  std::string_view text(std::uint32_t number) const {
    return std::string_view(text_).substr(words_[number].at, words_[number].size);
  }
  bool initial(std::uint32_t number) const { return words_[number].initial; }
  std::uint64_t times(std::uint32_t number) const { return words_[number].times; }

 private:
  struct Word {
    std::uint64_t at = 0;
    std::uint64_t times = 0;
    std::uint32_t size = 0;
    bool initial = false;
  };
  void grow();

  std::string text_;
  std::vector<Word> words_;
  std::vector<std::uint64_t> slots_;  // upper half of the hash, number; 0 = free
};

}  // namespace nostos::finding
