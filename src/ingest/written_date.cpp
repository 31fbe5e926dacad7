// SPDX-License-Identifier: Apache-2.0
#include "ingest/written_date.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "ingest/cell_text.h"
#include "language/fold.h"

namespace nostos::ingest {
namespace {

using domain::CivilDate;
using domain::PartialDate;

constexpr int kFirstYear = 1850;
constexpr int kLastYear = 2100;
constexpr int kAboutYears = 2;  // how far "about 1985" reaches either way
// Two digits of a year below this are of the years 2000 and later.
constexpr int kYoungest = 15;
constexpr int kOldest = 120;
constexpr std::array<std::string_view, 12> kEnglish = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

// A piece of a date: a number with its digits, or a word, and the sign before it.
struct Piece {
  std::string text;
  int value = -1;  // of a number; -1 for a word
  int digits = 0;
  char before = ' ';  // . / - or space
};

bool is_year(int year) { return year >= kFirstYear && year <= kLastYear; }

WrittenDate unread(std::string doubt) {
  return {domain::unknown_date("not read"), std::move(doubt)};
}

std::string no_date(std::string_view written) {
  return "\"" + beginning(written) +
         "\" cannot be read as a date; write it as 1987-03-12, 12.03.1987, 1987-03 or 1987";
}

// Folded, cut at spaces and . / -; a mark such as ? or ~ is taken out and told by `marks`.
std::vector<Piece> pieces_of(std::string_view written, std::string& marks) {
  const std::string folded = language::fold(written);
  std::vector<Piece> pieces;
  char before = ' ';
  bool open = false;
  std::size_t length = 0;
  for (std::size_t i = 0; i < folded.size(); i += length) {
    const char32_t c = decode_utf8(folded, i, length);
    const bool digit = language::is_digit(c);
    const bool letter = language::is_letter(c);
    if (!digit && !letter) {
      open = false;
      if (c == U'?' || c == U'~' || c == U'%' || c == U'≈') marks += c == U'?' ? '?' : '~';
      const char sign = c < 0x80 ? static_cast<char>(c) : (c == U'–' || c == U'—' ? '-' : ' ');
      if (sign == '.' || sign == '/' || sign == '-') before = sign;
      continue;
    }
    if (open && digit != (pieces.back().value >= 0)) open = false;
    if (!open) {
      pieces.push_back({{}, digit ? 0 : -1, 0, pieces.empty() ? ' ' : before});
      before = ' ';
      open = true;
    }
    Piece& piece = pieces.back();
    piece.text.append(folded, i, length);
    if (digit && piece.digits < 9) {
      piece.value = piece.value * 10 + static_cast<int>(c - U'0');
      ++piece.digits;
    }
  }
  return pieces;
}

// What the parts say, when such a day is possible; else what is left of them and why.
WrittenDate date_of(int year, int month, int day, std::string_view written) {
  const std::string quoted = "\"" + std::string(written) + "\"";
  if (!is_year(year))
    return unread(quoted + ": nobody on a list was born in the year " + std::to_string(year));
  if (month == 0) return {domain::whole_year(year, "as written"), {}};
  if (month > 12) {
    return {domain::whole_year(year, "the year as written; there is no such month"),
            quoted + ": there is no month " + std::to_string(month) +
                "; only the year is compared. Look the date up"};
  }
  if (day == 0) return {domain::whole_month(year, month, "as written"), {}};
  if (!domain::exists({year, month, day})) {
    return {domain::whole_year(year, "the year as written; there is no such day"),
            quoted + ": there is no " + std::to_string(day) + " " +
                std::string(kEnglish[static_cast<std::size_t>(month - 1)]) + " " +
                std::to_string(year) + "; only the year is compared. Look the date up"};
  }
  return {domain::exact_day(domain::to_day({year, month, day}), "as written"), {}};
}

// "03/04/1987": the first two either way round. `month_first_only`: the first cannot be a day.
WrittenDate two_ways(int first, int second, int year, char sign, std::string_view written) {
  if (first > 12 || first == 0) return date_of(year, second, first, written);
  if (second > 12) {
    WrittenDate out = date_of(year, first, second, written);
    if (sign == '.' && out.doubt.empty())
      out.doubt = "\"" + std::string(written) + "\": read with the month first, " + out.date.edtf;
    return out;
  }
  if (sign == '.' || first == second || second == 0) return date_of(year, second, first, written);
  // With points the day comes first everywhere; with other signs it depends on the country.
  if (!is_year(year)) return date_of(year, second, first, written);
  domain::Day a = domain::to_day({year, second, first});
  domain::Day b = domain::to_day({year, first, second});
  if (a > b) std::swap(a, b);
  return {domain::day_range(a, b, "day and month may stand either way round"),
          "\"" + std::string(written) + "\": " + domain::iso(a) + " or " + domain::iso(b) +
              "; both are kept. Write it as 1987-03-12, or with points, 12.03.1987"};
}

int whole_year_of(const Piece& piece, std::string& doubt) {
  if (piece.digits != 2) return piece.value;
  const int year = piece.value < kYoungest ? 2000 + piece.value : 1900 + piece.value;
  doubt = "two digits of a year, read as " + std::to_string(year);
  return year;
}

WrittenDate with_doubt(WrittenDate date, const std::string& doubt) {
  if (!doubt.empty()) date.doubt += (date.doubt.empty() ? "" : "; ") + doubt;
  return date;
}

// Eight digits in a row: 19870312 or 12031987.
WrittenDate of_eight_digits(const Piece& piece, std::string_view written) {
  const int front = piece.value / 10000;
  const int back = piece.value % 10000;
  if (is_year(front) && !is_year(back)) return date_of(front, back / 100, back % 100, written);
  if (is_year(back)) return date_of(back, front % 100, front / 100, written);
  return unread(no_date(written));
}

WrittenDate of_numbers(const std::vector<Piece>& n, std::string_view written) {
  std::string doubt;
  if (n.size() == 1) {
    if (n[0].digits == 4) return date_of(n[0].value, 0, 0, written);
    if (n[0].digits == 8) return of_eight_digits(n[0], written);
    if (n[0].digits == 5 && n[0].value < 60000) {
      // Days since 30 December 1899 are how spreadsheets keep dates.
      const domain::Day day = domain::to_day({1899, 12, 30}) + n[0].value;
      return unread("\"" + std::string(written) + "\" looks like a day as spreadsheets count it (" +
                    domain::iso(day) + "); format the column as a date and export the list again");
    }
    return unread(no_date(written));
  }
  if (n.size() == 2) {
    if (n[0].digits == 4 && n[1].digits == 4) {
      if (!is_year(n[0].value) || !is_year(n[1].value) || n[0].value > n[1].value)
        return unread(no_date(written));
      return {domain::day_range(domain::to_day({n[0].value, 1, 1}),
                                domain::to_day({n[1].value, 12, 31}), "between two years"),
              {}};
    }
    if (n[0].digits == 4) return date_of(n[0].value, n[1].value, 0, written);
    if (n[1].digits == 4) return date_of(n[1].value, n[0].value, 0, written);
    return unread(no_date(written));
  }
  if (n.size() == 3) {
    if (n[0].digits == 4) return date_of(n[0].value, n[1].value, n[2].value, written);
    if (n[0].digits > 2 || n[1].digits > 2 || n[2].digits > 4 || n[2].digits == 3)
      return unread(no_date(written));
    const int year = whole_year_of(n[2], doubt);
    return with_doubt(two_ways(n[0].value, n[1].value, year, n[1].before, written), doubt);
  }
  if (n.size() == 6 && n[0].digits == 4 && n[3].digits == 4) {
    const WrittenDate from = date_of(n[0].value, n[1].value, n[2].value, written);
    const WrittenDate to = date_of(n[3].value, n[4].value, n[5].value, written);
    if (from.date.earliest && to.date.latest && *from.date.earliest <= *to.date.latest)
      return {domain::day_range(*from.date.earliest, *to.date.latest, "between two days"),
              from.doubt + to.doubt};
  }
  return unread(no_date(written));
}

// With a month by name: the other two numbers are day and year, told apart by their size.
WrittenDate of_named_month(const std::vector<Piece>& n, int month, std::string_view written) {
  std::string doubt;
  if (n.size() == 1) {
    if (n[0].digits == 4) return date_of(n[0].value, month, 0, written);
    return unread(no_date(written));
  }
  if (n.size() != 2) return unread(no_date(written));
  const bool year_first = n[0].digits == 4;
  const int year = whole_year_of(n[year_first ? 0 : 1], doubt);
  return with_doubt(date_of(year, month, n[year_first ? 1 : 0].value, written), doubt);
}

// "198X", "1987-XX-XX", "1987-03-uu": digits that are not known.
std::optional<WrittenDate> of_unknown_digits(std::string_view text) {
  constexpr std::string_view kUnknown = "xXuUхХ";  // the last two are Cyrillic
  std::string plain;
  std::size_t length = 0;
  bool any = false;
  for (std::size_t i = 0; i < text.size(); i += length) {
    const char32_t c = decode_utf8(text, i, length);
    if (language::is_digit(c) || c == U'-') {
      plain += static_cast<char>(c);
    } else if (kUnknown.find(text.substr(i, length)) != std::string_view::npos) {
      plain += 'X';
      any = true;
    } else {
      return std::nullopt;
    }
  }
  if (!any || plain.size() < 4 || plain.find('-') < 4) return std::nullopt;
  int low = 0;
  int high = 0;
  bool open = false;
  for (const char c : plain.substr(0, 4)) {
    if (c != 'X' && open) return std::nullopt;
    open = open || c == 'X';
    low = low * 10 + (c == 'X' ? 0 : c - '0');
    high = high * 10 + (c == 'X' ? 9 : c - '0');
  }
  if (!is_year(low) && !is_year(high)) return std::nullopt;
  if (low == high) {
    int month = 0;
    if (plain.size() >= 7 && plain[5] != 'X' && plain[6] != 'X')
      month = (plain[5] - '0') * 10 + (plain[6] - '0');
    return date_of(low, month, 0, text);
  }
  WrittenDate out{domain::day_range(domain::to_day({low, 1, 1}), domain::to_day({high, 12, 31}),
                                    "digits not known"),
                  {}};
  if (plain.size() == 4) out.date.edtf = plain;
  return out;
}

void make_about(WrittenDate& out) {
  PartialDate& date = out.date;
  if (!date.earliest || !date.latest) return;
  const int first = domain::to_civil(*date.earliest).year;
  const int last = domain::to_civil(*date.latest).year;
  if (*date.latest - *date.earliest < 300 || date.edtf.size() != 4) {
    date.edtf += '~';
    date.basis += ", but not for certain";
    return;
  }
  date.edtf += '~';
  date.earliest = domain::to_day({first - kAboutYears, 1, 1});
  date.latest = domain::to_day({last + kAboutYears, 12, 31});
  date.basis = "about this year: taken as two years either way";
}

}  // namespace

WrittenDate read_written_date(std::string_view written, const DateWords& words) {
  if (written.size() > 200 || first_invalid_utf8(written)) {
    return unread("too long or no text; write a date as 1987-03-12, 12.03.1987, 1987-03 or 1987");
  }
  if (auto unknown = of_unknown_digits(written)) return *unknown;
  std::string marks;
  std::vector<Piece> pieces = pieces_of(written, marks);
  bool about = marks.find('~') != std::string::npos;
  int month = 0;
  std::vector<Piece> numbers;
  bool strange = false;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    Piece& piece = pieces[i];
    if (piece.value >= 0) {
      numbers.push_back(std::move(piece));
    } else if (const auto found = words.months.find(piece.text);
               found != words.months.end() && month == 0) {
      month = found->second;
    } else if (words.about.contains(piece.text)) {
      about = true;
    } else if (piece.text == "t" && numbers.size() == 3) {
      break;  // a time of day after an ISO date
    } else {
      strange = strange || !words.passed_over.contains(piece.text);
    }
  }
  // A spreadsheet's midnight: "1987-03-12 00:00:00".
  if (numbers.size() > 4 && numbers[3].value == 0 && numbers[4].value == 0) numbers.resize(3);
  if (strange || numbers.empty()) return unread(no_date(written));
  WrittenDate out =
      month > 0 ? of_named_month(numbers, month, written) : of_numbers(numbers, written);
  if (about) make_about(out);
  if (marks.find('?') != std::string::npos)
    out = with_doubt(std::move(out), "the list itself is not sure of this date");
  return out;
}

WrittenDate born_at_age(std::string_view age, const PartialDate& as_of) {
  int years = -1;
  const auto end = age.find_first_not_of("0123456789");
  std::from_chars(age.data(), age.data() + std::min(end, age.size()), years);
  if (years < 0 || years > kOldest) {
    return unread("\"" + beginning(age) + "\" is no age; write whole years, 0 to " +
                  std::to_string(kOldest));
  }
  if (!as_of.earliest || !as_of.latest)
    return unread("an age, but not on which day: give the list a column \"as of\"");
  const auto years_before = [](domain::Day day, int count) {
    CivilDate date = domain::to_civil(day);
    date.year -= count;
    if (!domain::exists(date)) date.day = 28;  // 29 February
    return domain::to_day(date);
  };
  return {domain::day_range(years_before(*as_of.earliest, years + 1) + 1,
                            years_before(*as_of.latest, years),
                            "age " + std::to_string(years) + " on " + as_of.edtf),
          {}};
}

}  // namespace nostos::ingest
