// SPDX-License-Identifier: Apache-2.0
// Reads a list of people, CSV or JSONL, as records to be filed; nothing is filed. Bad rows are told
// with line and field, and the rows after them are read all the same.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "actions/file_records.h"
#include "base/result.h"
#include "ingest/people_list.h"

namespace nostos::actions {

struct ColumnRead {
  std::string heading;
  ingest::ColumnUse use;
};

struct ListRead {
  RecordsFiling filing;
  std::vector<ColumnRead> columns;
  std::size_t rows = 0;                      // below the heading; unusable ones count
  std::vector<ingest::TableRemark> refused;  // why rows cannot be used
  std::vector<ingest::TableRemark> remarks;  // what is odd in rows that can be, and in the list
};

// Fault::invalid_input when it is no list of people.
Result<ListRead> read_list(const std::string& name, ingest::PeopleListOptions options,
                           const ingest::Columns& columns, ingest::ReadBytes read);

}  // namespace nostos::actions
