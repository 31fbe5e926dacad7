// SPDX-License-Identifier: Apache-2.0
// MemoryLedgerStore: a ledger that lasts as long as the program. For tests and previews.
#pragma once

#include <map>
#include <mutex>
#include <utility>

#include "ledger/ledger_store.h"

namespace nostos::ledger {

class MemoryLedgerStore final : public LedgerStore {
 public:
  Head head() const override;
  Result<Appended> append(const Entry& entry) override;
  Result<std::vector<Appended>> append_all(const std::vector<Entry>& entries) override;
  Result<Entry> entry(std::uint64_t index) const override;
  Result<std::optional<std::uint64_t>> with_operation(const std::string& operation) const override;
  Result<Digest> node(unsigned level, std::uint64_t n) const override;
  Result<std::vector<Standing>> standing(std::string_view kind) const override;
  Result<std::optional<std::uint64_t>> standing_about(std::string_view kind,
                                                      std::string_view about) const override;
  Result<std::vector<Standing>> standing_beginning(std::string_view kind,
                                                   std::string_view beginning,
                                                   std::size_t most) const override;
  Result<void> rebuild_views() override;
  Result<void> each_stored(std::uint64_t from,
                           const std::function<bool(const StoredEntry&)>& each) const override;
  Result<Head> stored_head() const override;
  Result<std::uint64_t> stored_nodes() const override;
  Result<void> check_structure() const override;

 private:
  mutable std::mutex mutex_;
  Frontier frontier_;
  std::vector<std::string> envelopes_;
  std::map<std::string, std::uint64_t> operations_;
  std::map<std::pair<unsigned, std::uint64_t>, Digest> nodes_;
  std::map<std::pair<std::string, std::string>, std::uint64_t> standing_;  // (kind, about)
};

}  // namespace nostos::ledger
