// SPDX-License-Identifier: Apache-2.0
// Which event a sentence is about.
#include <algorithm>

#include "reading/assembler.h"

namespace nostos::reading {

using domain::EventRole;
using domain::EventStatus;
using domain::EventType;

bool Assembler::sentence_has(std::uint32_t sentence, Name::Literal frame) const {
  return may_have(sentence, frame) &&
         std::ranges::any_of(facts_[sentence].frames,
                             [&](const Frame& f) { return f.rule->frame == frame; });
}

// The verb group inside the frame tells: "will be released"; where it has none ("50 hostages for
// 150 prisoners") the verb before it in the sentence: "they are to exchange".
bool Assembler::frame_planned(const Frame& frame) const {
  if (frame.text("modality") == "planned") return true;
  if (frame.text("modality") == "actual") return false;  // "they will be flown home now"
  if (frame.rule->frame != "leg" && frame.rule->frame != "event") return false;
  const Vocabulary& w = *g_.words;
  const auto planned = [&w](const Chunk& chunk) {
    return chunk.features.test(w.f_planned) || chunk.features.test(w.f_cond);
  };
  const Sentence& sentence = l_.sentences[frame.sentence];
  const std::uint32_t first_inside = l_.chunk_at[frame.first];
  bool inside = false;
  for (std::uint32_t c = first_inside; c < sentence.chunk_last; ++c) {
    const Chunk& chunk = l_.chunks[c];
    if (chunk.first >= frame.last) break;
    if (chunk.last > frame.last) continue;
    if (planned(chunk)) return true;
    inside = inside || w.is_verb(chunk.features);
  }
  if (frame.rule->frame != "leg" || inside) return false;
  // The verb before it says when: "Norland will free 20 and Sudria 30".
  for (std::uint32_t c = first_inside; c-- > sentence.chunk_first;) {
    const Chunk& chunk = l_.chunks[c];
    if (chunk.last > frame.last) continue;
    if (planned(chunk)) return true;
    if (w.is_verb(chunk.features)) break;
  }
  return told_only_plans(frame.sentence);
}

// "They agreed on an exchange. It is to be 1,000 each": a figure without a verb is of the plan
// that is all the report has told of.
bool Assembler::told_only_plans(std::uint32_t sentence) const {
  bool plan = false;
  for (std::uint32_t s = 0; s <= sentence; ++s) {
    for (const Frame& frame : facts_[s].frames) {
      const Name& kind = frame.rule->frame;
      if (kind == "event" && frame.text("modality") == "planned") {
        plan = true;
      } else if (kind == "event" || (kind == "leg" && (s < sentence || has_verb(frame)))) {
        if (frame.text("modality") != "planned") return false;
      }
    }
  }
  return plan;
}

bool Assembler::has_verb(const Frame& frame) const {
  for (std::uint32_t c = l_.chunk_at[frame.first];
       c < l_.chunks.size() && l_.chunks[c].first < frame.last; ++c) {
    if (g_.words->is_verb(l_.chunks[c].features)) return true;
  }
  return false;
}

// Dates that a rule gave to something else: an agreement, a capture, "since 2022".
bool Assembler::belongs_to_other(std::uint32_t sentence, std::uint32_t token) const {
  if (!may_have(sentence, "date_other") && !may_have(sentence, "date_begin") &&
      !may_have(sentence, "date_said"))
    return false;
  return std::ranges::any_of(facts_[sentence].frames, [&](const Frame& f) {
    if (f.rule->frame != "date_other" && f.rule->frame != "date_begin" &&
        f.rule->frame != "date_said")
      return false;
    const Bound* d = f.get("date");
    return d != nullptr && d->first <= token && token < d->last;
  });
}

std::size_t Assembler::add_event(EventType type, EventStatus status, EventRole role) {
  EventDraft draft;
  draft.event.type = type;
  draft.event.status = status;
  draft.event.role = role;
  draft.event.date = domain::unknown_date("not stated");
  events_.push_back(std::move(draft));
  return events_.size() - 1;
}

std::size_t Assembler::find_event(EventType type, EventStatus status, EventRole role) const {
  for (std::size_t e = 0; e < events_.size(); ++e) {
    const domain::Event& event = events_[e].event;
    if (event.type == type && event.status == status && event.role == role) return e;
  }
  return kNoEvent;
}

// The sentence counts others than the first that told of people who came home, undated.
bool Assembler::other_figures(std::uint32_t sentence) const {
  const auto counted = [&](std::uint32_t s) -> std::optional<std::int64_t> {
    for (const Frame& f : facts_[s].frames) {
      const PeopleCount* count = f.rule->frame == "leg" ? count_of(f.get("theme")) : nullptr;
      if (count != nullptr && count->quantity.op == domain::CountOp::exact && !frame_planned(f))
        return count->quantity.nominal();
    }
    return std::nullopt;
  };
  const auto here = counted(sentence);
  if (!here) return false;
  for (std::uint32_t s = 0; s < sentence; ++s) {
    const Name& zone = zoning_.sentence[s];
    if (zone != "lede" && zone != "body" && zone != "quote") continue;
    if (const auto first = counted(s)) return *first != *here && !date_in(s, nullptr, false);
  }
  return false;
}

// News that opens without a date is of the day of publication: days long before it that later
// sentences name are recollections.
bool Assembler::told_undated_first() const {
  if (!published_) return false;
  for (std::uint32_t s = 0; s < facts_.size(); ++s) {
    const Name& zone = zoning_.sentence[s];
    if (zoning_.past_section[s] || zone == "boilerplate" || zone == "byline") continue;
    const bool tells = std::ranges::any_of(facts_[s].frames, [&](const Frame& f) {
      return (f.rule->frame == "leg" || f.rule->frame == "event") && !frame_planned(f) &&
             f.text("modality") != "failed";
    });
    if (!tells) continue;
    const bool other = sentence_has(s, "previous") || sentence_has(s, "refer") ||
                       sentence_has(s, "total") || sentence_has(s, "frequency");
    return !other && !date_in(s, nullptr, false);
  }
  return false;
}

std::size_t Assembler::find_or_add_event(EventType type, EventStatus status, EventRole role) {
  const std::size_t found = find_event(type, status, role);
  return found != kNoEvent ? found : add_event(type, status, role);
}

// The sentence tells on of the event of the one before it.
bool Assembler::tells_on(std::uint32_t sentence, const Frame* frame, EventType type) const {
  if (sentence == 0 || facts_[sentence - 1].event == kNoEvent) return false;
  const bool same_block = l_.sentences[sentence - 1].block == l_.sentences[sentence].block;
  // "172 returned the same day"
  if (same_block && sentence_has(sentence, "same_day")) return true;
  if (frame == nullptr) return false;
  // An answer tells of what was asked.
  if (frame->text("answer") == "yes") return true;
  // "Another 22 were handed over outside it"
  const PeopleCount* theme = count_of(frame->get("theme"));
  return theme != nullptr && theme->another && type == EventType::exchange && same_block &&
         !date_in(sentence, nullptr, false) &&
         events_[facts_[sentence - 1].event].event.type == type;
}

std::size_t Assembler::planned_event(EventType type) {
  if (type == EventType::bodies)
    return find_or_add_event(type, EventStatus::planned, EventRole::background);
  const EventRole role = main_ == kNoEvent ? EventRole::main : EventRole::background;
  for (const EventRole known : {role, EventRole::main}) {
    const std::size_t found = find_event(type, EventStatus::planned, known);
    if (found != kNoEvent) return found;
  }
  return add_event(type, EventStatus::planned, role);
}

// The exchange that a sentence names as an earlier one, or refers to beside the report's own.
std::size_t Assembler::earlier_event(std::uint32_t sentence, bool refer) {
  constexpr EventType kType = EventType::exchange;
  const auto resolved = date_in(sentence, nullptr, false);
  // "Before that, on 6 December …": another one than the exchange already named as the one before.
  const bool still_earlier = previous_ != kNoEvent && resolved && resolved->date.is_exact_day() &&
                             events_[previous_].event.date.is_exact_day() &&
                             *resolved->date.earliest < *events_[previous_].event.date.earliest;
  if (still_earlier && !refer)
    return add_event(kType, EventStatus::completed, EventRole::background);
  if (previous_ != kNoEvent && !refer) return previous_;
  for (std::size_t e = 0; refer && resolved && e < events_.size(); ++e) {
    const domain::Event& event = events_[e].event;
    if (event.role == EventRole::background && event.date.edtf == resolved->date.edtf &&
        event.type == kType && event.status == EventStatus::completed)
      return e;
  }
  if (refer && refer_event_.contains(sentence)) return refer_event_[sentence];
  const bool before = std::ranges::any_of(frames_if(sentence, "refer"), [](const Frame& f) {
    return f.rule->frame == "refer" && f.text("what") == "before";
  });
  const std::size_t made =
      add_event(kType, EventStatus::completed,
                refer && !before ? EventRole::background : EventRole::previous);
  if (!refer || before) previous_ = made;
  if (refer) refer_event_[sentence] = made;
  return made;
}

// Where a sentence dates what it tells of to another day than the main one: that event, a
// recollection.
std::optional<std::size_t> Assembler::event_of_another_day(std::uint32_t sentence,
                                                           const Frame* frame, EventType type) {
  const auto near = frame != nullptr ? std::optional(frame->first) : std::nullopt;
  const DateMention* mention = nullptr;
  const auto resolved = date_in(sentence, &mention, false, near);
  if (!resolved) return std::nullopt;
  if (resolved->exists && of_another_day(*resolved, *mention)) {
    for (std::size_t e = 0; e < events_.size(); ++e) {
      const domain::Event& event = events_[e].event;
      if (event.type == type && event.date.edtf == resolved->date.edtf && e != main_ &&
          event.status == EventStatus::completed && !event.date.edtf.empty())
        return e;
    }
    return add_event(type, EventStatus::completed, EventRole::background);
  }
  // A second weekday in an undated report: "the sides traded 36 on Wednesday", told on a Thursday.
  if (mention->kind != DateKind::weekday || main_day_) return std::nullopt;
  const auto on_weekday = [&](const domain::Event& event) {
    return event.weekday && static_cast<int>(*event.weekday) == mention->weekday;
  };
  const std::size_t found = find_event(type, EventStatus::completed, EventRole::main);
  if (found == kNoEvent || !events_[found].event.weekday || on_weekday(events_[found].event))
    return std::nullopt;
  for (std::size_t e = 0; e < events_.size(); ++e) {
    if (on_weekday(events_[e].event) && events_[e].event.role != EventRole::main) return e;
  }
  return add_event(type, EventStatus::completed, EventRole::background);
}

std::size_t Assembler::event_for(std::uint32_t sentence, const Frame* frame, bool planned,
                                 bool bodies) {
  const EventType type = bodies ? EventType::bodies : EventType::exchange;
  if (!planned && tells_on(sentence, frame, type)) return facts_[sentence - 1].event;
  const std::string_view role = frame != nullptr ? frame->text("role") : std::string_view();
  if (role == "parent") return find_or_add_event(type, EventStatus::planned, EventRole::parent);
  // "under which 300 had gone home": told of in passing, without a day.
  if (role == "background") {
    if (!undated_event_.contains(sentence))
      undated_event_[sentence] = add_event(type, EventStatus::completed, EventRole::background);
    return undated_event_[sentence];
  }
  if (planned) return planned_event(type);
  const bool refer = sentence_has(sentence, "refer");
  const bool previous = zoning_.past_section[sentence] || sentence_has(sentence, "previous");
  if ((previous || refer) && type == EventType::exchange) return earlier_event(sentence, refer);
  if (const auto other = event_of_another_day(sentence, frame, type)) return *other;
  const std::size_t found = find_event(type, EventStatus::completed, EventRole::main);
  if (found != kNoEvent) return found;
  // "The exchange fell through. The papers wrote of 192 for 192": of no other one.
  if (frame != nullptr && type == EventType::exchange && frame->text("each") == "yes" &&
      failed_event() != kNoEvent && !has_verb(*frame))
    return failed_event();
  const std::size_t made = add_event(type, EventStatus::completed, EventRole::main);
  if (type == EventType::exchange || main_ == kNoEvent) main_ = made;
  return made;
}

// The exchange of this report that did not take place.
std::size_t Assembler::failed_event() const {
  const std::size_t cancelled =
      find_event(EventType::exchange, EventStatus::cancelled, EventRole::main);
  return cancelled != kNoEvent
             ? cancelled
             : find_event(EventType::exchange, EventStatus::postponed, EventRole::main);
}

// Sentences that tell of an event without counting anybody, and dates said apart from them.
void Assembler::place_sentences() {
  std::size_t focus = kNoEvent;
  std::uint32_t focus_block = 0;
  for (std::uint32_t s = 0; s < facts_.size(); ++s) {
    const Name& zone = zoning_.sentence[s];
    if (zone == "boilerplate" || zone == "byline") continue;
    std::size_t here = kNoEvent;
    bool future_here = false;
    std::set<std::uint32_t>
        told;  // figures: the first rule that reads one says which event it is of
    for (const Frame& frame : facts_[s].frames) {
      const Name& kind = frame.rule->frame;
      const bool dated_reference =
          kind == "refer" && frame.get("date") != nullptr && main_ != kNoEvent;
      if (kind != "leg" && kind != "event" && kind != "previous" && !dated_reference) continue;
      const bool future = frame_planned(frame);
      const Bound* theme = frame.get("theme");
      // A figure that is a total, a loss or a correction tells of no event.
      const auto counts = members(theme);
      if (kind == "leg" && !counts.empty() && used_[counts.front()] != 0) continue;
      if (kind == "leg" && theme != nullptr && !told.insert(theme->first).second) continue;
      if (kind == "event" && (sentence_has(s, "total") || sentence_has(s, "frequency") ||
                              sentence_has(s, "subtotal") || sentence_has(s, "correction"))) {
        continue;
      }
      bool bodies = frame.text("type") == "bodies";
      if (kind == "previous" && theme == nullptr) {
        // "Earlier, on 23 October, 1,000 bodies were handed over": a handover of bodies, too.
        const auto counted = counts_of(s);
        bodies = !counted.empty() && counted.front().population == "bodies";
      }
      if (theme != nullptr && theme->chunk != nullptr)
        bodies = theme->chunk->features.test(g_.words->f_bodies) ||
                 (!counts.empty() && population_of(counts.front(), s, false) == "bodies");
      if (kind == "event" && frame.text("modality") == "failed") {
        here = failed_event();
        if (here == kNoEvent) {
          here = add_event(
              EventType::exchange,
              frame.text("status") == "postponed" ? EventStatus::postponed : EventStatus::cancelled,
              main_ == kNoEvent ? EventRole::main : EventRole::background);
        }
      } else {
        if (kind == "event" && here != kNoEvent) continue;
        // A bare mention of an exchange in a later sentence makes no event of its own.
        here = event_for(s, &frame, future, bodies);
      }
      // A day that has passed without it is past: "was to happen on 24 January, but did not".
      future_here = (future && frame.text("modality") != "failed") ||
                    frame.text("date") == "future" || (future_here && kind == "event");
      const bool undated =
          events_[here].event.role == EventRole::parent || undated_event_.contains(s);
      if (kind == "leg" && !undated) date_event(here, s, future, frame.first);
      if (kind != "leg") {
        const std::size_t claim =
            add_claim(kind == "previous" || kind == "refer" ? domain::ClaimType::previous
                                                            : domain::ClaimType::event,
                      s, frame.first, frame.last, frame.rule->name);
        out_.claims[claim].event = std::to_string(here);
        if (future) out_.claims[claim].modality = domain::Modality::planned;
        if (frame.text("modality") == "failed")
          out_.claims[claim].modality = domain::Modality::failed;
        events_[here].event.claims.push_back(claim);
      }
      if (!events_[here].first_sentence) events_[here].first_sentence = s;
    }
    if (here != kNoEvent) {
      // A deal is of the day on which it was made, see date_deal().
      if (events_[here].event.role != EventRole::parent && !undated_event_.contains(s))
        date_event(here, s, future_here);
      if (!undated_event_.contains(s)) {
        focus = here;
        focus_block = l_.sentences[s].block;
      }
    } else {
      const bool same_block = focus != kNoEvent && focus_block == l_.sentences[s].block;
      here = zoning_.past_section[s] && previous_ != kNoEvent ? previous_
             : same_block                                     ? focus
                                                              : main_;
      if (here != kNoEvent && sentence_has(s, "date")) date_event(here, s, false);
    }
    facts_[s].event = here;
    // "… that had begun on 23 December": the event took more than one day.
    for (const Frame& frame : frames_if(s, "date_begin")) {
      if (frame.rule->frame != "date_begin" || here == kNoEvent) continue;
      const Bound* d = frame.get("date");
      if (d == nullptr || d->chunk == nullptr) continue;
      domain::PartialDate& date = events_[here].event.date;
      const auto anchor = published_ ? published_ : date.latest;
      const auto begun =
          resolve_date(l_.dates[static_cast<std::size_t>(d->chunk->payload)], anchor, Tense::past);
      if (begun.date.is_exact_day() && date.is_exact_day() &&
          *begun.date.earliest < *date.earliest && *date.earliest - *begun.date.earliest < 30) {
        date =
            domain::day_range(*begun.date.earliest, *date.latest, date.basis + "; begun earlier");
      }
    }
  }
}

}  // namespace nostos::reading
