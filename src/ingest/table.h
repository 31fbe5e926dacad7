// SPDX-License-Identifier: Apache-2.0
// TableReader: a list as CSV (RFC 4180; commas, semicolons or tabs) or JSONL, read row by row in
// bounded memory. What a row cannot be used for is said with line, field and remedy, and the rows
// after it are read all the same: whether to stop is the caller's choice. Pure: bytes come through
// a function. Not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ingest/text_decoder.h"

namespace nostos::ingest {

enum class TableForm : std::uint8_t { by_content, csv, jsonl };

struct TableOptions {
  TableForm form = TableForm::by_content;
  char separator = '\0';  // ',', ';' or '\t'; '\0': the one the heading has most of
  Encoding encoding = Encoding::by_content;
  std::size_t largest_field = 1UL << 20U;  // in bytes
  std::size_t largest_row = 16UL << 20U;
  std::size_t most_columns = 4096;
};

// Something to say about a place in a table. Lines and fields count from 1.
struct TableRemark {
  std::size_t line = 0;   // 0: about the table as a whole
  std::size_t field = 0;  // 0: about the row as a whole
  std::string column;     // the heading of the field, when it is known
  std::string message;    // what is wrong and what to do
  // What else to do at a command line, as the message goes on: ", or say --encoding".
  std::string option = {};
  bool operator==(const TableRemark&) const = default;
};

// "list.csv:7: field 3 (surname): …", without the option and with it.
std::string said(const TableRemark& remark, std::string_view table);
std::string said_at_command_line(const TableRemark& remark, std::string_view table);

struct TableCell {
  std::size_t column = 0;  // index into columns()
  std::string text;        // UTF-8, trimmed, never empty
  bool operator==(const TableCell&) const = default;
};

struct TableRow {
  std::size_t number = 0;            // of the rows below the heading, from 1; unusable ones count
  std::size_t line = 0;              // where it begins
  std::vector<TableCell> cells;      // in order; a JSON list gives several of one column
  std::optional<TableRemark> fault;  // why it cannot be used; then it has no cells
  std::vector<TableRemark> remarks;  // what was left out or looks odd; the row can be used
};

// Fills the buffer as far as it can; 0 at the end.
using ReadBytes = std::function<Result<std::size_t>(std::span<char>)>;
// The bytes of a text in memory, which must outlive it.
ReadBytes bytes_of(std::string_view text);

class TableReader {
 public:
  // `name` stands for the table in errors: "list.csv".
  TableReader(std::string name, TableOptions options, ReadBytes read);

  // The next row; nothing at the end. An Error, told with its place, when there is no table to read
  // or its bytes cannot be had; then there is nothing after it.
  Result<std::optional<TableRow>> next();

  // The heading of a CSV, which is there after the first next() or begin(); of JSONL the keys seen
  // so far, so that later rows may bring more.
  const std::vector<std::string>& columns() const { return columns_; }
  // Reads as far as the heading of a CSV; next() does it by itself.
  Result<void> begin();

  // About the table as a whole: "read as Windows-1251, …". Complete when the last row is read.
  std::vector<TableRemark> doubts() const;
  const std::string& name() const { return name_; }
  TableForm form() const { return form_; }
  char separator() const { return separator_; }
  std::uint64_t bytes_read() const { return bytes_read_; }

 private:
  struct Fields;  // a CSV record cut into fields
  enum class Cut : std::uint8_t { whole, open, too_long };

  Result<bool> read_more();
  Result<void> read_heading();
  std::unexpected<Error> refuse(std::size_t line, const std::string& message) const;
  Result<std::optional<std::size_t>> find_line_end(std::size_t from);
  Result<std::optional<TableRow>> next_csv();
  Result<std::optional<TableRow>> next_json();
  Result<bool> cut_record(Fields& fields);
  Result<void> skip_line();
  void consume(std::size_t bytes);
  TableRow row_of(Fields& fields);
  TableRow row_of_json(std::string_view line);
  std::size_t column_for(const std::string& key);
  void take_cell(TableRow& row, std::size_t column, std::size_t field, std::string text);
  void fault(TableRow& row, std::size_t field, std::string message) const;

  std::string name_;
  TableOptions options_;
  ReadBytes read_;
  TextDecoder decoder_;
  TableForm form_;
  char separator_ = ',';
  std::vector<std::string> columns_;
  std::map<std::string, std::size_t, std::less<>> column_of_key_;  // JSONL
  std::string text_;  // decoded and not used up; rows begin at `at_`
  std::size_t at_ = 0;
  std::size_t line_ = 1;  // of the byte at `at_`
  std::size_t rows_ = 0;
  std::uint64_t bytes_read_ = 0;
  bool begun_ = false;
  bool ended_ = false;  // no more bytes come
  bool failed_ = false;
};

}  // namespace nostos::ingest
