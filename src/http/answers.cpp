// SPDX-License-Identifier: Apache-2.0
#include "http/answers.h"

#include <set>

#include "base/json_writer.h"
#include "wire/reading_json.h"
#include "wire/reckoning_json.h"

namespace nostos::http {

namespace {

using actions::ClaimPlace;
using actions::FiledReport;
using actions::ReckonedLedger;

std::optional<std::string> or_null(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text;
}

void write_head(JsonWriter& json, const ledger::Head& head) {
  json.begin_object().field("size", head.size).field("root", to_hex(head.root)).end_object();
}

void write_report_head(JsonWriter& json, const FiledReport& report) {
  json.begin_object();
  json.field("digest", report.digest)
      .field("outlet", or_null(report.reading.outlet))
      .field("url", or_null(report.reading.url));
  json.key("published");
  wire::write_published(json, report.reading.published);
  json.field("title", or_null(report.title)).end_object();
}

void write_resolved(JsonWriter& json, const ClaimPlace& place) {
  const FiledReport& report = *place.report;
  json.begin_object().key("report");
  write_report_head(json, report);
  json.field("recorded_at", rfc3339(report.recorded_at)).key("claim");
  wire::write_claim(json, report.reading, *place.claim);
  json.end_object();
}

// Claims in the order they are first named, each once.
class Named {
 public:
  void add(const std::vector<domain::ClaimRef>& refs) {
    for (const domain::ClaimRef& ref : refs) {
      if (seen_.insert(ref.claim).second) order_.push_back(ref.claim);
    }
  }
  void write(JsonWriter& json, const ReckonedLedger& ledger) const {
    json.begin_array();
    for (const std::string& id : order_) {
      if (const auto place = ledger.claim(id)) write_resolved(json, *place);
    }
    json.end_array();
  }

