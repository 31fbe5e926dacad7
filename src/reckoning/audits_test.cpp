// SPDX-License-Identifier: Apache-2.0
// Each audit: silent where things add up, and saying where and by how much where they do not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reckoning/reckoner.h"
#include "reckoning/testing/reckoned.h"
#include "reckoning/testing/report_says.h"

namespace nostos::reckoning {
namespace {

using namespace nostos::testing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

ReckonedReports reckoned(const std::vector<Reading>& readings, const Options& options = {}) {
  return {reckon(readings, options), readings};
}

ReportSays third_of_january() {
  ReportSays says("A");
  says.published("2024-01-03").main_event().on("2024-01-03");
  return says;
}

TEST(Audits, AListThatDoesNotAddUp) {
  const std::vector<Part> list = {part("armed_forces", 95), part("guard", 56), part("border", 26),
                                  part("transport", 29), part("police", 1)};
  const auto wrong = reckoned({third_of_january().leg("UA", 206).breakdown("service", "UA", list)});
  ASSERT_THAT(wrong.findings("sum"), SizeIs(1));
  EXPECT_EQ(wrong.findings("sum")[0]->arithmetic, "95 + 56 + 26 + 29 + 1 = 207, stated 206");
  EXPECT_EQ(wrong.findings("sum")[0]->severity, "contradiction");
  EXPECT_THAT(wrong.findings("sum")[0]->claims, SizeIs(2));
  EXPECT_THAT(reckoned({third_of_january().leg("UA", 207).breakdown("service", "UA", list)})
                  .findings("sum"),
              IsEmpty());
}

TEST(Audits, NobodyHasTwoRanksEvenInAListThatIsNotFull) {
  const std::vector<Part> ranks = {part("officers", 9), part("private_and_nco", 113)};
  const auto r = reckoned(
      {third_of_january().leg("UA", 120).breakdown("rank", "UA", ranks, Exhaustive::unknown)});
  ASSERT_THAT(r.findings("sum"), SizeIs(1));
  EXPECT_EQ(r.findings("sum")[0]->arithmetic, "9 + 113 = 122, stated 120");
  // Who defended two places may stand in both.
  EXPECT_THAT(reckoned({third_of_january().leg("UA", 120).breakdown("place_defended", "UA", ranks,
                                                                    Exhaustive::unknown)})
                  .findings("sum"),
              IsEmpty());
}

TEST(Audits, OneExchangeLeavesOneRunningTotal) {
  const auto total = [](const char* name, std::int64_t value) -> Reading {
    return ReportSays(name)
        .published("2024-01-03")
        .main_event()
        .on("2024-01-03")
        .leg("UA", 230)
        .total("UA", value);
  };
  const auto r = reckoned({total("A", 2828), total("B", 2818)});
  ASSERT_THAT(r.findings("relay"), SizeIs(1));
  EXPECT_EQ(r.findings("relay")[0]->arithmetic, "2818 ≠ 2828");
  EXPECT_THAT(reckoned({total("A", 2828), total("B", 2828)}).findings("relay"), IsEmpty());
}

TEST(Audits, AListThatIsNotFullMayBeLess) {
  const std::vector<Part> list = {part("mariupol", 14)};
  EXPECT_THAT(
      reckoned({third_of_january().leg("UA", 50).breakdown("place", "UA", list, Exhaustive::no)})
          .findings("sum"),
      IsEmpty());
}

TEST(Audits, APartThatIsMoreThanItsWhole) {
  const auto r = reckoned({third_of_january().leg("UA", 50).breakdown(
      "place", "UA", {part("mariupol", 8, {part("azovstal", 14)})}, Exhaustive::no)});
  ASSERT_THAT(r.findings("subset"), SizeIs(1));
  EXPECT_EQ(r.findings("subset")[0]->arithmetic, "14 > 8");
}

std::vector<Reading> thousand_for_thousand(std::int64_t third) {
  ReportSays first("first");
  first.published("2025-05-23").deal().on("2025-05-20").leg("UA", 1000).leg("RU", 1000);
  first.main_event().on("2025-05-23").leg("UA", 390).leg("RU", 390).stage_of("e1", "first stage");
  first.main_event().on("2025-05-24").leg("UA", 307).leg("RU", 307).stage_of("e1", "second stage");
  first.main_event().on("2025-05-25").leg("UA", third).leg("RU", 303).stage_of("e1", "third stage");
  return {first};
}

TEST(Audits, TheStagesOfAnAgreementAddUpToIt) {
  const auto r = reckoned(thousand_for_thousand(303));
  EXPECT_THAT(r.findings("sum"), IsEmpty());
  EXPECT_THAT(r.findings("gap"), IsEmpty());
}

TEST(Audits, StagesThatBringMoreThanWasAgreedAreToldWithTheirArithmetic) {
  const auto r = reckoned(thousand_for_thousand(313));
  ASSERT_THAT(r.findings("sum"), SizeIs(1));
  EXPECT_EQ(r.findings("sum")[0]->arithmetic, "390 (E1) + 307 (E2) + 313 (E3) = 1010, agreed 1000");
  EXPECT_THAT(r.findings("sum")[0]->exchanges, ElementsAre("D1", "E1", "E2", "E3"));
}

TEST(Audits, WhatAnAgreementStillOwesIsNamed) {
  const auto r = reckoned(thousand_for_thousand(203));
  ASSERT_THAT(r.findings("gap"), SizeIs(1));
  EXPECT_THAT(r.findings("gap")[0]->verdict,
              HasSubstr("100 of those agreed in D1 are in no stage told here"));
}

TEST(Audits, ListsOfTheSamePeopleHaveOneSum) {
  const auto r =
      reckoned({third_of_january()
                    .leg("UA", 230)
                    .breakdown("sex", "UA", {part("men", 225), part("women", 5)})
                    .breakdown("status", "UA", {part("pow", 182), part("missing", 40)})});
  ASSERT_THAT(r.findings("cross_partition"), SizeIs(1));
  EXPECT_THAT(r.findings("cross_partition")[0]->arithmetic, HasSubstr("= 222"));
}

TEST(Audits, ARunningTotalThatDoesNotFollow) {
  const auto r = reckoned({ReportSays("A")
                               .published("2024-01-03")
                               .main_event()
                               .on("2024-01-03")
                               .ordinal(49)
                               .leg("UA", 230)
                               .total("UA", 2828),
                           ReportSays("B")
                               .published("2024-01-31")
                               .main_event()
                               .on("2024-01-31")
                               .ordinal(50)
                               .leg("UA", 200)
                               .total("UA", 3035)});
  ASSERT_THAT(r.findings("chain"), SizeIs(1));
  EXPECT_EQ(r.findings("chain")[0]->arithmetic, "2828 + 200 = 3028, stated 3035");
  EXPECT_EQ(r.findings("chain")[0]->severity, "contradiction");
  EXPECT_THAT(r.findings("chain")[0]->exchanges, ElementsAre("E1", "E2"));
}

TEST(Audits, ReturnsThatNobodyTellsOfAreAGap) {
  const auto r = reckoned({ReportSays("A")
                               .published("2018-02-22")
                               .main_event()
                               .on("2018-02-21")
                               .leg("UA", 75)
                               .total("UA", 1630),
                           ReportSays("B")
                               .published("2018-04-18")
                               .main_event()
                               .on("2018-04-18")
                               .leg("UA", 95)
                               .total("UA", 1790)});
  ASSERT_THAT(r.findings("gap"), SizeIs(1));
  EXPECT_THAT(r.findings("gap")[0]->verdict, HasSubstr("65 returns to UA between E1 and E2"));
  EXPECT_EQ(r.reckoning.chains[0].links[1].gap, 65);
}

TEST(Audits, AnExchangeInBetweenFillsTheGap) {
  const auto r =
      reckoned({ReportSays("A")
                    .published("2018-02-22")
                    .main_event()
                    .on("2018-02-21")
                    .leg("UA", 75)
                    .total("UA", 1630),
                ReportSays("C").published("2018-03-22").main_event().on("2018-03-22").leg("UA", 65),
                ReportSays("B")
                    .published("2018-04-18")
                    .main_event()
                    .on("2018-04-18")
                    .leg("UA", 95)
                    .total("UA", 1790)});
  EXPECT_THAT(r.findings("gap"), IsEmpty());
  EXPECT_EQ(r.reckoning.chains[0].links.back().arithmetic, "1630 + 65 (E2) + 95 = 1790");
}

TEST(Audits, AStaleTotalIsSentBackToItsExchange) {
  const auto r = reckoned({ReportSays("A")
                               .published("2024-01-03")
                               .main_event()
                               .on("2024-01-03")
                               .leg("UA", 230)
                               .total("UA", 2828),
                           ReportSays("B")
                               .published("2024-01-31")
                               .main_event()
                               .on("2024-01-31")
                               .leg("UA", 207)
                               .total("UA", 3035),
                           ReportSays("C")
                               .published("2024-02-08")
                               .main_event()
                               .on("2024-02-08")
                               .leg("UA", 100)
                               .total("UA", 3035),
                           ReportSays("D")
                               .published("2024-05-31")
                               .main_event()
                               .on("2024-05-31")
                               .leg("UA", 75)
                               .total("UA", 3210)});
  ASSERT_THAT(r.findings("stale_total"), SizeIs(1));
  EXPECT_THAT(r.findings("stale_total")[0]->verdict, HasSubstr("it is the total after E2"));
}

TEST(Audits, OneOrdinalForTwoExchanges) {
  const auto r = reckoned({ReportSays("A")
                               .published("2024-01-03")
                               .main_event()
                               .on("2024-01-03")
                               .ordinal(49)
                               .leg("UA", 230),
                           ReportSays("B")
                               .published("2024-01-31")
                               .main_event()
                               .on("2024-01-31")
                               .ordinal(49)
                               .leg("UA", 207)});
  ASSERT_THAT(r.findings("ordinal_order"), SizeIs(1));
  EXPECT_THAT(r.findings("ordinal_order")[0]->verdict, HasSubstr("called the 49th"));
}

TEST(Audits, AHigherOrdinalThatIsEarlier) {
  const auto r = reckoned({ReportSays("A")
                               .published("2024-01-03")
                               .main_event()
                               .on("2024-01-03")
                               .ordinal(51)
                               .leg("UA", 230),
                           ReportSays("B")
                               .published("2024-01-31")
                               .main_event()
                               .on("2024-01-31")
                               .ordinal(50)
                               .leg("UA", 207)});
  ASSERT_THAT(r.findings("ordinal_order"), SizeIs(1));
  EXPECT_THAT(r.findings("ordinal_order")[0]->verdict, HasSubstr("these cannot all hold"));
}

TEST(Audits, AWeekdayThatContradictsItsDate) {
  const auto r = reckoned({ReportSays("A")
                               .published("2018-02-22")
                               .main_event()
                               .on("2018-02-21")
                               .on_a(Weekday::tuesday)
                               .leg("UA", 75)});
  ASSERT_THAT(r.findings("weekday"), SizeIs(1));
  EXPECT_EQ(r.findings("weekday")[0]->arithmetic, "2018-02-21 is a Wednesday");
}

TEST(Audits, ADayOfTheWarThatDoesNotFit) {
  Options options;
  options.wars = {{"UA", "RU", *parse_iso("2022-02-24")}};
  const auto says = [](std::int64_t day) {
    return ReportSays("A")
        .published("2022-12-02")
        .main_event()
        .on("2022-12-01")
        .leg("UA", 50)
        .claim(ClaimType::war_day, exactly(day))
        .reading();
  };
  EXPECT_THAT(reckoned({says(281)}, options).findings("war_day"), IsEmpty());
  EXPECT_THAT(reckoned({says(282)}, options).findings("war_day"), IsEmpty());
  EXPECT_THAT(reckoned({says(300)}, options).findings("war_day"), SizeIs(1));
}

TEST(Audits, ToldAsDoneBeforeItWasDone) {
  const auto r = reckoned(
      {ReportSays("A").published("2024-01-02").main_event().on("2024-01-03").leg("UA", 230)});
  ASSERT_THAT(r.findings("date_order"), SizeIs(1));
  EXPECT_EQ(r.findings("date_order")[0]->arithmetic, "2024-01-03 > 2024-01-02");
}

TEST(Audits, ARelayThatDiffersFromTheSideItCopies) {
  const auto r = reckoned(
      {ReportSays("A")
           .published("2024-01-03")
           .main_event()
           .on("2024-01-03")
           .by("hq", "UA")
           .leg("UA", 230),
       ReportSays("B").published("2024-01-03").main_event().on("2024-01-03").leg("UA", 234)});
  ASSERT_THAT(r.findings("relay"), SizeIs(1));
  EXPECT_EQ(r.findings("relay")[0]->arithmetic, "234 ≠ 230");
}

TEST(Audits, AHedgeThatExcludesTheExactFigure) {
  const auto r = reckoned({ReportSays("A")
                               .published("2024-01-03")
                               .main_event()
                               .on("2024-01-03")
                               .by("hq", "UA")
                               .leg("UA", 230),
                           ReportSays("B")
                               .published("2024-01-03")
                               .main_event()
                               .on("2024-01-03")
                               .leg("UA", more_than(300))});
  EXPECT_THAT(r.findings("hedge"), SizeIs(1));
}

TEST(Audits, TitleAndTextDiffer) {
  const auto r = reckoned({ReportSays("A")
                               .published("2024-01-03")
                               .main_event()
                               .on("2024-01-03")
                               .in_zone("title")
                               .leg("UA", 203)
                               .in_zone("body")
                               .leg("UA", 230)});
  ASSERT_THAT(r.findings("title_body"), SizeIs(1));
  EXPECT_EQ(r.findings("title_body")[0]->arithmetic, "203 ≠ 230");
}

TEST(Audits, AFigureForBothSidesIsTheirSum) {
  ReportSays right("A");
  right.published("2022-12-31").main_event().on("2022-12-31").leg("UA", 140).leg("RU", 82);
  right.event().both_sides_total = more_than(200);
  EXPECT_THAT(reckoned({right}).findings("symmetry"), IsEmpty());
  ReportSays wrong = right;
  wrong.event().both_sides_total = exactly(200);
  ASSERT_THAT(reckoned({wrong}).findings("symmetry"), SizeIs(1));
  EXPECT_EQ(reckoned({wrong}).findings("symmetry")[0]->arithmetic, "82 + 140 = 222, stated 200");
}

TEST(Audits, CalledTheLargestAndIsNot) {
  const auto r = reckoned(
      {ReportSays("A").published("2022-09-22").main_event().on("2022-09-21").leg("UA", 215),
       ReportSays("B")
           .published("2024-01-03")
           .main_event()
           .on("2024-01-03")
           .leg("UA", 200)
           .claim(ClaimType::superlative)});
  ASSERT_THAT(r.findings("superlative"), SizeIs(1));
  EXPECT_EQ(r.findings("superlative")[0]->arithmetic, "215 > 200");
}

TEST(Audits, MoreWoundedThanCameHome) {
  const auto r =
      reckoned({third_of_january().leg("UA", 20).leg("RU", 10).health("wounded", at_least(28))});
  EXPECT_THAT(r.findings("subset"), SizeIs(1));
}

TEST(Audits, NobodyIsTwoHundredYearsOld) {
  EXPECT_THAT(reckoned({third_of_january().leg("UA", 20).claim(ClaimType::age, exactly(200))})
                  .findings("impossible"),
              SizeIs(1));
  EXPECT_THAT(reckoned({third_of_january().leg("UA", 20).claim(ClaimType::age, exactly(62))})
                  .findings("impossible"),
              IsEmpty());
}

TEST(Audits, AWithdrawnStatementThatAnotherReportStillTells) {
  const auto r = reckoned(
      {ReportSays("A")
           .published("2024-07-25")
           .claim(ClaimType::held, exactly(755), "guards")
           .state(ClaimState::retracted),
       ReportSays("B").published("2024-07-26").claim(ClaimType::held, exactly(755), "guards"),
       ReportSays("C").published("2024-07-26").claim(ClaimType::held, exactly(700), "guards")});
  ASSERT_THAT(r.findings("retraction"), SizeIs(1));
  EXPECT_THAT(r.findings("retraction")[0]->verdict, HasSubstr("report B"));
}

TEST(Audits, ASubtotalBelowWhatTheExchangesAddUpTo) {
  const auto guards = [](std::int64_t home) {
    return std::vector<Reading>{
        ReportSays("A")
            .published("2024-01-03")
            .main_event()
            .on("2024-01-03")
            .leg("UA", 230)
            .breakdown("service", "UA", {part("guards", 55)}, Exhaustive::no),
        ReportSays("B")
            .published("2024-02-08")
            .main_event()
            .on("2024-02-08")
            .leg("UA", 100)
            .breakdown("service", "UA", {part("guards", 49)}, Exhaustive::no),
        ReportSays("C")
            .published("2024-07-25")
            .claim(ClaimType::subtotal, exactly(home), "guards")};
  };
  EXPECT_THAT(reckoned(guards(755)).findings("subset"), IsEmpty());
  ASSERT_THAT(reckoned(guards(100)).findings("subset"), SizeIs(1));
  EXPECT_EQ(reckoned(guards(100)).findings("subset")[0]->arithmetic,
            "55 (E1) + 49 (E2) = 104 > 100");
}

TEST(Audits, AKnownExchangeBetweenTwoThatAreCalledNeighbours) {
  const auto r = reckoned(
      {ReportSays("A")
           .published("2024-02-08")
           .main_event()
           .on("2024-02-08")
           .leg("UA", 100)
           .previous_event()
           .on("2024-01-03")
           .leg("UA", 230),
       ReportSays("B").published("2024-01-31").main_event().on("2024-01-31").leg("UA", 207)});
  ASSERT_THAT(r.findings("date_order"), SizeIs(1));
  EXPECT_EQ(r.findings("date_order")[0]->severity, "note");
  EXPECT_EQ(r.exchange("E3").previous, "");
}

TEST(Audits, EveryFindingHasAnIdOfItsOwn) {
  std::vector<Reading> readings;
  for (int i = 0; i < 5; ++i) {
    readings.push_back(ReportSays("R" + std::to_string(i))
                           .published("2024-01-03")
                           .main_event()
                           .on("2024-01-03")
                           .leg("UA", 200 + i));
  }
  const auto r = reckoned(readings);
  std::set<std::string> ids;
  for (const Finding& finding : r.reckoning.findings) ids.insert(finding.id);
  EXPECT_EQ(ids.size(), r.reckoning.findings.size());
}

}  // namespace
}  // namespace nostos::reckoning
