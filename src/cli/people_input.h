// SPDX-License-Identifier: Apache-2.0
// What a command that takes lists of people goes by.
#pragma once

#include "base/result.h"
#include "cli/environment.h"
#include "ingest/columns.h"

namespace nostos::cli {

// The table of headings among the knowledge files.
Result<ingest::Columns> columns_for(Environment& environment);

}  // namespace nostos::cli
