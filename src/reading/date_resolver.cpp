// SPDX-License-Identifier: Apache-2.0
#include "reading/date_resolver.h"

#include <array>

namespace nostos::reading {
namespace {

using domain::Day;
using domain::PartialDate;

constexpr std::array<const char*, 7> kDays = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                              "Friday", "Saturday", "Sunday"};

std::string two(int n) { return (n < 10 ? "0" : "") + std::to_string(n); }

// The year that a day without one means: the latest not after publication, or for plans the first
// not well before it.
int year_for(int month, int day, Day published, Tense tense) {
  const int year = domain::to_civil(published).year;
  const auto in = [&](int y) { return domain::CivilDate{y, month, day}; };
  if (!domain::exists(in(year))) return year - 1;  // 29 February
  const Day same_year = domain::to_day(in(year));
  if (tense == Tense::past && same_year > published + 1) return year - 1;
  // A plan may be told of after its day: the nearest such day is meant.
  if (tense == Tense::future && same_year < published - 183) return year + 1;
  return year;
}

ResolvedDate stated_day(const DateMention& m, std::optional<Day> published, Tense tense) {
  ResolvedDate out;
  out.stated_day = true;
  int year = m.year;
  std::string basis = "stated in full";
  if (year == 0 && published) {
    year = year_for(m.month, m.day, *published, tense);
    basis = "stated day and month; year from publication";
  }
  if (year == 0) {
    out.exists = domain::exists({2000, m.month, m.day});
    out.date = domain::unknown_date("stated day and month without a year; publication unknown");
    if (out.exists) out.date.edtf = "XXXX-" + two(m.month) + "-" + two(m.day);
    return out;
  }
  if (!domain::exists({year, m.month, m.day})) {
    out.exists = false;
    out.date = domain::unknown_date("the day stated does not exist");
    return out;
  }
  const Day day = domain::to_day({year, m.month, m.day});
  out.date = domain::exact_day(day, basis);
  if (m.weekday >= 0 && static_cast<int>(domain::weekday_of(day)) != m.weekday) {
    out.weekday_conflict = true;
    out.date.basis += "; the weekday named does not fit";
  } else if (m.weekday >= 0) {
    out.date.basis += "; the weekday named fits";
  }
  return out;
}

ResolvedDate stated_range(const DateMention& m, std::optional<Day> published, Tense tense) {
  DateMention first = m;
  DateMention last = m;
  last.day = m.last_day;
  last.month = m.last_month;
  first.kind = last.kind = DateKind::day;
  const ResolvedDate a = stated_day(first, published, tense);
  const ResolvedDate b = stated_day(last, published, tense);
  ResolvedDate out = a;
  out.exists = a.exists && b.exists;
  if (a.date.earliest && b.date.latest && *a.date.earliest <= *b.date.latest) {
    out.date = domain::day_range(*a.date.earliest, *b.date.latest, a.date.basis);
  } else if (out.exists && !a.date.edtf.empty()) {
    out.date.edtf = a.date.edtf + "/" + b.date.edtf;
  }
  return out;
}

ResolvedDate weekday(const DateMention& m, std::optional<Day> published, Tense tense) {
  ResolvedDate out;
  const std::string name = kDays[static_cast<std::size_t>(m.weekday)];
  if (!published) {
    out.date = domain::unknown_date("a " + name + "; publication unknown");
    return out;
  }
  Day day = *published;
  const bool forward = tense == Tense::future || m.next;
  if (forward || m.last) day += forward ? 1 : -1;
  while (static_cast<int>(domain::weekday_of(day)) != m.weekday) day += forward ? 1 : -1;
  out.date = domain::exact_day(day, std::string(forward ? "the first " : "the last ") + name +
                                        (forward ? " after" : " up to") + " publication");
  return out;
}

ResolvedDate relative(const DateMention& m, std::optional<Day> published, Tense tense) {
  ResolvedDate out;
  if (!published) {
    out.date = domain::unknown_date("\"" + m.relative + "\"; publication unknown");
  } else if (m.relative == "eve") {
    out.date = domain::unknown_date("the eve of something");
  } else if (m.relative == "last_week") {
    out.date =
        domain::day_range(*published - 13, *published, "within two weeks before publication");
  } else if (m.relative == "weekend") {
    // The Saturday and Sunday that follow, for what has happened those just gone.
    Day saturday = tense == Tense::future ? *published : *published - 6;
    while (domain::weekday_of(saturday) != domain::Weekday::saturday) ++saturday;
    out.date = domain::day_range(saturday, saturday + 1, "weekend beside publication");
  } else if (m.relative == "next_week") {
    out.date = domain::day_range(*published, *published + 14, "within two weeks after publication");
  } else if (m.relative == "last_month") {
    out.date =
        domain::day_range(*published - 62, *published, "within two months before publication");
  } else if (m.relative == "month_before") {
    const domain::CivilDate told = domain::to_civil(*published);
    const bool january = told.month == 1;
    out.date = domain::whole_month(january ? told.year - 1 : told.year,
                                   january ? 12 : told.month - 1, "the month before publication");
  } else if (m.relative == "year_before") {
    out.date =
        domain::whole_year(domain::to_civil(*published).year - 1, "the year before publication");
  } else if (m.relative == "last_year") {
    out.date =
        domain::day_range(*published - 730, *published, "within two years before publication");
  } else {
    out.date = domain::exact_day(*published + m.offset, "\"" + m.relative + "\", from publication");
  }
  return out;
}

}  // namespace

ResolvedDate resolve_date(const DateMention& m, std::optional<Day> published, Tense tense) {
  switch (m.kind) {
    case DateKind::day:
      return stated_day(m, published, tense);
    case DateKind::range:
      return stated_range(m, published, tense);
    case DateKind::weekday:
      return weekday(m, published, tense);
    case DateKind::relative:
      return relative(m, published, tense);
    case DateKind::year: {
      ResolvedDate out;
      out.date = domain::whole_year(m.year, "stated year");
      return out;
    }
    case DateKind::month:
      break;
  }
  ResolvedDate out;
  int year = m.year;
  if (year == 0 && published) {
    const domain::CivilDate p = domain::to_civil(*published);
    year = m.month > p.month && tense == Tense::past ? p.year - 1 : p.year;
  }
  if (year == 0) {
    out.date = domain::unknown_date("stated month without a year; publication unknown");
    out.date.edtf = "XXXX-" + two(m.month);
  } else {
    out.date = domain::whole_month(
        year, m.month, m.year != 0 ? "stated month" : "stated month; year from publication");
  }
  return out;
}

}  // namespace nostos::reading
