// SPDX-License-Identifier: Apache-2.0
#include "actions/person_payloads.h"

#include <simdjson.h>

#include <algorithm>
#include <array>

#include "base/json_writer.h"
#include "wire/json_fields.h"
#include "wire/person_json.h"

namespace nostos::actions {

namespace {

constexpr std::uint64_t kVersion = 1;
constexpr std::array<std::string_view, 4> kOrigins = {"list", "card", "request", "news"};
constexpr std::array<std::string_view, 5> kPurposes = {"inform_family", "account_for", "identify",
                                                       "check_list", "correct"};

template <class Word, std::size_t N>
std::optional<Word> word_named(const std::array<std::string_view, N>& words,
                               std::string_view name) {
  const auto found = std::ranges::find(words, name);
  if (found == words.end()) return std::nullopt;
  return static_cast<Word>(found - words.begin());
}

void write_texts(JsonWriter& json, const std::vector<std::string>& texts) {
  json.begin_array();
  for (const std::string& text : texts) json.value(text);
  json.end_array();
}

// Reads a payload with `read(fields)`, which fills a value; what is wrong is told once.
template <class Value, class Read>
Result<Value> from_payload(std::string_view payload, const Read& read) {
  simdjson::dom::parser parser;
  simdjson::dom::element element;
  if (parser.parse(payload.data(), payload.size()).get(element) != simdjson::SUCCESS) {
    return fail(Fault::corrupt, "an entry's payload is not JSON");
  }
  wire::Problems problems;
  const wire::Fields fields(element, problems);
  const auto version = fields.maybe_number("version");
  if (!version) {
    problems.found("no version");
  } else if (*version != static_cast<std::int64_t>(kVersion)) {
    return fail(Fault::corrupt, "an entry's payload has version " + std::to_string(*version) +
                                    "; this program knows only 1");
  }
  Value value;
  TRY(read(fields, value));
  if (problems.any()) return fail(Fault::corrupt, "an entry's payload: " + problems.first());
  return value;
}

std::string raw(const wire::Fields& fields, std::string_view key) {
  const auto element = fields.find(key);
  return element ? simdjson::minify(*element) : std::string();
}

Result<void> take_waterfall(const wire::Fields& fields, std::string_view key,
                            matching::Waterfall& into) {
  TRY_ASSIGN(into, wire::parse_waterfall(raw(fields, key)));
  return {};
}

}  // namespace

std::string_view name(Origin origin) { return kOrigins[static_cast<std::size_t>(origin)]; }
std::optional<Origin> origin_named(std::string_view name) {
  return word_named<Origin>(kOrigins, name);
}
std::string_view name(Purpose purpose) { return kPurposes[static_cast<std::size_t>(purpose)]; }
std::optional<Purpose> purpose_named(std::string_view name) {
  return word_named<Purpose>(kPurposes, name);
}

namespace {

template <class Write>
std::string written(const Write& write) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("version", kVersion);
  write(json);
  json.end_object();
  return out;
}

}  // namespace

std::string to_payload(const RecordReceived& received) {
  return written([&](JsonWriter& json) {
    json.field("list", received.list)
        .field("origin", name(received.origin))
        .field("row", received.row)
        .key("record");
    wire::write_source_record(json, received.record);
  });
}

std::string to_payload(const JudgementMade& made) {
  return written([&](JsonWriter& json) {
    json.field("left", made.left)
        .field("right", made.right)
        .field("verdict", identity::name(made.verdict))
        .field("why", made.why)
        .key("shown");
    wire::write_waterfall(json, made.shown);
    json.key("left_with");
    write_texts(json, made.left_with);
    json.key("right_with");
    write_texts(json, made.right_with);
  });
}

std::string to_payload(const JudgementUndone& undone) {
  return written([&](JsonWriter& json) { json.field("why", undone.why); });
}

std::string to_payload(const SuggestionMade& made) {
  return written([&](JsonWriter& json) {
    json.field("left", made.left).field("right", made.right).key("waterfall");
    wire::write_waterfall(json, made.waterfall);
  });
}

std::string to_payload(const SearchMade& made) {
  return written([&](JsonWriter& json) {
    json.field("question", made.question).field("purpose", name(made.purpose)).key("sought");
    wire::write_record_fields(json, made.sought);
  });
}

std::string to_payload(const PersonRead& read) {
  return written([&](JsonWriter& json) { json.field("purpose", name(read.purpose)); });
}

Result<RecordReceived> record_received(std::string_view payload) {
  return from_payload<RecordReceived>(
      payload, [](const wire::Fields& fields, RecordReceived& received) -> Result<void> {
        received.list = fields.text("list");
        received.origin = fields.word("origin", origin_named);
        received.row = static_cast<std::uint64_t>(fields.number("row"));
        TRY_ASSIGN(received.record, wire::parse_source_record(raw(fields, "record")));
        return {};
      });
}

Result<JudgementMade> judgement_made(std::string_view payload) {
  return from_payload<JudgementMade>(
      payload, [](const wire::Fields& fields, JudgementMade& made) -> Result<void> {
        made.left = fields.text("left");
        made.right = fields.text("right");
        made.verdict = fields.word("verdict", identity::verdict_named);
        made.why = fields.text("why");
        made.left_with = fields.texts("left_with");
        made.right_with = fields.texts("right_with");
        return take_waterfall(fields, "shown", made.shown);
      });
}

Result<JudgementUndone> judgement_undone(std::string_view payload) {
  return from_payload<JudgementUndone>(
      payload, [](const wire::Fields& fields, JudgementUndone& undone) -> Result<void> {
        undone.why = fields.text("why");
        return {};
      });
}

Result<SuggestionMade> suggestion_made(std::string_view payload) {
  return from_payload<SuggestionMade>(
      payload, [](const wire::Fields& fields, SuggestionMade& made) -> Result<void> {
        made.left = fields.text("left");
        made.right = fields.text("right");
        return take_waterfall(fields, "waterfall", made.waterfall);
      });
}

}  // namespace nostos::actions
