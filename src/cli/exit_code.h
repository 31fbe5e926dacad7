// SPDX-License-Identifier: Apache-2.0
// Exit codes of the nostos command; `nostos help` prints this list.
#pragma once

#include "base/result.h"

namespace nostos::cli {

enum class ExitCode : int {
  fine = 0,
  refused = 1,        // some input was refused, everything else was done
  usage = 2,          // the command line was not understood; nothing was done
  storage = 3,        // reading, writing or storing failed
  not_verified = 4,   // the ledger is not what was written
  interrupted = 130,  // stopped by Ctrl-C; what was done is kept where the command says so
};

// The exit code that tells a script what to do about `fault`.
constexpr ExitCode exit_code_for(Fault fault) {
  switch (fault) {
    case Fault::unavailable:
      return ExitCode::storage;
    case Fault::corrupt:
      return ExitCode::not_verified;
    case Fault::invalid_input:
    case Fault::not_found:
    case Fault::conflict:
    case Fault::not_allowed:
      return ExitCode::refused;
  }
  return ExitCode::refused;
}

}  // namespace nostos::cli
