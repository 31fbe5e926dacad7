// SPDX-License-Identifier: Apache-2.0
// Takes the file for this process alone and brings its tables up to this program's.
#pragma once

#include "base/result.h"
#include "storage/sqlite/database.h"

namespace nostos::storage {

// Fault::unavailable when another process has the file, Fault::corrupt when it is not a bureau or
// its recorded migrations are not this program's.
Result<void> take_file(Database& database);
Result<void> migrate(Database& database);
// Fault::corrupt when a table, index or trigger was added, removed or changed.
Result<void> check_schema(Database& database);

}  // namespace nostos::storage
