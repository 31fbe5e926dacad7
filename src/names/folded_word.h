// SPDX-License-Identifier: Apache-2.0
// FoldedWord: the letters of a word and nothing else. Lower case, composed, one script; marks of
// softness, apostrophes, hyphens and points are left out, since schemes disagree on them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nostos::names {

enum class Script : std::uint8_t { none, latin, cyrillic, other };

inline constexpr std::size_t kMostLetters = 64;  // of a longer word only these are looked at

struct FoldedWord {
  std::array<char32_t, kMostLetters> letters{};
  std::size_t size = 0;
  Script script = Script::none;  // as written; letters of other scripts are given in Latin
  bool mended = false;           // look-alikes of the other script were read as this one's

  std::span<const char32_t> view() const { return std::span(letters).first(size); }
};

// Pairs of letters that look alike: Cyrillic, Latin.
using Homoglyphs = std::vector<std::pair<char32_t, char32_t>>;

Script script_of(char32_t letter);
// Bytes that are not UTF-8 are passed over.
void fold_word(std::string_view word, const Homoglyphs& homoglyphs, FoldedWord& out);
// NFC; text without combining marks comes back as it is.
std::string composed(std::string_view text);
// A word of any other script in Latin letters.
std::string in_latin_letters(std::string_view text);
// The letter without its mark: ě → e. The letter itself when it has none.
char32_t without_mark(char32_t letter);

}  // namespace nostos::names
