// SPDX-License-Identifier: Apache-2.0
#include "reckoning/lineage.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <numeric>
#include <optional>
#include <tuple>

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

class Families {
 public:
  explicit Families(const std::vector<const Reading*>& readings)
      : readings_(readings), parent_(readings.size()) {
    std::iota(parent_.begin(), parent_.end(), 0U);
    figures_.reserve(readings.size());
    for (const Reading* reading : readings) {
      figures_.push_back(figures_of(*reading));
      days_.push_back(day_of(figures_.back()));
      const PartialDate& published = reading->published.date;
      published_.push_back(published.is_exact_day() ? published.earliest : std::nullopt);
    }
  }

  void find() {
    for (const auto& group : groups()) {
      std::vector<std::uint32_t> leaders;
      for (const std::uint32_t member : group) {
        const bool joined = std::ranges::any_of(leaders, [&](std::uint32_t leader) {
          return family(leader) == family(member) || join(leader, member);
        });
        if (!joined && leaders.size() < kMostLeaders) leaders.push_back(member);
      }
    }
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
    const Reading& a = *readings_[original];
    const Reading& b = *readings_[copy];
    if (!may_be_copies(original, copy)) return std::nullopt;
    const Alignment alignment = aligned(figures_[original], figures_[copy]);
    const double text = containment(a.shingles, b.shingles);
    const auto copying = copying_of(a, figures_[original], b, figures_[copy], alignment, text);
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
  // Days alone rule most pairs out.
  bool may_be_copies(std::uint32_t a, std::uint32_t b) const {
    const auto within = [](const std::optional<Day>& x, const std::optional<Day>& y, Day most) {
      return !x || !y || std::abs(*x - *y) <= most;
    };
    return within(published_[a], published_[b], kCopiedWithin) &&
           within(days_[a], days_[b], kDayShifted);
  }

  bool join(std::uint32_t a, std::uint32_t b) {
    if (!link(a, b)) return false;
    const std::uint32_t x = family(a);
    const std::uint32_t y = family(b);
    parent_[std::max(x, y)] = std::min(x, y);
    return true;
  }

  // Reports with a key in common: one of the smallest shingles, a total, a full list.
  std::vector<std::vector<std::uint32_t>> groups() const {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> keyed;
    for (std::uint32_t r = 0; r < readings_.size(); ++r) {
      const auto& shingles = readings_[r]->shingles;
      for (std::size_t i = 0; i < shingles.size() && i < kLookedUp; ++i)
        keyed.emplace_back(shingles[i], r);
      std::uint64_t parts = 0;
      for (const auto& [place, values] : figures_[r]) {
        if (!is_telling(place.slot) || place.role != EventRole::main) continue;
        std::uint64_t hash = 14695981039346656037ULL;
        const auto add = [&](std::uint64_t value) { hash = (hash ^ value) * 1099511628211ULL; };
        // What a side is called must not decide what is compared first.
        add(static_cast<std::uint64_t>(place.slot));
        for (const Figure& figure : values) add(static_cast<std::uint64_t>(figure.value));
        if (place.slot == Slot::total) keyed.emplace_back(hash | 1ULL << 63, r);
        if (place.slot == Slot::part) parts += hash;
      }
      if (parts != 0) keyed.emplace_back(parts | 1ULL << 63, r);
    }
    std::ranges::sort(keyed);
    std::vector<std::vector<std::uint32_t>> all;
    for (std::size_t i = 0; i < keyed.size();) {
      std::vector<std::uint32_t> group;
      const std::uint64_t key = keyed[i].first;
      for (; i < keyed.size() && keyed[i].first == key; ++i) {
        if (group.empty() || group.back() != keyed[i].second) group.push_back(keyed[i].second);
      }
      if (group.size() > 1) all.push_back(std::move(group));
    }
    std::ranges::sort(all);
    all.erase(std::ranges::unique(all).begin(), all.end());
    return all;
  }

  const std::vector<const Reading*>& readings_;
  std::vector<std::uint32_t> parent_;
  std::vector<Figures> figures_;
  std::vector<std::optional<Day>> days_;       // of the main event
  std::vector<std::optional<Day>> published_;  // where it is one day
};

}  // namespace

std::string_view name(Copying copying) { return kCopyings[static_cast<std::size_t>(copying)]; }

Lineage::Lineage(const std::vector<const Reading*>& readings)
    : origin_(readings.size()), family_size_(readings.size(), 0) {
  Families families(readings);
  families.find();
  // The earliest stands for the family; among those of one day, or of none, the first by digest.
  const auto rank = [&](std::uint32_t r) {
    const auto& published = readings[r]->published.date.earliest;
    return std::tuple(!published.has_value(), published.value_or(0), r);
  };
  std::vector<std::uint32_t> first(readings.size());
  std::iota(first.begin(), first.end(), 0U);
  for (std::uint32_t r = 0; r < readings.size(); ++r) {
    const std::uint32_t family = families.family(r);
    if (rank(r) < rank(first[family])) first[family] = r;
  }
  for (std::uint32_t r = 0; r < readings.size(); ++r) {
    origin_[r] = first[families.family(r)];
    ++family_size_[origin_[r]];
    if (origin_[r] == r) continue;
    if (auto link = families.link(origin_[r], r)) links_.push_back(std::move(*link));
  }
}

}  // namespace nostos::reckoning
