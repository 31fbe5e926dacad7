// SPDX-License-Identifier: Apache-2.0
#include "wire/person_json.h"

#include "wire/json_fields.h"

namespace nostos::wire {

void write_record_fields(JsonWriter& json, const std::vector<domain::RecordField>& fields) {
  json.begin_array();
  for (const domain::RecordField& field : fields) {
    json.begin_object()
        .field("kind", domain::name(field.kind))
        .field("column", field.column)
        .field("text", field.text)
        .end_object();
  }
  json.end_array();
}

void write_source_record(JsonWriter& json, const domain::SourceRecord& record) {
  json.begin_object().field("id", record.id).field("source", record.source).key("fields");
  write_record_fields(json, record.fields);
  json.end_object();
}

Result<domain::SourceRecord> parse_source_record(std::string_view json) {
  simdjson::dom::parser parser;
  simdjson::dom::element element;
  if (parser.parse(json.data(), json.size()).get(element) != simdjson::SUCCESS) {
    return fail(Fault::corrupt, "a source record is not JSON");
  }
  Problems problems;
  const Fields fields(element, problems);
  domain::SourceRecord record;
  record.id = fields.text("id");
  record.source = fields.text("source");
  record.fields = fields.list("fields", [&](simdjson::dom::element item) {
    const Fields one(item, problems);
    return domain::RecordField{one.word("kind", domain::field_kind_named), one.text("column"),
                               one.text("text")};
  });
  if (problems.any()) return fail(Fault::corrupt, "a source record: " + problems.first());
  return record;
}

void write_waterfall(JsonWriter& json, const matching::Waterfall& waterfall) {
  const matching::Millibits total = waterfall.total();
  json.begin_object()
      .field("total", std::int64_t{total})
      .field("probability", matching::probability(total))
      .field("shown", matching::shown(total))
      .key("steps")
      .begin_array();
  for (const matching::Step& step : waterfall.steps) {
    json.begin_object().field("key", step.key).key("words").begin_array();
    for (const std::string& word : step.words) json.value(word);
    json.end_array().field("weight", std::int64_t{step.weight}).end_object();
  }
  json.end_array().end_object();
}

Result<matching::Waterfall> parse_waterfall(std::string_view json) {
  simdjson::dom::parser parser;
  simdjson::dom::element element;
  if (parser.parse(json.data(), json.size()).get(element) != simdjson::SUCCESS) {
    return fail(Fault::corrupt, "a waterfall is not JSON");
  }
  Problems problems;
  const Fields fields(element, problems);
  matching::Waterfall waterfall;
  waterfall.steps = fields.list("steps", [&](simdjson::dom::element item) {
    const Fields one(item, problems);
    return matching::Step{one.text("key"), one.texts("words"),
                          static_cast<matching::Millibits>(one.number("weight"))};
  });
  const std::int64_t total = fields.number("total");
  if (!problems.any() && total != waterfall.total()) {
    problems.found("the steps do not add up to the total");
  }
  if (problems.any()) return fail(Fault::corrupt, "a waterfall: " + problems.first());
  return waterfall;
}

}  // namespace nostos::wire
