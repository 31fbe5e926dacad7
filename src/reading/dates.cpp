// SPDX-License-Identifier: Apache-2.0
// Dates as they are written. What they mean is settled later, against the date of publication.
#include <charconv>

#include "reading/lattice_builder.h"

namespace nostos::reading {
namespace {

int to_int(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool plausible_year(std::int64_t value) { return value >= 1900 && value <= 2100; }

}  // namespace

std::optional<std::pair<int, std::uint32_t>> LatticeBuilder::day_number_at(std::uint32_t at) const {
  if (at >= last_) return std::nullopt;
  const auto number = number_at(at);
  if (!number || number->vague || number->value < 1 || number->value > 31) return std::nullopt;
  if (number->worded && !number->ordinal) return std::nullopt;
  return std::pair(static_cast<int>(number->value), number->last);
}

// Where months are written with a capital, their names that are also words ("may", "march") count
// only beside a number or capitalised.
bool LatticeBuilder::month_at(std::uint32_t at, bool beside_number, int& month,
                              std::uint32_t& last) const {
  if (at >= last_) return false;
  const Hit* m = hit(at, w_.month);
  if (m == nullptr) return false;
  if (!beside_number && g_.traits.capital_months && !token(at).capital) return false;
  month = to_int(m->sense->id);
  last = m->last;
  if (last < last_ && is_mark(last, ".") && !token(last).space_before && m->last - m->first == 1 &&
      token(at).end - token(at).start <= 4) {
    ++last;  // "Nov. 28"
  }
  return true;
}

// Behind the word that may follow a year: "2025 року".
std::uint32_t LatticeBuilder::behind_year(std::uint32_t at) const {
  std::uint32_t i = at;
  if (i + 1 < last_ && is_mark(i, "-") && !token(i).space_before &&
      hit(i + 1, w_.ord_suffix) != nullptr) {
    i += 2;  // "2022-го"
  }
  const Hit* word = i < last_ ? hit(i, w_.year_word) : nullptr;
  return word != nullptr ? word->last : i;
}

// A year behind a day and month: ", 2023", "2023", "of 2023".
std::uint32_t LatticeBuilder::optional_year(std::uint32_t at, DateMention& date) const {
  std::uint32_t i = at;
  if (i < last_ && (is_mark(i, ",") || hit(i, w_.of) != nullptr)) ++i;
  if (i < last_ && plausible_year(tokens_.value(i)) && token(i).end - token(i).start == 4) {
    // "December 31, 2022 17:47" and "5 February 2025."; but "in May 2000 soldiers" is a count.
    date.year = static_cast<int>(tokens_.value(i));
    return behind_year(i + 1);
  }
  return at;
}

std::optional<DateMention> LatticeBuilder::day_first_at(std::uint32_t at) const {
  const auto day = day_number_at(at);
  if (!day) return std::nullopt;
  DateMention date;
  date.first = at;
  date.day = day->first;
  std::uint32_t i = day->second;
  // "17 and 18 March", "17-18 March", "17 to 18 March"
  if (i + 1 < last_ &&
      (hit(i, w_.sep) != nullptr || is_a(i, w_.prep, "to") || is_mark(i, "-") || is_mark(i, "–"))) {
    if (const auto second = day_number_at(i + 1); second && second->first > date.day) {
      int month = 0;
      std::uint32_t last = 0;
      if (month_at(second->second, true, month, last)) {
        date.kind = DateKind::range;
        date.month = date.last_month = month;
        date.last_day = second->first;
        date.last_token = optional_year(last, date);
        return date;
      }
    }
  }
  if (i < last_ && hit(i, w_.of) != nullptr) ++i;
  std::uint32_t last = 0;
  if (!month_at(i, true, date.month, last)) return std::nullopt;
  date.last_token = optional_year(last, date);
  return date;
}

std::optional<DateMention> LatticeBuilder::month_first_at(std::uint32_t at) const {
  DateMention date;
  date.first = at;
  std::uint32_t last = 0;
  const bool number_follows = at + 1 < last_ && token(at + 1).kind == language::TokenKind::number;
  if (!month_at(at, number_follows, date.month, last)) return std::nullopt;
  if (const auto day = day_number_at(last); day) {
    date.day = day->first;
    date.last_token = optional_year(day->second, date);
    return date;
  }
  date.kind = DateKind::month;
  date.last_token = optional_year(last, date);
  return date;
}

// 2025-03-19 · 19-03-2003 · 20-1-2025 · 31.12.2022
std::optional<DateMention> LatticeBuilder::numeric_date_at(std::uint32_t at) const {
  if (at + 4 >= last_) return std::nullopt;
  const auto joined = [&](std::uint32_t i) {
    return (is_mark(i, "-") || is_mark(i, ".") || is_mark(i, "/")) && !token(i).space_before &&
           !token(i + 1).space_before;
  };
  if (!joined(at + 1) || !joined(at + 3)) return std::nullopt;
  const std::int64_t a = tokens_.value(at);
  const std::int64_t b = tokens_.value(at + 2);
  const std::int64_t c = tokens_.value(at + 4);
  DateMention date;
  date.first = at;
  date.last_token = at + 5;
  const auto accept = [&](std::int64_t y, std::int64_t m, std::int64_t d) {
    if (!plausible_year(y) || m < 1 || m > 12 || d < 1 || d > 31) return false;
    date.year = static_cast<int>(y);
    date.month = static_cast<int>(m);
    date.day = static_cast<int>(d);
    return true;
  };
  // "31.05.24": of two figures each, with full stops, as days are written where months come second.
  const auto of_two = [&](std::uint32_t i) { return token(i).end - token(i).start == 2; };
  if (!g_.traits.month_first && is_mark(at + 1, ".") && is_mark(at + 3, ".") && of_two(at) &&
      of_two(at + 2) && of_two(at + 4) && accept(2000 + c, b, a))
    return date;
  if (accept(a, b, c)) return date;
  if (g_.traits.month_first && accept(c, a, b)) return date;
  if (accept(c, b, a) || accept(c, a, b)) return date;
  return std::nullopt;
}

std::optional<DateMention> LatticeBuilder::textual_date_at(std::uint32_t at) const {
  const Hit* weekday = hit(at, w_.weekday);
  if (weekday == nullptr) {
    auto date = day_first_at(at);
    if (!date) date = month_first_at(at);
    return date;
  }
  std::uint32_t i = weekday->last;
  if (i < last_ && is_mark(i, ",")) ++i;
  if (i < last_ && is_a(i, w_.article, "the")) ++i;
  std::optional<DateMention> date;
  if (i < last_) {
    date = day_first_at(i);
    if (!date) date = month_first_at(i);
    if (!date) date = numeric_date_at(i);
    if (date && date->kind == DateKind::month) date.reset();
  }
  if (!date) {
    date.emplace();
    date->kind = DateKind::weekday;
    date->last_token = weekday->last;
  }
  date->weekday = to_int(weekday->sense->id);
  date->first = at;
  return date;
}

std::optional<DateMention> LatticeBuilder::date_at(std::uint32_t at) const {
  if (auto date = numeric_date_at(at)) return date;
  const bool in_name = at > first_ && token(at).capital && token(at - 1).capital &&
                       token(at - 1).kind == language::TokenKind::word;  // "Norland Today"
  if (const Hit* r = hit(at, w_.relative); r != nullptr && !in_name) {
    DateMention date;
    date.kind = DateKind::relative;
    date.first = at;
    date.last_token = r->last;
    date.relative = r->sense->id;
    date.offset = to_int(r->sense->value("days"));
    date.from_told = r->sense->value("from") == "told";
    return date;
  }
  if (auto date = textual_date_at(at)) {
    if (date->kind == DateKind::weekday && at > first_) {
      date->last = is_a(at - 1, w_.which, "last");
      date->next = is_a(at - 1, w_.which, "next");
    }
    // "Thursday 25 July" is one date, and so is "4 February, a Saturday".
    return date;
  }
  // "2022-й": a year, however it is said.
  if (plausible_year(tokens_.value(at)) && token(at).end - token(at).start == 4 &&
      is_mark(at + 1, "-") && behind_year(at + 1) > at + 1) {
    DateMention date;
    date.kind = DateKind::year;
    date.year = static_cast<int>(tokens_.value(at));
    date.first = at;
    date.last_token = behind_year(at + 1);
    return date;
  }
  // A bare year counts as one only where words say so: "in 2022", "since 2014".
  if (at > first_ && plausible_year(tokens_.value(at)) && token(at).end - token(at).start == 4 &&
      hit(at - 1, w_.prep) != nullptr && !hedged_people_at(at)) {
    DateMention date;
    date.kind = DateKind::year;
    date.year = static_cast<int>(tokens_.value(at));
    date.first = at;
    date.last_token = behind_year(at + 1);
    return date;
  }
  return std::nullopt;
}

void LatticeBuilder::find_dates() {
  for (std::uint32_t i = first_; i < last_;) {
    if ((starts_[i] & Vocabulary::kDate) == 0) {
      ++i;
      continue;
    }
    auto date = date_at(i);
    if (!date) {
      ++i;
      continue;
    }
    for (std::uint32_t t = date->first; t < date->last_token; ++t) taken_[t] = 1;
    Chunk& chunk = add(w_.date, date->first, date->last_token);
    chunk.payload = static_cast<std::int32_t>(lattice_.dates.size());
    i = date->last_token;
    lattice_.dates.push_back(std::move(*date));
  }
}

}  // namespace nostos::reading
