// SPDX-License-Identifier: Apache-2.0
// cli::Files and friends on the real file system, on file descriptors. Errors name path and remedy.
#pragma once

#include <string>

#include "cli/files.h"

namespace nostos {

class DescriptorSource final : public cli::Source {
 public:
  // Does not own `descriptor` unless told so.
  DescriptorSource(int descriptor, std::string name, bool owns);
  ~DescriptorSource() override;
  DescriptorSource(const DescriptorSource&) = delete;
  DescriptorSource& operator=(const DescriptorSource&) = delete;
  Result<std::size_t> read(std::span<char> into) override;

 private:
  int descriptor_;
  std::string name_;
  bool owns_;
};

// Buffered; the destructor does not flush, because it could not tell of a failure.
class DescriptorSink final : public cli::Sink {
 public:
  DescriptorSink(int descriptor, std::string name, bool owns);
  ~DescriptorSink() override;
  DescriptorSink(const DescriptorSink&) = delete;
  DescriptorSink& operator=(const DescriptorSink&) = delete;
  Result<void> write(std::string_view bytes) override;
  Result<void> flush() override;

 private:
  Result<void> write_through(std::string_view bytes);

  int descriptor_;
  std::string name_;
  bool owns_;
  std::string buffer_;
};

class DiskFiles final : public cli::Files {
 public:
  Result<std::unique_ptr<cli::Source>> open(const std::string& path) override;
  Result<std::unique_ptr<cli::Sink>> create(const std::string& path) override;
  Result<void> make_folder(const std::string& path) override;
  Result<void> replace(const std::string& path, std::string_view content) override;
  Result<void> remove(const std::string& path) override;
};

}  // namespace nostos
