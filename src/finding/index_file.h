// SPDX-License-Identifier: Apache-2.0
// IndexFile: the port to the one file that holds an index's base. storage/index_folder.h implements
// it on disk, MemoryFile in memory. A new base is written aside and takes the place of the old one
// in a single step: whoever looks finds the old base or the new one, never half of one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/result.h"

namespace nostos::finding {

// Bytes that stay where they are and as they are for as long as the mapping lives.
class Mapping {
 public:
  virtual ~Mapping() = default;
  virtual std::span<const std::byte> bytes() const = 0;  // begins on a border of 64 bytes
};

// How much is looked at when a base is opened.
enum class Check : std::uint8_t {
  everything,  // every byte against its checksum, every number against its bounds
  header,      // the header only: for a file this program wrote and nobody else touches
};

class IndexFile {
 public:
  virtual ~IndexFile() = default;
  // The base that is there. Fault::not_found when there is none yet.
  virtual Result<std::shared_ptr<const Mapping>> map() const = 0;
  // Bytes of the base to be; they are not seen before commit.
  virtual Result<void> write(std::span<const std::byte> bytes) = 0;
  // Puts what was written in the place of the old base, on the disk, and maps it.
  virtual Result<std::shared_ptr<const Mapping>> commit() = 0;
  // Forgets what was written and not committed.
  virtual void discard() = 0;
};

class MemoryFile final : public IndexFile {
 public:
  Result<std::shared_ptr<const Mapping>> map() const override;
  Result<void> write(std::span<const std::byte> bytes) override;
  Result<std::shared_ptr<const Mapping>> commit() override;
  void discard() override { pending_.clear(); }

 private:
  std::vector<std::byte> pending_;
  std::shared_ptr<const Mapping> base_;
};

// A copy of `bytes`, in memory.
std::shared_ptr<const Mapping> in_memory(std::span<const std::byte> bytes);

}  // namespace nostos::finding
