// SPDX-License-Identifier: Apache-2.0
// MappedIndex: the port IndexFile on disk. A new base is written to a file beside the old one,
// brought to the disk, and renamed over it: a crash at any moment leaves the old base or the new
// one. What a crash left half written is overwritten by the next. One writer at a time.
#pragma once

#include <string>

#include "finding/index_file.h"

namespace nostos::storage {

class MappedIndex final : public finding::IndexFile {
 public:
  explicit MappedIndex(std::string path);
  ~MappedIndex() override;
  MappedIndex(const MappedIndex&) = delete;
  MappedIndex& operator=(const MappedIndex&) = delete;

  Result<std::shared_ptr<const finding::Mapping>> map() const override;
  Result<void> write(std::span<const std::byte> bytes) override;
  Result<std::shared_ptr<const finding::Mapping>> commit() override;
  void discard() override;

 private:
  Result<void> begin();
  std::unexpected<Error> failed(const char* doing);

  std::string path_;
  std::string aside_;
  int descriptor_ = -1;  // of the file aside, while one is written
};

}  // namespace nostos::storage
