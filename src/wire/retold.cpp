// SPDX-License-Identifier: Apache-2.0
#include "wire/retold.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace nostos::wire {
namespace {

// One sentence stands in many places; each is looked up once.
class Teller {
 public:
  explicit Teller(const Phrasebook& book) : book_(book) {}

  void tell(std::string& english) {
    if (english.empty()) return;
    const auto [at, fresh] = said_.try_emplace(english);
    if (fresh) at->second = book_.say(english);
    english = at->second;
  }
  void tell(std::vector<std::string>& sentences) {
    for (std::string& sentence : sentences) tell(sentence);
  }
  void tell(domain::Reckoned& number) { tell(number.why); }
  void tell(domain::PartialDate& date) { tell(date.basis); }

  void tell(domain::ExchangeView& exchange) {
    tell(exchange.date);
    tell(exchange.date_proof);
    for (domain::LegView& leg : exchange.legs) tell(leg.count);
    for (domain::OrdinalView& ordinal : exchange.ordinals) tell(ordinal.value);
    for (domain::TotalView& total : exchange.totals) tell(total.value);
    for (domain::Breakdown& breakdown : exchange.breakdowns) tell(breakdown.note);
  }

 private:
  const Phrasebook& book_;
  std::unordered_map<std::string, std::string> said_;
};

}  // namespace

void retell(domain::Reckoning& reckoning, const Phrasebook& book) {
  Teller teller(book);
  for (domain::ExchangeView& exchange : reckoning.exchanges) teller.tell(exchange);
  reckoning.edges.change([&](domain::JudgementEdge& edge) { teller.tell(edge.reason); });
  for (domain::Chain& chain : reckoning.chains) {
    for (domain::ChainLink& link : chain.links) teller.tell(link.arithmetic);
  }
  reckoning.findings.change([&](domain::Finding& finding) {
    teller.tell(finding.verdict);
    teller.tell(finding.arithmetic);
  });
  teller.tell(reckoning.assumptions);
  reckoning.reports.change([&](domain::ReportDate& report) {
    teller.tell(report.date);
    teller.tell(report.proof);
  });
  for (domain::AuditTally& audit : reckoning.audits) teller.tell(audit.asks);
  reckoning.copies.change([&](domain::CopyView& copy) { teller.tell(copy.differences); });
}

void retell(domain::Reading& reading, const Phrasebook& book) {
  Teller teller(book);
  teller.tell(reading.published.date);
  for (domain::Doubt& doubt : reading.doubts) teller.tell(doubt.reason);
  for (domain::Event& event : reading.events) {
    teller.tell(event.date);
    for (domain::Breakdown& breakdown : event.breakdowns) teller.tell(breakdown.note);
  }
  for (domain::Claim& claim : reading.claims) {
    if (claim.date) teller.tell(*claim.date);
    if (claim.breakdown) teller.tell(claim.breakdown->note);
  }
}

}  // namespace nostos::wire
