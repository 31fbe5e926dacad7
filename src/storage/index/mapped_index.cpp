// SPDX-License-Identifier: Apache-2.0
#include "storage/index/mapped_index.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "base/large_pages.h"

namespace nostos::storage {
namespace {

class FileMapping final : public finding::Mapping {
 public:
  FileMapping(void* at, std::size_t size) : at_(at), size_(size) {}
  ~FileMapping() override {
    if (at_ != nullptr) munmap(at_, size_);
  }
  FileMapping(const FileMapping&) = delete;
  FileMapping& operator=(const FileMapping&) = delete;
  std::span<const std::byte> bytes() const override {
    return {static_cast<const std::byte*>(at_), size_};
  }

 private:
  void* at_;
  std::size_t size_;
};

// A file that is closed at the end of the scope.
class Opened {
 public:
  Opened(const std::string& path, int flags) : descriptor_(open(path.c_str(), flags | O_CLOEXEC)) {}
  ~Opened() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

// write(2) takes at most 2 GB at once.
constexpr std::size_t kPiece = std::size_t{1} << 26U;

}  // namespace

MappedIndex::MappedIndex(std::string path) : path_(std::move(path)), aside_(path_ + ".new") {}

MappedIndex::~MappedIndex() { discard(); }

std::unexpected<Error> MappedIndex::failed(const char* doing) {
  const int why = errno;
  const Fault fault = why == ENOSPC || why == EDQUOT  ? Fault::unavailable
                      : why == EACCES || why == EROFS ? Fault::not_allowed
                                                      : Fault::unavailable;
  discard();
  return fail(fault, fmt::format("{}: {} failed: {}", aside_, doing, std::strerror(why)));
}

Result<std::shared_ptr<const finding::Mapping>> MappedIndex::map() const {
  const Opened file(path_, O_RDONLY);
  if (file.descriptor() < 0) {
    return fail(errno == ENOENT ? Fault::not_found : Fault::not_allowed,
                fmt::format("{}: {}", path_, std::strerror(errno)));
  }
  struct stat found{};
  if (fstat(file.descriptor(), &found) != 0)
    return fail(Fault::unavailable, fmt::format("{}: {}", path_, std::strerror(errno)));
  const auto size = static_cast<std::size_t>(found.st_size);
  if (size == 0) return std::make_shared<FileMapping>(nullptr, 0);
  void* at = mmap(nullptr, size, PROT_READ, MAP_SHARED, file.descriptor(), 0);
  if (at == MAP_FAILED)
    return fail(Fault::unavailable, fmt::format("{}: {}", path_, std::strerror(errno)));
  // A search looks at few bytes in many places.
  ask_for_large_pages(at, size);
  return std::make_shared<FileMapping>(at, size);
}

Result<void> MappedIndex::begin() {
  descriptor_ = open(aside_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor_ < 0) return failed("opening");
  return {};
}

Result<void> MappedIndex::write(std::span<const std::byte> bytes) {
  if (descriptor_ < 0) TRY(begin());
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), std::min(bytes.size(), kPiece));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed("writing");
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

Result<std::shared_ptr<const finding::Mapping>> MappedIndex::commit() {
  if (descriptor_ < 0) TRY(begin());
  if (fsync(descriptor_) != 0) return failed("bringing it to the disk");
  if (close(std::exchange(descriptor_, -1)) != 0) return failed("closing");
  if (rename(aside_.c_str(), path_.c_str()) != 0) return failed("renaming");
  const std::string folder = std::filesystem::path(path_).parent_path().string();
  const Opened in(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
  if (in.descriptor() < 0 || fsync(in.descriptor()) != 0)
    return fail(Fault::unavailable, fmt::format("{}: {}", folder, std::strerror(errno)));
  return map();
}

void MappedIndex::discard() {
  if (descriptor_ < 0) return;
  close(std::exchange(descriptor_, -1));
  unlink(aside_.c_str());
}

}  // namespace nostos::storage
