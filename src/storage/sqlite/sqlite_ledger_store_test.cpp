// SPDX-License-Identifier: Apache-2.0
#include "storage/sqlite/sqlite_ledger_store.h"

#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "ledger/testing/ledger_store_contract.h"
#include "storage/sqlite/database.h"
#include "storage/testing/temporary_folder.h"

namespace nostos::ledger {

// The folder lives until the test program ends: each store gets a file of its own in it.
INSTANTIATE_TEST_SUITE_P(Sqlite, LedgerStoreContract, testing::Values(MakeStore([] {
                           static storage::TemporaryFolder folder;
                           static int number = 0;
                           auto store = storage::SqliteLedgerStore::open(
                               folder.file(std::to_string(++number)), {});
                           return std::unique_ptr<LedgerStore>(store ? std::move(*store) : nullptr);
                         })));

}  // namespace nostos::ledger

namespace nostos::storage {
namespace {

using ledger::an_entry;
using testing::HasSubstr;

class SqliteLedger : public testing::Test {
 protected:
  Result<std::unique_ptr<SqliteLedgerStore>> open(bool create = true) {
    return SqliteLedgerStore::open(path, {.create = create});
  }
  // A statement from another hand, with every safeguard off.
  void change(const std::string& sql) {
    sqlite3* handle = nullptr;
    ASSERT_EQ(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(handle);
    sqlite3_close(handle);
  }
  TemporaryFolder folder;
  std::string path = folder.file("bureau.sqlite");
};

TEST_F(SqliteLedger, IsThereAgainAfterClosing) {
  ledger::Head head;
  const auto entry = an_entry("op-1");
  {
    auto store = *open();
    ASSERT_TRUE(store->append(entry));
    for (int i = 2; i < 80; ++i) head = store->append(an_entry("op-" + std::to_string(i)))->head;
  }
  auto store = *open();
  EXPECT_EQ(store->head(), head);
  EXPECT_EQ(*store->entry(0), entry);
  EXPECT_TRUE(store->append(an_entry("op-2"))->already_there);
  EXPECT_EQ(store->append(an_entry("op-new"))->index, 79U);
  EXPECT_TRUE(ledger::verify(*store, head)->ok);
}

TEST_F(SqliteLedger, IsRefusedToASecondOpenerWithAHint) {
  auto store = *open();
  const auto second = open();
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().fault, Fault::unavailable);
  EXPECT_THAT(second.error().message, HasSubstr("already open"));
}

TEST_F(SqliteLedger, IsRefusedToASecondProcess) {
  auto store = *open();
  ASSERT_TRUE(store->append(an_entry("op-1")));
  const pid_t child = fork();
  if (child == 0) {
    sqlite3* handle = nullptr;
    sqlite3_open(path.c_str(), &handle);
    const int code = sqlite3_exec(handle, "SELECT * FROM entry", nullptr, nullptr, nullptr);
    _exit(code == SQLITE_BUSY ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(WEXITSTATUS(status), 0) << "another process could read the file";
}

// The WAL-reset defect (SQLite 3.7.0 to 3.51.2) needs two connections. With the lock held for good
// there can be no second, and no shared-memory file.
TEST_F(SqliteLedger, HoldsTheFileForItselfWithAWriteAheadLogAndNoSharedIndex) {
  auto store = *open();
  ASSERT_TRUE(store->append(an_entry("op-1")));
  EXPECT_TRUE(std::filesystem::exists(path + "-wal"));
  EXPECT_FALSE(std::filesystem::exists(path + "-shm"));
}

TEST_F(SqliteLedger, AMissingFileIsMadeOnlyWhenAsked) {
  EXPECT_EQ(open(false).error().fault, Fault::not_found);
  EXPECT_FALSE(std::filesystem::exists(path));
  EXPECT_TRUE(open(true));
}

TEST_F(SqliteLedger, RefusesAFileThatIsSomethingElse) {
  std::ofstream(path) << "Dear editor, this is a letter and no database at all. "
                      << std::string(4096, 'x');
  EXPECT_EQ(open().error().fault, Fault::corrupt);
  EXPECT_THAT(open().error().message, HasSubstr("is not a bureau"));
}

TEST_F(SqliteLedger, RefusesAnotherProgramsDatabaseAndLeavesItAlone) {
  change("CREATE TABLE recipe (name TEXT); INSERT INTO recipe VALUES ('borshch')");
  const auto size = std::filesystem::file_size(path);
  EXPECT_THAT(open().error().message, HasSubstr("another program"));
  EXPECT_EQ(std::filesystem::file_size(path), size);
  change("INSERT INTO recipe VALUES ('varenyky')");  // still a working database
}

TEST_F(SqliteLedger, RefusesAFileOfANewerProgram) {
  (void)*open();
  change("INSERT INTO migration VALUES (99, '099_later.sql', 'ab')");
  EXPECT_EQ(open().error().fault, Fault::conflict);
  EXPECT_THAT(open().error().message, HasSubstr("newer nostos"));
}

TEST_F(SqliteLedger, RefusesTablesThatWereMadeByAnotherStep) {
  (void)*open();
  change("UPDATE migration SET sha256 = 'ab' WHERE number = 1");
  EXPECT_EQ(open().error().fault, Fault::corrupt);
}

TEST_F(SqliteLedger, StartsNotOnADamagedEndAndNamesTheRemedy) {
  {
    auto store = *open();
    for (int i = 0; i < 10; ++i) ASSERT_TRUE(store->append(an_entry("op-" + std::to_string(i))));
  }
  change("DROP TRIGGER entry_is_never_changed; UPDATE entry SET envelope = x'00' WHERE idx = 8");
  const auto opened = open();
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().fault, Fault::corrupt);
  EXPECT_THAT(opened.error().message, HasSubstr("entry 8"));
  EXPECT_THAT(opened.error().message, HasSubstr("nostos verify"));
}

TEST_F(SqliteLedger, EntriesCannotBeChangedOrRemovedByASlip) {
  {
    auto store = *open();
    ASSERT_TRUE(store->append(an_entry("op-1")));
  }
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
  for (const char* sql : {"UPDATE entry SET envelope = x'00'", "DELETE FROM entry",
                          "UPDATE node SET n = 9", "DELETE FROM node"}) {
    EXPECT_EQ(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr), SQLITE_CONSTRAINT) << sql;
  }
  sqlite3_close(handle);
}

}  // namespace
}  // namespace nostos::storage
