// SPDX-License-Identifier: Apache-2.0
#include "ingest/report_line.h"

#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "ingest/bytes.h"
#include "ingest/json_cursor.h"

namespace nostos::ingest {
namespace {

// The fields of a line that mean something, and where each value began.
struct Field {
  std::string_view name;
  std::optional<std::string> value;
  std::size_t at = 0;
  bool seen = false;
};

enum FieldIndex : std::size_t { kId, kText, kHtml, kUrl, kOutlet, kPublished, kLang, kFieldCount };

using Fields = std::array<Field, kFieldCount>;

Fields no_fields() {
  constexpr std::array<std::string_view, kFieldCount> kNames = {
      "id", "text", "html", "url", "outlet", "published", "lang"};
  Fields fields;
  for (std::size_t i = 0; i < kFieldCount; ++i) fields[i].name = kNames[i];
  return fields;
}

std::string quoted(std::string_view name) { return '"' + std::string(name) + '"'; }

Parsed<void> read_field(JsonCursor& json, Field& field) {
  if (field.seen) return fault(json.at(), quoted(field.name) + " is given twice; keep one of them");
  field.seen = true;
  const char first = json.peek();
  field.at = json.at();
  if (first == 'n') return json.skip_value();
  if (first != '"') {
    const std::string kind(json.kind_of_value());
    if (auto valid = json.skip_value(); !valid) return valid;
    return fault(field.at,
                 quoted(field.name) + " must be a string, not " + kind + "; put it in quotes");
  }
  auto text = json.string();
  if (!text) return std::unexpected(text.error());
  field.value = std::move(*text);
  return {};
}

Parsed<Fields> read_fields(std::string_view line) {
  JsonCursor json(line);
  Fields fields = no_fields();
  if (json.peek() == '[') {
    return fault(json.at(),
                 "a list where an object was expected; JSONL has one object a line (jq -c '.[]' "
                 "makes it so)");
  }
  if (auto open = json.expect('{', "to begin an object"); !open)
    return std::unexpected(open.error());
  bool more = json.peek() != '}';
  while (more) {
    auto key = json.string();
    if (!key) return std::unexpected(key.error());
    if (auto colon = json.expect(':', "after a key"); !colon) return std::unexpected(colon.error());
    Field* field = nullptr;
    for (Field& candidate : fields) field = candidate.name == *key ? &candidate : field;
    if (auto value = field != nullptr ? read_field(json, *field) : json.skip_value(); !value) {
      return std::unexpected(value.error());
    }
    more = json.peek() == ',';
    if (more) (void)json.expect(',', "");
  }
  if (auto close = json.expect('}', "or ',' after a value"); !close)
    return std::unexpected(close.error());
  json.peek();
  if (!json.at_end()) {
    return fault(json.at(), "expected the end of the line after '}', found " + json.found() +
                                "; put each object on a line of its own");
  }
  return fields;
}

Parsed<std::optional<domain::Day>> published_day(const Field& field) {
  if (!field.value) return std::optional<domain::Day>{};
  // A time after the day is allowed and not used: "2024-07-25T11:40:00Z".
  const std::string_view text = *field.value;
  const bool with_time = text.size() > 10 && (text[10] == 'T' || text[10] == ' ');
  const std::string_view date = with_time ? text.substr(0, 10) : text;
  if (const auto day = domain::parse_iso(date)) return day;
  const bool shaped = date.size() == 10 && date[4] == '-' && date[7] == '-' &&
                      date.find_first_not_of("0123456789-") == std::string_view::npos;
  return fault(field.at,
               "\"published\" says " + quoted(text.substr(0, 40)) +
                   (shaped ? ": there is no such day" : ": not a date; write it as YYYY-MM-DD"));
}

Parsed<domain::Report> to_report(Fields&& fields) {
  if (fields[kText].value && fields[kHtml].value) {
    return fault(fields[kHtml].at,
                 "has both \"text\" and \"html\"; keep the one that is to be read");
  }
  const bool html = fields[kHtml].value.has_value();
  Field& body = html ? fields[kHtml] : fields[kText];
  if (!body.value) {
    return fault(0, "has neither \"text\" nor \"html\"; one of them must hold the report");
  }
  if (auto good = check_body(*body.value, "it"); !good) {
    return fault(body.at, quoted(body.name) + " is " + good.error().message);
  }
  auto published = published_day(fields[kPublished]);
  if (!published) return std::unexpected(published.error());
  domain::Report report;
  report.id = std::move(fields[kId].value).value_or("");
  report.format = html ? domain::Format::html : domain::Format::text;
  report.body = std::move(*body.value);
  report.url = std::move(fields[kUrl].value).value_or("");
  report.outlet = std::move(fields[kOutlet].value).value_or("");
  report.lang = std::move(fields[kLang].value).value_or("");
  report.published = *published;
  return report;
}

}  // namespace

std::expected<domain::Report, LineFault> parse_report_line(std::string_view line) {
  const auto at_column = [&](const ByteFault& found) {
    return std::unexpected(
        LineFault{count_code_points(line.substr(0, found.at)) + 1, found.message});
  };
  if (const auto bad = first_invalid_utf8(line)) {
    return at_column(
        {*bad,
         "not UTF-8; convert the file first (iconv -f CP1251 -t UTF-8, or what it is written in)"});
  }
  auto fields = read_fields(line);
  if (!fields) return at_column(fields.error());
  auto report = to_report(std::move(*fields));
  if (!report) return at_column(report.error());
  return std::move(*report);
}

}  // namespace nostos::ingest
