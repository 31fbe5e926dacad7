// SPDX-License-Identifier: Apache-2.0
#include "actions/export_ledger.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "actions/export_json_ld.h"
#include "actions/export_tables.h"
#include "base/json_writer.h"
#include "wire/reading_json.h"
#include "wire/reckoning_json.h"

namespace nostos::actions {

namespace {

struct Form {
  ExportFormat format;
  std::string_view name;
  std::string_view ending;
  std::string_view media_type;
};
constexpr std::array<Form, 7> kForms{{
    {ExportFormat::csv, "csv", "csv", "text/csv; charset=utf-8"},
    {ExportFormat::hxl, "hxl", "hxl.csv", "text/csv; charset=utf-8"},
    {ExportFormat::ucdp, "ucdp", "ucdp.csv", "text/csv; charset=utf-8"},
    {ExportFormat::datapackage, "datapackage", "datapackage.json", "application/json"},
    {ExportFormat::jsonld, "jsonld", "jsonld", "application/ld+json"},
    {ExportFormat::json, "json", "json", "application/json"},
    {ExportFormat::jsonl, "jsonl", "jsonl", "application/x-ndjson"},
}};

const Form& form_of(ExportFormat format) {
  return *std::ranges::find(kForms, format, &Form::format);
}

template <class Cells, class TextOf>
std::string line(const Cells& cells, TextOf text_of) {
  std::string text;
  bool first = true;
  for (const auto& cell : cells) {
    if (!first) text += ',';
    first = false;
    text += csv_field(text_of(cell));
  }
  return text + "\r\n";
}

enum class TagRow { none, hxl };

Result<void> write_csv(const ExportTable& table, TagRow tags, const Write& write) {
  TRY(write(line(table.columns, [](const ExportColumn& c) { return c.name; })));
  if (tags == TagRow::hxl)
    TRY(write(line(table.columns, [](const ExportColumn& c) { return c.hxl; })));
  for (const auto& row : table.rows)
    TRY(write(line(row, [](const std::string& cell) -> std::string_view { return cell; })));
  return {};
}

void write_cell(JsonWriter& json, const ExportColumn& column, const std::string& cell) {
  std::int64_t number = 0;
  const bool whole =
      column.type == "integer" &&
      std::from_chars(cell.data(), cell.data() + cell.size(), number).ec == std::errc();
  if (cell.empty()) {
    json.null();
  } else if (column.type == "boolean") {
    json.value(cell == "yes");
  } else if (whole) {
    json.value(number);
  } else {
    json.value(cell);
  }
}

void write_resource(JsonWriter& json, const ExportTable& table) {
  json.begin_object().field("name", table.name).field("type", "table");
  json.field("description", table.about).key("data").begin_array();
  for (const auto& row : table.rows) {
    json.begin_array();
    for (std::size_t c = 0; c < row.size(); ++c) write_cell(json, table.columns[c], row[c]);
    json.end_array();
  }
  json.end_array().key("dialect").begin_object();
  json.field("$schema", "https://datapackage.org/profiles/2.0/tabledialect.json");
  json.field("header", false).end_object().key("schema").begin_object();
  json.field("$schema", "https://datapackage.org/profiles/2.0/tableschema.json");
  json.key("fields").begin_array();
  for (const ExportColumn& column : table.columns) {
    json.begin_object().field("name", column.name).field("type", column.type);
    json.field("description", column.about).end_object();
  }
  json.end_array().end_object().end_object();
}

// One file: the tables stand in the descriptor.
Result<void> write_data_package(const ReckonedLedger& ledger, const Write& write) {
  std::string text;
  JsonWriter json(text);
  json.begin_object().field("$schema", "https://datapackage.org/profiles/2.0/datapackage.json");
  json.field("name", "nostos-exchanges").field("title", "Exchanges of prisoners, as reported");
  json.field("description", left_out(ExportFormat::datapackage, ExportWhat::exchanges));
  json.key("resources").begin_array();
  for (const ExportTable& table : {exchanges_table(ledger), claims_table(ledger)})
    write_resource(json, table);
  json.end_array().end_object();
  text += '\n';
  return write(text);
}

Result<void> write_readings(const ReckonedLedger& ledger, std::string_view open,
                            std::string_view between, std::string_view close, const Write& write) {
  TRY(write(open));
  bool first = true;
  for (const FiledPointer& report : ledger.holdings->reports) {
    if (!first) TRY(write(between));
    first = false;
    TRY(write(wire::reading_json(report->reading, wire::WithText::no)));
  }
  if (!first || !open.empty()) TRY(write(close));
  return {};
}

}  // namespace

std::optional<ExportFormat> export_format_named(std::string_view name) {
  const auto form = std::ranges::find(kForms, name, &Form::name);
  return form == kForms.end() ? std::nullopt : std::optional(form->format);
}

std::optional<ExportWhat> export_what_named(std::string_view name) {
  if (name == "exchanges") return ExportWhat::exchanges;
  if (name == "claims") return ExportWhat::claims;
  return std::nullopt;
}

std::string_view media_type(ExportFormat format) { return form_of(format).media_type; }
std::string_view file_ending(ExportFormat format) { return form_of(format).ending; }

std::string_view left_out(ExportFormat format, ExportWhat what) {
  switch (format) {
    case ExportFormat::csv:
    case ExportFormat::hxl:
      return what == ExportWhat::claims ? "Left out: breakdowns, further spans, the modes of "
                                          "speech and the texts of reports."
                                        : "Left out: breakdowns, ordinals, running totals, places, "
                                          "mediators, findings and "
                                          "the proofs of dates.";
    case ExportFormat::ucdp:
      return "Left out: everything but the legs; ordinals, running totals, breakdowns, findings, "
             "doubts and the claims behind each number.";
    case ExportFormat::datapackage:
      return "Left out: breakdowns, ordinals, running totals, places, mediators, findings, the "
             "proofs of dates and the texts of reports.";
    case ExportFormat::jsonld:
      return "Left out: breakdowns, places, mediators, doubts, the proofs of dates and the texts "
             "of "
             "reports.";
    case ExportFormat::json:
      return what == ExportWhat::claims ? "Left out: the texts of reports."
                                        : "Left out: the readings; take them as claims.";
    case ExportFormat::jsonl:
      return "Left out: the texts of reports.";
  }
  return {};
}

std::string csv_field(std::string_view text) {
  std::string field(text);
  if (!field.empty() &&
      std::string_view("=+-@\t\r").find(field.front()) != std::string_view::npos) {
    field.insert(field.begin(), '\'');
  }
  if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
  std::string quoted = "\"";
  for (const char c : field) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

Result<void> export_ledger(const ReckonedLedger& ledger, ExportFormat format, ExportWhat what,
                           const Write& write) {
  switch (format) {
    case ExportFormat::csv:
    case ExportFormat::hxl:
      return write_csv(what == ExportWhat::claims ? claims_table(ledger) : exchanges_table(ledger),
                       format == ExportFormat::hxl ? TagRow::hxl : TagRow::none, write);
    case ExportFormat::ucdp:
      return write_csv(ucdp_table(ledger), TagRow::none, write);
    case ExportFormat::datapackage:
      return write_data_package(ledger, write);
    case ExportFormat::jsonld:
      return write_json_ld(ledger, write);
    case ExportFormat::jsonl:
      return write_readings(ledger, "", "\n", "\n", write);
    case ExportFormat::json:
      break;
  }
  if (what == ExportWhat::claims) return write_readings(ledger, "[", ",\n", "]\n", write);
  TRY(write(wire::reckoning_json(ledger.reckoning)));
  return write("\n");
}

}  // namespace nostos::actions
