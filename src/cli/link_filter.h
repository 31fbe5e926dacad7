// SPDX-License-Identifier: Apache-2.0
// What `nostos link` and `nostos dedupe` share with their filter mode, in which an engine that
// pipes spreads the work: --keys writes each row once for each block it is compared in, --filter
// reads rows block by block and writes their pairs. Put together, the pairs are those of one
// process, whatever the blocks are divided into.
#pragma once

#include "cli/environment.h"
#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/people_table.h"
#include "ingest/columns.h"
#include "linkage/settings.h"
#include "names/name_engine.h"

namespace nostos::cli {

struct LinkKnowledge {
  ingest::Columns columns;
  names::NameEngine names;
};

Result<LinkKnowledge> link_knowledge(Environment& environment);
Result<ListWishes> list_wishes_of(const Options& options);

Result<ExitCode> link_filter(const Options& options, const ListWishes& wishes, linkage::Task task,
                             Environment& environment);

}  // namespace nostos::cli
