// SPDX-License-Identifier: Apache-2.0
// When an event was: which of the dates beside it is meant.
#include <algorithm>

#include "reading/assembler.h"

namespace nostos::reading {
namespace {

constexpr int kHalfYear = 183;  // days

// "yesterday" is one day, "last week" is not.
bool published_day(const DateMention& date) {
  return date.relative != "last_week" && date.relative != "next_week" &&
         date.relative != "last_month" && date.relative != "last_year" &&
         date.relative != "month_before" && date.relative != "year_before";
}

int rank_of(const DateMention& date) {
  if (date.kind == DateKind::day || date.kind == DateKind::range) return 3;
  if (date.kind == DateKind::weekday) return 2;
  return date.kind == DateKind::relative && published_day(date) ? 2 : 1;
}

}  // namespace

using domain::Day;

// "The largest disagreement concerns 7 February. Norland says 143 came back": the day stands in a
// sentence before, of the same paragraph, that is about nothing else.
const DateMention* Assembler::topic_date(std::uint32_t sentence) const {
  constexpr std::uint32_t kFarthest = 6;  // sentences
  for (std::uint32_t s = sentence; s-- > 0 && sentence - s <= kFarthest;) {
    if (l_.sentences[s].block != l_.sentences[sentence].block) return nullptr;
    for (const Frame& f : frames_if(s, "topic")) {
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
  for (const Frame& f : frames_if(sentence, "refer")) {
    const Bound* d = f.rule->frame == "refer" ? f.get("date") : nullptr;
    if (d == nullptr || d->chunk == nullptr || d->chunk->payload < 0) continue;
    const DateMention& date = l_.dates[static_cast<std::size_t>(d->chunk->payload)];
    if (mention != nullptr) *mention = &date;
    return resolve_told(date, Tense::past);
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
    const bool named =
        date.kind == DateKind::weekday || (date.kind == DateKind::relative && published_day(date));
    if (date.kind == DateKind::day || date.kind == DateKind::month || date.from_told || named)
      stated.push_back(&date);
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
  return resolve_told(*best, future ? Tense::future : Tense::past);
}

bool Assembler::same_sentence(const DateMention& a, const DateMention& b) const {
  return std::ranges::any_of(l_.sentences, [&](const Sentence& sentence) {
    return sentence.first <= a.first && b.first < sentence.last;
  });
}

// "On 8 January the sides held the first exchange of 2023": the year whose exchanges an ordinal
// counts is that of the only day beside it. People are no year, and what is counted from is none.
int Assembler::year_counted_in(const DateMention& mention) const {
  const auto behind = std::ranges::upper_bound(l_.sentences, mention.first, {}, &Sentence::first);
  if (behind == l_.sentences.begin()) return 0;
  const auto found = behind - 1;
  if (mention.first >= found->last) return 0;
  const auto s = static_cast<std::uint32_t>(found - l_.sentences.begin());
  const auto days = std::ranges::count_if(dates_of(s), [](const DateMention& date) {
    return date.kind == DateKind::day || date.kind == DateKind::range;
  });
  if (days != 1) return 0;
  const Symbol of = classes().find("OF");
  for (const Frame& frame : facts_[s].frames) {
    if (frame.rule->frame != "ordinal" || frame.last >= found->last) continue;
    std::uint32_t t = frame.last;
    for (std::uint32_t c = l_.chunk_at[t]; c < found->chunk_last && l_.chunks[c].first == t; ++c) {
      if (l_.chunks[c].cls == of) t = l_.chunks[c].last;
    }
    if (t >= found->last) continue;
    const auto& token = l_.tokens.items[t];
    const std::int64_t value = l_.tokens.value(t);
    const bool year = token.kind == language::TokenKind::number && value >= 1900 && value <= 2100 &&
                      token.end - token.start == 4;
    const bool people = std::ranges::any_of(
        counts_of(s), [&](const PeopleCount& count) { return count.first <= t && t < count.last; });
    if (year && !people) return static_cast<int>(value);
  }
  return 0;
}

// What a date means where it stands: against the day of publication; in a text without one against
// the days told before. "A day later" counts from the day told last.
ResolvedDate Assembler::resolve_told(const DateMention& mention, Tense tense) const {
  if (mention.from_told) {
    for (auto before = static_cast<std::size_t>(&mention - l_.dates.data()); before-- > 0;) {
      const DateMention& told = l_.dates[before];
      if (told.kind == DateKind::year || told.kind == DateKind::month) continue;
      const ResolvedDate day = resolve_told(told, tense);
      if (day.exists && day.date.is_exact_day())
        return resolve_date(mention, *day.date.earliest, tense);
      break;
    }
    return resolve_date(mention, main_day_ ? main_day_ : published_, tense);
  }
  const bool yearless =
      mention.year == 0 && (mention.kind == DateKind::day || mention.kind == DateKind::range);
  if (!published_ && yearless) {
    // "2022 ended with a swap: on 31 December …": the year stands in the same sentence.
    const auto at = static_cast<std::size_t>(&mention - l_.dates.data());
    if (at > 0 && l_.dates[at - 1].kind == DateKind::year &&
        same_sentence(l_.dates[at - 1], mention)) {
      DateMention full = mention;
      full.year = l_.dates[at - 1].year;
      return resolve_date(full, published_, tense);
    }
    if (const int year = year_counted_in(mention); year != 0) {
      DateMention full = mention;
      full.year = year;
      return resolve_date(full, published_, tense);
    }
  }
  if (published_ || !main_day_ || !yearless) return resolve_date(mention, published_, tense);
  // The year that brings it nearest to the day told of.
  ResolvedDate best = resolve_date(mention, *main_day_, Tense::past);
  const ResolvedDate later = resolve_date(mention, *main_day_ + kHalfYear, Tense::past);
  const auto apart = [&](const ResolvedDate& r) {
    return r.date.earliest ? std::abs(*r.date.earliest - *main_day_) : 2 * kHalfYear;
  };
  if (apart(later) < apart(best)) best = later;
  best.date.basis = "stated day and month; year from another day in the text";
  return best;
}

// The day of the report's main event: the first sentence that tells of it with a date; a stated day
// outranks a weekday.
void Assembler::find_main_date() {
  int best = 0;
  bool undated_figures = false;
  for (std::uint32_t s = 0; s < facts_.size(); ++s) {
    const Name& zone = zoning_.sentence[s];
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
    if (!resolved && sentence_has(s, "leg") && !sentence_has(s, "same_day")) undated_figures = true;
    if (!resolved || !resolved->exists) continue;
    const int rank = rank_of(*mention);
    if (rank <= best) continue;
    const auto day = resolved->date.is_exact_day() ? resolved->date.earliest : std::nullopt;
    // A stated day well before the weekday already read is another event.
    const int near = published_ ? 0 : 3;
    if (best == 2 && main_day_ && day && (*day < *main_day_ - near || *day > *main_day_ + near))
      continue;
    if (!main_day_ && best > 0 && published_) continue;
    // News opens with figures of its own and no date: a day that stands with others is not its day.
    if (published_ && day && *day < *published_ && best == 0 && s > 0 && other_figures(s)) continue;
    // Recollections: far before publication while the report is news.
    // Months, too, where figures without a date were told first.
    const auto told = day || undated_figures ? resolved->date.latest : std::nullopt;
    if (published_ && told && *published_ - *told > 10 && s > 2 && best == 0) continue;
    best = rank;
    main_day_stated_ = mention->kind == DateKind::day;
    main_day_ = day ? day : resolved->date.earliest;
  }
  if (!main_day_ && told_undated_first()) main_day_ = published_;
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
  // A day later may be the night in between; not where both days are stated.
  const bool told = mention.from_told || (mention.kind == DateKind::day && main_day_stated_);
  if ((stated || told) && *date.date.earliest > *last + (told ? 0 : 1)) return true;
  // "On Sunday 303 …; on Saturday 307": a weekday, too, where the main event has one of its own.
  const bool another_weekday = main_ != kNoEvent && events_[main_].event.weekday &&
                               static_cast<int>(*events_[main_].event.weekday) != mention.weekday;
  return *date.date.latest != *first && date.date.is_exact_day() &&
         (mention.kind != DateKind::weekday || another_weekday) && *date.date.earliest < *first;
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

}  // namespace nostos::reading
