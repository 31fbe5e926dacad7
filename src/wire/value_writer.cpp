// SPDX-License-Identifier: Apache-2.0
#include "wire/value_writer.h"

#include <optional>
#include <string>

#include "wire/reading_json.h"

namespace nostos::wire {
namespace {

using namespace nostos::domain;

void write_day(JsonWriter& json, const JsonKey& key, const std::optional<Day>& day) {
  json.key(key);
  if (day) {
    json.value(iso(*day));
  } else {
    json.null();
  }
}

void write_date_fields(JsonWriter& json, const PartialDate& date) {
  write_text_or_null(json, "edtf", date.edtf);
  write_day(json, "earliest", date.earliest);
  write_day(json, "latest", date.latest);
  json.field("basis", date.basis);
}

void write_parts(JsonWriter& json, const std::vector<Part>& parts) {
  json.key("parts").begin_array();
  for (const Part& part : parts) {
    json.begin_object().field("label", part.label).field("words", part.words).key("count");
    write_quantity(json, part.count);
    json.field("complement", part.complement);
    write_parts(json, part.parts);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

void write_text_or_null(JsonWriter& json, const JsonKey& key, std::string_view text) {
  json.key(key);
  if (text.empty()) {
    json.null();
  } else {
    json.value(text);
  }
}

void write_quantity(JsonWriter& json, const Quantity& quantity) {
  json.begin_object().field("op", name(quantity.op));
  json.field("lo", quantity.lo).field("hi", quantity.hi);
  json.field("low", quantity.low()).field("high", quantity.high());
  json.field("value", quantity.nominal()).field("tolerance", quantity.tolerance);
  json.field("surface", quantity.surface);
  json.field("basis", quantity.basis == Basis::stated ? "stated" : "derived");
  write_text_or_null(json, "formula", quantity.formula);
  json.end_object();
}

void write_date(JsonWriter& json, const PartialDate& date) {
  json.begin_object();
  write_date_fields(json, date);
  json.end_object();
}

void write_published(JsonWriter& json, const Published& published) {
  json.begin_object();
  write_date_fields(json, published.date);
  write_text_or_null(json, "time", published.time);
  json.end_object();
}

void write_breakdown_fields(JsonWriter& json, const Breakdown& breakdown) {
  json.field("dimension", breakdown.dimension);
  write_text_or_null(json, "to", breakdown.to);
  write_parts(json, breakdown.parts);
  json.field("exhaustive", name(breakdown.exhaustive)).field("balance", name(breakdown.balance));
  json.field("off_by", breakdown.off_by).field("note", breakdown.note);
}

}  // namespace nostos::wire
