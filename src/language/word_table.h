// SPDX-License-Identifier: Apache-2.0
// WordTable: folded words ↔ numbers from 0 on. EdgeTable: pairs of numbers → a number. Both are
// open-addressed, since they are looked into for every word of every text; neither forgets.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nostos::language {

class WordTable {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  // `hash` is token_hash(word), as Token::hash has it.
  std::uint32_t find(std::string_view word, std::uint32_t hash) const;
  // The word's number, the next free one when it had none.
  std::uint32_t intern(std::string_view word, std::uint32_t hash);
  std::size_t size() const { return ends_.size(); }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = kNone;
  };
  std::string_view word(std::uint32_t number) const;
  void grow();

  std::vector<Slot> slots_ = std::vector<Slot>(64);  // a power of two, at most half of them taken
  std::string text_;                                 // all words, one behind the other
  std::vector<std::uint32_t> ends_;                  // number → end of the word in text_
};

class EdgeTable {
 public:
  // 0 when there is no edge.
  std::uint32_t find(std::uint32_t from, std::uint32_t by) const;
  // A fresh edge leads to 0 until it is given its end; the reference is good until the next edge.
  std::uint32_t& edge(std::uint32_t from, std::uint32_t by);

 private:
  static constexpr std::uint64_t kFree = 0xFFFFFFFFFFFFFFFF;
  struct Slot {
    std::uint64_t key = kFree;
    std::uint32_t to = 0;
  };
  void grow();

  std::vector<Slot> slots_ = std::vector<Slot>(64);
  std::size_t taken_ = 0;
};

}  // namespace nostos::language
