// SPDX-License-Identifier: Apache-2.0
// The pair of sides a report is about.
#include <algorithm>

#include "reading/assembler.h"

namespace nostos::reading {

// The pair of sides the report is about: the conflict whose two sides it names most.
void Assembler::find_sides() {
  struct Named {
    const Sense* word = nullptr;
    int times = 0;
    std::uint32_t first = 0;  // token
  };
  std::vector<Named> named;  // in the order of the text
  for (const auto [s, c] : places_.sides) {
    const Chunk& chunk = l_.chunks[c];
    if (chunk.sense == nullptr) continue;
    auto known = std::ranges::find(named, chunk.sense, &Named::word);
    if (known == named.end()) known = named.insert(known, {chunk.sense, 0, chunk.first});
    ++known->times;
  }
  std::map<std::string, int> mentions;
  std::map<std::string, std::uint32_t> first_seen;
  for (const Named& one : named) {
    const std::string id = g_.parties->side_of(one.word->id);
    mentions[id] += one.times;
    first_seen.try_emplace(id, one.first);
  }
  // No party is named: those for whom its speakers speak, whose services and places it names.
  if (mentions.empty()) {
    const auto note = [&](std::string_view id, std::uint32_t token) {
      if (id.empty()) return;
      const std::string party = g_.parties->side_of(id);
      ++mentions[party];
      first_seen.try_emplace(party, token);
    };
    for (const ActorMention& actor : l_.actors) note(actor.side, actor.first);
    for (const Chunk& chunk : l_.chunks) {
      if (chunk.cls == g_.words->label || chunk.cls == g_.words->place)
        note(chunk.sense->value("side"), chunk.first);
    }
  }
  const auto times = [&mentions](const std::string& party) {
    const auto found = mentions.find(party);
    return found == mentions.end() ? 0 : found->second;
  };
  int best = -1;
  for (const language::Conflict& conflict : g_.parties->conflicts) {
    const int a = times(conflict.a);
    const int b = times(conflict.b);
    // Both named beats one named often.
    const int score = (a > 0 && b > 0 ? 1000 : 0) + a + b;
    if (a + b > 0 && score > best) {
      best = score;
      side_a_ = conflict.a;
      side_b_ = conflict.b;
    }
  }
  if (best < 0 || best < 1000) {
    // No known pair: the two parties named most, in the order they appear.
    std::vector<std::string> ids;
    for (const auto& [id, count] : mentions) ids.push_back(id);
    std::ranges::sort(ids, [&](const std::string& x, const std::string& y) {
      return mentions[x] != mentions[y] ? mentions[x] > mentions[y] : x < y;
    });
    if (ids.size() >= 2 && best < 0) {
      side_a_ = ids[0];
      side_b_ = ids[1];
    } else if (ids.size() == 1 && best < 0) {
      side_a_ = ids[0];
    }
  }
  if (mentions.contains(side_a_) != mentions.contains(side_b_)) {
    only_side_ = mentions.contains(side_a_) ? side_a_ : side_b_;
  }
  if (!side_b_.empty() && first_seen.contains(side_b_) &&
      (!first_seen.contains(side_a_) || first_seen[side_b_] < first_seen[side_a_])) {
    std::swap(side_a_, side_b_);
  }
}

std::string Assembler::opposite(std::string_view side) const {
  if (side.empty()) return {};
  const std::string independent = g_.parties->side_of(side);
  if (independent == side_a_) return side_b_;
  if (independent == side_b_) return side_a_;
  const auto others = g_.parties->adversaries(independent);
  return others.size() == 1 ? others.front() : std::string();
}

}  // namespace nostos::reading
