// SPDX-License-Identifier: Apache-2.0
// LetterReader: from the letters of a word to its keys, by the rules of letters.tsv and
// endings.tsv. Immutable; takes no memory while reading.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "names/folded_word.h"
#include "names/name_tables.h"
#include "names/skeletons.h"

namespace nostos::names {

class LetterReader {
 public:
  explicit LetterReader(const NameTables& tables);

  void read(const FoldedWord& word, NamePart part, Skeletons& out) const;
  // The key with its ending made one with those of other forms of the name.
  std::string normal_ending(std::string_view key, NamePart part) const;
  const Homoglyphs& homoglyphs() const { return homoglyphs_; }

 private:
  using Code = std::uint8_t;  // 0 = a letter that no rule has
  struct Side {
    std::bitset<256> letters;
    bool anything = true;
    bool edge = false;
    bool turned = false;
  };
  struct Rule {
    std::vector<Code> letters;
    Side before;
    Side after;
    std::vector<std::string> readings;
  };
  struct Ending {
    std::string ending;
    std::string becomes;
    std::size_t stem = 0;
  };
  struct Piece {
    const Rule* rule = nullptr;
    std::uint8_t choice = 0;  // which of the word's rules with several readings, from 1; 0 = none
  };
  struct Reading;

  Code code(char32_t letter) const;
  void add_code(char32_t letter);
  Side side(const Around& around) const;
  static bool fits(const Side& side, const Code* letter);
  const Rule* rule_at(const Code* codes, std::size_t size, std::size_t at) const;
  const Ending* ending_of(std::string_view key, NamePart part) const;

  static constexpr std::size_t kTableEnd = 0x1F00;
  std::vector<Code> codes_;                              // by letter, below kTableEnd
  std::array<std::vector<Rule>, 256> rules_;             // by first letter, most letters first
  std::array<std::vector<Ending>, kNameParts> endings_;  // longest first
  Homoglyphs homoglyphs_;
};

}  // namespace nostos::names
