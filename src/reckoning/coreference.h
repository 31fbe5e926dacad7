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
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "domain/exchange_view.h"
#include "reckoning/mention.h"
#include "reckoning/reckoner.h"
#include "reckoning/traits.h"

namespace nostos::reckoning {

// An event by the first of the mentions judged to be it, in order of their reports' digests.
using EventId = MentionId;

struct Verdict {
  domain::Judgement judgement = domain::Judgement::undetermined;
  std::string_view rule;  // "veto.ordinal", "evidence.same_day", "open.count"
  int strength = 0;       // of evidence; more is stronger
  std::string reason;     // only when asked for
};

enum KeyKind : std::uint8_t { by_day, by_ordinal, by_total, by_parts, by_copy, by_count, by_deal };

// What is worked out about an event and kept as long as the event stays the same (event_work.h).
struct EventWork;

// What is known of one event at one time. The number names a history: equal numbers mean the same
// mentions joined in the same way.
struct Known {
  Traits traits;
  std::vector<MentionId> members;  // in order once a group is done; the first is always in front
  std::uint64_t id = 0;
  std::uint64_t print = 0;   // of what the exchange after this one looks at
  std::uint64_t writer = 0;  // who may change it
  mutable std::shared_ptr<EventWork> work;
};

// JoinMemory: the mentions at hand, the groups of those that share a key, and what came of each
// group the last time. A group whose events and surroundings are as they were gives what it gave;
// only the others are judged again. That is no shortcut in the outcome: what a group gives depends
// on nothing else. Thread-compatible.
class JoinMemory {
 public:
  JoinMemory() = default;
  JoinMemory(JoinMemory&&) = default;
  JoinMemory& operator=(JoinMemory&&) = default;

  struct Naming {
    MentionId mention = 0;
    MentionId previous = 0;  // what it names as the exchange before
  };

  // `rank` says for each mention where it stands in the order of digests; it may grow between
  // calls, but never turns two mentions round.
  void put(const Mention& mention, MentionId id, const domain::Reading& reading,
           const std::vector<std::uint32_t>& rank);
  void drop(MentionId id, const std::vector<std::uint32_t>& rank);

 private:
  friend class Coreference;
  struct Outcome {
    std::vector<std::uint64_t> signature;
    std::vector<std::pair<EventId, EventId>> links;  // into, from
    std::vector<std::pair<EventId, std::shared_ptr<Known>>> events;
    std::shared_ptr<const std::vector<domain::JudgementEdge>> joinings;
  };
  struct Group {
    KeyKind kind = by_day;
    std::vector<MentionId> members;  // in order
    Outcome last;
    bool judged = false;
    bool moved = false;
    std::uint64_t looked_at = 0;  // the last reckoning in which something near it may have changed
  };
  struct Key {
    KeyKind kind;
    std::uint64_t hash;
    bool operator==(const Key&) const = default;
  };
  struct KeyHasher {
    std::size_t operator()(const Key& key) const {
      return static_cast<std::size_t>(key.hash * 31 + key.kind);
    }
  };
  // What a lone mention refers to, close together: most of the work is looking at these.
  struct Refers {
    std::uint64_t id = 0;  // as in Known
    std::uint64_t print = 0;
    MentionId previous = kNone;
    MentionId parent = kNone;
    MentionId first = 0;  // of the same report, when it tells of several events
    std::uint32_t count = 0;
    std::uint32_t in_week = 0;  // the n-th exchange of a week
  };
  static constexpr MentionId kNone = static_cast<MentionId>(-1);

  void place_groups(const std::vector<std::uint32_t>& rank);
  // Marks the groups that may give something else when these events, as they were joined the last
  // time, are joined otherwise: their own, and those of events that the same reports tell of.
  void look_at_events_of(const std::vector<MentionId>& mentions);
  void look_at_moved();
  MentionId last_root(MentionId mention) const;

