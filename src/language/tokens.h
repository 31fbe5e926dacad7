// SPDX-License-Identifier: Apache-2.0
// Tokens: words, numbers and marks of a text, with their places. Pure; linear. Works for any script
// that writes spaces. "Ukraine's" gives "ukraine" and "'s"; "2,828" is one number; "U.S." one word.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/word_hash.h"

namespace nostos::language {

enum class TokenKind : std::uint8_t { word, number, mark };

// Half a line of the cache, since a text's tokens are walked over again and again.
struct Token {
  std::uint32_t start = 0;  // bytes in the text
  std::uint32_t end = 0;
  std::uint32_t folded = 0;  // start of the folded form in Tokens::folded_text
  std::uint32_t folded_end = 0;
  std::uint32_t hash = 0;  // token_hash of the folded form
  // Mark::number_of the folded form, when it is a mark; for numbers where Tokens::value finds
  // theirs.
  std::uint32_t mark = 0;
  TokenKind kind = TokenKind::mark;
  bool capital = false;       // starts with an upper-case letter
  bool all_capitals = false;  // two letters or more, all upper case
  bool space_before = false;
  bool line_before = false;  // a line break stands before it
  bool cyrillic = false;
  bool ascii = false;  // the folded form has nothing beyond ASCII
};
static_assert(sizeof(Token) == 32);

// A mark as the reader knows it, "," or "—": a number, so that telling marks apart costs nothing.
class Mark {
 public:
  template <std::size_t N>
  // NOLINTNEXTLINE(google-explicit-constructor): a literal is a mark
  consteval Mark(const char (&text)[N]) : number_(number_of({text, N - 1})) {
    static_assert(N > 1 && N <= 5, "a mark is one character, or an apostrophe and a letter");
  }
  std::uint32_t number() const { return number_; }
  // Its bytes; 0 for what is longer than any mark.
  static constexpr std::uint32_t number_of(std::string_view folded) {
    std::uint32_t number = 0;
    if (folded.size() > sizeof number) return 0;
    for (const char c : folded) number = number << 8U | static_cast<unsigned char>(c);
    return number;
  }

 private:
  std::uint32_t number_;
};

struct Tokens {
  std::vector<Token> items;
  std::string folded_text;
  std::vector<std::int64_t> values;  // of the whole numbers
  std::string_view folded(std::size_t index) const {
    const Token& t = items[index];
    return {folded_text.data() + t.folded, t.folded_end - t.folded};
  }
  bool is(std::size_t index, Mark mark) const { return items[index].mark == mark.number(); }
  // The whole value of a number; -1 when it has a fraction or is too long, and for what is none.
  std::int64_t value(std::size_t index) const {
    const std::uint32_t at = items[index].mark - kValues;
    return at < values.size() ? values[at] : -1;
  }
  void set_value(Token& number, std::int64_t value) {
    number.mark = kValues + static_cast<std::uint32_t>(values.size());
    values.push_back(value);
  }

 private:
  // No character's first byte is so high, so that no mark is taken for the place of a value.
  static constexpr std::uint32_t kValues = 0xF8000000;
};

inline std::uint32_t token_hash(std::string_view folded) {
  return static_cast<std::uint32_t>(word_hash(folded));
}

// Of the words and figures; marks stand between them. See base/shingles.h.
std::vector<std::uint32_t> shingles_of(const Tokens& tokens);

// Appends the tokens of text[start, end).
void tokenize(std::string_view text, std::uint32_t start, std::uint32_t end, Tokens& out);

}  // namespace nostos::language
