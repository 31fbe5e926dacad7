// SPDX-License-Identifier: Apache-2.0
// Totals: how many came home so far, of one side or of both.
#include <algorithm>

#include "reading/assembler.h"

namespace nostos::reading {

using domain::ClaimType;

// "In total 4 officers and 46 sergeants", of the 50 who came home: what the figure of this event is
// made of.
bool Assembler::parts_of_the_event(std::uint32_t s, std::span<const std::uint32_t> listed) const {
  if (listed.size() < 2) return false;
  std::int64_t sum = 0;
  for (const std::uint32_t index : listed) {
    if (l_.counts[index].labels.empty()) return false;
    sum += l_.counts[index].quantity.nominal().value_or(0);
  }
  return std::ranges::any_of(l_.counts, [&](const PeopleCount& count) {
    return count.first < l_.sentences[s].first && count.quantity.nominal() == sum;
  });
}

// "1,067 Norlanders and 703 Sudrians since the war": a total of each side.
void Assembler::read_total(const Frame& frame, std::uint32_t s, bool sub) {
  const auto listed = members(frame.get("count"));
  if (frame.text("sum") == "yes" && parts_of_the_event(s, listed)) return;
  for (const std::uint32_t index : listed) {
    // "703 prisoners of war and 1,086 civilians": two kinds of people, each counted for itself.
    const PeopleCount& first = l_.counts[listed.front()];
    const bool kind = !l_.counts[index].of_which && !first.population.empty() &&
                      l_.counts[index].population == "civilian" && first.population != "civilian" &&
                      first.population != "persons";
    const bool apart = index != listed.front() && !kind;
    if (apart &&
        (l_.counts[index].side.empty() || l_.counts[index].side == l_.counts[listed.front()].side))
      continue;
    if (used_[index] == 0) read_total_of(frame, s, sub, index);
  }
}

void Assembler::read_total_of(const Frame& frame, std::uint32_t s, bool sub, std::uint32_t index) {
  const PeopleCount* count = &l_.counts[index];
  if (count->population == "bodies") {
    read_bodies_total(frame, s, index);
    return;
  }
  if (sub && zoning_.sentence[s] == "correction") return;
  used_[index] = 1;
  if (count->vague) return;  // "dozens have come home since": no figure that a sum could hold
  const std::size_t claim = add_claim(sub ? ClaimType::subtotal : ClaimType::running_total, s,
                                      count->first, count->last, frame.rule->name);
  domain::Claim& c = out_.claims[claim];
  c.count = count->quantity;
  c.population = count->population.empty() ? "persons" : count->population;
  if (frame.text("sum") == "yes" && facts_[s].event != kNoEvent && c.count.nominal()) {
    // "181 …, 706 …, 887 people altogether": the sum of this event's legs, no running total.
    std::int64_t sum = 0;
    for (const domain::Leg& leg : events_[facts_[s].event].event.legs)
      sum += leg.count.nominal().value_or(0);
    if (sum == *c.count.nominal() && events_[facts_[s].event].event.legs.size() > 1) {
      events_[facts_[s].event].event.both_sides_total = c.count;
      c.type = ClaimType::leg;
      c.event = std::to_string(facts_[s].event);
      c.slots.push_back({"allocation", "total"});
      events_[facts_[s].event].event.claims.push_back(claim);
      return;
    }
  }
  std::string side = g_.parties->side_of(count->side);
  if (side.empty()) side = party_of(frame.get("by"));
  if (frame.text("side") == "both") side = "both";
  if (side.empty() && !count->captor.empty()) side = opposite(count->captor);
  if (side.empty()) {
    for (const Frame& f : facts_[s].frames) {
      if (f.rule->frame == "mod" && f.get("captor") != nullptr)
        side = opposite(party_of(f.get("captor")));
    }
  }
  if (side.empty()) {
    for (const domain::Speaker& speaker : speakers_at(s, count->first)) {
      if (!speaker.side.empty()) side = speaker.side;
    }
  }
  if (side.empty()) {
    for (const LegDraft& leg : legs_) {
      if (leg.resolved && side.empty()) side = leg.leg.to;
    }
  }
  if (side.empty()) side = g_.parties->side_of(side_a_);
  c.to = side;
  if (sub) {
    if (!count->labels.empty()) c.slots.push_back({"label", std::string(count->labels.front().id)});
    c.slots.push_back({"status", "freed"});
    return;
  }
  std::size_t e = facts_[s].event;
  if (e == kNoEvent) e = main_;
  if (e == kNoEvent && !events_.empty()) e = 0;
  if (e == kNoEvent) return;  // a recapitulation: the claim stands alone
  c.event = std::to_string(e);
  domain::RunningTotal total;
  total.side = side;
  total.count = c.count;
  total.population_words = std::string(l_.words(count->words_first, count->words_last));
  total.speakers = speakers_at(s, count->first);
  if (const Bound* since = frame.get("since"); since != nullptr)
    total.since = std::string(l_.words(since->first, since->last));
  total.claim = claim;
  auto& all = events_[e].event.cumulative;
  const bool known = std::ranges::any_of(all, [&](const domain::RunningTotal& t) {
    return t.side == total.side && t.count.nominal() == total.count.nominal();
  });
  if (!known) all.push_back(std::move(total));
  events_[e].event.claims.push_back(claim);
}

// Bodies handed over since the war began are counted apart from people: the total belongs to the
// handover of bodies that is told of, and to none without one.
void Assembler::read_bodies_total(const Frame& frame, std::uint32_t s, std::uint32_t index) {
  const PeopleCount& count = l_.counts[index];
  const auto found = std::ranges::find_if(events_, [](const EventDraft& draft) {
    return draft.event.type == domain::EventType::bodies;
  });
  if (found == events_.end()) return;
  used_[index] = 1;
  const std::size_t claim =
      add_claim(ClaimType::running_total, s, count.first, count.last, frame.rule->name);
  domain::RunningTotal total;
  total.side = g_.parties->side_of(count.side);
  for (const Frame& f : facts_[s].frames) {
    if (total.side.empty() && f.rule->frame == "mod") total.side = party_of(f.get("dest"));
  }
  if (total.side.empty() && !found->event.legs.empty()) total.side = found->event.legs.front().to;
  total.count = count.quantity;
  total.population_words = std::string(l_.words(count.first, count.last));
  total.speakers = speakers_at(s, count.first);
  total.claim = claim;
  out_.claims[claim].count = count.quantity;
  out_.claims[claim].population = "bodies";
  out_.claims[claim].to = total.side;
  out_.claims[claim].event = std::to_string(found - events_.begin());
  found->event.cumulative.push_back(std::move(total));
  found->event.claims.push_back(claim);
}

}  // namespace nostos::reading
