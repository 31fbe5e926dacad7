// SPDX-License-Identifier: Apache-2.0
// CSV as RFC 4180 has it, with the line ends of text files.
#pragma once

#include <string>
#include <string_view>

namespace nostos::cli {

// Adds one field; it is put in quotation marks when it holds what CSV itself is written with.
inline void append_csv_field(std::string& out, std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) out.append(c == '"' ? 2 : 1, c);
  out += '"';
}

}  // namespace nostos::cli
