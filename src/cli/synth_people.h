// SPDX-License-Identifier: Apache-2.0
// `nostos synth people`: rows of lists that name invented people, with the truth of who is who.
#pragma once

#include "cli/environment.h"
#include "cli/exit_code.h"
#include "cli/options.h"

namespace nostos::cli {

ExitCode synth_people(const Options& options, Environment& environment);

}  // namespace nostos::cli
