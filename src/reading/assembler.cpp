// SPDX-License-Identifier: Apache-2.0
#include "reading/assembler.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <tuple>

#include "base/hex.h"

namespace nostos::reading {

using domain::EventRole;
using domain::EventStatus;
using domain::EventType;

namespace {

// 64-bit FNV-1a: names a claim within the world's reports; the report's own digest is in the key.
constexpr std::uint64_t kFnvStart = 14695981039346656037ULL;

std::uint64_t fnv(std::uint64_t hash, std::string_view text) {
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211ULL;
  }
  return hash;
}

// A bar and the number in figures.
std::uint64_t fnv_number(std::uint64_t hash, std::uint32_t number) {
  char text[12] = {'|'};
  const char* const end = std::to_chars(text + 1, text + sizeof text, number).ptr;
  return fnv(hash, {text, static_cast<std::size_t>(end - text)});
}

// How often a number came before, of as many as are told beforehand.
class Repeats {
 public:
  explicit Repeats(std::size_t numbers) : slots_(std::bit_ceil(2 * numbers + 1)) {}
  std::uint32_t before(std::uint64_t number) {
    std::size_t at = number & (slots_.size() - 1);
    while (slots_[at].times > 0 && slots_[at].number != number) at = (at + 1) & (slots_.size() - 1);
    slots_[at].number = number;
    return slots_[at].times++;
  }

 private:
  struct Slot {
    std::uint64_t number = 0;
    std::uint32_t times = 0;
  };
  std::vector<Slot> slots_;
};

domain::Speaker document_voice() { return {"", "DOC", "", "document", "assert", {}}; }

std::string claim_id(std::uint64_t hash) {
  std::string id(17, 'c');
  put_hex(hash, id.data() + 1);
  return id;
}

}  // namespace

Assembler::Assembler(const domain::Report& report, const domain::Document& document,
                     const Lattice& lattice, const Grammar& grammar, Zoning zoning)
    : report_(report),
      document_(document),
      l_(lattice),
      g_(grammar),
      zoning_(std::move(zoning)),
      own_voice_(std::vector{document_voice()}),
      places_(lattice, *grammar.words) {}

std::size_t Assembler::add_claim(domain::ClaimType type, std::uint32_t sentence,
                                 std::uint32_t first, std::uint32_t last, std::string rule) {
  facts_[sentence].claims.push_back(out_.claims.size());
  domain::Claim& claim = out_.claims.emplace_back();
  claim.type = type;
  claim.spans.assign(1, l_.span(first, last));
  claim.zone = zoning_.sentence[sentence].text();
  claim.speakers = speakers_at(sentence, first);
  claim.rule = std::move(rule);
  return out_.claims.size() - 1;
}

void Assembler::doubt(std::string kind, domain::Span span, std::string reason) {
  out_.doubts.push_back({std::move(kind), span, std::move(reason)});
}

std::span<const PeopleCount> Assembler::counts_of(std::uint32_t s) const {
  const Sentence& at = l_.sentences[s];
  return std::span(l_.counts).subspan(at.count_first, at.count_last - at.count_first);
}

std::span<const DateMention> Assembler::dates_of(std::uint32_t s) const {
  const Sentence& at = l_.sentences[s];
  return std::span(l_.dates).subspan(at.date_first, at.date_last - at.date_first);
}

std::span<const ActorMention> Assembler::actors_of(std::uint32_t s) const {
  const Sentence& at = l_.sentences[s];
  return std::span(l_.actors).subspan(at.actor_first, at.actor_last - at.actor_first);
}

void Assembler::doubt_unread_text() {
  const auto end = static_cast<std::uint32_t>(document_.text.size());
  if (l_.unread_from < end)
    doubt("too_long", {l_.unread_from, end},
          "a report is read up to a length of 1 MiB; split it to have the rest read");
}

// In the order of the text, each once.
void Assembler::order_doubts() {
  std::ranges::stable_sort(out_.doubts, {}, [](const domain::Doubt& d) {
    return std::tuple(d.span.start, d.span.end, std::string_view(d.kind));
  });
  const auto again = std::ranges::unique(out_.doubts, {}, [](const domain::Doubt& d) {
    return std::tuple(d.span.start, d.span.end, std::string_view(d.kind));
  });
  out_.doubts.erase(again.begin(), again.end());
}

