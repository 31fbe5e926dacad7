// SPDX-License-Identifier: Apache-2.0
// A reading as JSON and back (api/reading.schema.json). Offsets are code points of the reading's
// text, `start` inclusive and `end` exclusive; claims are named by their ids. What is not known is
// null. A reading written with its text and parsed again is equal to the first one; without the
// text, offsets stay as published and everything else is equal. Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/json_writer.h"
#include "base/result.h"
#include "domain/reading.h"

namespace nostos::wire {

enum class WithText { no, yes };

void write_reading(JsonWriter& json, const domain::Reading& reading, WithText with_text);
std::string reading_json(const domain::Reading& reading, WithText with_text);

// One claim of `reading`, as it stands in the reading's `claims`.
void write_claim(JsonWriter& json, const domain::Reading& reading, const domain::Claim& claim);

void write_quantity(JsonWriter& json, const domain::Quantity& quantity);
void write_date(JsonWriter& json, const domain::PartialDate& date);
void write_published(JsonWriter& json, const domain::Published& published);

// Fails with the place ("events[2].legs[0].count.op") and what is expected there. Unknown keys are
// passed over, so that later versions can be read.
Result<domain::Reading> parse_reading(std::string_view json);

}  // namespace nostos::wire
