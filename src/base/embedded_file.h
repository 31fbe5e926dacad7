// SPDX-License-Identifier: Apache-2.0
// EmbeddedFile: a file that the build put into the program. Lives as long as the program.
#pragma once

#include <string_view>

namespace nostos {

struct EmbeddedFile {
  std::string_view path;  // relative to the folder it came from, with '/'
  std::string_view content;
  std::string_view digest;  // SHA-256 of `content` in hexadecimal
  std::string_view gzip;    // the same content compressed; empty when not worth it
  std::string_view brotli;
};

}  // namespace nostos
