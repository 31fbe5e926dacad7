// SPDX-License-Identifier: Apache-2.0
// LinkJournal: what a run of the linker has done so far, in files beside its output, so that an
// interrupted run goes on where it was. Each file is written whole or not at all. Not thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/files.h"
#include "linkage/linker.h"

namespace nostos::cli {

struct LearnedBefore {
  matching::Model model;
  std::vector<linkage::EmStep> learning;
  linkage::BlockingReport blocking;
};

class LinkJournal {
 public:
  // `run` names the records and settings; what another run left there is not used. An empty path:
  // nothing is kept.
  LinkJournal(Files& files, std::string path, std::string run);

  // Forgets what is there.
  void discard(std::uint32_t shares);

  std::optional<LearnedBefore> learned();
  Result<void> keep(const linkage::Linkage& so_far);
  std::optional<linkage::Compared> compared(std::uint32_t share);
  Result<void> keep(std::uint32_t share, const linkage::Compared& compared);

 private:
  std::optional<std::string> content(const std::string& path);
  std::string path_of(std::uint32_t share) const { return path_ + "." + std::to_string(share); }

  Files& files_;
  std::string path_;
  std::string run_;
};

}  // namespace nostos::cli
