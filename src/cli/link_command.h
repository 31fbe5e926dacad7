// SPDX-License-Identifier: Apache-2.0
// `nostos link` and `nostos dedupe`: which rows of lists speak of one person.
#pragma once

#include "cli/command_table.h"

namespace nostos::cli {

Command link_command();
Command dedupe_command();

}  // namespace nostos::cli
