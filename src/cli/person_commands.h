// SPDX-License-Identifier: Apache-2.0
// The commands over the registry of persons, one file each: enter_command.cpp, find_command.cpp, …
#pragma once

#include "cli/command_table.h"

namespace nostos::cli {

Command enter_command();
Command find_command();
Command judge_command();
Command person_command();

}  // namespace nostos::cli
