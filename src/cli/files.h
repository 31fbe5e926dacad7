// SPDX-License-Identifier: Apache-2.0
// Source, Sink, Files: bytes in and out of a command, behind interfaces, so that tests run commands
// without a disk and the program reports every failed write. Not thread-safe unless said.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace nostos::cli {

class Source {
 public:
  virtual ~Source() = default;
  // Reads at least one byte unless at the end; 0 means the end.
  virtual Result<std::size_t> read(std::span<char> into) = 0;
};

class Sink {
 public:
  virtual ~Sink() = default;
  virtual Result<void> write(std::string_view bytes) = 0;
  // Hands everything on to the system. A write that only fails here was still not done.
  virtual Result<void> flush() = 0;
};

// Safe from any thread.
class Files {
 public:
  virtual ~Files() = default;
  // Errors name the path and the remedy: missing, a folder, not readable.
  virtual Result<std::unique_ptr<Source>> open(const std::string& path) = 0;
  virtual Result<std::unique_ptr<Sink>> create(const std::string& path) = 0;
  virtual Result<void> make_folder(const std::string& path) = 0;  // and its parents
  // Makes `content` all there is at `path`: afterwards, whatever happens, either the old or the new
  // content is there, whole.
  virtual Result<void> replace(const std::string& path, std::string_view content) = 0;
  virtual Result<void> remove(const std::string& path) = 0;  // nothing to do when there is none
};

// Everything a source has, up to `limit_bytes`; more is Fault::invalid_input.
Result<std::string> read_all(Source& source, std::size_t limit_bytes);

}  // namespace nostos::cli
