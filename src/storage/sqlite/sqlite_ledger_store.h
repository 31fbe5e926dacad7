// SPDX-License-Identifier: Apache-2.0
// SqliteLedgerStore: the ledger in one SQLite file. One connection, behind one mutex, holding the
// file for itself alone; write-ahead log, synced at every commit. docs/decisions/ says why; the
// tables are explained in docs/formats/ledger.md. Safe from any thread of one process; a second
// process is told that the file is already open.
#pragma once

#include <memory>
#include <string>

#include "ledger/ledger_store.h"

namespace nostos::storage {

class SqliteLedgerStore final : public ledger::LedgerStore {
 public:
  enum class StartUpCheck { yes, no };
  struct Options {
    bool create = true;
    // Head, last entries and their hashes are compared before the first use. The verifier opens
    // without, to tell more than that something is wrong.
    StartUpCheck check = StartUpCheck::yes;
    std::string vfs = {};  // another file system layer, for tests
  };

  static Result<std::unique_ptr<SqliteLedgerStore>> open(const std::string& path,
                                                         const Options& options);
  ~SqliteLedgerStore() override;

  ledger::Head head() const override;
  Result<ledger::Appended> append(const ledger::Entry& entry) override;
  Result<std::vector<ledger::Appended>> append_all(
      const std::vector<ledger::Entry>& entries) override;
  Result<ledger::Entry> entry(std::uint64_t index) const override;
  Result<std::optional<std::uint64_t>> with_operation(const std::string& operation) const override;
  Result<Digest> node(unsigned level, std::uint64_t n) const override;
  Result<std::vector<ledger::Standing>> standing(std::string_view kind) const override;
  Result<std::optional<std::uint64_t>> standing_about(std::string_view kind,
                                                      std::string_view about) const override;
  Result<std::vector<ledger::Standing>> standing_beginning(std::string_view kind,
                                                           std::string_view beginning,
                                                           std::size_t most) const override;
  Result<void> rebuild_views() override;
  Result<void> each_stored(
      std::uint64_t from,
      const std::function<bool(const ledger::StoredEntry&)>& each) const override;
  Result<ledger::Head> stored_head() const override;
  Result<std::uint64_t> stored_nodes() const override;
  Result<void> check_structure() const override;

 private:
  struct Connection;
  explicit SqliteLedgerStore(std::unique_ptr<Connection> connection);
  std::unique_ptr<Connection> connection_;
};

}  // namespace nostos::storage
