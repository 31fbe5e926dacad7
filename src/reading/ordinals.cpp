// SPDX-License-Identifier: Apache-2.0
// Ordinals: the how-many-eth exchange, and of what; days of a war.
#include <algorithm>

#include "reading/assembler.h"

namespace nostos::reading {

using domain::ClaimType;

// "This year it is the 11th": its scope may stand in front of it, but not in a date.
std::uint32_t Assembler::scope_before(std::uint32_t s, std::uint32_t ordinal) const {
  constexpr std::uint32_t kNear = 3;  // words
  const Sentence& sentence = l_.sentences[s];
  const std::uint32_t from = ordinal > sentence.first + kNear ? ordinal - kNear : sentence.first;
  for (std::uint32_t t = from; t < ordinal; ++t) {
    const bool dated = std::ranges::any_of(dates_of(s), [&](const DateMention& date) {
      return date.first <= t && t < date.last_token && date.kind != DateKind::relative;
    });
    if (dated) return ordinal;
  }
  return from;
}

// "the 54th since February 2022": what stands behind a word like "since" is where counting begins.
bool Assembler::begins_count(std::uint32_t date, std::uint32_t s) const {
  if (date <= l_.sentences[s].first) return false;
  for (std::uint32_t c = l_.chunk_at[date - 1];
       c < l_.sentences[s].chunk_last && l_.chunks[c].first < date; ++c) {
    if (l_.chunks[c].cls == g_.words->prep && l_.chunks[c].last == date &&
        l_.chunks[c].sense->is("from"))
      return true;
  }
  return false;
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
  std::string scope(frame.text("scope"));
  const bool given = !scope.empty();  // "the second in two days"
  local = local || given;
  if (!given) scope = "war";
  // Its scope stands between it and the next ordinal: "the 17th of the war and the fourth this
  // year".
  std::uint32_t scope_end = std::min(l_.sentences[s].last, std::max(last, frame.last) + 12);
  std::uint32_t scope_begin = frame.first;
  const Symbol before = classes().find("PREVIOUS");
  bool another_behind = false;
  for (std::uint32_t c = l_.sentences[s].chunk_first; c < l_.sentences[s].chunk_last; ++c) {
    const Chunk& chunk = l_.chunks[c];
    // "the 58th; the previous one was a month ago": what is told of another exchange is not its
    // scope, nor is its day.
    if (chunk.cls == before && chunk.first >= last) {
      scope_end = std::min(scope_end, chunk.first);
      another_behind = true;
    }
    if (chunk.cls != g_.words->ordinal) continue;
    if (chunk.first >= last) scope_end = std::min(scope_end, chunk.first);
    if (chunk.last <= first) scope_begin = std::max(scope_begin, first);
  }
  if (scope_begin == frame.first) scope_begin = scope_before(s, scope_begin);
  const Symbol war = classes().find("WAR");
  bool of_war = false;  // "the 2nd exchange of the war"
  for (std::uint32_t t = scope_begin; t < scope_end && !war_day && !given; ++t) {
    for (std::uint32_t c = l_.chunk_at[t];
         c < l_.sentences[s].chunk_last && l_.chunks[c].first == t; ++c) {
      of_war = of_war || (l_.chunks[c].cls == war && t >= last);
      if (l_.chunks[c].cls == g_.words->scope) {
        scope = l_.chunks[c].sense->id;
        local = true;
      }
      if (l_.chunks[c].cls == g_.words->date && l_.chunks[c].payload >= 0 && t >= last &&
          l_.dates[static_cast<std::size_t>(l_.chunks[c].payload)].kind == DateKind::year &&
          !begins_count(l_.chunks[c].first, s)) {
        scope = "year";
        local = true;
      }
    }
    // A bare year behind "of": "the first swap of 2025".
    const std::int64_t year = l_.tokens.value(t);
    if (year >= 1900 && year <= 2100 && t > last) {
      scope = "year";
      local = true;
    }
  }
  of_war = of_war && !local;
  if (!war_day && !of_war && value == 1 && (scope == "war" || scope == "deal"))
    return;  // "a first exchange": no count of exchanges
  if (!war_day && !local && !of_war && value < 3) {
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
  if (another_behind && e != kNoEvent && events_[e].event.role != domain::EventRole::main)
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

}  // namespace nostos::reading
