// SPDX-License-Identifier: Apache-2.0
#include <string_view>
#include <vector>

#include "wire/reading_json.h"
#include "wire/reckoning_json.h"
#include "wire/value_writer.h"

namespace nostos::wire {
namespace {

using namespace nostos::domain;

template <class List, class WriteOne>
void write_list(JsonWriter& json, const JsonKey& key, const List& items, WriteOne write_one) {
  json.key(key).begin_array();
  for (const auto& item : items) write_one(json, item);
  json.end_array();
}

void write_texts(JsonWriter& json, const JsonKey& key, const std::vector<std::string>& items) {
  write_list(json, key, items, [](JsonWriter& j, const std::string& item) { j.value(item); });
}

void write_refs(JsonWriter& json, const std::vector<ClaimRef>& refs) {
  write_list(json, "claims", refs, write_claim_ref);
}

// The claim behind one slot of a view: its id and the report it stands in.
void write_source(JsonWriter& json, const ClaimRef& ref) {
  write_text_or_null(json, "claim", ref.claim);
  write_text_or_null(json, "report", ref.report);
}

void write_source(JsonWriter& json, const ExchangeView& exchange, std::size_t claim) {
  write_source(json, claim < exchange.claims.size() ? exchange.claims[claim] : ClaimRef{});
}

void write_leg(JsonWriter& json, const LegView& leg) {
  json.begin_object();
  write_text_or_null(json, "to", leg.to);
  write_text_or_null(json, "from", leg.from);
  json.key("count");
  write_reckoned(json, leg.count);
  json.field("population", leg.population);
  write_text_or_null(json, "scope", leg.scope);
  json.end_object();
}

void write_ordinal(JsonWriter& json, const OrdinalView& ordinal) {
  json.begin_object();
  write_text_or_null(json, "ns", ordinal.ns);
  json.field("scope", ordinal.scope).key("value");
  write_reckoned(json, ordinal.value);
  json.end_object();
}

void write_total(JsonWriter& json, const TotalView& total) {
  json.begin_object();
  write_text_or_null(json, "side", total.side);
  json.key("value");
  write_reckoned(json, total.value);
  write_texts(json, "labels", total.labels);
  json.end_object();
}

void write_involved(JsonWriter& json, const JsonKey& key, const ExchangeView& exchange,
                    const std::vector<Involved>& all) {
  write_list(json, key, all, [&](JsonWriter& j, const Involved& one) {
    j.begin_object();
    write_text_or_null(j, "id", one.id);
    j.field("name", one.name);
    write_source(j, exchange, one.claim);
    j.end_object();
  });
}

void write_breakdowns(JsonWriter& json, const ExchangeView& exchange) {
  json.key("breakdowns").begin_array();
  for (std::size_t i = 0; i < exchange.breakdowns.size(); ++i) {
    json.begin_object();
    write_breakdown_fields(json, exchange.breakdowns[i]);
    const bool known = i < exchange.breakdown_claims.size();
    write_source(json, known ? exchange.breakdown_claims[i] : ClaimRef{});
    json.end_object();
  }
  json.end_array();
  write_list(json, "breakdown_claims", exchange.breakdown_claims, write_claim_ref);
}

void write_link(JsonWriter& json, const ChainLink& link) {
  json.begin_object().field("exchange", link.exchange).field("total_after", link.total_after);
  json.field("step", link.step).field("derived", link.derived).field("gap", link.gap);
  json.field("arithmetic", link.arithmetic);
  write_refs(json, link.claims);
  json.end_object();
}

void write_report_date(JsonWriter& json, const ReportDate& report) {
  json.begin_object().field("report", report.report).key("date");
  write_date(json, report.date);
  write_texts(json, "proof", report.proof);
  json.end_object();
}

void write_tally(JsonWriter& json, const AuditTally& tally) {
  json.begin_object().field("audit", tally.audit).field("asks", tally.asks);
  json.field("checked", std::uint64_t{tally.checked}).field("held", std::uint64_t{tally.held});
  json.end_object();
}

void write_copy(JsonWriter& json, const CopyView& copy) {
  json.begin_object().field("report", copy.report).field("of", copy.of);
  json.field("copying", copy.copying).field("order_known", copy.order_known);
  json.field("text_percent", std::int64_t{copy.text_percent});
  json.field("figures_shared", std::uint64_t{copy.figures_shared});
  write_texts(json, "differences", copy.differences);
  json.end_object();
}

}  // namespace

void write_claim_ref(JsonWriter& json, const ClaimRef& ref) {
  json.begin_object().field("report", ref.report).field("claim", ref.claim).end_object();
}

void write_reckoned(JsonWriter& json, const Reckoned& number) {
  json.begin_object().field("low", number.low).field("best", number.best);
  json.field("high", number.high).field("op", name(number.best_op));
  json.field("basis", number.basis == Basis::stated ? "stated" : "derived");
  json.field("conflict", number.conflict).field("why", number.why);
  write_refs(json, number.claims);
  json.field("reports", std::uint64_t{number.reports});
  json.field("origins", std::uint64_t{number.origins}).end_object();
}

void write_exchange(JsonWriter& json, const ExchangeView& exchange) {
  json.begin_object().field("id", exchange.id).field("type", name(exchange.type));
  json.field("status", name(exchange.status)).key("date");
  write_date(json, exchange.date);
  write_texts(json, "date_proof", exchange.date_proof);
  write_texts(json, "sides", exchange.sides);
  write_list(json, "legs", exchange.legs, write_leg);
  write_list(json, "ordinals", exchange.ordinals, write_ordinal);
  write_list(json, "totals", exchange.totals, write_total);
  write_breakdowns(json, exchange);
  write_involved(json, "mediators", exchange, exchange.mediators);
  write_involved(json, "intermediaries", exchange, exchange.intermediaries);
  write_list(json, "places", exchange.places, [&](JsonWriter& j, const PlaceMention& place) {
    j.begin_object();
    write_text_or_null(j, "id", place.id);
    j.field("name", place.name).field("role", place.role);
    write_source(j, exchange, place.claim);
    j.end_object();
  });
  write_list(json, "health", exchange.health, [&](JsonWriter& j, const HealthNote& note) {
    j.begin_object().field("what", note.what).key("count");
    write_quantity(j, note.count);
    write_source(j, exchange, note.claim);
    j.end_object();
  });
  write_texts(json, "members", exchange.members);
  write_refs(json, exchange.claims);
  write_text_or_null(json, "previous", exchange.previous);
  write_text_or_null(json, "parent", exchange.parent);
  json.field("is_deal", exchange.is_deal).end_object();
}

void write_edge(JsonWriter& json, const JudgementEdge& edge) {
  json.begin_object().field("a", edge.a).field("b", edge.b);
  json.field("judgement", name(edge.judgement)).field("rule", edge.rule);
  json.field("reason", edge.reason).end_object();
}

void write_chain(JsonWriter& json, const Chain& chain) {
  json.begin_object();
  write_text_or_null(json, "side", chain.side);
  write_list(json, "links", chain.links, write_link);
  json.end_object();
}

void write_finding(JsonWriter& json, const Finding& finding) {
  json.begin_object().field("id", finding.id).field("audit", finding.audit);
  json.field("severity", finding.severity).field("verdict", finding.verdict);
  write_text_or_null(json, "arithmetic", finding.arithmetic);
  write_texts(json, "exchanges", finding.exchanges);
  write_refs(json, finding.claims);
  json.end_object();
}

void write_reckoning(JsonWriter& json, const Reckoning& reckoning) {
  json.begin_object();
  write_list(json, "exchanges", reckoning.exchanges, write_exchange);
  write_list(json, "edges", reckoning.edges, write_edge);
  write_list(json, "chains", reckoning.chains, write_chain);
  write_list(json, "findings", reckoning.findings, write_finding);
  write_texts(json, "assumptions", reckoning.assumptions);
  write_list(json, "reports", reckoning.reports, write_report_date);
  write_list(json, "audits", reckoning.audits, write_tally);
  write_list(json, "copies", reckoning.copies, write_copy);
  json.end_object();
}

std::string reckoning_json(const Reckoning& reckoning) {
  std::string out;
  JsonWriter json(out);
  write_reckoning(json, reckoning);
  return out;
}

}  // namespace nostos::wire
