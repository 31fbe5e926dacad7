// SPDX-License-Identifier: Apache-2.0
// When the report was published, as far as the report or whoever handed it in tells.
#include <algorithm>

#include "reading/assembler.h"

namespace nostos::reading {

using domain::Day;

namespace {
constexpr std::int64_t kLongestWar = 40000;  // days
}  // namespace

// The number that a frame names as n (an ordinal) or count.
std::optional<std::int64_t> Assembler::number_of(const Frame& frame) const {
  const Bound* n = frame.get("n");
  if (n != nullptr && n->chunk != nullptr && n->chunk->payload > 0) return n->chunk->payload;
  const PeopleCount* count = count_of(frame.get("count"));
  return count != nullptr ? count->quantity.nominal() : std::nullopt;
}

// "Yerevan, ", "NORDHAVEN ": what stands before the day of a date line.
bool Assembler::names_place(std::uint32_t first, std::uint32_t last) const {
  for (std::uint32_t t = first; t < last; ++t) {
    const language::Token& token = l_.tokens.items[t];
    const bool name = token.kind == language::TokenKind::word && token.capital;
    if (!name && !l_.tokens.is(t, ",") && !l_.tokens.is(t, "/")) return false;
  }
  return first < last;
}

// A date line, byline or dated crawl header near the top.
bool Assembler::publication_from_page(domain::Published& out) {
  const Symbol zone = classes().find("ZONE");
  const auto& tokens = l_.tokens;
  struct Candidate {
    int rank;
    std::uint32_t token;
    Day day;
    std::string basis;
    std::uint32_t behind;  // token behind the date
  };
  std::vector<Candidate> found;
  const auto is_dash = [&](std::uint32_t t) {
    const std::string_view mark = tokens.folded(t);
    return mark == "-" || mark == "–" || mark == "—";
  };
  auto sentence = l_.sentences.begin();
  for (const DateMention& date : l_.dates) {
    while (sentence != l_.sentences.end() && date.first >= sentence->last) ++sentence;
    if (date.kind != DateKind::day || date.year == 0) continue;
    const ResolvedDate resolved = resolve_date(date, std::nullopt, Tense::past);
    if (!resolved.exists || !resolved.date.is_exact_day()) continue;
    if (sentence == l_.sentences.end()) continue;
    const auto s = static_cast<std::size_t>(sentence - l_.sentences.begin());
    const Day day = *resolved.date.earliest;
    const bool starts_text = date.first <= 1 && s == 0;
    const bool starts_block = date.first == sentence->first;
    const std::uint32_t length = sentence->last - sentence->first;
    bool cue = false;
    for (std::uint32_t t = sentence->first; t < date.first; ++t) {
      for (std::uint32_t c = l_.chunk_at[t]; c < l_.chunks.size() && l_.chunks[c].first == t; ++c) {
        cue = cue || (l_.chunks[c].cls == zone && l_.chunks[c].sense->is("published"));
      }
    }
    const bool early = sentence->block < 12;
    const bool opens_story = s < 3 && names_place(sentence->first, date.first) &&
                             date.first <= sentence->first + 5 &&
                             date.last_token < sentence->last &&
                             (is_dash(date.last_token) || tokens.is(date.last_token, ":") ||
                              tokens.is(date.last_token, "("));
    const bool then_mark = date.last_token < sentence->last &&
                           (tokens.is(date.last_token, ":") || tokens.is(date.last_token, "(") ||
                            tokens.is(date.last_token, ",") || tokens.is(date.last_token, "|"));
    if (cue && length <= 26 && early) {
      found.push_back({starts_text ? 1 : 0, date.first, day, "date line", date.last_token});
    } else if (starts_text) {
      found.push_back({1, date.first, day, "date line", date.last_token});
    } else if (early && length <= 14 && zoning_.sentence[s] != "lede" &&
               zoning_.sentence[s] != "body" && zoning_.sentence[s] != "caption") {
      found.push_back({2, date.first, day, "date line", date.last_token});
    } else if ((early && starts_block && then_mark && s < 6) || opens_story) {
      found.push_back({3, date.first, day, "date line", date.last_token});
    } else if (early && length <= 9) {
      found.push_back({4, date.first, day, "date line", date.last_token});
    }
  }
  if (found.empty()) return false;
  const auto best = std::ranges::min_element(found, [](const Candidate& a, const Candidate& b) {
    return a.rank != b.rank ? a.rank < b.rank : a.token < b.token;
  });
  out.date = domain::exact_day(best->day, best->basis);
  for (const Candidate& one : found) {
    if (one.day == best->day && out.time.empty()) out.time = time_behind(one.behind);
  }
  return true;
}

// "25 July 2024, 11:40": the clock time right behind a date line; empty when there is none.
std::string Assembler::time_behind(std::uint32_t token) const {
  const auto& items = l_.tokens.items;
  for (int skipped = 0; skipped < 2 && token < items.size(); ++skipped, ++token) {
    if (items[token].kind == language::TokenKind::number) break;
  }
  if (token + 2 >= items.size() || !l_.tokens.is(token + 1, ":")) return {};
  const std::int64_t minute = l_.tokens.value(token + 2);
  std::int64_t hour = l_.tokens.value(token);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return {};
  const Symbol clock = classes().find("CLOCK");
  for (std::uint32_t c = l_.chunk_at[token + 3];
       c < l_.chunks.size() && l_.chunks[c].first == token + 3; ++c) {
    if (l_.chunks[c].cls != clock) continue;
    if (l_.chunks[c].sense->is("afternoon") && hour < 12) hour += 12;
    if (l_.chunks[c].sense->is("morning") && hour == 12) hour = 0;
  }
  const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return two(hour) + ":" + two(minute);
}

// "Today marks the 281st day of the war" fixes the day up to how day 1 is counted; another date in
// the text settles which.
bool Assembler::publication_from_war_day(domain::Published& out) {
  const language::Conflict* conflict = g_.parties->conflict(side_a_, side_b_);
  if (conflict == nullptr || !conflict->started) return false;
  for (const SentenceFacts& facts : facts_) {
    for (const Frame& frame : facts.frames) {
      if (frame.rule->frame != "war_day") continue;
      const auto n = number_of(frame);
      if (!n || *n <= 0 || *n > kLongestWar) continue;
      const Day first = *conflict->started + static_cast<int>(*n) - 1;
      std::optional<Day> chosen;
      for (const DateMention& date : l_.dates) {
        if (date.kind != DateKind::day || date.year != 0) continue;
        for (const Day day : {first, first + 1}) {
          const ResolvedDate r = resolve_date(date, day, Tense::past);
          if (!r.exists || !r.date.is_exact_day() || r.weekday_conflict) continue;
          if (*r.date.earliest == day && (!chosen || day > *chosen)) chosen = day;
        }
      }
      if (chosen) {
        out.date = domain::exact_day(
            *chosen, "war day " + std::to_string(*n) + " and a date in the text that fits it");
      } else {
        out.date = domain::day_range(first, first + 1, "war day, counted from 0 or 1");
      }
      return true;
    }
  }
  return false;
}

void Assembler::find_publication() {
  domain::Published& out = out_.published;
  if (report_.published) {
    out.date = domain::exact_day(*report_.published, "given");
  } else if (document_.published) {
    out.date = domain::exact_day(*document_.published, document_.published_basis.empty()
                                                           ? "page metadata"
                                                           : document_.published_basis);
    out.time = document_.published_time;
  } else if (!publication_from_page(out) && !publication_from_war_day(out)) {
    out.date = domain::unknown_date("none stated");
  }
  if (out.date.is_exact_day()) published_ = out.date.earliest;
}

// A report cannot be older than the latest day it speaks of in the past.
void Assembler::bound_publication() {
  if (out_.published.date.earliest) return;
  std::optional<Day> latest;
  for (const EventDraft& draft : events_) {
    if (draft.event.status == domain::EventStatus::planned) continue;
    if (draft.event.date.earliest)
      latest = std::max(latest.value_or(*draft.event.date.earliest), *draft.event.date.earliest);
  }
  for (std::uint32_t s = 0; s < facts_.size(); ++s) {
    bool future = false;
    for (const Frame& f : facts_[s].frames) future = future || frame_planned(f);
    if (future) continue;
    for (const DateMention& date : dates_of(s)) {
      if (date.year == 0) continue;
      const ResolvedDate r = resolve_date(date, std::nullopt, Tense::past);
      if (r.date.earliest) latest = std::max(latest.value_or(*r.date.earliest), *r.date.earliest);
    }
  }
  if (latest) {
    out_.published.date.earliest = latest;
    out_.published.date.basis += "; not before the latest day it tells of";
  }
}

}  // namespace nostos::reading
