// SPDX-License-Identifier: Apache-2.0
#include "cli/read_command.h"

namespace nostos::cli {

namespace {

ExitCode run_read(const Options&, Environment& environment) {
  complain(environment, "'nostos read' is not in this build yet");
  return ExitCode::refused;
}

}  // namespace

Command read_command() {
  return {.name = "read",
          .summary = "Read reports: print the claims, events and doubts in them",
          .usage = "[OPTION]… FILE…|-",
          .help = "Reads reports and prints what each of them says.",
          .options = {},
          .examples = "",
          .run = run_read};
}

}  // namespace nostos::cli
