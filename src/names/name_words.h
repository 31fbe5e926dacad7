// SPDX-License-Identifier: Apache-2.0
// NameWords: the words of words.tsv, found among the words of a name. Immutable.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "names/name_tables.h"

namespace nostos::names {

class NameWords {
 public:
  struct Found {
    WordKind kind = WordKind::title;
    std::string_view id;
    std::size_t words = 0;  // how many words it takes
  };

  explicit NameWords(const NameTables& tables);
  // What the first of these folded words begin; of several the one of the most words.
  std::optional<Found> find(std::span<const std::string> folded) const;

 private:
  std::map<std::string, std::pair<WordKind, std::string>, std::less<>> spellings_;
  std::size_t longest_ = 1;  // words of the longest spelling
};

}  // namespace nostos::names
