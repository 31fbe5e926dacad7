// SPDX-License-Identifier: Apache-2.0
// Takes the data away, in the forms that others read: tables (CSV, CSV with an HXL tag row, CSV in
// the manner of UCDP, a Data Package), linked data (schema.org and PROV as JSON-LD), or all there
// is (JSON, JSONL). The same holdings give the same bytes.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "actions/bureau.h"

namespace nostos::actions {

enum class ExportFormat { csv, hxl, ucdp, datapackage, jsonld, json, jsonl };
enum class ExportWhat {
  exchanges,  // csv, hxl: legs of exchanges; json: the reckoning
  claims,     // csv, hxl: claims; json and jsonl: readings
};

// "csv, hxl, …": for messages.
inline constexpr std::string_view kExportFormats =
    "csv, hxl, ucdp, datapackage, jsonld, json or jsonl";

std::optional<ExportFormat> export_format_named(std::string_view name);
std::optional<ExportWhat> export_what_named(std::string_view name);
std::string_view media_type(ExportFormat format);
// "csv", "json" …: how the name of such a file ends.
std::string_view file_ending(ExportFormat format);

// What the form has no place for, in one sentence; empty when it has place for all.
std::string_view left_out(ExportFormat format, ExportWhat what);

using Write = std::function<Result<void>(std::string_view bytes)>;

// ucdp, datapackage and jsonld take both exchanges and claims, whatever `what` says.
Result<void> export_ledger(const ReckonedLedger& ledger, ExportFormat format, ExportWhat what,
                           const Write& write);

// One field of a CSV line (RFC 4180). A text that a spreadsheet would run as a formula gets an
// apostrophe in front.
std::string csv_field(std::string_view text);

}  // namespace nostos::actions
