// SPDX-License-Identifier: Apache-2.0
// Stories as reports tell them, day after day, of invented Norland and Sudria: what is known after
// each report, and that no later word makes an earlier one disappear.
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "reckoning/reckoner.h"
#include "reckoning/testing/reckoned.h"
#include "reckoning/testing/report_says.h"

namespace nostos::reckoning {
namespace {

using namespace nostos::testing;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

ReckonedReports reckoned(const std::vector<Reading>& readings, const Options& options = {}) {
  return {reckon(readings, options), readings};
}

ReckonedReports known_on(std::string_view day, const std::vector<Reading>& readings) {
  Options options;
  options.known_on = *parse_iso(day);
  return reckoned(readings, options);
}

ReportSays report(const std::string& name, std::string_view published) {
  ReportSays says(name, "SUD", "NOR");
  says.published(published);
  return says;
}

// The first figure was wrong, and two days later the same body says so.
TEST(Story, AFigureThatIsCorrectedLater) {
  const std::vector<Reading> reports = {
      report("A", "2031-03-02").main_event().on("2031-03-01").by("staff", "NOR").leg("NOR", 120),
      report("B", "2031-03-04").main_event().on("2031-03-01").by("staff", "NOR").leg("NOR", 102)};
  const auto before = known_on("2031-03-03", reports);
  EXPECT_EQ(before.leg("E1", "NOR").count.best, 120);
  EXPECT_FALSE(before.leg("E1", "NOR").count.conflict);
  EXPECT_THAT(before.reckoning.assumptions[0], HasSubstr("1 report published later"));

  const auto after = known_on("2031-03-04", reports);
  const auto& count = after.leg("E1", "NOR").count;
  EXPECT_THAT(after.members_of("E1"), SizeIs(2));
  EXPECT_EQ(count.low, 102);
  EXPECT_EQ(count.high, 120);
  EXPECT_TRUE(count.conflict);
  ASSERT_THAT(after.findings("relay"), SizeIs(1));
  EXPECT_EQ(after.findings("relay")[0]->arithmetic, "102 ≠ 120");
}

// Twelve came home between two exchanges, and nobody told of them until a late report did.
TEST(Story, AGapInARunningTotalClosesWhenItsReportComes) {
  std::vector<Reading> reports = {
      report("A", "2031-04-02").main_event().on("2031-04-01").leg("NOR", 40).total("NOR", 340),
      report("B", "2031-05-02").main_event().on("2031-05-01").leg("NOR", 50).total("NOR", 402)};
  const auto open = reckoned(reports);
  ASSERT_THAT(open.findings("gap"), SizeIs(1));
  EXPECT_THAT(open.findings("gap")[0]->verdict,
              HasSubstr("12 returns to NOR between E1 and E2 are in no report here"));
  EXPECT_EQ(open.findings("gap")[0]->arithmetic, "340 + 50 = 390, stated 402");

  reports.push_back(report("C", "2031-06-01").main_event().on("2031-04-15").leg("NOR", 12));
  const auto closed = reckoned(reports);
  EXPECT_THAT(closed.findings("gap"), IsEmpty());
  EXPECT_EQ(closed.reckoning.chains[0].links.back().arithmetic, "340 + 12 (E2) + 50 = 402");
}

TEST(Story, APlanThatIsCalledOff) {
  std::vector<Reading> reports = {
      report("B", "2031-04-02").main_event().on("2031-04-01").leg("NOR", 40).total("NOR", 340),
      report("P", "2031-05-08")
          .main_event()
          .status(EventStatus::planned)
          .on("2031-05-10")
          .leg("NOR", 70)};
  EXPECT_EQ(reckoned(reports).exchange("P1").status, EventStatus::planned);

  reports.push_back(
      report("C", "2031-05-10").main_event().status(EventStatus::cancelled).on("2031-05-10"));
  const auto r = reckoned(reports);
  EXPECT_THAT(r.ids(), ElementsAre("E1", "P1"));
  EXPECT_THAT(r.members_of("P1"), SizeIs(2));
  EXPECT_EQ(r.exchange("P1").status, EventStatus::cancelled);
  // Nobody came home.
  ASSERT_THAT(r.reckoning.chains, SizeIs(1));
  EXPECT_THAT(r.reckoning.chains[0].links, SizeIs(1));
}

TEST(Story, APlanThatIsCarriedOutOnAnotherDay) {
  const auto r = reckoned(
      {report("P", "2031-05-08")
           .main_event()
           .status(EventStatus::planned)
           .on("2031-05-10")
           .leg("NOR", 70)
           .leg("SUD", 65),
       report("C", "2031-05-10").main_event().status(EventStatus::postponed).on("2031-05-10"),
       report("D", "2031-05-13").main_event().on("2031-05-13").leg("NOR", 70).leg("SUD", 65)});
  EXPECT_THAT(r.ids(), ElementsAre("P1", "E1"));
  EXPECT_EQ(r.exchange("P1").status, EventStatus::postponed);
  EXPECT_EQ(r.exchange("E1").status, EventStatus::completed);
  EXPECT_EQ(r.window("E1"), "2031-05-13..2031-05-13");
  EXPECT_EQ(r.leg("E1", "NOR").count.best, 70);
  EXPECT_EQ(r.leg("E1", "NOR").count.reports, 1U);
}

// One exchange, and what each side says of it stands beside it.
TEST(Story, OneSideDeniesWhatTheOtherTells) {
  const std::vector<Reading> reports = {
      report("A", "2031-07-02").main_event().on("2031-07-01").by("staff", "NOR").leg("NOR", 33),
      report("B", "2031-07-03")
          .main_event()
          .status(EventStatus::denied)
          .on("2031-07-01")
          .by("office", "SUD")};
  const auto r = reckoned(reports);
  EXPECT_THAT(r.ids(), ElementsAre("E1"));
  EXPECT_EQ(r.exchange("E1").status, EventStatus::completed);
  EXPECT_EQ(r.leg("E1", "NOR").count.best, 33);
  ASSERT_THAT(r.findings("side_conflict"), SizeIs(1));
  EXPECT_EQ(r.findings("side_conflict")[0]->verdict,
            "report B denies that it took place; others tell it as done");
  EXPECT_EQ(r.findings("side_conflict")[0]->severity, "contradiction");
  // A denial alone, or a report of the doing alone, contradicts nobody.
  EXPECT_THAT(reckoned({reports[0]}).findings("side_conflict"), IsEmpty());
  EXPECT_THAT(reckoned({reports[1]}).findings("side_conflict"), IsEmpty());
}

// What one office says is one denial, however many outlets carry it.
TEST(Story, ADenialThatOthersCarryIsToldOnce) {
  const auto denial = [](std::string name, std::string_view day, std::string speaker) {
    return report(std::move(name), day)
        .main_event()
        .status(EventStatus::denied)
        .on("2031-07-01")
        .by(std::move(speaker), "SUD")
        .claim(ClaimType::event);
  };
  const std::vector<Reading> reports = {
      report("A", "2031-07-02").main_event().on("2031-07-01").by("staff", "NOR").leg("NOR", 33),
      denial("B", "2031-07-03", "office"), denial("C", "2031-07-03", "office"),
      denial("D", "2031-07-04", "office"), denial("E", "2031-07-05", "envoy")};
  const auto r = reckoned(reports);
  const auto found = r.findings("side_conflict");
  ASSERT_THAT(found, SizeIs(2));
  std::vector<std::size_t> claims = {found[0]->claims.size(), found[1]->claims.size()};
  std::ranges::sort(claims);
  EXPECT_THAT(claims, ElementsAre(1U, 3U));
  const bool three_first = found[0]->claims.size() == 3;
  EXPECT_THAT(
      found[three_first ? 0 : 1]->verdict,
      EndsWith(
          " denies that it took place, and 2 other reports repeat that; others tell it as done"));
  EXPECT_EQ(found[three_first ? 1 : 0]->verdict,
            "report E denies that it took place; others tell it as done");
}

}  // namespace
}  // namespace nostos::reckoning
