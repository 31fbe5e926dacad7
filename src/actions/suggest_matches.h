// SPDX-License-Identifier: Apache-2.0
// Suggests which records may be of one person, for somebody to judge. A suggestion is an entry of
// its own and never a judgement: it holds nothing together.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "actions/bureau.h"

namespace nostos::actions {

// Weighs each of the records against its likeliest candidates among all on file and records what
// is new. What was judged `different`, in one piece or through others, is not suggested again.
// Returns how many were added.
Result<std::size_t> suggest_matches(Bureau& bureau, const Progress& progress,
                                    const std::vector<identity::RecordPlace>& records);
// The same for every record on file.
Result<std::size_t> suggest_matches(Bureau& bureau, const Progress& progress);

struct OpenSuggestion {
  RecordPointer left;
  RecordPointer right;
  matching::Waterfall waterfall;
  bool left_open_before = false;  // somebody looked and judged `none`
};

// What is to be judged, likeliest first; pairs that somebody left open come last.
Result<std::vector<OpenSuggestion>> open_suggestions(Bureau& bureau, std::size_t most);

}  // namespace nostos::actions
