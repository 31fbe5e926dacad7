// SPDX-License-Identifier: Apache-2.0
// `nostos language`: for the person who writes the tables of a language.
#pragma once

#include "cli/command_table.h"

namespace nostos::cli {

Command language_command();

}  // namespace nostos::cli
