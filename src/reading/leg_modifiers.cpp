// SPDX-License-Identifier: Apache-2.0
// What is said of a leg told before: "nine of them wounded", "for the first time women".
#include <algorithm>

#include "reading/assembler.h"

namespace nostos::reading {

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

}  // namespace nostos::reading
