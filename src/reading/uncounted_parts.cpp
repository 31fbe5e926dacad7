// SPDX-License-Identifier: Apache-2.0
// Parts without a figure of their own: "the rest", "soldiers, sergeants and officers".
#include <algorithm>

#include "reading/assembler.h"

namespace nostos::reading {

using domain::ClaimType;
using domain::CountOp;

// "48 of the army, 34 defended the town, the rest …": the rest is left by more than one breakdown.
bool Assembler::other_parts_in(std::uint32_t sentence, const domain::Breakdown& breakdown) const {
  const auto holds = [](const domain::Part& part, std::optional<std::int64_t> n) {
    return part.count.nominal() == n || std::ranges::any_of(part.parts, [&](const auto& inside) {
             return inside.count.nominal() == n;
           });
  };
  const Sentence& s = l_.sentences[sentence];
  for (std::uint32_t c = s.count_first; c < s.count_last; ++c) {
    const auto n = l_.counts[c].quantity.nominal();
    if (!n || labels_of(c).empty()) continue;
    if (std::ranges::none_of(breakdown.parts, [&](const auto& part) { return holds(part, n); }))
      return true;
  }
  return false;
}

// "33 soldiers: … . 8 civilians, two of them children", of 41: a figure that no rule read is the
// part that a breakdown lacks when it makes the sum.
void Assembler::complete_with_unread() {
  for (EventDraft& draft : events_) {
    for (domain::Breakdown& breakdown : draft.event.breakdowns) {
      if (breakdown.balance == domain::Balance::balanced || breakdown.parts.empty()) continue;
      std::int64_t sum = 0;
      for (const domain::Part& part : breakdown.parts) sum += part.count.nominal().value_or(0);
      if (sum == 0) continue;
      for (std::uint32_t c = 0; c < l_.counts.size(); ++c) {
        if (used_[c] == 0) complete_with(breakdown, draft.event, sum, c);
      }
    }
  }
}

void Assembler::complete_with(domain::Breakdown& breakdown, const domain::Event& event,
                              std::int64_t sum, std::uint32_t index) {
  const PeopleCount& count = l_.counts[index];
  const auto n = count.quantity.nominal();
  if (!n || count.bare || breakdown.balance == domain::Balance::balanced) return;
  std::string label;
  for (const LabelUse& use : count.labels) {
    if (use.dimension == breakdown.dimension) label = use.id;
  }
  if (label.empty() && breakdown.dimension == "status" && count.population == "military")
    label = "military";
  const bool makes_whole = std::ranges::any_of(event.legs, [&](const domain::Leg& leg) {
    return leg.count.op == CountOp::exact && leg.count.nominal() == sum + *n &&
           (breakdown.to.empty() || leg.to == breakdown.to);
  });
  if (label.empty() || !makes_whole) return;
  used_[index] = 1;
  domain::Part part;
  part.label = label;
  part.words = std::string(l_.words(count.words_first, count.words_last));
  part.count = count.quantity;
  breakdown.parts.insert(breakdown.parts.begin(), std::move(part));
  breakdown.exhaustive = domain::Exhaustive::yes;
  breakdown.balance = domain::Balance::balanced;
  breakdown.note =
      std::to_string(*n) + " + " + std::to_string(sum) + " = " + std::to_string(*n + sum);
  out_.claims[breakdown.claim].breakdown = breakdown;
  out_.claims[breakdown.claim].spans.push_back(l_.span(count.first, count.last));
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
          breakdown.balance == domain::Balance::balanced || other_parts_in(sentence, breakdown))
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

// Nouns of a sentence that tell of one dimension, each once: none that a count, an actor or a
// longer noun has in it.
std::vector<const Chunk*> Assembler::uncounted_nouns(std::span<const ChunkPlaces::Place> nouns,
                                                     std::string_view dimension) const {
  std::vector<const Chunk*> found;
  for (const auto [s, c] : nouns) {
    const Chunk& chunk = l_.chunks[c];
    if (chunk.sense == nullptr || chunk.sense->value("dim") != dimension) continue;
    const auto inside = [&](const auto& other) {
      return other.first <= chunk.first && chunk.last <= other.last;
    };
    const bool counted = std::ranges::any_of(counts_of(s), inside);
    const bool inside_actor = std::ranges::any_of(actors_of(s), [&](const ActorMention& actor) {
      return !actor.id.empty() && inside(actor);
    });
    const bool known = std::ranges::any_of(found, [&](const Chunk* other) {
      return inside(*other) || (other->sense->id == chunk.sense->id &&
                                other->sense->value("label") == chunk.sense->value("label"));
    });
    if (!counted && !inside_actor && !known) found.push_back(&chunk);
  }
  return found;
}

// "Among them are members of the army, the navy and the border guard": parts without figures.
void Assembler::read_uncounted_parts() {
  static constexpr std::string_view kDimensions[] = {"legal_status", "rank", "service"};
  const std::span<const ChunkPlaces::Place> all = places_.nouns;
  for (std::size_t first = 0, last = 0; first < all.size(); first = last) {
    const std::uint32_t s = all[first].sentence;
    while (last < all.size() && all[last].sentence == s) ++last;
    const Name& zone = zoning_.sentence[s];
    const std::size_t e = facts_[s].event != kNoEvent ? facts_[s].event : main_;
    if (last - first < 2 || e == kNoEvent || (zone != "lede" && zone != "body" && zone != "quote"))
      continue;
    for (const std::string_view dimension : kDimensions) {
      const auto chunks = uncounted_nouns(all.subspan(first, last - first), dimension);
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
      add_breakdown(std::move(breakdown), e,
                    add_claim(ClaimType::breakdown, s, chunks.front()->first, chunks.back()->last,
                              "breakdown.uncounted"));
    }
  }
}

}  // namespace nostos::reading
