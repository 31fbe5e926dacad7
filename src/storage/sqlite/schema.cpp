// SPDX-License-Identifier: Apache-2.0
#include "storage/sqlite/schema.h"

#include <string>
#include <vector>

#include "storage/sqlite/migrations.h"

namespace nostos::storage {

namespace {

// "Nost": tells our files from other programs' SQLite files.
constexpr std::int64_t kApplicationId = 0x4E6F7374;

Result<void> check_application(Database& database) {
  TRY_ASSIGN(const std::string id, database.value("PRAGMA application_id"));
  if (id == std::to_string(kApplicationId)) return {};
  TRY_ASSIGN(const std::string tables, database.value("SELECT count(*) FROM sqlite_schema"));
  if (id == "0" && tables == "0") return {};  // a new file
  return fail(Fault::corrupt, database.path() +
                                  " is not a bureau: it is an SQLite file of another "
                                  "program, or its first page was changed");
}

Result<std::vector<std::string>> applied_steps(Database& database) {
  std::vector<std::string> digests;
  TRY_ASSIGN(Statement rows,
             database.prepare("SELECT name, sha256 FROM migration ORDER BY number"));
  for (;;) {
    TRY_ASSIGN(const bool row, rows.step());
    if (!row) return digests;
    digests.push_back(std::string(rows.bytes(0)) + " " + std::string(rows.bytes(1)));
  }
}

Result<void> apply(Database& database, std::int64_t number, const EmbeddedFile& step) {
  TRY(database.execute(std::string(step.content)));
  TRY_ASSIGN(Statement record, database.prepare("INSERT INTO migration VALUES (?, ?, ?)"));
  record.bind(1, number).bind_text(2, step.path).bind_text(3, step.digest);
  TRY(record.step());
  return {};
}

}  // namespace

Result<void> take_file(Database& database) {
  // Exclusive before the log is first touched: SQLite then keeps the log's index in its own memory
  // and no second connection can exist, in this process or another.
  TRY(database.execute("PRAGMA locking_mode=EXCLUSIVE"));
  TRY(check_application(database));
  // EXTRA is FULL for the write-ahead log. It matters once, while a new file is still written with
  // a rollback journal: the journal's removal is synced too, or a power cut could bring it back and
  // undo what was acknowledged since.
  TRY(database.execute("PRAGMA synchronous=EXTRA"));
  TRY_ASSIGN(const std::string journal, database.value("PRAGMA journal_mode=WAL"));
  if (journal != "wal") {
    return fail(Fault::unavailable, "the file system of " + database.path() +
                                        " cannot keep a write-ahead log; move the file to another");
  }
  // The lock is taken by the first write, not by the pragma.
  TRY_ASSIGN(Transaction transaction, Transaction::begin(database));
  TRY_ASSIGN(const std::string id, database.value("PRAGMA application_id"));
  if (id == "0") TRY(database.execute("PRAGMA application_id=" + std::to_string(kApplicationId)));
  return transaction.commit();
}

Result<void> migrate(Database& database) {
  TRY_ASSIGN(Transaction transaction, Transaction::begin(database));
  TRY(
      database.execute("CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, "
                       "name TEXT NOT NULL, sha256 TEXT NOT NULL) STRICT"));
  TRY_ASSIGN(const auto applied, applied_steps(database));
  const auto steps = sqlite_migrations();
  if (applied.size() > steps.size()) {
    return fail(
        Fault::conflict,
        database.path() + " was written by a newer nostos; use that version or a later one");
  }
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (i >= applied.size()) {
      TRY(apply(database, static_cast<std::int64_t>(i + 1), steps[i]));
    } else if (applied[i] != std::string(steps[i].path) + " " + std::string(steps[i].digest)) {
      return fail(Fault::corrupt, "the tables of " + database.path() + " were made by another '" +
                                      std::string(steps[i].path) + "' than this program's");
    }
  }
  return transaction.commit();
}

namespace {

Result<std::string> schema_text(Database& database) {
  return database.value(
      "SELECT group_concat(type || ' ' || name || ' ' || coalesce(sql, ''), char(10)) FROM "
      "(SELECT * FROM sqlite_schema ORDER BY name)");
}

}  // namespace

Result<void> check_schema(Database& database) {
  TRY_ASSIGN(Database fresh, Database::open(":memory:", {}));
  TRY(migrate(fresh));
  TRY_ASSIGN(const std::string expected, schema_text(fresh));
  TRY_ASSIGN(const std::string found, schema_text(database));
  if (found == expected) return {};
  return fail(Fault::corrupt, "the tables, indexes or triggers of " + database.path() +
                                  " are not those this program made");
}

}  // namespace nostos::storage
