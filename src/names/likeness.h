// SPDX-License-Identifier: Apache-2.0
// How alike two names are, with the reasons as message keys (data/words has their words).
#pragma once

#include <string>
#include <vector>

namespace nostos::names {

struct NameReason {
  std::string key;                 // "names.read_as", "names.equivalent", "names.initial", …
  std::vector<std::string> words;  // what fills the message: "c", "ц"
  double cost = 0;                 // what it adds, in edits
  bool operator==(const NameReason&) const = default;
};

struct Likeness {
  double cost = 0;  // in edits: 0 the same, about 1 for a letter that is wrong; never negative
  std::vector<NameReason> reasons;  // empty when nothing had to be explained
};

struct NameLikeness {
  double score = 0;  // 0 to 1; from 0.5 on the names are held to be one
  std::vector<NameReason> reasons;
};

}  // namespace nostos::names
