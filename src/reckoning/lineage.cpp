// SPDX-License-Identifier: Apache-2.0
#include "reckoning/lineage.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <numeric>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/shingles.h"
#include "reckoning/mention.h"
#include "reckoning/words.h"

namespace nostos::reckoning {

using namespace nostos::domain;

namespace {

constexpr std::array<std::string_view, 3> kCopyings = {"reprint", "translation", "retelling"};
constexpr std::array<std::string_view, 7> kWeekdays = {
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

// Of a sketch, so many hashes are looked up; two texts that share half of their shingles miss each
// other once in 65,000 pairs.
constexpr std::size_t kLookedUp = 16;
// In a group that shares a key each report is compared with so many at most.
constexpr std::size_t kMostLeaders = 12;
constexpr double kMostlyTheSame = 0.5;
constexpr double kTheSame = 0.8;
constexpr Day kCopiedWithin = 21;
constexpr Day kDayShifted = 7;

enum class Slot : std::uint8_t { day, weekday, leg, ordinal, total, part, health, status };

struct Place {
  Slot slot = Slot::leg;
  EventRole role = EventRole::main;
  std::string of;  // side, or dimension and label
  auto operator<=>(const Place&) const = default;
};

using Figures = std::map<Place, std::vector<Figure>>;

// Figures that two reports do not share by chance.
bool is_telling(Slot slot) {
  return slot == Slot::ordinal || slot == Slot::total || slot == Slot::part;
}

void put(Figures& figures, Place place, std::int64_t value, std::size_t claim) {
  auto& there = figures[std::move(place)];
  if (std::ranges::find(there, value, &Figure::value) == there.end())
    there.push_back({value, claim});
}

void put_parts(Figures& figures, EventRole role, const std::string& of,
               const std::vector<Part>& parts, std::size_t claim) {
  for (const Part& part : parts) {
    const std::string label = of + "|" + part.label;
    if (part.count.op == CountOp::exact && !part.complement)
      put(figures, {Slot::part, role, label}, *part.count.lo, claim);
    put_parts(figures, role, label, part.parts, claim);
  }
}

Figures figures_of(const Reading& reading) {
  Figures figures;
  const auto usable = [&](std::size_t claim) {
    return claim >= reading.claims.size() || stands(reading.claims[claim]);
  };
  for (const Event& event : reading.events) {
    if (event.role != EventRole::main && event.role != EventRole::previous) continue;
    const std::size_t own = event.claims.empty() ? 0 : event.claims.front();
    if (event.date.is_exact_day())
      put(figures, {Slot::day, event.role, {}}, *event.date.earliest, own);
    if (event.weekday)
      put(figures, {Slot::weekday, event.role, {}}, static_cast<std::int64_t>(*event.weekday), own);
    put(figures, {Slot::status, event.role, {}}, static_cast<std::int64_t>(event.status), own);
    for (const Leg& leg : event.legs) {
      if (leg.count.op != CountOp::exact || !usable(leg.claim)) continue;
      const std::string of = leg.to + "|" + std::string(name(people_of(leg.population)));
      put(figures, {Slot::leg, event.role, of}, *leg.count.lo, leg.claim);
    }
    for (const Ordinal& o : event.ordinals) {
      if (usable(o.claim)) put(figures, {Slot::ordinal, event.role, o.scope}, o.value, o.claim);
    }
    for (const RunningTotal& total : event.cumulative) {
      if (total.count.op == CountOp::exact && usable(total.claim))
        put(figures, {Slot::total, event.role, total.side}, *total.count.lo, total.claim);
    }
    for (const Breakdown& b : event.breakdowns) {
      if (usable(b.claim)) put_parts(figures, event.role, b.dimension, b.parts, b.claim);
    }
    for (const HealthNote& note : event.health) {
      if (note.count.op == CountOp::exact && usable(note.claim))
        put(figures, {Slot::health, event.role, note.what}, *note.count.lo, note.claim);
    }
  }
  return figures;
}

struct Alignment {
  std::size_t shared = 0;
  std::size_t telling = 0;
  std::size_t unique = 0;  // ordinals and totals: only one exchange has them
  std::vector<std::tuple<Place, Figure, Figure>> differ;  // one figure on either side
  std::size_t differ_otherwise = 0;
  bool other_day = false;
};

Alignment aligned(const Figures& a, const Figures& b) {
  Alignment result;
  for (const auto& [place, mine] : a) {
    const auto other = b.find(place);
    if (other == b.end()) continue;
    const auto& theirs = other->second;
    const bool same = std::ranges::any_of(mine, [&](const Figure& x) {
      return std::ranges::find(theirs, x.value, &Figure::value) != theirs.end();
    });
    if (same) {
      // What nearly all reports have in common says nothing.
      if (place.slot != Slot::status && place.slot != Slot::weekday) ++result.shared;
      if (is_telling(place.slot)) ++result.telling;
      if (place.slot == Slot::ordinal || place.slot == Slot::total) ++result.unique;
    } else if (mine.size() == 1 && theirs.size() == 1) {
      result.differ.emplace_back(place, mine.front(), theirs.front());
      result.other_day |= place.slot == Slot::day && place.role == EventRole::main;
    } else {
      ++result.differ_otherwise;
    }
  }
  return result;
}

std::optional<Day> day_of(const Figures& figures) {
  const auto found = figures.find({Slot::day, EventRole::main, {}});
  if (found == figures.end() || found->second.size() != 1) return std::nullopt;
  return static_cast<Day>(found->second.front().value);
}

// One text or one statement? Nothing when not.
std::optional<Copying> copying_of(const Reading& a, const Figures& figures_a, const Reading& b,
                                  const Figures& figures_b, const Alignment& alignment,
                                  double text) {
  const auto day_a = day_of(figures_a);
  const auto day_b = day_of(figures_b);
  const std::size_t differ = alignment.differ.size() + alignment.differ_otherwise;
  const std::size_t shared = alignment.shared;
  // The same ritual, days apart, with the same round numbers: that happens.
  if (alignment.other_day && (alignment.unique == 0 || differ > 1)) return std::nullopt;
  if (a.lang == b.lang && text >= kMostlyTheSame) {
    if (shared + differ == 0)
      return text >= kTheSame ? std::optional(Copying::reprint) : std::nullopt;
    const bool one_day = day_a && day_b && *day_a == *day_b;
    const bool at_one_time = one_day || alignment.unique > 0;
    const bool alike = differ == 0 ? shared >= 2 : shared >= 3 && 3 * differ <= shared;
    return at_one_time && alike ? std::optional(Copying::reprint) : std::nullopt;
  }
  if (3 * differ > shared) return std::nullopt;
  if (a.lang != b.lang && shared >= 4 && alignment.telling >= 2) return Copying::translation;
  if (a.lang == b.lang && shared >= 6 && alignment.telling >= 5) return Copying::retelling;
  return std::nullopt;
}

std::string place_words(const Place& place) {
  const std::string of_before = place.role == EventRole::previous ? " of the exchange before" : "";
  const auto label = [&] {
    const std::size_t bar = place.of.find('|');
    return bar == std::string::npos ? place.of : place.of.substr(bar + 1);
  };
  switch (place.slot) {
    case Slot::day:
      return "the day" + of_before;
    case Slot::weekday:
      return "the weekday" + of_before;
    case Slot::leg:
      return "the count of those who came to " + place.of.substr(0, place.of.find('|')) + of_before;
    case Slot::ordinal:
      return "the ordinal" + of_before;
    case Slot::total:
      return "the running total of " + place.of + of_before;
    case Slot::part:
      return "the number of \"" + label() + "\"" + of_before;
    case Slot::health:
      return "the number of " + place.of + of_before;
    case Slot::status:
      return "whether it is done" + of_before;
  }
  return {};
}

std::string value_words(Slot slot, std::int64_t value) {
  switch (slot) {
    case Slot::day:
      return iso(static_cast<Day>(value));
    case Slot::weekday:
      return std::string(kWeekdays[static_cast<std::size_t>(value)]);
    case Slot::ordinal:
      return ordinal_words(value);
    case Slot::status:
      return std::string(name(static_cast<EventStatus>(value)));
    default:
      return std::to_string(value);
  }
}

std::string kind_of(Slot slot, std::int64_t a, std::int64_t b) {
  if (slot == Slot::status) return "told as another thing";
  if (slot == Slot::weekday) return "another weekday";
  const std::int64_t off = std::abs(a - b);
  if (slot == Slot::day)
    return off == 1 ? "shifted by a day"
                    : "shifted by " + counted(static_cast<std::size_t>(off), "day", "days");
  if (slot == Slot::ordinal && off == 1) return "off by one";
  const std::string x = std::to_string(a);
  const std::string y = std::to_string(b);
  if (x.size() == y.size()) {
    std::size_t other = 0;
    for (std::size_t i = 0; i < x.size(); ++i) other += x[i] != y[i] ? 1U : 0U;
    if (other == 1) return "one digit differs";
    std::string sorted_x = x;
    std::string sorted_y = y;
    std::ranges::sort(sorted_x);
    std::ranges::sort(sorted_y);
    if (other == 2 && sorted_x == sorted_y) return "two digits are swapped";
  } else {
    const std::string& longer = x.size() > y.size() ? x : y;
    const std::string& shorter = x.size() > y.size() ? y : x;
    for (std::size_t i = 0; longer.size() == shorter.size() + 1 && i < longer.size(); ++i) {
      if (longer.substr(0, i) + longer.substr(i + 1) == shorter) return "one digit is missing";
    }
  }
  return off == 1 ? "off by one" : "another figure";
}

}  // namespace

// Groups of reports with a key in common, judged one after the other in an order that follows from
// their members; each may join families. What a group joins depends on which of its members are
// one family when its turn comes, so only groups near a joining that is new or gone are judged
// again; of all others the joinings are remembered, in order, and done again without a look.
class Lineage::Families {
 public:
  void put(std::uint32_t reading, const Reading& about) {
    if (of_.size() <= reading) of_.resize(reading + 1);
    One& one = of_[reading];
    one.reading = &about;
    one.figures = figures_of(about);
    one.day = day_of(one.figures);
    const PartialDate& published = about.published.date;
    one.published = published.is_exact_day() ? published.earliest : std::nullopt;
    one.keys = keys_of(about, one.figures);
    new_.push_back(reading);
  }

