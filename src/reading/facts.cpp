// SPDX-License-Identifier: Apache-2.0
// Everything besides legs: totals, ordinals, neighbours, parts, helpers, health, conduct, losses.
#include <algorithm>
#include <array>

#include "reading/assembler.h"
#include "reading/partition.h"

namespace nostos::reading {

using domain::ClaimType;
using domain::CountOp;

void Assembler::read_facts() {
  for (std::uint32_t s = 0; s < facts_.size(); ++s) {
    const std::string& zone = zoning_.sentence[s];
    if (zone == "boilerplate" || zone == "byline" || zone == "caption") continue;
    for (const Frame& frame : facts_[s].frames) read_fact(frame, s);
  }
}

// Frames that take their count before legs do (totals, losses, held …) run first; see run().
void Assembler::read_fact(const Frame& frame, std::uint32_t s) {
  const std::string& kind = frame.rule->frame;
  if (kind == "total" || kind == "subtotal") {
    read_total(frame, s, kind == "subtotal");
  } else if (kind == "ordinal" || kind == "war_day") {
    read_ordinal(frame, s);
  } else if (kind == "health" || kind == "age" || kind == "held" || kind == "individual" ||
             kind == "promised" || kind == "ignore") {
    read_people_facts(frame, s);
  } else if (kind == "mediator" || kind == "intermediary" || kind == "organiser") {
    read_involved(frame, s);
  } else if (kind == "losses") {
    read_losses(frame, s);
  } else if (kind == "correction") {
    read_correction(frame, s);
  } else if (kind == "part") {
    const Bound* label = frame.get("label");
    if (label != nullptr && label->chunk != nullptr && label->chunk->sense != nullptr) {
      const std::string_view own = label->chunk->sense->value("dim");
      for (const std::uint32_t m : members(frame.get("count"))) {
        const std::string_view named = label->chunk->sense->value("label");
        extra_labels_[m].push_back({std::string(own.empty() ? frame.text("dim") : own),
                                    named.empty() ? label->chunk->sense->id : std::string(named)});
        break;
      }
    }
  } else if (kind == "share") {
    read_share(frame, s);
  } else if (kind == "held_share" || kind == "frequency") {
    const std::size_t claim = add_claim(kind == "frequency" ? ClaimType::event : ClaimType::held, s,
                                        frame.first, frame.last, frame.rule->name);
    out_.claims[claim].count.op = CountOp::fraction;
    out_.claims[claim].count.surface = std::string(l_.words(frame.first, frame.last));
    if (kind == "frequency") out_.claims[claim].modality = domain::Modality::generic;
  } else if (kind == "complement") {
    const std::size_t claim =
        add_claim(ClaimType::complement, s, frame.first, frame.last, frame.rule->name);
    const std::size_t e = facts_[s].event != kNoEvent ? facts_[s].event : main_;
    if (e != kNoEvent) {
      out_.claims[claim].event = std::to_string(e);
      events_[e].event.claims.push_back(claim);
    }
    out_.claims[claim].count.op = CountOp::fraction;
    out_.claims[claim].count.surface = std::string(l_.words(frame.first, frame.last));
    if (frame.text("rest") == "yes") complements_.push_back({s, claim});
  } else if (kind == "aftercare" || kind == "suspension" || kind == "allegation" ||
             kind == "counterclaim" || kind == "intent" || kind == "superlative" ||
             kind == "stage" || kind == "formula" || kind == "gloss") {
    read_conduct(frame, s);
  }
}

void Assembler::read_total(const Frame& frame, std::uint32_t s, bool sub) {
  const Bound* bound = frame.get("count");
  const PeopleCount* count = count_of(bound);
  if (count == nullptr) return;
  const std::uint32_t index = members(bound).front();
  if (used_[index] != 0) return;
  if (count->population == "bodies") {
    read_bodies_total(frame, s, index);
    return;
  }
  if (sub && zoning_.sentence[s] == "correction") return;
  used_[index] = 1;
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
    if (!count->labels.empty()) c.slots.push_back({"label", count->labels.front().id});
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

void Assembler::read_ordinal(const Frame& frame, std::uint32_t s) {
  std::int64_t value = 0;
  std::uint32_t first = frame.first;
  std::uint32_t last = frame.last;
  if (const Bound* n = frame.get("n");
      n != nullptr && n->chunk != nullptr && n->chunk->payload > 0) {
    value = n->chunk->payload;
    first = n->first;
  } else if (const Bound* q = frame.get("count"); q != nullptr) {
    const PeopleCount* count = count_of(q);
    if (count == nullptr || !count->quantity.lo) return;
    used_[members(q).front()] = 1;
    value = *count->quantity.lo;
    first = q->first;
    last = q->last;
  }
  if (value <= 0) return;
  const bool war_day = frame.rule->frame == "war_day";
  // "second batch", "first phase" are stages; "first" of a year or week is local.
  bool local = frame.get("unit") != nullptr;
  std::string scope = "war";
  // Its scope stands between it and the next ordinal: "the 17th of the war and the fourth this
  // year".
  std::uint32_t scope_end = std::min(l_.sentences[s].last, std::max(last, frame.last) + 12);
  std::uint32_t scope_begin = frame.first;
  for (std::uint32_t c = l_.sentences[s].chunk_first; c < l_.sentences[s].chunk_last; ++c) {
    const Chunk& chunk = l_.chunks[c];
    if (chunk.cls != g_.words->ordinal) continue;
    if (chunk.first >= last) scope_end = std::min(scope_end, chunk.first);
    if (chunk.last <= first) scope_begin = std::max(scope_begin, first);
  }
  for (std::uint32_t t = scope_begin; t < scope_end && !war_day; ++t) {
    for (std::uint32_t c = l_.chunk_at[t];
         c < l_.sentences[s].chunk_last && l_.chunks[c].first == t; ++c) {
      if (l_.chunks[c].cls == g_.words->scope) {
        scope = l_.chunks[c].sense->id;
        local = true;
      }
      if (l_.chunks[c].cls == g_.words->date && l_.chunks[c].payload >= 0 && t >= last &&
          l_.dates[static_cast<std::size_t>(l_.chunks[c].payload)].kind == DateKind::year) {
        scope = "year";
        local = true;
      }
    }
    // A bare year behind "of": "the first swap of 2025".
    const auto& token = l_.tokens.items[t];
    if (token.kind == language::TokenKind::number && token.value >= 1900 && token.value <= 2100 &&
        t > last) {
      scope = "year";
      local = true;
    }
  }
  if (!war_day && value == 1 && (scope == "war" || scope == "deal"))
    return;  // "a first exchange": no count of exchanges
  if (!war_day && !local && value < 3) {
    scope = "unstated";
    local = true;  // "the second exchange" without more is no war-wide count
  }
  const domain::Span place = l_.span(first, last);
  for (const std::size_t k : facts_[s].claims) {
    const domain::Claim& c = out_.claims[k];
    const bool ordinal_claim = c.type == ClaimType::ordinal || c.type == ClaimType::local_ordinal ||
                               c.type == ClaimType::war_day;
    if (ordinal_claim && c.spans.front().start < place.end && place.start < c.spans.front().end)
      return;
  }
  const std::size_t claim = add_claim(war_day ? ClaimType::war_day
                                      : local ? ClaimType::local_ordinal
                                              : ClaimType::ordinal,
                                      s, first, last, frame.rule->name);
  out_.claims[claim].count = domain::exactly(value, std::string(l_.words(first, last)));
  if (war_day) return;
  std::size_t e = facts_[s].event;
  // "This was the second swap in a week; on Friday the sides had traded 36": this is the main one.
  if (frame.text("of") == "focus" && e != kNoEvent &&
      events_[e].event.role == domain::EventRole::background)
    e = main_;
  if (e == kNoEvent) e = main_;
  if (e == kNoEvent) return;
  out_.claims[claim].event = std::to_string(e);
  domain::Ordinal ordinal;
  ordinal.value = value;
  ordinal.scope = scope;
  ordinal.claim = claim;
  for (const domain::Speaker& speaker : speakers_at(s, first)) {
    if (!speaker.side.empty()) ordinal.ns = speaker.side;
  }
  if (ordinal.ns.empty() && scope == "war") {
    for (const LegDraft& leg : legs_) {
      if (leg.resolved && leg.event == e && ordinal.ns.empty()) ordinal.ns = leg.leg.to;
    }
  }
  auto& all = events_[e].event.ordinals;
  const bool known = std::ranges::any_of(all, [&](const domain::Ordinal& o) {
    return o.value == ordinal.value && o.scope == ordinal.scope;
  });
  if (!known) all.push_back(ordinal);
  events_[e].event.claims.push_back(claim);
}

void Assembler::read_people_facts(const Frame& frame, std::uint32_t s) {
  const std::string& kind = frame.rule->frame;
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
void Assembler::read_held_list(const std::vector<std::uint32_t>& list, std::size_t first,
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

void Assembler::read_involved(const Frame& frame, std::uint32_t s) {
  std::size_t e = facts_[s].event;
  if (e == kNoEvent) e = main_;
  if (e == kNoEvent && !events_.empty()) e = 0;
  const bool mediator = frame.rule->frame == "mediator";
  const bool organiser = frame.rule->frame == "organiser";
  for (const char* key : {"who", "who2", "who3"}) {
    const Bound* who = frame.get(key);
    if (who == nullptr || who->chunk == nullptr) continue;
    std::string id;
    if (who->chunk->sense != nullptr) id = who->chunk->sense->id;
    if (organiser && who->chunk->payload >= 0)
      id = l_.actors[static_cast<std::size_t>(who->chunk->payload)].id;
    // A party to the conflict does not mediate in it.
    if (mediator && (g_.parties->side_of(id) == side_a_ || g_.parties->side_of(id) == side_b_))
      continue;
    std::vector<domain::Involved>* list = nullptr;
    if (e != kNoEvent)
      list = mediator ? &events_[e].event.mediators : &events_[e].event.intermediaries;
    const bool known =
        list != nullptr &&
        std::ranges::any_of(*list, [&](const domain::Involved& i) { return i.id == id; });
    if (known && !organiser) continue;
    const std::size_t claim = add_claim(mediator ? ClaimType::mediator : ClaimType::organiser, s,
                                        who->first, who->last, frame.rule->name);
    out_.claims[claim].slots.push_back({"who", id});
    if (list == nullptr) continue;
    out_.claims[claim].event = std::to_string(e);
    events_[e].event.claims.push_back(claim);
    if (!organiser) list->push_back({id, std::string(l_.words(who->first, who->last)), claim});
  }
}

// "Port Hale and the Kestrel Works": further labels of the same class, joined by commas and "and".
std::vector<domain::Part> Assembler::labels_behind(const Bound& label, std::uint32_t s) const {
  std::vector<domain::Part> out;
  const Symbol cls = label.chunk->cls;
  for (std::uint32_t t = label.last; t < l_.sentences[s].last;) {
    const Chunk* next = nullptr;
    std::uint32_t skip = l_.tokens.folded(t) == "," ? t + 1 : t;
    for (std::uint32_t c = l_.chunk_at[t]; c < l_.chunks.size() && l_.chunks[c].first == t; ++c) {
      const Chunk& chunk = l_.chunks[c];
      if (chunk.cls == cls && chunk.sense != nullptr && next == nullptr) next = &chunk;
      if (chunk.cls == g_.words->sep || chunk.cls == g_.words->det) skip = chunk.last;
    }
    if (next != nullptr && t > label.last) {
      domain::Part part;
      part.label = next->sense->id;
      part.words = std::string(l_.words(next->first, next->last));
      out.push_back(std::move(part));
      t = next->last;
    } else if (skip > t) {
      t = skip;
    } else {
      break;
    }
  }
  return out;
}

// "Most of them are defenders of the town", "All are privates and sergeants": a part told as a
// share.
void Assembler::read_share(const Frame& frame, std::uint32_t s) {
  const Bound* label = frame.get("label");
  const std::size_t e = facts_[s].event != kNoEvent ? facts_[s].event : main_;
  if (e == kNoEvent || label == nullptr || label->chunk == nullptr ||
      label->chunk->sense == nullptr)
    return;
  domain::Event& event = events_[e].event;
  domain::Breakdown breakdown;
  breakdown.dimension = std::string(frame.text("dim"));
  breakdown.exhaustive = domain::Exhaustive::no;
  domain::Part part;
  const auto own_label = label->chunk->sense->value("label");
  part.label = own_label.empty() ? label->chunk->sense->id : std::string(own_label);
  part.words = std::string(l_.words(label->first, label->last));
  part.count.op = CountOp::fraction;
  const Bound* share = frame.get("share");
  part.count.surface = share != nullptr ? std::string(l_.words(share->first, share->last)) : "all";
  std::vector<domain::Part> further = labels_behind(*label, s);
  for (domain::Part& one : further) one.count = part.count;
  if (!event.legs.empty()) breakdown.to = event.legs.front().to;
  if (share == nullptr && !event.legs.empty() && event.legs.front().population != "civilian" &&
      event.legs.front().count.nominal() && event.legs.front().count.op == CountOp::exact) {
    part.count = domain::derived(*event.legs.front().count.nominal(), "all");
    part.count.surface = "all";
    breakdown.exhaustive = domain::Exhaustive::yes;
    breakdown.balance = domain::Balance::balanced;
    breakdown.note = "all of " + std::to_string(*event.legs.front().count.nominal());
  }
  breakdown.parts.push_back(std::move(part));
  breakdown.parts.insert(breakdown.parts.end(), further.begin(), further.end());
  breakdown.claim = add_claim(ClaimType::breakdown, s, frame.first, frame.last, frame.rule->name);
  out_.claims[breakdown.claim].breakdown = breakdown;
  out_.claims[breakdown.claim].event = std::to_string(e);
  out_.claims[breakdown.claim].to = breakdown.to;
  event.claims.push_back(breakdown.claim);
  event.breakdowns.push_back(std::move(breakdown));
}

// A list of losses: every number behind the first, with its noun, belongs to it.
void Assembler::read_losses(const Frame& frame, std::uint32_t s) {
  const Bound* bound = frame.get("count");
  const PeopleCount* count = count_of(bound);
  if (count == nullptr) return;
  const auto all = members(bound);
  if (used_[all.front()] != 0) return;
  const std::string side = party_of(frame.get("side"));
  bool own = false;
  for (const domain::Speaker& speaker : speakers_at(s, count->first))
    own = own || (!side.empty() && speaker.side == side);
  const std::size_t claim = add_claim(own ? ClaimType::own_losses : ClaimType::losses, s,
                                      count->first, l_.counts[all.back()].last, frame.rule->name);
  domain::Claim& c = out_.claims[claim];
  c.count = count->quantity;
  c.population = count->population.empty() ? "persons" : count->population;
  c.to = side;
  c.slots.push_back({"side", side});
  for (std::uint32_t k = l_.sentences[s].count_first; k < l_.sentences[s].count_last; ++k) {
    if (l_.counts[k].first >= count->first &&
        (l_.counts[k].first < frame.last || l_.counts[k].population.empty())) {
      used_[k] = 1;
    }
  }
  // Numbers of things: tanks, aircraft.
  const auto joins = [&](std::uint32_t token) {
    for (std::uint32_t k = l_.chunk_at[token]; k < l_.chunks.size(); ++k) {
      if (l_.chunks[k].first != token) break;
      if (l_.chunks[k].cls == g_.words->sep && l_.chunks[k].sense->id == "and") return true;
    }
    return false;
  };
  for (std::uint32_t i = l_.sentences[s].chunk_first; i < l_.sentences[s].chunk_last; ++i) {
    const Chunk& chunk = l_.chunks[i];
    if (chunk.cls != g_.words->num || chunk.first < count->last) continue;
    std::uint32_t end = chunk.last;
    while (end < l_.sentences[s].last && end < chunk.last + 5) {
      const auto word = l_.tokens.folded(end);
      if (word == "," || word == "." || word == ";" || joins(end)) break;
      ++end;
    }
    if (end > chunk.last && chunk.payload > 0) {
      c.slots.push_back({std::string(l_.words(chunk.last, end)), std::to_string(chunk.payload)});
    }
  }
}

// A statement withdrawn: the figure may stay while what it says changes.
void Assembler::read_correction(const Frame& frame, std::uint32_t s) {
  const Bound* bound = frame.get("count");
  const PeopleCount* count = count_of(bound);
  if (count == nullptr) return;
  const std::uint32_t index = members(bound).front();
  if (used_[index] != 0) return;
  used_[index] = 1;
  const std::size_t retracted =
      add_claim(ClaimType::held, s, count->first, count->last, frame.rule->name);
  out_.claims[retracted].count = count->quantity;
  out_.claims[retracted].population = count->population;
  out_.claims[retracted].state = domain::ClaimState::retracted;
  out_.claims[retracted].slots.push_back({"status", "in_captivity"});
  if (!count->labels.empty())
    out_.claims[retracted].slots.push_back({"label", count->labels.front().id});
  out_.claims[retracted].to = g_.parties->side_of(count->side);
  const std::size_t correction =
      add_claim(ClaimType::correction, s, frame.first, frame.last, frame.rule->name);
  out_.claims[correction].count = count->quantity;
  out_.claims[correction].about = std::to_string(retracted);
  // The corrected value: the same figure in the sentences around.
  for (std::size_t k = 0; k < out_.claims.size(); ++k) {
    domain::Claim& c = out_.claims[k];
    if (c.type == ClaimType::subtotal && c.count.nominal() == count->quantity.nominal()) {
      out_.claims[correction].slots.push_back({"replaced_by", std::to_string(k)});
      out_.claims[correction].slots.push_back({"changed", "status"});
      if (out_.claims[retracted].to.empty()) out_.claims[retracted].to = c.to;
      break;
    }
  }
  // The same figure again in the correction says the new value.
  std::uint32_t t = s;
  while (t > 0 && l_.sentences[t - 1].block == l_.sentences[s].block) --t;
  for (; t < l_.sentences.size() && l_.sentences[t].block == l_.sentences[s].block; ++t) {
    for (std::uint32_t k = l_.sentences[t].count_first; k < l_.sentences[t].count_last; ++k) {
      if (l_.counts[k].quantity.nominal() == count->quantity.nominal()) used_[k] = 1;
    }
  }
}

void Assembler::read_conduct(const Frame& frame, std::uint32_t s) {
  static constexpr std::array<std::pair<std::string_view, ClaimType>, 9> kTypes = {
      {{"formula", ClaimType::allegation},
       {"gloss", ClaimType::gloss},
       {"aftercare", ClaimType::aftercare},
       {"suspension", ClaimType::suspension},
       {"allegation", ClaimType::allegation},
       {"counterclaim", ClaimType::counterclaim},
       {"intent", ClaimType::intent},
       {"superlative", ClaimType::superlative},
       {"stage", ClaimType::event}}};
  const auto type =
      std::ranges::find(kTypes, frame.rule->frame, &std::pair<std::string_view, ClaimType>::first);
  if (type == kTypes.end()) return;
  if (frame.rule->frame == "stage") {
    const std::size_t e = facts_[s].event != kNoEvent ? facts_[s].event : main_;
    if (frame.text("last") == "yes") last_stage_told_ = true;
    if (e != kNoEvent && events_[e].event.stage.empty()) {
      events_[e].event.stage = std::string(l_.words(frame.first, frame.last));
    }
    return;
  }
  // One claim of a kind a sentence is enough.
  for (const std::size_t k : facts_[s].claims) {
    if (out_.claims[k].type == type->second && out_.claims[k].rule == frame.rule->name) return;
  }
  // What the report itself makes of another's words ("apparently referring to …") comes first.
  const domain::Span place = l_.span(frame.first, frame.last);
  for (const std::size_t k : facts_[s].claims) {
    const domain::Claim& c = out_.claims[k];
    const bool reading = c.type == type->second && c.rule == "interpretation";
    if (reading && c.spans.front().start < place.end && place.start < c.spans.front().end) return;
  }
  const std::size_t claim = add_claim(type->second, s, frame.first, frame.last, frame.rule->name);
  domain::Claim& c = out_.claims[claim];
  if (frame.text("voice") == "document") c.speakers.resize(1);
  if (const Bound* what = frame.get("what");
      what != nullptr && what->chunk != nullptr && what->chunk->sense != nullptr) {
    c.slots.push_back({"what", what->chunk->sense->id});
  }
  if (frame.rule->frame == "formula") c.slots.push_back({"formula", "yes"});
  if (const Bound* who = frame.get("who"); who != nullptr)
    c.slots.push_back({"who", party_of(who)});
  // "accusing Norland of this": said by the accuser inside what the sentence's speaker says.
  if (auto by = speaker_of(frame, "by"); by) {
    by->act = "accuse";
    const bool known = std::ranges::any_of(c.speakers, [&](const domain::Speaker& speaker) {
      return speaker.span == by->span || (!by->id.empty() && speaker.id == by->id);
    });
    if (!known) c.speakers.push_back(*by);
  }
  if (const Bound* against = frame.get("against"); against != nullptr)
    c.slots.push_back({"against", party_of(against)});
  if (type->second == ClaimType::intent || type->second == ClaimType::aftercare)
    c.modality = domain::Modality::planned;
  if (type->second == ClaimType::counterclaim) c.polarity = domain::Polarity::denied;
  std::size_t e = facts_[s].event != kNoEvent ? facts_[s].event : main_;
  if ((type->second == ClaimType::superlative || type->second == ClaimType::aftercare) &&
      e != kNoEvent) {
    c.event = std::to_string(e);
    events_[e].event.claims.push_back(claim);
  }
}

// What the words say was done at a place: the nearest before it decide ("33 defended Port Hale, 6
// were captured on Grey Island"), else those behind it.
std::string Assembler::place_role(std::uint32_t s, std::uint32_t place) const {
  const Symbol defend = classes().find("DEFEND");
  const Symbol capture = classes().find("CAPTURE");
  std::string before;
  std::string behind;
  for (std::uint32_t c = l_.sentences[s].chunk_first; c < l_.sentences[s].chunk_last; ++c) {
    const Chunk& chunk = l_.chunks[c];
    const bool defended = chunk.cls == defend ||
                          (chunk.cls == g_.words->pop && chunk.sense->value("role") == "defended");
    if (!defended && chunk.cls != capture) continue;
    const char* role = defended ? "defended" : "captured_at";
    if (chunk.first < place) {
      before = role;
    } else if (behind.empty()) {
      behind = role;
    }
  }
  return before.empty() ? behind : before;
}

// Gazetteer places in sentences about an event, with the role the words around give.
void Assembler::read_places() {
  const Symbol place = g_.words->place;
  for (std::uint32_t s = 0; s < facts_.size(); ++s) {
    const std::size_t e = facts_[s].event != kNoEvent ? facts_[s].event : main_;
    const std::string& zone = zoning_.sentence[s];
    if (e == kNoEvent || zone == "boilerplate" || zone == "byline" || zone == "caption") continue;
    bool event_words = false;
    for (const Frame& f : facts_[s].frames) {
      event_words = event_words || f.rule->frame == "leg" || f.rule->frame == "event";
    }
    for (std::uint32_t c = l_.sentences[s].chunk_first; c < l_.sentences[s].chunk_last; ++c) {
      const Chunk& chunk = l_.chunks[c];
      if (chunk.cls != place || chunk.sense == nullptr) continue;
      const bool site = std::ranges::any_of(facts_[s].frames, [&](const Frame& f) {
        const Bound* where = f.rule->frame == "place" ? f.get("where") : nullptr;
        return where != nullptr && where->first == chunk.first &&
               (event_words || f.text("site") == "yes");
      });
      std::string role = place_role(s, chunk.first);
      if (role.empty() && site) role = "exchange_site";
      if (role.empty()) continue;
      auto& list = events_[e].event.places;
      const bool known = std::ranges::any_of(
          list, [&](const domain::PlaceMention& p) { return p.id == chunk.sense->id; });
      if (known) continue;
      list.push_back({chunk.sense->id, std::string(l_.words(chunk.first, chunk.last)), role, 0});
      const std::size_t claim = add_claim(ClaimType::event, s, chunk.first, chunk.last, "place");
      out_.claims[claim].event = std::to_string(e);
      out_.claims[claim].slots.push_back({"place", chunk.sense->id});
      out_.claims[claim].slots.push_back({"role", role});
      list.back().claim = claim;
      events_[e].event.claims.push_back(claim);
    }
  }
}

// Runs of parts in one sentence that words keep apart: "107 of them fell in one region, 12 in
// another".
CountList Assembler::join_runs(std::uint32_t s, const CountList& list,
                               std::set<std::uint32_t>& done) const {
  CountList joined = list;
  const auto dimension_of = [&](std::uint32_t m) {
    const auto labels = labels_of(m);
    return labels.empty() ? std::string() : labels.front().dimension;
  };
  const std::string dimension = dimension_of(list.members.front());
  const bool part = std::ranges::any_of(legs_, [&](const LegDraft& leg) {
    return leg.count == list.members.front() && leg.subset && !leg.also;
  });
  if (dimension.empty() || (used_[list.members.front()] != 0 && !part)) return joined;
  for (std::uint32_t c = l_.sentences[s].chunk_first; c < l_.sentences[s].chunk_last; ++c) {
    const Chunk& chunk = l_.chunks[c];
    if (chunk.cls != g_.words->qtys || chunk.payload < 0) continue;
    const CountList& next = l_.lists[static_cast<std::size_t>(chunk.payload)];
    if (done.contains(next.members.front()) ||
        l_.counts[next.members.front()].first < l_.counts[joined.members.back()].last ||
        dimension_of(next.members.front()) != dimension || used_[next.members.front()] != 0) {
      continue;
    }
    char separator = ',';
    for (std::uint32_t k = l_.sentences[s].chunk_first; k < l_.sentences[s].chunk_last; ++k) {
      const Chunk& between = l_.chunks[k];
      if (between.cls == g_.words->sep && between.sense->id == "including" &&
          between.first >= l_.counts[joined.members.back()].last &&
          between.last <= l_.counts[next.members.front()].first) {
        separator = 'i';
      }
    }
    joined.separators.push_back(separator);
    joined.members.insert(joined.members.end(), next.members.begin(), next.members.end());
    joined.separators.insert(joined.separators.end(), next.separators.begin(),
                             next.separators.end());
    for (const std::uint32_t m : next.members) done.insert(m);
  }
  return joined;
}

// "Men 132, women eight; officers 22, sergeants 118": each counts all of them another way.
std::vector<CountList> Assembler::by_dimension(const CountList& list) const {
  std::vector<CountList> out(1);
  for (std::size_t m = 0; m < list.members.size(); ++m) {
    if (m > 0) {
      const auto before = labels_of(list.members[m - 1]);
      const auto here = labels_of(list.members[m]);
      // Civilians beside soldiers are no other way of counting.
      const auto kind = [](const LabelUse& use) { return use.dimension == "status"; };
      const bool apart =
          !before.empty() && !here.empty() && std::ranges::none_of(before, kind) &&
          std::ranges::none_of(here, kind) && std::ranges::none_of(here, [&](const LabelUse& use) {
            return std::ranges::any_of(
                before, [&](const LabelUse& other) { return other.dimension == use.dimension; });
          });
      if (list.separators[m - 1] == ';' && apart) {
        out.emplace_back();
      } else {
        out.back().separators.push_back(list.separators[m - 1]);
      }
    }
    out.back().members.push_back(list.members[m]);
  }
  return out;
}

void Assembler::read_breakdowns() {
  std::set<std::uint32_t> done;
  for (std::uint32_t s = 0; s < facts_.size(); ++s) {
    const std::string& zone = zoning_.sentence[s];
    if (zone == "boilerplate" || zone == "byline" || zone == "caption" || zone == "correction")
      continue;
    for (std::uint32_t c = l_.sentences[s].chunk_first; c < l_.sentences[s].chunk_last; ++c) {
      const Chunk& chunk = l_.chunks[c];
      if (chunk.cls != g_.words->qtys || chunk.payload < 0) continue;
      const CountList& list = l_.lists[static_cast<std::size_t>(chunk.payload)];
      if (done.contains(list.members.front())) continue;
      for (const std::uint32_t m : list.members) done.insert(m);
      for (const CountList& part : by_dimension(join_runs(s, list, done))) read_breakdown(s, part);
    }
  }
}

// Labels of a count: its own noun's, and those a rule gave it ("84 soldiers defended the town").
std::vector<LabelUse> Assembler::labels_of(std::uint32_t count) const {
  std::vector<LabelUse> labels = l_.counts[count].labels;
  if (const auto extra = extra_labels_.find(count); extra != extra_labels_.end()) {
    labels.insert(labels.end(), extra->second.begin(), extra->second.end());
  }
  return labels;
}

// One list of counts → a breakdown of the leg that its top level adds up to, or of the largest leg.
void Assembler::read_breakdown(std::uint32_t s, const CountList& list) {
  std::size_t e = facts_[s].event != kNoEvent ? facts_[s].event : main_;
  if (e == kNoEvent) return;
  std::size_t begin = 0;
  // "185 defenders: 183 soldiers and two officers": the first is the whole.
  std::optional<std::int64_t> own_whole;
  const PeopleCount& head = l_.counts[list.members.front()];
  const auto head_labels = labels_of(list.members.front());
  if (list.members.size() > 1 && list.separators.front() == 'i' && head.quantity.nominal()) {
    const auto next_labels = labels_of(list.members[1]);
    const bool same_kind = !head_labels.empty() && !next_labels.empty() &&
                           head_labels.front().dimension == next_labels.front().dimension;
    if (!same_kind || list.members.size() == 2) {
      begin = 1;
      own_whole = head.quantity.nominal();
    }
    if (list.members.size() > 2 && same_kind && head_labels.front().dimension == "service")
      begin = 0, own_whole.reset();
  }
  std::vector<std::uint32_t> items(list.members.begin() + static_cast<std::ptrdiff_t>(begin),
                                   list.members.end());
  const bool head_is_part = begin == 1 && !head_labels.empty();
  if (head_is_part) {
    // "14 defenders of the town, including 8 of the works": the head is a part with a part.
    items.insert(items.begin(), list.members.front());
    begin = 0;
    own_whole.reset();
  }
  std::map<std::string, int> dimensions;
  for (const std::uint32_t m : items) {
    for (const LabelUse& label : labels_of(m)) ++dimensions[label.dimension];
  }
  if (dimensions.empty()) return;
  std::string dimension;
  int best = 0;
  for (const auto& [name, count] : dimensions) {
    if (name != "status" && count > best) best = count, dimension = name;
  }
  // "22 wounded soldiers and one civilian": told apart by what they are.
  const bool apart = items.size() > 1 && best * 2 <= static_cast<int>(items.size());
  if (dimensions.contains("status") && (dimension.empty() || dimensions["status"] > best || apart))
    dimension = "status";
  const bool single = items.size() == 1;
  const bool several_legs =
      std::ranges::count_if(legs_, [&](const LegDraft& leg) {
        return std::ranges::find(items, leg.count) != items.end() && !leg.derived && !leg.subset;
      }) > 0;
  // A labelled leg ("two civilians came home") is its own leg, not a part of it.
  if (several_legs && (single || own_whole == std::nullopt) && !head_is_part) {
    bool derived = false;
    for (const LegDraft& leg : legs_)
      derived = derived || (leg.derived && leg.count == items.front());
    if (!derived) return;
  }
  // One labelled figure is a part only where words make it one: "including", "of them", a rule.
  if (single && !l_.counts[items[0]].of_which && !l_.counts[items[0]].detail && begin == 0 &&
      !extra_labels_.contains(items[0])) {
    const bool is_part = std::ranges::any_of(legs_, [&](const LegDraft& leg) {
      return leg.count == items[0] && leg.subset && !leg.also;
    });
    if (!is_part) return;
  }
  // Which leg is it a part of?
  domain::Event& event = events_[e].event;
  const domain::Leg* of = nullptr;
  std::string side;
  for (const std::uint32_t m : items) {
    if (!l_.counts[m].side.empty()) side = g_.parties->side_of(l_.counts[m].side);
  }
  std::vector<PartitionItem> parts;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto n = l_.counts[items[i]].quantity.nominal();
    if (!n) return;
    const char separator = i == 0 ? '\0' : list.separators[begin + i - 1];
    parts.push_back({*n, separator});
  }
  Partition solved;
  for (const domain::Leg& leg : event.legs) {
    if (!leg.count.nominal() || (!side.empty() && leg.to != side && !leg.to.empty())) continue;
    Partition trial = solve_partition(parts, leg.count.nominal());
    if (trial.balanced) {
      solved = trial;
      of = &leg;
      break;
    }
  }
  if (own_whole && of == nullptr) {
    solved = solve_partition(parts, own_whole);
  } else if (of == nullptr) {
    // Of the legs told before it the largest; "six of them" speaks of nobody told later.
    const std::uint32_t here =
        l_.span(l_.counts[items.front()].first, l_.counts[items.front()].last).start;
    const auto told_before = [&](const domain::Leg& leg) {
      return out_.claims[leg.claim].spans.front().start < here;
    };
    const bool any_before = std::ranges::any_of(event.legs, told_before);
    for (const domain::Leg& leg : event.legs) {
      const bool fits = leg.count.nominal() && (side.empty() || leg.to == side || leg.to.empty()) &&
                        (!any_before || told_before(leg));
      if (fits && (of == nullptr || *leg.count.nominal() > *of->count.nominal())) of = &leg;
    }
    solved = solve_partition(parts, of != nullptr ? of->count.nominal() : std::nullopt);
  }
  if (of != nullptr && solved.sum >= of->count.high().value_or(solved.sum + 1) && single) return;
  if (event.legs.empty() && event.type == domain::EventType::exchange && items.size() < 2) return;
  domain::Breakdown breakdown;
  breakdown.dimension = dimension;
  breakdown.to = of != nullptr ? of->to : side;
  std::vector<domain::Part> flat;
  for (const std::uint32_t m : items) {
    const PeopleCount& count = l_.counts[m];
    domain::Part part;
    const auto labels = labels_of(m);
    for (const LabelUse& label : labels) {
      if (label.dimension == dimension) part.label = label.id;
    }
    if (part.label.empty() && !labels.empty()) part.label = labels.front().id;
    if (part.label.empty()) part.label = count.population.empty() ? "persons" : count.population;
    part.words = std::string(l_.words(count.words_first, count.words_last));
    part.count = count.quantity;
    flat.push_back(std::move(part));
    used_[m] = 1;
  }
  for (std::size_t i = flat.size(); i-- > 0;) {
    const int parent = solved.parent[i];
    if (parent >= 0) {
      auto& inside = flat[static_cast<std::size_t>(parent)].parts;
      inside.insert(inside.begin(), flat[i]);
    }
  }
  for (std::size_t i = 0; i < flat.size(); ++i) {
    if (solved.parent[i] < 0) breakdown.parts.push_back(flat[i]);
  }
  const auto whole = own_whole ? own_whole : of != nullptr ? of->count.nominal() : std::nullopt;
  const bool of_which = l_.counts[items.front()].of_which;
  if (solved.balanced) {
    breakdown.exhaustive = domain::Exhaustive::yes;
    breakdown.balance = domain::Balance::balanced;
    breakdown.note = solved.arithmetic;
  } else if (whole && breakdown.parts.size() >= 3 && !of_which && of != nullptr &&
             of->count.op == CountOp::exact &&
             (dimension == "service" || dimension == "rank" || dimension == "sex")) {
    breakdown.exhaustive = domain::Exhaustive::unknown;
    breakdown.balance = domain::Balance::off;
    breakdown.off_by = solved.sum - *whole;
    breakdown.note = solved.arithmetic + ", stated " + std::to_string(*whole);
  } else {
    const bool one_part = breakdown.parts.size() == 1;
    breakdown.exhaustive =
        one_part || of_which ? domain::Exhaustive::no : domain::Exhaustive::unknown;
  }
  const std::uint32_t last = l_.counts[items.back()].last;
  breakdown.claim = add_claim(ClaimType::breakdown, s, l_.counts[items.front()].first, last,
                              items.size() > 1 ? "breakdown.list" : "breakdown.part");
  out_.claims[breakdown.claim].breakdown = breakdown;
  out_.claims[breakdown.claim].event = std::to_string(e);
  out_.claims[breakdown.claim].to = breakdown.to;
  event.claims.push_back(breakdown.claim);
  event.breakdowns.push_back(std::move(breakdown));
}

// "84 defended the town, while the rest …": the rest is what the parts leave of the whole.
void Assembler::complete_with_rest() {
  for (const auto& [sentence, claim_index] : complements_) {
    const domain::Span place = l_.span(l_.sentences[sentence].first, l_.sentences[sentence].last);
    const std::size_t e = facts_[sentence].event != kNoEvent ? facts_[sentence].event : main_;
    if (e == kNoEvent) continue;
    domain::Event& event = events_[e].event;
    for (domain::Breakdown& breakdown : event.breakdowns) {
      const domain::Span where = out_.claims[breakdown.claim].spans.front();
      if (where.start < place.start || where.end > place.end ||
          breakdown.balance == domain::Balance::balanced)
        continue;
      std::int64_t sum = 0;
      for (const domain::Part& part : breakdown.parts) sum += part.count.nominal().value_or(0);
      for (const domain::Leg& leg : event.legs) {
        const auto whole = leg.count.nominal();
        if (leg.to != breakdown.to || !whole || leg.count.op != CountOp::exact || sum >= *whole)
          continue;
        domain::Part rest;
        rest.label = "rest";
        rest.words = out_.claims[claim_index].count.surface;
        rest.complement = true;
        rest.count =
            domain::derived(*whole - sum, std::to_string(*whole) + " - " + std::to_string(sum));
        rest.count.surface = rest.words;
        out_.claims[claim_index].count = rest.count;
        out_.claims[claim_index].to = leg.to;
        breakdown.parts.push_back(rest);
        breakdown.exhaustive = domain::Exhaustive::yes;
        breakdown.balance = domain::Balance::balanced;
        breakdown.note = std::to_string(sum) + " + the rest = " + std::to_string(*whole);
        out_.claims[breakdown.claim].breakdown = breakdown;
        break;
      }
    }
  }
}

// "Among them are members of the army, the navy and the border guard": parts without figures.
void Assembler::read_uncounted_parts() {
  for (std::uint32_t s = 0; s < facts_.size(); ++s) {
    const std::string& zone = zoning_.sentence[s];
    const std::size_t e = facts_[s].event != kNoEvent ? facts_[s].event : main_;
    if (e == kNoEvent || (zone != "lede" && zone != "body" && zone != "quote")) continue;
    std::map<std::string, std::vector<const Chunk*>> by_dimension;
    for (std::uint32_t c = l_.sentences[s].chunk_first; c < l_.sentences[s].chunk_last; ++c) {
      const Chunk& chunk = l_.chunks[c];
      const bool noun = chunk.cls == g_.words->label || chunk.cls == g_.words->pop;
      if (!noun || chunk.sense == nullptr) continue;
      const std::string dimension(chunk.sense->value("dim"));
      if (dimension != "service" && dimension != "rank" && dimension != "legal_status") continue;
      const bool counted = std::ranges::any_of(counts_of(s), [&](const PeopleCount& count) {
        return count.first <= chunk.first && chunk.last <= count.last;
      });
      const bool inside_actor = std::ranges::any_of(actors_of(s), [&](const ActorMention& actor) {
        return !actor.id.empty() && actor.first <= chunk.first && chunk.last <= actor.last;
      });
      auto& found = by_dimension[dimension];
      const bool inside_other = std::ranges::any_of(found, [&](const Chunk* other) {
        return other->first <= chunk.first && chunk.last <= other->last;
      });
      if (inside_other) continue;
      const bool known = std::ranges::any_of(found, [&](const Chunk* other) {
        return other->sense->id == chunk.sense->id &&
               other->sense->value("label") == chunk.sense->value("label");
      });
      if (!counted && !inside_actor && !known) found.push_back(&chunk);
    }
    for (const auto& [dimension, chunks] : by_dimension) {
      if (chunks.size() < 2) continue;
      domain::Breakdown breakdown;
      breakdown.dimension = dimension;
      breakdown.exhaustive = domain::Exhaustive::unknown;
      if (!events_[e].event.legs.empty()) breakdown.to = events_[e].event.legs.front().to;
      for (const Chunk* chunk : chunks) {
        domain::Part part;
        const auto label = chunk->sense->value("label");
        part.label = label.empty() ? chunk->sense->id : std::string(label);
        part.words = std::string(l_.words(chunk->first, chunk->last));
        breakdown.parts.push_back(std::move(part));
      }
      breakdown.claim = add_claim(ClaimType::breakdown, s, chunks.front()->first,
                                  chunks.back()->last, "breakdown.uncounted");
      out_.claims[breakdown.claim].breakdown = breakdown;
      out_.claims[breakdown.claim].event = std::to_string(e);
      out_.claims[breakdown.claim].to = breakdown.to;
      events_[e].event.claims.push_back(breakdown.claim);
      events_[e].event.breakdowns.push_back(std::move(breakdown));
    }
  }
}

void Assembler::doubt_unread_counts() {
  for (std::uint32_t c = 0; c < l_.counts.size(); ++c) {
    const PeopleCount& count = l_.counts[c];
    if (used_[c] != 0 || count.population.empty() || count.bare) continue;
    doubt("number_not_read", l_.span(count.first, count.last),
          "counts people, but no rule says that they came home, are held or were lost");
  }
}

}  // namespace nostos::reading
