// SPDX-License-Identifier: Apache-2.0
// PartialDate: a date as far as it is known. Days are counted from 1970-01-01 (day 0), proleptic
// Gregorian. `earliest` and `latest` are inclusive bounds; an absent bound is open. `edtf` is the
// value in Extended Date/Time Format level 1 (ISO 8601-2:2019), empty when nothing is known but
// bounds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nostos::domain {

using Day = std::int32_t;

struct CivilDate {
  int year = 1970;
  int month = 1;  // 1–12
  int day = 1;    // 1–31
  auto operator<=>(const CivilDate&) const = default;
};

enum class Weekday { monday, tuesday, wednesday, thursday, friday, saturday, sunday };

bool exists(const CivilDate& date);  // false for 31 February
Day to_day(const CivilDate& date);   // `date` must exist
CivilDate to_civil(Day day);
Weekday weekday_of(Day day);
std::string_view name(Weekday weekday);  // "monday", …
std::optional<Weekday> weekday_named(std::string_view name);
int days_in_month(int year, int month);
std::string iso(Day day);  // "2022-12-01"
// Parses YYYY-MM-DD; nothing when malformed or when the day does not exist.
std::optional<Day> parse_iso(std::string_view text);

struct PartialDate {
  std::string edtf;  // "2022-12-01", "2003-03-17/2003-03-18", "2025-04", "XXXX-01-31", ""
  std::optional<Day> earliest;
  std::optional<Day> latest;
  std::string basis;  // how it is known, in words: "stated day and month; year from publication"

  bool is_exact_day() const { return earliest && latest && *earliest == *latest; }
  bool operator==(const PartialDate&) const = default;
};

PartialDate exact_day(Day day, std::string basis);
PartialDate whole_month(int year, int month, std::string basis);
PartialDate whole_year(int year, std::string basis);
PartialDate day_range(Day first, Day last, std::string basis);
PartialDate unknown_date(std::string basis);

}  // namespace nostos::domain
