// SPDX-License-Identifier: Apache-2.0
// What the reckoning gives back: the ledger of exchanges. Every number carries the claims it rests
// on and the rule or arithmetic that chose it. Recomputed from readings; never stored as truth.
// In a view the index `claim` of a mediator, place, health note or breakdown points into
// ExchangeView::claims.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/shared_vector.h"
#include "domain/claim.h"
#include "domain/reading.h"

namespace nostos::domain {

// A claim of a reading, by report and claim id.
struct ClaimRef {
  std::string report;  // Reading::digest
  std::string claim;   // Claim::id
  auto operator<=>(const ClaimRef&) const = default;
};

// A reckoned number. `best` is empty when sources of equal standing disagree (then `conflict`).
struct Reckoned {
  std::optional<std::int64_t> low;
  std::optional<std::int64_t> best;
  std::optional<std::int64_t> high;
  CountOp best_op = CountOp::not_stated;
  Basis basis = Basis::stated;
  bool conflict = false;
  std::string why;  // the rule that chose best, or the formula: "2828 + 207 = 3035"
  SharedVector<ClaimRef> claims;
  // How many reports give it, and from how many independent origins: who repeats one speaker or
  // one text has it from one origin.
  std::size_t reports = 0;
  std::size_t origins = 0;
};

struct LegView {
  std::string to;
  std::string from;
  Reckoned count;
  std::string population;
  std::string scope;
};

struct OrdinalView {
  std::string ns;
  std::string scope;
  Reckoned value;
};

struct TotalView {
  std::string side;
  Reckoned value;
  std::vector<std::string> labels;  // population words used: "soldiers", "individuals", "Defenders"
};

struct ExchangeView {
  std::string id;  // "x1"…; E-numbers in order of date
  EventType type = EventType::exchange;
  EventStatus status = EventStatus::completed;
  PartialDate date;                     // after the time solver; basis says how
  std::vector<std::string> date_proof;  // the steps, in words
  std::vector<std::string> sides;
  std::vector<LegView> legs;
  std::vector<OrdinalView> ordinals;
  std::vector<TotalView> totals;
  std::vector<Breakdown> breakdowns;
  std::vector<ClaimRef> breakdown_claims;  // one for each of `breakdowns`
  std::vector<Involved> mediators;
  std::vector<Involved> intermediaries;
  std::vector<PlaceMention> places;
  std::vector<HealthNote> health;
  SharedVector<std::string> members;  // "digest#e1": the events of readings that it joins
  SharedVector<ClaimRef> claims;
  std::string previous;  // id of the exchange known to come directly before, empty when unknown
  std::string parent;    // id of the deal it is a stage of
  bool is_deal = false;  // an agreement whose stages are exchanges of their own
};

enum class Judgement { same, different, undetermined };

struct JudgementEdge {
  std::string a;  // "digest#e1"
  std::string b;
  Judgement judgement = Judgement::undetermined;
  std::string
      rule;  // veto or evidence that decided: "veto.partition", "evidence.same_day_and_count"
  std::string reason;  // in plain words
};

struct Finding {
  std::string id;
  std::string audit;  // sum | chain | ordinal_order | weekday | war_day | cross_partition |
                      // symmetry | subset | date_order | title_body | superlative | side_conflict |
                      // stale_total | formula | retraction | impossible | correction | hedge |
                      // gap | copy
  std::string severity;    // contradiction | warning | note
  std::string verdict;     // in plain words
  std::string arithmetic;  // "95 + 56 + 26 + 29 + 1 = 207, stated 206"; empty when none
  std::vector<std::string> exchanges;
  SharedVector<ClaimRef> claims;
};

// A running total over time, one per namespace.
struct ChainLink {
  std::string exchange;
  std::int64_t total_after = 0;
  std::optional<std::int64_t> step;  // people of that exchange
  bool derived = false;              // total_after was computed, not stated
  std::optional<std::int64_t> gap;   // unseen returns between the link before and this
  std::string arithmetic;            // "2598 + 230 = 2828"
  SharedVector<ClaimRef> claims;
};

struct Chain {
  std::string side;
  std::vector<ChainLink> links;
};

// A report that states no date of its own: the days on which it can have been published.
struct ReportDate {
  std::string report;  // Reading::digest
  PartialDate date;
  std::vector<std::string> proof;
};

// A report that repeats the text or the statement of another.
struct CopyView {
  std::string report;  // digests
  std::string of;
  std::string copying;       // reprint | translation | retelling
  bool order_known = false;  // else which of the two is the copy is open
  int text_percent = 0;      // of the smaller text that is in the other
  std::size_t figures_shared = 0;
  std::vector<std::string> differences;  // "the ordinal: 50th for 49th (off by one)"
};

// How often an audit was made and how often it held.
struct AuditTally {
  std::string audit;  // as in Finding::audit
  std::string asks;   // the formula in words: "the parts of a whole add up to it"
  std::size_t checked = 0;
  std::size_t held = 0;
};

struct Reckoning {
  std::vector<ExchangeView> exchanges;  // in order of date, then of proof
  SharedList<JudgementEdge> edges;      // same, and every undetermined or vetoed pair worth telling
  std::vector<Chain> chains;
  SharedList<Finding> findings;
  std::vector<std::string> assumptions;  // named and switchable: "adjacency", "news recency"
  SharedList<ReportDate> reports;        // only those without a date of their own
  std::vector<AuditTally> audits;
  SharedList<CopyView> copies;
};

std::string_view name(Judgement judgement);

}  // namespace nostos::domain
