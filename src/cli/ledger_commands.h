// SPDX-License-Identifier: Apache-2.0
// The commands over a bureau's ledger, one file each: serve_command.cpp, file_command.cpp, …
#pragma once

#include "cli/command_table.h"

namespace nostos::cli {

Command serve_command();
Command file_command();
Command why_command();
Command export_command();
Command log_command();
Command verify_command();
Command rebuild_command();

}  // namespace nostos::cli
