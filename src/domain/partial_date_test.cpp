// SPDX-License-Identifier: Apache-2.0
#include "domain/partial_date.h"

#include <gtest/gtest.h>

namespace nostos::domain {
namespace {

TEST(PartialDate, KnowsTheWeekdaysOfKnownExchanges) {
  EXPECT_EQ(weekday_of(to_day({2022, 12, 1})), Weekday::thursday);
  EXPECT_EQ(weekday_of(to_day({2024, 1, 3})), Weekday::wednesday);
  EXPECT_EQ(weekday_of(to_day({1969, 12, 31})), Weekday::wednesday);
}

TEST(PartialDate, RefusesADayThatDoesNotExist) {
  EXPECT_FALSE(parse_iso("2023-02-31"));
  EXPECT_FALSE(parse_iso("2023-13-01"));
  EXPECT_FALSE(parse_iso("2023-1-01"));
  EXPECT_TRUE(parse_iso("2024-02-29"));
}

TEST(PartialDate, EveryDayComesBackAsItself) {
  for (Day day = -200000; day < 200000; day += 37) EXPECT_EQ(parse_iso(iso(day)), day);
}

TEST(PartialDate, AMonthHasItsBounds) {
  const PartialDate month = whole_month(2024, 2, "stated");
  EXPECT_EQ(month.edtf, "2024-02");
  EXPECT_EQ(*month.latest - *month.earliest, 28);
}

}  // namespace
}  // namespace nostos::domain