// "640 guards freed from captivity": a title that repeats a running total of the text tells of no
// exchange of so many.
void Assembler::leave_totals_to_text() {
  for (std::uint32_t s = 0; s < facts_.size(); ++s) {
    if (zoning_.sentence[s] != "title" && zoning_.sentence[s] != "subhead") continue;
    for (std::uint32_t c = l_.sentences[s].count_first; c < l_.sentences[s].count_last; ++c) {
      const auto n = l_.counts[c].quantity.nominal();
      if (!n || used_[c] != 0) continue;
      for (std::uint32_t k = 0; k < l_.counts.size(); ++k) {
        if (used_[k] == 2 && l_.counts[k].quantity.nominal() == n) used_[c] = 1;
      }
    }
  }
}

// What was to be exchanged in an exchange that then failed belongs to it.
void Assembler::join_plans_to_failure() {
  const std::size_t failed = failed_event();
  if (failed == kNoEvent) return;
  for (const EventRole role : {EventRole::background, EventRole::main}) {
    const std::size_t plan = find_event(EventType::exchange, EventStatus::planned, role);
    if (plan == kNoEvent) continue;
    const domain::PartialDate& from = events_[plan].event.date;
    const domain::PartialDate& to = events_[failed].event.date;
    if (from.edtf.empty() || from.edtf == to.edtf || to.edtf.empty()) join_events(plan, failed);
  }
}

// What is told of one event is told of the other; the first is left empty.
void Assembler::join_events(std::size_t one, std::size_t other) {
  domain::Event& from = events_[one].event;
  domain::Event& to = events_[other].event;
  for (domain::Leg& leg : from.legs) to.legs.push_back(leg);
  from.legs.clear();
  for (const std::size_t c : from.claims) {
    out_.claims[c].event = std::to_string(other);
    to.claims.push_back(c);
  }
  from.claims.clear();
  if (to.date.edtf.empty()) to.date = from.date;
  from.date = domain::unknown_date("not stated");
  from.weekday.reset();
}

// "A 1,000-for-1,000 exchange is prepared. … It is to take place at the weekend": where nothing has
// happened yet, the deal and the plan are one.
void Assembler::join_deal_to_plan() {
  const std::size_t deal = find_event(EventType::exchange, EventStatus::planned, EventRole::parent);
  const std::size_t plan = find_event(EventType::exchange, EventStatus::planned, EventRole::main);
  if (deal == kNoEvent) return;
  if (plan != kNoEvent && events_[plan].event.legs.empty()) join_events(deal, plan);
  if (plan != kNoEvent) sum_of_plan(deal, plan);
  const bool alone = std::ranges::none_of(
      events_, [](const EventDraft& draft) { return draft.event.role == EventRole::main; });
  if (!alone) return;
  events_[deal].event.role = EventRole::main;
  if (events_[deal].first_sentence) date_event(deal, *events_[deal].first_sentence, true);
}

// "They agreed to free 887. … 706 are to go to one side, 181 to the other": the deal is the plan.
void Assembler::sum_of_plan(std::size_t deal, std::size_t plan) {
  auto& legs = events_[plan].event.legs;
  auto& told = events_[deal].event.legs;
  if (told.size() != 1 || !told.front().to.empty() || legs.size() < 2) return;
  std::int64_t sum = 0;
  for (const domain::Leg& leg : legs) sum += leg.count.nominal().value_or(0);
  if (told.front().count.nominal() != sum) return;
  events_[plan].event.both_sides_total = told.front().count;
  told.clear();
  join_events(deal, plan);
}

