// SPDX-License-Identifier: Apache-2.0
// reading_in_words: a reading as a page for a person: the events in plain words, each claim with
// its sentence and who says it, the doubts with their reasons. Pure.
#pragma once

#include <string>

#include "cli/plain_words.h"
#include "domain/reading.h"

namespace nostos::cli {

// Ends with a line end.
std::string reading_in_words(const domain::Reading& reading, const PlainWords& words);

}  // namespace nostos::cli
