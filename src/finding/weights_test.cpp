// SPDX-License-Identifier: Apache-2.0
#include "finding/weights.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "finding/packed_date.h"
#include "finding/scoring.h"

namespace nostos::finding {
namespace {

NameWeights weights_for(std::uint64_t exact, std::uint64_t one_edit, std::uint64_t two_edits,
                        std::uint64_t said) {
  LevelCounts counts;
  counts.at[static_cast<std::size_t>(NameLevel::exact)] = exact;
  counts.at[static_cast<std::size_t>(NameLevel::one_edit)] = one_edit;
  counts.at[static_cast<std::size_t>(NameLevel::two_edits)] = two_edits;
  counts.said = said;
  return name_weights(Weights(), NameField::surname, counts);
}

Millibits at(const NameWeights& weights, NameLevel level) {
  return weights[static_cast<std::size_t>(level)];
}

TEST(TheWeightOfASurname, FallsWithEveryEditWhateverIsCounted) {
  for (const std::uint64_t exact : {0U, 1U, 50U, 40'000U}) {
    for (const std::uint64_t near : {0U, 1U, 50U, 40'000U}) {
      const NameWeights weights = weights_for(exact, near, near * 3, 1'000'000);
      EXPECT_GT(at(weights, NameLevel::exact), at(weights, NameLevel::spelling));
      EXPECT_GT(at(weights, NameLevel::spelling), at(weights, NameLevel::one_edit));
      EXPECT_GT(at(weights, NameLevel::one_edit), at(weights, NameLevel::two_edits));
      EXPECT_LT(at(weights, NameLevel::different), 0);
      EXPECT_EQ(at(weights, NameLevel::missing), 0);
    }
  }
}

TEST(TheWeightOfASurname, IsMoreWhereItIsRarer) {
  EXPECT_GT(at(weights_for(20, 0, 0, 1'000'000), NameLevel::exact),
            at(weights_for(20'000, 0, 0, 1'000'000), NameLevel::exact) + 9000);
}

TEST(TheWeightOfASurname, OfAStrangerIsLessThanOfOneThatIsDistantlyAlike) {
  for (const std::uint64_t near : {0U, 50U, 40'000U}) {
    const NameWeights weights = weights_for(1, near, near, 1'000'000);
    EXPECT_GE(at(weights, NameLevel::distant), at(weights, NameLevel::different));
    EXPECT_LT(at(weights, NameLevel::distant), at(weights, NameLevel::two_edits));
  }
}

TEST(TheWeightOfASurname, IsNotTakenForCommonBecauseTheRegistryIsSmall) {
  // One of three records has it: it is the one sought.
  EXPECT_GT(at(weights_for(1, 0, 0, 3), NameLevel::exact), 9000);
}

TEST(ADateOfBirth, IsComparedAsFarAsItIsKnown) {
  const auto day = [](int year, int month, int date) {
    const domain::Day at = domain::to_day({year, month, date});
    return std::optional<Born>({at, at});
  };
  const auto whole_year = [](int year) {
    return std::optional<Born>({domain::to_day({year, 1, 1}), domain::to_day({year, 12, 31})});
  };
  const DateComparer sought(day(1987, 3, 12));
  EXPECT_EQ(sought.level(pack(day(1987, 3, 12))), DateLevel::exact);
  EXPECT_EQ(sought.level(pack(day(1987, 12, 3))), DateLevel::turned);
  EXPECT_EQ(sought.level(pack(day(1988, 3, 12))), DateLevel::near_year);
  EXPECT_EQ(sought.level(pack(day(1987, 3, 13))), DateLevel::one_digit);
  EXPECT_EQ(sought.level(pack(day(1977, 3, 12))), DateLevel::one_digit);
  EXPECT_EQ(sought.level(pack(day(1987, 5, 20))), DateLevel::year);
  EXPECT_EQ(sought.level(pack(day(1988, 5, 20))), DateLevel::close_year);
  EXPECT_EQ(sought.level(pack(day(1960, 5, 21))), DateLevel::different);
  EXPECT_EQ(sought.level(pack(whole_year(1987))), DateLevel::consistent);
  EXPECT_EQ(sought.level(pack(whole_year(1988))), DateLevel::close_year);
  EXPECT_EQ(sought.level(pack(std::nullopt)), DateLevel::missing);
  EXPECT_EQ(sought.near_days().size, 4U);
  const DateComparer leap_day(day(1988, 2, 29));
  // There is no such day the year before and after: it is the 28th there.
  EXPECT_EQ(leap_day.near_days().size, 3U);
  EXPECT_EQ(leap_day.level(pack(day(1987, 2, 28))), DateLevel::near_year);
  EXPECT_EQ(leap_day.level(pack(day(1989, 2, 28))), DateLevel::near_year);
  EXPECT_NE(leap_day.level(pack(day(1988, 2, 28))), DateLevel::near_year);
  EXPECT_EQ(DateComparer(day(1987, 2, 28)).level(pack(day(1988, 2, 29))), DateLevel::near_year);
  EXPECT_EQ(DateComparer(day(1987, 2, 28)).near_days().size, 4U);
  EXPECT_EQ(DateComparer(whole_year(1987)).near_days().size, 0U);
  EXPECT_EQ(DateComparer(std::nullopt).level(pack(day(1987, 3, 12))), DateLevel::missing);
}

// The calendar asked afresh for each day.
DateLevel plain_level(const domain::CivilDate& a, const domain::CivilDate& b) {
  if (a == b) return DateLevel::exact;
  const bool turned = a.year == b.year && a.month == b.day && a.day == b.month;
  if (turned) return DateLevel::turned;
  const int years = std::abs(a.year - b.year);
  const bool leap =
      a.month == 2 && b.month == 2 && std::min(a.day, b.day) == 28 && std::max(a.day, b.day) == 29;
  if (years == 1 && ((a.month == b.month && a.day == b.day) || leap)) return DateLevel::near_year;
  int left = (a.year * 100 + a.month) * 100 + a.day;
  int right = (b.year * 100 + b.month) * 100 + b.day;
  int digits = 0;
  for (; left > 0; left /= 10, right /= 10) digits += left % 10 != right % 10 ? 1 : 0;
  if (digits == 1) return DateLevel::one_digit;
  return years == 0 ? DateLevel::year : years == 1 ? DateLevel::close_year : DateLevel::different;
}

TEST(ADateOfBirth, IsComparedWithEveryDayAsTheCalendarHasIt) {
  for (const domain::CivilDate sought : {domain::CivilDate{1987, 3, 12},
                                         {1988, 2, 29},
                                         {1987, 2, 28},
                                         {1989, 2, 28},
                                         {1900, 1, 1},
                                         {1999, 12, 31},
                                         {2000, 10, 10},
                                         {1950, 5, 4},
                                         {1751, 1, 1},
                                         {2100, 12, 1}}) {
    const domain::Day at = domain::to_day(sought);
    const DateComparer comparer(Born{at, at});
    for (domain::Day day = domain::to_day({1750, 1, 1}); day < domain::to_day({2108, 1, 1});
         ++day) {
      ASSERT_EQ(comparer.level(pack(Born{day, day})), plain_level(sought, domain::to_civil(day)))
          << domain::iso(at) << " " << domain::iso(day);
    }
  }
}

TEST(ADateOfBirth, KeepsItsBoundsWhenItIsPacked) {
  for (const int year : {1751, 1900, 1987, 2100}) {
    const Born born{domain::to_day({year, 2, 1}), domain::to_day({year, 2, 28})};
    EXPECT_EQ(unpack(pack(born)), born);
  }
  EXPECT_EQ(pack(Born{-1'000'000, -999'990}), 0U);  // too long ago to be a person sought
  EXPECT_EQ(pack(Born{10, 5}), 0U);
}

TEST(Calibration, GoesInStraightLinesAndKeepsTheOrder) {
  Weights weights;
  EXPECT_EQ(calibration_step(weights, 1234), 0);
  weights.calibration = {{-4000, -3000}, {0, -500}, {8000, 3500}};
  EXPECT_EQ(calibration_step(weights, 0), -500);
  EXPECT_EQ(calibration_step(weights, 4000), 1500 - 4000);
  Millibits before = INT32_MIN;
  for (Millibits total = -6000; total < 10'000; total += 7) {
    const Millibits shown = total + calibration_step(weights, total);
    EXPECT_GE(shown, before);
    before = shown;
  }
}

TEST(LearnedWeights, TakeTheSharesThatWereLearned) {
  matching::Model model;
  matching::FieldModel surname;
  surname.kind = domain::FieldKind::surname;
  surname.measure = matching::Measure::name;
  surname.levels.resize(static_cast<std::size_t>(matching::last_level(surname.measure)) + 1);
  surname.levels[matching::kExact].m = 0.7;
  surname.levels[matching::name_level::different].m = 0;
  model.fields.push_back(surname);
  const Weights weights = learned_weights(model);
  EXPECT_DOUBLE_EQ(weights.surname[static_cast<std::size_t>(NameLevel::exact)], 0.7);
  EXPECT_GT(weights.surname[static_cast<std::size_t>(NameLevel::different)], 0);
  EXPECT_EQ(weights.given, Weights().given);
}

}  // namespace
}  // namespace nostos::finding
