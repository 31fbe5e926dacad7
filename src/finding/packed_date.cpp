// SPDX-License-Identifier: Apache-2.0
#include "finding/packed_date.h"

#include <algorithm>
#include <cstdlib>

namespace nostos::finding {
namespace {

constexpr domain::Day kFirstDay = -80353 - 1;  // 1749-12-31; its place is "not known"
constexpr std::int64_t kLongest = 0x8000;

std::uint32_t place_of(domain::Day day) { return static_cast<std::uint32_t>(day - kFirstDay); }
domain::Day day_at(std::uint32_t place) { return static_cast<domain::Day>(place) + kFirstDay; }

std::optional<std::uint32_t> place_of(const domain::CivilDate& date) {
  if (!domain::exists(date)) return std::nullopt;
  const domain::Day day = domain::to_day(date);
  if (day <= kFirstDay || day >= day_at(kDays)) return std::nullopt;
  return place_of(day);
}

// Whether the two differ in exactly one of their eight digits.
bool one_digit_apart(const domain::CivilDate& a, const domain::CivilDate& b) {
  int left = (a.year * 100 + a.month) * 100 + a.day;
  int right = (b.year * 100 + b.month) * 100 + b.day;
  int apart = 0;
  for (; left > 0 || right > 0; left /= 10, right /= 10) apart += left % 10 != right % 10 ? 1 : 0;
  return apart == 1;
}

}  // namespace

PackedDate pack(const std::optional<Born>& born) {
  if (!born || born->latest < born->earliest) return 0;
  if (born->earliest <= kFirstDay || born->latest >= day_at(kDays)) return 0;
  const std::int64_t days = std::int64_t{born->latest} - born->earliest + 1;
  if (days > kLongest) return 0;
  return place_of(born->earliest) << 15U | static_cast<std::uint32_t>(days - 1);
}

std::optional<Born> unpack(PackedDate date) {
  if (day_place(date) == 0) return std::nullopt;
  const domain::Day first = day_at(day_place(date));
  return Born{first, first + static_cast<domain::Day>(days_in(date)) - 1};
}

DateComparer::DateComparer(const std::optional<Born>& sought) : sought_(pack(sought)) {
  if (sought_ == 0) return;
  first_ = day_place(sought_);
  last_ = first_ + days_in(sought_) - 1;
  if (first_ != last_) return;
  const domain::CivilDate day = domain::to_civil(day_at(first_));
  near_.places[near_.size++] = first_;
  const auto add = [&](const domain::CivilDate& other) {
    const auto place = place_of(other);
    if (!place) return std::uint32_t{0};
    if (std::find(near_.places, near_.places + near_.size, *place) == near_.places + near_.size)
      near_.places[near_.size++] = *place;
    return *place;
  };
  add({day.year - 1, day.month, day.day});
  add({day.year + 1, day.month, day.day});
  if (day.day <= 12 && day.day != day.month) turned_ = add({day.year, day.day, day.month});
}

DateLevel DateComparer::level(PackedDate registered) const {
  if (sought_ == 0 || day_place(registered) == 0) return DateLevel::missing;
  const std::uint32_t first = day_place(registered);
  const std::uint32_t last = first + days_in(registered) - 1;
  if (first <= last_ && first_ <= last) {
    return first == last && first_ == last_ ? DateLevel::exact : DateLevel::consistent;
  }
  if (first != last || first_ != last_) {
    // The nearest days of the two ranges.
    const std::uint32_t apart = first > last_ ? first - last_ : first_ - last;
    return apart <= 366 ? DateLevel::close_year : DateLevel::different;
  }
  if (first == turned_) return DateLevel::turned;
  // Not within eleven years: one digit can still be wrong, in the decade or the century.
  const domain::CivilDate a = domain::to_civil(day_at(first_));
  const domain::CivilDate b = domain::to_civil(day_at(first));
  const int years = std::abs(a.year - b.year);
  if (years == 1 && a.month == b.month && a.day == b.day) return DateLevel::near_year;
  if (one_digit_apart(a, b)) return DateLevel::one_digit;
  if (years == 0) return DateLevel::year;
  return years == 1 ? DateLevel::close_year : DateLevel::different;
}

}  // namespace nostos::finding
