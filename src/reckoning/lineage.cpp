// SPDX-License-Identifier: Apache-2.0
#include "reckoning/lineage.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <numeric>
#include <optional>
#include <tuple>
#include <unordered_map>
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

// Groups of reports with a key in common, and what came of each the last time. A group none of
// whose members is a copy or has one, and none of which is new, joins nothing again: it is not
// looked at.
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
    one.joined = false;
    new_.push_back(reading);
  }

  void drop(std::uint32_t reading, const std::vector<std::uint32_t>& rank) {
    std::erase(new_, reading);
    for (const std::uint64_t key : of_[reading].keys) {
      const auto found = groups_.find(key);
      if (found == groups_.end()) continue;
      Group& group = *found->second;
      const auto at = std::ranges::lower_bound(group.members, rank[reading], {},
                                               [&](std::uint32_t r) { return rank[r]; });
      if (at == group.members.end() || *at != reading) continue;  // was never placed
      group.members.erase(at);
      touch(group);
    }
    of_[reading] = {};
  }

  void find(const std::vector<std::uint32_t>& order, const std::vector<std::uint32_t>& rank) {
    place_new(rank);
    // Groups that may join anything, in order; more come in when a lone report is joined.
    auto& active = active_;
    std::erase_if(active, [](const Group* group) { return group->touched; });
    std::vector<Group*> back;
    for (Group* group : touched_) {
      group->touched = false;
      group->active = group->members.size() > 1;
      if (group->active) back.push_back(group);
    }
    touched_.clear();
    sort(back, rank);
    const auto middle = static_cast<std::ptrdiff_t>(active.size());
    active.insert(active.end(), back.begin(), back.end());
    std::ranges::inplace_merge(active, active.begin() + middle, Sooner{rank});
    for (;;) {
      parent_.resize(of_.size());
      std::iota(parent_.begin(), parent_.end(), 0U);
      const Group* before = nullptr;
      for (Group* group : active) {
        if (before == nullptr || before->members != group->members) judge(*group);
        before = group;
      }
      if (!wake(order, active)) break;
      sort(active, rank);
    }
    // Those that joined nothing and hold no copy sleep until something changes.
    for (Group* group : active) {
      group->active =
          std::ranges::any_of(group->members, [&](std::uint32_t r) { return of_[r].joined; });
    }
    std::erase_if(active, [](const Group* group) { return !group->active; });
  }

  std::uint32_t family(std::uint32_t reading) {
    while (parent_[reading] != reading) {
      parent_[reading] = parent_[parent_[reading]];
      reading = parent_[reading];
    }
    return reading;
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
  struct One {
    const Reading* reading = nullptr;
    Figures figures;
    std::optional<Day> day;        // of the main event
    std::optional<Day> published;  // where it is one day
    std::vector<std::uint64_t> keys;
    bool joined = false;  // is a copy or has one
  };
  struct Group {
    std::vector<std::uint32_t> members;  // in order of digests
    std::vector<std::uint32_t> families_before;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> joins;
    bool judged = false;
    bool active = false;
    bool touched = false;
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

  void touch(Group& group) {
    group.judged = false;
    if (!group.touched) touched_.push_back(&group);
    group.touched = true;
  }

  void place_new(const std::vector<std::uint32_t>& rank) {
    const auto place = [&](std::uint32_t r) { return rank[r]; };
    std::ranges::sort(new_, {}, place);
    for (const std::uint32_t reading : new_) {
      for (const std::uint64_t key : of_[reading].keys) {
        auto& group = groups_[key];
        if (!group) group = std::make_unique<Group>();
        group->members.insert(std::ranges::lower_bound(group->members, rank[reading], {}, place),
                              reading);
        touch(*group);
      }
    }
    new_.clear();
  }

  struct Sooner {
    const std::vector<std::uint32_t>& rank;
    bool operator()(const Group* a, const Group* b) const {
      const auto place = [&](std::uint32_t r) { return rank[r]; };
      return std::ranges::lexicographical_compare(a->members, b->members, {}, place, place);
    }
  };
  static void sort(std::vector<Group*>& groups, const std::vector<std::uint32_t>& rank) {
    std::ranges::sort(groups, Sooner{rank});
  }

  void judge(Group& group) {
    families_.clear();
    for (const std::uint32_t member : group.members) families_.push_back(family(member));
    // Which are one family says all; what the families are called does not matter.
    numbers_.clear();
    for (std::uint32_t& one : families_) {
      if (number_of_.size() < parent_.size()) number_of_.resize(parent_.size(), kNone);
      if (number_of_[one] == kNone) {
        number_of_[one] = static_cast<std::uint32_t>(numbers_.size());
        numbers_.push_back(one);
      }
      one = number_of_[one];
    }
    for (const std::uint32_t one : numbers_) number_of_[one] = kNone;
    if (!group.judged || group.families_before != families_) {
      group.judged = true;
      group.families_before = families_;
      group.joins.clear();
      std::vector<std::uint32_t> leaders;
      for (const std::uint32_t member : group.members) {
        const bool joined = std::ranges::any_of(leaders, [&](std::uint32_t leader) {
          if (family(leader) == family(member)) return true;
          if (!link(leader, member)) return false;
          group.joins.emplace_back(leader, member);
          join(leader, member);
          return true;
        });
        if (!joined && leaders.size() < kMostLeaders) leaders.push_back(member);
      }
      return;
    }
    for (const auto& [leader, member] : group.joins) join(leader, member);
  }

  void join(std::uint32_t a, std::uint32_t b) {
    const std::uint32_t x = family(a);
    const std::uint32_t y = family(b);
    parent_[std::max(x, y)] = std::min(x, y);
  }

  // Groups of reports that were alone the last time and are joined now. True when there are any
  // that were not looked at.
  bool wake(const std::vector<std::uint32_t>& order, std::vector<Group*>& active) {
    std::vector<std::uint32_t> size(parent_.size(), 0);
    for (const std::uint32_t r : order) ++size[family(r)];
    bool woken = false;
    for (const std::uint32_t r : order) {
      const bool joined = size[family(r)] > 1;
      const bool before = std::exchange(of_[r].joined, joined);
      if (!joined || before) continue;
      for (const std::uint64_t key : of_[r].keys) {
        Group& group = *groups_.at(key);
        if (group.active || group.members.size() < 2) continue;
        group.active = true;
        active.push_back(&group);
        woken = true;
      }
    }
    return woken;
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
  std::vector<One> of_;  // by reading
  std::unordered_map<std::uint64_t, std::unique_ptr<Group>> groups_;
  std::vector<Group*> active_;   // in order
  std::vector<Group*> touched_;  // since the last time
  std::vector<std::uint32_t> new_;
  std::vector<std::uint32_t> parent_;
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
}

std::vector<std::uint32_t> Lineage::find(const std::vector<const Reading*>& readings,
                                         const std::vector<std::uint32_t>& order,
                                         const std::vector<std::uint32_t>& rank_of) {
  families_->find(order, rank_of);
  // The earliest stands for the family; among those of one day, or of none, the first by digest.
  const auto rank = [&](std::uint32_t r) {
    const auto& published = readings[r]->published.date.earliest;
    return std::tuple(!published.has_value(), published.value_or(0), rank_of[r]);
  };
  constexpr std::uint32_t kNone = static_cast<std::uint32_t>(-1);
  std::vector<std::uint32_t> first(readings.size(), kNone);
  std::vector<std::uint32_t> size(readings.size(), 0);
  for (const std::uint32_t r : order) {
    const std::uint32_t family = families_->family(r);
    ++size[family];
    if (first[family] == kNone || (size[family] > 1 && rank(r) < rank(first[family])))
      first[family] = r;
  }
  origin_.resize(readings.size(), kNone);
  family_size_.resize(readings.size(), 0);
  links_.resize(readings.size());
  std::vector<std::uint32_t> changed;
  std::vector<std::uint32_t> origin_size(readings.size(), 0);
  for (const std::uint32_t r : order) {
    const std::uint32_t family = families_->family(r);
    const std::uint32_t origin = first[family];
    origin_size[origin] = size[family];
    const bool had_copies = origin_[r] != kNone && family_size_[origin_[r]] > 1;
    if (origin_[r] != origin || had_copies != (size[family] > 1)) changed.push_back(r);
  }
  for (const std::uint32_t r : changed) origin_[r] = first[families_->family(r)];
  family_size_ = std::move(origin_size);
  for (const std::uint32_t r : changed) {
    Linked& linked = links_[r];
    linked.version = ++versions_;
    linked.link.reset();
    if (origin_[r] != r) linked.link = families_->link(origin_[r], r);
  }
  return changed;
}

}  // namespace nostos::reckoning
