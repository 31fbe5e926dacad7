// SPDX-License-Identifier: Apache-2.0
// LanguageGuess: tells the language of a text by its script, the letters that only one language of
// a script has and the small words it uses most. Knows what the language packs tell of themselves;
// read-only once filled, any number of threads.
#pragma once

#include <bitset>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "language/tokens.h"
#include "language/word_table.h"

namespace nostos::language {

class LanguageGuess {
 public:
  // `script` is Latin or Cyrillic; `letters` those that no other language of the script has;
  // `words` small words, separated by spaces.
  void add(std::string_view lang, std::string_view script, std::string_view letters,
           std::string_view words);

  // Tokens [first, last).
  using Part = std::pair<std::uint32_t, std::uint32_t>;
  struct Languages {
    std::string whole;
    std::vector<std::string> parts;  // as many as were asked for
  };
  // The languages of a text and of its parts, which follow each other and are all of it.
  //
  // A language that is declared and not known is believed; a declared one that is known only tips
  // the scales. "en" when nothing tells. Looks at the first 300 words of the text.
  //
  // A part is of another language than the whole only where that is plain. Looks at its first 40
  // words.
  Languages of(const Tokens& text, const std::vector<Part>& parts, std::string_view declared) const;

 private:
  struct Language {
    std::string name;
    bool cyrillic = false;
  };
  // What a text, or a part of it, has of the words and letters that tell.
  struct Count {
    std::size_t words = 0;
    std::size_t latin = 0;  // bytes of words
    std::size_t cyrillic = 0;
    std::span<std::uint32_t> points;  // by language
    bool is_cyrillic() const { return cyrillic > latin; }
  };
  std::string whole_of(const Count& count, std::string_view declared) const;
  std::string part_of(const Count& count, const std::string& whole) const;
  template <class Tell>
  void read(const Tokens& text, std::size_t token, Tell tell) const;

  // False for most words that tell nothing, by their hash.
  static constexpr std::size_t kSieve = 4096;
  bool may_tell(std::uint32_t hash) const { return sieve_[hash % kSieve]; }

  std::vector<Language> languages_;
  // Which languages a word or letter speaks for, by number.
  WordTable words_;
  std::bitset<kSieve> sieve_;
  std::vector<std::vector<std::size_t>> speaks_for_;  // by number of the word
  std::vector<std::vector<std::size_t>> letters_;     // by code point
};

}  // namespace nostos::language
