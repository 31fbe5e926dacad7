// SPDX-License-Identifier: Apache-2.0
// plain_text: where the paragraphs of a plain text are. The text itself is never altered (only a
// byte-order mark is dropped), so offsets of a reading are offsets of what was handed in.
#pragma once

#include <string_view>

#include "domain/document.h"

namespace nostos::ingest {

// Blocks end at blank lines, and at a single line end too unless the line was broken by hard
// wrapping (see is_hard_wrapped in the .cpp): crawled pages often hold one paragraph a line.
domain::Document plain_text_document(std::string_view body);

}  // namespace nostos::ingest
