// SPDX-License-Identifier: Apache-2.0
// PersonEngine: the registry's candidates by the name engine and the index of src/finding. Made
// from the knowledge tables. Where it is given a file, the index is kept there and mapped when the
// bureau is opened again; what came since is beside it in memory.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "actions/candidate_source.h"
#include "base/result.h"
#include "finding/index_file.h"
#include "ingest/columns.h"
#include "names/name_tables.h"

namespace nostos::actions {

struct PersonTables {
  std::vector<names::NameFile> names;  // names/*.tsv
  std::string_view columns;            // columns.tsv
  std::string_view questions;          // people/questions.tsv
};

struct PersonEngineOptions {
  std::shared_ptr<finding::IndexFile> file = nullptr;  // none: nothing is kept
  unsigned threads = 1;                                // when many records are taken at once
  // From so many records on that are not in the file it is worth writing.
  std::size_t worth_keeping = 1000;
};

// Fails with the table and line that is wrong.
Result<std::shared_ptr<CandidateSource>> make_person_engine(
    const PersonTables& tables, const PersonEngineOptions& options = {});

}  // namespace nostos::actions
