// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "reckoning/time_solver.h"

namespace nostos::reckoning {
namespace {

using domain::CivilDate;
using domain::Day;

// 29 February on a given weekday comes back after at most 40 years.
constexpr int kYearsToSearch = 41;

// Days of `month` in `year` that fit, in order.
template <class Visit>
bool visit_fits(int year, int month, const DayPattern& pattern, Visit visit) {
  const int last = domain::days_in_month(year, month);
  const int from = pattern.day == 0 ? 1 : pattern.day;
  const int to = pattern.day == 0 ? last : std::min(pattern.day, last);
  for (int day = from; day <= to; ++day) {
    const Day candidate = domain::to_day({year, month, day});
    if (pattern.weekday && domain::weekday_of(candidate) != *pattern.weekday) continue;
    if (visit(candidate)) return true;
  }
  return false;
}

}  // namespace

bool DayPattern::fits(Day value) const {
  if (weekday && domain::weekday_of(value) != *weekday) return false;
  if (month == 0 && day == 0) return true;
  const CivilDate civil = domain::to_civil(value);
  return (month == 0 || civil.month == month) && (day == 0 || civil.day == day);
}

std::optional<Day> first_fit_from(Day from, const DayPattern& pattern) {
  if (pattern.fits(from)) return from;
  if (pattern.month == 0 && pattern.day == 0) {
    const int ahead =
        static_cast<int>(*pattern.weekday) - static_cast<int>(domain::weekday_of(from));
    return from + (ahead + 7) % 7;
  }
  const CivilDate start = domain::to_civil(from);
  std::optional<Day> found;
  for (int year = start.year; year <= start.year + kYearsToSearch && !found; ++year) {
    for (int month = pattern.month == 0 ? 1 : pattern.month;
         month <= (pattern.month == 0 ? 12 : pattern.month) && !found; ++month) {
      visit_fits(year, month, pattern, [&](Day candidate) {
        if (candidate < from) return false;
        found = candidate;
        return true;
      });
    }
  }
  return found;
}

std::optional<Day> last_fit_until(Day until, const DayPattern& pattern) {
  if (pattern.fits(until)) return until;
  if (pattern.month == 0 && pattern.day == 0) {
    const int back =
        static_cast<int>(domain::weekday_of(until)) - static_cast<int>(*pattern.weekday);
    return until - (back + 7) % 7;
  }
  const CivilDate end = domain::to_civil(until);
  std::optional<Day> found;
  for (int year = end.year; year >= end.year - kYearsToSearch && !found; --year) {
    for (int month = pattern.month == 0 ? 12 : pattern.month;
         month >= (pattern.month == 0 ? 1 : pattern.month) && !found; --month) {
      visit_fits(year, month, pattern, [&](Day candidate) {
        if (candidate <= until) found = candidate;
        return false;
      });
    }
  }
  return found;
}

bool can_agree(const DayPattern& a, const DayPattern& b) {
  return (!a.weekday || !b.weekday || a.weekday == b.weekday) &&
         (a.month == 0 || b.month == 0 || a.month == b.month) &&
         (a.day == 0 || b.day == 0 || a.day == b.day);
}

}  // namespace nostos::reckoning
