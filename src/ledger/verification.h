// SPDX-License-Identifier: Apache-2.0
// verify: is the ledger what was written? Hashes every entry again, compares the whole tree, the
// indexes beside it and the view, and names the first entry that is not right and why.
//
// What it cannot see alone: a whole ledger replaced by another that fits together, or cut short at
// the end. Whoever noted an earlier head can: pass it as `known`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ledger/ledger_store.h"

namespace nostos::ledger {

struct Verification {
  bool ok = false;
  Head head;  // as stored; the root that was recomputed when ok
  // Index of the first entry that is not right. Empty when ok, and when the entries are sound and
  // something about the whole is not: the head, the number of hashes, the file's structure.
  std::optional<std::uint64_t> first_bad;
  std::string reason;  // in plain words; empty when ok
};

// Nobody may append while it runs. Fails only when the store cannot be read for a passing reason
// (Fault::unavailable).
Result<Verification> verify(const LedgerStore& store, const std::optional<Head>& known = {});

}  // namespace nostos::ledger
