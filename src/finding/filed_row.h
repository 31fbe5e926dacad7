// SPDX-License-Identifier: Apache-2.0
// FiledRow: a record as the index files it: the ways in which it can be found, without the words'
// parts that no longer matter. What a gatherer takes, and what a base gives back when it is built
// anew. Borrowed text must outlive it.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "finding/layout.h"

namespace nostos::finding {

struct FiledWord {
  std::string_view text;  // empty: not said
  bool initial = false;
  auto operator<=>(const FiledWord&) const = default;
};

struct FiledPosting {
  std::array<FiledWord, kNameFields> words;
  auto operator<=>(const FiledPosting&) const = default;
};

struct FiledRow {
  static constexpr std::size_t kMostPostings = 16;  // of one record; what is more is left out
  static constexpr std::size_t kLongestWord = 128;  // bytes; what is longer is cut

  Row row = 0;
  PackedDate born = 0;
  std::vector<FiledPosting> postings;  // at least one, none twice
  std::array<std::string_view, kTextFields> texts;
  std::vector<std::uint64_t> numbers;
  std::uint8_t visible = 0;
};

// Every surname with every given name and patronymic; words of unknown part in either place.
FiledRow filed(const PersonRow& person);
// The same into the caller's room.
void file(const PersonRow& person, FiledRow& out);

// A number as it is filed: its letters and digits, upper case, hashed; 0 when it has none.
std::uint64_t number_hash(std::string_view number);
// The letters and digits of a number, upper case.
std::string number_digits(std::string_view number);

}  // namespace nostos::finding
