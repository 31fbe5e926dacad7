// SPDX-License-Identifier: Apache-2.0
// Legs: how many came to which side, as the frames of a sentence tell it.
#include <algorithm>
#include <utility>

#include "reading/assembler.h"
#include "reading/partition.h"

namespace nostos::reading {

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

std::span<const std::uint32_t> Assembler::members(const Bound* bound) const {
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
    const Name& zone = zoning_.sentence[s];
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

// "352 people: 200 Norlanders and 152 Sudrians": what stands behind the whole are the legs.
bool Assembler::read_sides_of_whole(const Frame& frame, std::uint32_t sentence,
                                    const CountList& list) {
  // "180 prisoners, 90 from each side": both sides' people, then what came to each.
  if (list.members.size() == 2 && l_.counts[list.members[1]].each_side &&
      !l_.counts[list.members[0]].each_side) {
    const auto sum = l_.counts[list.members[0]].quantity.nominal();
    const auto half = l_.counts[list.members[1]].quantity.nominal();
    if (!sum || !half || *half * 2 != *sum) return false;
    used_[list.members[1]] = 1;
    add_leg(frame, sentence, list.members[1], false, false);
    events_[legs_.back().event].event.both_sides_total = l_.counts[list.members[0]].quantity;
    return true;
  }
  if (list.members.size() != 3 || !l_.counts[list.members[0]].side.empty()) return false;
  const PeopleCount& one = l_.counts[list.members[1]];
  const PeopleCount& other = l_.counts[list.members[2]];
  const auto whole = l_.counts[list.members[0]].quantity.nominal();
  std::string to = g_.parties->side_of(one.side);
  std::string back = g_.parties->side_of(other.side);
  if (!one.labels.empty() || !other.labels.empty()) return false;  // services, ranks: parts
  if (to.empty()) to = opposite(back);
  if (back.empty()) back = opposite(to);  // "200 Norlanders and 152 men of the government"
  const bool apart = (to == side_a_ && back == side_b_) || (to == side_b_ && back == side_a_);
  if (!apart || to.empty() || !whole || !one.quantity.nominal() || !other.quantity.nominal() ||
      *one.quantity.nominal() + *other.quantity.nominal() != *whole)
    return false;
  for (const std::uint32_t c : {list.members[1], list.members[2]}) {
    used_[c] = 1;
    add_leg(frame, sentence, c, false, false);
  }
  events_[legs_.back().event].event.both_sides_total = l_.counts[list.members[0]].quantity;
  return true;
}

void Assembler::read_leg(const Frame& frame, std::uint32_t sentence) {
  const Bound* theme = frame.get("theme");
  const auto themes = members(theme);
  if (themes.empty()) return;
  // "107 soldiers, 74 of them defended the town": the part may have been read before.
  if (std::ranges::any_of(themes, [&](std::uint32_t c) {
        return used_[c] != 0 && (c == themes.front() || !l_.counts[c].of_which);
      }))
    return;
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
  bool inner = false;  // "270 soldiers (three of them women) and 120 civilians"
  for (std::size_t m = 0; m < list.members.size(); ++m) {
    if (m > 0 && list.separators[m - 1] == 'n') inner = false;
    inner = inner || (m > 0 && l_.counts[list.members[m]].of_which);
    if (inner) continue;
    // "175 each, another 22 …": those are no exchange of so many each.
    if (m > 0 && l_.counts[top.front()].each_side && !l_.counts[list.members[m]].each_side) {
      used_[list.members[m]] = 0;
      continue;
    }
    top.push_back(list.members[m]);
  }
  if (read_sides_of_whole(frame, sentence, list)) return;
  const auto& first = l_.counts[top.front()];
  const bool all_labelled = themes.size() > 2 && std::ranges::all_of(themes, [&](std::uint32_t c) {
                              return !l_.counts[c].labels.empty();
                            });
  if (all_labelled) {
    // A list of services with parts of parts: which are which is settled with the other legs.
    list_legs_.push_back({&frame, sentence, {themes.begin(), themes.end()}});
    return;
  }
  const bool several = top.size() > 1;
  const bool sides_differ = several && std::ranges::any_of(top, [&](std::uint32_t c) {
                              return l_.counts[c].side != first.side && !l_.counts[c].side.empty();
                            });
  const bool civilians = std::ranges::any_of(
      top, [&](std::uint32_t c) { return l_.counts[c].population == "civilian"; });
  const bool labelled = std::ranges::all_of(top, [&](std::uint32_t c) {
    return !l_.counts[c].labels.empty() || l_.counts[c].population == "civilian" ||
           l_.counts[c].population == "military" || (l_.counts[c].population == "pow" && civilians);
  });
  // "Those who returned are 12 officers and 36 privates": who they are, and nobody more.
  if (several && labelled && frame.text("restated") == "yes") return;
  // "39 Norlanders, 24 women and 15 teenagers, came home": the whole and its parts.
  if (top.size() > 2 && first.quantity.nominal()) {
    std::int64_t rest = 0;
    for (std::size_t k = 1; k < top.size(); ++k)
      rest += l_.counts[top[k]].quantity.nominal().value_or(0);
    if (rest == *first.quantity.nominal() && !sides_differ) {
      add_leg(frame, sentence, top.front(), false, elliptic);
      return;
    }
  }
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
    const std::size_t before = legs_.size();
    add_leg(frame, sentence, top.front(), false, elliptic);
    for (std::size_t k = before; k < legs_.size(); ++k) {  // "270 and 120 each": to both sides
      LegDraft& made = legs_[k];
      made.derived = true;
      made.leg.count = domain::derived(sum, formula);
      made.leg.count.surface = std::string(l_.words(first.first, l_.counts[top.back()].last));
      made.leg.population = "persons";
      out_.claims[made.leg.claim].count = made.leg.count;
    }
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
std::string_view Assembler::population_of(std::uint32_t count, std::uint32_t sentence,
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
                                                                     : std::string_view();
  }
  // A report that has counted nothing but bodies goes on counting them.
  bool bodies = false;
  for (std::uint32_t c = 0; c < from; ++c) {
    if (l_.counts[c].population.empty()) continue;
    if (l_.counts[c].population != "bodies") return {};
    bodies = true;
  }
  if (bodies) return "bodies";
  return {};
}

void Assembler::add_leg(const Frame& frame, std::uint32_t sentence, std::uint32_t count_index,
                        bool counter, bool elliptic) {
  const PeopleCount& count = l_.counts[count_index];
  const bool planned = frame_planned(frame);
  const std::string_view population = population_of(count_index, sentence, elliptic);
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
  if (count.vague) {  // "hundreds of prisoners": people came, and no figure is said
    leg.count.op = domain::CountOp::not_stated;
    leg.count.lo.reset();
  }
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
  legs_.push_back(std::move(draft));
  LegDraft& kept = legs_.back();
  resolve_side(kept);
  apply_modifiers(kept);
  // Who gave and who got is said of the theme: those who came for it came to the other side.
  const bool unnamed =
      count.side.empty() && count.captor.empty() && kept.leg.population != "hostages";
  if (counter && (kept.leg.to.empty() || unnamed) && legs_.size() >= 2) {
    const std::string other = opposite(legs_[legs_.size() - 2].leg.to);
    if (!other.empty()) {
      kept.leg.to = other;
      kept.resolved = true;
    }
  }
  // "swapped 90 Sudrians for 90 of its own": those who come for them are the other side's.
  if (counter && count.own && legs_.size() >= 2 && !kept.leg.to.empty() &&
      kept.leg.to == legs_[legs_.size() - 2].leg.to) {
    std::swap(kept.leg.to, kept.leg.from);
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
             (solve_partition(items, leg.leg.count.nominal(), g_.nesting).balanced ||
              domain::compatible(
                  leg.leg.count,
                  domain::exactly(solve_partition(items, std::nullopt, g_.nesting).sum)));
    });
    if (told) continue;
    const Partition solved = solve_partition(items, std::nullopt, g_.nesting);
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

}  // namespace nostos::reading
