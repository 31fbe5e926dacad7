// SPDX-License-Identifier: Apache-2.0
// Shares without figures: "most of them wounded", "all are soldiers and sergeants".
#include "reading/assembler.h"

namespace nostos::reading {

using domain::ClaimType;
using domain::CountOp;

// "Port Hale and the Kestrel Works": further labels of the same class, joined by commas and "and".
std::vector<domain::Part> Assembler::labels_behind(const Bound& label, std::uint32_t s) const {
  std::vector<domain::Part> out;
  const Symbol cls = label.chunk->cls;
  for (std::uint32_t t = label.last; t < l_.sentences[s].last;) {
    const Chunk* next = nullptr;
    std::uint32_t skip = l_.tokens.is(t, ",") ? t + 1 : t;
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
  add_breakdown(std::move(breakdown), e,
                add_claim(ClaimType::breakdown, s, frame.first, frame.last, frame.rule->name));
}

}  // namespace nostos::reading
