// SPDX-License-Identifier: Apache-2.0
// Suggests which records may be of one person, for somebody to judge. A suggestion is an entry of
// its own and never a judgement: it holds nothing together.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "actions/bureau.h"

namespace nostos::actions {

// Weighs the records from `first` on, in the order of filing, against their likeliest candidates
// among all and records what is new. What was judged `different`, in one piece or through others,
// is not suggested again. Returns how many were added.
Result<std::size_t> suggest_matches(Bureau& bureau, const Progress& progress,
                                    std::size_t first = 0);

struct OpenSuggestion {
  RecordPointer left;
  RecordPointer right;
  matching::Waterfall waterfall;
  bool left_open_before = false;  // somebody looked and judged `none`
};

// What is to be judged, likeliest first; pairs that somebody left open come last.
std::vector<OpenSuggestion> open_suggestions(const Bureau& bureau, std::size_t most);

}  // namespace nostos::actions
