// SPDX-License-Identifier: Apache-2.0
// invariants: what must hold of any report whatever, checked by all fuzz targets. A broken one ends
// the program with a line that names it.
#pragma once

#include "domain/report.h"

namespace nostos::fuzz {

// Takes the report through ingest, reader and JSON. Every span lies within the text, on borders of
// characters; the JSON is valid and comes back as the same reading; twice gives the same bytes.
void check_report(const domain::Report& report);

}  // namespace nostos::fuzz
