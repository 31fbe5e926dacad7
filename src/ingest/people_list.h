// SPDX-License-Identifier: Apache-2.0
// PeopleList: a table whose rows speak of one person each, as source records. The texts stay as
// they were received, but for spaces and marks that nobody sees; dates that cannot be, such as 31
// February, are told and kept. Not thread-safe.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/partial_date.h"
#include "domain/source_record.h"
#include "ingest/columns.h"
#include "ingest/table.h"

namespace nostos::ingest {

struct PeopleListOptions {
  TableOptions table = {};
  std::string source = {};       // of records that do not name theirs; empty: the list's name
  std::string overrides = {};    // what columns hold: "heading=kind,…"
  bool at_command_line = false;  // refusals name its options
};

struct ListedPerson {
  domain::SourceRecord record;
  std::string truth;                 // who it really is, where the list was made to measure against
  std::size_t line = 0;              // where its row begins
  std::size_t number = 0;            // of the rows, from 1
  std::optional<TableRemark> fault;  // why the row cannot be used; then the record is empty
  std::vector<TableRemark> remarks;  // what is odd in a row that can be used
};

class PeopleList {
 public:
  // `columns` must outlive it. `name` stands for the list in messages.
  PeopleList(std::string name, PeopleListOptions options, const Columns& columns, ReadBytes read);

  // The next row; nothing at the end. An Error when this is no list of people, or its bytes cannot
  // be had.
  Result<std::optional<ListedPerson>> next();

  const std::string& name() const { return table_.name(); }
  const TableReader& table() const { return table_; }
  // What each column of the table is taken for; of a JSONL those seen so far.
  const std::vector<ColumnUse>& uses() const { return uses_; }
  std::vector<TableRemark> doubts() const;

 private:
  Result<void> look_at_columns();
  ListedPerson person_of(TableRow row);
  void check_status(ListedPerson& person, const TableCell& cell) const;
  void check_date(ListedPerson& person, domain::FieldKind kind, const TableCell& cell) const;

  TableReader table_;
  PeopleListOptions options_;
  const Columns& columns_;
  std::vector<ColumnUse> uses_;
  bool told_ = false;  // the columns have been looked at
};

// What a list says of a person's lot: a claim of whoever made the list, never a fact. `status` is a
// word such as "said_captured", empty where the tables do not know what is written.
struct SaidStatus {
  std::string text;  // as written
  std::string status;
  bool operator==(const SaidStatus&) const = default;
};
std::vector<SaidStatus> statuses_of(const domain::SourceRecord& record, const Columns& columns);

// When the person was born, as far as the record says: its birth date, else its age on the day it
// speaks of. Nothing when it says neither.
std::optional<WrittenDate> birth_of(const domain::SourceRecord& record, const DateWords& words);

}  // namespace nostos::ingest
