// SPDX-License-Identifier: Apache-2.0
// The place of a person's record in the index, and what the index is told of it. Row numbers are
// the caller's: they count up from 0 as records come, and a number stands for one record for ever.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/partial_date.h"
#include "names/name_part.h"

namespace nostos::finding {

using Row = std::uint32_t;

// One word of a person's name.
struct NameWord {
  std::string text;  // UTF-8, as written
  names::NamePart part = names::NamePart::unknown;
  bool initial = false;  // "І.": the first letter only
  bool operator==(const NameWord&) const = default;
};

// Inclusive bounds of the day of birth; the same day twice when it is known to the day.
struct Born {
  domain::Day earliest = 0;
  domain::Day latest = 0;
  bool operator==(const Born&) const = default;
};

struct PersonRow {
  Row row = 0;
  std::vector<NameWord> words;  // several surnames or given names are all looked under
  std::optional<Born> born;
  std::vector<std::string> numbers;  // service, prisoner, document numbers
  std::string unit;
  std::string rank;
  std::string place;
  std::uint8_t visible = 1;  // who may see it: at least one bit common with the query's
  bool operator==(const PersonRow&) const = default;
};

}  // namespace nostos::finding
