// SPDX-License-Identifier: Apache-2.0
// Files a report: records it as received, reads it, records the reading. Acknowledged when all of
// it is durable. A crash in between leaves the report recorded; it is read when the bureau opens.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "actions/bureau.h"

namespace nostos::actions {

struct Receipt {
  std::string digest;
  std::uint64_t entry = 0;
  Instant recorded_at;
  bool already_known = false;  // the same body was on file; nothing was added
  std::size_t claims = 0;
  std::size_t doubts = 0;
};

struct Filing {
  domain::Report report;
  std::string operation;  // the caller's own id; the same again gives the same receipt
  std::string author;
};

// Fault::invalid_input, with place and remedy, unless the body is text that can be filed.
// The same body a second time gives the first receipt, whatever was said beside it. Fault::conflict
// when the operation was used for another report.
Result<Receipt> file_report(Bureau& bureau, const Filing& filing);

// What file_report says of a report on file.
Receipt receipt_of(const FiledReport& report, bool already_known);

}  // namespace nostos::actions
