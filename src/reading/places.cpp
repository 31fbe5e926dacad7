// SPDX-License-Identifier: Apache-2.0
// Places and what they are to an exchange.
#include <algorithm>

#include "reading/assembler.h"

namespace nostos::reading {

using domain::ClaimType;

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
  for (const auto [s, c] : places_.sites) {
    const Chunk& chunk = l_.chunks[c];
    const std::size_t e = facts_[s].event != kNoEvent ? facts_[s].event : main_;
    if (e == kNoEvent || !tells(s) || chunk.sense == nullptr) continue;
    const bool event_words = sentence_has(s, "leg") || sentence_has(s, "event");
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
    const std::size_t claim = add_claim(ClaimType::event, s, chunk.first, chunk.last, "place");
    list.push_back({chunk.sense->id, std::string(l_.words(chunk.first, chunk.last)), role, claim});
    out_.claims[claim].event = std::to_string(e);
    out_.claims[claim].slots.push_back({"place", chunk.sense->id});
    out_.claims[claim].slots.push_back({"role", role});
    events_[e].event.claims.push_back(claim);
  }
}

}  // namespace nostos::reading
