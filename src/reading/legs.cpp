// SPDX-License-Identifier: Apache-2.0
// Legs: how many came to which side. Words settle it where they can (nationality, captivity, giver,
// receiver, destination); what is left is settled against the other legs of the same event, or kept
// open.
#include <algorithm>
#include <utility>

#include "reading/assembler.h"
#include "reading/partition.h"

namespace nostos::reading {

using domain::CountOp;
using domain::Leg;

std::string Assembler::party_of(const Bound* bound) const {
  if (bound == nullptr) return {};
  if (bound->chunk != nullptr) {
    if (bound->chunk->cls == g_.words->actor && bound->chunk->payload >= 0) {
      return g_.parties->side_of(l_.actors[static_cast<std::size_t>(bound->chunk->payload)].side);
    }
    if (bound->chunk->cls == g_.words->side) return g_.parties->side_of(bound->chunk->sense->id);
  }
  // A group: the first party in it.
  for (std::uint32_t t = bound->first; t < bound->last; ++t) {
    for (std::uint32_t c = l_.chunk_at[t]; c < l_.chunks.size() && l_.chunks[c].first == t; ++c) {
      if (l_.chunks[c].cls == g_.words->side) return g_.parties->side_of(l_.chunks[c].sense->id);
    }
  }
  return {};
}

std::vector<std::uint32_t> Assembler::members(const Bound* bound) const {
  if (bound == nullptr || bound->chunk == nullptr || bound->chunk->cls != g_.words->qtys) return {};
  return l_.lists[static_cast<std::size_t>(bound->chunk->payload)].members;
}

bool Assembler::covers(const Bound& bound, std::uint32_t count) const {
  const auto all = members(&bound);
  return std::ranges::find(all, count) != all.end();
}

const PeopleCount* Assembler::count_of(const Bound* bound) const {
  const auto all = members(bound);
  return all.empty() ? nullptr : &l_.counts[all.front()];
}

void Assembler::read_legs() {
  for (std::uint32_t s = 0; s < facts_.size(); ++s) {
    const std::string& zone = zoning_.sentence[s];
    if (zone == "boilerplate" || zone == "byline" || zone == "correction") continue;
    if (legs_.size() >= kMostLegs) {
      doubt("too_long", l_.span(l_.sentences[s].first, l_.sentences[s].last),
            "1,000 groups of people were read up to here; split the report to have more read");
      break;
    }
    for (const Frame& frame : facts_[s].frames) {
      if (frame.rule->frame == "leg") read_leg(frame, s);
      if (frame.rule->frame == "leg_uncounted") read_uncounted_leg(frame, s);
    }
  }
  read_list_legs();
}

// "in exchange for captured Sudrian troops": people came, no figure is said.
void Assembler::read_uncounted_leg(const Frame& frame, std::uint32_t sentence) {
  const std::string side = party_of(frame.get("side"));
  if (side.empty() || main_ == kNoEvent) return;
  LegDraft draft;
  draft.event = event_for(sentence, &frame, false, false);
  draft.sentence = sentence;
  draft.frame = &frame;
  draft.resolved = true;
  draft.uncounted = true;
  draft.leg.to = side;
  draft.leg.from = opposite(side);
  draft.leg.population = "persons";
  draft.leg.population_words = std::string(l_.words(frame.first, frame.last));
  draft.leg.speakers = speakers_at(sentence, frame.first);
  draft.leg.claim =
      add_claim(domain::ClaimType::leg, sentence, frame.first, frame.last, frame.rule->name);
  out_.claims[draft.leg.claim].event = std::to_string(draft.event);
  out_.claims[draft.leg.claim].population = "persons";
  legs_.push_back(std::move(draft));
}

void Assembler::read_leg(const Frame& frame, std::uint32_t sentence) {
  const Bound* theme = frame.get("theme");
  const auto themes = members(theme);
  if (themes.empty()) return;
  if (std::ranges::any_of(themes, [&](std::uint32_t c) { return used_[c] != 0; })) return;
  if (l_.counts[themes.front()].detail) return;
  // A bare figure that a total said before.
  if (l_.counts[themes.front()].bare && themes.size() == 1) {
    for (std::uint32_t c = 0; c < themes.front(); ++c) {
      if (used_[c] == 2 && l_.counts[c].quantity.nominal() &&
          l_.counts[c].quantity.nominal() == l_.counts[themes.front()].quantity.nominal()) {
        used_[themes.front()] = 1;
        return;
      }
    }
  }
  for (const std::uint32_t c : themes) used_[c] = 1;
  const bool elliptic = frame.text("elliptic") == "yes";
  // Parts of a whole that stand in the list itself are breakdowns, not legs.
  const CountList& list = l_.lists[static_cast<std::size_t>(theme->chunk->payload)];
  std::vector<std::uint32_t> top;
  for (std::size_t m = 0; m < list.members.size(); ++m) {
    if (m > 0 && l_.counts[list.members[m]].of_which) break;
    // "175 each, another 22 …": those are no exchange of so many each.
    if (m > 0 && l_.counts[top.front()].each_side && !l_.counts[list.members[m]].each_side) {
      used_[list.members[m]] = 0;
      continue;
    }
    top.push_back(list.members[m]);
  }
  const auto& first = l_.counts[top.front()];
  const bool all_labelled = themes.size() > 2 && std::ranges::all_of(themes, [&](std::uint32_t c) {
                              return !l_.counts[c].labels.empty();
                            });
  if (all_labelled) {
    // A list of services with parts of parts: which are which is settled with the other legs.
    list_legs_.push_back({&frame, sentence, themes});
    return;
  }
  const bool several = top.size() > 1;
  const bool sides_differ = several && std::ranges::any_of(top, [&](std::uint32_t c) {
                              return l_.counts[c].side != first.side && !l_.counts[c].side.empty();
                            });
  const bool labelled = std::ranges::all_of(top, [&](std::uint32_t c) {
    return !l_.counts[c].labels.empty() || l_.counts[c].population == "civilian" ||
           l_.counts[c].population == "military";
  });
  if (several && !sides_differ && labelled) {
    // "132 men and eight women were freed": one leg, derived, and a breakdown.
    std::int64_t sum = 0;
    std::string formula;
    bool exact = true;
    for (const std::uint32_t c : top) {
      used_[c] = 1;
      const auto n = l_.counts[c].quantity.nominal();
      exact = exact && n.has_value();
      sum += n.value_or(0);
      formula += (formula.empty() ? "" : " + ") + std::to_string(n.value_or(0));
    }
    if (!exact) return;
    add_leg(frame, sentence, top.front(), false, elliptic);
    LegDraft& made = legs_.back();
    made.derived = true;
    made.leg.count = domain::derived(sum, formula);
    made.leg.count.surface = std::string(l_.words(first.first, l_.counts[top.back()].last));
    made.leg.population = "persons";
    out_.claims[made.leg.claim].count = made.leg.count;
  } else {
    for (const std::uint32_t c : top) {
      used_[c] = 1;
      add_leg(frame, sentence, c, false, elliptic);
    }
  }
  for (const std::uint32_t c : members(frame.get("counter"))) {
    if (used_[c] != 0) continue;
    used_[c] = 1;
    add_leg(frame, sentence, c, true, elliptic);
  }
}

// The kind of people a figure counts. "and Sudria 100": the noun is the one of the first half;
// behind a figure of bodies a bare one counts bodies, too.
std::string Assembler::population_of(std::uint32_t count, std::uint32_t sentence,
                                     bool elliptic) const {
  const PeopleCount& mine = l_.counts[count];
  if (!mine.population.empty()) return mine.population;
  std::uint32_t from = l_.sentences[sentence].count_first;
  if (sentence > 0 && l_.sentences[sentence - 1].block == l_.sentences[sentence].block)
    from = l_.sentences[sentence - 1].count_first;
  for (std::uint32_t c = count; c-- > from;) {
    if (l_.counts[c].population.empty()) continue;
    const bool here = c >= l_.sentences[sentence].count_first;
    return (elliptic && here) || l_.counts[c].population == "bodies" ? l_.counts[c].population
                                                                     : std::string();
  }
  return {};
}

void Assembler::add_leg(const Frame& frame, std::uint32_t sentence, std::uint32_t count_index,
                        bool counter, bool elliptic) {
  const PeopleCount& count = l_.counts[count_index];
  const bool planned = frame_planned(frame);
  const std::string population = population_of(count_index, sentence, elliptic);
  const bool bodies = population == "bodies" || count.population == "bodies";
  LegDraft draft;
  draft.event = event_for(sentence, &frame, planned, bodies);
  draft.count = count_index;
  draft.sentence = sentence;
  draft.frame = &frame;
  draft.restated = frame.text("restated") == "yes";
  draft.joint = frame.text("joint") == "yes" && !count.each_side && count.side.empty();
  draft.another = count.another;
  draft.also = frame.text("also") == "yes";
  draft.opposite = frame.text("opposite") == "yes" && count.side.empty();
  draft.health = count.health;
  if (!count.each_side && count.side.empty() && count.captor.empty() &&
      frame.get("agent") == nullptr) {
    // "150 were exchanged": exchanged people are both sides' unless words say whose.
    const Symbol exchange = classes().find("XCHG");
    for (std::uint32_t c = l_.chunk_at[frame.first];
         c < l_.sentences[sentence].chunk_last && l_.chunks[c].first < frame.last; ++c) {
      if (l_.chunks[c].cls == exchange && l_.chunks[c].first >= count.last) draft.joint = true;
    }
  }
  Leg& leg = draft.leg;
  leg.count = count.quantity;
  leg.population = population.empty() ? "persons" : population;
  leg.population_words = std::string(l_.words(count.words_first, count.words_last));
  leg.speakers = speakers_at(sentence, count.first);
  leg.modality = planned ? domain::Modality::planned : domain::Modality::actual;
  leg.claim =
      add_claim(domain::ClaimType::leg, sentence, count.first, count.last, frame.rule->name);
  domain::Claim& claim = out_.claims[leg.claim];
  claim.count = leg.count;
  claim.population = leg.population;
  claim.modality = leg.modality;
  if (denied_at(sentence, count.first)) claim.polarity = leg.polarity = domain::Polarity::denied;
  claim.event = std::to_string(draft.event);
  if (count.another) claim.slots.push_back({"cue", "another"});
  if (!events_[draft.event].first_sentence) events_[draft.event].first_sentence = sentence;
  legs_.push_back(draft);
  LegDraft& kept = legs_.back();
  resolve_side(kept);
  apply_modifiers(kept);
  if (counter && kept.leg.to.empty() && legs_.size() >= 2) {
    const std::string other = opposite(legs_[legs_.size() - 2].leg.to);
    if (!other.empty()) {
      kept.leg.to = other;
      kept.resolved = true;
    }
  }
  // "and received 31 in return": the other side of the leg before.
  if (frame.text("opposite") == "yes" && (!kept.resolved || count.side.empty())) {
    for (std::size_t k = legs_.size() - 1; k-- > 0;) {
      if (legs_[k].leg.to.empty() || legs_[k].sentence + 1 < sentence) continue;
      kept.leg.to = opposite(legs_[k].leg.to);
      kept.leg.from = legs_[k].leg.to;
      kept.resolved = true;
      break;
    }
  }
  // The partner of a counted leg with a known side lies on the other side.
  if (counter && legs_.size() >= 2) {
    LegDraft& theme = legs_[legs_.size() - 2];
    if (theme.leg.to.empty() && !kept.leg.to.empty()) {
      theme.leg.to = opposite(kept.leg.to);
      theme.resolved = !theme.leg.to.empty();
      theme.leg.from = opposite(theme.leg.to);
    }
  }
  const bool each = count.each_side || frame.text("each") == "yes";
  if (each && !side_a_.empty() && !side_b_.empty()) {
    kept.leg.to = side_a_;
    kept.leg.from = side_b_;
    kept.resolved = true;
    LegDraft twin = kept;
    std::swap(twin.leg.to, twin.leg.from);
    out_.claims.push_back(out_.claims[twin.leg.claim]);
    twin.leg.claim = out_.claims.size() - 1;
    legs_.push_back(twin);
  } else if (kept.leg.from.empty()) {
    kept.leg.from = opposite(kept.leg.to);
  }
}

// A labelled list said to have come home is a breakdown of a leg told elsewhere when its top level
// adds up to it; else it is a leg of its own, derived.
void Assembler::read_list_legs() {
  for (const ListLeg& list_leg : list_legs_) {
    const Bound* theme = list_leg.frame->get("theme");
    const CountList& list = l_.lists[static_cast<std::size_t>(theme->chunk->payload)];
    std::vector<PartitionItem> items;
    for (std::size_t m = 0; m < list.members.size(); ++m) {
      const auto n = l_.counts[list.members[m]].quantity.nominal();
      if (!n) break;
      items.push_back({*n, m == 0 ? '\0' : list.separators[m - 1]});
    }
    if (items.size() != list.members.size()) continue;
    const std::size_t event =
        event_for(list_leg.sentence, list_leg.frame, frame_planned(*list_leg.frame), false);
    const bool told = std::ranges::any_of(legs_, [&](const LegDraft& leg) {
      return leg.event == event && leg.leg.count.nominal() &&
             (solve_partition(items, leg.leg.count.nominal()).balanced ||
              domain::compatible(leg.leg.count,
                                 domain::exactly(solve_partition(items, std::nullopt).sum)));
    });
    if (told) continue;
    const Partition solved = solve_partition(items, std::nullopt);
    add_leg(*list_leg.frame, list_leg.sentence, list.members.front(), false, false);
    LegDraft& made = legs_.back();
    made.derived = true;
    made.leg.count =
        domain::derived(solved.sum, solved.arithmetic.substr(0, solved.arithmetic.find(" =")));
    made.leg.count.surface = std::string(l_.words(theme->first, theme->last));
    made.leg.population = "persons";
    out_.claims[made.leg.claim].count = made.leg.count;
  }
}

// Nationality, captivity, giver, receiver and destination, in that order of weight.
void Assembler::resolve_side(LegDraft& draft) {
  const PeopleCount& count = l_.counts[draft.count];
  const Frame& frame = *draft.frame;
  const std::string nationality = g_.parties->side_of(count.side);
  const std::string giver = party_of(frame.get("giver"));
  const std::string receiver = party_of(frame.get("receiver"));
  const std::string agent = party_of(frame.get("agent"));
  std::string captor = g_.parties->side_of(count.captor);
  if (captor.empty()) captor = party_of(frame.get("captor"));
  const std::string dest = party_of(frame.get("dest"));
  const auto in_pair = [&](const std::string& side) { return side == side_a_ || side == side_b_; };
  Leg& leg = draft.leg;
  const bool bodies = leg.population == "bodies";
  if (!nationality.empty() && (in_pair(nationality) || dest.empty()) &&
      !(bodies && !dest.empty())) {
    leg.to = nationality;
    if (!in_pair(nationality) && !side_a_.empty()) leg.to.clear();
  }
  if (leg.to.empty() && count.own && receiver.empty() && captor.empty()) {
    // "95 of its soldiers": the side that acts or speaks.
    leg.to = !giver.empty() && dest.empty() && frame.rule->frame == "leg" ? giver : agent;
    for (const domain::Speaker& speaker : speakers_at(draft.sentence, count.first)) {
      if (leg.to.empty() && in_pair(speaker.side)) leg.to = speaker.side;
    }
  }
  if (leg.to.empty() && !receiver.empty()) leg.to = receiver;
  if (leg.to.empty() && !dest.empty()) leg.to = dest;
  if (leg.to.empty() && !captor.empty()) leg.to = opposite(captor);
  if (leg.to.empty() && !giver.empty()) leg.to = opposite(giver);
  // "Norland frees 100 defenders": the agent gives or gets; captivity decides, else a giver.
  if (leg.to.empty() && !agent.empty() && captor.empty()) {
    const bool passive = frame.text("voice") == "passive";
    draft.leg.to = opposite(agent);
    if (!passive && draft.leg.to.empty()) draft.leg.to = agent;
    if (passive && party_of(frame.get("agent")).empty()) draft.leg.to.clear();
  }
  if (draft.joint && nationality.empty() && captor.empty()) leg.to.clear();
  draft.resolved = !leg.to.empty();
  if (leg.from.empty()) leg.from = opposite(leg.to);
}

// A destination is said of the people named last before it, not of those of the clause before:
// "158 came home, and 163 were handed over to Sudria".
bool Assembler::belongs_to_leg(const Frame& modifier, const LegDraft& draft) const {
  const std::uint32_t mine = l_.counts[draft.count].first;
  if (modifier.first < mine) return true;
  return std::ranges::none_of(facts_[draft.sentence].frames, [&](const Frame& f) {
    const Bound* theme = f.rule->frame == "leg" ? f.get("theme") : nullptr;
    return theme != nullptr && theme->first > mine && theme->first < modifier.first &&
           !covers(*theme, draft.count);
  });
}

// The count of a sentence that stands nearest to what a frame matched.
std::uint32_t Assembler::nearest_count(std::uint32_t sentence, const Frame& frame) const {
  std::uint32_t nearest = 0;
  std::uint32_t least = UINT32_MAX;
  for (std::uint32_t c = 0; c < l_.counts.size(); ++c) {
    const PeopleCount& count = l_.counts[c];
    if (count.first < l_.sentences[sentence].first || count.first >= l_.sentences[sentence].last)
      continue;
    const std::uint32_t distance = count.first >= frame.last   ? count.first - frame.last
                                   : frame.first >= count.last ? frame.first - count.last
                                                               : 0;
    if (distance < least) nearest = c, least = distance;
  }
  return nearest;
}

// "from Sudrian captivity", "home to Norland", "by Sudria" elsewhere in the sentence.
void Assembler::apply_modifiers(LegDraft& draft) {
  std::uint32_t end = l_.sentences[draft.sentence].last;
  // Up to the next counted leg of the sentence.
  for (const Frame& f : facts_[draft.sentence].frames) {
    if (f.rule->frame == "leg" && &f != draft.frame && f.first > draft.frame->last)
      end = std::min(end, f.first);
  }
  for (const Frame& f : facts_[draft.sentence].frames) {
    if (f.rule->frame != "mod" || f.first >= end) continue;
    if (f.text("scope") == "outside_exchange") {
      if (nearest_count(draft.sentence, f) == draft.count) draft.leg.scope = "outside_exchange";
      continue;
    }
    if (draft.resolved || draft.joint) continue;
    if (draft.opposite && f.first < draft.frame->first) continue;
    const std::string captor = party_of(f.get("captor"));
    const std::string dest = party_of(f.get("dest"));
    const std::string by = party_of(f.get("by"));
    if (!captor.empty()) {
      draft.leg.to = opposite(captor);
    } else if (!dest.empty() && belongs_to_leg(f, draft)) {
      draft.leg.to = dest;
    } else if (!by.empty() && f.first >= draft.frame->first) {
      draft.leg.to = opposite(by);
    }
    draft.resolved = !draft.leg.to.empty();
    if (draft.resolved) draft.leg.from = opposite(draft.leg.to);
  }
  // A release beside the exchange, by its own words: severely wounded, "another 22".
  if (draft.leg.scope.empty() && draft.another && draft.health == "severely_wounded") {
    draft.leg.scope = "outside_exchange";
  }
}

// Legs whose side the words left open: the same count again, both sides together, the side that the
// report speaks of, or open.
void Assembler::resolve_leftovers() {
  for (LegDraft& draft : legs_) {
    if (draft.resolved || !draft.opposite) continue;
    for (const LegDraft& other : legs_) {
      if (&other == &draft || !other.resolved || other.sentence > draft.sentence) continue;
      draft.leg.to = opposite(other.leg.to);
      draft.leg.from = other.leg.to;
      draft.resolved = !draft.leg.to.empty();
    }
  }
  for (LegDraft& draft : legs_) {
    if (draft.resolved || draft.subset) continue;
    const auto same_event = [&](const LegDraft& other) {
      return &other != &draft && other.event == draft.event && other.resolved && !other.subset &&
             (other.leg.population == "bodies") == (draft.leg.population == "bodies");
    };
    const LegDraft* match = nullptr;
    const LegDraft* to_a = nullptr;
    const LegDraft* to_b = nullptr;
    for (const LegDraft& other : legs_) {
      if (!same_event(other) || !other.leg.scope.empty() || other.uncounted) continue;
      if (other.leg.to == side_a_ && to_a == nullptr) to_a = &other;
      if (other.leg.to == side_b_ && to_b == nullptr) to_b = &other;
      if (match == nullptr && !draft.joint && domain::compatible(other.leg.count, draft.leg.count))
        match = &other;
    }
    if (to_a != nullptr && to_b != nullptr && to_a->leg.count.nominal() &&
        to_b->leg.count.nominal()) {
      const auto sum = domain::exactly(*to_a->leg.count.nominal() + *to_b->leg.count.nominal());
      const bool exact_match =
          match != nullptr && match->leg.count.nominal() == draft.leg.count.nominal();
      if (!exact_match && domain::compatible(sum, draft.leg.count)) {
        events_[draft.event].event.both_sides_total = draft.leg.count;
        draft.subset = true;
        out_.claims[draft.leg.claim].slots.push_back({"allocation", "total"});
        continue;
      }
    }
    // "33 hostages" of the deal: of those whose hostages came home before.
    if (match == nullptr && !draft.joint && draft.leg.population == "hostages") {
      for (const LegDraft& other : legs_) {
        if (match == nullptr && &other != &draft && other.resolved && !other.subset &&
            other.leg.population == draft.leg.population)
          match = &other;
      }
    }
    if (match != nullptr) {
      draft.leg.to = match->leg.to;
      draft.leg.from = match->leg.from;
      draft.resolved = true;
      continue;
    }
    if (draft.joint || draft.frame->text("sides") == "open") {
      draft.leg.allocation = {"total", "each_side", "one_leg"};
      continue;
    }
    // The side whose people the report has been about.
    std::string home;
    for (const LegDraft& other : legs_) {
      if (other.resolved && &other != &draft) {
        home = other.leg.to;
        if (other.event == draft.event) break;
      }
    }
    bool other_leg_taken = false;
    for (const LegDraft& other : legs_) {
      other_leg_taken =
          other_leg_taken || (same_event(other) && other.leg.to == home && other.leg.scope.empty());
    }
    if (!home.empty() && other_leg_taken && !draft.another && !draft.restated) {
      // One side is known and this figure differs: it is the other side's, or a part.
      const LegDraft* taken = nullptr;
      for (const LegDraft& other : legs_) {
        if (same_event(other) && other.leg.to == home) taken = &other;
      }
      const bool comparable = taken != nullptr && taken->leg.count.nominal() &&
                              draft.leg.count.nominal() &&
                              *draft.leg.count.nominal() * 5 >= *taken->leg.count.nominal() * 2;
      const bool free = (home == side_a_ ? to_b : to_a) == nullptr;
      if (taken != nullptr && (taken->sentence == draft.sentence || (comparable && free)))
        home = opposite(home);
    }
    // Its own people have come home already in this event, in another number: who speaks for the
    // other side speaks of that one's.
    if (other_leg_taken && !draft.another && !draft.restated) {
      for (const domain::Speaker& speaker : draft.leg.speakers) {
        if (speaker.side == opposite(home)) home = speaker.side;
      }
    }
    if (home.empty()) {
      // A speaker for one side speaks of its own people first.
      for (const domain::Speaker& speaker : draft.leg.speakers) {
        if (speaker.side == side_a_ || speaker.side == side_b_) home = speaker.side;
      }
    }
    if (home.empty()) home = only_side_;
    if (!home.empty()) {
      draft.leg.to = home;
      draft.leg.from = opposite(home);
      draft.resolved = true;
      out_.claims[draft.leg.claim].slots.push_back({"side_basis", "discourse"});
      continue;
    }
    draft.leg.allocation = {"total", "each_side", "one_leg"};
    const PeopleCount& count = l_.counts[draft.count];
    doubt("ambiguous_side", l_.span(count.first, count.last),
          "the words do not say to which side these people came");
  }
}

// "185 soldiers came home. 20 civilians returned with them": 205 came, 185 + 20.
void Assembler::join_with_those_told_before() {
  for (LegDraft& draft : legs_) {
    if (!draft.also || !draft.resolved || draft.subset || !draft.leg.count.nominal()) continue;
    LegDraft* main = nullptr;
    for (LegDraft& other : legs_) {
      const bool fits = &other != &draft && other.event == draft.event && other.resolved &&
                        !other.subset && !other.also && other.leg.to == draft.leg.to &&
                        other.sentence <= draft.sentence && other.leg.scope.empty() &&
                        other.leg.count.op == CountOp::exact &&
                        other.leg.population != draft.leg.population &&
                        other.leg.population != "bodies" && other.leg.population != "civilian";
      // The whole may be told by itself.
      const bool whole =
          fits && main != nullptr &&
          *other.leg.count.nominal() == *main->leg.count.nominal() + *draft.leg.count.nominal();
      if (whole) {
        main = nullptr;
        break;
      }
      if (fits && (main == nullptr || *other.leg.count.nominal() > *main->leg.count.nominal()))
        main = &other;
    }
    if (main == nullptr || main->derived) continue;
    const std::int64_t first = *main->leg.count.nominal();
    const std::int64_t second = *draft.leg.count.nominal();
    for (LegDraft& again : legs_) {
      if (&again != main && again.event == main->event && again.leg.to == main->leg.to &&
          again.leg.count.nominal() == first)
        again.subset = true;
    }
    domain::Breakdown breakdown;
    breakdown.dimension = "status";
    breakdown.to = main->leg.to;
    breakdown.exhaustive = domain::Exhaustive::yes;
    breakdown.balance = domain::Balance::balanced;
    const std::string formula = std::to_string(first) + " + " + std::to_string(second);
    breakdown.note = formula + " = " + std::to_string(first + second);
    for (const LegDraft* part_of : {static_cast<const LegDraft*>(main), &std::as_const(draft)}) {
      domain::Part part;
      part.label = part_of->leg.population == "civilian" ? "civilians" : "military";
      part.words = part_of->leg.population_words;
      part.count = part_of->leg.count;
      breakdown.parts.push_back(std::move(part));
    }
    const PeopleCount& count = l_.counts[draft.count];
    breakdown.claim = add_claim(domain::ClaimType::breakdown, draft.sentence, count.first,
                                count.last, "breakdown.also");
    out_.claims[breakdown.claim].breakdown = breakdown;
    out_.claims[breakdown.claim].event = std::to_string(main->event);
    out_.claims[breakdown.claim].to = breakdown.to;
    domain::Event& event = events_[main->event].event;
    event.claims.push_back(breakdown.claim);
    event.breakdowns.push_back(std::move(breakdown));
    main->leg.count = domain::derived(first + second, formula);
    main->leg.count.surface = formula;
    main->leg.population = "persons";
    main->derived = true;
    draft.subset = true;
  }
}

// One leg a side and figure: repeated figures join, hedged ones give way to exact ones that agree,
// smaller figures said in passing are parts, real disagreement stays side by side.
void Assembler::merge_legs() {
  join_with_those_told_before();
  // Parts: a figure well below the main one, told later and not as a further group.
  for (LegDraft& draft : legs_) {
    if (!draft.resolved || draft.subset || draft.another || !draft.leg.scope.empty()) continue;
    for (const LegDraft& main : legs_) {
      if (&main == &draft || main.uncounted || draft.uncounted || main.event != draft.event ||
          main.leg.to != draft.leg.to || main.subset)
        continue;
      if ((main.leg.population == "bodies") != (draft.leg.population == "bodies")) continue;
      const auto n = draft.leg.count.nominal();
      const auto whole = main.leg.count.nominal();
      if (!n || !whole || *n * 2 >= *whole || domain::compatible(draft.leg.count, main.leg.count))
        continue;
      if (draft.sentence < main.sentence && *n * 5 >= *whole) continue;
      draft.subset = true;
      break;
    }
  }
  for (LegDraft& draft : legs_) {
    out_.claims[draft.leg.claim].to = draft.leg.to;
    out_.claims[draft.leg.claim].from = draft.leg.from;
    domain::Event& event = events_[draft.event].event;
    event.claims.push_back(draft.leg.claim);
    if (draft.uncounted) {
      const bool counted = std::ranges::any_of(legs_, [&](const LegDraft& other) {
        return !other.uncounted && other.event == draft.event && other.leg.to == draft.leg.to &&
               !other.subset;
      });
      const bool known =
          std::ranges::any_of(event.legs, [&](const Leg& leg) { return leg.to == draft.leg.to; });
      if (!counted && !known) event.legs.push_back(draft.leg);
      continue;
    }
    if (draft.subset) {
      if (!event.both_sides_total || event.both_sides_total->surface != draft.leg.count.surface) {
        out_.claims[draft.leg.claim].slots.push_back({"part_of", "leg"});
      }
      continue;
    }
    Leg* same = nullptr;
    for (Leg& leg : event.legs) {
      if (leg.to == draft.leg.to && leg.scope == draft.leg.scope &&
          leg.polarity == draft.leg.polarity &&
          (leg.population == "bodies") == (draft.leg.population == "bodies") &&
          domain::compatible(leg.count, draft.leg.count)) {
        same = &leg;
        break;
      }
    }
    if (same == nullptr) {
      event.legs.push_back(draft.leg);
      continue;
    }
    const bool better = same->count.op != CountOp::exact && draft.leg.count.op == CountOp::exact;
    const bool said = draft.leg.count.basis == domain::Basis::stated &&
                      same->count.basis == domain::Basis::derived;
    if (better || (said && draft.leg.count.op == CountOp::exact)) {
      const auto speakers = same->speakers;
      *same = draft.leg;
      if (draft.leg.speakers.size() < 2) same->speakers = speakers;
    }
    for (const domain::Speaker& speaker : draft.leg.speakers) {
      const bool known = std::ranges::any_of(same->speakers, [&](const domain::Speaker& other) {
        return (speaker.id.empty() ? other.name == speaker.name : other.id == speaker.id);
      });
      if (!known) same->speakers.push_back(speaker);
    }
    if (same->population == "persons" && draft.leg.population != "persons" &&
        draft.leg.count.op == CountOp::exact) {
      same->population = draft.leg.population;
    }
  }
}

}  // namespace nostos::reading
