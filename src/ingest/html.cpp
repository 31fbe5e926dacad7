// SPDX-License-Identifier: Apache-2.0
#include "ingest/html.h"

#include "ingest/plain_text.h"

namespace nostos::ingest {

// TODO: the tag stripper; until it lands, markup is shown as text.
domain::Document html_document(std::string_view page) { return plain_text_document(page); }

}  // namespace nostos::ingest
