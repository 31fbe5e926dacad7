// SPDX-License-Identifier: Apache-2.0
// Plan: a query made ready: its words in each place they may stand in, the ways to read it, and its
// dates, texts and numbers. Knows nothing of a registry. A plain value.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "finding/packed_date.h"
#include "finding/query.h"
#include "finding/sought_word.h"
#include "finding/weights.h"

namespace nostos::finding {

// Which word of the plan stands for which part of a name; -1 = none.
struct Assignment {
  std::array<int, kNameFields> word = {-1, -1, -1};
  bool swapped = false;  // surname and given name the other way round than the query says
};

struct SoughtText {
  std::string text;
  std::string folded;
  std::vector<std::uint64_t> tokens;  // sorted, none twice
};

struct Plan {
  Plan(const Query& query, const NameKeys& keys);

  std::vector<SoughtWord> words;
  std::vector<Assignment> readings;  // the likeliest first; at least one
  DateComparer dates;
  std::array<SoughtText, kTextFields> texts;
  std::vector<std::uint64_t> numbers;       // as given
  std::vector<std::uint64_t> near_numbers;  // one sign wrong; sorted
  std::uint8_t visible = 0xFF;
  std::size_t limit = 10;
};

}  // namespace nostos::finding
