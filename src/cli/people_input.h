// SPDX-License-Identifier: Apache-2.0
// PeopleInput: a list of people, CSV or JSONL, as records to be filed. Bad rows are told with line
// and field. Not thread-safe.
#pragma once

#include <string>
#include <vector>

#include "actions/file_records.h"
#include "cli/environment.h"
#include "ingest/people_list.h"

namespace nostos::cli {

struct ListOfPeople {
  actions::RecordsFiling filing;
  std::vector<std::string> refused;  // "list.csv:7: field 3 (surname): …"
  std::vector<std::string> remarks;  // what is odd in rows that can be used, and in the list
};

// The table of headings among the knowledge files.
Result<ingest::Columns> columns_for(Environment& environment);

Result<ListOfPeople> read_people(const std::string& name, ingest::PeopleListOptions options,
                                 const ingest::Columns& columns, ingest::ReadBytes read);

}  // namespace nostos::cli
