// SPDX-License-Identifier: Apache-2.0
#include "reckoning/best_value.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reckoning/testing/report_says.h"

namespace nostos::reckoning {
namespace {

using namespace nostos::domain;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::vector<std::string> kSides = {"RU", "UA"};
const std::vector<std::string> kKeepers = {"hq"};

SourcedCount said(Quantity count, std::string speaker = {}, std::string side = {},
                  const char* day = nullptr) {
  SourcedCount s;
  s.count = std::move(count);
  s.speaker = std::move(speaker);
  s.speaker_side = std::move(side);
  s.report = "report A";
  if (day != nullptr) s.published = parse_iso(day);
  return s;
}

TEST(BestValue, ExactGoesBeforeHedged) {
  const Choice c = choose({said(testing::more_than(200), "president", "UA"), said(exactly(230))},
                          "UA", kSides, kKeepers);
  EXPECT_EQ(c.number.best, 230);
  EXPECT_THAT(c.unmet_hedges, IsEmpty());
}

TEST(BestValue, AHedgeThatExcludesTheExactFigureIsNamed) {
  const Choice c =
      choose({said(testing::more_than(230)), said(exactly(230))}, "UA", kSides, kKeepers);
  EXPECT_THAT(c.unmet_hedges, SizeIs(1));
}

TEST(BestValue, TheReceiversListKeeperGoesBeforeItsOtherVoicesAndRelays) {
  const Choice c = choose(
      {said(exactly(234)), said(exactly(231), "president", "UA"), said(exactly(230), "hq", "UA")},
      "UA", kSides, kKeepers);
  EXPECT_EQ(c.number.best, 230);
  EXPECT_EQ(c.number.low, 230);
  EXPECT_EQ(c.number.high, 234);
  EXPECT_THAT(c.number.why, HasSubstr("list keeper (hq)"));
  EXPECT_THAT(c.differing, SizeIs(2));
}

TEST(BestValue, CopiesAreNoVotes) {
  const Choice c = choose(
      {said(exactly(234)), said(exactly(234)), said(exactly(234)), said(exactly(230), "hq", "UA")},
      "UA", kSides, kKeepers);
  EXPECT_EQ(c.number.best, 230);
}

TEST(BestValue, WhenTheSidesDisagreeNoneIsChosen) {
  const Choice c = choose({said(exactly(207), "hq", "UA"), said(exactly(195), "mod", "RU")}, "UA",
                          kSides, kKeepers);
  EXPECT_FALSE(c.number.best);
  EXPECT_EQ(c.number.low, 195);
  EXPECT_EQ(c.number.high, 207);
  EXPECT_TRUE(c.number.conflict);
  EXPECT_THAT(c.number.why, HasSubstr("207 by UA, 195 by the other side"));
}

TEST(BestValue, WhereTheSidesDisagreeAThirdFigureIsStillNamed) {
  const Choice c =
      choose({said(exactly(207), "hq", "UA"), said(exactly(195), "mod", "RU"), said(exactly(195)),
              said(exactly(270)), said(testing::more_than(210), "president", "UA")},
             "UA", kSides, kKeepers);
  EXPECT_FALSE(c.number.best);
  ASSERT_THAT(c.differing, SizeIs(1));
  EXPECT_EQ(c.differing[0].count.lo, 270);
  EXPECT_THAT(c.unmet_hedges, SizeIs(1));
}

TEST(BestValue, TheSidesAreTreatedAlike) {
  const Choice c = choose({said(exactly(195), "mod", "RU"), said(exactly(207), "hq", "UA")}, "RU",
                          kSides, kKeepers);
  EXPECT_FALSE(c.number.best);
  EXPECT_THAT(c.number.why, HasSubstr("195 by RU, 207 by the other side"));
}

TEST(BestValue, TheOtherSidesFigureStandsWhenTheReceiverIsSilent) {
  const Choice c = choose({said(exactly(195), "mod", "RU")}, "UA", kSides, kKeepers);
  EXPECT_EQ(c.number.best, 195);
  EXPECT_THAT(c.number.why, HasSubstr("the other side"));
}

TEST(BestValue, OneSideAgainstReportsThatNameNobodyLeavesNone) {
  const Choice c = choose(
      {said(exactly(143), "", "", "2018-02-21"), said(exactly(140), "mod", "RU", "2018-02-07")},
      "UA", kSides, kKeepers);
  EXPECT_FALSE(c.number.best);
  EXPECT_EQ(c.number.low, 140);
  EXPECT_EQ(c.number.high, 143);
  EXPECT_TRUE(c.number.conflict);
  EXPECT_THAT(c.number.why, HasSubstr("the side they came to is not heard"));
}

TEST(BestValue, ReportsThatPassOnTheOtherSidesFigureAgreeWithIt) {
  const Choice c =
      choose({said(exactly(140)), said(exactly(140), "mod", "RU")}, "UA", kSides, kKeepers);
  EXPECT_EQ(c.number.best, 140);
  EXPECT_FALSE(c.number.conflict);
}

TEST(BestValue, OfEqualVoicesTheEarliestIsTheSource) {
  const Choice c =
      choose({said(exactly(206), "", "", "2024-02-02"), said(exactly(207), "", "", "2024-01-31")},
             "UA", kSides, kKeepers);
  EXPECT_EQ(c.number.best, 207);
  EXPECT_TRUE(c.number.conflict);
}

TEST(BestValue, EqualVoicesWithoutAnOrderLeaveNone) {
  const Choice c = choose({said(exactly(206)), said(exactly(207))}, "UA", kSides, kKeepers);
  EXPECT_FALSE(c.number.best);
  EXPECT_TRUE(c.number.conflict);
}

TEST(BestValue, HedgesAloneLeaveTheirCommonWindow) {
  const Choice c =
      choose({said(testing::at_least(20)), said(testing::some(50, 5))}, "UA", kSides, kKeepers);
  EXPECT_EQ(c.number.low, 45);
  EXPECT_EQ(c.number.high, 55);
  EXPECT_EQ(c.number.best, 50);
  EXPECT_EQ(c.number.best_op, CountOp::about);
}

TEST(BestValue, APlanCountsOnlyUntilItIsDone) {
  SourcedCount plan = said(exactly(200), "hq", "UA");
  plan.planned = true;
  EXPECT_EQ(choose({plan}, "UA", kSides, kKeepers).number.best, 200);
  EXPECT_EQ(choose({plan, said(exactly(195))}, "UA", kSides, kKeepers).number.best, 195);
}

}  // namespace
}  // namespace nostos::reckoning
