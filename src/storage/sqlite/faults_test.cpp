// SPDX-License-Identifier: Apache-2.0
// The disk fills up, fails, or loses power. Whatever was acknowledged is there afterwards; nothing
// is there by half.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <random>

#include "ledger/testing/an_entry.h"
#include "ledger/verification.h"
#include "storage/sqlite/sqlite_ledger_store.h"
#include "storage/testing/simulated_disk.h"

namespace nostos::storage {
namespace {

using testing::HasSubstr;

constexpr const char* kPath = "bureau.sqlite";

std::string operation(int number) { return "op-" + std::to_string(number); }

// Everything acknowledged up to `acknowledged` entries is there, whole; at most one more, whole
// too: an entry whose acknowledgement was lost on the way.
void expect_nothing_lost(SimulatedDisk& disk, int acknowledged, const std::string& when) {
  SCOPED_TRACE(when);
  auto store = SqliteLedgerStore::open(kPath, {.vfs = disk.vfs()});
  ASSERT_TRUE(store) << store.error().message;
  const auto verdict = ledger::verify(**store);
  ASSERT_TRUE(verdict);
  ASSERT_TRUE(verdict->ok) << verdict->reason;
  const auto size = static_cast<int>((*store)->head().size);
  ASSERT_GE(size, acknowledged);
  ASSERT_LE(size, acknowledged + 1);
  for (int i = 0; i < size; ++i) {
    EXPECT_EQ((*store)->entry(static_cast<std::uint64_t>(i))->operation, operation(i));
  }
  // Sent again, the unknown one is done once.
  ASSERT_TRUE((*store)->append(ledger::an_entry(operation(size), "r")));
  EXPECT_TRUE((*store)->append(ledger::an_entry(operation(size), "r"))->already_there);
}

TEST(disk_faults, a_list_is_there_as_a_whole_or_not_at_all) {
  std::vector<ledger::Entry> list;
  for (int i = 0; i < 9; ++i) list.push_back(ledger::an_entry(operation(i), "r"));
  std::mt19937 random(7);
  bool was_whole = false;
  bool was_nothing = false;
  for (long k = 1; !was_whole || k < 12; ++k) {
    ASSERT_LT(k, 500) << "the list is never taken";
    SimulatedDisk disk;
    bool acknowledged = false;
    {
      auto store = *SqliteLedgerStore::open(kPath, {.vfs = disk.vfs()});
      disk.fail_from(k, SQLITE_IOERR_WRITE);
      acknowledged = store->append_all(list).has_value();
      disk.lose_power(random);
    }
    disk.repair();
    auto store = SqliteLedgerStore::open(kPath, {.vfs = disk.vfs()});
    ASSERT_TRUE(store) << store.error().message;
    const auto size = (*store)->head().size;
    ASSERT_TRUE(size == 0 || size == list.size()) << "call " << k << " left " << size;
    ASSERT_TRUE(!acknowledged || size == list.size()) << "call " << k;
    ASSERT_TRUE(ledger::verify(**store)->ok);
    was_whole = was_whole || size > 0;
    was_nothing = was_nothing || size == 0;
  }
  EXPECT_TRUE(was_nothing);
}

class DiskFaults : public testing::TestWithParam<int> {};

TEST_P(DiskFaults, AtEveryCallLoseNothingAcknowledgedAndStopTheTaking) {
  const int code = GetParam();
  // The whole story without a fault, to know how many calls it makes.
  long calls = 0;
  {
    SimulatedDisk disk;
    auto store = *SqliteLedgerStore::open(kPath, {.vfs = disk.vfs()});
    const long before = disk.changes();
    for (int i = 0; i < 12; ++i) ASSERT_TRUE(store->append(ledger::an_entry(operation(i), "r")));
    calls = disk.changes() - before;
  }
  ASSERT_GT(calls, 12);
  for (long k = 1; k <= calls; ++k) {
    SimulatedDisk disk;
    int acknowledged = 0;
    {
      auto store = *SqliteLedgerStore::open(kPath, {.vfs = disk.vfs()});
      disk.fail_from(k, code);
      std::optional<Error> error;
      for (int i = 0; i < 12; ++i) {
        const auto appended = store->append(ledger::an_entry(operation(i), "r"));
        if (!appended) {
          error = appended.error();
          break;
        }
        ++acknowledged;
      }
      ASSERT_TRUE(error) << "call " << k;
      EXPECT_EQ(error->fault, Fault::unavailable) << error->message;
      if (code == SQLITE_FULL) {
        EXPECT_THAT(error->message,
                    testing::AnyOf(HasSubstr("no space left"), HasSubstr("disk failed")));
      }
      // From now on the store is for reading, even when the disk is well again.
      disk.repair();
      const auto later = store->append(ledger::an_entry("later", "r"));
      ASSERT_FALSE(later);
      EXPECT_EQ(later.error().fault, Fault::unavailable);
      for (int i = 0; i < acknowledged; ++i) {
        EXPECT_EQ(store->entry(static_cast<std::uint64_t>(i))->operation, operation(i));
      }
      EXPECT_EQ(store->head().size, static_cast<std::uint64_t>(acknowledged));
    }
    expect_nothing_lost(disk, acknowledged, "call " + std::to_string(k));
  }
}

INSTANTIATE_TEST_SUITE_P(Codes, DiskFaults, testing::Values(SQLITE_FULL, SQLITE_IOERR),
                         [](const auto& code) {
                           return code.param == SQLITE_FULL ? "DiskFull" : "DiskFails";
                         });

// `cuts` power cuts at random calls; after each, recovery may be cut too, `depth` times.
void cut_power(std::uint32_t seed, int cuts, int depth) {
  std::mt19937 random(seed);  // NOLINT(cert-msc51-cpp): the run must repeat
  for (int cut = 0; cut < cuts; ++cut) {
    SimulatedDisk disk;
    int acknowledged = 0;
    {
      // Files grow past a checkpoint now and then: long entries fill the log.
      auto store = *SqliteLedgerStore::open(kPath, {.vfs = disk.vfs()});
      disk.fail_from(1 + static_cast<long>(random() % 150), SQLITE_IOERR);
      for (int i = 0; i < 40; ++i) {
        ledger::Entry entry = ledger::an_entry(operation(i), "r" + std::to_string(i % 5));
        if (random() % 4 == 0) entry.payload.append(random() % 60'000, 'x');
        if (random() % 60 == 0) entry.payload.append(4'000'000, 'y');  // the log is checkpointed
        if (!store->append(entry)) break;
        ++acknowledged;
      }
      // The power goes while everything is still open: what was not synced is open to chance.
      disk.lose_power(random);
    }
    disk.repair();
    for (int again = 0; again < depth; ++again) {
      disk.fail_from(1 + static_cast<long>(random() % 12), SQLITE_IOERR);
      {
        auto store = SqliteLedgerStore::open(kPath, {.vfs = disk.vfs()});
        disk.lose_power(random);
      }
      disk.repair();
    }
    ASSERT_NO_FATAL_FAILURE(expect_nothing_lost(disk, acknowledged, "cut " + std::to_string(cut)));
  }
}

TEST(PowerCuts, LoseNothingThatWasAcknowledged) { cut_power(1, 300, 0); }

TEST(PowerCuts, DuringRecoveryLoseNothingEither) { cut_power(2, 150, 2); }

// The test must be able to fail: a disk that only pretends to sync loses acknowledged entries.
TEST(PowerCuts, AreNoticedByThisTestWhenTheDiskLies) {
  std::mt19937 random(3);  // NOLINT(cert-msc51-cpp): the run must repeat
  int lost = 0;
  for (int cut = 0; cut < 20; ++cut) {
    SimulatedDisk disk;
    disk.lie_about_syncs();
    {
      auto store = *SqliteLedgerStore::open(kPath, {.vfs = disk.vfs()});
      for (int i = 0; i < 10; ++i) ASSERT_TRUE(store->append(ledger::an_entry(operation(i), "r")));
      disk.lose_power(random);
    }
    disk.repair();
    auto store = SqliteLedgerStore::open(kPath, {.vfs = disk.vfs()});
    if (!store || (*store)->head().size < 10) ++lost;
  }
  EXPECT_GT(lost, 10);
}

}  // namespace
}  // namespace nostos::storage
