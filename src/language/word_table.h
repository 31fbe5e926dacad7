// SPDX-License-Identifier: Apache-2.0
// WordTable: folded words ↔ numbers from 0 on. EdgeTable: pairs of numbers → a number. Both are
// open-addressed, since they are looked into for every word of every text; neither forgets.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/word_hash.h"

namespace nostos::language {

class WordTable {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  // `hash` is token_hash(word), as Token::hash has it.
  std::uint32_t find(std::string_view word, std::uint32_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
      const Slot& slot = slots_[at];
      if (slot.number == kNone) return kNone;
      if (slot.hash == hash && same_word(this->word(slot.number), word)) return slot.number;
    }
  }
  // The word's number, the next free one when it had none.
  std::uint32_t intern(std::string_view word, std::uint32_t hash);
  std::size_t size() const { return places_.size(); }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = kNone;
  };
  struct Place {
    std::uint32_t start = 0;
    std::uint32_t size = 0;
  };
  std::string_view word(std::uint32_t number) const {
    const Place& place = places_[number];
    return {text_.data() + place.start, place.size};
  }
  void grow();

  std::vector<Slot> slots_ = std::vector<Slot>(64);  // a power of two, at most half of them taken
  std::string text_;                                 // all words, one behind the other
  std::vector<Place> places_;                        // number → where the word stands in text_
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
