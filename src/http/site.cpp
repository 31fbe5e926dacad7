// SPDX-License-Identifier: Apache-2.0
#include "http/site.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "actions/correct_published.h"
#include "actions/explain.h"
#include "actions/export_ledger.h"
#include "actions/file_report.h"
#include "actions/preview_reading.h"
#include "actions/verify_ledger.h"
#include "base/digest.h"
#include "base/json_writer.h"
#include "http/answers.h"
#include "http/error_status.h"
#include "http/person_routes.h"
#include "http/request_json.h"
#include "wire/reading_json.h"
#include "wire/retold.h"

namespace nostos::http {

namespace {

constexpr std::string_view kJson = "application/json";
constexpr std::string_view kAuthor = "this computer";  // until there are accounts

// Reads change with the ledger only: the client keeps its copy and asks whether it still holds.
Response read_response(const Request& request, std::string body, std::string_view type = kJson) {
  const std::string tag = "\"" + to_hex(sha256(body), 16) + "\"";
  Response response = Response::of(200, std::string(type), std::move(body));
  response.headers.add("Cache-Control", "no-cache").add("ETag", tag);
  response.headers.add("Vary", "Accept-Language");
  if (request.headers.get("If-None-Match") == tag) {
    response.status = 304;
    response.body = {};
    response.owner = nullptr;
  }
  return response;
}

Result<std::uint64_t> number_parameter(const Request& request, std::string_view name,
                                       std::uint64_t otherwise, std::uint64_t least,
                                       std::uint64_t most) {
  const auto given = request.parameter(name);
  if (!given) return otherwise;
  std::uint64_t number = 0;
  const char* end = given->data() + given->size();
  const auto [stop, problem] = std::from_chars(given->data(), end, number);
  if (problem != std::errc() || stop != end || number < least || number > most) {
    return fail(Fault::invalid_input, "'" + std::string(name) + "' must be a whole number from " +
                                          std::to_string(least) + " to " + std::to_string(most));
  }
  return number;
}

std::vector<std::string_view> split(std::string_view text, char mark) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t at = text.find(mark);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\r')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

}  // namespace

// The handlers. Each answers one route; `variable` is the part of the path in braces.
struct Answering {
  const Site& site;
  const Request& request;
  std::string variable;

  using Handler = Result<Response> (Answering::*)() const;
  struct Row {
    std::string_view method;
    std::string_view pattern;
    Handler handler;
  };
  static const std::array<Row, 26>& table();

  actions::Bureau& bureau() const { return site.bureau_; }
  // With its reasons in the language asked for.
  Retellings::Ledger reckoned() const {
    return site.retellings_.in(site.retellings_.book_for(request), bureau().reckoned());
  }

