// SPDX-License-Identifier: Apache-2.0
#include "actions/bureau.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "actions/correct_published.h"
#include "actions/file_report.h"
#include "actions/preview_reading.h"
#include "actions/rebuild_views.h"
#include "actions/testing/fake_engines.h"
#include "actions/verify_ledger.h"
#include "ingest/bytes.h"

namespace nostos::actions {
namespace {

using testing::HasSubstr;

Filing filing(const std::string& body, const std::string& operation) {
  Filing filing;
  filing.report.body = body;
  filing.report.outlet = "The Courier";
  filing.operation = operation;
  filing.author = "clerk";
  return filing;
}

std::vector<std::string> kinds(const ledger::LedgerStore& store) {
  std::vector<std::string> kinds;
  for (std::uint64_t i = 0; i < store.head().size; ++i) kinds.push_back(store.entry(i)->kind);
  return kinds;
}

TEST(FileReport, RecordsTheReportBeforeItIsRead) {
  FakeBureau world;
  const auto receipt = file_report(*world.bureau, filing("50 came home.", "op-1"));
  ASSERT_TRUE(receipt) << receipt.error().message;
  EXPECT_EQ(receipt->entry, 1U);
  EXPECT_EQ(receipt->claims, 1U);
  EXPECT_FALSE(receipt->already_known);
  EXPECT_EQ(receipt->digest, to_hex(sha256("50 came home.")));
  EXPECT_THAT(kinds(world.ledger),
              testing::ElementsAre("bureau_opened", "report_received", "claims_read"));
  EXPECT_TRUE(verify_ledger(*world.bureau)->ok);
}

TEST(FileReport, TheSameOperationAgainGivesTheSameReceiptAndAddsNothing) {
  FakeBureau world;
  const auto first = *file_report(*world.bureau, filing("50 came home.", "op-1"));
  const auto again = *file_report(*world.bureau, filing("50 came home.", "op-1"));
  EXPECT_TRUE(again.already_known);
  EXPECT_EQ(again.entry, first.entry);
  EXPECT_EQ(again.recorded_at, first.recorded_at);
  EXPECT_EQ(world.ledger.head().size, 3U);
}

TEST(FileReport, TheSameBodyFromSomebodyElseIsTheSameReport) {
  FakeBureau world;
  const auto first = *file_report(*world.bureau, filing("50 came home.", "op-1"));
  const auto other = *file_report(*world.bureau, filing("50 came home.", "op-2"));
  EXPECT_TRUE(other.already_known);
  EXPECT_EQ(other.entry, first.entry);
  EXPECT_EQ(world.bureau->holdings()->reports.size(), 1U);
}

TEST(FileReport, AnOperationCannotBeUsedForTwoReports) {
  FakeBureau world;
  ASSERT_TRUE(file_report(*world.bureau, filing("50 came home.", "op-1")));
  const auto other = file_report(*world.bureau, filing("60 came home.", "op-1"));
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().fault, Fault::conflict);
}

TEST(FileReport, WhatIsNoTextIsRefusedWithPlaceAndRemedyAndNothingIsRecorded) {
  FakeBureau world;
  const std::vector<std::pair<std::string, std::string>> bad{
      {"", "empty"},
      {"first\nsecond \xC3\x28", "not UTF-8 at byte 14 (line 2)"},
      {std::string("a\0b", 3), "not UTF-8"},
      {std::string(ingest::kLargestReport + 1, 'x'), "64 MB"}};
  for (const auto& [body, message] : bad) {
    const auto receipt = file_report(*world.bureau, filing(body, "op"));
    ASSERT_FALSE(receipt);
    EXPECT_EQ(receipt.error().fault, Fault::invalid_input);
    EXPECT_THAT(receipt.error().message, HasSubstr(message));
    EXPECT_FALSE(preview_reading(*world.bureau, filing(body, "op").report));
  }
  EXPECT_EQ(world.ledger.head().size, 1U);
}

TEST(FileReport, AnOutletThatIsNotUtf8IsRefusedAndNothingIsRecorded) {
  FakeBureau world;
  Filing odd = filing("50 came home.", "op");
  odd.report.outlet = "Gazette \xC3\x28";
  const auto receipt = file_report(*world.bureau, odd);
  ASSERT_FALSE(receipt);
  EXPECT_EQ(receipt.error().fault, Fault::invalid_input);
  EXPECT_EQ(receipt.error().message, "the outlet is not UTF-8 at byte 9; give it in UTF-8");
  EXPECT_EQ(world.ledger.head().size, 1U);
}

TEST(FileReport, AFullDiskIsToldAndTheBureauStillAnswers) {
  FakeBureau world;
  ASSERT_TRUE(file_report(*world.bureau, filing("50 came home.", "op-1")));
  world.store->failure = Error{Fault::unavailable, "no space left"};
  EXPECT_EQ(file_report(*world.bureau, filing("60 came home.", "op-2")).error().fault,
            Fault::unavailable);
  EXPECT_EQ(world.bureau->holdings()->reports.size(), 1U);
  EXPECT_TRUE(file_report(*world.bureau, filing("50 came home.", "op-1"))->already_known);
}

TEST(Preview, ReadsAndRecordsNothing) {
  FakeBureau world;
  const auto read = preview_reading(*world.bureau, filing("50 came home.", "").report);
  EXPECT_EQ(read->reading.claims.size(), 1U);
  EXPECT_EQ(world.ledger.head().size, 1U);
  EXPECT_TRUE(world.bureau->holdings()->reports.empty());
}

TEST(Bureau, IsTheSameAfterItWasClosedAndOpened) {
  FakeBureau world;
  ASSERT_TRUE(file_report(*world.bureau, filing("50 came home.", "op-1")));
  ASSERT_TRUE(file_report(*world.bureau, filing("It is unclear who came.", "op-2")));
  const auto before = world.bureau->holdings();
  const auto size = world.ledger.head().size;
  ASSERT_TRUE(world.open(fake_engines()));
  const auto after = world.bureau->holdings();
  ASSERT_EQ(after->reports.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(to_payload(ClaimsRead{after->reports[i]->title, after->reports[i]->reading}),
              to_payload(ClaimsRead{before->reports[i]->title, before->reports[i]->reading}));
    EXPECT_EQ(after->reports[i]->entry, before->reports[i]->entry);
  }
  EXPECT_EQ(world.ledger.head().size, size);  // opening records nothing
}

// Killed between the two entries: the report is there, its reading is made up for at the opening.
TEST(Bureau, ReadsAtTheOpeningWhatACrashLeftUnread) {
  FakeBureau world;
  const auto filed = filing("50 came home.", "op-1");
  const std::string digest = domain::digest_of(filed.report);
  ASSERT_TRUE(world.ledger.append(ledger::new_entry(
      {ledger::kind::report_received, "clerk", "file op-1", digest, to_payload(filed.report)},
      world.clock, world.chance)));
  ASSERT_TRUE(world.open(fake_engines()));
  const auto holdings = world.bureau->holdings();
  ASSERT_EQ(holdings->reports.size(), 1U);
  EXPECT_EQ(holdings->reports[0]->reading.claims.size(), 1U);
  EXPECT_EQ(kinds(world.ledger).back(), "claims_read");
  EXPECT_TRUE(file_report(*world.bureau, filed)->already_known);
}

TEST(Bureau, SamplesAreNeverFiledAmongRealReports) {
  FakeBureau world;
  const auto opened = world.open(fake_engines(), {.name = "Samples", .sample = true});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().fault, Fault::conflict);
}

