// SPDX-License-Identifier: Apache-2.0
// What must be true of a bureau's file after its program died: every acknowledged report is there
// and whole, nothing is there by half.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "actions/payloads.h"
#include "ledger/verification.h"
#include "storage/sqlite/sqlite_ledger_store.h"

namespace nostos::faults {

struct OnDisk {
  std::set<std::string> received;  // digests whose entry holds the whole report
  std::set<std::string> read;      // digests with a reading
};

// Reads every entry. `known` receives the ledger's head, and what it held before must be a
// beginning of this ledger.
inline OnDisk on_disk(const std::string& path, ledger::Head& known) {
  OnDisk disk;
  auto store = storage::SqliteLedgerStore::open(path, {.create = false});
  EXPECT_TRUE(store) << store.error().message;
  if (!store) return disk;
  const auto verification = ledger::verify(**store, known);
  EXPECT_TRUE(verification && verification->ok)
      << (verification ? verification->reason : verification.error().message);
  known = (*store)->head();
  for (std::uint64_t i = 0; i < known.size; ++i) {
    const auto entry = (*store)->entry(i);
    EXPECT_TRUE(entry) << entry.error().message;
    if (!entry) continue;
    if (entry->kind == ledger::kind::report_received) {
      const auto report = actions::report_received(entry->payload);
      EXPECT_TRUE(report && domain::digest_of(*report) == entry->about) << "entry " << i;
      EXPECT_TRUE(disk.received.insert(entry->about).second) << "recorded twice: entry " << i;
    } else if (entry->kind == ledger::kind::claims_read) {
      const auto read = actions::claims_read(entry->payload);
      EXPECT_TRUE(read && read->reading.digest == entry->about) << "entry " << i;
      disk.read.insert(entry->about);
    }
  }
  return disk;
}

inline std::uint64_t records_on_file(const std::string& path) {
  const auto store = storage::SqliteLedgerStore::open(path, {.create = false});
  EXPECT_TRUE(store) << store.error().message;
  return store ? (*store)->standing(ledger::kind::record_received)->size() : 0;
}

// All that was acknowledged is there with its reading, and no reading is without its report.
inline void expect_kept(const OnDisk& disk, const std::set<std::string>& acknowledged) {
  for (const std::string& digest : acknowledged) {
    EXPECT_TRUE(disk.received.contains(digest)) << "lost: " << digest;
    EXPECT_TRUE(disk.read.contains(digest)) << "recorded but its reading is lost: " << digest;
  }
  for (const std::string& digest : disk.read) {
    EXPECT_TRUE(disk.received.contains(digest)) << "a reading of no report: " << digest;
  }
}

}  // namespace nostos::faults
