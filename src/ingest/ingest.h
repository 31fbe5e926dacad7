// SPDX-License-Identifier: Apache-2.0
// ingest: a report's body → the document the reader works on. Pure and linear in the body's size.
// Broken markup gives the text that is there; it never fails and never loses visible text silently.
#pragma once

#include "domain/document.h"
#include "domain/report.h"

namespace nostos::ingest {

// `report.body` must be valid UTF-8 (checked by whoever took the bytes in).
domain::Document to_document(const domain::Report& report);

}  // namespace nostos::ingest
