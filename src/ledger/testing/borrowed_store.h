// SPDX-License-Identifier: Apache-2.0
// BorrowedStore: hands every call on to a store that somebody else keeps, so that a ledger outlives
// whoever uses it; and fails appends on demand. For tests.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/ledger_store.h"

namespace nostos::ledger {

class BorrowedStore final : public LedgerStore {
 public:
  explicit BorrowedStore(LedgerStore& lender) : lender_(lender) {}
  Head head() const override { return lender_.head(); }
  Result<Appended> append(const Entry& entry) override {
    if (failure) return std::unexpected(*failure);
    return lender_.append(entry);
  }
  Result<std::vector<Appended>> append_all(const std::vector<Entry>& entries) override {
    if (failure) return std::unexpected(*failure);
    return lender_.append_all(entries);
  }
  Result<Entry> entry(std::uint64_t index) const override { return lender_.entry(index); }
  Result<std::optional<std::uint64_t>> with_operation(const std::string& id) const override {
    return lender_.with_operation(id);
  }
  Result<Digest> node(unsigned level, std::uint64_t n) const override {
    return lender_.node(level, n);
  }
  Result<std::vector<Standing>> standing(std::string_view kind) const override {
    return lender_.standing(kind);
  }
  Result<std::optional<std::uint64_t>> standing_about(std::string_view kind,
                                                      std::string_view about) const override {
    return lender_.standing_about(kind, about);
  }
  Result<std::vector<Standing>> standing_beginning(std::string_view kind,
                                                   std::string_view beginning,
                                                   std::size_t most) const override {
    return lender_.standing_beginning(kind, beginning, most);
  }
  Result<void> rebuild_views() override { return lender_.rebuild_views(); }
  Result<void> each_stored(std::uint64_t from,
                           const std::function<bool(const StoredEntry&)>& each) const override {
    return lender_.each_stored(from, [&](const StoredEntry& stored) {
      ++read_in_order;
      return each(stored);
    });
  }
  Result<Head> stored_head() const override { return lender_.stored_head(); }
  Result<std::uint64_t> stored_nodes() const override { return lender_.stored_nodes(); }
  Result<void> check_structure() const override { return lender_.check_structure(); }

  mutable std::size_t read_in_order = 0;  // entries that each_stored gave
  std::optional<Error> failure;           // of every append from now on

 private:
  LedgerStore& lender_;
};

}  // namespace nostos::ledger
