// SPDX-License-Identifier: Apache-2.0
// Index: finds the records of a person in a registry. A base that never changes, mapped from a
// file, and beside it what came since. Any number of threads may search while one adds or removes.
//
// The answer is a function of the records alone: base and later records together give what an
// index built at once would give, to the last thousandth of a bit. A search takes its room from a
// store of rooms; nothing it allocates grows with the registry.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "finding/builder.h"
#include "finding/index_file.h"
#include "finding/name_keys.h"
#include "finding/query.h"
#include "finding/row.h"
#include "finding/weights.h"

namespace nostos::finding {

struct IndexSizes {
  std::uint64_t records = 0;     // live
  std::uint64_t since_base = 0;  // of these, not in the base
  std::uint64_t removed = 0;     // still in the base or beside it, but no longer found
  std::uint64_t base_bytes = 0;
  std::uint64_t words = 0;  // different written words in the base
  std::uint64_t mark = 0;   // the caller's, as given to rebuild
};

class Index {
 public:
  // `keys` must outlive the index.
  explicit Index(const NameKeys& keys, const Weights& weights = {});
  ~Index();
  Index(Index&&) noexcept;
  Index& operator=(Index&&) noexcept;

  // Takes a base that `build` or `rebuild` wrote. Fault::corrupt when the bytes are not those that
  // were written, Fault::conflict when they were made with other name tables: build anew then.
  Result<void> open(std::shared_ptr<const Mapping> base, Check check = Check::everything);

  // A row that is there already is replaced.
  void add(const PersonRow& person);
  // Many rows at once, none of which is there already; each gatherer holds some of them.
  void add_new(std::vector<Gatherer> gatherers);
  // False when there is no such row.
  bool remove(Row row);

  Found search(const Query& query) const;
  // How the hit's weight comes about is left out: for a search on every key.
  Found search_quickly(const Query& query) const;
  // Words of the registry that begin like what was typed, the most frequent first.
  std::vector<Completion> complete(std::string_view typed, names::NamePart part,
                                   std::size_t limit = 8) const;
  WhyNot why_not(const Query& query, Row row) const;
  // How the row's weight comes about, whether it would be found or not; no steps when there is no
  // such row. As why_not, without the search for its rank.
  matching::Waterfall weigh(const Query& query, Row row) const;

  IndexSizes sizes() const;

  // Writes all live records as a new base and takes it into use. Searches, additions and removals
  // go on meanwhile. `mark` comes back in sizes() after the file is opened again: how much of the
  // caller's ledger the base holds. Call from one thread at a time.
  Result<void> rebuild(IndexFile& file, std::uint64_t mark);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace nostos::finding
