// SPDX-License-Identifier: Apache-2.0
// `nostos synth`: invented reports with the truth beside them, to measure against.
#pragma once

#include "cli/command_table.h"

namespace nostos::cli {

Command synth_command();

}  // namespace nostos::cli