  void drop(std::uint32_t reading, const std::vector<std::uint32_t>& rank) {
    std::erase(new_, reading);
    // What was one with it may be none without it.
    for (const std::uint32_t other : last_.family_of(reading)) disturbed_.push_back(other);
    for (Group* group : of_[reading].groups) {
      touch_with_twins(*group);
      group->members.erase(place_of(*group, reading, rank));
      // Links are looked up in order of members.
      if (!group->known_links.empty()) group->known_links = {};
    }
    const auto groups = std::move(of_[reading].groups);
    of_[reading] = {};
    for (Group* group : groups) touch_with_twins(*group);
  }

  // Gives the reports whose family may be another one than the last time, or of other reports.
  std::vector<std::uint32_t> find(const std::vector<std::uint32_t>& rank) {
    place_new(rank);
    now_.reset(of_.size());
    last_.grow(of_.size());
    take_touched_back();
    const Sooner sooner{rank};
    Waiting waiting(touched_, sooner);
    looked_near_.clear();
    for (const auto& [leader, member] : std::exchange(gone_, {})) {
      look_near(leader, waiting);
      look_near(member, waiting);
    }
    std::vector<Made> made;
    made.reserve(made_.size());
    auto again = made_.cbegin();
    const auto do_again = [&](std::vector<Made>::const_iterator until) {
      for (auto at = again; at != until; ++at) now_.join(at->a, at->b);
      made.insert(made.end(), again, until);
      again = until;
    };
    while (Group* group = waiting.next()) {
      do_again(std::lower_bound(again, made_.cend(), group, [&](const Made& one, const Group* g) {
        return sooner(one.group, g);
      }));
      while (again != made_.cend() && again->group == group) ++again;
      judge_again(*group, waiting);
      for (const auto& [leader, member] : group->joins) made.push_back({group, leader, member});
    }
    do_again(made_.cend());
    made_ = std::move(made);
    for (Group* group : touched_) group->touched = false;
    touched_.clear();
    std::swap(now_, last_);
    std::erase_if(disturbed_, [&](std::uint32_t r) { return of_[r].reading == nullptr; });
    return std::exchange(disturbed_, {});
  }

