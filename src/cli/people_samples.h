// SPDX-License-Identifier: Apache-2.0
// The sample lists of people and the judgements that were made on them, filed into a bureau.
#pragma once

#include "actions/bureau.h"
#include "cli/environment.h"

namespace nostos::cli {

// Files what is not on file yet; returns how many records were new.
Result<std::size_t> file_people_samples(Environment& environment, actions::Bureau& bureau);

}  // namespace nostos::cli
