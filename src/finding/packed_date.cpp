// SPDX-License-Identifier: Apache-2.0
#include "finding/packed_date.h"

#include <algorithm>

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
  year_off_[0] = add({day.year - 1, day.month, day.day});
  year_off_[1] = add({day.year + 1, day.month, day.day});
  // What is the 29th of February in one year is the 28th in the next.
  if (day.month == 2 && day.day == 29) {
    year_off_[0] = add({day.year - 1, 2, 28});
    year_off_[1] = add({day.year + 1, 2, 28});
  } else if (day.month == 2 && day.day == 28) {
    year_off_[2] = add({day.year - 1, 2, 29});
    if (year_off_[2] == 0) year_off_[2] = add({day.year + 1, 2, 29});
  }
  if (day.day <= 12 && day.day != day.month) turned_ = add({day.year, day.day, day.month});
  const auto new_year = [](int year) {
    const std::int64_t at = std::int64_t{domain::to_day({year, 1, 1})} - kFirstDay;
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(at, 1, kDays));
  };
  year_ = {new_year(day.year), new_year(day.year + 1)};
  years_ = {new_year(day.year - 1), new_year(day.year + 2)};
  find_one_digit(day);
}

void DateComparer::find_one_digit(const domain::CivilDate& day) {
  const int digits = (day.year * 100 + day.month) * 100 + day.day;
  for (int unit = 1; unit <= 10'000'000; unit *= 10) {
    const int digit = digits / unit % 10;
    for (int other = 0; other < 10; ++other) {
      if (other == digit) continue;
      const int changed = digits + (other - digit) * unit;
      const auto place = place_of({changed / 10'000, changed / 100 % 100, changed % 100});
      if (!place) continue;
      one_digit_[one_digits_++] = *place;
      may_be_one_digit_[*place / 64 % may_be_one_digit_.size()] |= std::uint64_t{1} << *place % 64;
    }
  }
  std::sort(one_digit_.begin(), one_digit_.begin() + static_cast<std::ptrdiff_t>(one_digits_));
}

DateLevel DateComparer::level_of_near(PackedDate registered) const {
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
  if (first == year_off_[0] || first == year_off_[1] || first == year_off_[2])
    return DateLevel::near_year;
  if (std::binary_search(one_digit_.begin(),
                         one_digit_.begin() + static_cast<std::ptrdiff_t>(one_digits_), first))
    return DateLevel::one_digit;
  if (first >= year_[0] && first < year_[1]) return DateLevel::year;
  return first >= years_[0] && first < years_[1] ? DateLevel::close_year : DateLevel::different;
}

}  // namespace nostos::finding
