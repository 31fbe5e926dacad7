// SPDX-License-Identifier: Apache-2.0
// The command table: every `nostos COMMAND`, its help and its entry point. The one list that
// dispatch, `nostos help` and the documentation check all read.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/environment.h"
#include "cli/exit_code.h"
#include "cli/options.h"

namespace nostos::cli {

struct Command {
  std::string_view name;
  std::string_view summary;  // one line, for the list
  std::string_view usage;    // what follows the name: "[OPTION]… FILE…|-"
  std::string_view help;     // paragraphs that say what it does
  std::vector<OptionSpec> options;
  std::string_view examples;  // lines to copy; may be empty
  ExitCode (*run)(const Options& options, Environment& environment);
};

// In the order of the work: read, reckon, serve, …
std::span<const Command> commands();

// Runs a whole command line (without the program's name). Reports its own errors.
ExitCode run(std::span<const std::string> arguments, Environment& environment);

}  // namespace nostos::cli
