// SPDX-License-Identifier: Apache-2.0
// Counters: running totals of people and the count of exchanges itself, followed from exchange to
// exchange. Fills in what follows (a total, a step, an ordinal) and tells what does not fit.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/exchange_view.h"
#include "reckoning/ledger_of_exchanges.h"

namespace nostos::reckoning {

// A link of a chain whose numbers do not go together.
struct ChainBreak {
  std::string side;
  std::string before;  // exchange ids
  std::string after;
  bool direct = false;        // consecutive by ordinal: nothing can lie in between
  std::int64_t expected = 0;  // total before plus what came since
  std::int64_t stated = 0;
  std::string arithmetic;
  std::vector<domain::ClaimRef> claims;
};

// A running total that is not where its exchange lies.
struct StrayTotal {
  std::string side;
  std::string exchange;
  std::int64_t total = 0;
  std::string belongs_after;  // exchange that the total is known to follow, empty when none
  std::vector<domain::ClaimRef> claims;
};

struct Counters {
  std::vector<domain::Chain> chains;
  std::vector<ChainBreak> breaks;
  std::vector<StrayTotal> strays;
  std::size_t links_checked = 0;
};

Counters follow_counters(const Inputs& in, LedgerOfExchanges& ledger);

// Ordinals that follow along "directly before": 48 from 49. (event, ordinal, why)
struct DerivedOrdinal {
  EventId event = 0;
  OrdinalSaid ordinal;
  std::string why;
};
std::vector<DerivedOrdinal> derive_ordinals(const Coreference& coreference,
                                            const Timeline& timeline);

}  // namespace nostos::reckoning
