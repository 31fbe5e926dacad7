// SPDX-License-Identifier: Apache-2.0
#include "actions/export_json_ld.h"

#include <string>

#include "base/json_writer.h"

namespace nostos::actions {
namespace {

std::string claim_urn(const std::string& id) { return "urn:nostos:claim:" + id; }
std::string report_urn(const std::string& digest) { return "urn:sha256:" + digest; }
std::string exchange_urn(const std::string& id) { return "urn:nostos:exchange:" + id; }

class Graph {
 public:
  Graph(JsonWriter& json, const ReckonedLedger& ledger) : json_(json), ledger_(ledger) {}

  void write() {
    json_.begin_object().key("@context").begin_object();
    json_.field("@vocab", "https://schema.org/").field("prov", "http://www.w3.org/ns/prov#");
    json_.end_object();
    json_.field("description", left_out(ExportFormat::jsonld, ExportWhat::exchanges));
    json_.key("@graph").begin_array();
    activity();
    for (const FiledPointer& filed : ledger_.holdings->reports) {
      report(*filed);
      for (const domain::Claim& c : filed->reading.claims) claim(*filed, c);
    }
    for (const domain::ExchangeView& e : ledger_.reckoning.exchanges) exchange(e);
    for (const domain::Finding& f : ledger_.reckoning.findings) review(f);
    json_.end_array().end_object();
  }

 private:
  void reference(const JsonKey& key, const std::string& urn) {
    json_.key(key).begin_object().field("@id", urn).end_object();
  }

  void activity() {
    json_.begin_object().field("@id", "urn:nostos:reckoning").field("@type", "prov:Activity");
    json_.field("name", "Reckoning of exchanges from the claims of reports").end_object();
  }

  void report(const FiledReport& filed) {
    const domain::Reading& reading = filed.reading;
    json_.begin_object().field("@id", report_urn(filed.digest));
    json_.key("@type").begin_array().value("NewsArticle").value("prov:Entity").end_array();
    if (!reading.url.empty()) json_.field("url", reading.url);
    if (!filed.title.empty()) json_.field("headline", filed.title);
    if (!reading.lang.empty()) json_.field("inLanguage", reading.lang);
    if (reading.published.date.is_exact_day())
      json_.field("datePublished", domain::iso(*reading.published.date.earliest));
    if (!reading.outlet.empty()) {
      json_.key("publisher").begin_object().field("@type", "Organization");
      json_.field("name", reading.outlet).end_object();
    }
    json_.field("prov:generatedAtTime", rfc3339(filed.recorded_at)).end_object();
  }

  void claim(const FiledReport& filed, const domain::Claim& c) {
    json_.begin_object().field("@id", claim_urn(c.id));
    json_.key("@type").begin_array().value("Claim").value("prov:Entity").end_array();
    json_.field("additionalType", name(c.type));
    if (!c.spans.empty()) {
      const domain::Span& span = c.spans.front();
      json_.field("text",
                  std::string_view(filed.reading.text).substr(span.start, span.end - span.start));
    }
    json_.field("creativeWorkStatus", name(c.state));
    reference("appearance", report_urn(filed.digest));
    reference("prov:wasDerivedFrom", report_urn(filed.digest));
    // Whoever says it stands last in the chain; the report itself speaks in a chain of one.
    if (c.speakers.size() > 1) {
      json_.key("author").begin_object().field("@type", "Thing");
      json_.field("name", c.speakers.back().name).end_object();
    }
    json_.end_object();
  }

  void exchange(const domain::ExchangeView& e) {
    json_.begin_object().field("@id", exchange_urn(e.id));
    json_.key("@type").begin_array().value("Event").value("prov:Entity").end_array();
    json_.field("additionalType", name(e.type)).field("eventStatus", name(e.status));
    if (e.date.earliest) json_.field("startDate", domain::iso(*e.date.earliest));
    if (e.date.latest) json_.field("endDate", domain::iso(*e.date.latest));
    reference("prov:wasGeneratedBy", "urn:nostos:reckoning");
    json_.key("prov:wasDerivedFrom").begin_array();
    for (const domain::ClaimRef& ref : e.claims)
      json_.begin_object().field("@id", claim_urn(ref.claim)).end_object();
    json_.end_array().key("variableMeasured").begin_array();
    for (const domain::LegView& leg : e.legs) measure("came to " + leg.to, leg.count);
    for (const domain::TotalView& total : e.totals)
      measure("running total of " + total.side, total.value);
    json_.end_array().end_object();
  }

  void measure(const std::string& what, const domain::Reckoned& number) {
    json_.begin_object().field("@type", "PropertyValue").field("name", what);
    if (number.best) json_.field("value", *number.best);
    if (number.low) json_.field("minValue", *number.low);
    if (number.high) json_.field("maxValue", *number.high);
    json_.field("description", number.why).key("prov:wasDerivedFrom").begin_array();
    for (const domain::ClaimRef& ref : number.claims)
      json_.begin_object().field("@id", claim_urn(ref.claim)).end_object();
    json_.end_array().end_object();
  }

  // What does not add up is said of the claims it concerns.
  void review(const domain::Finding& finding) {
    if (finding.claims.empty()) return;
    json_.begin_object().field("@id", "urn:nostos:finding:" + finding.id);
    json_.field("@type", "ClaimReview").field("reviewBody", finding.verdict);
    json_.field("reviewAspect", finding.audit).key("reviewRating").begin_object();
    json_.field("@type", "Rating").field("alternateName", finding.severity).end_object();
    json_.key("itemReviewed").begin_array();
    for (const domain::ClaimRef& ref : finding.claims)
      json_.begin_object().field("@id", claim_urn(ref.claim)).end_object();
    json_.end_array();
    reference("prov:wasGeneratedBy", "urn:nostos:reckoning");
    json_.end_object();
  }

  JsonWriter& json_;
  const ReckonedLedger& ledger_;
};

}  // namespace

Result<void> write_json_ld(const ReckonedLedger& ledger, const Write& write) {
  std::string text;
  JsonWriter json(text);
  Graph(json, ledger).write();
  text += '\n';
  return write(text);
}

}  // namespace nostos::actions
