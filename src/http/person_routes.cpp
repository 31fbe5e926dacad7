// SPDX-License-Identifier: Apache-2.0
#include "http/person_routes.h"

#include <simdjson.h>

#include <array>
#include <charconv>

#include "actions/read_list.h"
#include "actions/undo_judgement.h"
#include "base/utf8.h"
#include "http/person_answers.h"
#include "wire/json_fields.h"

namespace nostos::http {

namespace {

using wire::Fields;
using wire::Problems;

constexpr std::string_view kJson = "application/json";
constexpr std::size_t kShortestOperation = 8;
constexpr std::size_t kLongestOperation = 64;
constexpr std::size_t kLongestWhy = 2000;
constexpr std::int64_t kMostHits = 200;
constexpr std::size_t kMostSuggestions = 200;
constexpr std::size_t kMostCompletions = 8;
constexpr std::size_t kLongestTyped = 200;

// Answers about persons are never kept by a browser.
Response person_response(unsigned status, std::string body) {
  Response response = Response::of(status, std::string(kJson), std::move(body));
  response.headers.add("Cache-Control", "no-store");
  return response;
}

// Reads a body with `read(fields)`; what is wrong is told with its place.
template <class Value, class Read>
Result<Value> from_body(std::string_view body, const Read& read) {
  simdjson::dom::parser parser;
  simdjson::dom::element element;
  const auto error = parser.parse(body.data(), body.size()).get(element);
  if (error != simdjson::SUCCESS) {
    return fail(Fault::invalid_input,
                std::string("the body is not JSON: ") + simdjson::error_message(error));
  }
  Problems problems;
  const Fields fields(element, problems);
  Value value;
  read(fields, value);
  if (problems.any()) return fail(Fault::invalid_input, problems.first());
  return value;
}

void wrong(const Fields& fields, std::string_view key, std::string_view what) {
  const wire::Place here(fields.problems(), key);
  fields.problems().found(what);
}

std::string needed(const Fields& fields, std::string_view key) {
  std::string text = fields.text(key);
  if (text.empty()) wrong(fields, key, "is missing");
  return text;
}

// An operation id of the caller's own, or nothing.
std::string operation_in(const Fields& fields) {
  std::string operation = fields.text("operation");
  if (!operation.empty() &&
      (operation.size() < kShortestOperation || operation.size() > kLongestOperation)) {
    wrong(fields, "operation", "must have 8 to 64 characters; make a new one for each step");
  }
  return operation;
}

std::string why_in(const Fields& fields) {
  std::string why = fields.text("why");
  if (why.size() > kLongestWhy) wrong(fields, "why", "is longer than 2000 bytes");
  return why;
}

actions::Purpose purpose_in(const Fields& fields) {
  if (!fields.find("purpose")) {
    wrong(fields, "purpose",
          "is missing; inform_family, account_for, identify, check_list or correct");
  }
  return fields.word("purpose", actions::purpose_named);
}

std::vector<domain::RecordField> record_fields_in(const Fields& fields, std::string_view key) {
  return fields.list(key, [&](simdjson::dom::element item) {
    const Fields one(item, fields.problems());
    domain::RecordField field{one.word("kind", domain::field_kind_named), one.text("column"),
                              one.text("text")};
    if (one.there() && !one.find("kind")) wrong(one, "kind", "is missing");
    return field;
  });
}

Result<std::optional<std::uint64_t>> number_parameter(const Request& request,
                                                      std::string_view name) {
  const auto given = request.parameter(name);
  if (!given) return std::optional<std::uint64_t>();
  std::uint64_t number = 0;
  const char* end = given->data() + given->size();
  const auto [stop, problem] = std::from_chars(given->data(), end, number);
  if (problem != std::errc() || stop != end) {
    return fail(Fault::invalid_input, "'" + std::string(name) + "' must be a whole number");
  }
  return std::optional(number);
}

Result<actions::PersonRequest> reading_request(const Request& request, const std::string& id,
                                               const std::string& author) {
  actions::PersonRequest asked;
  asked.id = id;
  asked.author = author;
  TRY_ASSIGN(asked.as_of, number_parameter(request, "as_of"));
  if (const auto purpose = request.parameter("purpose")) {
    const auto known = actions::purpose_named(*purpose);
    if (!known) return fail(Fault::invalid_input, "'purpose' is not one that is known");
    asked.purpose = *known;
  }
  return asked;
}

struct JudgeRequest {
  actions::Judging judging;
  bool preview = false;
};

struct UndoRequest {
  actions::Undoing undoing;
  bool preview = false;
};

}  // namespace

Result<actions::ListRead> PersonRoutes::list_in() const {
  const ingest::Columns* columns = bureau.engines().columns.get();
  if (columns == nullptr) return fail(Fault::not_allowed, "this bureau knows no columns of lists");
  const std::string name = request.parameter("name").value_or("");
  if (name.empty()) {
    return fail(Fault::invalid_input, "'name' is missing: the list's name, such as ?name=list.csv");
  }
  ingest::PeopleListOptions options;
  options.source = request.parameter("source").value_or("");
  options.overrides = request.parameter("columns").value_or("");
  auto list =
      actions::read_list(name, std::move(options), *columns, ingest::bytes_of(request.body));
  if (!list && list_words != nullptr) list.error().message = list_words->say(list.error().message);
  return list;
}

std::string PersonRoutes::new_operation() const {
  std::array<std::uint8_t, 32> random{};
  chance.fill(random);
  return to_hex(random, 16);
}

Result<Response> PersonRoutes::search() const {
  TRY_ASSIGN(actions::Search asked,
             from_body<actions::Search>(request.body, [](const Fields& fields, auto& search) {
               search.question = fields.text("question");
               search.as_corrected = fields.yes("corrected");
               search.sought = record_fields_in(fields, "sought");
               search.purpose = purpose_in(fields);
               search.named = fields.text("record");
               const std::int64_t most = fields.maybe_number("most").value_or(30);
               if (most < 1 || most > kMostHits) wrong(fields, "most", "must be from 1 to 200");
               search.most = static_cast<std::size_t>(most);
               search.operation = operation_in(fields);
             }));
  if (asked.operation.empty()) asked.operation = new_operation();
  asked.author = author;
  TRY_ASSIGN(const actions::SearchAnswer answer, actions::find_person(bureau, asked));
  return person_response(200, search_json(answer));
}

Result<Response> PersonRoutes::show_person(const std::string& id) const {
  TRY_ASSIGN(const actions::PersonRequest asked, reading_request(request, id, author));
  TRY_ASSIGN(const actions::PersonView view, actions::show_person(bureau, asked));
  return person_response(200, person_json(view));
}

Result<Response> PersonRoutes::show_record(const std::string& id) const {
  TRY_ASSIGN(const actions::PersonRequest asked, reading_request(request, id, author));
  TRY_ASSIGN(const actions::RecordPointer record, actions::show_record(bureau, asked));
  return person_response(200, record_json(*record));
}

Result<Response> PersonRoutes::file_records() const {
  TRY_ASSIGN(actions::RecordsFiling filing,
             from_body<actions::RecordsFiling>(
                 request.body, [](const Fields& fields, actions::RecordsFiling& into) {
                   into.list = needed(fields, "list");
                   into.origin = fields.word("origin", actions::origin_named);
                   const std::string source = fields.text("source");
                   into.records = fields.list("records", [&](simdjson::dom::element item) {
                     const Fields one(item, fields.problems());
                     domain::SourceRecord record{one.text("id"), one.text("source"),
                                                 record_fields_in(one, "fields")};
                     if (record.source.empty()) record.source = source;
                     return record;
                   });
                   if (into.records.empty()) wrong(fields, "records", "at least one is needed");
                 }));
  filing.author = author;
  TRY_ASSIGN(const actions::RecordsReceipt receipt,
             actions::file_records(bureau, std::move(filing), actions::BadRows::refuse_all));
  if (receipt.fresh > 0) TRY(actions::suggest_matches(bureau, {}, actions::places_of(receipt)));
  return person_response(201, records_receipt_json(receipt));
}

Result<Response> PersonRoutes::compare() const {
  const auto left = request.parameter("left");
  const auto right = request.parameter("right");
  if (!left || !right) return fail(Fault::invalid_input, "compare with ?left=…&right=…");
  TRY_ASSIGN(const actions::Comparison comparison, actions::compare_records(bureau, *left, *right));
  return person_response(200, comparison_json(comparison));
}

Result<Response> PersonRoutes::judge() const {
  TRY_ASSIGN(JudgeRequest asked,
             from_body<JudgeRequest>(request.body, [](const Fields& fields, JudgeRequest& into) {
               into.judging.left = needed(fields, "left");
               into.judging.right = needed(fields, "right");
               if (fields.text("verdict").empty()) wrong(fields, "verdict", "is missing");
               into.judging.verdict = fields.word("verdict", identity::verdict_named);
               into.judging.why = why_in(fields);
               if (const auto shown = fields.maybe_number("shown")) {
                 into.judging.shown = static_cast<matching::Millibits>(*shown);
               }
               into.preview = fields.yes("preview");
               into.judging.operation = operation_in(fields);
             }));
  if (asked.preview) {
    TRY_ASSIGN(const auto touched, actions::preview_judgement(bureau, asked.judging));
    return person_response(200, touched_json(touched));
  }
  if (asked.judging.operation.empty()) asked.judging.operation = new_operation();
  asked.judging.author = author;
  TRY_ASSIGN(const auto receipt, actions::judge_records(bureau, asked.judging));
  return person_response(201, judgement_receipt_json(receipt));
}

Result<Response> PersonRoutes::undo(const std::string& judgement) const {
  TRY_ASSIGN(UndoRequest asked,
             from_body<UndoRequest>(request.body, [](const Fields& fields, UndoRequest& into) {
               into.undoing.why = why_in(fields);
               into.preview = fields.yes("preview");
               into.undoing.operation = operation_in(fields);
             }));
  if (asked.preview) {
    TRY_ASSIGN(const auto touched, actions::preview_undoing(bureau, judgement));
    return person_response(200, touched_json(touched));
  }
  if (asked.undoing.operation.empty()) asked.undoing.operation = new_operation();
  asked.undoing.judgement = judgement;
  asked.undoing.author = author;
  TRY_ASSIGN(const auto receipt, actions::undo_judgement(bureau, asked.undoing));
  return person_response(201, judgement_receipt_json(receipt));
}

Result<Response> PersonRoutes::suggestions() const {
  TRY_ASSIGN(const auto open, actions::open_suggestions(bureau, kMostSuggestions));
  return person_response(200, suggestions_json(open));
}

Result<Response> PersonRoutes::preview_list() const {
  TRY_ASSIGN(const actions::ListRead list, list_in());
  return person_response(200, list_json(list, list_words));
}

Result<Response> PersonRoutes::enter_list() const {
  TRY_ASSIGN(actions::ListRead list, list_in());
  const auto origin = actions::origin_named(request.parameter("origin").value_or("list"));
  if (!origin) {
    return fail(Fault::invalid_input, "'origin' is list, card, request or news");
  }
  const bool go_on = request.parameter("go_on").value_or("") == "true";
  if (!list.refused.empty() && !go_on) {
    const std::string why = ingest::said(list.refused.front(), list.filing.list) +
                            ". Nothing was filed; mend the rows, or file the good ones";
    return fail(Fault::invalid_input, list_words == nullptr ? why : list_words->say(why));
  }
  list.filing.origin = *origin;
  list.filing.author = author;
  TRY_ASSIGN(
      const actions::RecordsReceipt receipt,
      actions::file_records(bureau, std::move(list.filing),
                            go_on ? actions::BadRows::pass_over : actions::BadRows::refuse_all));
  TRY_ASSIGN(const std::size_t suggested,
             actions::suggest_matches(bureau, {}, actions::places_of(receipt)));
  return person_response(
      201, list_receipt_json(receipt, suggested, list.refused.size() + receipt.refused.size()));
}

Result<Response> PersonRoutes::complete() const {
  // In the body: what is typed of a name never stands in an address.
  TRY_ASSIGN(const std::string typed,
             from_body<std::string>(request.body, [](const Fields& fields, std::string& into) {
               into = fields.text("typed");
               if (into.size() > kLongestTyped) wrong(fields, "typed", "is longer than 200 bytes");
             }));
  return person_response(
      200, completions_json(bureau.registry().look([&](const actions::RegistryState& state) {
        return state.candidates().complete(typed, kMostCompletions);
      })));
}

}  // namespace nostos::http
