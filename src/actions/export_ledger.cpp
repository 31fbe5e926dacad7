// SPDX-License-Identifier: Apache-2.0
#include "actions/export_ledger.h"

#include <vector>

#include "base/json_writer.h"
#include "wire/reading_json.h"
#include "wire/reckoning_json.h"

namespace nostos::actions {

namespace {

std::string text_of(const std::optional<std::int64_t>& number) {
  return number ? std::to_string(*number) : "";
}

std::string text_of(const std::optional<domain::Day>& day) { return day ? domain::iso(*day) : ""; }

std::string line(const std::vector<std::string>& fields) {
  std::string text;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) text += ',';
    text += csv_field(fields[i]);
  }
  return text + "\r\n";
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : "; ") + word;
  return all;
}

std::string claim_ids(const std::vector<domain::ClaimRef>& refs) {
  std::vector<std::string> ids;
  for (const domain::ClaimRef& ref : refs) ids.push_back(ref.claim);
  return joined(ids);
}

std::vector<std::string> exchange_fields(const domain::ExchangeView& exchange) {
  return {
      exchange.id,           std::string(name(exchange.type)), std::string(name(exchange.status)),
      exchange.date.edtf,    text_of(exchange.date.earliest),  text_of(exchange.date.latest),
      joined(exchange.sides)};
}

Result<void> write_exchanges_csv(const ReckonedLedger& ledger, const Write& write) {
  TRY(write(
      line({"exchange", "type", "status", "date", "earliest", "latest", "sides", "to", "from",
            "population", "low", "best", "high", "op", "basis", "conflict", "why", "claims"})));
  for (const domain::ExchangeView& exchange : ledger.reckoning.exchanges) {
    for (const domain::LegView& leg : exchange.legs) {
      std::vector<std::string> fields = exchange_fields(exchange);
      fields.insert(
          fields.end(),
          {leg.to, leg.from, leg.population, text_of(leg.count.low), text_of(leg.count.best),
           text_of(leg.count.high), std::string(name(leg.count.best_op)),
           leg.count.basis == domain::Basis::derived ? "derived" : "stated",
           leg.count.conflict ? "yes" : "no", leg.count.why, claim_ids(leg.count.claims)});
      TRY(write(line(fields)));
    }
    if (exchange.legs.empty()) {
      std::vector<std::string> fields = exchange_fields(exchange);
      fields.resize(17);
      fields.push_back(claim_ids(exchange.claims));
      TRY(write(line(fields)));
    }
  }
  return {};
}

std::vector<std::string> claim_fields(const FiledReport& report, const domain::Claim& claim) {
  std::vector<std::string> speakers;
  for (const domain::Speaker& speaker : claim.speakers) speakers.push_back(speaker.name);
  std::string words;
  if (!claim.spans.empty()) {
    const domain::Span& span = claim.spans.front();
    words = report.reading.text.substr(span.start, span.end - span.start);
  }
  return {claim.id,
          report.digest,
          report.reading.outlet,
          report.reading.url,
          report.reading.published.date.edtf,
          rfc3339(report.recorded_at),
          std::string(name(claim.type)),
          claim.event,
          words,
          joined(speakers),
          std::string(name(claim.modality)),
          std::string(name(claim.polarity)),
          std::string(name(claim.state)),
          claim.to,
          claim.from,
          claim.population,
          std::string(name(claim.count.op)),
          text_of(claim.count.lo),
          text_of(claim.count.hi),
          claim.date ? claim.date->edtf : "",
          claim.rule};
}

Result<void> write_claims_csv(const ReckonedLedger& ledger, const Write& write) {
  TRY(write(
      line({"claim", "report",     "outlet",   "url",      "published", "recorded_at", "type",
            "event", "words",      "speakers", "modality", "polarity",  "state",       "to",
            "from",  "population", "op",       "lo",       "hi",        "date",        "rule"})));
  for (const FiledPointer& report : ledger.holdings->reports) {
    for (const domain::Claim& claim : report->reading.claims) {
      TRY(write(line(claim_fields(*report, claim))));
    }
  }
  return {};
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
  if (name == "csv") return ExportFormat::csv;
  if (name == "json") return ExportFormat::json;
  if (name == "jsonl") return ExportFormat::jsonl;
  return std::nullopt;
}

std::optional<ExportWhat> export_what_named(std::string_view name) {
  if (name == "exchanges") return ExportWhat::exchanges;
  if (name == "claims") return ExportWhat::claims;
  return std::nullopt;
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
  if (format == ExportFormat::csv) {
    return what == ExportWhat::claims ? write_claims_csv(ledger, write)
                                      : write_exchanges_csv(ledger, write);
  }
  if (format == ExportFormat::jsonl) return write_readings(ledger, "", "\n", "\n", write);
  if (what == ExportWhat::claims) return write_readings(ledger, "[", ",\n", "]\n", write);
  TRY(write(wire::reckoning_json(ledger.reckoning)));
  return write("\n");
}

}  // namespace nostos::actions
