// SPDX-License-Identifier: Apache-2.0
// `nostos read`: reports in, readings out.
#pragma once

#include "cli/command_table.h"

namespace nostos::cli {

Command read_command();

}  // namespace nostos::cli
