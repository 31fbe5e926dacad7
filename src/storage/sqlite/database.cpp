// SPDX-License-Identifier: Apache-2.0
#include "storage/sqlite/database.h"

#include <sqlite3.h>

#include <utility>

#include "base/check.h"

namespace nostos::storage {

namespace {

std::string what_and_where(sqlite3* handle, const std::string& path) {
  return std::string(sqlite3_errmsg(handle)) + " (" + path + ")";
}

// What SQLite's result code means for the caller; see Fault.
std::unexpected<Error> failure(sqlite3* handle, const std::string& path) {
  const int extended = sqlite3_extended_errcode(handle);
  switch (extended & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return fail(Fault::unavailable,
                  path +
                      " is already open in another process; is 'nostos serve' running? Stop it, "
                      "or ask it instead of the file");
    case SQLITE_FULL:
      return fail(Fault::unavailable,
                  "no space left for " + path + "; free some space and start again");
    case SQLITE_IOERR:
      return fail(Fault::unavailable, "the disk failed: " + what_and_where(handle, path));
    case SQLITE_NOTADB:
      return fail(Fault::corrupt, path +
                                      " is not a bureau: not an SQLite file, or its first page "
                                      "is damaged");
    case SQLITE_CORRUPT:
      return fail(Fault::corrupt,
                  "the file's structure is damaged: " + what_and_where(handle, path));
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return fail(Fault::not_allowed, "not allowed to write " + path + "; check its permissions");
    case SQLITE_CANTOPEN:
      return fail(Fault::not_found, "cannot open " + path + "; does it exist, and its folder?");
    case SQLITE_TOOBIG:
      return fail(Fault::invalid_input, "too large to be stored in " + path);
    // A table that is not as it was made: the file was changed by another hand.
    case SQLITE_CONSTRAINT:
    case SQLITE_ERROR:
    case SQLITE_MISMATCH:
      return fail(Fault::corrupt, what_and_where(handle, path));
    default:
      return fail(Fault::unavailable, what_and_where(handle, path));
  }
}

std::string path_of(sqlite3* handle) {
  const char* path = sqlite3_db_filename(handle, "main");
  return path == nullptr ? "" : path;
}

}  // namespace

Statement::Statement(Statement&& other) noexcept
    : statement_(std::exchange(other.statement_, nullptr)) {}

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement& Statement::bind(int parameter, std::int64_t number) {
  const int code = sqlite3_bind_int64(statement_, parameter, number);
  NOSTOS_CHECK(code == SQLITE_OK, "the statement has this parameter and is reset");
  return *this;
}

Statement& Statement::bind_text(int parameter, std::string_view text) {
  const int code = sqlite3_bind_text64(statement_, parameter, text.data(), text.size(),
                                       SQLITE_STATIC, SQLITE_UTF8);
  NOSTOS_CHECK(code == SQLITE_OK, "the statement has this parameter and is reset");
  return *this;
}

Statement& Statement::bind_blob(int parameter, std::string_view bytes) {
  // A null pointer would bind NULL instead of an empty blob.
  const int code = sqlite3_bind_blob64(statement_, parameter, bytes.empty() ? "" : bytes.data(),
                                       bytes.size(), SQLITE_STATIC);
  NOSTOS_CHECK(code == SQLITE_OK, "the statement has this parameter and is reset");
  return *this;
}

Result<bool> Statement::step() {
  switch (sqlite3_step(statement_)) {
    case SQLITE_ROW:
      return true;
    case SQLITE_DONE:
      return false;
    default: {
      sqlite3* handle = sqlite3_db_handle(statement_);
      return failure(handle, path_of(handle));
    }
  }
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::string_view Statement::bytes(int column) const {
  const void* first = sqlite3_column_blob(statement_, column);
  const int count = sqlite3_column_bytes(statement_, column);
  if (first == nullptr) return {};
  return {static_cast<const char*>(first), static_cast<std::size_t>(count)};
}

void Statement::reset() {
  sqlite3_reset(statement_);  // repeats the failure of the last step, which was told already
  sqlite3_clear_bindings(statement_);
}

Result<Database> Database::open(const std::string& path, const Options& options) {
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | (options.create ? SQLITE_OPEN_CREATE : 0) |
                    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags,
                                   options.vfs.empty() ? nullptr : options.vfs.c_str());
  Database database(handle, path);
  if (code != SQLITE_OK) return failure(handle, path);
  // A file from elsewhere may hold anything: no side effects from its schema, no writes to its
  // internals, no damaged cells taken on trust.
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
  TRY(database.execute("PRAGMA cell_size_check=ON; PRAGMA mmap_size=0"));
  return database;
}

Database::Database(Database&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)), path_(std::move(other.path_)) {}

Database::~Database() { sqlite3_close_v2(handle_); }

Result<void> Database::execute(const std::string& sql) {
  if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    return failure(handle_, path_);
  }
  return {};
}

Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return failure(handle_, path_);
  return Statement(statement);
}

Result<std::string> Database::value(std::string_view sql) {
  TRY_ASSIGN(Statement statement, prepare(sql));
  TRY_ASSIGN(const bool row, statement.step());
  return row ? std::string(statement.bytes(0)) : std::string();
}

Result<Transaction> Transaction::begin(Database& database) {
  TRY(database.execute("BEGIN IMMEDIATE"));
  return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
  // SQLite may have rolled back by itself already; then this fails and nothing is lost.
  if (database_ != nullptr) (void)database_->execute("ROLLBACK");
}

Result<void> Transaction::commit() {
  TRY(database_->execute("COMMIT"));
  database_ = nullptr;
  return {};
}

}  // namespace nostos::storage
