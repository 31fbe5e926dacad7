// SPDX-License-Identifier: Apache-2.0
// Whose people a leg is. Words settle it where they can (nationality, captivity, giver, receiver,
// destination); what is left is settled against the other legs of the same event, or kept open.
#include <algorithm>

#include "reading/assembler.h"

namespace nostos::reading {

using domain::Leg;

// "ten soldiers from Sudria": the party is named as where they came from.
static bool said_from(const Lattice& l, const PeopleCount& count, Symbol prep) {
  for (std::uint32_t c = l.chunk_at[count.first];
       c < l.chunks.size() && l.chunks[c].first < count.words_last; ++c) {
    const Chunk& chunk = l.chunks[c];
    if (chunk.cls == prep && chunk.sense != nullptr && chunk.sense->is("from")) return true;
  }
  return false;
}

// Nationality, captivity, giver, receiver and destination, in that order of weight.
void Assembler::resolve_side(LegDraft& draft) {
  const PeopleCount& count = l_.counts[draft.count];
  const Frame& frame = *draft.frame;
  std::string nationality = g_.parties->side_of(count.side);
  if (nationality.empty()) nationality = party_of(frame.get("people"));
  const std::string giver = party_of(frame.get("giver"));
  const std::string receiver = party_of(frame.get("receiver"));
  const std::string agent = party_of(frame.get("agent"));
  std::string captor = g_.parties->side_of(count.captor);
  if (captor.empty()) captor = party_of(frame.get("captor"));
  std::string dest = party_of(frame.get("dest"));
  if (frame.text("answer") == "yes") {
    for (const Frame& asked : facts_[draft.sentence - 1].frames) {
      if (asked.rule->frame == "asked" && dest.empty()) dest = party_of(asked.get("side"));
    }
  }
  const auto in_pair = [&](const std::string& side) { return side == side_a_ || side == side_b_; };
  Leg& leg = draft.leg;
  const bool bodies = leg.population == "bodies";
  if (!nationality.empty() && (in_pair(nationality) || dest.empty()) &&
      !(bodies && !dest.empty())) {
    leg.to = nationality;
    if (!in_pair(nationality) && !side_a_.empty()) leg.to.clear();
    // "received ten of its soldiers from Sudria": who receives them, not where they came from.
    if (in_pair(receiver) && nationality == opposite(receiver) &&
        said_from(l_, count, g_.words->prep))
      leg.to = receiver;
  }
  // Hostages are what a movement holds: of a state and one that is none, they are the state's.
  if (leg.to.empty() && leg.population == "hostages") {
    const auto state = [&](const std::string& side) {
      const language::Party* party = g_.parties->party(side);
      return party != nullptr && party->kind == "state";
    };
    if (state(side_a_) != state(side_b_)) leg.to = state(side_a_) ? side_a_ : side_b_;
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

bool Assembler::whole_before_colon(const LegDraft& whole, const LegDraft& part) const {
  const PeopleCount& first = l_.counts[whole.count];
  const PeopleCount& second = l_.counts[part.count];
  if (first.last > second.first || !first.quantity.nominal() || !second.quantity.nominal() ||
      *first.quantity.nominal() <= *second.quantity.nominal())
    return false;
  for (std::uint32_t t = first.last; t < second.first; ++t) {
    if (l_.tokens.folded(t) == ":") return true;
  }
  return false;
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
  // "The movement got 671, the government 385": named apart from the one before, it is the other.
  for (std::size_t k = 1; k < legs_.size(); ++k) {
    LegDraft& draft = legs_[k];
    const LegDraft& before = legs_[k - 1];
    if (draft.resolved || draft.frame == nullptr || draft.frame->text("elliptic") != "yes" ||
        before.sentence != draft.sentence || !before.resolved || before.event != draft.event)
      continue;
    if (draft.frame->get("receiver") == nullptr && draft.frame->get("giver") == nullptr) continue;
    draft.leg.to = opposite(before.leg.to);
    draft.leg.from = before.leg.to;
    draft.resolved = !draft.leg.to.empty();
  }
  // "25 of our defenders are home", and one side alone speaks in the report: they are that side's.
  std::string speaking;
  bool one_speaks = true;
  const domain::Speakers* last_chain = nullptr;
  for (const SentenceFacts& facts : facts_) {
    if (last_chain != nullptr && facts.speakers.shares(*last_chain)) continue;
    last_chain = &facts.speakers;
    for (const domain::Speaker& speaker : facts.speakers) {
      if (speaker.side != side_a_ && speaker.side != side_b_) continue;
      one_speaks =
          one_speaks && !speaker.side.empty() && (speaking.empty() || speaking == speaker.side);
      speaking = speaker.side;
    }
  }
  for (LegDraft& draft : legs_) {
    if (draft.resolved || speaking.empty() || !one_speaks || draft.uncounted) continue;
    if (!l_.counts[draft.count].own || draft.joint) continue;
    draft.leg.to = speaking;
    draft.leg.from = opposite(speaking);
    draft.resolved = true;
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
      const bool fits = !draft.joint && domain::compatible(other.leg.count, draft.leg.count);
      // Who speaks for a side speaks of those who came to it.
      const auto& said_by = draft.leg.speakers;
      const bool theirs = !said_by.empty() && said_by.back().side == other.leg.to;
      if (fits && (match == nullptr || (theirs && said_by.back().side != match->leg.to)))
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
    // "In October 1,050 detainees were let go", beside 249 and 69 of the two sides: more than all
    // that were told apart, and no word says whose.
    std::int64_t told_apart = 0;
    bool told_a = false;
    bool told_b = false;
    bool alone = !draft.another && !l_.counts[draft.count].own && match == nullptr;
    for (const LegDraft& other : legs_) {
      if (!other.resolved || other.subset || other.uncounted) continue;
      alone = alone && other.event != draft.event;
      told_a = told_a || other.leg.to == side_a_;
      told_b = told_b || other.leg.to == side_b_;
      told_apart += other.leg.count.nominal().value_or(0);
    }
    if (alone && told_a && told_b && draft.leg.count.nominal().value_or(0) > told_apart &&
        !events_[draft.event].event.both_sides_total) {
      events_[draft.event].event.both_sides_total = draft.leg.count;
      draft.subset = true;
      out_.claims[draft.leg.claim].slots.push_back({"allocation", "total"});
      continue;
    }
    if (draft.joint || draft.frame->text("sides") == "open") {
      draft.leg.allocation = {"total", "each_side", "one_leg"};
      continue;
    }
    // The side whose people the report has been about.
    std::string home;
    for (const LegDraft& other : legs_) {
      if (!other.resolved || &other == &draft) continue;
      // Of the dead the report is about those it told of first; else of those told of last before.
      const bool before = other.sentence <= draft.sentence;
      if (home.empty() || other.event == draft.event ||
          (before && draft.leg.population != "bodies"))
        home = other.leg.to;
      if (other.event == draft.event) break;
    }
    // "45 came home in the last one", and in this one nobody yet: the side that alone speaks.
    const bool first_here = std::ranges::none_of(legs_, same_event);
    if (first_here && one_speaks && !speaking.empty() && draft.leg.population != "bodies")
      home = speaking;
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
      // "357 came out: 250 of them …": a larger figure before a colon is no other side's.
      if (taken != nullptr && taken->sentence == draft.sentence &&
          whole_before_colon(draft, *taken)) {
        draft.leg.allocation = {"total"};
        continue;
      }
      if (taken != nullptr && (taken->sentence == draft.sentence || (comparable && free)))
        home = opposite(home);
    }
    // Its own people have come home already in this event, in another number: who speaks for the
    // other side speaks of that one's.
    const bool both_told = to_a != nullptr && to_b != nullptr;
    if (other_leg_taken && !draft.another && (!draft.restated || both_told)) {
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

}  // namespace nostos::reading
