// SPDX-License-Identifier: Apache-2.0
// Shingles: runs of five words, hashed. Of all that a text has, the smallest hashes are kept, so
// the sketches of two texts can be compared without the texts: what is common to the sketches is
// common to the texts in the same share. Figures count as one word, whatever they are: a copy with
// one digit changed is still a copy. Pure; the same text gives the same sketch everywhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nostos {

// At most so many hashes are kept; a shorter text keeps all it has.
inline constexpr std::size_t kSketchSize = 96;

// Rising, without repeats. Empty for a text of less than five words.
std::vector<std::uint32_t> shingles_of(std::string_view text);

// How much of the smaller text is in the larger one, 0 to 1, as far as the sketches tell.
double containment(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b);

// Eight hexadecimal digits for each; parse gives an empty sketch for anything else.
std::string shingles_text(const std::vector<std::uint32_t>& shingles);
std::vector<std::uint32_t> parse_shingles(std::string_view text);

}  // namespace nostos
