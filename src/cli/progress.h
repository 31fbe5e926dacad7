// SPDX-License-Identifier: Apache-2.0
// ProgressLine: one line that tells how far a long work is, rewritten in place on a terminal, and
// written once, when done, anywhere else.
#pragma once

#include <cstddef>
#include <string>

#include "actions/bureau.h"
#include "cli/environment.h"

namespace nostos::cli {

class ProgressLine {
 public:
  // `doing` stands at the line's beginning: "Reading the samples".
  ProgressLine(Environment& environment, std::string doing);
  // For actions that report (done, total).
  actions::Progress counter();
  // Ends the line: "Reading the samples: 22 reports".
  void done(const std::string& outcome);

 private:
  Environment& environment_;
  std::string doing_;
};

}  // namespace nostos::cli
