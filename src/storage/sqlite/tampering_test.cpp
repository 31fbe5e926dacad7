// SPDX-License-Identifier: Apache-2.0
// Somebody changes the file behind the bureau's back. The verifier must name the first entry that
// is not what was written, and say what happened to it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "ledger/testing/an_entry.h"
#include "ledger/verification.h"
#include "storage/sqlite/sqlite_ledger_store.h"
#include "storage/testing/temporary_folder.h"

namespace nostos::storage {
namespace {

using ledger::Verification;
using testing::HasSubstr;

constexpr int kEntries = 50;

class Tampering : public testing::Test {
 protected:
  void SetUp() override {
    auto store = *SqliteLedgerStore::open(pristine, {});
    for (int i = 0; i < kEntries; ++i) {
      const auto kind = i % 2 == 0 ? ledger::kind::report_received : ledger::kind::claims_read;
      const auto appended = store->append(
          ledger::an_entry("op-" + std::to_string(i), "r" + std::to_string(i / 2), kind));
      ASSERT_TRUE(appended);
      head = appended->head;
    }
  }
  void start_afresh() {
    std::filesystem::copy_file(pristine, path, std::filesystem::copy_options::overwrite_existing);
    std::filesystem::remove(path + "-wal");
  }
  // The intruder takes the triggers away, does his work and puts them back.
  void change(const std::string& sql) {
    sqlite3* handle = nullptr;
    ASSERT_EQ(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
    std::string triggers;
    sqlite3_exec(
        handle, "SELECT group_concat(sql, ';') FROM sqlite_schema WHERE type = 'trigger'",
        [](void* out, int, char** values, char**) {
          *static_cast<std::string*>(out) = values[0];
          return 0;
        },
        &triggers, nullptr);
    const std::string all =
        "BEGIN; DROP TRIGGER entry_is_never_changed; DROP TRIGGER "
        "entry_is_never_removed; DROP TRIGGER node_is_never_changed; "
        "DROP TRIGGER node_is_never_removed; " +
        sql + ";" + triggers + "; COMMIT";
    EXPECT_EQ(sqlite3_exec(handle, all.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(handle) << " in " << sql;
    sqlite3_close(handle);
  }
  Verification verify(const std::optional<ledger::Head>& known = {}) {
    auto store = SqliteLedgerStore::open(
        path, {.create = false, .check = SqliteLedgerStore::StartUpCheck::no});
    if (!store) {
      // Too damaged to be opened is noticed as well.
      EXPECT_EQ(store.error().fault, Fault::corrupt) << store.error().message;
      return {false, {}, {}, store.error().message};
    }
    const auto verdict = ledger::verify(**store, known);
    EXPECT_TRUE(verdict) << verdict.error().message;
    return verdict ? *verdict : Verification{};
  }
  void expect_bad(const std::string& sql, std::uint64_t first_bad, const std::string& reason) {
    SCOPED_TRACE(sql);
    start_afresh();
    change(sql);
    const Verification verdict = verify();
    EXPECT_FALSE(verdict.ok);
    EXPECT_EQ(verdict.first_bad, std::optional(first_bad)) << verdict.reason;
    EXPECT_THAT(verdict.reason, HasSubstr(reason));
  }

  TemporaryFolder folder;
  std::string pristine = folder.file("pristine.sqlite");
  std::string path = folder.file("bureau.sqlite");
  ledger::Head head;
};

TEST_F(Tampering, AnUntouchedFileVerifiesToItsHead) {
  start_afresh();
  const Verification verdict = verify(head);
  EXPECT_TRUE(verdict.ok) << verdict.reason;
  EXPECT_EQ(verdict.head, head);
}

TEST_F(Tampering, AChangedEntryIsNamed) {
  expect_bad(
      "UPDATE entry SET envelope = CAST(replace(envelope, 'clerk', 'thief') AS BLOB) WHERE idx = "
      "17",
      17, "entry 17 were changed");
}

TEST_F(Tampering, AChangedHashIsToldFromAChangedEntry) {
  expect_bad("UPDATE node SET hash = randomblob(32) WHERE level = 0 AND n = 23", 23,
             "entry 23 is as it was written, but its stored hash was changed");
  expect_bad("DELETE FROM node WHERE level = 0 AND n = 23", 23, "its stored hash was removed");
}

TEST_F(Tampering, AChangedNodeIsNamedByTheEntriesUnderIt) {
  expect_bad("UPDATE node SET hash = randomblob(32) WHERE level = 3 AND n = 2", 16,
             "entries 16 to 23");
}

TEST_F(Tampering, EntriesOutOfOrderAreNamed) {
  expect_bad(
      "UPDATE entry SET idx = 1000 WHERE idx = 9; UPDATE entry SET idx = 9 WHERE idx = 30;"
      "UPDATE entry SET idx = 30 WHERE idx = 1000",
      9, "what stands as entry 9 was written as entry 30");
}

TEST_F(Tampering, AMissingEntryIsNamed) {
  expect_bad("DELETE FROM entry WHERE idx = 12", 12, "entry 12 is missing");
  expect_bad("DELETE FROM entry WHERE idx = 49", 49, "entry 49 is missing");
}

TEST_F(Tampering, AnEntryPutBehindTheHeadIsNamed) {
  expect_bad("INSERT INTO entry VALUES (50, 'op-x', x'00')", 50, "added behind the ledger's back");
}

TEST_F(Tampering, AnEntryIndexedUnderAnotherOperationIsNamed) {
  expect_bad("UPDATE entry SET operation = 'op-x' WHERE idx = 4", 4, "another operation");
}

// Entry and hash changed to fit each other: the node above them does not.
TEST_F(Tampering, AnEntryChangedTogetherWithItsHashIsNamed) {
  start_afresh();
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
  std::string envelope = to_envelope(ledger::an_entry("op-20", "r10"));
  sqlite3_close(handle);
  std::string hex;
  for (const char c : envelope) {
    std::array<char, 3> digits{};
    std::snprintf(digits.data(), digits.size(), "%02x", static_cast<unsigned char>(c));
    hex += digits.data();
  }
  change("UPDATE entry SET envelope = x'" + hex + "' WHERE idx = 20; UPDATE node SET hash = x'" +
         to_hex(ledger::leaf_hash(envelope)) + "' WHERE level = 0 AND n = 20");
  const Verification verdict = verify();
  EXPECT_FALSE(verdict.ok);
  EXPECT_EQ(verdict.first_bad, 20U) << verdict.reason;
  EXPECT_THAT(verdict.reason, HasSubstr("entries 20 to 21"));
}

TEST_F(Tampering, AnotherHeadIsNoticed) {
  start_afresh();
  change("UPDATE head SET root = randomblob(32)");
  EXPECT_THAT(verify().reason, HasSubstr("root"));
  start_afresh();
  change("UPDATE head SET size = 48");
  EXPECT_FALSE(verify().ok);
  start_afresh();
  change("UPDATE head SET size = 60");
  EXPECT_EQ(verify().first_bad, 50U);
}

// A thief who cuts the ledger short and mends everything else is caught by a noted head only.
TEST_F(Tampering, ALedgerCutShortIsCaughtByANotedHead) {
  start_afresh();
  ledger::Frontier frontier;
  std::string root;
  {
    auto store = *SqliteLedgerStore::open(path, {});
    for (std::uint64_t i = 0; i < 40; ++i) {
      (void)frontier.append(*store->node(0, i));
    }
  }
  change(
      "DELETE FROM entry WHERE idx >= 40; DELETE FROM node WHERE (n + 1) << level > 40; "
      "UPDATE head SET size = 40, root = x'" +
      to_hex(frontier.root()) +
      "'; "
      "DELETE FROM standing WHERE idx >= 40");
  EXPECT_TRUE(verify().ok) << verify().reason;
  const Verification verdict = verify(head);
  EXPECT_FALSE(verdict.ok);
  EXPECT_EQ(verdict.first_bad, 40U);
}

TEST_F(Tampering, AViewThatSaysSomethingElseIsNamedWithTheRemedy) {
  start_afresh();
  change("UPDATE standing SET idx = 2 WHERE kind = 'report_received' AND about = 'r7'");
  EXPECT_FALSE(verify().ok);
  EXPECT_THAT(verify().reason, HasSubstr("nostos rebuild"));
  {
    auto store = *SqliteLedgerStore::open(path, {});
    ASSERT_TRUE(store->rebuild_views());
  }
  EXPECT_TRUE(verify().ok);
}

TEST_F(Tampering, AnAddedTriggerIsNoticed) {
  start_afresh();
  change("CREATE TRIGGER quiet AFTER INSERT ON entry BEGIN DELETE FROM standing; END");
  EXPECT_THAT(verify().reason, HasSubstr("triggers"));
}

TEST_F(Tampering, AHundredRandomChangesThroughSqlAreAllNamedExactly) {
  std::mt19937 random(8);  // NOLINT(cert-msc51-cpp): the run must repeat
  for (int round = 0; round < 100; ++round) {
    const auto entry = random() % kEntries;
    const std::string at = std::to_string(entry);
    start_afresh();
    std::uint64_t expected = entry;
    switch (random() % 4) {
      case 0: {  // one bit of the stored bytes
        auto store = *SqliteLedgerStore::open(path, {});
        std::string envelope = to_envelope(*store->entry(entry));
        store.reset();
        envelope[random() % envelope.size()] ^= static_cast<char>(1U << random() % 8);
        std::string hex;
        for (const char c : envelope) {
          std::array<char, 3> digits{};
          std::snprintf(digits.data(), digits.size(), "%02x", static_cast<unsigned char>(c));
          hex += digits.data();
        }
        change("UPDATE entry SET envelope = x'" + hex + "' WHERE idx = " + at);
        break;
      }
      case 1: {
        const auto level = static_cast<unsigned>(random() % 5);
        const std::uint64_t n = (entry >> level) % (static_cast<unsigned>(kEntries) >> level);
        change("UPDATE node SET hash = randomblob(32) WHERE level = " + std::to_string(level) +
               " AND n = " + std::to_string(n));
        expected = n << level;
        break;
      }
      case 2: {
        const auto other = (entry + 1 + random() % (kEntries - 1)) % kEntries;
        change("UPDATE entry SET idx = 1000 WHERE idx = " + at + "; UPDATE entry SET idx = " + at +
               " WHERE idx = " + std::to_string(other) +
               "; UPDATE entry SET idx = " + std::to_string(other) + " WHERE idx = 1000");
        expected = std::min(entry, other);
        break;
      }
      default:
        change("DELETE FROM entry WHERE idx = " + at);
    }
    const Verification verdict = verify();
    ASSERT_FALSE(verdict.ok) << "round " << round;
    ASSERT_EQ(verdict.first_bad, std::optional(expected))
        << "round " << round << ": " << verdict.reason;
  }
}

// Raw bytes of the file: SQLite may refuse the page before we see the entry. Whatever happens, a
// file is only ever called sound when every entry in it is what was written.
TEST_F(Tampering, RandomBytesOfTheFileAreNeverServedSilently) {
  std::mt19937 random(9);  // NOLINT(cert-msc51-cpp): the run must repeat
  const auto size = std::filesystem::file_size(pristine);
  int noticed = 0;
  for (int round = 0; round < 200; ++round) {
    start_afresh();
    {
      std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
      const auto at = static_cast<std::streamoff>(random() % size);
      char byte = 0;
      file.seekg(at);
      file.get(byte);
      file.seekp(at);
      file.put(static_cast<char>(byte ^ static_cast<char>(1U << random() % 8)));
    }
    const Verification verdict = verify(head);
    if (!verdict.ok) {
      ++noticed;
      EXPECT_FALSE(verdict.reason.empty());
      continue;
    }
    // Sound: then all entries must still be exactly those that were written.
    auto store = SqliteLedgerStore::open(path, {});
    ASSERT_TRUE(store) << store.error().message;
    ledger::Frontier frontier;
    for (std::uint64_t i = 0; i < kEntries; ++i) {
      (void)frontier.append(ledger::leaf_hash(to_envelope(*(*store)->entry(i))));
    }
    ASSERT_EQ(frontier.head(), head) << "round " << round;
  }
  EXPECT_GT(noticed, 50);  // the rest fell on unused bytes of pages
}

}  // namespace
}  // namespace nostos::storage
