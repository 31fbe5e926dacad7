// SPDX-License-Identifier: Apache-2.0
// LedgerOfExchanges: what the solvers found, laid out as views: one for each event, in order of
// date, with low, best and high of every slot. Audits read it; the reckoning is made from it.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "domain/exchange_view.h"
#include "reckoning/best_value.h"
#include "reckoning/coreference.h"
#include "reckoning/lineage.h"
#include "reckoning/mention.h"
#include "reckoning/timeline.h"

namespace nostos::reckoning {

// What one mention says, each with its source. Kept as long as the mention stays what it is.
struct SaidByMention {
  std::vector<SourcedCount> counts;    // as in Mention::counts
  std::vector<SourcedCount> ordinals;  // as in Mention::ordinals
  std::vector<SourcedCount> totals;    // as in Event::cumulative
};

// By mention; made when it is first asked for.
class SaidByMentions {
 public:
  void forget(MentionId id) {
    if (id < of_.size()) of_[id] = nullptr;
  }

 private:
  friend struct Inputs;
  std::vector<std::unique_ptr<const SaidByMention>> of_;
};

struct Inputs {
  const std::vector<const domain::Reading*>& readings;
  const std::vector<Mention>& mentions;
  const Coreference& coreference;
  const Timeline& timeline;
  const Options& options;
  // Events that look alike and that nothing tells apart or together.
  const std::vector<std::pair<EventId, EventId>>& open;
  const Lineage& lineage;
  const std::vector<std::uint32_t>& order;      // the readings there are, in order of digests
  const std::vector<MentionId>& first_mention;  // by reading
  SaidByMentions& said;

  const SaidByMention& said_by(MentionId id) const;
};

// A leg of a view with everything that was said about it, for the audits.
struct LegSources {
  std::size_t leg = 0;  // index into ExchangeView::legs
  Said said;
  Choice choice;
};

struct Entry {
  EventId event = 0;
  domain::ExchangeView view;
  SharedVector<LegSources> legs;
  bool filled_in = false;  // with a leg or total that follows from other exchanges
};

struct LedgerOfExchanges {
  std::vector<Entry> entries;                         // in order of date
  std::unordered_map<EventId, std::size_t> index_of;  // event → entry

  const Entry& of(EventId event) const { return entries[index_of.at(event)]; }
  Entry& of(EventId event) { return entries[index_of.at(event)]; }
};

LedgerOfExchanges lay_out(const Inputs& in);

// The whole number of people who came to `side`, as chosen; null when there is no such leg.
const domain::LegView* whole_leg(const domain::ExchangeView& view, const std::string& side);
domain::LegView* whole_leg(domain::ExchangeView& view, const std::string& side);

domain::ClaimRef claim_ref(const domain::Reading& reading, std::size_t claim);

}  // namespace nostos::reckoning