  Result<Response> get_bureau() const {
    return read_response(request, bureau_json(bureau(), site.version_));
  }
  Result<Response> get_parties() const { return read_response(request, site.parties_json_); }
  Result<Response> get_glossary() const { return read_response(request, site.glossary_json_); }
  Result<Response> get_exchanges() const {
    return read_response(request, exchanges_json(*reckoned()));
  }
  Result<Response> get_exchange() const {
    const auto ledger = reckoned();
    const auto* exchange = ledger->exchange(variable);
    if (exchange == nullptr) {
      return fail(Fault::not_found, "there is no exchange '" + variable + "'");
    }
    return read_response(request, exchange_json(*ledger, *exchange));
  }
  Result<Response> get_findings() const {
    return read_response(request, findings_json(*reckoned()));
  }
  Result<Response> get_reports() const {
    return read_response(request, reports_json(*bureau().holdings()));
  }
  Result<Response> get_report() const {
    const auto ledger = reckoned();
    const auto report = ledger->holdings->find(variable);
    if (!report) return fail(Fault::not_found, "no report " + variable + " is on file");
    if (const wire::Phrasebook* book = site.retellings_.book_for(request)) {
      actions::FiledReport retold = *report;
      wire::retell(retold.reading, *book);
      return read_response(request, report_json(*ledger, retold));
    }
    return read_response(request, report_json(*ledger, *report));
  }
  Result<Response> preview() const {
    TRY_ASSIGN(const domain::Report report, parse_new_report(request.body));
    TRY_ASSIGN(actions::ClaimsRead read, actions::preview_reading(bureau(), report));
    if (const wire::Phrasebook* book = site.retellings_.book_for(request))
      wire::retell(read.reading, *book);
    return Response::of(200, std::string(kJson),
                        wire::reading_json(read.reading, wire::WithText::yes));
  }
  Result<Response> file() const {
    TRY_ASSIGN(FileReportRequest filing, parse_file_report(request.body));
    TRY_ASSIGN(const actions::Receipt receipt,
               actions::file_report(
                   bureau(), {std::move(filing.report), filing.operation, std::string(kAuthor)}));
    return Response::of(201, std::string(kJson), receipt_json(receipt));
  }
  Result<Response> correct() const {
    TRY_ASSIGN(CorrectionRequest correction, parse_correction(request.body));
    if (correction.operation.empty()) {
      std::array<std::uint8_t, 32> random{};
      site.chance_.fill(random);
      correction.operation = to_hex(random, 16);
    }
    TRY_ASSIGN(
        const actions::Receipt receipt,
        actions::correct_published(bureau(), {variable, correction.published, correction.reason,
                                              correction.operation, std::string(kAuthor)}));
    return Response::of(201, std::string(kJson), receipt_json(receipt));
  }
  Result<Response> get_why() const {
    const auto claim = request.parameter("claim");
    const auto number = request.parameter("number");
    if (claim.has_value() == number.has_value()) {
      return fail(Fault::invalid_input, "ask with either ?claim=… or ?number=…");
    }
    // The steps name reasons of the reckoning within sentences of their own: they are retold whole.
    TRY_ASSIGN(auto steps, actions::explain(*bureau().reckoned(), claim ? *claim : *number));
    if (const wire::Phrasebook* book = site.retellings_.book_for(request)) {
      for (actions::WhyStep& step : steps) step.text = book->say(step.text);
    }
    return read_response(request, why_json(steps));
  }
  Result<Response> get_ledger() const {
    const ledger::LedgerStore& store = bureau().store();
    const ledger::Head head = store.head();
    TRY_ASSIGN(const std::uint64_t from,
               number_parameter(request, "from", 0, 0, std::uint64_t{1} << 53U));
    TRY_ASSIGN(const std::uint64_t limit, number_parameter(request, "limit", 100, 1, 1000));
    std::vector<LedgerRow> rows;
    for (std::uint64_t index = from; index < head.size && index - from < limit; ++index) {
      TRY_ASSIGN(ledger::Entry entry, store.entry(index));
      TRY_ASSIGN(const Digest hash, store.node(0, index));
      entry.payload.clear();  // a page of payloads could be gigabytes
      rows.push_back({index, std::move(entry), hash});
    }
    return read_response(request, ledger_json(rows, head));
  }
  Result<Response> verify() const {
    TRY_ASSIGN(const ledger::Verification verification, actions::verify_ledger(bureau()));
    return Response::of(200, std::string(kJson), verification_json(verification));
  }
  PersonRoutes persons() const {
    return {bureau(), site.chance_, request, std::string(kAuthor),
            site.list_words_.book_for(request)};
  }
  Result<Response> search() const { return persons().search(); }
  Result<Response> get_person() const { return persons().show_person(variable); }
  Result<Response> get_record() const { return persons().show_record(variable); }
  Result<Response> file_records() const { return persons().file_records(); }
  Result<Response> compare() const { return persons().compare(); }
  Result<Response> judge() const { return persons().judge(); }
  Result<Response> undo() const { return persons().undo(variable); }
  Result<Response> suggestions() const { return persons().suggestions(); }
  Result<Response> preview_list() const { return persons().preview_list(); }
  Result<Response> enter_list() const { return persons().enter_list(); }
  Result<Response> complete() const { return persons().complete(); }
  Result<Response> export_all() const {
    const std::string wanted = request.parameter("format").value_or("");
    const auto format = actions::export_format_named(wanted);
    const auto what = actions::export_what_named(request.parameter("what").value_or("exchanges"));
    if (!format)
      return fail(Fault::invalid_input, "'format' is " + std::string(actions::kExportFormats));
    if (!what) return fail(Fault::invalid_input, "'what' is exchanges or claims");
    std::string body;
    TRY(actions::export_ledger(*bureau().reckoned(), *format, *what,
                               [&](std::string_view bytes) -> Result<void> {
                                 body += bytes;
                                 return {};
                               }));
    Response response = read_response(request, std::move(body), actions::media_type(*format));
    response.headers.add(
        "Content-Disposition",
        "attachment; filename=\"nostos." + std::string(actions::file_ending(*format)) + "\"");
    return response;
  }
};

const std::array<Answering::Row, 26>& Answering::table() {
  static constexpr std::array<Row, 26> kTable{{
      {"GET", "/api/bureau", &Answering::get_bureau},
      {"GET", "/api/parties", &Answering::get_parties},
      {"GET", "/api/glossary", &Answering::get_glossary},
      {"GET", "/api/exchanges", &Answering::get_exchanges},
      {"GET", "/api/exchanges/{id}", &Answering::get_exchange},
      {"GET", "/api/findings", &Answering::get_findings},
      {"GET", "/api/reports", &Answering::get_reports},
      {"POST", "/api/reports", &Answering::file},
      {"GET", "/api/reports/{digest}", &Answering::get_report},
      {"POST", "/api/reports/{digest}/published", &Answering::correct},
      {"POST", "/api/readings", &Answering::preview},
      {"GET", "/api/why", &Answering::get_why},
      {"GET", "/api/ledger", &Answering::get_ledger},
      {"GET", "/api/ledger/verify", &Answering::verify},
      {"GET", "/api/export", &Answering::export_all},
      {"POST", "/api/searches", &Answering::search},
      {"GET", "/api/persons/{id}", &Answering::get_person},
      {"GET", "/api/records/{id}", &Answering::get_record},
      {"POST", "/api/records", &Answering::file_records},
      {"GET", "/api/comparisons", &Answering::compare},
      {"POST", "/api/judgements", &Answering::judge},
      {"POST", "/api/judgements/{id}/undo", &Answering::undo},
      {"GET", "/api/suggestions", &Answering::suggestions},
      {"POST", "/api/lists/preview", &Answering::preview_list},
      {"POST", "/api/lists", &Answering::enter_list},
      {"POST", "/api/names", &Answering::complete},
  }};
  return kTable;
}

namespace {

// Does `path` fit `pattern`? The variable part receives what stands in its place.
bool fits(std::string_view pattern, std::string_view path, std::string& variable) {
  const auto wanted = split(pattern, '/');
  const auto given = split(path, '/');
  if (wanted.size() != given.size()) return false;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].starts_with('{')) {
      if (given[i].empty()) return false;
      variable = std::string(given[i]);
    } else if (wanted[i] != given[i]) {
      return false;
    }
  }
  return true;
}

}  // namespace

