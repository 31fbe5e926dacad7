// SPDX-License-Identifier: Apache-2.0
#include "main/disk_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace nostos {

namespace {

constexpr std::size_t kBufferBytes = 64 * 1024;

Error failure(const std::string& doing, const std::string& name, int problem) {
  switch (problem) {
    case ENOENT:
      return {Fault::not_found, "there is no file " + name};
    case EACCES:
    case EPERM:
      return {Fault::not_allowed,
              "not allowed to " + doing + " " + name + "; check its permissions"};
    case EISDIR:
      return {Fault::invalid_input, name + " is a folder; name the files in it"};
    case ENOSPC:
    case EDQUOT:
      return {Fault::unavailable,
              "no space left to " + doing + " " + name + "; free some space and try again"};
    case EPIPE:
      return {Fault::unavailable, "the reader of " + name + " has gone away"};
    default:
      return {Fault::unavailable,
              "cannot " + doing + " " + name + ": " + std::generic_category().message(problem)};
  }
}

}  // namespace

DescriptorSource::DescriptorSource(int descriptor, std::string name, bool owns)
    : descriptor_(descriptor), name_(std::move(name)), owns_(owns) {}

DescriptorSource::~DescriptorSource() {
  if (owns_) ::close(descriptor_);
}

Result<std::size_t> DescriptorSource::read(std::span<char> into) {
  for (;;) {
    const ssize_t got = ::read(descriptor_, into.data(), into.size());
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) return std::unexpected(failure("read", name_, errno));
  }
}

DescriptorSink::DescriptorSink(int descriptor, std::string name, bool owns)
    : descriptor_(descriptor), name_(std::move(name)), owns_(owns) {
  buffer_.reserve(kBufferBytes);
}

DescriptorSink::~DescriptorSink() {
  if (owns_) ::close(descriptor_);
}

Result<void> DescriptorSink::write(std::string_view bytes) {
  if (buffer_.size() + bytes.size() > kBufferBytes) TRY(flush());
  if (bytes.size() >= kBufferBytes) return write_through(bytes);
  buffer_.append(bytes);
  return {};
}

Result<void> DescriptorSink::flush() {
  const auto written = write_through(buffer_);
  buffer_.clear();
  return written;
}

Result<void> DescriptorSink::write_through(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(descriptor_, bytes.data(), bytes.size());
    if (put >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(put));
    } else if (errno != EINTR) {
      return std::unexpected(failure("write to", name_, errno));
    }
  }
  return {};
}

Result<std::unique_ptr<cli::Source>> DiskFiles::open(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return std::unexpected(failure("read", path, errno));
  // Opening a folder works on Linux; only reading it fails. Say so at once.
  struct stat about{};
  if (::fstat(descriptor, &about) == 0 && S_ISDIR(about.st_mode)) {
    ::close(descriptor);
    return std::unexpected(failure("read", path, EISDIR));
  }
  return std::make_unique<DescriptorSource>(descriptor, path, true);
}

Result<std::unique_ptr<cli::Sink>> DiskFiles::create(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0) return std::unexpected(failure("write to", path, errno));
  return std::make_unique<DescriptorSink>(descriptor, path, true);
}

Result<void> DiskFiles::make_folder(const std::string& path) {
  std::error_code problem;
  std::filesystem::create_directories(path, problem);
  if (problem) return std::unexpected(failure("make the folder", path, problem.value()));
  return {};
}

Result<void> DiskFiles::replace(const std::string& path, std::string_view content) {
  const std::string beside = path + ".new";
  const int descriptor = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0) return std::unexpected(failure("write to", beside, errno));
  DescriptorSink sink(descriptor, beside, true);
  TRY(sink.write(content));
  TRY(sink.flush());
  if (::fsync(descriptor) != 0) return std::unexpected(failure("write to", beside, errno));
  if (::rename(beside.c_str(), path.c_str()) != 0)
    return std::unexpected(failure("write to", path, errno));
  return {};
}

Result<void> DiskFiles::remove(const std::string& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT)
    return std::unexpected(failure("remove", path, errno));
  return {};
}

}  // namespace nostos
