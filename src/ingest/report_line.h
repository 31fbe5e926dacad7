// SPDX-License-Identifier: Apache-2.0
// report_line: one line of JSONL → a report:
//   {"id": …, "text": … | "html": …, "url": …, "outlet": …, "published": "YYYY-MM-DD", "lang": …}
// Strict JSON (RFC 8259); unknown keys are passed over, null is as good as absent. Pure.
#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

#include "domain/report.h"

namespace nostos::ingest {

// What is wrong with a line, where, and what would be right.
struct LineFault {
  std::size_t column = 1;  // counted in characters, from 1
  std::string message;
};

std::expected<domain::Report, LineFault> parse_report_line(std::string_view line);

}  // namespace nostos::ingest