  std::vector<std::uint32_t> family_of(std::uint32_t reading) const {
    return last_.family_of(reading);
  }

  // How `copy` repeats `original`; nothing when it repeats another of the family only.
  std::optional<CopyLink> link(std::uint32_t original, std::uint32_t copy) const {
    const Reading& a = *of_[original].reading;
    const Reading& b = *of_[copy].reading;
    if (!may_be_copies(original, copy)) return std::nullopt;
    const Alignment alignment = aligned(of_[original].figures, of_[copy].figures);
    const double text = containment(a.shingles, b.shingles);
    const auto copying =
        copying_of(a, of_[original].figures, b, of_[copy].figures, alignment, text);
    if (!copying) return std::nullopt;
    CopyLink link;
    link.original = original;
    link.copy = copy;
    link.order_known = a.published.date.latest && b.published.date.earliest &&
                       *a.published.date.latest < *b.published.date.earliest;
    link.copying = *copying;
    link.text_percent = static_cast<int>(100 * text);
    link.figures_shared = alignment.shared;
    for (const auto& [place, x, y] : alignment.differ) {
      link.differences.push_back(
          {place_words(place), kind_of(place.slot, x.value, y.value),
           value_words(place.slot, y.value) + " for " + value_words(place.slot, x.value), x.claim,
           y.claim});
    }
    return link;
  }

