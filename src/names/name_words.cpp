// SPDX-License-Identifier: Apache-2.0
#include "names/name_words.h"

#include <algorithm>

namespace nostos::names {

NameWords::NameWords(const NameTables& tables) {
  for (const NameWord& word : tables.words) {
    for (const auto& spelling : word.spellings) {
      std::string joined;
      for (const std::string& part : spelling) joined += (joined.empty() ? "" : " ") + part;
      longest_ = std::max(longest_, spelling.size());
      spellings_.emplace(joined, std::pair(word.kind, word.id));
    }
  }
}

std::optional<NameWords::Found> NameWords::find(std::span<const std::string> folded) const {
  for (std::size_t n = std::min(longest_, folded.size()); n > 0; --n) {
    std::string joined;
    for (std::size_t k = 0; k < n; ++k) joined += (k == 0 ? "" : " ") + folded[k];
    if (const auto found = spellings_.find(joined); found != spellings_.end()) {
      return Found{found->second.first, found->second.second, n};
    }
  }
  return std::nullopt;
}

}  // namespace nostos::names
