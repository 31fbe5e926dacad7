// SPDX-License-Identifier: Apache-2.0
// Spelling: a value as it is compared: folded to lower case, punctuation dropped, words parted by
// one space, one UTF-16 unit a letter. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace nostos::matching {

struct Spelling {
  std::u16string_view letters;
  std::uint64_t signature = 0;  // letter_signature(letters)
};

// What is not a letter or digit parts words, but apostrophes are dropped. Letters beyond the basic
// plane are folded onto one. At most 255 letters are kept: a name of a megabyte is no name.
std::u16string spelled(std::string_view text);
// The digits and letters alone: "AB 12-345" and "ab12345" are one number.
std::u16string spelled_number(std::string_view text);

}  // namespace nostos::matching
