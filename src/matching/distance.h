// SPDX-License-Identifier: Apache-2.0
// How far two spellings are apart, letter by letter. A letter is one UTF-16 unit of folded text, so
// a letter outside ASCII counts once. Bit-parallel for up to 64 letters, slow and exact beyond. All
// functions are symmetric, pure and safe from any thread.
#pragma once

#include <cstdint>
#include <string_view>

namespace nostos::matching {

// Optimal string alignment: letters put in, left out, replaced, or two neighbours changed round.
// More than `limit` is given as limit + 1.
int edit_distance(std::u16string_view a, std::u16string_view b, int limit);
// Jaro-Winkler likeness in ten-thousandths, rounded down; the beginning weighs 0.1 for up to four
// letters. Two empty texts are alike; an empty one and another are not.
int jaro_winkler(std::u16string_view a, std::u16string_view b);

// Which letters a spelling has and which it has twice, as bits. Spellings that are d edits apart
// differ in at most 2d of these bits, whatever the letters.
std::uint64_t letter_signature(std::u16string_view letters);
// No Jaro-Winkler likeness of two spellings with these lengths can be above this, when their
// signatures differ in so many bits (ten-thousandths).
int jaro_winkler_at_most(int length_a, int length_b, int only_in_a, int only_in_b);

}  // namespace nostos::matching
