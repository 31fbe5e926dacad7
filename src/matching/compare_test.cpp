// SPDX-License-Identifier: Apache-2.0
#include "matching/compare.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "matching/distance.h"
#include "matching/model.h"
#include "matching/written_date.h"

namespace nostos::matching {
namespace {

// Slow and obvious: the whole table.
int slow_edit_distance(const std::u16string& a, const std::u16string& b) {
  std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = static_cast<int>(i + j);
        continue;
      }
      d[i][j] = std::min(
          {d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

double slow_jaro_winkler(std::u16string a, std::u16string b) {
  if (a.empty() || b.empty()) return a.empty() && b.empty() ? 1 : 0;
  if (a.size() > b.size() || (a.size() == b.size() && a > b)) std::swap(a, b);
  const int window = std::max(static_cast<int>(b.size()) / 2 - 1, 0);
  std::vector<bool> taken(a.size());
  std::u16string from_b;
  for (int j = 0; j < static_cast<int>(b.size()); ++j) {
    for (int i = 0; i < static_cast<int>(a.size()); ++i) {
      const auto at = static_cast<std::size_t>(i);
      if (taken[at] || std::abs(i - j) > window || a[at] != b[static_cast<std::size_t>(j)])
        continue;
      taken[at] = true;
      from_b += a[at];
      break;
    }
  }
  std::u16string from_a;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (taken[i]) from_a += a[i];
  }
  if (from_a.empty()) return 0;
  int out_of_order = 0;
  for (std::size_t i = 0; i < from_a.size(); ++i) out_of_order += from_a[i] != from_b[i];
  const auto m = static_cast<double>(from_a.size());
  const double jaro = (m / static_cast<double>(a.size()) + m / static_cast<double>(b.size()) +
                       (m - out_of_order / 2) / m) /
                      3;
  std::size_t prefix = 0;
  while (prefix < 4 && prefix < a.size() && a[prefix] == b[prefix]) ++prefix;
  return jaro + static_cast<double>(prefix) * 0.1 * (1 - jaro);
}

class Spellings {
 public:
  std::u16string any(std::size_t longest) {
    std::u16string letters(dice_() % (longest + 1), u'a');
    for (auto& letter : letters) letter = static_cast<char16_t>(0x430 + dice_() % 6);
    return letters;
  }
  // Or one a few slips away from another, as names in lists are.
  std::u16string near(std::u16string letters) {
    for (auto slips = dice_() % 4; slips > 0 && !letters.empty(); --slips) {
      const std::size_t at = dice_() % letters.size();
      switch (dice_() % 3) {
        case 0:
          letters.erase(at, 1);
          break;
        case 1:
          letters.insert(at, 1, u'\u0436');
          break;
        default:
          std::swap(letters[at], letters[letters.size() / 2]);
          break;
      }
    }
    return letters;
  }

 private:
  std::mt19937 dice_{20240914};
};

TEST(distance, agrees_with_the_slow_and_obvious_way) {
  Spellings spellings;
  for (int i = 0; i < 100'000; ++i) {
    const auto a = spellings.any(i % 50 == 0 ? 90 : 14);
    const auto b = i % 2 == 0 ? spellings.near(a) : spellings.any(14);
    const int slow = slow_edit_distance(a, b);
    ASSERT_EQ(edit_distance(a, b, 100), slow);
    ASSERT_EQ(edit_distance(b, a, 2), std::min(slow, 3));
    ASSERT_NEAR(jaro_winkler(a, b), slow_jaro_winkler(a, b) * 10'000, 1.0);
    ASSERT_EQ(jaro_winkler(a, b), jaro_winkler(b, a));
  }
}

TEST(distance, no_pair_that_compares_is_thrown_away_by_its_signature) {
  Spellings spellings;
  for (int i = 0; i < 100'000; ++i) {
    const auto a = spellings.any(12);
    const auto b = i % 2 == 0 ? spellings.near(a) : spellings.any(12);
    if (a.empty() || b.empty()) continue;
    const Spelling x{a, letter_signature(a)};
    const Spelling y{b, letter_signature(b)};
    for (const Measure measure : {Measure::name, Measure::number, Measure::category}) {
      if (!surely_different(measure, x.signature, a.size(), y.signature, b.size())) continue;
      ASSERT_EQ(compare_spellings(measure, x, y), last_level(measure));
    }
  }
}

Level names(std::string_view a, std::string_view b) {
  const auto x = spelled(a);
  const auto y = spelled(b);
  return compare_names({x, letter_signature(x)}, {y, letter_signature(y)});
}

TEST(compare, a_letter_counts_once_in_every_script) {
  EXPECT_EQ(names("Коваленко", "КОВАЛЕНКО"), kExact);
  EXPECT_EQ(names("Коваленко", "Ковальенко"), name_level::one_edit);
  EXPECT_EQ(names("Коваленко", "Ковалекно"), name_level::one_edit);
  EXPECT_EQ(names("Kovalenko", "Kovalneka"), name_level::close);
  EXPECT_EQ(names("І.", "Іван"), name_level::initial);
  EXPECT_EQ(names("П.", "Іван"), name_level::different);
  EXPECT_EQ(names("Анна", "Анна-Марія"), name_level::part);
  EXPECT_EQ(names("Коваль", "Шевчук"), name_level::different);
}

Level dates(std::string_view a, std::string_view b) {
  return compare_dates(written_date(a), written_date(b));
}

TEST(compare, dates_by_what_is_wrong_with_them) {
  EXPECT_EQ(dates("1987-03-12", "12.03.1987"), kExact);
  EXPECT_EQ(dates("1987-03-12", "19870312"), kExact);
  EXPECT_EQ(dates("1987-03-12", "1987-12-03"), date_level::turned);
  EXPECT_EQ(dates("1987-03-12", "1988-03-12"), date_level::near_year);
  EXPECT_EQ(dates("1989-03-12", "1990-03-12"), date_level::near_year);
  EXPECT_EQ(dates("1987-03-12", "1987-03-17"), date_level::one_digit);
  EXPECT_EQ(dates("1987-03-12", "1978-03-12"), date_level::one_digit);
  EXPECT_EQ(dates("1987-03-12", "1987"), date_level::consistent);
  EXPECT_EQ(dates("198X", "1987-03-12"), date_level::consistent);
  EXPECT_EQ(dates("1987-03-12", "1941-03-12"), date_level::day_month);
  EXPECT_EQ(dates("1987-03-12", "1987-11-25"), date_level::year);
  EXPECT_EQ(dates("1987-03-12", "1986-11-25"), date_level::close_year);
  EXPECT_EQ(dates("1987-03-12", "1954-11-25"), date_level::different);
  EXPECT_EQ(dates("1930-02-31", "1930-02-31"), kExact) << "no such day, and still the same mistake";
  EXPECT_TRUE(written_date("unknown").says_nothing());
}

TEST(model, what_is_written_is_read_again) {
  Model model;
  model.prior = 0.0001;
  FieldModel field{"date of birth", domain::FieldKind::birth_date, Measure::date, true, {}};
  field.levels.resize(13);
  field.levels[kExact] = {0.9, 0.00003};
  field.levels[date_level::different] = {0.1, 0.99997};
  model.fields.push_back(field);
  model.kinds.push_back({1.0, {std::vector<double>(13, 0.05)}});
  model.kin = {0.001, {std::vector<double>(13, 0.07)}};
  model.initials = {0.002, {std::vector<double>(13, 0.06)}};
  model.calibration = {{-1000, -900}, {2000, 1500}};
  const std::string text = write_model(model);
  const auto again = parse_model(text);
  ASSERT_TRUE(again.has_value()) << again.error().message;
  EXPECT_EQ(write_model(*again), text);
  EXPECT_EQ(again->fields[0].column, "date of birth");
  EXPECT_EQ(again->fields[0].weight(kExact), weight_of(0.9 / 0.00003));
}

TEST(model, a_bad_line_is_named) {
  const auto model = parse_model("nostos-model 1\nprior 0.1\nfield a surname sound\n");
  ASSERT_FALSE(model.has_value());
  EXPECT_EQ(model.error().message, "model, line 3: there is no measure \"sound\".");
}

}  // namespace
}  // namespace nostos::matching
