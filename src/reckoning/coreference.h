// SPDX-License-Identifier: Apache-2.0
// Coreference: which mentions tell of one event. Vetoes come first, then evidence; what neither
// decides stays apart and is told as undetermined, with what would decide it. The same weekday and
// the same count are never evidence enough.
//
// Only mentions that share a key (a day, an ordinal, a total, a count …) are compared, so the work
// grows with the number of reports and not with its square. The outcome depends on what the reports
// say and on their digests, never on the order in which they came or on what the sides are called.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/exchange_view.h"
#include "reckoning/mention.h"
#include "reckoning/reckoner.h"
#include "reckoning/traits.h"

namespace nostos::reckoning {

// An event by the smallest of the mentions judged to be it.
using EventId = MentionId;

struct Verdict {
  domain::Judgement judgement = domain::Judgement::undetermined;
  std::string_view rule;  // "veto.ordinal", "evidence.same_day", "open.count"
  int strength = 0;       // of evidence; more is stronger
  std::string reason;     // only when asked for
};

class Coreference {
 public:
  Coreference(const std::vector<const domain::Reading*>& readings,
              const std::vector<Mention>& mentions, const Options& options);

  EventId event_of(MentionId mention) const;
  std::vector<EventId> events() const;  // rising
  const std::vector<MentionId>& members(EventId event) const { return members_[event]; }
  const Traits& traits(EventId event) const { return traits_[event]; }

  // What the time solver found out about the days of an event.
  void set_window(EventId event, std::optional<domain::Day> earliest,
                  std::optional<domain::Day> latest);
  // Ordinals that follow from others ("directly before the 49th"), in place of those given before.
  void place(const std::vector<std::pair<EventId, OrdinalSaid>>& derived);

  // Joins what is judged the same; false when nothing was.
  bool join_alike();

  enum class Explain { no, yes };
  Verdict judge(EventId a, EventId b, Explain explain = Explain::no,
                Days days = Days::solved) const;

  // One edge for each joining that was done.
  const std::vector<domain::JudgementEdge>& joinings() const { return joinings_; }
  // Pairs that look alike and stay apart because nothing decides them.
  std::vector<std::pair<EventId, EventId>> open_pairs() const;

  // How often joining compared two events: the work, whatever the machine.
  std::size_t comparisons() const { return comparisons_; }

 private:
  struct Group;
  std::vector<Group> groups() const;
  void join_group(const Group& group);
  void join_pair(EventId a, EventId b);
  void compact(std::vector<MentionId>& mentions) const;
  bool one_report_tells_both(EventId a, EventId b) const;
  bool may_be_told_twice(MentionId a, MentionId b) const;
  bool names_other(const std::vector<MentionId>& named, EventId other) const;
  bool one_exchange_before(const Traits& a, const Traits& b) const;
  std::optional<OrdinalSaid> one_place(EventId a, EventId b) const;
  bool predecessors_differ(const Traits& a, const Traits& b, Days days) const;
  // "report A3", when it names `other` in `named`.
  std::optional<std::string> who_names(const std::vector<MentionId>& named, EventId other) const;

  const std::vector<const domain::Reading*>& readings_;
  const std::vector<Mention>& mentions_;
  Options options_;
  mutable std::vector<MentionId> parent_;                  // paths are shortened while looking up
  std::vector<Traits> traits_;                             // by event
  std::vector<std::vector<MentionId>> members_;            // by event
  std::vector<std::vector<OrdinalSaid>> placed_;           // by event: what follows from others
  std::vector<std::pair<MentionId, MentionId>> siblings_;  // first and end of the same reading
  std::vector<domain::JudgementEdge> joinings_;
  std::size_t comparisons_ = 0;
};

}  // namespace nostos::reckoning
