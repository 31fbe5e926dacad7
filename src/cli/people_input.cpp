// SPDX-License-Identifier: Apache-2.0
#include "cli/people_input.h"

#include <utility>

#include "cli/open_bureau.h"

namespace nostos::cli {

Result<ingest::Columns> columns_for(Environment& environment) {
  TRY_ASSIGN(const auto knowledge, environment.knowledge());
  return ingest::Columns::load(table_of(knowledge, "columns.tsv"));
}

}  // namespace nostos::cli
