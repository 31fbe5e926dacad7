// SPDX-License-Identifier: Apache-2.0
// white_space: what is blank in the texts of reports: ASCII white space, NBSP, the spaces of U+2000
// to U+200B and U+202F, the ideographic space and a stray byte-order mark.
#pragma once

#include <cstddef>
#include <string_view>

namespace nostos::ingest {

struct Trimmed {
  std::size_t start = 0;  // first byte that is not white space
  std::size_t end = 0;    // one past the last such byte; equal to `start` when all is blank
};

// The part of text[start, end) without white space around it. `text` must be valid UTF-8.
Trimmed trimmed(std::string_view text, std::size_t start, std::size_t end);

// True for a small letter, Latin or Cyrillic: a line that starts so goes on from the one before.
bool starts_lower_case(std::string_view text);

}  // namespace nostos::ingest
