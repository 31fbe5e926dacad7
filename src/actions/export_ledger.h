// SPDX-License-Identifier: Apache-2.0
// Takes the data away: csv, one line an exchange and leg (or a claim); json, the whole reckoning;
// jsonl, one reading a line. The same holdings give the same bytes.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "actions/bureau.h"

namespace nostos::actions {

enum class ExportFormat { csv, json, jsonl };
enum class ExportWhat {
  exchanges,  // csv: legs of exchanges; json: the reckoning
  claims,     // csv: claims; json and jsonl: readings
};

std::optional<ExportFormat> export_format_named(std::string_view name);
std::optional<ExportWhat> export_what_named(std::string_view name);

using Write = std::function<Result<void>(std::string_view bytes)>;

Result<void> export_ledger(const ReckonedLedger& ledger, ExportFormat format, ExportWhat what,
                           const Write& write);

// One field of a CSV line (RFC 4180). A text that a spreadsheet would run as a formula gets an
// apostrophe in front.
std::string csv_field(std::string_view text);

}  // namespace nostos::actions
