// SPDX-License-Identifier: Apache-2.0
// WrittenDate: the digits of a birth date as they stand in a list, existing day or not (1930-02-31
// is kept: a wrong digit is evidence, too). Eight decimal places of four bits, YYYYMMDD; 15 = not
// known. A plain value.
#pragma once

#include <cstdint>
#include <string_view>

#include "matching/level.h"

namespace nostos::matching {

struct WrittenDate {
  std::uint32_t digits = 0xFFFFFFFF;

  bool says_nothing() const { return digits == 0xFFFFFFFF; }
  bool has_year() const { return (digits >> 16U) != 0xFFFF; }
  bool has_month() const { return ((digits >> 8U) & 0xFFU) != 0xFF; }
  bool has_day() const { return (digits & 0xFFU) != 0xFF; }
  bool is_whole() const;        // no digit is unknown
  bool has_whole_year() const;  // no digit of the year is
  int year() const;             // with has_year(); an unknown digit counts as 0
  bool operator==(const WrittenDate&) const = default;
};

// 1987-03-12, 19870312, 12.03.1987, 12/3/1987, 03.1987, 1987-03, 1987, ~1987, 198X, 1987-XX-12.
WrittenDate written_date(std::string_view text);
// How alike two dates are, by the levels of dates; both say something.
Level compare_dates(WrittenDate a, WrittenDate b);

}  // namespace nostos::matching
