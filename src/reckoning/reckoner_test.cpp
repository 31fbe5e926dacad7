// SPDX-License-Identifier: Apache-2.0
// Five public reports, as their facts: eight exchanges that no report tells together.
#include "reckoning/reckoner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "reckoning/testing/five_reports.h"
#include "reckoning/testing/reckoned.h"

namespace nostos::reckoning {
namespace {

using namespace nostos::testing;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class FiveReports : public ::testing::Test {
 protected:
  ReckonedReports five_{reckon(five_reports()), five_reports()};
};

TEST_F(FiveReports, GiveEightExchangesInOrder) {
  EXPECT_THAT(five_.ids(), ElementsAre("E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8"));
  EXPECT_THAT(five_.members_of("E1"), ElementsAre("A1#e2"));
  EXPECT_THAT(five_.members_of("E2"), ElementsAre("A1#e1"));
  EXPECT_THAT(five_.members_of("E3"), ElementsAre("A0#e1"));
  EXPECT_THAT(five_.members_of("E4"), ElementsAre("A2#e2"));
  EXPECT_THAT(five_.members_of("E5"), ElementsAre("A2#e1"));
  EXPECT_THAT(five_.members_of("E6"), ElementsAre("A3#e2"));
  EXPECT_THAT(five_.members_of("E7"), ElementsAre("A3#e1"));
  EXPECT_THAT(five_.members_of("E8"), ElementsAre("A4#e1"));
}

TEST_F(FiveReports, GiveTheBareThirtyFirstOfJanuaryItsYear) {
  EXPECT_EQ(five_.window("E6"), "2024-01-31..2024-01-31");
  EXPECT_EQ(five_.exchange("E6").date.edtf, "2024-01-31");
}

TEST_F(FiveReports, BoundTheUndatedExchangesByTheirNeighbours) {
  EXPECT_EQ(five_.window("E5"), "2023-08-08..2024-01-30");
  EXPECT_EQ(five_.window("E7"), "2024-02-01..2024-07-16");
  EXPECT_EQ(five_.exchange("E5").previous, "E4");
  EXPECT_EQ(five_.exchange("E7").previous, "E6");
  EXPECT_EQ(five_.exchange("E8").previous, "");
}

TEST_F(FiveReports, ProveThatTheEighthLiesNowhereBetween) {
  EXPECT_THAT(five_.exchange("E5").date_proof,
              Contains(AllOf(HasSubstr("E8 cannot lie between E4 and E5"), HasSubstr("95 ≠ 230"))));
  EXPECT_THAT(five_.exchange("E6").date_proof,
              Contains(HasSubstr("E8 cannot lie between E5 and E6")));
  EXPECT_THAT(five_.exchange("E7").date_proof,
              Contains(AllOf(HasSubstr("E8 cannot lie between E6 and E7"), HasSubstr("95 ≠ 100"))));
}

TEST_F(FiveReports, PutTheSecondInAWeekOneDayAfterTheFirst) {
  EXPECT_THAT(five_.exchange("E1").date.basis, HasSubstr("one day before E2"));
  EXPECT_EQ(five_.window("E1"), "..");
}

TEST_F(FiveReports, FollowOneCounterUnderThreeLabels) {
  ASSERT_THAT(five_.reckoning.chains, SizeIs(1));
  std::vector<std::int64_t> totals;
  for (const ChainLink& link : five_.reckoning.chains[0].links) totals.push_back(link.total_after);
  EXPECT_THAT(totals, ElementsAre(2598, 2828, 3035, 3135));
  EXPECT_TRUE(five_.reckoning.chains[0].links[0].derived);
  EXPECT_EQ(five_.reckoning.chains[0].links[0].arithmetic, "2828 - 230 = 2598");
  EXPECT_EQ(five_.reckoning.chains[0].links[2].arithmetic, "2828 + 207 = 3035");
  EXPECT_EQ(five_.reckoning.chains[0].links[3].arithmetic, "3035 + 100 = 3135");
  for (const ChainLink& link : five_.reckoning.chains[0].links) EXPECT_FALSE(link.gap);
}

TEST_F(FiveReports, DeriveTheOrdinalsBeforeAndAfter) {
  EXPECT_EQ(five_.ordinal("E4"), 48);
  EXPECT_EQ(five_.exchange("E4").ordinals.back().value.basis, Basis::derived);
  EXPECT_EQ(five_.ordinal("E7"), 51);
}

TEST_F(FiveReports, LeaveTheTwoThursdaysOpenAndSayWhy) {
  const JudgementEdge* edge = five_.edge("E2", "E3");
  ASSERT_NE(edge, nullptr);
  EXPECT_EQ(edge->judgement, Judgement::undetermined);
  EXPECT_THAT(edge->reason, HasSubstr("never suffice"));
  EXPECT_THAT(edge->reason, HasSubstr("Would need: the date of report A1"));
}

TEST_F(FiveReports, KeepApartWhatMustNotMerge) {
  EXPECT_EQ(five_.edge("E6", "E7")->judgement, Judgement::different);
  EXPECT_EQ(five_.edge("E5", "E6")->rule, "veto.ordinal");
  EXPECT_EQ(five_.edge("E1", "E2")->rule, "veto.previous");
}

TEST_F(FiveReports, MoreThanTwoHundredAgreesWithTwoHundredAndThirty) {
  const LegView& leg = five_.leg("E5", "UA");
  EXPECT_EQ(leg.count.best, 230);
  EXPECT_EQ(leg.count.low, 230);
  EXPECT_FALSE(leg.count.conflict);
}

TEST_F(FiveReports, AnotherFiftyAndSomeFiftyAreOneFifty) {
  EXPECT_EQ(five_.leg("E2", "RU").count.best, 50);
  EXPECT_EQ(five_.leg("E2", "UA").count.best, std::nullopt);
}

TEST_F(FiveReports, AFigureOfUnknownAllocationStaysOnNoSide) {
  const LegView& leg = five_.leg("E1", "");
  EXPECT_EQ(leg.count.best, 36);
  EXPECT_THAT(leg.count.why, HasSubstr("each_side"));
}

TEST_F(FiveReports, KeepTheWithdrawnPredicateAndItsNumber) {
  const auto corrections = five_.findings("correction");
  ASSERT_THAT(corrections, SizeIs(2));
  std::vector<std::string> verdicts = {corrections[0]->verdict, corrections[1]->verdict};
  EXPECT_THAT(verdicts, Contains(AllOf(HasSubstr("withdraws \"755 of national_guard still held\""),
                                       HasSubstr("says \"755 of national_guard home\""))));
  EXPECT_THAT(verdicts, Contains(HasSubstr("tension")));
  for (const Finding* finding : corrections) EXPECT_THAT(finding->claims, Not(IsEmpty()));
}

TEST_F(FiveReports, BoundTheReportThatCitesNovember) {
  const auto& reports = five_.reckoning.reports;
  const auto a2 = std::ranges::find(reports, report_a2().digest, &ReportDate::report);
  ASSERT_NE(a2, reports.end());
  EXPECT_EQ(iso(*a2->date.earliest), "2023-11-28");
}

TEST_F(FiveReports, ContainNothingThatContradicts) {
  for (const Finding& finding : five_.reckoning.findings) {
    EXPECT_NE(finding.severity, "contradiction") << finding.verdict;
  }
  const auto held = [&](std::string_view audit) {
    return std::ranges::find(five_.reckoning.audits, audit, &AuditTally::audit)->held;
  };
  EXPECT_EQ(held("chain"), 3U);
  EXPECT_EQ(held("war_day"), 1U);
  EXPECT_EQ(held("superlative"), 1U);
  EXPECT_GE(held("subset"), 10U);
}

TEST(FiveReportsWithoutAdjacency, LeaveTheYearOpen) {
  Options options;
  options.assume_adjacency = false;
  const ReckonedReports five{reckon(five_reports(), options), five_reports()};
  EXPECT_EQ(five.window_of_member("A3#e2"), "2024-01-31..");
  EXPECT_EQ(five.window_of_member("A2#e1"), "2023-08-08..");
  EXPECT_THAT(five.reckoning.assumptions, IsEmpty());
}

TEST(FiveReportsWithNewsRecency, TheExchangeIsNotOlderThanWhatItsReportCites) {
  Options options;
  options.assume_news_recency = true;
  const ReckonedReports five{reckon(five_reports(), options), five_reports()};
  EXPECT_EQ(five.window_of_member("A2#e1"), "2023-11-28..2024-01-30");
}

TEST(Reckoner, OfNothingIsEmpty) {
  const Reckoning nothing = reckon({});
  EXPECT_THAT(nothing.exchanges, IsEmpty());
  EXPECT_THAT(nothing.findings, IsEmpty());
}

TEST(Reckoner, AReportThatComesTwiceCountsOnce) {
  const Reading once =
      ReportSays("A").published("2024-01-04").main_event().on("2024-01-03").leg("UA", 230);
  Reading again = once;
  again.id = "copy";
  const Reckoning r = reckon({once, again});
  ASSERT_THAT(r.exchanges, SizeIs(1));
  EXPECT_THAT(r.exchanges[0].members, SizeIs(1));
}

TEST(Reckoner, WhatAMinistryPublishesUnderItsOwnNameItsSideSays) {
  Options options;
  options.voices = voices("RU:mod\tministry\tRU\tlist_keeper\tMinistry of Defence of Sudria\n");
  const Reading bulletin = ReportSays("bulletin")
                               .outlet("MINISTRY OF DEFENCE OF SUDRIA")
                               .published("2018-02-07")
                               .main_event()
                               .on("2018-02-07")
                               .leg("UA", 140);
  const Reading live = ReportSays("live")
                           .outlet("Norland Today")
                           .published("2018-02-07")
                           .main_event()
                           .on("2018-02-07")
                           .by("breck", "UA")
                           .leg("UA", 143);
  const Reckoning r = reckon({bulletin, live}, options);
  ASSERT_THAT(r.exchanges, SizeIs(1));
  const Reckoned& count = r.exchanges[0].legs[0].count;
  EXPECT_EQ(count.low, 140);
  EXPECT_EQ(count.best, std::nullopt);
  EXPECT_EQ(count.high, 143);
  EXPECT_TRUE(
      std::ranges::any_of(r.findings, [](const Finding& f) { return f.audit == "side_conflict"; }));
}

TEST(Reckoner, WhatWasKnownOnADayIsReckonedFromWhatHadBeenPublished) {
  const Reading early =
      ReportSays("early").published("2024-01-03").main_event().on("2024-01-03").leg("UA", 230);
  const Reading late =
      ReportSays("late").published("2024-02-01").main_event().on("2024-01-03").leg("UA", 224);
  const Reading undated = ReportSays("undated").main_event().on("2024-01-03").leg("UA", 248);
  Options options;
  options.known_on = parse_iso("2024-01-31");
  const Reckoning then = reckon({late, undated, early}, options);
  ASSERT_THAT(then.exchanges, SizeIs(1));
  EXPECT_EQ(then.exchanges[0].legs[0].count.best, 230);
  EXPECT_FALSE(then.exchanges[0].legs[0].count.conflict);
  ASSERT_FALSE(then.assumptions.empty());
  EXPECT_EQ(then.assumptions[0],
            "known-on: what was published by 2024-01-31; left out: 1 report published later, "
            "1 report of which the day is not known.");
  options.known_on = parse_iso("2024-01-02");
  EXPECT_THAT(reckon({late, undated, early}, options).exchanges, IsEmpty());
}

TEST(Options, TakesListKeepersAndWarsFromTheTables) {
  EXPECT_THAT(
      list_keepers(
          "# id\tkind\tside\trole\nhq\tbody\tUA\tlist_keeper\tHQ\nx\tperson\tUA\tgovernment\tX\n"),
      ElementsAre("hq"));
  const auto all = wars("# c\nRU-UA\tUA\tRU\t2022-02-24\t-\nS\tA\tB\t-\t-\n");
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_EQ(iso(all[0].first_day), "2022-02-24");
}

}  // namespace
}  // namespace nostos::reckoning
