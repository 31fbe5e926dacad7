// SPDX-License-Identifier: Apache-2.0
// Patterns: the rule language of data/languages/<lang>/patterns.txt, compiled and matched.
//
//   rule leg.passive   priority 60
//     when  q:QTYS .. v:FREE.pass (by g:SIDE)?
//     give  leg theme=q giver=g
//     yes   "100 soldiers were released by Norland" -> leg eq 100
//     no    "the soldiers were released in 100 days"
//
// CLASS.feature!other[key=value] tests a chunk; lower-case words and "quoted words" test tokens;
// .. skips up to 4 tokens, ... up to 14, .... up to 30, inside one sentence and never over a count
// of people or a full stop; ^ and $ are the sentence's ends. Matching backtracks with a step limit,
// so it is bounded for any text. Compiled rules are read-only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "reading/rule.h"

namespace nostos::reading {

// Parses a patterns file. Fails naming file, line and what to write instead. A rule without two
// `yes` and one `no` example is refused.
Result<std::vector<Rule>> parse_patterns(const std::string& file, std::string_view content,
                                         Lexicon& lexicon);

}  // namespace nostos::reading
