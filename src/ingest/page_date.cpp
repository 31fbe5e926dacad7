// SPDX-License-Identifier: Apache-2.0
#include "ingest/page_date.h"

#include <array>
#include <cstddef>

namespace nostos::ingest {
namespace {

// Reads a text from left to right; each method leaves the place alone when it fails.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  std::optional<int> number(std::size_t fewest, std::size_t most) {
    std::size_t length = 0;
    int value = 0;
    while (length < rest_.size() && length < most && is_digit(rest_[length])) {
      value = value * 10 + (rest_[length++] - '0');
    }
    if (length < fewest) return std::nullopt;
    rest_.remove_prefix(length);
    return value;
  }

  bool skip(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void skip_spaces() {
    while (skip(' ')) {
    }
  }

  std::string_view word() {
    std::size_t length = 0;
    while (length < rest_.size() && is_letter(rest_[length])) ++length;
    const std::string_view found = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return found;
  }

  std::string_view rest() const { return rest_; }

 private:
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

  std::string_view rest_;
};

// "T11:40", " 11:40:05"; empty when there is none or it is no time of day.
std::string time_of_day(Cursor cursor) {
  if (!cursor.skip('T') && !cursor.skip('t')) cursor.skip_spaces();
  const auto hour = cursor.number(1, 2);
  if (!hour || *hour > 23 || !cursor.skip(':')) return {};
  const auto minute = cursor.number(2, 2);
  if (!minute || *minute > 59) return {};
  const auto two_digits = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return two_digits(*hour) + ':' + two_digits(*minute);
}

std::optional<PageDate> page_date(int year, int month, int day, const Cursor& after) {
  const domain::CivilDate date{year, month, day};
  if (!domain::exists(date)) return std::nullopt;
  return PageDate{domain::to_day(date), time_of_day(after)};
}

// 2024-07-25, 2024/07/25, 20240725, each with or without a time.
std::optional<PageDate> iso_date(Cursor cursor) {
  const auto year = cursor.number(4, 4);
  if (!year) return std::nullopt;
  const bool separated = cursor.skip('-') || cursor.skip('/');
  const auto month = cursor.number(separated ? 1 : 2, 2);
  if (!month || (separated && !cursor.skip('-') && !cursor.skip('/'))) return std::nullopt;
  const auto day = cursor.number(separated ? 1 : 2, 2);
  if (!day) return std::nullopt;
  return page_date(*year, *month, *day, cursor);
}

std::optional<int> month_named(std::string_view word) {
  constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                        "jul", "aug", "sep", "oct", "nov", "dec"};
  if (word.size() < 3) return std::nullopt;
  std::string start(word.substr(0, 3));
  for (char& c : start) c = static_cast<char>(c | 0x20);
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (start == kMonths[i]) return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

// "Thu, 25 Jul 2024 11:40:00 +0300", "25 July 2024", "July 25, 2024 11:40".
std::optional<PageDate> named_month_date(Cursor cursor) {
  std::string_view word = cursor.word();
  if (!word.empty() && !month_named(word)) {  // a weekday; "Mon" is one, too
    cursor.skip('.');
    cursor.skip(',');
    cursor.skip_spaces();
    word = cursor.word();
  }
  std::optional<int> day;
  if (word.empty()) {
    day = cursor.number(1, 2);
    cursor.skip_spaces();
    word = cursor.word();
  }
  const auto month = month_named(word);
  cursor.skip('.');
  cursor.skip_spaces();
  if (!day) day = cursor.number(1, 2);
  cursor.skip(',');
  cursor.skip_spaces();
  const auto year = cursor.number(4, 4);
  if (!month || !day || !year) return std::nullopt;
  cursor.skip(',');
  return page_date(*year, *month, *day, cursor);
}

}  // namespace

std::optional<PageDate> parse_page_date(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\t')) {
    text.remove_prefix(1);
  }
  const Cursor cursor(text);
  if (auto date = iso_date(cursor)) return date;
  return named_month_date(cursor);
}

}  // namespace nostos::ingest
