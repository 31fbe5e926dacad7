// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.h"

#include <utility>

namespace nostos::cli {

ProgressLine::ProgressLine(Environment& environment, std::string doing)
    : environment_(environment), doing_(std::move(doing)) {
  if (!environment_.output_is_terminal) return;
  (void)environment_.output.write(doing_ + " …");
  (void)environment_.output.flush();
}

actions::Progress ProgressLine::counter() {
  if (!environment_.output_is_terminal) return {};
  return [this](std::size_t done, std::size_t total) {
    (void)environment_.output.write("\r" + doing_ + " … " + std::to_string(done) + " of " +
                                    std::to_string(total));
    (void)environment_.output.flush();
  };
}

void ProgressLine::done(const std::string& outcome) {
  // On a terminal: back to the line's beginning, and away with what stood there (ECMA-48 EL).
  (void)environment_.output.write((environment_.output_is_terminal ? "\r\x1b[K" : "") + doing_ +
                                  ": " + outcome + "\n");
  (void)environment_.output.flush();
}

}  // namespace nostos::cli
