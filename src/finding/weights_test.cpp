// SPDX-License-Identifier: Apache-2.0
#include "finding/weights.h"

#include <gtest/gtest.h>

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
  EXPECT_EQ(leap_day.near_days().size, 1U);  // no such day the year before or after
  EXPECT_EQ(DateComparer(whole_year(1987)).near_days().size, 0U);
  EXPECT_EQ(DateComparer(std::nullopt).level(pack(day(1987, 3, 12))), DateLevel::missing);
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
