// SPDX-License-Identifier: Apache-2.0
// Database, Statement, Transaction: the SQLite C API with owners and Result. Nothing here knows the
// ledger. Not thread-safe: one connection, used by one thread at a time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace nostos::storage {

class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  // Parameters count from 1. Text and blobs must live until the statement is reset.
  Statement& bind(int parameter, std::int64_t number);
  Statement& bind_text(int parameter, std::string_view text);
  Statement& bind_blob(int parameter, std::string_view bytes);

  // True when there is a row. Columns count from 0 and live until the next step or reset.
  Result<bool> step();
  std::int64_t integer(int column) const;
  std::string_view bytes(int column) const;  // text or blob
  void reset();

 private:
  friend class Database;
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}
  sqlite3_stmt* statement_;
};

// Resets a statement that is kept for reuse, however the scope is left.
class Reset {
 public:
  explicit Reset(Statement& statement) : statement_(statement) {}
  ~Reset() { statement_.reset(); }
  Reset(const Reset&) = delete;
  Reset& operator=(const Reset&) = delete;

 private:
  Statement& statement_;
};

class Database {
 public:
  struct Options {
    bool create = true;
    std::string vfs = {};  // another file system layer, for tests; empty: the system's
  };
  static Result<Database> open(const std::string& path, const Options& options);
  Database(Database&& other) noexcept;
  Database& operator=(Database&&) = delete;
  ~Database();

  Result<void> execute(const std::string& sql);  // one or more statements, rows ignored
  Result<Statement> prepare(std::string_view sql);
  // The first column of the first row, as text; empty when there is none.
  Result<std::string> value(std::string_view sql);
  const std::string& path() const { return path_; }

 private:
  Database(sqlite3* handle, std::string path) : handle_(handle), path_(std::move(path)) {}
  sqlite3* handle_;
  std::string path_;
};

// Rolls back unless committed.
class Transaction {
 public:
  static Result<Transaction> begin(Database& database);
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Result<void> commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

}  // namespace nostos::storage
