// SPDX-License-Identifier: Apache-2.0
// PersonEngine: the registry's candidates by the name engine and the index of src/finding. Made
// from the knowledge tables; nothing in it is kept anywhere but in memory.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "actions/candidate_source.h"
#include "base/result.h"
#include "ingest/columns.h"
#include "names/name_tables.h"

namespace nostos::actions {

struct PersonTables {
  std::vector<names::NameFile> names;  // names/*.tsv
  std::string_view columns;            // columns.tsv
  std::string_view questions;          // people/questions.tsv
};

// Fails with the table and line that is wrong.
Result<std::shared_ptr<CandidateSource>> make_person_engine(const PersonTables& tables);

}  // namespace nostos::actions