TEST(Bureau, RemembersItsNameAndThatItHoldsSamples) {
  FakeBureau world;
  ledger::MemoryLedgerStore fresh;
  auto bureau = *Bureau::open(std::make_unique<FakeBureau::Borrowed>(fresh), fake_engines(),
                              world.clock, world.chance, {.name = "Samples", .sample = true});
  bureau = *Bureau::open(std::make_unique<FakeBureau::Borrowed>(fresh), fake_engines(), world.clock,
                         world.chance, {.name = "Another"});
  EXPECT_EQ(bureau->about().name, "Samples");
  EXPECT_TRUE(bureau->about().sample);
}

TEST(CorrectPublished, ReadsTheReportAgainAndKeepsTheEarlierDay) {
  FakeBureau world;
  auto filed = filing("50 came home.", "op-1");
  filed.report.published = domain::to_day({2024, 1, 3});
  const auto receipt = *file_report(*world.bureau, filed);
  const auto corrected = correct_published(
      *world.bureau,
      {receipt.digest, domain::to_day({2024, 1, 2}), "the page says so", "op-2", "clerk"});
  ASSERT_TRUE(corrected) << corrected.error().message;
  EXPECT_EQ(world.bureau->holdings()->reports[0]->reading.published.date.edtf, "2024-01-02");
  EXPECT_THAT(kinds(world.ledger),
              testing::ElementsAre("bureau_opened", "report_received", "claims_read",
                                   "published_corrected", "claims_read"));
  EXPECT_THAT(world.ledger.entry(1)->payload, HasSubstr("2024-01-03"));
  EXPECT_EQ(corrected->entry, 3U);
  // Back to the first day: a reading that stood before stands again.
  ASSERT_TRUE(correct_published(*world.bureau, {receipt.digest, domain::to_day({2024, 1, 3}),
                                                "no, it does not", "op-3", "clerk"}));
  EXPECT_EQ(world.bureau->holdings()->reports[0]->reading.published.date.edtf, "2024-01-03");
  ASSERT_TRUE(world.open(fake_engines()));
  EXPECT_EQ(world.bureau->holdings()->reports[0]->reading.published.date.edtf, "2024-01-03");
}

