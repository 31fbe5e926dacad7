// SPDX-License-Identifier: Apache-2.0
// RecordTable: records as columns of value numbers. Each column keeps every text it holds once; a
// record is a row of numbers. Row numbers count from 0 in the order the records came. Plain values,
// built by one thread, read by any number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/source_record.h"
#include "linkage/record_pair.h"

namespace nostos::linkage {

using ValueId = std::uint32_t;
inline constexpr ValueId kNoValue = 0;  // the record does not say

// The texts of one column, each once. Text 0 is the empty one.
class Values {
 public:
  Values();
  ValueId intern(std::string_view text);  // the empty text gives kNoValue
  std::string_view text(ValueId id) const {
    return std::string_view(bytes_).substr(starts_[id], starts_[id + 1] - starts_[id]);
  }
  std::size_t size() const { return starts_.size() - 1; }

 private:
  void grow();

  std::string bytes_;
  std::vector<std::size_t> starts_;
  std::vector<ValueId> slots_;  // open addressing by word_hash; kNoValue = free
};

struct Column {
  std::string name;  // as the settings and the model call it; unique within the table
  domain::FieldKind kind = domain::FieldKind::other;
  Values values;
  std::vector<ValueId> rows;
};

struct RecordTable {
  std::vector<Column> columns;
  std::vector<std::uint16_t> lists;  // the list each row is of; empty: all of one list
  // word_hash of the source's own id of each row. Decides between rows that say the same, so that
  // the result does not depend on their order; empty: such rows are interchangeable.
  std::vector<std::uint64_t> keys;

  std::size_t rows() const { return columns.empty() ? 0 : columns.front().rows.size(); }
  std::uint16_t list(Row row) const { return lists.empty() ? std::uint16_t{0} : lists[row]; }
  const Column* column(std::string_view name) const;  // null when there is none
};

}  // namespace nostos::linkage
