// SPDX-License-Identifier: Apache-2.0
// One leg told several times is one leg; who came "with them" is beside it.
#include <algorithm>
#include <utility>

#include "reading/assembler.h"

namespace nostos::reading {

using domain::CountOp;
using domain::Leg;

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

// "20 came home. Seven were handed over at 8, thirteen more at noon": figures that follow a whole
// and add up to it are what it is made of.
void Assembler::join_parts_told_later() {
  for (std::size_t w = 0; w < legs_.size(); ++w) {
    const LegDraft& whole = legs_[w];
    const auto n = whole.leg.count.nominal();
    if (!whole.resolved || whole.subset || whole.uncounted || !n) continue;
    std::vector<LegDraft*> parts;
    std::int64_t sum = 0;
    for (std::size_t k = w + 1; k < legs_.size(); ++k) {
      LegDraft& part = legs_[k];
      if (!part.resolved || part.uncounted || part.event != whole.event ||
          part.leg.to != whole.leg.to || !part.leg.scope.empty() || !part.leg.count.nominal() ||
          *part.leg.count.nominal() >= *n ||
          (part.leg.population == "bodies") != (whole.leg.population == "bodies"))
        continue;
      parts.push_back(&part);
      sum += *part.leg.count.nominal();
    }
    if (parts.size() < 2 || sum != *n) continue;
    for (LegDraft* part : parts) part->subset = true;
  }
}

// "The 1,000-for-1,000 exchange is over. On Sunday 303 each came home": the round figure is the
// deal's, whether or not a word of stages stands beside it.
void Assembler::set_deal_apart() {
  const auto each = [&](const LegDraft& leg) {
    return !leg.uncounted && leg.leg.count.nominal() && l_.counts[leg.count].each_side &&
           events_[leg.event].event.role != domain::EventRole::parent &&
           leg.leg.modality == domain::Modality::actual;
  };
  // "1,000 for 1,000: the first are home", and the story begins with the 390 of one side.
  constexpr std::int64_t kSmallestDeal = 300;
  const auto opens_story = [&](const LegDraft& deal, const LegDraft& stage) {
    return *deal.leg.count.nominal() >= kSmallestDeal && !stage.uncounted && stage.resolved &&
           zoning_.sentence[stage.sentence] == "lede" && stage.leg.count.nominal() &&
           stage.leg.count.op == CountOp::exact && stage.leg.modality == domain::Modality::actual;
  };
  std::size_t parent = kNoEvent;
  for (LegDraft& deal : legs_) {
    if (!each(deal) || *deal.leg.count.nominal() % 100 != 0) continue;
    const bool staged = std::ranges::any_of(legs_, [&](const LegDraft& stage) {
      return (each(stage) || opens_story(deal, stage)) && stage.event == deal.event &&
             stage.sentence != deal.sentence &&
             *stage.leg.count.nominal() * 2 <= *deal.leg.count.nominal();
    });
    if (!staged) continue;
    if (parent == kNoEvent)
      parent = find_event(domain::EventType::exchange, domain::EventStatus::planned,
                          domain::EventRole::parent);
    if (parent == kNoEvent)
      parent = add_event(domain::EventType::exchange, domain::EventStatus::planned,
                         domain::EventRole::parent);
    deal.event = parent;
    deal.leg.modality = domain::Modality::planned;  // a deal returns nobody itself
    domain::Claim& claim = out_.claims[deal.leg.claim];
    claim.event = std::to_string(parent);
    claim.modality = domain::Modality::planned;
  }
}

// One leg a side and figure: repeated figures join, hedged ones give way to exact ones that agree,
// smaller figures said in passing are parts, real disagreement stays side by side.
void Assembler::merge_legs() {
  set_deal_apart();
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
  join_parts_told_later();
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
