// SPDX-License-Identifier: Apache-2.0
#include "cli/reckon_command.h"

namespace nostos::cli {

namespace {

ExitCode run_reckon(const Options&, Environment& environment) {
  complain(environment, "'nostos reckon' is not in this build yet");
  return ExitCode::refused;
}

}  // namespace

Command reckon_command() {
  return {.name = "reckon",
          .summary = "Reckon exchanges from reports or readings",
          .usage = "[OPTION]… [FILE…|-]",
          .help = "Joins what reports say into the ledger of exchanges.",
          .options = {},
          .examples = "",
          .run = run_reckon};
}

}  // namespace nostos::cli
