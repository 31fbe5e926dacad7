// SPDX-License-Identifier: Apache-2.0
// Everything besides legs: each kind of frame goes to the noun that reads it.
#include <algorithm>

#include "reading/assembler.h"

namespace nostos::reading {

using domain::ClaimType;
using domain::CountOp;

// Frames that take their count before legs do (totals, losses, held …) run first; see steps().
void Assembler::read_fact(const Frame& frame, std::uint32_t s) {
  const Name& kind = frame.rule->frame;
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
    if (label == nullptr) {
      // "Among the freed 63 are sergeants": the figure's own noun says which part it is.
      for (const std::uint32_t m : members(frame.get("count"))) {
        if (!l_.counts[m].labels.empty()) extra_labels_[m];
      }
    }
    if (label != nullptr && label->chunk != nullptr && label->chunk->sense != nullptr) {
      const std::string_view own = label->chunk->sense->value("dim");
      for (const std::uint32_t m : members(frame.get("count"))) {
        const std::string_view named = label->chunk->sense->value("label");
        extra_labels_[m].push_back(
            {own.empty() ? frame.text("dim") : own,
             named.empty() ? std::string_view(label->chunk->sense->id) : named});
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

// "brokered by Estmark, Norland and the Holy See": a rule names the first, the list goes on.
void Assembler::involved_behind(std::uint32_t s, std::vector<Bound>& all) const {
  const Symbol mediator = classes().find("MEDIATOR");
  std::uint32_t at = all.back().last;
  bool joined = false;
  for (std::uint32_t c = l_.chunk_at[all.back().first]; c < l_.sentences[s].chunk_last; ++c) {
    const Chunk& chunk = l_.chunks[c];
    while (at < chunk.first && l_.tokens.folded(at) == ",") {
      joined = true;
      ++at;
    }
    if (chunk.first < at) continue;
    if (chunk.first > at) return;
    if (chunk.cls == g_.words->sep && chunk.sense->id == "and") {
      joined = true;
      at = chunk.last;
    } else if (chunk.cls == g_.words->article) {
      at = chunk.last;
    } else if (chunk.cls == mediator && joined) {
      all.push_back({});
      all.back().first = chunk.first;
      all.back().last = at = chunk.last;
      all.back().chunk = &chunk;
      joined = false;
    }
  }
}

void Assembler::read_involved(const Frame& frame, std::uint32_t s) {
  std::size_t e = facts_[s].event;
  if (e == kNoEvent) e = main_;
  if (e == kNoEvent && !events_.empty()) e = 0;
  const bool mediator = frame.rule->frame == "mediator";
  const bool organiser = frame.rule->frame == "organiser";
  std::vector<Bound> all;
  for (const char* key : {"who", "who2", "who3"}) {
    const Bound* who = frame.get(key);
    if (who != nullptr && who->chunk != nullptr) all.push_back(*who);
  }
  if (mediator && !all.empty()) involved_behind(s, all);
  for (const Bound& bound : all) {
    const Bound* who = &bound;
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
    if (organiser) continue;
    list->push_back({id, std::string(l_.words(who->first, who->last)), claim});
    // Who brokered the deal brokered the exchange under it that the report is about.
    const bool deal = mediator && events_[e].event.role == domain::EventRole::parent;
    if (deal && main_ != kNoEvent && main_ != e &&
        events_[main_].event.type == domain::EventType::exchange)
      events_[main_].event.mediators.push_back(list->back());
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

// "each side is to return 1,000 altogether": what is to come is no total yet.
bool Assembler::is_to_come(const Frame& total, std::uint32_t count) const {
  return std::ranges::any_of(frames_if(total.sentence, "leg"), [&](const Frame& leg) {
    const Bound* theme = leg.get("theme");
    return leg.rule->frame == "leg" && leg.text("modality") == "planned" &&
           leg.rule->priority > total.rule->priority && theme != nullptr && covers(*theme, count);
  });
}

// "In all 73 came home" beside "4,795 since the war began": the sum of one exchange.
bool Assembler::sums_one_exchange(const Frame& total, std::uint32_t count) const {
  const auto sum = l_.counts[count].quantity.nominal();
  if (!sum || total.text("sum") != "yes") return false;
  const auto is_larger_total = [&](const Frame& other) {
    const bool plain = other.rule->frame == "total" && other.text("sum").empty();
    const PeopleCount* since = plain ? count_of(other.get("count")) : nullptr;
    return since != nullptr && since->quantity.nominal().value_or(*sum) > *sum;
  };
  return std::ranges::any_of(facts_, [&](const SentenceFacts& facts) {
    return std::ranges::any_of(facts.frames, is_larger_total);
  });
}

// Totals and corrections need the sides of the legs; until these are read their count is kept.
void Assembler::keep_count_for(const Frame& total) {
  const auto all = members(total.get("count"));
  if (all.empty() || used_[all.front()] != 0) return;
  if (!is_to_come(total, all.front()) && !sums_one_exchange(total, all.front()))
    used_[all.front()] = 2;
}

// Frames that take a count out of play before legs are read.
void Assembler::take_counts_of_facts() {
  for (std::uint32_t s = 0; s < facts_.size(); ++s) {
    if (!tells(s)) continue;
    for (const Frame& frame : facts_[s].frames) {
      const Name& kind = frame.rule->frame;
      if (kind == "leg" || frame.rule->priority < 91) continue;
      if (kind == "total" || kind == "subtotal" || kind == "correction") {
        keep_count_for(frame);
      } else {
        read_fact(frame, s);
      }
    }
  }
}

// The legs are read: what was kept for totals is theirs.
void Assembler::free_counts_of_totals() {
  for (auto& u : used_) {
    if (u == 2) u = 0;
  }
}

// What is told beside the legs, once their sides are known.
void Assembler::read_facts() {
  for (std::uint32_t s = 0; s < facts_.size(); ++s) {
    if (!tells(s)) continue;
    for (const Frame& frame : facts_[s].frames) {
      const bool total = frame.rule->frame == "total" || frame.rule->frame == "subtotal";
      if (frame.rule->frame == "correction") continue;
      if (frame.rule->frame != "leg" && (total || frame.rule->priority < 91)) read_fact(frame, s);
    }
  }
}

void Assembler::read_corrections() {
  for (std::uint32_t s = 0; s < facts_.size(); ++s) {
    for (const Frame& frame : frames_if(s, "correction")) {
      if (frame.rule->frame == "correction") read_correction(frame, s);
    }
  }
}

}  // namespace nostos::reading