// Events that nothing is known of but their mention in passing are not events of this report.
void Assembler::drop_empty_events() {
  std::vector<std::size_t> place(events_.size(), kNoEvent);
  std::size_t kept = 0;
  for (std::size_t e = 0; e < events_.size(); ++e) {
    const domain::Event& event = events_[e].event;
    const bool dated = !event.date.edtf.empty() && event.role != EventRole::main;
    const bool something = !event.legs.empty() || !event.ordinals.empty() ||
                           !event.cumulative.empty() || event.both_sides_total || dated ||
                           event.weekday;
    const bool told = std::ranges::any_of(event.claims, [&](std::size_t c) {
      const domain::ClaimType type = out_.claims[c].type;
      return (type == domain::ClaimType::event && out_.claims[c].rule != "place") ||
             type == domain::ClaimType::previous || type == domain::ClaimType::leg;
    });
    const bool needed =
        (event.role == EventRole::main || event.role == EventRole::previous) && told;
    const bool planned_bodies =
        event.type == EventType::bodies && event.status == EventStatus::planned && told;
    if (!something && !needed && !planned_bodies) continue;
    if (kept != e) events_[kept] = std::move(events_[e]);
    place[e] = kept++;
  }
  events_.resize(kept);
  const auto renumber = [&](const std::string& number) {
    const std::size_t to = place[std::stoul(number)];
    return to == kNoEvent ? std::string() : std::to_string(to);
  };
  for (domain::Claim& claim : out_.claims) {
    if (!claim.event.empty()) claim.event = renumber(claim.event);
  }
  for (EventDraft& draft : events_) {
    for (std::string* other : {&draft.event.previous, &draft.event.parent}) {
      if (!other->empty()) *other = renumber(*other);
      if (!other->empty()) *other = "e" + std::to_string(std::stoul(*other) + 1);
    }
  }
  for (std::size_t e = 0; e < events_.size(); ++e) {
    domain::Event& event = events_[e].event;
    event.sides.clear();
    if (!side_a_.empty()) event.sides.push_back(side_a_);
    if (!side_b_.empty()) event.sides.push_back(side_b_);
    std::ranges::sort(event.claims);
    event.claims.erase(std::ranges::unique(event.claims).begin(), event.claims.end());
  }
}

// "On Sunday detainees were taken to the crossing. The Red Cross moved three women": the day stands
// in the sentence before the one that counts.
void Assembler::date_from_neighbours(std::size_t e) {
  std::set<std::uint32_t> blocks;
  for (const LegDraft& leg : legs_) {
    if (leg.event == e) blocks.insert(l_.sentences[leg.sentence].block);
  }
  for (std::uint32_t s = 0; s < facts_.size(); ++s) {
    if (!blocks.contains(l_.sentences[s].block) || zoning_.past_section[s]) continue;
    const DateMention* mention = nullptr;
    const auto resolved = date_in(s, &mention, false);
    const bool one_day = resolved && resolved->exists && resolved->date.is_exact_day() &&
                         (mention->kind == DateKind::day || mention->kind == DateKind::weekday);
    if (!one_day || !published_ || *resolved->date.earliest > *published_ ||
        *published_ - *resolved->date.earliest > 7) {
      continue;
    }
    date_event(e, s, false);
    return;
  }
}

// A deal is of the day on which it was made.
void Assembler::date_deal(std::size_t e) {
  for (std::uint32_t s = 0; s < facts_.size(); ++s) {
    for (const Frame& frame : facts_[s].frames) {
      const Bound* d = frame.text("of") == "agreement" ? frame.get("date") : nullptr;
      if (d == nullptr || d->chunk == nullptr || d->chunk->payload < 0) continue;
      const DateMention& mention = l_.dates[static_cast<std::size_t>(d->chunk->payload)];
      const ResolvedDate made = resolve_date(mention, published_, Tense::past);
      if (!made.exists || made.date.edtf.empty()) continue;
      events_[e].event.date = made.date;
      events_[e].dated = true;
      return;
    }
  }
}

// The exchange that follows a previous one: of those told of the first with a later day, else the
// report's own.
std::size_t Assembler::next_after(std::size_t previous) const {
  std::size_t next = main_;
  const auto from = events_[previous].event.date.latest;
  if (!from || !events_[main_].event.date.earliest) return next;
  for (std::size_t e = 0; e < events_.size(); ++e) {
    const domain::Event& event = events_[e].event;
    if (e == previous || event.type != events_[previous].event.type ||
        event.status != EventStatus::completed || !event.date.earliest)
      continue;
    if (*event.date.earliest > *from && *event.date.earliest < *events_[next].event.date.earliest)
      next = e;
  }
  return next;
}

