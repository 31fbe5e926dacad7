// SPDX-License-Identifier: Apache-2.0
// Which event a sentence is about, and when that was.
#include <algorithm>

#include "reading/assembler.h"

namespace nostos::reading {
namespace {

// "yesterday" is one day, "last week" is not.
bool published_day(const DateMention& date) {
  return date.relative != "last_week" && date.relative != "next_week" &&
         date.relative != "last_month" && date.relative != "last_year";
}

int rank_of(const DateMention& date) {
  if (date.kind == DateKind::day || date.kind == DateKind::range) return 3;
  if (date.kind == DateKind::weekday) return 2;
  return date.kind == DateKind::relative && published_day(date) ? 2 : 1;
}

}  // namespace

using domain::Day;
using domain::EventRole;
using domain::EventStatus;
using domain::EventType;

// The pair of sides the report is about: the conflict whose two sides it names most.
void Assembler::find_sides() {
  const Symbol side = classes().find("SIDE");
  std::map<std::string, int> mentions;
  std::map<std::string, std::uint32_t> first_seen;
  for (const Chunk& chunk : l_.chunks) {
    if (chunk.cls != side || chunk.sense == nullptr) continue;
    const std::string id = g_.parties->side_of(chunk.sense->id);
    ++mentions[id];
    first_seen.try_emplace(id, chunk.first);
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
  int best = -1;
  for (const language::Conflict& conflict : g_.parties->conflicts) {
    const int a = mentions.contains(conflict.a) ? mentions[conflict.a] : 0;
    const int b = mentions.contains(conflict.b) ? mentions[conflict.b] : 0;
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

std::string Assembler::opposite(const std::string& side) const {
  if (side.empty()) return {};
  const std::string independent = g_.parties->side_of(side);
  if (independent == side_a_) return side_b_;
  if (independent == side_b_) return side_a_;
  const auto others = g_.parties->adversaries(independent);
  return others.size() == 1 ? others.front() : std::string();
}

bool Assembler::sentence_has(std::uint32_t sentence, std::string_view frame) const {
  return std::ranges::any_of(facts_[sentence].frames,
                             [&](const Frame& f) { return f.rule->frame == frame; });
}

bool Assembler::frame_planned(const Frame& frame) const {
  if (frame.text("modality") == "planned") return true;
  if (frame.rule->frame != "leg" && frame.rule->frame != "event") return false;
  // The verb group inside the frame tells: "will be released".
  for (std::uint32_t t = frame.first; t < frame.last; ++t) {
    for (std::uint32_t c = l_.chunk_at[t];
         c < l_.sentences[frame.sentence].chunk_last && l_.chunks[c].first == t; ++c) {
      const Chunk& chunk = l_.chunks[c];
      const bool would = chunk.features.test(g_.words->f_cond);
      if ((chunk.features.test(g_.words->f_planned) || would) && chunk.last <= frame.last)
        return true;
    }
  }
  return false;
}

// Dates that a rule gave to something else: an agreement, a capture, "since 2022".
bool Assembler::belongs_to_other(std::uint32_t sentence, std::uint32_t token) const {
  return std::ranges::any_of(facts_[sentence].frames, [&](const Frame& f) {
    if (f.rule->frame != "date_other" && f.rule->frame != "date_begin" &&
        f.rule->frame != "date_said")
      return false;
    const Bound* d = f.get("date");
    return d != nullptr && d->first <= token && token < d->last;
  });
}

// "The largest disagreement concerns 7 February. Norland says 143 came back": the day stands in a
// sentence before, of the same paragraph, that is about nothing else.
const DateMention* Assembler::topic_date(std::uint32_t sentence) const {
  constexpr std::uint32_t kFarthest = 6;  // sentences
  for (std::uint32_t s = sentence; s-- > 0 && sentence - s <= kFarthest;) {
    if (l_.sentences[s].block != l_.sentences[sentence].block) return nullptr;
    for (const Frame& f : facts_[s].frames) {
      const Bound* d = f.rule->frame == "topic" ? f.get("date") : nullptr;
      if (d != nullptr && d->chunk != nullptr && d->chunk->payload >= 0)
        return &l_.dates[static_cast<std::size_t>(d->chunk->payload)];
    }
    if (l_.sentences[s].date_first != l_.sentences[s].date_last) return nullptr;
  }
  return nullptr;
}

// Of several stated days in a sentence the one that a figure belongs to: "25 on 15 January and 150
// on 5 February", "on 15 January 25, on 5 February 150".
const DateMention* Assembler::date_beside(const std::vector<const DateMention*>& dates,
                                          std::uint32_t sentence, std::uint32_t near) const {
  if (dates.size() < 2) return nullptr;
  std::uint32_t first_figure = near;
  std::set<std::uint32_t> figures;
  for (const Frame& f : facts_[sentence].frames) {
    const Bound* theme = f.rule->frame == "leg" ? f.get("theme") : nullptr;
    if (theme == nullptr) continue;
    figures.insert(theme->first);
    first_figure = std::min(first_figure, theme->first);
  }
  if (figures.size() < 2) return nullptr;
  const bool date_first = dates.front()->first < first_figure;
  const DateMention* chosen = nullptr;
  for (const DateMention* date : dates) {
    if (date_first && date->first <= near) chosen = date;
    if (!date_first && date->first > near && chosen == nullptr) chosen = date;
  }
  return chosen;
}

// The date that a sentence gives to its event, or to the figure at `near`. Stated days go before
// weekdays.
std::optional<ResolvedDate> Assembler::date_in(std::uint32_t sentence, const DateMention** mention,
                                               bool future,
                                               std::optional<std::uint32_t> near) const {
  const Sentence& s = l_.sentences[sentence];
  // "the first since March, when …": the rule names the date of the event it refers to.
  for (const Frame& f : facts_[sentence].frames) {
    const Bound* d = f.rule->frame == "refer" ? f.get("date") : nullptr;
    if (d == nullptr || d->chunk == nullptr || d->chunk->payload < 0) continue;
    const DateMention& date = l_.dates[static_cast<std::size_t>(d->chunk->payload)];
    if (mention != nullptr) *mention = &date;
    return resolve_date(date, published_ ? published_ : main_day_, Tense::past);
  }
  const DateMention* best = nullptr;
  int best_rank = 0;
  // Where the event is told inside a quotation, dates inside it come first: "obtained on Friday
  // with a statement saying: 'Yesterday 50 soldiers …'".
  bool told_in_quote = false;
  for (const Frame& f : facts_[sentence].frames) {
    if (f.rule->frame == "leg" || f.rule->frame == "event") told_in_quote = l_.quoted[f.first] != 0;
    if (f.rule->frame == "leg") break;
  }
  // "the second swap this month": a span beside an ordinal tells no day.
  const bool counted_in_span = sentence_has(sentence, "ordinal");
  std::vector<const DateMention*> stated;
  for (const DateMention& date : dates_of(sentence)) {
    if (belongs_to_other(sentence, date.first) || date.kind == DateKind::year) continue;
    if (counted_in_span && date.kind == DateKind::relative && !published_day(date)) continue;
    // Day of a date line at the head of the text is publication, not the event.
    const bool is_publication = date.year != 0 && date.kind == DateKind::day && sentence == 0 &&
                                date.first <= s.first + 1 && date.weekday < 0;
    if (is_publication) continue;
    if (date.kind == DateKind::day || date.kind == DateKind::month) stated.push_back(&date);
    int rank = rank_of(date);
    if (told_in_quote && l_.quoted[date.first] != 0) rank += 10;
    if (rank > best_rank) {
      best = &date;
      best_rank = rank;
    }
  }
  if (near) {
    if (const DateMention* beside = date_beside(stated, sentence, *near)) best = beside;
  }
  if (best == nullptr) best = topic_date(sentence);
  if (best == nullptr) return std::nullopt;
  if (mention != nullptr) *mention = best;
  return resolve_date(*best, published_, future ? Tense::future : Tense::past);
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

// The day of the report's main event: the first sentence that tells of it with a date; a stated day
// outranks a weekday.
void Assembler::find_main_date() {
  int best = 0;
  for (std::uint32_t s = 0; s < facts_.size(); ++s) {
    const std::string& zone = zoning_.sentence[s];
    if (zoning_.past_section[s] || zone == "boilerplate" || zone == "byline") continue;
    if (sentence_has(s, "previous") || sentence_has(s, "refer") || sentence_has(s, "total"))
      continue;
    bool tells = sentence_has(s, "date");
    for (const Frame& f : facts_[s].frames) {
      const auto counts = members(f.get("theme"));
      if (!counts.empty() && used_[counts.front()] != 0) continue;
      tells = tells || ((f.rule->frame == "leg" || f.rule->frame == "event") && !frame_planned(f) &&
                        f.text("modality") != "failed");
    }
    if (!tells) continue;
    const DateMention* mention = nullptr;
    const auto resolved = date_in(s, &mention, false);
    if (!resolved || !resolved->exists) continue;
    const int rank = rank_of(*mention);
    if (rank <= best) continue;
    const auto day = resolved->date.is_exact_day() ? resolved->date.earliest : std::nullopt;
    // A stated day well before the weekday already read is another event.
    if (best == 2 && main_day_ && day && (*day < *main_day_ - 3 || *day > *main_day_ + 3)) continue;
    if (!main_day_ && best > 0 && published_) continue;
    // News opens with figures of its own and no date: a day that stands with others is not its day.
    if (published_ && day && *day < *published_ && best == 0 && s > 0 && other_figures(s)) continue;
    // Recollections: far before publication while the report is news.
    if (published_ && day && *published_ - *day > 10 && s > 2 && best == 0) continue;
    best = rank;
    main_day_ = day ? day : resolved->date.earliest;
  }
  if (!main_day_ && told_undated_first()) main_day_ = published_;
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
    const std::string& zone = zoning_.sentence[s];
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
    const std::string& zone = zoning_.sentence[s];
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

std::size_t Assembler::event_for(std::uint32_t sentence, const Frame* frame, bool planned,
                                 bool bodies) {
  const EventType type = bodies ? EventType::bodies : EventType::exchange;
  const bool previous = zoning_.past_section[sentence] || sentence_has(sentence, "previous");
  const bool refer = sentence_has(sentence, "refer");
  const auto near = frame != nullptr ? std::optional(frame->first) : std::nullopt;
  // "172 returned the same day": the event of the sentence before.
  if (!planned && sentence > 0 && sentence_has(sentence, "same_day") &&
      l_.sentences[sentence - 1].block == l_.sentences[sentence].block &&
      facts_[sentence - 1].event != kNoEvent) {
    return facts_[sentence - 1].event;
  }
  // "Another 22 were handed over outside it": beside those of the sentence before.
  const PeopleCount* theme = frame != nullptr ? count_of(frame->get("theme")) : nullptr;
  if (!planned && theme != nullptr && theme->another && sentence > 0 && !bodies &&
      l_.sentences[sentence - 1].block == l_.sentences[sentence].block &&
      facts_[sentence - 1].event != kNoEvent && !date_in(sentence, nullptr, false) &&
      events_[facts_[sentence - 1].event].event.type == type) {
    return facts_[sentence - 1].event;
  }
  if (frame != nullptr && frame->text("role") == "parent") {
    const std::size_t found = find_event(type, EventStatus::planned, EventRole::parent);
    return found != kNoEvent ? found : add_event(type, EventStatus::planned, EventRole::parent);
  }
  // "under which 300 had gone home": told of in passing, without a day.
  if (frame != nullptr && frame->text("role") == "background") {
    if (!undated_event_.contains(sentence))
      undated_event_[sentence] = add_event(type, EventStatus::completed, EventRole::background);
    return undated_event_[sentence];
  }
  if (planned && bodies) {
    const std::size_t found = find_event(type, EventStatus::planned, EventRole::background);
    return found != kNoEvent ? found : add_event(type, EventStatus::planned, EventRole::background);
  }
  if (planned) {
    const bool only_plans = main_ == kNoEvent;
    const std::size_t found = find_event(EventType::exchange, EventStatus::planned,
                                         only_plans ? EventRole::main : EventRole::background);
    if (found != kNoEvent) return found;
    const std::size_t as_main =
        find_event(EventType::exchange, EventStatus::planned, EventRole::main);
    if (as_main != kNoEvent) return as_main;
    return add_event(EventType::exchange, EventStatus::planned,
                     only_plans ? EventRole::main : EventRole::background);
  }
  if ((previous || refer) && type == EventType::exchange) {
    const DateMention* mention = nullptr;
    const auto resolved = date_in(sentence, &mention, false);
    // "Before that, on 6 December …": another one than the exchange already named as the one
    // before.
    const bool still_earlier = previous_ != kNoEvent && resolved && resolved->date.is_exact_day() &&
                               events_[previous_].event.date.is_exact_day() &&
                               *resolved->date.earliest < *events_[previous_].event.date.earliest;
    if (still_earlier && !refer)
      return add_event(type, EventStatus::completed, EventRole::background);
    if (previous_ == kNoEvent || refer) {
      if (refer) {
        for (std::size_t e = 0; e < events_.size(); ++e) {
          if (events_[e].event.role == EventRole::background && resolved &&
              events_[e].event.date.edtf == resolved->date.edtf && events_[e].event.type == type &&
              events_[e].event.status == EventStatus::completed) {
            return e;
          }
        }
      }
      if (refer && refer_event_.contains(sentence)) return refer_event_[sentence];
      const bool before = std::ranges::any_of(facts_[sentence].frames, [](const Frame& f) {
        return f.rule->frame == "refer" && f.text("what") == "before";
      });
      const std::size_t made =
          add_event(type, EventStatus::completed,
                    refer && !before ? EventRole::background : EventRole::previous);
      if (!refer || before) previous_ = made;
      if (refer) refer_event_[sentence] = made;
      return made;
    }
    return previous_;
  }
  // Another day than the main one: a recollection.
  const DateMention* mention = nullptr;
  const auto resolved = date_in(sentence, &mention, false, near);
  if (resolved && resolved->exists && of_another_day(*resolved, *mention)) {
    for (std::size_t e = 0; e < events_.size(); ++e) {
      const domain::Event& event = events_[e].event;
      if (event.type == type && event.date.edtf == resolved->date.edtf && e != main_ &&
          event.status == EventStatus::completed && !event.date.edtf.empty()) {
        return e;
      }
    }
    return add_event(type, EventStatus::completed, EventRole::background);
  }
  // A second weekday in an undated report: "the sides traded 36 on Wednesday", told on a Thursday.
  if (resolved && mention->kind == DateKind::weekday && !main_day_) {
    const std::size_t found = find_event(type, EventStatus::completed, EventRole::main);
    if (found != kNoEvent && events_[found].event.weekday &&
        static_cast<int>(*events_[found].event.weekday) != mention->weekday) {
      for (std::size_t e = 0; e < events_.size(); ++e) {
        if (events_[e].event.weekday &&
            static_cast<int>(*events_[e].event.weekday) == mention->weekday &&
            events_[e].event.role != EventRole::main) {
          return e;
        }
      }
      return add_event(type, EventStatus::completed, EventRole::background);
    }
  }
  const std::size_t found = find_event(type, EventStatus::completed, EventRole::main);
  if (found != kNoEvent) return found;
  const std::size_t made = add_event(type, EventStatus::completed, EventRole::main);
  if (type == EventType::exchange || main_ == kNoEvent) main_ = made;
  return made;
}

// The date is neither the main event's nor close enough to be another telling of it.
bool Assembler::of_another_day(const ResolvedDate& date, const DateMention& mention) const {
  std::optional<Day> first = main_day_;
  std::optional<Day> last = main_day_;
  if (!first && main_ != kNoEvent && events_[main_].dated && events_[main_].date_rank >= 2) {
    first = events_[main_].event.date.earliest;
    last = events_[main_].event.date.latest;
  }
  if (!first || !last || !date.date.latest || !date.date.earliest) return false;
  const bool stated = mention.kind == DateKind::day || mention.kind == DateKind::range ||
                      mention.kind == DateKind::month;
  if (*date.date.latest < *first - 1) return true;
  if (stated && *date.date.earliest > *last + 1) return true;
  return *date.date.latest != *first && date.date.is_exact_day() &&
         mention.kind != DateKind::weekday && *date.date.earliest < *first;
}

void Assembler::date_event(std::size_t event, std::uint32_t sentence, bool future,
                           std::optional<std::uint32_t> near) {
  const DateMention* mention = nullptr;
  const auto resolved = date_in(sentence, &mention, future, near);
  EventDraft& draft = events_[event];
  if (!resolved) return;
  if (mention->weekday >= 0 && !draft.event.weekday) {
    draft.event.weekday = static_cast<domain::Weekday>(mention->weekday);
  }
  if (!resolved->exists) {
    doubt("not_a_date", l_.span(mention->first, mention->last_token), "there is no such day");
    return;
  }
  if (resolved->weekday_conflict) {
    doubt("date_conflict", l_.span(mention->first, mention->last_token),
          "the weekday does not fit the date; the date is kept");
  }
  const int rank = rank_of(*mention);
  if (draft.dated && rank <= draft.date_rank) {
    if (rank == 3 && draft.event.date.is_exact_day() && resolved->date.is_exact_day() &&
        resolved->date.edtf != draft.event.date.edtf) {
      doubt("date_conflict", l_.span(mention->first, mention->last_token),
            "another day is given for the same event earlier in the report");
    }
    return;
  }
  if (draft.dated && rank == 3 && draft.event.weekday && resolved->date.is_exact_day() &&
      domain::weekday_of(*resolved->date.earliest) != *draft.event.weekday) {
    doubt("date_conflict", l_.span(mention->first, mention->last_token),
          "the stated day is not the weekday named elsewhere; the stated day is kept");
  }
  if (resolved->date.edtf.empty() && !resolved->date.earliest && rank < 3) {
    if (!draft.dated) draft.event.date.basis = resolved->date.basis;
    return;
  }
  draft.event.date = resolved->date;
  draft.dated = true;
  draft.date_rank = rank;
  const std::size_t claim = add_claim(domain::ClaimType::date_statement, sentence, mention->first,
                                      mention->last_token, "date");
  out_.claims[claim].date = resolved->date;
  out_.claims[claim].event = std::to_string(event);
  draft.event.claims.push_back(claim);
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
    const std::string& zone = zoning_.sentence[s];
    if (zone == "boilerplate" || zone == "byline") continue;
    std::size_t here = kNoEvent;
    bool future_here = false;
    std::set<std::uint32_t>
        told;  // figures: the first rule that reads one says which event it is of
    for (const Frame& frame : facts_[s].frames) {
      const std::string& kind = frame.rule->frame;
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
    for (const Frame& frame : facts_[s].frames) {
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
