// SPDX-License-Identifier: Apache-2.0
// Conduct: refusals, suspensions, allegations, promises, and answers to them.
#include <algorithm>
#include <array>

#include "reading/assembler.h"

namespace nostos::reading {

using domain::ClaimType;

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
  const auto type = std::ranges::find(kTypes, frame.rule->frame.text(),
                                      &std::pair<std::string_view, ClaimType>::first);
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
  if (frame.text("voice") == "document") c.speakers = own_voice_;
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

}  // namespace nostos::reading
