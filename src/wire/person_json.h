// SPDX-License-Identifier: Apache-2.0
// Source records and waterfalls as JSON and back: one spelling for the ledger, HTTP and files.
// Pure; safe from any thread.
#pragma once

#include <string_view>
#include <vector>

#include "base/json_writer.h"
#include "base/result.h"
#include "domain/source_record.h"
#include "matching/waterfall.h"

namespace nostos::wire {

// [{"kind","column","text"}…]
void write_record_fields(JsonWriter& json, const std::vector<domain::RecordField>& fields);
// {"id","source","fields"}
void write_source_record(JsonWriter& json, const domain::SourceRecord& record);
Result<domain::SourceRecord> parse_source_record(std::string_view json);

// {"total","probability","shown","steps":[{"key","words","weight"}…]}; total and probability follow
// from the steps, and a parsed waterfall that says otherwise is Fault::corrupt.
void write_waterfall(JsonWriter& json, const matching::Waterfall& waterfall);
Result<matching::Waterfall> parse_waterfall(std::string_view json);

}  // namespace nostos::wire
