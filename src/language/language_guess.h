// SPDX-License-Identifier: Apache-2.0
// LanguageGuess: tells the language of a text by its script, the letters that only one language of
// a script has and the small words it uses most. Knows what the language packs tell of themselves;
// read-only once filled, any number of threads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
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

  // The language of a text. A language that is declared and not known is believed; a declared one
  // that is known only tips the scales. "en" when nothing tells. Looks at the first 300 words.
  std::string of(const Tokens& text, std::string_view declared) const;
  // The language of the tokens [first, last) of a text in the language `whole`: another one only
  // where that is plain. Looks at the first 40 words.
  std::string of_part(const Tokens& text, std::uint32_t first, std::uint32_t last,
                      const std::string& whole) const;

 private:
  struct Language {
    std::string name;
    bool cyrillic = false;
  };
  class Count;

  std::vector<Language> languages_;
  // Which languages a word or letter speaks for, by number.
  WordTable words_;
  std::vector<std::vector<std::size_t>> speaks_for_;  // by number of the word
  std::vector<std::vector<std::size_t>> letters_;     // by code point
};

}  // namespace nostos::language
