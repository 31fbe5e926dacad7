// SPDX-License-Identifier: Apache-2.0
// PeopleTable: the lists of a command line as one table for the linker, with what is needed to name
// each row again. What is odd in the lists is told on the errors, the first of each kind of remark.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "cli/environment.h"
#include "ingest/columns.h"
#include "ingest/people_list.h"
#include "linkage/record_table.h"
#include "names/name_engine.h"

namespace nostos::cli {

struct ListWishes {
  ingest::TableOptions table;
  std::string columns;         // "heading=kind,…"
  bool skip_bad_rows = false;  // go on behind a row that cannot be used
};

class PeopleTable {
 public:
  PeopleTable(Environment& environment, const ingest::Columns& columns,
              const names::NameEngine& names, ListWishes wishes);

  // Adds a list; "-" is standard input. An Error when it cannot be read at all, or, unless bad rows
  // are skipped, when a row of it cannot be used: the first of them have been told then.
  Result<void> add_list(const std::string& path);
  // Adds one row to a list of begin_list(); for rows that are at hand already.
  void add_row(const ingest::ListedPerson& person, std::uint16_t list);
  std::uint16_t begin_list(std::string name);
  // Makes sure that there is a column of this name, if only an empty one.
  void want_column(const std::string& name, domain::FieldKind kind);

  const linkage::RecordTable& records() const { return records_; }
  std::size_t rows() const { return numbers_.size(); }
  std::size_t bad_rows() const { return bad_rows_; }
  const std::vector<std::string>& lists() const { return lists_; }
  std::string_view id(linkage::Row row) const;
  const std::string& list_of(linkage::Row row) const { return lists_[records_.list(row)]; }
  std::uint32_t number(linkage::Row row) const { return numbers_[row]; }  // within its list, from 1
  bool has_truth() const { return has_truth_; }
  // Who the row really is, as a number; 0 where the list does not say.
  std::uint32_t truth(linkage::Row row) const { return truth_[row]; }
  std::uint64_t digest() const { return digest_; }  // of all that was read

 private:
  void set(domain::FieldKind kind, const std::string& heading, std::string_view text);
  void set_name_parts(std::string_view full_name);
  std::size_t column_for(domain::FieldKind kind, const std::string& heading);
  void tell(const ingest::TableRemark& remark, const std::string& list);

  Environment& environment_;
  const ingest::Columns& columns_;
  const names::NameEngine& names_;
  ListWishes wishes_;
  linkage::RecordTable records_;
  std::vector<std::string> lists_;
  std::string ids_;
  std::vector<std::uint64_t> id_starts_{0};
  std::vector<std::uint32_t> numbers_;
  linkage::Values truths_;
  std::vector<std::uint32_t> truth_;
  bool has_truth_ = false;
  std::map<std::string, std::size_t, std::less<>> column_of_heading_;  // of the list at hand
  std::size_t told_ = 0;
  std::size_t bad_rows_ = 0;
  std::uint64_t digest_ = 0xcbf29ce484222325ULL;
};

}  // namespace nostos::cli
