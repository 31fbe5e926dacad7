// SPDX-License-Identifier: Apache-2.0
#include "finding/index_file.h"

#include <cstring>
#include <new>

#include "finding/layout.h"

namespace nostos::finding {
namespace {

class MemoryMapping final : public Mapping {
 public:
  explicit MemoryMapping(std::span<const std::byte> bytes) : size_(bytes.size()) {
    if (size_ == 0) return;
    bytes_.reset(static_cast<std::byte*>(::operator new(size_, std::align_val_t{kBorder})));
    std::memcpy(bytes_.get(), bytes.data(), size_);
  }
  std::span<const std::byte> bytes() const override { return {bytes_.get(), size_}; }

 private:
  struct Free {
    void operator()(std::byte* bytes) const { ::operator delete(bytes, std::align_val_t{kBorder}); }
  };
  std::unique_ptr<std::byte, Free> bytes_;
  std::size_t size_ = 0;
};

}  // namespace

Result<void> MemoryFile::write(std::span<const std::byte> bytes) {
  pending_.insert(pending_.end(), bytes.begin(), bytes.end());
  return {};
}

Result<std::shared_ptr<const Mapping>> MemoryFile::commit() {
  base_ = in_memory(pending_);
  pending_ = {};
  return base_;
}

Result<std::shared_ptr<const Mapping>> MemoryFile::map() const {
  if (!base_) return fail(Fault::not_found, "there is no base yet");
  return base_;
}

std::shared_ptr<const Mapping> in_memory(std::span<const std::byte> bytes) {
  return std::make_shared<MemoryMapping>(bytes);
}

}  // namespace nostos::finding
