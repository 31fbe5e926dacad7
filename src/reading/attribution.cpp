// SPDX-License-Identifier: Apache-2.0
// Attribution: who says what a sentence says. Sieves by precision: a verb or cue in the sentence;
// inside a quotation the speaker of the words around it; in the same paragraph the speaker carried
// over (marked so); else the report's own voice.
#include <algorithm>

#include "reading/assembler.h"

namespace nostos::reading {
namespace {

domain::Speaker document_voice() { return {"", "DOC", "", "document", "assert", {}}; }

}  // namespace

std::optional<domain::Speaker> Assembler::speaker_of(const Frame& frame,
                                                     std::string_view key) const {
  const Bound* bound = frame.get(key);
  if (bound == nullptr || bound->chunk == nullptr || bound->chunk->payload < 0) return std::nullopt;
  const auto index = static_cast<std::size_t>(bound->chunk->payload);
  ActorMention actor = l_.actors[index];
  // "the president wrote": the president named before.
  if (!actor.role.empty() && actor.side.empty() && (actor.id.empty() || actor.id == actor.role)) {
    for (std::size_t k = index; k-- > 0;) {
      if (l_.actors[k].role == actor.role && !l_.actors[k].id.empty() &&
          l_.actors[k].id != actor.role) {
        actor.id = l_.actors[k].id;
        actor.side = l_.actors[k].side;
        break;
      }
    }
  }
  domain::Speaker speaker;
  speaker.id = actor.id;
  speaker.name = actor.name;
  speaker.side = g_.parties->side_of(actor.side);
  speaker.mode = "paraphrase";
  speaker.act = "assert";
  speaker.span = l_.span(bound->first, bound->last);
  return speaker;
}

void Assembler::add_speakers(const Frame& frame, SentenceFacts& facts) {
  auto speaker = speaker_of(frame, "speaker");
  if (!speaker) return;
  // An office in apposition to the speaker already found is not another speaker.
  for (const domain::Span& taken : facts.said) {
    if (speaker->span.start >= taken.start && speaker->span.end <= taken.end) return;
  }
  facts.said.push_back(l_.span(frame.first, frame.last));
  const auto known = [&](const domain::Speaker& s) {
    return std::ranges::any_of(facts.speakers, [&](const domain::Speaker& other) {
      return other.span == s.span || (!s.id.empty() && other.id == s.id);
    });
  };
  const Bound* verb = frame.get("verb");
  if (verb != nullptr && verb->chunk != nullptr && verb->chunk->sense != nullptr) {
    speaker->act = verb->chunk->sense->id;
  }
  if (const auto relay = speaker_of(frame, "relay"); relay && !known(*relay)) {
    facts.speakers.push_back(*relay);
  }
  if (!known(*speaker)) facts.speakers.push_back(*speaker);
  if (const auto other = speaker_of(frame, "and"); other && !known(*other)) {
    facts.speakers.push_back(*other);
  }
  facts.own_speaker = true;
}

// "40 soldiers came home. The ombudsman wrote this": who says it stands behind what is said.
void Assembler::told_back(std::size_t s) {
  const auto zone_of = [&](std::size_t i) { return std::string_view(zoning_.sentence[i]); };
  for (std::size_t i = s; i-- > 0;) {
    SentenceFacts& before = facts_[i];
    const bool title = zone_of(i) == "title" || zone_of(i) == "subhead";
    if (title) continue;
    const bool near = l_.sentences[i].block + 1 >= l_.sentences[s].block;
    if (!near || before.own_speaker || before.speakers.size() > 1) return;
    if (zone_of(i) != "lede" && zone_of(i) != "body" && zone_of(i) != "quote") return;
    before.speakers.insert(before.speakers.end(), facts_[s].speakers.begin(),
                           facts_[s].speakers.end());
  }
}

void Assembler::find_speakers() {
  std::vector<domain::Speaker> carried;
  std::vector<domain::Speaker> source_line;
  std::uint32_t carried_block = 0;
  bool carried_quote = false;
  for (std::size_t s = 0; s < facts_.size(); ++s) {
    SentenceFacts& facts = facts_[s];
    const Sentence& sentence = l_.sentences[s];
    const std::string& zone = zoning_.sentence[s];
    if (zone == "caption" || zone == "boilerplate" || zone == "byline") {
      // A photo credit names somebody who said nothing.
      facts.speakers = {document_voice()};
      continue;
    }
    for (const Frame& frame : facts.frames) {
      if (frame.rule->frame != "say") continue;
      if (frame.text("carry") == "yes") {
        if (!carried.empty() && !facts.own_speaker) {
          facts.speakers = carried;
          for (domain::Speaker& speaker : facts.speakers) speaker.mode = "carried_over";
          facts.own_speaker = true;
        }
        continue;
      }
      const Bound* speaker = frame.get("speaker");
      const bool vague_name =
          speaker != nullptr && speaker->chunk != nullptr &&
          l_.actors[static_cast<std::size_t>(speaker->chunk->payload)].kind == "name" &&
          facts.own_speaker;
      if (!vague_name) add_speakers(frame, facts);
      if (frame.text("back") == "yes" && facts.own_speaker) told_back(s);
      if (frame.text("line") == "yes") {
        source_line = facts.speakers;
        facts.own_speaker = false;
      }
    }
    const bool quote = sentence.in_quote || sentence.has_quote;
    if (facts.own_speaker) {
      if (quote) {
        for (domain::Speaker& speaker : facts.speakers) speaker.mode = "quote";
      }
      carried = facts.speakers;
      carried_block = sentence.block;
      carried_quote = quote;
    } else {
      const bool same_block = !carried.empty() && carried_block == sentence.block;
      const bool quote_goes_on = !carried.empty() && sentence.in_quote && carried_quote &&
                                 sentence.block <= carried_block + 1;
      if (same_block || quote_goes_on) {
        facts.speakers = carried;
        for (domain::Speaker& speaker : facts.speakers) {
          speaker.mode = sentence.in_quote ? "quote" : "carried_over";
        }
        if (quote_goes_on) carried_block = sentence.block;
      } else if (!source_line.empty() &&
                 (zone == "lede" || zone == "body" || zone == "quote" || zone == "title")) {
        facts.speakers = source_line;
        for (domain::Speaker& speaker : facts.speakers) speaker.mode = "carried_over";
      }
    }
    facts.speakers.insert(facts.speakers.begin(), document_voice());
  }
  // "«First sentence. Second sentence,» the president wrote": the speaker stands behind the
  // quotation.
  for (std::size_t s = facts_.size(); s-- > 1;) {
    const bool same_block = l_.sentences[s - 1].block == l_.sentences[s].block;
    if (!same_block || !l_.sentences[s - 1].in_quote || facts_[s - 1].own_speaker ||
        facts_[s - 1].speakers.size() > 1)
      continue;
    const bool quoted_on = l_.sentences[s].in_quote && facts_[s].speakers.size() > 1;
    if (!quoted_on) continue;
    facts_[s - 1].speakers = facts_[s].speakers;
    for (std::size_t k = 1; k < facts_[s - 1].speakers.size(); ++k)
      facts_[s - 1].speakers[k].mode = "quote";
  }
}

}  // namespace nostos::reading