Site::Site(const SiteParts& parts)
    : bureau_(parts.bureau),
      chance_(parts.chance),
      assets_(parts.pages),
      version_(parts.version),
      parties_json_(parties_json(parts.party_table)),
      glossary_json_(glossary_json(parts.glossary)),
      retellings_(parts.reasons),
      list_words_("words/lists.tsv", parts.list_words) {}

std::vector<Site::Route> Site::routes() {
  std::vector<Route> routes;
  for (const Answering::Row& row : Answering::table()) routes.push_back({row.method, row.pattern});
  return routes;
}

Response Site::answer(const Request& request) const {
  if (request.path != "/api" && !request.path.starts_with("/api/")) return assets_.answer(request);
  const std::string_view method =
      request.method == "HEAD" ? "GET" : std::string_view(request.method);
  std::string allowed;
  for (const Answering::Row& row : Answering::table()) {
    Answering answering{*this, request, {}};
    if (!fits(row.pattern, request.path, answering.variable)) continue;
    if (row.method != method) {
      allowed += (allowed.empty() ? "" : ", ") + std::string(row.method);
      continue;
    }
    auto response = (answering.*row.handler)();
    return response ? std::move(*response) : error_response(response.error());
  }
  if (allowed.empty()) {
    return error_response(404, Fault::not_found, "there is nothing at " + request.path);
  }
  Response response =
      error_response(405, Fault::invalid_input, request.path + " takes " + allowed + " only");
  response.headers.add("Allow", allowed);
  return response;
}

std::string parties_json(std::string_view party_table) {
  std::string out;
  JsonWriter json(out);
  json.begin_array();
  int order = 0;
  for (const std::string_view line : split(party_table, '\n')) {
    const auto fields = split(line, '\t');
    if (line.starts_with('#') || fields.size() < 6) continue;
    json.begin_object().field("id", trimmed(fields[0])).key("names").begin_object();
    json.field("en", trimmed(fields[3]))
        .field("uk", trimmed(fields[4]))
        .field("ru", trimmed(fields[5]));
    json.end_object().field("order", order++).end_object();
  }
  json.end_array();
  return out;
}

std::string glossary_json(std::string_view glossary) {
  std::string out;
  JsonWriter json(out);
  json.begin_array();
  for (const std::string_view line : split(glossary, '\n')) {
    const auto cells = split(trimmed(line), '|');
    // "| term | meaning | uk | ru |" makes six, the outer two empty.
    if (cells.size() != 6 || trimmed(cells[1]) == "term" || cells[1].starts_with("--")) continue;
    json.begin_object()
        .field("term", trimmed(cells[1]))
        .field("meaning", trimmed(cells[2]))
        .field("uk", trimmed(cells[3]))
        .field("ru", trimmed(cells[4]))
        .end_object();
  }
  json.end_array();
  return out;
}

}  // namespace nostos::http
