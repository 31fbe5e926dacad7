// SPDX-License-Identifier: Apache-2.0
#include "reckoning/reckoner.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "reckoning/audits/audits.h"
#include "reckoning/coreference.h"
#include "reckoning/counters.h"
#include "reckoning/ledger_of_exchanges.h"
#include "reckoning/lineage.h"
#include "reckoning/mention.h"
#include "reckoning/timeline.h"
#include "reckoning/words.h"

namespace nostos::reckoning {

using namespace nostos::domain;

namespace {

// Joining tightens days and days allow joining; each round joins something, so few are needed.
constexpr int kMostRounds = 12;

std::string member_key(const Inputs& in, EventId event) {
  return in.mentions[in.coreference.members(event).front()].key;
}

bool share_a_count(const Traits& a, const Traits& b) {
  return std::ranges::any_of(a.counts, [&](const ExactCount& x) {
    return std::ranges::any_of(b.counts, [&](const ExactCount& y) { return x.value == y.value; });
  });
}

// Judgements worth telling: every joining; every pair that stays open; neighbours in time that one
// could take for one another and that are not one.
std::vector<JudgementEdge> edges(const Inputs& in, const LedgerOfExchanges& ledger) {
  std::vector<JudgementEdge> all = in.coreference.joinings();
  std::set<std::pair<EventId, EventId>> told;
  const auto tell = [&](EventId a, EventId b) {
    if (ledger.index_of.at(a) > ledger.index_of.at(b)) std::swap(a, b);
    if (!told.insert({a, b}).second) return;
    const Verdict verdict = in.coreference.judge(a, b, Coreference::Explain::yes);
    all.push_back({member_key(in, a), member_key(in, b), verdict.judgement,
                   std::string(verdict.rule), verdict.reason});
  };
  for (const auto& [a, b] : in.open) tell(a, b);
  for (const Adjacent& pair : in.timeline.adjacent()) tell(pair.earlier, pair.later);
  std::map<std::vector<std::string>, EventId> last;
  for (const Entry& entry : ledger.entries) {
    const Traits& traits = in.coreference.traits(entry.event);
    const auto before = last.find(traits.sides);
    if (before != last.end() && share_a_count(in.coreference.traits(before->second), traits)) {
      tell(before->second, entry.event);
    }
    last[traits.sides] = entry.event;
  }
  std::ranges::sort(all, [](const JudgementEdge& a, const JudgementEdge& b) {
    return std::tie(a.judgement, a.a, a.b) < std::tie(b.judgement, b.a, b.b);
  });
  return all;
}

void add_derived_ordinals(const Inputs& in, LedgerOfExchanges& ledger) {
  for (const DerivedOrdinal& derived : derive_ordinals(in.coreference, in.timeline)) {
    OrdinalView view;
    view.ns = derived.ordinal.ns;
    view.scope = derived.ordinal.scope;
    view.value.low = view.value.best = view.value.high = derived.ordinal.value;
    view.value.best_op = CountOp::exact;
    view.value.basis = Basis::derived;
    view.value.why = derived.why;
    ledger.of(derived.event).view.ordinals.push_back(std::move(view));
  }
}

std::vector<std::pair<EventId, OrdinalSaid>> places(const Coreference& coreference,
                                                    const Timeline& timeline) {
  std::vector<std::pair<EventId, OrdinalSaid>> all;
  for (const DerivedOrdinal& derived : derive_ordinals(coreference, timeline))
    all.emplace_back(derived.event, derived.ordinal);
  return all;
}

struct LeftOut {
  std::size_t later = 0;
  std::size_t undated = 0;
};

// Only what had been published by that day.
std::vector<const Reading*> known_by(Day day, const std::vector<const Reading*>& readings,
                                     LeftOut& left_out) {
  std::vector<const Reading*> known;
  for (const Reading* reading : readings) {
    const PartialDate& published = reading->published.date;
    if (published.latest && *published.latest <= day) {
      known.push_back(reading);
    } else if (published.earliest && *published.earliest > day) {
      ++left_out.later;
    } else {
      ++left_out.undated;
    }
  }
  return known;
}

std::vector<std::string> assumptions(const Options& options, const LeftOut& left_out) {
  std::vector<std::string> all;
  if (options.known_on) {
    all.push_back("known-on: what was published by " + iso(*options.known_on) +
                  "; left out: " + counted(left_out.later, "report", "reports") +
                  " published later, " + counted(left_out.undated, "report", "reports") +
                  " of which the day is not known.");
  }
  if (options.assume_adjacency) {
    all.emplace_back(
        "adjacency: each pair of sides has one list of exchanges, at most one a day; an exchange "
        "named as the one before, "
        "or with the ordinal before, is directly before. Unlisted transfers would break it.");
  }
  if (options.assume_news_recency) {
    all.emplace_back(
        "news-recency: an undated report speaks of an event not older than anything else it "
        "dates.");
  }
  return all;
}

std::vector<CopyView> copies(const Inputs& in) {
  std::vector<CopyView> all;
  for (const CopyLink& link : in.lineage.links()) {
    CopyView view;
    view.report = in.readings[link.copy]->digest;
    view.of = in.readings[link.original]->digest;
    view.copying = name(link.copying);
    view.order_known = link.order_known;
    view.text_percent = link.text_percent;
    view.figures_shared = link.figures_shared;
    for (const Difference& d : link.differences)
      view.differences.push_back(d.what + ": " + d.words + " (" + d.kind + ")");
    all.push_back(std::move(view));
  }
  return all;
}

}  // namespace

Reckoning reckon(const std::vector<Reading>& all_readings, const Options& given) {
  Options options = given;
  std::ranges::sort(options.list_keepers);
  auto readings = in_order(all_readings);
  LeftOut left_out;
  if (options.known_on) readings = known_by(*options.known_on, readings, left_out);
  const Lineage lineage(readings);
  auto mentions = mentions_in(readings, options.voices);
  for (Mention& m : mentions) {
    if (m.is_main && lineage.has_copies(m.reading)) m.family = lineage.origin_of(m.reading);
  }
  Coreference coreference(readings, mentions, options);
  // What the reports alone join needs no solving; most of them tell the day.
  static_cast<void>(coreference.join_alike());
  auto timeline = std::make_unique<Timeline>(readings, mentions, coreference, options);
  for (int round = 0; round < kMostRounds; ++round) {
    for (const EventId event : coreference.events()) {
      coreference.set_window(event, timeline->earliest(event), timeline->latest(event));
    }
    coreference.place(places(coreference, *timeline));
    if (!coreference.join_alike()) break;
    timeline = std::make_unique<Timeline>(readings, mentions, coreference, options);
  }
  const auto open = coreference.open_pairs();
  const Inputs in{readings, mentions, coreference, *timeline, options, open, lineage};
  LedgerOfExchanges ledger = lay_out(in);
  const Counters counters = follow_counters(in, ledger);
  add_derived_ordinals(in, ledger);

  AuditBook book;
  audit_all({in, ledger, counters}, book);

  Reckoning result;
  result.edges = edges(in, ledger);
  result.chains = counters.chains;
  result.audits = book.tallies();
  result.findings = std::move(book).findings();
  result.copies = copies(in);
  result.assumptions = assumptions(options, left_out);
  result.reports = timeline->report_dates([&](EventId event) { return ledger.of(event).view.id; });
  result.exchanges.reserve(ledger.entries.size());
  for (Entry& entry : ledger.entries) result.exchanges.push_back(std::move(entry.view));
  return result;
}

}  // namespace nostos::reckoning