// An exchange of which every figure is denied, and nothing else is told, is denied itself.
void Assembler::settle_denials() {
  for (EventDraft& draft : events_) {
    domain::Event& event = draft.event;
    const bool all_denied =
        !event.legs.empty() && std::ranges::all_of(event.legs, [](const domain::Leg& leg) {
          return leg.polarity == domain::Polarity::denied;
        });
    const bool told = std::ranges::any_of(event.claims, [&](std::size_t c) {
      return out_.claims[c].type == domain::ClaimType::event && out_.claims[c].rule != "place";
    });
    if (all_denied && !told && event.status == EventStatus::completed)
      event.status = EventStatus::denied;
  }
}

// Dates of events that the words leave open, from publication and from each other.
void Assembler::settle_roles() {
  for (std::size_t e = 0; e < events_.size(); ++e) {
    EventDraft& draft = events_[e];
    domain::Event& event = draft.event;
    if (event.role == EventRole::main && !draft.dated && !event.weekday) date_from_neighbours(e);
    // "Besides, four bodies were handed over": on the day of the exchange that the report tells of.
    if (event.role == EventRole::main && event.type == EventType::bodies && !draft.dated &&
        main_ != kNoEvent && main_ != e && events_[main_].dated &&
        events_[main_].event.type == EventType::exchange &&
        events_[main_].event.status == EventStatus::completed &&
        events_[main_].event.date.is_exact_day()) {
      event.date = events_[main_].event.date;
      draft.dated = true;
    }
    if (event.role == EventRole::main && !draft.dated && published_ &&
        event.status == EventStatus::completed && !event.weekday) {
      event.date = domain::exact_day(*published_, "day of publication; no other day in the text");
    }
    if (event.role == EventRole::previous && main_ != kNoEvent && main_ != e) {
      domain::Event& after = events_[next_after(e)].event;
      after.previous = std::to_string(e);
      domain::PartialDate& date = after.date;
      if (!date.earliest && event.date.earliest && date.edtf.empty()) {
        date.earliest = *event.date.earliest + 1;
        date.basis += "; after the exchange it names as the one before";
      }
    }
    if (event.role == EventRole::parent) {
      for (std::size_t stage = 0; stage < events_.size(); ++stage) {
        const domain::Event& part = events_[stage].event;
        if (stage != e && part.type == event.type && (stage == main_ || !part.stage.empty()))
          events_[stage].event.parent = std::to_string(e);
      }
      if (!draft.dated) date_deal(e);
      if (last_stage_told_) {
        event.status = EventStatus::completed;
        for (domain::Leg& leg : event.legs) {
          leg.modality = domain::Modality::actual;
          out_.claims[leg.claim].modality = domain::Modality::actual;
        }
      }
    }
  }
}

// Inside the assembler events and claims refer by number; outside by stable ids.
void Assembler::name_events() {
  // Text order of claims, so that a page can list them as they are read.
  std::vector<std::size_t> order(out_.claims.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    return out_.claims[a].spans.front().start < out_.claims[b].spans.front().start;
  });
  std::vector<std::size_t> place(order.size());
  std::vector<domain::Claim> sorted;
  sorted.reserve(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    place[order[i]] = i;
    sorted.push_back(std::move(out_.claims[order[i]]));
  }
  out_.claims = std::move(sorted);
  Repeats repeats(out_.claims.size());
  const std::uint64_t start = fnv(kFnvStart, out_.digest);
  for (domain::Claim& claim : out_.claims) {
    const domain::Span span = claim.spans.front();
    std::uint64_t hash = fnv(fnv_number(fnv_number(start, span.start), span.end), "|");
    hash = fnv(fnv(fnv(hash, domain::name(claim.type)), "|"), claim.rule);
    if (const std::uint32_t again = repeats.before(hash); again > 0) hash = fnv_number(hash, again);
    claim.id = claim_id(hash);
  }
  for (domain::Claim& claim : out_.claims) {
    if (!claim.event.empty()) claim.event = "e" + std::to_string(std::stoul(claim.event) + 1);
    if (!claim.about.empty()) claim.about = out_.claims[place[std::stoul(claim.about)]].id;
    for (domain::Slot& slot : claim.slots) {
      if (slot.name == "replaced_by") slot.value = out_.claims[place[std::stoul(slot.value)]].id;
    }
    if (claim.breakdown) claim.breakdown->claim = place[claim.breakdown->claim];
  }
  out_.events.reserve(events_.size());
  for (std::size_t e = 0; e < events_.size(); ++e) {
    domain::Event& event = events_[e].event;
    event.id = "e" + std::to_string(e + 1);
    for (std::size_t& c : event.claims) c = place[c];
    std::ranges::sort(event.claims);
    for (auto& leg : event.legs) leg.claim = place[leg.claim];
    for (auto& x : event.ordinals) x.claim = place[x.claim];
    for (auto& x : event.breakdowns) x.claim = place[x.claim];
    for (auto& x : event.places) x.claim = place[x.claim];
    for (auto& x : event.health) x.claim = place[x.claim];
    for (auto& x : event.mediators) x.claim = place[x.claim];
    for (auto& x : event.intermediaries) x.claim = place[x.claim];
    for (auto& x : event.cumulative) x.claim = place[x.claim];
    out_.events.push_back(std::move(event));
  }
  order_doubts();
}

