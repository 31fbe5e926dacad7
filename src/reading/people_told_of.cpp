// SPDX-License-Identifier: Apache-2.0
// People told of besides those who came home: the wounded, the oldest, those still held.
#include "reading/assembler.h"

namespace nostos::reading {

using domain::ClaimType;
using domain::CountOp;

void Assembler::read_people_facts(const Frame& frame, std::uint32_t s) {
  const Name& kind = frame.rule->frame;
  const Bound* bound = frame.get("count");
  if (bound == nullptr) bound = frame.get("n");
  const PeopleCount* count = count_of(bound);
  std::uint32_t first = frame.first;
  std::uint32_t last = frame.last;
  std::optional<std::uint32_t> index;
  if (count != nullptr) index = members(bound).front();
  // "two brothers": the rule asks for the words, the figure stands in them.
  if (const Bound* group = frame.get("group"); group != nullptr) {
    for (std::uint32_t k = l_.sentences[s].count_first; k < l_.sentences[s].count_last; ++k) {
      if (l_.counts[k].first == group->first) index = k;
    }
    if (!index) return;
    count = &l_.counts[*index];
  }
  if (index) {
    if (used_[*index] != 0) return;
    used_[*index] = 1;
    first = count->first;
    last = count->last;
  }
  if (kind == "ignore") {
    for (const std::uint32_t m : members(bound)) used_[m] = 1;
    if (frame.text("rest") == "yes" && index) {
      for (std::uint32_t k = *index; k < l_.sentences[s].count_last; ++k) used_[k] = 1;
    }
    return;
  }
  const ClaimType type = kind == "health"     ? ClaimType::health
                         : kind == "age"      ? ClaimType::age
                         : kind == "held"     ? ClaimType::held
                         : kind == "promised" ? ClaimType::intent
                                              : ClaimType::individual;
  const std::size_t claim = add_claim(type, s, first, last, frame.rule->name);
  domain::Claim& c = out_.claims[claim];
  if (count != nullptr) {
    c.count = count->quantity;
    c.population = count->population;
    c.to = g_.parties->side_of(count->side);
  } else if (kind == "individual") {
    c.count = domain::exactly(1, std::string(l_.words(first, last)));
  } else if (bound != nullptr && bound->chunk != nullptr && bound->chunk->payload > 0) {
    c.count =
        domain::exactly(bound->chunk->payload, std::string(l_.words(bound->first, bound->last)));
  }
  if (kind == "age") {
    const auto word = l_.tokens.folded(frame.first);
    c.slots.push_back({"which", std::string(word)});
  }
  if (kind == "health") {
    if (count == nullptr) {
      const Bound* share = frame.get("share");
      c.count.op = CountOp::fraction;
      c.count.surface = std::string(share != nullptr ? l_.words(share->first, share->last)
                                                     : l_.words(frame.first, frame.last));
    }
    const Bound* what = frame.get("what");
    const bool named = what != nullptr && what->chunk != nullptr && what->chunk->sense != nullptr;
    c.slots.push_back({"what", named ? what->chunk->sense->id : "wounded"});
  }
  if (kind == "promised") c.modality = domain::Modality::planned;
  if (kind == "held") read_held_list(members(bound), claim, s);
  if (kind == "health" || kind == "age" || kind == "individual")
    people_claims_.emplace_back(claim, s);
}

// "holds at least 8,000 soldiers and 60 civilians": each figure of the list.
void Assembler::read_held_list(std::span<const std::uint32_t> list, std::size_t first,
                               std::uint32_t s) {
  for (std::size_t m = 1; m < list.size(); ++m) {
    const PeopleCount& count = l_.counts[list[m]];
    if (used_[list[m]] != 0 || count.of_which) continue;
    used_[list[m]] = 1;
    const std::size_t claim =
        add_claim(ClaimType::held, s, count.first, count.last, out_.claims[first].rule);
    out_.claims[claim].count = count.quantity;
    out_.claims[claim].population = count.population;
    out_.claims[claim].to = out_.claims[first].to;
  }
}

// Health, ages and single people are read before the events are known, so that their figures are
// not taken for legs; here they join the event that their sentence is about.
void Assembler::join_people_to_events() {
  for (const auto& [claim, s] : people_claims_) {
    const std::size_t e = facts_[s].event != kNoEvent ? facts_[s].event : main_;
    if (e == kNoEvent) continue;
    domain::Claim& c = out_.claims[claim];
    c.event = std::to_string(e);
    events_[e].event.claims.push_back(claim);
    if (c.type != ClaimType::health) continue;
    domain::HealthNote note;
    for (const domain::Slot& slot : c.slots) {
      if (slot.name == "what") note.what = slot.value;
    }
    note.count = c.count;
    note.claim = claim;
    events_[e].event.health.push_back(std::move(note));
  }
}

}  // namespace nostos::reading
