// SPDX-License-Identifier: Apache-2.0
// The values that readings and reckonings share, as JSON. For wire/ only.
#pragma once

#include <string_view>

#include "base/json_writer.h"
#include "domain/claim.h"

namespace nostos::wire {

// A field whose empty text means "not known".
void write_text_or_null(JsonWriter& json, const JsonKey& key, std::string_view text);
// The fields of a breakdown without its claim; the object is open.
void write_breakdown_fields(JsonWriter& json, const domain::Breakdown& breakdown);

}  // namespace nostos::wire