 private:
  std::set<std::string> seen_;
  std::vector<std::string> order_;
};

// The copies that `wanted` takes, each with both of its reports by name.
template <class Wanted>
void write_copies(JsonWriter& json, const ReckonedLedger& ledger, const Wanted& wanted) {
  json.key("copies").begin_array();
  for (const domain::CopyView& copy : ledger.reckoning.copies) {
    if (!wanted(copy)) continue;
    const auto report = ledger.holdings->find(copy.report);
    const auto of = ledger.holdings->find(copy.of);
    if (!report || !of) continue;
    json.begin_object().key("report");
    write_report_head(json, *report);
    json.key("of");
    write_report_head(json, *of);
    json.field("copying", copy.copying)
        .field("order_known", copy.order_known)
        .field("text_percent", std::int64_t{copy.text_percent})
        .field("figures_shared", std::uint64_t{copy.figures_shared})
        .key("differences")
        .begin_array();
    for (const std::string& difference : copy.differences) json.value(difference);
    json.end_array().end_object();
  }
  json.end_array();
}

bool contains(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

template <class Items, class Write>
void write_array(JsonWriter& json, const Items& items, const Write& write) {
  json.begin_array();
  for (const auto& item : items) write(json, item);
  json.end_array();
}

void add_claims_of(Named& named, const domain::ExchangeView& exchange) {
  named.add(exchange.claims);
  for (const auto& leg : exchange.legs) named.add(leg.count.claims);
  for (const auto& total : exchange.totals) named.add(total.value.claims);
  for (const auto& ordinal : exchange.ordinals) named.add(ordinal.value.claims);
  named.add(exchange.breakdown_claims);
}

}  // namespace

std::string bureau_json(const actions::Bureau& bureau, const std::string& version) {
  const auto ledger = bureau.reckoned();
  const ledger::Head head = bureau.store().head();
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .field("name", bureau.about().name)
      .field("sample", bureau.about().sample)
      .field("reports", std::uint64_t{ledger->holdings->reports.size()})
      .field("exchanges", std::uint64_t{ledger->reckoning.exchanges.size()})
      .field("findings", std::uint64_t{ledger->reckoning.findings.size()})
      .field("entries", head.size)
      .key("head");
  write_head(json, head);
  json.field("version", version).end_object();
  return out;
}

std::string exchanges_json(const ReckonedLedger& ledger) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("exchanges");
  write_array(json, ledger.reckoning.exchanges, wire::write_exchange);
  json.key("chains");
  write_array(json, ledger.reckoning.chains, wire::write_chain);
  json.key("edges");
  write_array(json, ledger.reckoning.edges, wire::write_edge);
  json.key("assumptions").begin_array();
  for (const std::string& assumption : ledger.reckoning.assumptions) json.value(assumption);
  json.end_array().end_object();
  return out;
}

std::string exchange_json(const ReckonedLedger& ledger, const domain::ExchangeView& exchange) {
  std::string out;
  JsonWriter json(out);
  Named named;
  add_claims_of(named, exchange);
  json.begin_object().key("exchange");
  wire::write_exchange(json, exchange);
  json.key("findings").begin_array();
  for (const domain::Finding& finding : ledger.reckoning.findings) {
    if (!contains(finding.exchanges, exchange.id)) continue;
    wire::write_finding(json, finding);
    named.add(finding.claims);
  }
  json.end_array().key("edges").begin_array();
  for (const domain::JudgementEdge& edge : ledger.reckoning.edges) {
    if (contains(exchange.members, edge.a) || contains(exchange.members, edge.b)) {
      wire::write_edge(json, edge);
    }
  }
  json.end_array().key("claims");
  named.write(json, ledger);
  std::set<std::string> told_by;
  for (const std::string& member : exchange.members)
    told_by.insert(member.substr(0, member.find('#')));
  write_copies(json, ledger, [&](const domain::CopyView& copy) {
    return told_by.contains(copy.report) && told_by.contains(copy.of);
  });
  const auto& all = ledger.reckoning.exchanges;
  const std::size_t at = ledger.exchange_at.at(exchange.id);
  json.key("neighbours").begin_object();
  json.field("previous", at == 0 ? std::nullopt : std::optional(all[at - 1].id))
      .field("next", at + 1 == all.size() ? std::nullopt : std::optional(all[at + 1].id));
  json.end_object().end_object();
  return out;
}

std::string findings_json(const ReckonedLedger& ledger) {
  std::string out;
  JsonWriter json(out);
  Named named;
  json.begin_object().key("findings").begin_array();
  // Worst first; within a severity in the order of the reckoning.
  for (const char* severity : {"contradiction", "warning", "note"}) {
    for (const domain::Finding& finding : ledger.reckoning.findings) {
      if (finding.severity != severity) continue;
      wire::write_finding(json, finding);
      named.add(finding.claims);
    }
  }
  json.end_array().key("claims");
  named.write(json, ledger);
  json.end_object();
  return out;
}

std::string reports_json(const actions::Holdings& holdings) {
  std::string out;
  JsonWriter json(out);
  json.begin_array();
  for (const actions::FiledPointer& report : holdings.reports) {
    const domain::Reading& reading = report->reading;
    json.begin_object()
        .field("digest", report->digest)
        .field("id", reading.id)
        .field("outlet", or_null(reading.outlet))
        .field("url", or_null(reading.url))
        .field("lang", reading.lang)
        .field("title", or_null(report->title))
        .key("published");
    wire::write_published(json, reading.published);
    json.field("recorded_at", rfc3339(report->recorded_at))
        .field("events", std::uint64_t{reading.events.size()})
        .field("claims", std::uint64_t{reading.claims.size()})
        .field("doubts", std::uint64_t{reading.doubts.size()})
        .end_object();
  }
  json.end_array();
  return out;
}

std::string report_json(const ReckonedLedger& ledger, const FiledReport& report) {
  // The reading as it is everywhere else, with what only the bureau knows of it in front.
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .field("title", or_null(report.title))
      .field("recorded_at", rfc3339(report.recorded_at))
      .field("entry", report.entry)
      .key("exchanges")
      .begin_object();
  for (const domain::Event& event : report.reading.events) {
    const std::string* const exchange = ledger.exchange_of(report.digest + "#" + event.id);
    if (exchange != nullptr) json.text_key(event.id).value(*exchange);
  }
  json.end_object();
  write_copies(json, ledger, [&](const domain::CopyView& copy) {
    return copy.report == report.digest || copy.of == report.digest;
  });
  json.members_of(wire::reading_json(report.reading, wire::WithText::yes)).end_object();
  return out;
}

std::string receipt_json(const actions::Receipt& receipt) {
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .field("digest", receipt.digest)
      .field("entry", receipt.entry)
      .field("recorded_at", rfc3339(receipt.recorded_at))
      .field("already_known", receipt.already_known)
      .field("claims", std::uint64_t{receipt.claims})
      .field("doubts", std::uint64_t{receipt.doubts})
      .end_object();
  return out;
}

std::string why_json(const std::vector<actions::WhyStep>& steps) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("steps").begin_array();
  for (const actions::WhyStep& step : steps) {
    json.begin_object()
        .field("kind", step.kind)
        .field("text", step.text)
        .field("report", or_null(step.report))
        .field("claim", or_null(step.claim))
        .end_object();
  }
  json.end_array().end_object();
  return out;
}

std::string verification_json(const ledger::Verification& verification) {
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .field("ok", verification.ok)
      .field("size", verification.head.size)
      .field("root", to_hex(verification.head.root))
      .field("first_bad", verification.first_bad)
      .field("reason", or_null(verification.reason))
      .end_object();
  return out;
}

std::string ledger_json(const std::vector<LedgerRow>& rows, const ledger::Head& head) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("entries").begin_array();
  for (const LedgerRow& row : rows) {
    json.begin_object()
        .field("index", row.index)
        .field("id", row.entry.id)
        .field("kind", row.entry.kind)
        .field("recorded_at", rfc3339(row.entry.recorded_at))
        .field("hash", to_hex(row.hash))
        .field("author", or_null(row.entry.author))
        .field("operation", or_null(row.entry.operation))
        .field("about", or_null(row.entry.about))
        .end_object();
  }
  json.end_array().field("size", head.size).field("root", to_hex(head.root)).end_object();
  return out;
}

}  // namespace nostos::http
