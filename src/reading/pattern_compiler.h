// SPDX-License-Identifier: Apache-2.0
// The compiler of one `when` line: a pattern in the language of reading/patterns.h becomes the
// program, the tests and the needs of a rule. Internal to reading/.
#pragma once

#include <string_view>

#include "base/result.h"
#include "reading/rule.h"

namespace nostos::reading {

// Fills program, bindings, tests, needs and first of `rule`, whose name, file and line are set.
// Words of the pattern get numbers in the lexicon. Fails naming file, line and what cannot be read.
Result<void> compile_pattern(std::string_view text, Rule& rule, Lexicon& lexicon);

}  // namespace nostos::reading
