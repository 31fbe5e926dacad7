// SPDX-License-Identifier: Apache-2.0
// PackedDate: a day of birth, or a range of days, in four bytes that sort by the first day. Days
// from 1750 to 2108; a range longer than 89 years, or outside, is the same as not known. Pure.
#pragma once

#include <cstdint>
#include <optional>

#include "finding/row.h"
#include "finding/weights.h"

namespace nostos::finding {

using PackedDate = std::uint32_t;                  // 0 = not known
inline constexpr std::uint32_t kDays = 1U << 17U;  // places of days; place 0 is "not known"

PackedDate pack(const std::optional<Born>& born);
std::optional<Born> unpack(PackedDate date);
constexpr std::uint32_t day_place(PackedDate date) { return date >> 15U; }  // of its first day
constexpr std::uint32_t days_in(PackedDate date) { return (date & 0x7FFFU) + 1; }
constexpr bool to_the_day(PackedDate date) { return date != 0 && (date & 0x7FFFU) == 0; }

// How a date of the registry compares with the one sought.
class DateComparer {
 public:
  DateComparer() = default;
  explicit DateComparer(const std::optional<Born>& sought);
  bool known() const { return sought_ != 0; }
  DateLevel level(PackedDate registered) const;
  PackedDate sought() const { return sought_; }
  // Exact days of birth whose records are worth a look whatever the name: the day itself, day and
  // month changed round, a year before and after. Each once; empty unless sought to the day.
  struct NearDays {
    std::uint32_t places[4] = {};
    unsigned size = 0;
  };
  const NearDays& near_days() const { return near_; }

 private:
  PackedDate sought_ = 0;
  std::uint32_t first_ = 0;
  std::uint32_t last_ = 0;
  std::uint32_t turned_ = 0;  // the day with month and day changed round; 0 = none
  NearDays near_;
};

}  // namespace nostos::finding