  std::vector<std::unique_ptr<Known>> base_;  // by mention; null: no such mention
  std::vector<Refers> refers_;
  std::vector<Naming> naming_;  // in order
  std::vector<std::vector<Group*>> groups_of_;
  std::unordered_map<Key, std::unique_ptr<Group>, KeyHasher> groups_;
  std::vector<Group*> order_;
  std::vector<Group*> moved_;
  // Of events that were joined only once days were solved: by Known::id.
  std::unordered_map<std::uint64_t, std::shared_ptr<EventWork>> later_;
  // How the last reckoning joined by what the reports say alone.
  std::vector<MentionId> last_parent_;
  std::vector<Known*> last_known_;
  std::vector<std::shared_ptr<Known>> let_go_;  // what last_known_ may still point to
  void let_go(Outcome& outcome);
  std::vector<std::uint64_t> marked_;  // by event: in which reckoning its groups were marked
  std::uint64_t reckoning_ = 0;
  std::uint64_t next_id_ = 1;
};

class Coreference {
 public:
  // All mentions anew, in the order in which they are given.
  Coreference(const std::vector<const domain::Reading*>& readings,
              const std::vector<Mention>& mentions, const Options& options);
  // With what is remembered. `order`: the mentions there are, in order of digests; `rank`: the
  // place of each.
  Coreference(const std::vector<const domain::Reading*>& readings,
              const std::vector<Mention>& mentions, const Options& options, JoinMemory& memory,
              const std::vector<MentionId>& order, const std::vector<std::uint32_t>& rank);
  ~Coreference();

  EventId event_of(MentionId mention) const {
    while (parent_[mention] != mention) {
      parent_[mention] = parent_[parent_[mention]];
      mention = parent_[mention];
    }
    return mention;
  }
  const std::vector<EventId>& events() const;  // in order
  const std::vector<MentionId>& members(EventId event) const { return known(event).members; }
  const Traits& traits(EventId event) const { return known(event).traits; }
  const Known& known(EventId event) const {
    return known_[event] != nullptr ? *known_[event] : *memory_->base_[event];
  }
  bool before(EventId a, EventId b) const { return (*rank_)[a] < (*rank_)[b]; }
  std::uint32_t rank(EventId event) const { return (*rank_)[event]; }
  // The mentions that name another one as the exchange before, in order.
  const std::vector<JoinMemory::Naming>& naming() const { return memory_->naming_; }

  // 2 for "the second exchange in a week", 0 when nothing of the kind is said.
  std::uint32_t place_in_week(MentionId mention) const { return memory_->refers_[mention].in_week; }
  EventWork& work(EventId event) const;

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

  // One edge for each joining that was done, in blocks that stay the same where nothing changed.
  using Joinings = std::vector<std::shared_ptr<const std::vector<domain::JudgementEdge>>>;
  const Joinings& joinings() const { return joinings_; }
  // Pairs that look alike and stay apart because nothing decides them.
  std::vector<std::pair<EventId, EventId>> open_pairs() const;

  // How often joining compared two events: the work, whatever the machine.
  std::size_t comparisons() const { return comparisons_; }

 private:
  struct Group;
  class Hearing;
  void start();
  void join_first();
  bool judge_again(JoinMemory::Group& group);
  void repeat(const JoinMemory::Outcome& last);
  void keep(JoinMemory::Outcome& last);
  std::vector<Group> groups() const;
  std::vector<EventId> waiting_in(const std::vector<MentionId>& members);
  void sign(const std::vector<EventId>& waiting, std::vector<std::uint64_t>& signature);
  void join_group(std::vector<EventId> waiting);
  // `verdict`: with its reason.
  void join_pair(EventId a, EventId b, const Verdict& verdict);
  Known& own(EventId event);
  std::vector<std::pair<EventId, std::shared_ptr<Known>>> finish();
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
  std::unique_ptr<JoinMemory> own_memory_;  // where nothing is remembered
  std::vector<MentionId> own_order_;
  std::vector<std::uint32_t> own_rank_;
  JoinMemory* memory_;
  const std::vector<MentionId>* order_;
  const std::vector<std::uint32_t>* rank_;
  mutable std::vector<MentionId> parent_;  // paths are shortened while looking up
  std::vector<Known*> known_;              // by event; null: as its lone mention says
  std::unordered_map<EventId, std::shared_ptr<Known>> made_;  // by this writer
  std::unordered_map<EventId, std::vector<OrdinalSaid>> placed_;
  std::vector<std::uint32_t> seen_;  // by event: in which group it was seen last
  std::uint32_t looking_ = 0;
  std::uint64_t writer_ = 0;
  std::vector<std::pair<EventId, EventId>> links_;
  std::vector<domain::JudgementEdge> told_;
  Joinings joinings_;
  mutable std::vector<EventId> events_;
  mutable bool events_known_ = false;
  bool joined_first_ = false;
  bool joined_first_done_ = false;
  std::vector<Group> groups_;  // as they are now, when nothing was joined since
  std::vector<std::uint64_t> signature_;
  std::vector<MentionId> disturbed_;
  std::size_t comparisons_ = 0;
};

}  // namespace nostos::reckoning
