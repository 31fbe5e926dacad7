// SPDX-License-Identifier: Apache-2.0
// cell_text: what one cell of a list holds, made fit to be compared: trimmed, and without marks
// that nobody sees. What is left out or cannot be used is told. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nostos::ingest {

struct CellText {
  std::string text;
  std::optional<std::string> fault;  // why it cannot be used
  std::string option = {};           // what else to do at a command line, as the fault goes on
  std::vector<std::string> remarks;  // what was left out, what looks odd
};

CellText cell_text(std::string_view written);

// What a message quotes of a value: sixty bytes at most, and no letter cut through.
std::string beginning(std::string_view value);

}  // namespace nostos::ingest
