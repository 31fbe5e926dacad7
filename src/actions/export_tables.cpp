// SPDX-License-Identifier: Apache-2.0
#include "actions/export_tables.h"

#include <algorithm>
#include <array>
#include <set>

#include "domain/partial_date.h"

namespace nostos::actions {
namespace {

std::string text_of(const std::optional<std::int64_t>& number) {
  return number ? std::to_string(*number) : "";
}

std::string text_of(const std::optional<domain::Day>& day) { return day ? domain::iso(*day) : ""; }

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

constexpr std::array<ExportColumn, 18> kExchangeColumns{{
    {"exchange", "string", "#event+id", "id of the exchange in this reckoning"},
    {"type", "string", "#event+type", "exchange, release or bodies"},
    {"status", "string", "#status",
     "completed, in_progress, planned, postponed, cancelled, denied"},
    {"date", "string", "#date+edtf", "the day as far as it is known, in EDTF (ISO 8601-2)"},
    {"earliest", "date", "#date+start", "first day that it can have been"},
    {"latest", "date", "#date+end", "last day that it can have been"},
    {"sides", "string", "#group+name", "the sides, in the order of their codes"},
    {"to", "string", "#group+to", "the side that people came to"},
    {"from", "string", "#group+from", "the side that they came from"},
    {"population", "string", "#affected+type", "who is counted: pow, military, civilian, bodies …"},
    {"low", "integer", "#affected+min+num", "least number that a source gives"},
    {"best", "integer", "#affected+num",
     "reckoned number; empty when sources of equal standing differ"},
    {"high", "integer", "#affected+max+num", "greatest number that a source gives"},
    {"op", "string", "#affected+op", "how exact the best number is: eq, ap, ge, gt, le, lt …"},
    {"basis", "string", "#affected+basis", "stated by a source or derived by arithmetic"},
    {"conflict", "boolean", "#affected+conflict", "sources of equal standing differ"},
    {"why", "string", "#meta+why", "the rule or the arithmetic that chose the number"},
    {"claims", "string", "#meta+claims", "ids of the claims it rests on"},
}};

constexpr std::array<ExportColumn, 21> kClaimColumns{{
    {"claim", "string", "#meta+id", "id of the claim"},
    {"report", "string", "#meta+report+id", "SHA-256 of the report as received"},
    {"outlet", "string", "#meta+source", "who published it"},
    {"url", "string", "#meta+url", "where it was published"},
    {"published", "string", "#date+published", "when, in EDTF"},
    {"recorded_at", "string", "#date+recorded", "when the bureau received it (RFC 3339)"},
    {"type", "string", "#meta+claim+type", "kind of claim"},
    {"event", "string", "#event+id", "event of the report that it is about"},
    {"words", "string", "#description", "the words it stands in"},
    {"speakers", "string", "#contact+speaker", "who says so, outermost first"},
    {"modality", "string", "#meta+modality", "actual, planned, failed …"},
    {"polarity", "string", "#meta+polarity", "affirmed or denied"},
    {"state", "string", "#status", "current, corrected or retracted"},
    {"to", "string", "#group+to", "the side that people came to"},
    {"from", "string", "#group+from", "the side that they came from"},
    {"population", "string", "#affected+type", "who is counted"},
    {"op", "string", "#affected+op", "how exact the number is"},
    {"lo", "integer", "#affected+min+num", "least number meant"},
    {"hi", "integer", "#affected+max+num", "greatest number meant"},
    {"date", "string", "#date+edtf", "the day claimed, in EDTF"},
    {"rule", "string", "#meta+rule", "rule of reading that found it"},
}};

constexpr std::array<ExportColumn, 16> kUcdpColumns{{
    {"id", "string", "#event+id", "exchange and the side that people came to"},
    {"year", "integer", "#date+year", "year of the last possible day"},
    {"type_of_event", "string", "#event+type", "exchange, release or bodies"},
    {"status", "string", "#status", "completed, planned …"},
    {"side_a", "string", "#group+a", "first side by its code"},
    {"side_b", "string", "#group+b", "second side by its code"},
    {"received_by", "string", "#group+to", "the side that people came to"},
    {"date_prec", "integer", "#date+prec",
     "1 the day; 2 within 6 days; 3 the month; 4 the year; 5 less than that"},
    {"date_start", "date", "#date+start", "first day that it can have been"},
    {"date_end", "date", "#date+end", "last day that it can have been"},
    {"population", "string", "#affected+type", "who is counted"},
    {"best", "integer", "#affected+num",
     "reckoned number; empty when sources of equal standing differ"},
    {"high", "integer", "#affected+max+num", "greatest number that a source gives"},
    {"low", "integer", "#affected+min+num", "least number that a source gives"},
    {"number_of_sources", "integer", "#meta+sources+num", "reports that give a number"},
    {"source_article", "string", "#meta+source",
     "their outlets, or digests where no outlet is known"},
}};

std::vector<std::string> exchange_cells(const domain::ExchangeView& exchange) {
  return {
      exchange.id,           std::string(name(exchange.type)), std::string(name(exchange.status)),
      exchange.date.edtf,    text_of(exchange.date.earliest),  text_of(exchange.date.latest),
      joined(exchange.sides)};
}

std::vector<std::string> claim_cells(const FiledReport& report, const domain::Claim& claim) {
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

// The codes of the UCDP event data, by the width of the days that are possible.
std::string date_precision(const domain::PartialDate& date) {
  if (!date.earliest || !date.latest) return "5";
  const auto days = *date.latest - *date.earliest;
  return days == 0 ? "1" : days <= 6 ? "2" : days <= 31 ? "3" : days <= 366 ? "4" : "5";
}

std::string sources_of(const ReckonedLedger& ledger, const domain::Reckoned& count) {
  std::set<std::string> names;
  for (const domain::ClaimRef& ref : count.claims) {
    const auto place = ledger.claim(ref.claim);
    const bool named = place && !place->report->reading.outlet.empty();
    names.insert(named ? place->report->reading.outlet : ref.report.substr(0, 16));
  }
  return joined({names.begin(), names.end()});
}

std::vector<std::string> ucdp_cells(const ReckonedLedger& ledger,
                                    const domain::ExchangeView& exchange,
                                    const domain::LegView& leg) {
  const auto side = [&](std::size_t i) {
    return i < exchange.sides.size() ? exchange.sides[i] : "";
  };
  const std::string end = text_of(exchange.date.latest);
  std::set<std::string> reports;
  for (const domain::ClaimRef& ref : leg.count.claims) reports.insert(ref.report);
  return {exchange.id + (leg.to.empty() ? "" : "-" + leg.to),
          end.substr(0, end.find('-')),
          std::string(name(exchange.type)),
          std::string(name(exchange.status)),
          side(0),
          side(1),
          leg.to,
          date_precision(exchange.date),
          text_of(exchange.date.earliest),
          end,
          leg.population,
          text_of(leg.count.best),
          text_of(leg.count.high),
          text_of(leg.count.low),
          std::to_string(reports.size()),
          sources_of(ledger, leg.count)};
}

}  // namespace

ExportTable exchanges_table(const ReckonedLedger& ledger) {
  ExportTable table{
      "exchanges", "Exchanges and their legs, reckoned from all claims.", kExchangeColumns, {}};
  for (const domain::ExchangeView& exchange : ledger.reckoning.exchanges) {
    for (const domain::LegView& leg : exchange.legs) {
      std::vector<std::string> cells = exchange_cells(exchange);
      cells.insert(
          cells.end(),
          {leg.to, leg.from, leg.population, text_of(leg.count.low), text_of(leg.count.best),
           text_of(leg.count.high), std::string(name(leg.count.best_op)),
           leg.count.basis == domain::Basis::derived ? "derived" : "stated",
           leg.count.conflict ? "yes" : "no", leg.count.why, claim_ids(leg.count.claims)});
      table.rows.push_back(std::move(cells));
    }
    if (exchange.legs.empty()) {
      std::vector<std::string> cells = exchange_cells(exchange);
      cells.resize(kExchangeColumns.size() - 1);
      cells.push_back(claim_ids(exchange.claims));
      table.rows.push_back(std::move(cells));
    }
  }
  return table;
}

ExportTable claims_table(const ReckonedLedger& ledger) {
  ExportTable table{"claims", "Claims of all reports, as they were read.", kClaimColumns, {}};
  for (const FiledPointer& report : ledger.holdings->reports) {
    for (const domain::Claim& claim : report->reading.claims)
      table.rows.push_back(claim_cells(*report, claim));
  }
  return table;
}

ExportTable ucdp_table(const ReckonedLedger& ledger) {
  ExportTable table{"ucdp", "Legs of exchanges with low, best and high.", kUcdpColumns, {}};
  for (const domain::ExchangeView& exchange : ledger.reckoning.exchanges) {
    for (const domain::LegView& leg : exchange.legs)
      table.rows.push_back(ucdp_cells(ledger, exchange, leg));
  }
  return table;
}

}  // namespace nostos::actions
