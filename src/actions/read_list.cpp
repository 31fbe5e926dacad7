// SPDX-License-Identifier: Apache-2.0
#include "actions/read_list.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace nostos::actions {

Result<ListRead> read_list(const std::string& name, ingest::PeopleListOptions options,
                           const ingest::Columns& columns, ingest::ReadBytes read) {
  ListRead all;
  all.filing.list = name;
  ingest::PeopleList list(name, std::move(options), columns, std::move(read));
  for (;;) {
    TRY_ASSIGN(auto person, list.next());
    if (!person) break;
    all.rows = person->number;
    std::ranges::move(person->remarks, std::back_inserter(all.remarks));
    if (person->fault) {
      all.refused.push_back(*std::move(person->fault));
      continue;
    }
    all.filing.records.push_back(std::move(person->record));
    all.filing.rows.push_back(person->number);
  }
  std::ranges::move(list.doubts(), std::back_inserter(all.remarks));
  const auto& headings = list.table().columns();
  for (std::size_t i = 0; i < list.uses().size(); ++i)
    all.columns.push_back({headings[i], list.uses()[i]});
  return all;
}

}  // namespace nostos::actions
