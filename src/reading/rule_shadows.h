// SPDX-License-Identifier: Apache-2.0
// Rule shadows: which `when` lines can never take a count of people, because another line takes
// every count that they would. A count is used once, by the rule with the highest priority; so a
// line is in the shadow of one that goes first and asks for no more. Says only what follows from
// the patterns themselves; a line it does not name may still never fire. Pure.
#pragma once

#include <vector>

#include "reading/rule.h"

namespace nostos::reading {

struct Shadow {
  const Rule* over = nullptr;   // goes first
  const Rule* under = nullptr;  // never gets what it asks for
};

// In the order of the rules. `rules` are as parse_patterns gives them; `counts` is the number of
// the class QTYS.
std::vector<Shadow> shadows_in(const std::vector<Rule>& rules, Symbol counts);

}  // namespace nostos::reading
