// SPDX-License-Identifier: Apache-2.0
#include "reckoning/traits.h"

#include <algorithm>

#include "reckoning/words.h"

namespace nostos::reckoning {

using namespace nostos::domain;

namespace {

// Adds what is not there yet, as `same` sees it.
template <class T, class Same>
void add_new(std::vector<T>& into, const T& item, Same same) {
  if (std::ranges::none_of(into, [&](const T& known) { return same(known, item); })) {
    into.push_back(item);
  }
}

bool same_count(const ExactCount& a, const ExactCount& b) {
  return a.value == b.value && a.people == b.people && a.partisan == b.partisan &&
         a.planned == b.planned && a.to == b.to && a.scope == b.scope;
}

bool same_rough(const RoughCount& a, const RoughCount& b) {
  return a.people == b.people && a.to == b.to && a.scope == b.scope &&
         a.count.low() == b.count.low() && a.count.high() == b.count.high();
}

bool same_ordinal(const std::pair<OrdinalSaid, MentionId>& a,
                  const std::pair<OrdinalSaid, MentionId>& b) {
  return a.first.ns == b.first.ns && a.first.value == b.first.value;
}

bool same_total(const ExactTotal& a, const ExactTotal& b) {
  return a.side == b.side && a.value == b.value;
}

bool same_parts(const PartsPrint& a, const PartsPrint& b) {
  return a.dimension == b.dimension && a.to == b.to && a.parts == b.parts;
}

template <class T>
void add_all_values(std::vector<T>& into, const std::vector<T>& from) {
  for (const T& item : from) add_new(into, item, [](const T& a, const T& b) { return a == b; });
}

std::optional<PartsPrint> print_of(const Breakdown& breakdown, MentionId mention) {
  if (breakdown.exhaustive != Exhaustive::yes || breakdown.parts.size() < 2) return std::nullopt;
  PartsPrint print{breakdown.dimension, breakdown.to, {}, mention};
  for (const Part& part : breakdown.parts) {
    if (part.count.op != CountOp::exact) return std::nullopt;
    print.parts.emplace_back(part.label, *part.count.lo);
  }
  std::ranges::sort(print.parts);
  return print;
}

void take_counts(Traits& traits, const Mention& mention, MentionId id) {
  for (const CountSaid& said : mention.counts) {
    if (!said.usable || said.people == People::military_part) continue;
    const bool planned = !mention.is_done || said.modality != Modality::actual;
    if (said.count.op == CountOp::exact) {
      const bool partisan = !said.speaker_side.empty() && said.speaker_side != said.to &&
                            std::ranges::binary_search(mention.sides, said.speaker_side);
      add_new(traits.counts,
              {said.to, said.people, said.scope, *said.count.lo, partisan, planned, id},
              same_count);
    } else if (said.count.has_figure() && !planned) {
      add_new(traits.rough, {said.to, said.people, said.scope, said.count, id}, same_rough);
    }
  }
}

}  // namespace

std::string parts_words(const PartsPrint& print) {
  std::vector<std::string> words;
  for (const auto& [label, count] : print.parts)
    words.push_back(label + " " + std::to_string(count));
  return joined(words, ", ");
}

bool is_of_the_living(EventType type) { return type != EventType::bodies; }

Traits traits_of(const Mention& mention, MentionId id, const Reading& reading) {
  const Event& event = reading.events[mention.event];
  Traits t;
  t.type = event.type;
  t.is_deal = mention.is_deal;
  t.is_done = mention.is_done;
  t.sides = mention.sides;
  take_counts(t, mention, id);
  for (const OrdinalSaid& ordinal : mention.ordinals) {
    if (ordinal.scope == "war") add_new(t.ordinals, {ordinal, id}, same_ordinal);
  }
  for (const RunningTotal& total : event.cumulative) {
    const bool usable = total.claim >= reading.claims.size() || stands(reading.claims[total.claim]);
    if (usable && total.count.op == CountOp::exact) {
      add_new(t.totals, {total.side, *total.count.lo, id}, same_total);
    }
  }
  for (const Breakdown& breakdown : event.breakdowns) {
    if (auto print = print_of(breakdown, id)) add_new(t.parts, *print, same_parts);
  }
  if (mention.previous) t.previous = {*mention.previous};
  if (mention.parent) t.parents = {*mention.parent};
  if (mention.family) t.families = {*mention.family};
  if (reading.events.size() > 1) t.of_several = {id};
  t.pattern = mention.pattern;
  t.earliest = t.said_earliest = event.date.earliest;
  t.latest = t.said_latest = event.date.latest;
  t.told_first = reading.published.date.earliest;
  t.told_last = reading.published.date.latest;
  return t;
}

void join(Traits& into, const Traits& from) {
  // A release told by one report and an exchange told by another are one exchange.
  if (from.type == EventType::exchange && into.type == EventType::release) into.type = from.type;
  into.is_deal = into.is_deal || from.is_deal;
  if (from.told_first && (!into.told_first || *from.told_first < *into.told_first))
    into.told_first = from.told_first;
  if (from.told_last && (!into.told_last || *from.told_last > *into.told_last))
    into.told_last = from.told_last;
  add_all_values(into.sides, from.sides);
  std::ranges::sort(into.sides);
  for (const auto& item : from.counts) add_new(into.counts, item, same_count);
  for (const auto& item : from.rough) add_new(into.rough, item, same_rough);
  for (const auto& item : from.ordinals) add_new(into.ordinals, item, same_ordinal);
  for (const auto& item : from.totals) add_new(into.totals, item, same_total);
  for (const auto& item : from.parts) add_new(into.parts, item, same_parts);
  add_all_values(into.previous, from.previous);
  add_all_values(into.parents, from.parents);
  add_all_values(into.families, from.families);
  into.of_several.insert(into.of_several.end(), from.of_several.begin(), from.of_several.end());
  if (into.is_done && !from.is_done) return;
  if (!into.is_done && from.is_done) {
    into.is_done = true;
    into.pattern = from.pattern;
    into.earliest = from.earliest;
    into.latest = from.latest;
    into.said_earliest = from.said_earliest;
    into.said_latest = from.said_latest;
    return;
  }
  if (from.pattern.weekday) into.pattern.weekday = from.pattern.weekday;
  if (from.pattern.month != 0) into.pattern.month = from.pattern.month;
  if (from.pattern.day != 0) into.pattern.day = from.pattern.day;
  const auto later = [](std::optional<Day>& a, const std::optional<Day>& b) {
    if (b && (!a || *b > *a)) a = b;
  };
  const auto sooner = [](std::optional<Day>& a, const std::optional<Day>& b) {
    if (b && (!a || *b < *a)) a = b;
  };
  later(into.earliest, from.earliest);
  later(into.said_earliest, from.said_earliest);
  sooner(into.latest, from.latest);
  sooner(into.said_latest, from.said_latest);
}

bool days_exclude_each_other(const Traits& a, const Traits& b, Days days) {
  if (!can_agree(a.pattern, b.pattern)) return true;
  const bool solved = days == Days::solved;
  auto low = solved ? a.earliest : a.said_earliest;
  auto high = solved ? a.latest : a.said_latest;
  const auto& low_b = solved ? b.earliest : b.said_earliest;
  const auto& high_b = solved ? b.latest : b.said_latest;
  if (low_b && (!low || *low_b > *low)) low = low_b;
  if (high_b && (!high || *high_b < *high)) high = high_b;
  if (low && high && *low > *high) return true;
  DayPattern both = a.pattern;
  if (b.pattern.weekday) both.weekday = b.pattern.weekday;
  if (b.pattern.month != 0) both.month = b.pattern.month;
  if (b.pattern.day != 0) both.day = b.pattern.day;
  if (both.fits_all() || (!low && !high)) return !first_fit_from(0, both);
  if (!low) return false;
  const auto first = first_fit_from(*low, both);
  return !first || (high && *first > *high);
}

}  // namespace nostos::reckoning
