// SPDX-License-Identifier: Apache-2.0
// `nostos reckon`: reports or readings in, the ledger of exchanges out.
#pragma once

#include "cli/command_table.h"

namespace nostos::cli {

Command reckon_command();

}  // namespace nostos::cli
