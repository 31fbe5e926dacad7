// SPDX-License-Identifier: Apache-2.0
// Mixed languages: a page whose captions, menu or quoted paragraphs are in another language than
// its body. Each run of paragraphs is read with the tables of its own language; what was read of
// them is joined into one reading. Pure.
#pragma once

#include "domain/reading.h"

namespace nostos::reading {

// Puts what was read of the other paragraphs of the same text into `reading`: claims and doubts in
// the order of the text; an event that may be one of those told already is that one, and brings
// only what is not said of it yet.
void join_reading(domain::Reading& reading, domain::Reading&& other);

}  // namespace nostos::reading
