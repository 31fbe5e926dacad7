// SPDX-License-Identifier: Apache-2.0
// LedgerStore: the port that keeps the ledger. Whatever implements it promises:
//  - append returns only after entry, tree nodes, head and views are durable together; on failure
//    none of them is there
//  - an operation that was already done is not done again: append returns the first result
//  - indexes have no gaps and follow the order in which appends returned
//  - after a failure of the medium the store takes nothing more (Fault::unavailable) but still
//  reads
// Safe from any thread. ledger_store_contract.h tests these promises on every implementation.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ledger/entry.h"
#include "ledger/merkle.h"

namespace nostos::ledger {

struct Appended {
  std::uint64_t index = 0;
  bool already_there = false;  // the operation had been done before; nothing was added
  Head head;                   // the ledger's head when append returned
};

// The latest entry of a kind about a subject. The standing entries are the store's one view: made
// from the entries alone, kept in the same transaction, and free to be dropped and rebuilt.
struct Standing {
  std::string kind;
  std::string about;
  std::uint64_t index = 0;
  auto operator<=>(const Standing&) const = default;
};

// An entry as it lies in the store, nothing checked; for the verifier.
struct StoredEntry {
  std::uint64_t index = 0;
  std::string operation;  // as indexed, beside the envelope
  std::string envelope;
};

class LedgerStore {
 public:
  virtual ~LedgerStore() = default;

  virtual Head head() const = 0;
  virtual Result<Appended> append(const Entry& entry) = 0;
  // The same for a whole list in one step: all of it is durable together, or nothing of it is
  // there.
  virtual Result<std::vector<Appended>> append_all(const std::vector<Entry>& entries) = 0;
  virtual Result<Entry> entry(std::uint64_t index) const = 0;
  virtual Result<std::optional<std::uint64_t>> with_operation(
      const std::string& operation) const = 0;
  // Stored whole node of the tree; Fault::not_found when there is none.
  virtual Result<Digest> node(unsigned level, std::uint64_t n) const = 0;

  // Standing entries of a kind, in order of index.
  virtual Result<std::vector<Standing>> standing(std::string_view kind) const = 0;
  virtual Result<std::optional<std::uint64_t>> standing_about(std::string_view kind,
                                                              std::string_view about) const = 0;
  // The first `most` standing entries of a kind whose subject begins like this, by subject.
  virtual Result<std::vector<Standing>> standing_beginning(std::string_view kind,
                                                           std::string_view beginning,
                                                           std::size_t most) const = 0;
  // Drops the view and makes it again from the entries, at once for every onlooker.
  virtual Result<void> rebuild_views() = 0;

  // For the verifier: what is stored, not what should be. `each` is called in order of index until
  // it returns false.
  virtual Result<void> each_stored(std::uint64_t from,
                                   const std::function<bool(const StoredEntry&)>& each) const = 0;
  virtual Result<Head> stored_head() const = 0;
  virtual Result<std::uint64_t> stored_nodes() const = 0;
  // The medium's own check of its structure; Fault::corrupt says what is wrong.
  virtual Result<void> check_structure() const = 0;
};

// Whether an entry is the standing one of its kind about its subject, once it is added.
inline bool has_standing(const Entry& entry) { return !entry.about.empty(); }

}  // namespace nostos::ledger
