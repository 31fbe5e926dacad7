// SPDX-License-Identifier: Apache-2.0
#include "cli/people_input.h"

#include <utility>

#include "cli/open_bureau.h"

namespace nostos::cli {

Result<ingest::Columns> columns_for(Environment& environment) {
  TRY_ASSIGN(const auto knowledge, environment.knowledge());
  return ingest::Columns::load(table_of(knowledge, "columns.tsv"));
}

Result<ListOfPeople> read_people(const std::string& name, ingest::PeopleListOptions options,
                                 const ingest::Columns& columns, ingest::ReadBytes read) {
  ListOfPeople all;
  all.filing.list = name;
  ingest::PeopleList list(name, std::move(options), columns, std::move(read));
  for (;;) {
    TRY_ASSIGN(auto person, list.next());
    if (!person) break;
    for (const auto& remark : person->remarks) all.remarks.push_back(said(remark, name));
    if (person->fault) {
      all.refused.push_back(said(*person->fault, name));
      continue;
    }
    all.filing.records.push_back(std::move(person->record));
    all.filing.rows.push_back(person->number);
  }
  for (const auto& doubt : list.doubts()) all.remarks.push_back(said(doubt, name));
  return all;
}

}  // namespace nostos::cli