 private:
  struct Group;
  struct One {
    const Reading* reading = nullptr;
    Figures figures;
    std::optional<Day> day;        // of the main event
    std::optional<Day> published;  // where it is one day
    std::vector<std::uint64_t> keys;
    std::vector<Group*> groups;
  };
  struct Group {
    std::uint32_t number = 0;            // groups with the same members are judged once, the first
    std::vector<std::uint32_t> members;  // in order of digests
    std::vector<std::uint32_t> families_before;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> joins;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> known_links;  // need not be looked at
    bool judged = false;
    bool touched = false;  // its members are others
    bool waits = false;
  };
  struct Made {
    Group* group;
    std::uint32_t a;
    std::uint32_t b;
  };

  struct Sooner {
    const std::vector<std::uint32_t>& rank;
    bool operator()(const Group* a, const Group* b) const {
      const auto place = [&](std::uint32_t r) { return rank[r]; };
      const auto order = std::lexicographical_compare_three_way(
          a->members.begin(), a->members.end(), b->members.begin(), b->members.end(),
          [&](std::uint32_t x, std::uint32_t y) { return place(x) <=> place(y); });
      return order != 0 ? order < 0 : a->number < b->number;
    }
  };

  // Which reports are one, and all that are one with a report.
  class Partition {
   public:
    void reset(std::size_t size) {
      parent_.resize(size);
      next_.resize(size);
      std::iota(parent_.begin(), parent_.end(), 0U);
      std::iota(next_.begin(), next_.end(), 0U);
    }
    void grow(std::size_t size) {
      for (auto at = static_cast<std::uint32_t>(parent_.size()); at < size; ++at) {
        parent_.push_back(at);
        next_.push_back(at);
      }
    }
    std::uint32_t family(std::uint32_t reading) {
      while (parent_[reading] != reading) {
        parent_[reading] = parent_[parent_[reading]];
        reading = parent_[reading];
      }
      return reading;
    }
    void join(std::uint32_t a, std::uint32_t b) {
      const std::uint32_t x = family(a);
      const std::uint32_t y = family(b);
      if (x == y) return;
      parent_[std::max(x, y)] = std::min(x, y);
      std::swap(next_[x], next_[y]);
    }
    std::vector<std::uint32_t> family_of(std::uint32_t reading) const {
      std::vector<std::uint32_t> all;
      if (reading >= next_.size()) return {reading};
      std::uint32_t at = reading;
      do {
        all.push_back(at);
        at = next_[at];
      } while (at != reading);
      return all;
    }

   private:
    std::vector<std::uint32_t> parent_;
    std::vector<std::uint32_t> next_;  // round each family
  };