TEST(CorrectPublished, ARetryAddsNothingAndAnUnknownReportIsNotFound) {
  FakeBureau world;
  const auto receipt = *file_report(*world.bureau, filing("50 came home.", "op-1"));
  const PublishedCorrection correction{receipt.digest, 100, "why", "op-2", "clerk"};
  ASSERT_TRUE(correct_published(*world.bureau, correction));
  const auto size = world.ledger.head().size;
  EXPECT_TRUE(correct_published(*world.bureau, correction)->already_known);
  EXPECT_EQ(world.ledger.head().size, size);
  EXPECT_EQ(correct_published(*world.bureau, {"ffff", 100, "why", "op-3", "clerk"}).error().fault,
            Fault::not_found);
  EXPECT_EQ(
      correct_published(*world.bureau, {receipt.digest, 101, "why", "op-2", "clerk"}).error().fault,
      Fault::conflict);
}

TEST(Rebuild, WithTheSameRulesAddsNothing) {
  FakeBureau world;
  ASSERT_TRUE(file_report(*world.bureau, filing("50 came home.", "op-1")));
  const auto size = world.ledger.head().size;
  const auto rebuilt = *rebuild_views(*world.bureau, {});
  EXPECT_EQ(rebuilt.reports, 1U);
  EXPECT_EQ(rebuilt.read_differently, 0U);
  EXPECT_EQ(rebuilt.exchanges, 1U);
  EXPECT_EQ(world.ledger.head().size, size);
}

TEST(Rebuild, WithOtherRulesRecordsTheNewReadingBesideTheOld) {
  FakeBureau world;
  ASSERT_TRUE(file_report(*world.bureau, filing("50 came home.", "op-1")));
  ASSERT_TRUE(world.open(fake_engines("rules-2")));
  EXPECT_EQ(world.bureau->holdings()->reports[0]->reading.rules, "rules-1");
  const auto rebuilt = *rebuild_views(*world.bureau, {});
  EXPECT_EQ(rebuilt.read_differently, 1U);
  EXPECT_EQ(rebuilt.by_the_same_rules, 0U);
  EXPECT_EQ(world.bureau->holdings()->reports[0]->reading.rules, "rules-2");
  EXPECT_EQ(kinds(world.ledger).size(), 4U);
}

TEST(Rebuild, TellsWhenTheSameRulesReadDifferently) {
  FakeBureau world;
  ASSERT_TRUE(file_report(*world.bureau, filing("50 came home.", "op-1")));
  Engines changed = fake_engines();
  changed.read = [](const domain::Report& report) {
    ClaimsRead read = fake_read(report, "rules-1");
    read.reading.claims[0].zone = "body";
    return read;
  };
  ASSERT_TRUE(world.open(changed));
  EXPECT_EQ(rebuild_views(*world.bureau, {})->by_the_same_rules, 1U);
}

TEST(Reckoning, IsMadeOnceForEachStateAndFollowsNewReports) {
  int times = 0;
  Engines engines = fake_engines();
  engines.reckon = [&](const std::vector<domain::Reading>& readings) {
    ++times;
    return fake_reckon(readings);
  };
  FakeBureau world(engines);
  ASSERT_TRUE(file_report(*world.bureau, filing("50 came home.", "op-1")));
  EXPECT_EQ(world.bureau->reckoned()->reckoning.exchanges.size(), 1U);
  EXPECT_EQ(world.bureau->reckoned().get(), world.bureau->reckoned().get());
  EXPECT_EQ(times, 1);
  ASSERT_TRUE(file_report(*world.bureau, filing("60 came home.", "op-2")));
  EXPECT_EQ(world.bureau->reckoned()->reckoning.exchanges.size(), 2U);
  EXPECT_EQ(times, 2);
}

TEST(Bureau, ManyClientsAtOnceFileEachReportOnce) {
  FakeBureau world;
  {
    std::vector<std::jthread> clients;
    for (int c = 0; c < 4; ++c) {
      clients.emplace_back([&, c] {
        for (int i = 0; i < 20; ++i) {
          // Every report is filed by all clients, each with an operation of its own.
          const auto receipt = file_report(*world.bureau, filing(std::to_string(i) + " came home.",
                                                                 std::to_string(c * 100 + i)));
          EXPECT_TRUE(receipt);
          EXPECT_EQ(receipt->claims, 1U);
          if (i % 5 == 0) {
            EXPECT_GT(world.bureau->reckoned()->reckoning.exchanges.size(), 0U);
          }
        }
      });
    }
  }
  EXPECT_EQ(world.bureau->holdings()->reports.size(), 20U);
  EXPECT_EQ(world.ledger.head().size, 41U);
  EXPECT_EQ(world.bureau->reckoned()->reckoning.exchanges.size(), 20U);
  EXPECT_TRUE(verify_ledger(*world.bureau)->ok);
}

}  // namespace
}  // namespace nostos::actions
