// SPDX-License-Identifier: Apache-2.0
#include "domain/partial_date.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "base/check.h"

namespace nostos::domain {
namespace {

constexpr std::array<std::string_view, 7> kWeekdays = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

std::chrono::year_month_day ymd(const CivilDate& date) {
  return std::chrono::year(date.year) / date.month / date.day;
}

std::string padded(int value, int width) {
  std::string digits = std::to_string(value);
  if (static_cast<int>(digits.size()) < width) {
    digits.insert(0, static_cast<std::size_t>(width) - digits.size(), '0');
  }
  return digits;
}

std::optional<int> number(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

bool exists(const CivilDate& date) {
  return date.month >= 1 && date.month <= 12 && date.day >= 1 && ymd(date).ok();
}

Day to_day(const CivilDate& date) {
  NOSTOS_CHECK(exists(date), "callers test exists() first");
  return static_cast<Day>(std::chrono::sys_days(ymd(date)).time_since_epoch().count());
}

CivilDate to_civil(Day day) {
  const std::chrono::year_month_day value{std::chrono::sys_days(std::chrono::days(day))};
  return {static_cast<int>(value.year()), static_cast<int>(static_cast<unsigned>(value.month())),
          static_cast<int>(static_cast<unsigned>(value.day()))};
}

Weekday weekday_of(Day day) {
  // Day 0, 1970-01-01, was a Thursday.
  return static_cast<Weekday>(((day + 3) % 7 + 7) % 7);
}

std::string_view name(Weekday weekday) { return kWeekdays[static_cast<std::size_t>(weekday)]; }

std::optional<Weekday> weekday_named(std::string_view name) {
  const auto found = std::ranges::find(kWeekdays, name);
  if (found == kWeekdays.end()) return std::nullopt;
  return static_cast<Weekday>(found - kWeekdays.begin());
}

int days_in_month(int year, int month) {
  static constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = std::chrono::year(year).is_leap();
  return month == 2 && leap ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

std::string iso(Day day) {
  const auto [y, m, d] = to_civil(day);
  if (y < 0 || y > 9999) return padded(y, 4) + "-" + padded(m, 2) + "-" + padded(d, 2);
  const auto digit = [](int number) { return static_cast<char>('0' + number % 10); };
  return {digit(y / 1000), digit(y / 100), digit(y / 10), digit(y),      '-',
          digit(m / 10),   digit(m),       '-',           digit(d / 10), digit(d)};
}

std::optional<Day> parse_iso(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number(text.substr(0, 4));
  const auto month = number(text.substr(5, 2));
  const auto day = number(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const CivilDate date{*year, *month, *day};
  if (!exists(date)) return std::nullopt;
  return to_day(date);
}

PartialDate exact_day(Day day, std::string basis) { return {iso(day), day, day, std::move(basis)}; }

PartialDate whole_month(int year, int month, std::string basis) {
  return {padded(year, 4) + "-" + padded(month, 2), to_day({year, month, 1}),
          to_day({year, month, days_in_month(year, month)}), std::move(basis)};
}

PartialDate whole_year(int year, std::string basis) {
  return {padded(year, 4), to_day({year, 1, 1}), to_day({year, 12, 31}), std::move(basis)};
}

PartialDate day_range(Day first, Day last, std::string basis) {
  if (first == last) return exact_day(first, std::move(basis));
  return {iso(first) + "/" + iso(last), first, last, std::move(basis)};
}

PartialDate unknown_date(std::string basis) {
  return {"", std::nullopt, std::nullopt, std::move(basis)};
}

}  // namespace nostos::domain
