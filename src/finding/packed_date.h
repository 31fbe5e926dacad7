// SPDX-License-Identifier: Apache-2.0
// PackedDate: a day of birth, or a range of days, in four bytes that sort by the first day. Days
// from 1750 to 2108; a range longer than 89 years, or outside, is the same as not known. Pure.
#pragma once

#include <array>
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
  DateLevel level(PackedDate registered) const {
    // Most days lie outside the years around the one sought and differ in more than a digit.
    const std::uint32_t place = day_place(registered);
    const bool may_be_near =
        !to_the_day(registered) || place - years_[0] < years_[1] - years_[0] ||
        (may_be_one_digit_[place / 64 % may_be_one_digit_.size()] >> place % 64 & 1U) != 0;
    return may_be_near ? level_of_near(registered) : DateLevel::different;
  }
  PackedDate sought() const { return sought_; }
  static constexpr std::size_t kMostOneDigit = 72;  // eight digits, nine others each
  // Exact days of birth whose records are worth a look whatever the name: the day itself, day and
  // month changed round, a year before and after. Each once; empty unless sought to the day.
  struct NearDays {
    static constexpr std::size_t kMost = 4;
    std::uint32_t places[kMost] = {};
    unsigned size = 0;
  };
  const NearDays& near_days() const { return near_; }

 private:
  void find_one_digit(const domain::CivilDate& day);
  DateLevel level_of_near(PackedDate registered) const;

  PackedDate sought_ = 0;
  std::uint32_t first_ = 0;
  std::uint32_t last_ = 0;
  // Sought to the day, these are places of days, so that a day is compared without a calendar.
  std::uint32_t turned_ = 0;                 // month and day changed round; 0 = none
  std::array<std::uint32_t, 3> year_off_{};  // day and month agree; 0 = none
  std::array<std::uint32_t, 2> year_{};      // its year: the first day, and the next year's
  // With the years before and after; everything, unless sought to the day.
  std::array<std::uint32_t, 2> years_ = {0, UINT32_MAX};
  std::array<std::uint32_t, kMostOneDigit> one_digit_;  // rising; the first one_digits_ are set
  std::size_t one_digits_ = 0;
  std::array<std::uint64_t, 16> may_be_one_digit_{};  // by the low ten bits of the place
  NearDays near_;
};

}  // namespace nostos::finding