  // Groups that are to be judged, the first in order first; more may come in on the way.
  class Waiting {
   public:
    Waiting(const std::vector<Group*>& touched, Sooner sooner) : sooner_(sooner), late_(sooner) {
      for (Group* group : touched) {
        if (group->members.size() < 2) continue;
        group->waits = true;
        early_.push_back(group);
      }
      std::ranges::sort(early_, sooner_);
    }
    void add(Group* group) {
      if (group->waits || group->members.size() < 2) return;
      // Its turn was: what has changed since, it did not see then either.
      if (at_ != nullptr && !sooner_(at_, group)) return;
      group->waits = true;
      late_.insert(group);
    }
    Group* next() {
      const bool early = next_early_ < early_.size();
      if (!early && late_.empty()) return nullptr;
      if (early && (late_.empty() || sooner_(early_[next_early_], *late_.begin()))) {
        at_ = early_[next_early_++];
      } else {
        at_ = *late_.begin();
        late_.erase(late_.begin());
      }
      at_->waits = false;
      return at_;
    }

   private:
    Sooner sooner_;
    std::vector<Group*> early_;
    std::size_t next_early_ = 0;
    std::set<Group*, Sooner> late_;
    Group* at_ = nullptr;
  };

  // One of the smallest shingles, a total, a full list.
  static std::vector<std::uint64_t> keys_of(const Reading& reading, const Figures& figures) {
    std::vector<std::uint64_t> keys;
    const auto& shingles = reading.shingles;
    for (std::size_t i = 0; i < shingles.size() && i < kLookedUp; ++i) keys.push_back(shingles[i]);
    std::uint64_t parts = 0;
    for (const auto& [place, values] : figures) {
      if (!is_telling(place.slot) || place.role != EventRole::main) continue;
      std::uint64_t hash = 14695981039346656037ULL;
      const auto add = [&](std::uint64_t value) { hash = (hash ^ value) * 1099511628211ULL; };
      // What a side is called must not decide what is compared first.
      add(static_cast<std::uint64_t>(place.slot));
      for (const Figure& figure : values) add(static_cast<std::uint64_t>(figure.value));
      if (place.slot == Slot::total) keys.push_back(hash | 1ULL << 63);
      if (place.slot == Slot::part) parts += hash;
    }
    if (parts != 0) keys.push_back(parts | 1ULL << 63);
    std::ranges::sort(keys);
    keys.erase(std::ranges::unique(keys).begin(), keys.end());
    return keys;
  }

  static std::vector<std::uint32_t>::iterator place_of(Group& group, std::uint32_t reading,
                                                       const std::vector<std::uint32_t>& rank) {
    return std::ranges::lower_bound(group.members, rank[reading], {},
                                    [&](std::uint32_t r) { return rank[r]; });
  }

  void touch(Group& group) {
    if (!group.touched) touched_.push_back(&group);
    group.touched = true;
  }

  // Groups with the same members as this one, which are judged in its stead or it in theirs.
  template <class Take>
  void each_twin(const Group& group, Take take) const {
    if (group.members.empty()) return;
    for (Group* other : of_[group.members.front()].groups) {
      if (other != &group && other->members == group.members) take(*other);
    }
  }
  void touch_with_twins(Group& group) {
    touch(group);
    each_twin(group, [&](Group& twin) { touch(twin); });
  }

  void place_new(const std::vector<std::uint32_t>& rank) {
    std::ranges::sort(new_, {}, [&](std::uint32_t r) { return rank[r]; });
    std::vector<Group*> larger;
    for (const std::uint32_t reading : new_) {
      for (const std::uint64_t key : of_[reading].keys) {
        auto& group = groups_[key];
        if (!group) {
          group = std::make_unique<Group>();
          group->number = next_number_++;
        }
        // Twins that do not change with it are judged by themselves from now on.
        if (!group->touched && group->members.size() > 1) touch_with_twins(*group);
        group->members.insert(place_of(*group, reading, rank), reading);
        touch(*group);
        of_[reading].groups.push_back(group.get());
        if (group->members.size() > 1) larger.push_back(group.get());
      }
      disturbed_.push_back(reading);
    }
    if (touched_.size() == groups_.size()) larger.clear();  // at first, all are
    for (const Group* group : larger) {
      each_twin(*group, [&](Group& twin) { touch(twin); });
    }
    new_.clear();
  }