// `give not of=KIND`: the words only look like a KIND ("what Norland is calling a …" attributes
// nothing).
void Assembler::drop_denied_frames() {
  for (std::size_t s = 0; s < facts_.size(); ++s) {
    if (!may_have(static_cast<std::uint32_t>(s), "not")) continue;
    SentenceFacts& facts = facts_[s];
    std::vector<Frame> denials;
    for (const Frame& frame : facts.frames) {
      if (frame.rule->frame == "not") denials.push_back(frame);
    }
    if (denials.empty()) continue;
    std::erase_if(facts.frames, [&](const Frame& frame) {
      return std::ranges::any_of(denials, [&](const Frame& denial) {
        return denial.text("of") == frame.rule->frame.text() && frame.first < denial.last &&
               denial.first < frame.last;
      });
    });
  }
  // "Eighteen." is an answer only behind "How many came home?".
  for (std::size_t s = 0; s < facts_.size(); ++s) {
    std::erase_if(facts_[s].frames, [&](const Frame& frame) {
      return frame.text("answer") == "yes" &&
             (s == 0 || !sentence_has(static_cast<std::uint32_t>(s - 1), "asked"));
    });
  }
}

void Assembler::head(const std::string& rules_digest, const std::string& lang) {
  out_.digest = domain::digest_of(report_);
  out_.id = report_.id.empty() ? out_.digest.substr(0, 16) : report_.id;
  out_.url = report_.url;
  out_.outlet = report_.outlet.empty() ? document_.outlet : report_.outlet;
  out_.lang = lang;
  out_.rules = rules_digest;
  out_.text = document_.text;
  out_.zones = std::move(zoning_.zones);
  out_.claims.reserve(48);  // of a usual report
  facts_.resize(l_.sentences.size());
  used_.assign(l_.counts.size(), 0);
}

void Assembler::find_frames(SentenceMatcher& matcher) {
  for (std::uint32_t s = 0; s < l_.sentences.size(); ++s) {
    if (zoning_.sentence[s] != "boilerplate") matcher.match(l_, s, facts_[s].frames);
    for (const Frame& frame : facts_[s].frames)
      facts_[s].kinds |= kind_bit(frame.rule->frame.number());
  }
}

std::span<const Assembler::Step> Assembler::steps() {
  using A = Assembler;
  static constexpr Step kSteps[] = {
      &A::drop_denied_frames,
      &A::find_sides,
      &A::find_publication,
      &A::find_speakers,
      &A::find_main_date,
      &A::take_counts_of_facts,
      &A::leave_totals_to_text,
      &A::place_sentences,
      &A::read_legs,
      &A::resolve_leftovers,
      &A::merge_legs,
      &A::join_plans_to_failure,
      &A::join_deal_to_plan,
      &A::free_counts_of_totals,
      &A::read_facts,
      &A::read_corrections,
      &A::join_people_to_events,
      &A::read_breakdowns,
      &A::complete_with_rest,
      &A::complete_with_unread,
      &A::read_uncounted_parts,
      &A::read_places,
      &A::settle_denials,
      &A::settle_roles,
      &A::bound_publication,
      &A::doubt_unread_text,
      &A::doubt_unread_counts,
      &A::drop_empty_events,
      &A::name_events,
  };
  return kSteps;
}

}  // namespace nostos::reading
