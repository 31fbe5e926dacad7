// SPDX-License-Identifier: Apache-2.0
#include "reckoning/coreference.h"

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "reckoning/event_work.h"
#include "reckoning/words.h"

namespace nostos::reckoning {

using namespace nostos::domain;

namespace {

// In a group of mentions that share a key, each is compared with this many events at most.
constexpr std::size_t kMostLeaders = 400;
// Open pairs told for one event.
constexpr std::size_t kMostOpenPairs = 3;

std::size_t richness(const Traits& t) {
  return 4 * t.ordinals.size() + 4 * t.totals.size() + 3 * t.parts.size() + 2 * t.counts.size() +
         t.rough.size() + (t.is_exact_day() ? 8U : 0U);
}

// FNV-1a. Two keys with one hash only mean one comparison too many.
class KeyHash {
 public:
  KeyHash& add(std::string_view text) {
    for (const char c : text) step(static_cast<unsigned char>(c));
    step(0xFF);
    return *this;
  }
  KeyHash& add(std::int64_t number) {
    for (int i = 0; i < 8; ++i) step(static_cast<std::uint64_t>(number >> (8 * i)) & 0xFFU);
    return *this;
  }
  std::uint64_t value() const { return hash_; }

 private:
  void step(std::uint64_t byte) { hash_ = (hash_ ^ byte) * 1099511628211ULL; }
  std::uint64_t hash_ = 14695981039346656037ULL;
};

// Every pair of sides: a swap between four is compared with what any two of them are said to do.
std::vector<std::string> conflicts(const Traits& t) {
  if (t.sides.size() < 3) return {joined(t.sides, "-")};
  std::vector<std::string> pairs;
  for (std::size_t i = 0; i < t.sides.size(); ++i) {
    for (std::size_t j = i + 1; j < t.sides.size(); ++j) {
      pairs.push_back(t.sides[i] + "-" + t.sides[j]);
    }
  }
  return pairs;
}

struct Keyed {
  KeyKind kind;
  std::uint64_t key;
  EventId event;
};

// `families`: those that are looked up.
template <class Wanted>
void add_keys(const Traits& t, EventId event, std::vector<Keyed>& keyed, Wanted families) {
  for (const std::string& conflict : conflicts(t)) {
    const auto put = [&](KeyKind kind, KeyHash hash) {
      keyed.push_back({kind, hash.add(conflict).value(), event});
    };
    // A deal is looked up beside the plans that tell of as many people, too.
    if (t.is_deal || t.is_open_plan()) {
      for (const ExactCount& count : t.counts) put(by_deal, KeyHash().add(count.value));
    }
    if (t.is_deal) {
      put(by_deal, KeyHash());
      continue;
    }
    if (t.earliest && t.latest && *t.latest - *t.earliest <= 2) {
      for (Day day = *t.earliest; day <= *t.latest; ++day) {
        put(by_day,
            KeyHash().add(std::int64_t{day}).add(is_of_the_living(t.type) ? "living" : "bodies"));
      }
    }
    for (const auto& [ordinal, mention] : t.ordinals) {
      put(by_ordinal, KeyHash().add(ordinal.ns).add(ordinal.value));
    }
    for (const ExactTotal& total : t.totals)
      put(by_total, KeyHash().add(total.side).add(total.value));
    for (const PartsPrint& print : t.parts) put(by_parts, KeyHash().add(parts_words(print)));
    for (const std::uint32_t family : t.families) {
      if (families(family)) put(by_copy, KeyHash().add(std::int64_t{family}));
    }
    for (const ExactCount& count : t.counts) put(by_count, KeyHash().add(count.value));
  }
}

// What predecessors_differ() looks at.
std::uint64_t print_of(const Traits& t) {
  KeyHash hash;
  const auto day = [&](const std::optional<Day>& d) {
    hash.add(d ? std::int64_t{*d} : std::int64_t{1} << 40);
  };
  day(t.earliest);
  day(t.latest);
  day(t.said_earliest);
  day(t.said_latest);
  hash.add(t.pattern.weekday ? static_cast<std::int64_t>(*t.pattern.weekday) : -1);
  hash.add(std::int64_t{t.pattern.month}).add(std::int64_t{t.pattern.day});
  for (const auto& [ordinal, mention] : t.ordinals) hash.add(ordinal.ns).add(ordinal.value);
  return hash.value();
}

// Numbers of events that were joined after the first round; those given out one by one are small.
std::uint64_t number_of_both(std::uint64_t a, std::uint64_t b) {
  return KeyHash().add(static_cast<std::int64_t>(a)).add(static_cast<std::int64_t>(b)).value() |
         std::uint64_t{1} << 63;
}

}  // namespace

struct Coreference::Group {
  KeyKind kind;
  std::vector<EventId> events;  // in order
};

// -- what is remembered
// ------------------------------------------------------------------------------------------

void JoinMemory::put(const Mention& mention, MentionId id, const Reading& reading,
                     const std::vector<std::uint32_t>& rank) {
  if (base_.size() <= id) {
    base_.resize(id + 1);
    refers_.resize(id + 1);
    groups_of_.resize(id + 1);
  }
  auto known = std::make_unique<Known>();
  known->traits = traits_of(mention, id, reading);
  known->members = {id};
  known->id = next_id_++;
  known->print = print_of(known->traits);
  Refers& refers = refers_[id];
  refers = {known->id,
            known->print,
            mention.previous.value_or(kNone),
            mention.parent.value_or(kNone),
            0,
            0,
            0};
  if (mention.previous) {
    const auto at = std::ranges::upper_bound(naming_, rank[id], {},
                                             [&](const Naming& one) { return rank[one.mention]; });
    naming_.insert(at, {id, *mention.previous});
  }
  for (const OrdinalSaid& o : mention.ordinals) {
    if (o.scope == "week" && o.value > 1 && refers.in_week == 0)
      refers.in_week = static_cast<std::uint32_t>(o.value);
  }
  if (reading.events.size() > 1) {
    refers.first = id - mention.event;
    refers.count = static_cast<std::uint32_t>(reading.events.size());
  }
  std::vector<Keyed> keyed;
  add_keys(known->traits, id, keyed, [](std::uint32_t) { return true; });
  for (const Keyed& one : keyed) {
    const Key key{one.kind, one.key};
    auto& group = groups_[key];
    if (!group) {
      group = std::make_unique<Group>();
      group->kind = one.kind;
    }
    const auto at = std::ranges::lower_bound(group->members, rank[id], {},
                                             [&](MentionId m) { return rank[m]; });
    if (at != group->members.end() && *at == id) continue;  // one key twice
    group->members.insert(at, id);
    groups_of_[id].push_back(group.get());
    if (!group->moved) moved_.push_back(group.get());
    group->moved = true;
  }
  base_[id] = std::move(known);
}

void JoinMemory::drop(MentionId id, const std::vector<std::uint32_t>& rank) {
  for (Group* one : groups_of_[id]) {
    Group& group = *one;
    const auto at =
        std::ranges::lower_bound(group.members, rank[id], {}, [&](MentionId m) { return rank[m]; });
    group.members.erase(at);
    if (!group.moved) moved_.push_back(&group);
    group.moved = true;
  }
  if (refers_[id].previous != kNone) {
    const auto at = std::ranges::lower_bound(naming_, rank[id], {},
                                             [&](const Naming& one) { return rank[one.mention]; });
    naming_.erase(at);
  }
  groups_of_[id].clear();
  base_[id] = nullptr;
  refers_[id] = {};
}

MentionId JoinMemory::last_root(MentionId mention) const {
  if (mention >= last_parent_.size()) return mention;
  while (last_parent_[mention] != mention) mention = last_parent_[mention];
  return mention;
}

void JoinMemory::look_at_events_of(const std::vector<MentionId>& mentions) {
  const auto mark = [&](MentionId mention) {
    for (Group* group : groups_of_[mention]) group->looked_at = reckoning_;
  };
  const auto each_of = [&](MentionId root, auto take) {
    if (root < last_known_.size() && last_known_[root] != nullptr) {
      for (const MentionId member : last_known_[root]->members) take(member);
    } else {
      take(root);
    }
  };
  const auto is_new = [&](MentionId root, std::uint64_t depth) {
    if (marked_.size() <= root) marked_.resize(groups_of_.size(), 0);
    const std::uint64_t now = 2 * reckoning_ + depth;
    if (marked_[root] >= now) return false;
    marked_[root] = now;
    return true;
  };
  for (const MentionId mention : mentions) {
    const MentionId root = last_root(mention);
    if (!is_new(root, 1)) continue;
    each_of(root, [&](MentionId member) {
      mark(member);
      const Refers& refers = refers_[member];
      for (MentionId sibling = refers.first; sibling < refers.first + refers.count; ++sibling) {
        const MentionId beside = last_root(sibling);
        if (is_new(beside, 0)) each_of(beside, mark);
      }
    });
  }
}

void JoinMemory::let_go(Outcome& outcome) {
  for (auto& [event, known] : outcome.events) let_go_.push_back(std::move(known));
  outcome = {};
}

void JoinMemory::look_at_moved() {
  ++reckoning_;
  for (const Group* group : moved_) {
    look_at_events_of(group->members);
    for (const auto& [event, known] : group->last.events) look_at_events_of(known->members);
  }
  for (Group* group : moved_) group->looked_at = reckoning_;
}

// By members, not by key: what the sides are called must not decide what comes first.
void JoinMemory::place_groups(const std::vector<std::uint32_t>& rank) {
  if (moved_.empty()) return;
  const auto earlier = [&](const Group* a, const Group* b) {
    if (a->kind != b->kind) return a->kind < b->kind;
    return std::ranges::lexicographical_compare(
        a->members, b->members, {}, [&](MentionId m) { return rank[m]; },
        [&](MentionId m) { return rank[m]; });
  };
  std::erase_if(order_, [](const Group* group) { return group->moved; });
  std::vector<Group*> back;
  for (Group* group : moved_) {
    group->moved = false;
    if (group->members.size() > 1) {
      back.push_back(group);
    } else {
      let_go(group->last);
      group->judged = false;
    }
  }
  std::ranges::sort(back, earlier);
  moved_.clear();
  if (back.size() > order_.size() / 64) {
    std::vector<Group*> all;
    all.reserve(order_.size() + back.size());
    std::ranges::merge(order_, back, std::back_inserter(all), earlier);
    order_ = std::move(all);
    return;
  }
  for (Group* group : back) {
    order_.insert(std::ranges::upper_bound(order_, group, earlier), group);
  }
}

// -- one reckoning
// -----------------------------------------------------------------------------------------------

Coreference::Coreference(const std::vector<const Reading*>& readings,
                         const std::vector<Mention>& mentions, const Options& options)
    : readings_(readings),
      mentions_(mentions),
      options_(options),
      own_memory_(std::make_unique<JoinMemory>()),
      own_order_(mentions.size()),
      memory_(own_memory_.get()),
      order_(&own_order_),
      rank_(&own_rank_) {
  std::iota(own_order_.begin(), own_order_.end(), MentionId{0});
  own_rank_ = own_order_;
  for (MentionId id = 0; id < mentions.size(); ++id)
    memory_->put(mentions[id], id, *readings[mentions[id].reading], own_rank_);
  start();
}

Coreference::Coreference(const std::vector<const Reading*>& readings,
                         const std::vector<Mention>& mentions, const Options& options,
                         JoinMemory& memory, const std::vector<MentionId>& order,
                         const std::vector<std::uint32_t>& rank)
    : readings_(readings),
      mentions_(mentions),
      options_(options),
      memory_(&memory),
      order_(&order),
      rank_(&rank) {
  start();
}

Coreference::~Coreference() = default;

void Coreference::start() {
  parent_.resize(mentions_.size());
  std::iota(parent_.begin(), parent_.end(), MentionId{0});
  known_.assign(mentions_.size(), nullptr);
  seen_.assign(mentions_.size(), 0);
}

const std::vector<EventId>& Coreference::events() const {
  if (!events_known_) {
    events_.clear();
    for (const MentionId id : *order_) {
      if (parent_[id] == id) events_.push_back(id);
    }
    events_known_ = true;
  }
  return events_;
}

EventWork& Coreference::work(EventId event) const {
  const Known& now = known(event);
  if (!now.work) now.work = std::make_shared<EventWork>();
  return *now.work;
}

// What this writer may change.
Known& Coreference::own(EventId event) {
  const Known& now = known(event);
  if (known_[event] != nullptr && now.writer == writer_) return *known_[event];
  if (joined_first_done_) static_cast<void>(work(event));
  auto copy = std::make_shared<Known>(now);
  copy->writer = writer_;
  known_[event] = copy.get();
  made_[event] = copy;
  return *copy;
}

void Coreference::set_window(EventId event, std::optional<Day> earliest,
                             std::optional<Day> latest) {
  const Traits& now = traits(event);
  if (now.earliest == earliest && now.latest == latest) return;
  Known& mine = own(event);
  mine.traits.earliest = earliest;
  mine.traits.latest = latest;
}

void Coreference::place(const std::vector<std::pair<EventId, OrdinalSaid>>& derived) {
  placed_.clear();
  for (const auto& [event, ordinal] : derived) placed_[event].push_back(ordinal);
}

// Groups of events as they are now.
std::vector<Coreference::Group> Coreference::groups() const {
  // Nearly all families of copies are in one event each.
  std::vector<std::uint8_t> told_by(readings_.size(), 0);
  for (const EventId event : events()) {
    for (const std::uint32_t family : traits(event).families)
      told_by[family] = static_cast<std::uint8_t>(std::min(told_by[family] + 1, 2));
  }
  std::vector<Keyed> keyed;
  for (const EventId event : events()) {
    add_keys(traits(event), event, keyed,
             [&](std::uint32_t family) { return told_by[family] > 1; });
  }
  std::ranges::sort(keyed, [&](const Keyed& a, const Keyed& b) {
    return std::tuple(a.kind, a.key, rank(a.event)) < std::tuple(b.kind, b.key, rank(b.event));
  });
  std::vector<Group> all;
  for (std::size_t i = 0; i < keyed.size();) {
    Group group{keyed[i].kind, {}};
    std::size_t j = i;
    for (; j < keyed.size() && keyed[j].kind == keyed[i].kind && keyed[j].key == keyed[i].key;
         ++j) {
      if (group.events.empty() || group.events.back() != keyed[j].event) {
        group.events.push_back(keyed[j].event);
      }
    }
    i = j;
    if (group.events.size() > 1) all.push_back(std::move(group));
  }
  // By members, not by key: what the sides are called must not decide what comes first.
  const auto place = [&](EventId event) { return rank(event); };
  std::ranges::sort(all, [&](const Group& a, const Group& b) {
    if (a.kind != b.kind) return a.kind < b.kind;
    return std::ranges::lexicographical_compare(a.events, b.events, {}, place, place);
  });
  return all;
}

// The events that the members of a group are by now, in order.
std::vector<EventId> Coreference::waiting_in(const std::vector<MentionId>& members) {
  std::vector<EventId> waiting;
  ++looking_;
  for (const MentionId member : members) {
    const EventId event = event_of(member);
    if (seen_[event] == looking_) continue;
    seen_[event] = looking_;
    waiting.push_back(event);
  }
  std::ranges::sort(waiting, {}, [&](EventId event) { return rank(event); });
  return waiting;
}

// All that the outcome of a group depends on besides the texts of reports: the events as they are,
// and the events that they name or that their reports tell of beside them.
void Coreference::sign(const std::vector<EventId>& waiting, std::vector<std::uint64_t>& signature) {
  signature.clear();
  constexpr std::uint64_t kOther = static_cast<std::uint64_t>(-1);
  const auto beside = [&](MentionId first, std::uint32_t count) {
    for (MentionId sibling = first; sibling < first + count; ++sibling) {
      const EventId event = event_of(sibling);
      signature.push_back(seen_[event] == looking_ ? event : kOther);
    }
  };
  const auto before = [&](MentionId named) {
    const EventId event = event_of(named);
    signature.push_back(event);
    signature.push_back(known_[event] != nullptr ? known_[event]->print
                                                 : memory_->refers_[event].print);
  };
  for (const EventId event : waiting) {
    const JoinMemory::Refers& refers = memory_->refers_[event];
    signature.push_back(event);
    if (known_[event] == nullptr) {
      signature.push_back(refers.id);
      if (refers.previous != JoinMemory::kNone) before(refers.previous);
      if (refers.parent != JoinMemory::kNone) signature.push_back(event_of(refers.parent));
      beside(refers.first, refers.count);
      continue;
    }
    const Known& now = *known_[event];
    signature.push_back(now.id);
    for (const MentionId named : now.traits.previous) before(named);
    for (const MentionId named : now.traits.parents) signature.push_back(event_of(named));
    for (const MentionId member : now.traits.of_several) {
      const JoinMemory::Refers& one = memory_->refers_[member];
      beside(one.first, one.count);
    }
  }
}

void Coreference::join_group(std::vector<EventId> waiting) {
  // Those that tell most are compared first, so that the bare mentions find them in place.
  std::vector<std::pair<std::size_t, EventId>> richest;
  richest.reserve(waiting.size());
  for (const EventId event : waiting) richest.emplace_back(richness(traits(event)), event);
  std::ranges::stable_sort(richest, std::ranges::greater(),
                           &std::pair<std::size_t, EventId>::first);
  std::vector<EventId> leaders;
  for (const auto& [tells, event] : richest) {
    std::optional<std::size_t> best;
    Verdict best_verdict;
    // Where there is one to compare with, the reason is nearly always wanted.
    const Explain explain = leaders.size() == 1 ? Explain::yes : Explain::no;
    for (std::size_t i = 0; i < leaders.size() && i < kMostLeaders; ++i) {
      ++comparisons_;
      Verdict verdict = judge(leaders[i], event, explain);
      if (verdict.judgement != Judgement::same) continue;
      if (best && verdict.strength <= best_verdict.strength) continue;
      best = i;
      best_verdict = std::move(verdict);
    }
    if (!best) {
      leaders.push_back(event);
      continue;
    }
    if (explain == Explain::no) best_verdict = judge(leaders[*best], event, Explain::yes);
    join_pair(leaders[*best], event, best_verdict);
    leaders[*best] = event_of(event);
  }
}

void Coreference::join_pair(EventId a, EventId b, const Verdict& verdict) {
  told_.push_back({mentions_[members(a).front()].key, mentions_[members(b).front()].key,
                   verdict.judgement, std::string(verdict.rule), verdict.reason});
  const EventId into = before(a, b) ? a : b;
  const EventId from = into == a ? b : a;
  Known& mine = own(into);
  const Known& other = known(from);
  parent_[from] = into;
  links_.emplace_back(into, from);
  mine.id = number_of_both(mine.id, other.id);
  join(mine.traits, other.traits);
  compact(mine.traits.previous);
  compact(mine.traits.parents);
  // The first stays in front; finish() sorts the rest.
  mine.members.insert(mine.members.end(), other.members.begin(), other.members.end());
}

// What this writer joined is settled.
std::vector<std::pair<EventId, std::shared_ptr<Known>>> Coreference::finish() {
  std::vector<std::pair<EventId, std::shared_ptr<Known>>> events;
  for (auto& [event, known] : made_) {
    if (parent_[event] != event) continue;
    std::ranges::sort(known->members, {}, [&](MentionId id) { return rank(id); });
    known->print = print_of(known->traits);
    events.emplace_back(event, std::move(known));
  }
  return events;
}

// Mentions of one event are named once.
void Coreference::compact(std::vector<MentionId>& mentions) const {
  if (mentions.size() < 2) return;
  for (MentionId& id : mentions) id = event_of(id);
  std::ranges::sort(mentions, {}, [&](MentionId id) { return rank(id); });
  mentions.erase(std::ranges::unique(mentions).begin(), mentions.end());
}

// A group that is as it was gives what it gave.
void Coreference::repeat(const JoinMemory::Outcome& last) {
  for (const auto& [into, from] : last.links) parent_[from] = into;
  for (const auto& [event, known] : last.events) known_[event] = known.get();
  if (last.joinings) joinings_.push_back(last.joinings);
}

// What came of the group just judged, for the next time.
void Coreference::keep(JoinMemory::Outcome& last) {
  memory_->let_go(last);
  last.signature = signature_;
  last.links = links_;
  last.events = finish();
  for (auto& [event, known] : last.events) {
    known->writer = 0;
    known->id = memory_->next_id_++;
    known->work = nullptr;
  }
  if (told_.empty()) return;
  last.joinings = std::make_shared<const std::vector<JudgementEdge>>(std::exchange(told_, {}));
  joinings_.push_back(last.joinings);
}

// Judges a group near which something may have changed; false when it is as it was after all. What
// it joined the last time, and what it joins now, disturbs the groups of the same events.
bool Coreference::judge_again(JoinMemory::Group& group) {
  JoinMemory::Outcome& last = group.last;
  const auto waiting = waiting_in(group.members);
  signature_.clear();
  if (waiting.size() > 1) sign(waiting, signature_);
  if (group.judged && last.signature == signature_) return false;
  group.judged = true;
  if (!last.links.empty()) {
    disturbed_.clear();
    for (const auto& [into, from] : last.links) disturbed_.insert(disturbed_.end(), {into, from});
    memory_->look_at_events_of(disturbed_);
  }
  if (waiting.size() < 2) {
    memory_->let_go(last);
    return true;
  }
  writer_ = memory_->next_id_++;
  links_.clear();
  told_.clear();
  made_.clear();
  join_group(waiting);
  keep(last);
  if (links_.empty()) return true;
  disturbed_.clear();
  for (const auto& [event, known] : last.events)
    disturbed_.insert(disturbed_.end(), known->members.begin(), known->members.end());
  memory_->look_at_events_of(disturbed_);
  return true;
}

// What the reports alone join. Groups that are as they were the last time give what they gave.
void Coreference::join_first() {
  memory_->look_at_moved();
  memory_->place_groups(*rank_);
  for (JoinMemory::Group* group : memory_->order_) {
    const bool as_it_was = group->judged && group->looked_at != memory_->reckoning_;
    if (as_it_was || !judge_again(*group)) repeat(group->last);
  }
  memory_->last_parent_ = parent_;
  memory_->last_known_ = known_;
  memory_->let_go_.clear();
  writer_ = memory_->next_id_++;
  made_.clear();
  joined_first_done_ = true;
}

bool Coreference::join_alike() {
  if (!std::exchange(joined_first_, true)) {
    join_first();
    events_known_ = false;
    return !joinings_.empty();
  }
  links_.clear();
  told_.clear();
  auto alike = groups();
  for (const Group& group : alike) {
    auto waiting = waiting_in(group.events);
    if (waiting.size() > 1) join_group(std::move(waiting));
  }
  if (told_.empty()) {
    groups_ = std::move(alike);
    return false;
  }
  groups_.clear();
  events_known_ = false;
  // What a run joins late it works out anew only when it is joined otherwise.
  auto& later = memory_->later_;
  if (later.size() > 4 * events().size() + 1024) later.clear();
  for (const auto& [into, from] : links_) {
    if (parent_[into] != into) continue;
    Known& mine = own(into);
    std::ranges::sort(mine.members, {}, [&](MentionId id) { return rank(id); });
    auto& work = later[mine.id];
    if (!work) work = std::make_shared<EventWork>();
    mine.work = work;
  }
  joinings_.push_back(std::make_shared<const std::vector<JudgementEdge>>(std::exchange(told_, {})));
  return true;
}

std::vector<std::pair<EventId, EventId>> Coreference::open_pairs() const {
  std::vector<std::pair<EventId, EventId>> pairs;
  std::unordered_map<EventId, std::size_t> told;
  const auto anew = groups_.empty() ? groups() : std::vector<Group>();
  for (const Group& group : anew.empty() ? groups_ : anew) {
    if (group.kind != by_count && group.kind != by_total) continue;
    for (const EventId open : group.events) {
      if (traits(open).is_exact_day()) continue;
      std::size_t looked_at = 0;
      for (const EventId other : group.events) {
        if (other == open || told[open] >= kMostOpenPairs || ++looked_at > kMostLeaders) continue;
        // told from the other end
        if (!traits(other).is_exact_day() && before(other, open)) continue;
        if (judge(open, other).judgement != Judgement::undetermined) continue;
        ++told[open];
        pairs.push_back(before(open, other) ? std::pair(open, other) : std::pair(other, open));
      }
    }
  }
  const auto place = [&](const auto& pair) {
    return std::pair(rank(pair.first), rank(pair.second));
  };
  std::ranges::sort(pairs, {}, place);
  pairs.erase(std::ranges::unique(pairs).begin(), pairs.end());
  return pairs;
}

}  // namespace nostos::reckoning