  // What touched groups joined counts as gone: they are judged anew, perhaps at another place.
  void take_touched_back() {
    bool any = false;
    for (Group* one : touched_) {
      Group& group = *one;
      group.judged = false;
      gone_.insert(gone_.end(), group.joins.begin(), group.joins.end());
      any = any || !group.joins.empty();
      group.known_links = std::exchange(group.joins, {});
    }
    if (any) std::erase_if(made_, [](const Made& one) { return one.group->touched; });
  }

  // All that a joining was near to, the last time: whom it joins, whom those are one with, and the
  // groups of all these.
  void look_near(std::uint32_t reading, Waiting& waiting) {
    // Once is enough: what of it comes later waits since then.
    if (!looked_near_.insert(last_.family(reading)).second) return;
    for (const std::uint32_t other : last_.family_of(reading)) {
      disturbed_.push_back(other);
      for (Group* group : of_[other].groups) waiting.add(group);
    }
  }

  void judge_again(Group& group, Waiting& waiting) {
    bool is_first = true;
    each_twin(group, [&](const Group& twin) { is_first = is_first && group.number < twin.number; });
    if (!is_first) return;
    see_families(group);
    if (group.judged && group.families_before == families_) {
      for (const auto& [leader, member] : group.joins) now_.join(leader, member);
      return;
    }
    group.judged = true;
    group.families_before = families_;
    const auto before = std::exchange(group.joins, {});
    if (group.known_links.empty()) group.known_links = before;
    judge(group);
    group.known_links = {};
    if (before == group.joins) return;
    for (const auto& joins : {before, group.joins}) {
      for (const auto& [leader, member] : joins) {
        look_near(leader, waiting);
        look_near(member, waiting);
      }
    }
  }

  // Which are one family says all; what the families are called does not matter.
  void see_families(const Group& group) {
    families_.clear();
    for (const std::uint32_t member : group.members) families_.push_back(now_.family(member));
    numbers_.clear();
    if (number_of_.size() < of_.size()) number_of_.resize(of_.size(), kNone);
    for (std::uint32_t& one : families_) {
      if (number_of_[one] == kNone) {
        number_of_[one] = static_cast<std::uint32_t>(numbers_.size());
        numbers_.push_back(one);
      }
      one = number_of_[one];
    }
    for (const std::uint32_t one : numbers_) number_of_[one] = kNone;
  }

  void judge(Group& group) {
    std::vector<std::uint32_t> leaders;
    auto known = group.known_links.begin();  // in order of members
    for (const std::uint32_t member : group.members) {
      const std::pair link_before =
          known != group.known_links.end() && known->second == member ? *known++ : kNoLink;
      const bool joined = std::ranges::any_of(leaders, [&](std::uint32_t leader) {
        if (now_.family(leader) == now_.family(member)) return true;
        if (std::pair(leader, member) != link_before && !link(leader, member)) return false;
        group.joins.emplace_back(leader, member);
        now_.join(leader, member);
        return true;
      });
      if (!joined && leaders.size() < kMostLeaders) leaders.push_back(member);
    }
  }

  // Days alone rule most pairs out.
  bool may_be_copies(std::uint32_t a, std::uint32_t b) const {
    const auto within = [](const std::optional<Day>& x, const std::optional<Day>& y, Day most) {
      return !x || !y || std::abs(*x - *y) <= most;
    };
    return within(of_[a].published, of_[b].published, kCopiedWithin) &&
           within(of_[a].day, of_[b].day, kDayShifted);
  }

