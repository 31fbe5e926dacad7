// SPDX-License-Identifier: Apache-2.0
// Best value: one number out of what sources say, with the rule that chose it. Exact goes before
// hedged; the receiving side's own list keeper before its other voices, those before reports in
// their own voice, those before the other side; among equals the earliest report. Copies are never
// counted as votes. When both sides of a leg speak and disagree, no value is chosen; nor when one
// side is contradicted by reports that name nobody and the other is silent.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/exchange_view.h"
#include "domain/quantity.h"

namespace nostos::reckoning {

struct SourcedCount {
  domain::Quantity count;
  std::string speaker;  // actor id, empty: the report in its own voice
  std::string speaker_side;
  std::optional<domain::Day> published;
  std::string report;    // for words: "report A2"
  bool planned = false;  // said of the future
  std::string digest;    // of the report
  std::string origin;    // whoever it goes back to: a speaker, or the first report of this text
  std::vector<domain::ClaimRef> claims;
};

struct Choice {
  domain::Reckoned number;
  // Exact figures that were not chosen although nobody disputes them between the sides: relays that
  // differ from the source they copy, voices of one side that differ.
  std::vector<SourcedCount> differing;
  // Hedges that no chosen exact figure meets: "more than 230" beside 230.
  std::vector<SourcedCount> unmet_hedges;
};

// What is said, kept somewhere else.
using Said = std::vector<const SourcedCount*>;

// How many reports and origins there are among them.
void count_origins(domain::Reckoned& number, const Said& said);

// `to`: the side the people came to (empty: not known); `sides`: the parties to the exchange,
// sorted.
Choice choose(Said said, const std::string& to, const std::vector<std::string>& sides,
              const std::vector<std::string>& list_keepers);
Choice choose(const std::vector<SourcedCount>& said, const std::string& to,
              const std::vector<std::string>& sides, const std::vector<std::string>& list_keepers);

}  // namespace nostos::reckoning
