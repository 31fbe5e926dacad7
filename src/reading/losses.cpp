// SPDX-License-Identifier: Apache-2.0
// Losses that one side reports of the other.
#include "reading/assembler.h"

namespace nostos::reading {

using domain::ClaimType;

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
      if (l_.chunks[k].cls == g_.words->sep && l_.chunks[k].sense->is("and")) return true;
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

}  // namespace nostos::reading
