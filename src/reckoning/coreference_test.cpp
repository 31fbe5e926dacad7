// SPDX-License-Identifier: Apache-2.0
// Which reports tell of one exchange: vetoes, then evidence, and what stays open.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reckoning/reckoner.h"
#include "reckoning/testing/reckoned.h"
#include "reckoning/testing/report_says.h"

namespace nostos::reckoning {
namespace {

using namespace nostos::testing;
using ::testing::HasSubstr;
using ::testing::SizeIs;

ReckonedReports reckoned(const std::vector<Reading>& readings) {
  return {reckon(readings), readings};
}

bool together(const ReckonedReports& r, std::string_view a, std::string_view b) {
  return r.joined_by(a) == r.joined_by(b);
}

TEST(Coreference, JoinsBothSidesOfOneDay) {
  const auto r = reckoned({ReportSays("U")
                               .published("2024-01-03")
                               .main_event()
                               .on("2024-01-03")
                               .by("hq", "UA")
                               .leg("UA", 230),
                           ReportSays("R")
                               .published("2024-01-03")
                               .main_event()
                               .on("2024-01-03")
                               .by("mod", "RU")
                               .leg("RU", 248)});
  ASSERT_TRUE(together(r, "U#e1", "R#e1"));
  EXPECT_EQ(r.leg("E1", "UA").count.best, 230);
  EXPECT_EQ(r.leg("E1", "RU").count.best, 248);
}

TEST(Coreference, KeepsBodiesApartFromPrisonersOnOneDay) {
  const auto r = reckoned(
      {ReportSays("P").published("2024-01-03").main_event().on("2024-01-03").leg("UA", 230),
       ReportSays("B")
           .published("2024-01-03")
           .main_event(EventType::bodies)
           .on("2024-01-03")
           .leg("UA", 230, "bodies")});
  EXPECT_FALSE(together(r, "P#e1", "B#e1"));
  EXPECT_EQ(r.joined_by("B#e1"), "B1");
}

ReportSays agreed(std::string name, std::string_view day) {
  ReportSays says(std::move(name));
  says.published(day).deal().leg("UA", 33).leg("RU", more_than(1000));
  return says;
}

ReportSays planned(std::string name, std::string_view day) {
  ReportSays says(std::move(name));
  says.published(day).main_event().status(EventStatus::planned).leg("UA", 33);
  return says;
}

TEST(Coreference, APlanWithoutADayForAsManyPeopleIsTheDeal) {
  const auto r = reckoned({agreed("D", "2025-01-20"), planned("P", "2025-01-21")});
  ASSERT_TRUE(together(r, "D#e1", "P#e1"));
  EXPECT_TRUE(r.exchange("D1").is_deal);
}

// Other people, another month, a day of its own, or done: something else than the deal.
TEST(Coreference, WhatIsPlannedUnderADealIsNotTheDeal) {
  const auto d = agreed("D", "2025-01-20");
  EXPECT_FALSE(together(reckoned({d, planned("P", "2025-03-20")}), "D#e1", "P#e1"));
  EXPECT_FALSE(
      together(reckoned({d, planned("P", "2025-01-21").on("2025-01-25")}), "D#e1", "P#e1"));
  EXPECT_FALSE(together(
      reckoned({d, ReportSays("P").main_event().status(EventStatus::planned).leg("UA", 33)}),
      "D#e1", "P#e1"));
  EXPECT_FALSE(together(reckoned({d, ReportSays("P")
                                         .published("2025-01-21")
                                         .main_event()
                                         .status(EventStatus::planned)
                                         .leg("UA", 3)}),
                        "D#e1", "P#e1"));
  EXPECT_FALSE(together(
      reckoned({d, planned("P", "2025-01-21").leg("RU", 90),
                ReportSays("E").published("2025-01-20").deal().leg("UA", 33).leg("RU", 110)}),
      "P#e1", "E#e1"));
  EXPECT_FALSE(together(reckoned({d, planned("P", "2025-01-21").status(EventStatus::completed)}),
                        "D#e1", "P#e1"));
}

TEST(Coreference, TheSameWeekdayAndCountNeverSuffice) {
  const auto r = reckoned({ReportSays("A").main_event().on_a(Weekday::thursday).leg("UA", 50),
                           ReportSays("B").main_event().on_a(Weekday::thursday).leg("UA", 50)});
  EXPECT_FALSE(together(r, "A#e1", "B#e1"));
  ASSERT_NE(r.edge("E1", "E2"), nullptr);
  EXPECT_EQ(r.edge("E1", "E2")->judgement, Judgement::undetermined);
}

TEST(Coreference, AnotherWeekdayIsAnotherExchange) {
  const auto r = reckoned(
      {ReportSays("A").main_event().on_a(Weekday::wednesday).leg("UA", 50),
       ReportSays("B").published("2022-12-02").main_event().on("2022-12-01").leg("UA", 50)});
  EXPECT_FALSE(together(r, "A#e1", "B#e1"));
  EXPECT_EQ(r.edge("E1", "E2")->rule, "veto.date");
}

TEST(Coreference, JoinsAPlanAndItsExecutionAndTakesTheLatestStatus) {
  const auto r = reckoned(
      {ReportSays("P")
           .published("2024-01-30")
           .main_event()
           .status(EventStatus::planned)
           .on("2024-01-31")
           .leg("UA", 200),
       ReportSays("D").published("2024-01-31").main_event().on("2024-01-31").leg("UA", 207)});
  ASSERT_TRUE(together(r, "P#e1", "D#e1"));
  EXPECT_EQ(r.exchange("E1").status, EventStatus::completed);
}

TEST(Coreference, APlanThatWasPostponedIsNotTheExchangeThatFollowed) {
  const auto r = reckoned(
      {ReportSays("P")
           .published("2024-01-24")
           .main_event()
           .status(EventStatus::postponed)
           .on("2024-01-24")
           .leg("UA", 192),
       ReportSays("D").published("2024-01-31").main_event().on("2024-01-31").leg("UA", 192)});
  EXPECT_FALSE(together(r, "P#e1", "D#e1"));
  EXPECT_EQ(r.joined_by("P#e1"), "P1");
}

TEST(Coreference, TheSameOrdinalJoinsWithoutAnyDate) {
  const auto r = reckoned({ReportSays("A").main_event().ordinal(49).leg("UA", 230),
                           ReportSays("B").main_event().ordinal(49)});
  EXPECT_TRUE(together(r, "A#e1", "B#e1"));
  EXPECT_EQ(r.reckoning.edges[0].rule, "evidence.same_ordinal");
}

TEST(Coreference, OrdinalsOfDifferentCountsDoNotCompare) {
  const auto r = reckoned({ReportSays("A")
                               .published("2024-01-03")
                               .main_event()
                               .on("2024-01-03")
                               .ordinal(49, "war", "UA")
                               .leg("UA", 230),
                           ReportSays("B")
                               .published("2024-01-03")
                               .main_event()
                               .on("2024-01-03")
                               .ordinal(51, "war", "RU")
                               .leg("RU", 248)});
  EXPECT_TRUE(together(r, "A#e1", "B#e1"));
}

TEST(Coreference, DifferentOrdinalsOnOneDayAreTwoExchanges) {
  const auto r = reckoned({ReportSays("A")
                               .published("2024-01-03")
                               .main_event()
                               .on("2024-01-03")
                               .ordinal(49)
                               .leg("UA", 230),
                           ReportSays("B")
                               .published("2024-01-03")
                               .main_event()
                               .on("2024-01-03")
                               .ordinal(50)
                               .leg("UA", 230)});
  EXPECT_FALSE(together(r, "A#e1", "B#e1"));
}

TEST(Coreference, TheSameRunningTotalJoins) {
  const auto r = reckoned({ReportSays("A").main_event().leg("UA", 100).total("UA", 3135),
                           ReportSays("B").main_event().leg("UA", 100).total("UA", 3135)});
  EXPECT_TRUE(together(r, "A#e1", "B#e1"));
}

TEST(Coreference, FullListsThatDifferKeepTwoFiftiesApart) {
  // 2 + 48 and 4 + 46, both fifty, both within the same days.
  const auto r = reckoned({ReportSays("A")
                               .main_event()
                               .between("2022-11-20", "2022-12-05")
                               .leg("UA", 50)
                               .breakdown("rank", "UA", {part("officers", 2), part("ranks", 48)}),
                           ReportSays("B")
                               .main_event()
                               .between("2022-11-20", "2022-12-05")
                               .leg("UA", 50)
                               .breakdown("rank", "UA", {part("officers", 4), part("ranks", 46)})});
  EXPECT_FALSE(together(r, "A#e1", "B#e1"));
  EXPECT_EQ(r.edge("E1", "E2")->rule, "veto.breakdown");
}

TEST(Coreference, AFullListThatAgreesInManyPartsJoins) {
  const std::vector<Part> list = {part("armed_forces", 130), part("national_guard", 55),
                                  part("border_guard", 38)};
  const auto r =
      reckoned({ReportSays("A").main_event().leg("UA", 223).breakdown("service", "UA", list),
                ReportSays("B").main_event().leg("UA", 223).breakdown("service", "UA", list)});
  EXPECT_TRUE(together(r, "A#e1", "B#e1"));
}

TEST(Coreference, TwoDifferentCountsThatAgreeAreAFingerprint) {
  const auto r = reckoned(
      {ReportSays("A").main_event().leg("UA", 230).leg("RU", 248), ReportSays("B")
                                                                       .published("2024-01-04")
                                                                       .main_event()
                                                                       .on("2024-01-03")
                                                                       .leg("UA", 230)
                                                                       .leg("RU", 248)});
  EXPECT_TRUE(together(r, "A#e1", "B#e1"));
}

TEST(Coreference, HundredForHundredIsNoFingerprint) {
  const auto r = reckoned(
      {ReportSays("A").main_event().leg("UA", 100).leg("RU", 100), ReportSays("B")
                                                                       .published("2024-02-09")
                                                                       .main_event()
                                                                       .on("2024-02-08")
                                                                       .leg("UA", 100)
                                                                       .leg("RU", 100)});
  EXPECT_FALSE(together(r, "A#e1", "B#e1"));
  EXPECT_EQ(r.edge("E1", "E2")->judgement, Judgement::undetermined);
}

TEST(Coreference, ADayOfTheYearAndACountFindTheDatedReport) {
  const auto r = reckoned(
      {ReportSays("A").main_event().on_every("01-31").leg("UA", 207),
       ReportSays("B").published("2024-02-01").main_event().on("2024-01-31").leg("UA", 207)});
  EXPECT_TRUE(together(r, "A#e1", "B#e1"));
  EXPECT_EQ(r.window("E1"), "2024-01-31..2024-01-31");
}

TEST(Coreference, AnotherNumberOfWoundedIsNoOtherExchangeOnOneDayOfTheYear) {
  const auto r = reckoned(
      {ReportSays("Dated")
           .published("2018-03-20")
           .main_event()
           .on("2018-03-19")
           .leg("UA", 175)
           .leg("UA", 22, "wounded"),
       ReportSays("Undated").main_event().on_every("03-19").leg("UA", 175).leg("UA", 23, "wounded"),
       ReportSays("Other total").main_event().on_every("03-19").leg("UA", 175).total("UA", 9000),
       ReportSays("Total")
           .published("2018-03-20")
           .main_event()
           .on("2018-03-19")
           .leg("UA", 175)
           .total("UA", 4306)});
  EXPECT_TRUE(together(r, "Dated#e1", "Undated#e1"));
  EXPECT_FALSE(together(r, "Dated#e1", "Other total#e1"));
}

TEST(Coreference, AHedgeThatItsOwnExchangeContradictsKeepsNobodyApart) {
  const auto r = reckoned({ReportSays("Hedged")
                               .published("2018-03-20")
                               .main_event()
                               .on("2018-03-19")
                               .leg("UA", more_than(60)),
                           ReportSays("Exact")
                               .published("2018-03-20")
                               .main_event()
                               .on("2018-03-19")
                               .leg("UA", 45)
                               .total("UA", 845),
                           ReportSays("Both")
                               .published("2018-03-20")
                               .main_event()
                               .on("2018-03-19")
                               .leg("UA", 45)
                               .leg("UA", more_than(60)),
                           ReportSays("Undated").main_event().leg("UA", 45).total("UA", 845)});
  EXPECT_TRUE(together(r, "Exact#e1", "Both#e1"));
  EXPECT_TRUE(together(r, "Exact#e1", "Undated#e1"));
}

TEST(Coreference, WhatComesDirectlyAfterOneExchangeWithOneCountIsOneExchange) {
  const auto after = [](const char* id, std::int64_t count) {
    return ReportSays(id)
        .main_event()
        .leg("UA", count)
        .previous_event()
        .leg("UA", 50)
        .ordinal(12, "war", "UA");
  };
  const std::vector<Reading> readings = {after("A", 63), after("B", 63), after("C", 64)};
  const auto r = reckoned(readings);
  EXPECT_TRUE(together(r, "A#e1", "B#e1"));
  EXPECT_FALSE(together(r, "A#e1", "C#e1"));
  // Where unlisted transfers may lie between, it proves nothing.
  Options unlisted;
  unlisted.assume_adjacency = false;
  const ReckonedReports open{reckon(readings, unlisted), readings};
  EXPECT_FALSE(together(open, "A#e1", "B#e1"));
}

TEST(Coreference, WhatIsDirectlyBeforeThe14thIsWhatAnotherReportCallsThe13th) {
  const std::vector<Reading> readings = {
      ReportSays("Said").main_event().leg("UA", 63).ordinal(13, "war", "UA"),
      ReportSays("Other").main_event().leg("UA", 64).ordinal(13, "war", "UA"),
      ReportSays("Later")
          .main_event()
          .leg("UA", 70)
          .ordinal(14, "war", "UA")
          .previous_event()
          .leg("UA", 63)};
  const auto r = reckoned({readings[0], readings[2]});
  EXPECT_TRUE(together(r, "Said#e1", "Later#e2"));
  // Another count does not belong there.
  const auto other = reckoned({readings[1], readings[2]});
  EXPECT_FALSE(together(other, "Other#e1", "Later#e2"));
  Options unlisted;
  unlisted.assume_adjacency = false;
  const std::vector<Reading> two = {readings[0], readings[2]};
  const ReckonedReports open{reckon(two, unlisted), two};
  EXPECT_FALSE(together(open, "Said#e1", "Later#e2"));
}

TEST(Coreference, SidesMayDisagreeAboutOneExchange) {
  const auto r = reckoned({ReportSays("U")
                               .published("2024-01-31")
                               .main_event()
                               .on("2024-01-31")
                               .by("hq", "UA")
                               .leg("UA", 207),
                           ReportSays("R")
                               .published("2024-01-31")
                               .main_event()
                               .on("2024-01-31")
                               .by("mod", "RU")
                               .leg("UA", 195)
                               .leg("RU", 195)});
  ASSERT_TRUE(together(r, "U#e1", "R#e1"));
  EXPECT_FALSE(r.leg("E1", "UA").count.best);
  EXPECT_TRUE(r.leg("E1", "UA").count.conflict);
  ASSERT_THAT(r.findings("side_conflict"), SizeIs(1));
  EXPECT_EQ(r.findings("side_conflict")[0]->arithmetic, "195 ≠ 207");
}

TEST(Coreference, OneReportsTwoEventsOfOneDayWithOtherCountsAreTwo) {
  const auto r = reckoned(
      {ReportSays("A")
           .published("2025-04-19")
           .main_event()
           .on("2025-04-19")
           .leg("UA", 246)
           .leg("RU", 246)
           .main_event()
           .on("2025-04-19")
           .leg("UA", 31)
           .leg("RU", 15),
       ReportSays("B").published("2025-04-19").main_event().on("2025-04-19").leg("UA", 246)});
  EXPECT_FALSE(together(r, "A#e1", "A#e2"));
  EXPECT_TRUE(together(r, "A#e1", "B#e1"));
}

TEST(Coreference, AnAgreementIsNotItsFirstStage) {
  ReportSays says("A");
  says.published("2025-05-23").deal().on("2025-05-23").leg("UA", 1000).leg("RU", 1000);
  says.main_event().on("2025-05-23").leg("UA", 390).leg("RU", 390).stage_of("e1", "first stage");
  const auto r = reckoned({says});
  EXPECT_FALSE(together(r, "A#e1", "A#e2"));
  EXPECT_EQ(r.joined_by("A#e1"), "D1");
  EXPECT_EQ(r.exchange("E1").parent, "D1");
}

TEST(Coreference, AReportThatNamesOneSideOnlyFindsItsConflict) {
  ReportSays says("A");
  says.published("2024-01-04").main_event().on("2024-01-03").leg("UA", 230);
  says.event().sides = {"UA"};
  says.event().legs[0].from.clear();
  const auto r = reckoned(
      {says, ReportSays("B").published("2024-01-03").main_event().on("2024-01-03").leg("UA", 230)});
  EXPECT_TRUE(together(r, "A#e1", "B#e1"));
}

TEST(Coreference, OtherSidesOnTheSameDayAreAnotherExchange) {
  const auto r =
      reckoned({ReportSays("A").published("2024-01-03").main_event().on("2024-01-03").leg("UA", 20),
                ReportSays("B", "ARM", "AZE")
                    .published("2024-01-03")
                    .main_event()
                    .on("2024-01-03")
                    .leg("ARM", 20)});
  EXPECT_FALSE(together(r, "A#e1", "B#e1"));
}

TEST(Coreference, SoldiersAndCiviliansMakeTheWhole) {
  const auto r = reckoned({ReportSays("A")
                               .published("2025-10-02")
                               .main_event()
                               .on("2025-10-02")
                               .by("president", "UA")
                               .leg("UA", 185, "military")
                               .leg("UA", 20, "civilian"),
                           ReportSays("B")
                               .published("2025-10-02")
                               .main_event()
                               .on("2025-10-02")
                               .by("hq", "UA")
                               .leg("UA", 205)});
  ASSERT_TRUE(together(r, "A#e1", "B#e1"));
  EXPECT_EQ(r.leg("E1", "UA").count.best, 205);
  EXPECT_FALSE(r.leg("E1", "UA").count.conflict);
  EXPECT_THAT(r.findings("relay"), SizeIs(0));
}

TEST(Coreference, AWithdrawnCountIsKeptAndUsedNowhere) {
  const auto r = reckoned({ReportSays("A")
                               .published("2024-01-03")
                               .main_event()
                               .on("2024-01-03")
                               .leg("UA", 320)
                               .state(ClaimState::retracted)
                               .leg("UA", 230)});
  EXPECT_EQ(r.leg("E1", "UA").count.best, 230);
  EXPECT_EQ(r.leg("E1", "UA").count.high, 230);
}

TEST(Coreference, ADeniedCountIsNoCount) {
  const auto r = reckoned({ReportSays("A")
                               .published("2024-01-03")
                               .main_event()
                               .on("2024-01-03")
                               .leg("UA", 320)
                               .polarity(Polarity::denied)
                               .leg("UA", 230)});
  EXPECT_EQ(r.leg("E1", "UA").count.high, 230);
}

TEST(Coreference, AnUndatedReportFindsItsPlaceByItsTotal) {
  const auto r = reckoned({ReportSays("A")
                               .published("2018-01-13")
                               .main_event()
                               .on("2018-01-12")
                               .leg("UA", 185)
                               .total("UA", 1412),
                           ReportSays("B").main_event().leg("UA", 143).total("UA", 1555),
                           ReportSays("C")
                               .published("2018-02-22")
                               .main_event()
                               .on("2018-02-21")
                               .leg("UA", 75)
                               .total("UA", 1630)});
  EXPECT_EQ(r.window_of_member("B#e1"), "2018-01-12..2018-02-21");
}

}  // namespace
}  // namespace nostos::reckoning
