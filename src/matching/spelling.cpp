// SPDX-License-Identifier: Apache-2.0
#include "matching/spelling.h"

#include "base/utf8.h"
#include "language/fold.h"

namespace nostos::matching {
namespace {

constexpr std::size_t kMostLetters = 255;
constexpr char16_t kBeyond = 0xFFFD;

// Calls `take` for each code point, lower-cased, until it says no.
template <class Take>
void each_letter(std::string_view text, const Take& take) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = utf8_length_at(text, at);
    char32_t c = U'\uFFFD';
    if (length == 0) {
      length = 1;
    } else {
      c = decode_utf8(text, at, length);
    }
    at += length;
    if (!take(language::to_lower(c))) return;
  }
}

char16_t unit(char32_t c) { return c < 0x10000 ? static_cast<char16_t>(c) : kBeyond; }

bool is_marked(char32_t c) { return language::is_letter(c) || language::is_digit(c); }

}  // namespace

std::u16string spelled(std::string_view text) {
  std::u16string letters;
  bool gap = false;
  each_letter(text, [&](char32_t c) {
    if (language::is_apostrophe(c)) return true;
    if (!is_marked(c)) {
      gap = !letters.empty();
      return true;
    }
    if (gap) letters += u' ';
    gap = false;
    letters += unit(c);
    return letters.size() < kMostLetters;
  });
  return letters;
}

std::u16string spelled_number(std::string_view text) {
  std::u16string letters;
  each_letter(text, [&](char32_t c) {
    if (is_marked(c)) letters += unit(c);
    return letters.size() < kMostLetters;
  });
  return letters;
}

}  // namespace nostos::matching