  static constexpr std::uint32_t kNone = static_cast<std::uint32_t>(-1);
  static constexpr std::pair<std::uint32_t, std::uint32_t> kNoLink = {kNone, kNone};
  std::vector<One> of_;  // by reading
  std::unordered_map<std::uint64_t, std::unique_ptr<Group>> groups_;
  std::uint32_t next_number_ = 0;
  std::vector<Made> made_;                                     // all joinings, in order
  std::vector<Group*> touched_;                                // since the last time
  std::vector<std::pair<std::uint32_t, std::uint32_t>> gone_;  // joinings of touched groups
  std::unordered_set<std::uint32_t> looked_near_;              // families as they were
  std::vector<std::uint32_t> new_;
  std::vector<std::uint32_t> disturbed_;
  Partition now_;
  Partition last_;
  std::vector<std::uint32_t> families_;
  std::vector<std::uint32_t> numbers_;
  std::vector<std::uint32_t> number_of_;
};

std::string_view name(Copying copying) { return kCopyings[static_cast<std::size_t>(copying)]; }

Lineage::Lineage() : families_(std::make_unique<Families>()) {}
Lineage::~Lineage() = default;
Lineage::Lineage(Lineage&&) noexcept = default;
Lineage& Lineage::operator=(Lineage&&) noexcept = default;

void Lineage::put(std::uint32_t reading, const Reading& about) { families_->put(reading, about); }

void Lineage::drop(std::uint32_t reading, const std::vector<std::uint32_t>& rank) {
  families_->drop(reading, rank);
  std::erase(copies_, reading);
  std::erase(departing_, reading);
}

std::vector<std::uint32_t> Lineage::find(const std::vector<const Reading*>& readings,
                                         const std::vector<std::uint32_t>& rank_of) {
  constexpr std::uint32_t kNone = static_cast<std::uint32_t>(-1);
  origin_.resize(readings.size(), kNone);
  family_size_.resize(readings.size(), 0);
  links_.resize(readings.size());
  // The earliest stands for the family; among those of one day, or of none, the first by digest.
  const auto rank = [&](std::uint32_t r) {
    const auto& published = readings[r]->published.date.earliest;
    return std::tuple(!published.has_value(), published.value_or(0), rank_of[r]);
  };
  auto disturbed = families_->find(rank_of);
  std::ranges::sort(disturbed);
  disturbed.erase(std::ranges::unique(disturbed).begin(), disturbed.end());
  std::unordered_map<std::uint32_t, bool> had_copies;
  for (const std::uint32_t r : disturbed)
    had_copies[r] = origin_[r] != kNone && family_size_[origin_[r]] > 1;
  std::vector<std::uint32_t> changed;
  std::unordered_set<std::uint32_t> done;
  for (const std::uint32_t r : disturbed) {
    if (done.contains(r)) continue;
    const auto family = families_->family_of(r);
    const std::uint32_t origin = *std::ranges::min_element(family, {}, rank);
    family_size_[origin] = static_cast<std::uint32_t>(family.size());
    for (const std::uint32_t member : family) {
      done.insert(member);
      if (origin_[member] == origin && had_copies[member] == (family.size() > 1)) continue;
      origin_[member] = origin;
      changed.push_back(member);
    }
  }
  for (const std::uint32_t r : changed) {
    Linked& linked = links_[r];
    linked.version = ++versions_;
    linked.link.reset();
    if (origin_[r] != r) linked.link = families_->link(origin_[r], r);
  }
  list(changed, rank_of);
  return changed;
}

// Takes those that changed out of the lists of copies and puts them in where they belong now.
void Lineage::list(const std::vector<std::uint32_t>& changed,
                   const std::vector<std::uint32_t>& rank) {
  const auto sooner = [&](std::uint32_t a, std::uint32_t b) { return rank[a] < rank[b]; };
  const std::unordered_set<std::uint32_t> out(changed.begin(), changed.end());
  const auto update = [&](std::vector<std::uint32_t>& all, auto belongs) {
    std::vector<std::uint32_t> in;
    std::ranges::copy_if(changed, std::back_inserter(in), belongs);
    std::ranges::sort(in, sooner);
    if (in.empty() && all.empty()) return;
    std::erase_if(all, [&](std::uint32_t r) { return out.contains(r); });
    const auto middle = static_cast<std::ptrdiff_t>(all.size());
    all.insert(all.end(), in.begin(), in.end());
    std::ranges::inplace_merge(all, all.begin() + middle, sooner);
  };
  update(copies_, [&](std::uint32_t r) { return links_[r].link.has_value(); });
  update(departing_,
         [&](std::uint32_t r) { return links_[r].link && !links_[r].link->differences.empty(); });
}

}  // namespace nostos::reckoning
