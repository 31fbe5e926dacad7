// SPDX-License-Identifier: Apache-2.0
// Engines that read next to nothing, for tests of the actions around them: the first number of a
// text is people who came to side A, "unclear" is a doubt, and each report is an exchange of its
// own.
#pragma once

#include <memory>
#include <string>

#include "actions/bureau.h"
#include "actions/testing/fake_candidates.h"
#include "base/testing/still_clock.h"
#include "ledger/memory_ledger_store.h"
#include "ledger/testing/borrowed_store.h"

namespace nostos::actions {

inline ClaimsRead fake_read(const domain::Report& report, const std::string& rules) {
  ClaimsRead read;
  domain::Reading& reading = read.reading;
  reading.digest = domain::digest_of(report);
  reading.id = report.id.empty() ? reading.digest.substr(0, 16) : report.id;
  reading.rules = rules;
  reading.outlet = report.outlet;
  reading.url = report.url;
  reading.lang = "en";
  reading.text = report.body;
  if (report.published) reading.published.date = domain::exact_day(*report.published, "given");
  read.title = report.body.substr(0, report.body.find('.'));
  domain::Event event;
  event.id = "e1";
  const std::size_t at = report.body.find_first_of("0123456789");
  if (at != std::string::npos) {
    const std::size_t end = report.body.find_first_not_of("0123456789", at);
    domain::Claim claim;
    claim.id = "c" + reading.digest.substr(0, 12);
    claim.type = domain::ClaimType::leg;
    claim.event = event.id;
    claim.spans = {{static_cast<std::uint32_t>(at),
                    static_cast<std::uint32_t>(std::min(end, report.body.size()))}};
    claim.zone = "lede";
    claim.rule = "fake.first_number";
    claim.to = "A";
    const std::string surface = report.body.substr(at, end - at);
    claim.count = domain::exactly(std::stoll(surface.substr(0, 9)), surface);
    claim.speakers = {{"", "DOC", "", "document", "assert", {}}};
    domain::Leg leg;
    leg.to = "A";
    leg.count = claim.count;
    event.legs = {leg};
    event.claims = {0};
    reading.claims = {claim};
  }
  if (const std::size_t unclear = report.body.find("unclear"); unclear != std::string::npos) {
    reading.doubts = {
        {"ambiguous_side",
         {static_cast<std::uint32_t>(unclear), static_cast<std::uint32_t>(unclear + 7)},
         "no side is named"}};
  }
  reading.events = {event};
  return read;
}

inline domain::Reckoning fake_reckon(const std::vector<domain::Reading>& readings) {
  domain::Reckoning reckoning;
  for (const domain::Reading& reading : readings) {
    domain::ExchangeView exchange;
    exchange.id = "x" + std::to_string(reckoning.exchanges.size() + 1);
    exchange.date = reading.published.date;
    exchange.members = {reading.digest + "#e1"};
    for (const domain::Claim& claim : reading.claims) {
      const domain::ClaimRef ref{reading.digest, claim.id};
      domain::LegView leg;
      leg.to = claim.to;
      leg.count.low = leg.count.best = leg.count.high = claim.count.lo;
      leg.count.best_op = claim.count.op;
      leg.count.why = "the only source";
      leg.count.claims = {ref};
      exchange.legs.push_back(leg);
      exchange.claims.push_back(ref);
    }
    reckoning.exchanges.push_back(std::move(exchange));
  }
  if (readings.size() >= 2) {
    reckoning.edges.push_back({readings[0].digest + "#e1", readings[1].digest + "#e1",
                               domain::Judgement::undetermined, "no_date",
                               "neither report says when"});
  }
  return reckoning;
}

inline Engines fake_engines(const std::string& rules = "rules-1") {
  return {.read = [rules](const domain::Report& report) { return fake_read(report, rules); },
          .rules = rules,
          .reckon = fake_reckon,
          .candidates = std::make_shared<FakeCandidates>()};
}

// A bureau in memory whose ledger can be opened again by another program.
struct FakeBureau {
  using Borrowed = ledger::BorrowedStore;

  ledger::MemoryLedgerStore ledger;
  StillClock clock;
  CountingChance chance;
  Borrowed* store = nullptr;
  std::unique_ptr<Bureau> bureau;

  explicit FakeBureau(const Engines& engines = fake_engines()) { (void)open(engines); }

  Result<void> open(const Engines& engines, const Bureau::Opening& opening = {}) {
    auto borrowed = std::make_unique<Borrowed>(ledger);
    store = borrowed.get();
    auto opened = Bureau::open(std::move(borrowed), engines, clock, chance, opening);
    if (!opened) return std::unexpected(opened.error());
    bureau = std::move(*opened);
    return {};
  }
};

}  // namespace nostos::actions
