// SPDX-License-Identifier: Apache-2.0
#include "reckoning/timeline.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "reckoning/event_work.h"
#include "reckoning/words.h"

namespace nostos::reckoning {

using namespace nostos::domain;

namespace {

// Only one exchange of a list is on one day; assumed with adjacency and stated there.
constexpr int kNextDay = 1;
constexpr int kWeek = 7;

}  // namespace

Timeline::Timeline(const std::vector<const Reading*>& readings,
                   const std::vector<Mention>& mentions, const Coreference& coreference,
                   const Options& options, UndatedReports& undated)
    : readings_(readings), mentions_(mentions), coreference_(coreference), options_(options) {
  add_events();
  if (options_.solve_days) {
    add_order();
    add_ordinals();
    add_counters();
  }
  add_reports(undated);
  network_.set_different([this](Var a, Var b) {
    return told_apart(event_of_var_[a], event_of_var_[b]).judgement == Judgement::different;
  });
  solution_ = network_.solve();
  std::set<std::pair<EventId, EventId>> broken;
  for (const auto& c : solution_.contradictions) {
    const TimeRule& rule = network_.rule(c.dropped);
    broken.insert({event_of_var_[rule.a], event_of_var_[rule.b]});
  }
  for (Adjacent& pair : adjacent_) pair.holds = !broken.contains({pair.earlier, pair.later});
}

Verdict Timeline::told_apart(EventId a, EventId b, Coreference::Explain explain) const {
  return coreference_.judge(a, b, explain, Days::said);
}

std::uint32_t Timeline::note(Note note) {
  notes_.push_back(std::move(note));
  return static_cast<std::uint32_t>(notes_.size() - 1);
}

void Timeline::add_events() {
  std::map<std::string, std::uint32_t> lists;
  for (const EventId event : coreference_.events()) {
    const Var var = network_.add();
    event_of_var_.push_back(event);
    var_of_event_.emplace(event, var);
    const Traits& traits = coreference_.traits(event);
    EventWork& work = coreference_.work(event);
    if (!work.bounds_said) say_bounds(event, work);
    for (const SaidBound& said : work.bounds) add_bound(var, said);
    const bool listed = work.any_done && traits.type == EventType::exchange && !traits.is_deal &&
                        traits.sides.size() == 2;
    if (!listed) continue;
    const auto next = static_cast<std::uint32_t>(lists.size());
    network_.put_on_list(var, lists.try_emplace(joined(traits.sides, "-"), next).first->second);
  }
}

// Bounds that several members state alike become one rule.
void Timeline::say_bounds(EventId event, EventWork& work) const {
  const Traits& traits = coreference_.traits(event);
  std::vector<Day> said_low;
  std::vector<Day> said_high;
  const auto once = [](std::vector<Day>& known, Day day) {
    if (std::ranges::find(known, day) != known.end()) return false;
    known.push_back(day);
    return true;
  };
  work.bounds_said = true;
  for (const MentionId id : coreference_.members(event)) {
    const Mention& m = mentions_[id];
    work.any_done = work.any_done || m.is_done;
    // The day that was planned gives way to the day on which it was done.
    if (!m.is_done && traits.is_done) continue;
    const Reading& reading = *readings_[m.reading];
    const PartialDate& date = reading.events[m.event].date;
    const auto say = [&](SaidBound::Kind kind, Day day) {
      work.bounds.push_back({kind, id, day, m.pattern});
    };
    // A bound that the reader took from the exchange before says less than the order itself.
    const bool from_previous =
        m.previous && date.edtf.empty() && date.earliest &&
        reading.events[mentions_[*m.previous].event].date.latest == *date.earliest - kNextDay;
    if (date.earliest && !from_previous && once(said_low, *date.earliest))
      say(SaidBound::Kind::low, *date.earliest);
    if (date.latest && once(said_high, *date.latest)) say(SaidBound::Kind::high, *date.latest);
    if (!m.pattern.fits_all()) say(SaidBound::Kind::pattern, 0);
    const auto& published = reading.published.date.latest;
    if (options_.solve_days && m.is_done && published && !date.is_exact_day() &&
        once(said_high, *published))
      say(SaidBound::Kind::published, *published);
  }
}

void Timeline::add_bound(Var var, const SaidBound& said) {
  const auto tag = [&](Note::Kind kind) { return note({.kind = kind, .mention = said.mention}); };
  switch (said.kind) {
    case SaidBound::Kind::low:
      network_.not_before(var, said.day, Strength::stated, tag(Note::Kind::said_bound));
      break;
    case SaidBound::Kind::high:
      network_.not_after(var, said.day, Strength::stated, tag(Note::Kind::said_bound));
      break;
    case SaidBound::Kind::pattern:
      network_.fits(var, said.pattern, Strength::stated, tag(Note::Kind::said_pattern));
      break;
    case SaidBound::Kind::published:
      network_.not_after(var, said.day, Strength::published, tag(Note::Kind::published));
      break;
  }
}

void Timeline::add_adjacent(Adjacent pair) {
  const Var a = var_of_event_.at(pair.earlier);
  const Var b = var_of_event_.at(pair.later);
  if (!adjacent_pairs_.insert({pair.earlier, pair.later}).second) return;
  const auto list = network_.list_of(a);
  if (list && list == network_.list_of(b)) {
    network_.none_between(a, b, *list, Strength::adjacency,
                          note({.kind = Note::Kind::adjacent,
                                .mention = pair.told_by,
                                .first = pair.ordinal - 1,
                                .second = pair.ordinal,
                                .ns = pair.ns}));
  }
  adjacent_.push_back(std::move(pair));
}

void Timeline::add_order() {
  std::unordered_set<std::uint64_t> seen;
  constexpr EventId kNone = static_cast<EventId>(-1);
  std::vector<EventId> seen_last(mentions_.size(), kNone);  // before each event
  for (const auto& [id, previous] : coreference_.naming()) {
    const EventId later = coreference_.event_of(id);
    const EventId earlier = coreference_.event_of(previous);
    if (later == earlier) continue;
    const std::uint32_t in_week = coreference_.place_in_week(id);
    if (std::exchange(seen_last[later], earlier) == earlier && in_week == 0) continue;
    const bool first = seen.insert(std::uint64_t{earlier} << 32 | later).second;
    if (!first && in_week == 0) continue;
    const Var a = var_of_event_.at(earlier);
    const Var b = var_of_event_.at(later);
    if (in_week != 0) {
      const auto tag = note({.kind = Note::Kind::in_a_week, .mention = id, .first = in_week});
      const RuleId rule = network_.follows(a, b, kNextDay, kWeek, Strength::order, tag);
      distances_[a].push_back(rule);
      distances_[b].push_back(rule);
    }
    if (!first) continue;
    network_.follows(a, b, kNextDay, {}, Strength::order,
                     note({.kind = Note::Kind::previous, .mention = id}));
    if (options_.assume_adjacency)
      add_adjacent({.earlier = earlier, .later = later, .told_by = id});
  }
}

void Timeline::add_ordinals() {
  std::map<std::pair<std::string, std::string>, std::map<std::int64_t, std::vector<EventId>>>
      counts;
  for (const EventId event : coreference_.events()) {
    const Traits& traits = coreference_.traits(event);
    if (traits.is_deal) continue;
    for (const auto& [ordinal, mention] : traits.ordinals) {
      counts[{joined(traits.sides, "-"), ordinal.ns}][ordinal.value].push_back(event);
    }
  }
  // In order of their first exchange: what a count is called must not decide what comes first.
  std::vector<const decltype(counts)::value_type*> order;
  for (const auto& count : counts) order.push_back(&count);
  const auto rank = [&](EventId event) { return coreference_.rank(event); };
  std::ranges::stable_sort(order, [&](const auto* a, const auto* b) {
    const auto first = [&](const auto& by_value) {
      std::uint32_t least = std::numeric_limits<std::uint32_t>::max();
      for (const auto& [value, events] : by_value) least = std::min(least, rank(events.front()));
      return least;
    };
    const std::uint32_t first_a = first(a->second);
    const std::uint32_t first_b = first(b->second);
    if (first_a != first_b) return first_a < first_b;
    return std::ranges::lexicographical_compare(
        a->second, b->second, [&](const auto& x, const auto& y) {
          if (x.first != y.first) return x.first < y.first;
          return std::ranges::lexicographical_compare(x.second, y.second, {}, rank, rank);
        });
  });
  for (const auto* count : order) {
    const auto& [name, by_value] = *count;
    for (auto at = by_value.begin(); at != by_value.end(); ++at) {
      const auto next = std::next(at);
      if (next == by_value.end()) break;
      for (const EventId earlier : at->second) {
        for (const EventId later : next->second) {
          if (earlier == later) continue;
          network_.follows(var_of_event_.at(earlier), var_of_event_.at(later), kNextDay, {},
                           Strength::order,
                           note({.kind = Note::Kind::ordinals,
                                 .first = at->first,
                                 .second = next->first,
                                 .ns = name.second}));
          const bool unique = at->second.size() == 1 && next->second.size() == 1;
          if (options_.assume_adjacency && unique && next->first == at->first + 1) {
            add_adjacent(
                {.earlier = earlier, .later = later, .ordinal = next->first, .ns = name.second});
          }
        }
      }
    }
  }
}

// A running total only grows: among exchanges with a known day, the longest rising run of totals is
// the counter; an exchange without a day lies where its total lies.
void Timeline::add_counters() {
  struct Stop {
    std::int64_t total;
    EventId event;
    bool exact;
    Day day;
  };
  std::map<std::pair<std::string, std::string>, std::vector<Stop>> counters;
  for (const EventId event : coreference_.events()) {
    const Traits& traits = coreference_.traits(event);
    if (traits.is_deal) continue;
    std::map<std::string, std::set<std::int64_t>> values;
    for (const ExactTotal& total : traits.totals) values[total.side].insert(total.value);
    for (const auto& [side, all] : values) {
      if (all.size() != 1) continue;  // reports disagree: no anchor
      counters[{joined(traits.sides, "-"), side}].push_back(
          {*all.begin(), event, traits.is_exact_day(), traits.earliest.value_or(0)});
    }
  }
  std::vector<decltype(counters)::value_type*> order;
  for (auto& counter : counters) order.push_back(&counter);
  std::ranges::stable_sort(order, [&](const auto* a, const auto* b) {
    const auto key = [&](const auto* counter) {
      const Stop& first = counter->second.front();
      return std::pair(coreference_.rank(first.event), first.total);
    };
    return key(a) < key(b);
  });
  for (auto* counter : order) {
    const auto& name = counter->first;
    auto& stops = counter->second;
    std::ranges::stable_sort(stops, [&](const Stop& a, const Stop& b) {
      return std::tuple(a.total, a.day, coreference_.rank(a.event)) <
             std::tuple(b.total, b.day, coreference_.rank(b.event));
    });
    // Longest run with strictly rising totals and days, by patience.
    std::vector<std::size_t> tails;
    std::vector<std::optional<std::size_t>> before(stops.size());
    for (std::size_t i = 0; i < stops.size(); ++i) {
      if (!stops[i].exact) continue;
      const auto at = std::ranges::lower_bound(tails, stops[i].day, {},
                                               [&](std::size_t t) { return stops[t].day; });
      if (at != tails.begin()) before[i] = *(at - 1);
      if (at == tails.end()) {
        tails.push_back(i);
      } else {
        *at = i;
      }
    }
    std::vector<bool> kept(stops.size(), false);
    if (!tails.empty()) {
      for (std::optional<std::size_t> at = tails.back(); at; at = before[*at]) kept[*at] = true;
    }
    std::optional<std::size_t> last;
    for (std::size_t i = 0; i < stops.size(); ++i) {
      if (stops[i].exact && !kept[i]) continue;
      if (last && stops[*last].total < stops[i].total && !(stops[*last].exact && stops[i].exact)) {
        network_.follows(var_of_event_.at(stops[*last].event), var_of_event_.at(stops[i].event), 0,
                         {}, Strength::counter,
                         note({.kind = Note::Kind::totals,
                               .first = stops[*last].total,
                               .second = stops[i].total,
                               .ns = name.second}));
      }
      last = i;
    }
  }
}

// Reports that only follow events, and nothing follows them, are no more than their bounds: those
// of one kind are solved once, for the first of them.
void Timeline::add_reports(UndatedReports& undated) {
  auto kinds = undated.kinds(coreference_, options_);
  for (const UndatedReport* report : kinds.first) add_report(*report);
  kind_of_report_ = std::move(kinds.of);
  network_.count_as(event_of_var_.size() - report_of_var_.size() + kind_of_report_.size());
}

// Reports without a day of their own are later than everything they tell as past.
void Timeline::add_report(const UndatedReport& about_report) {
  const std::uint32_t r = about_report.reading;
  const Var report = network_.add();
  event_of_var_.push_back(0);
  report_of_var_.push_back(r);
  const auto about = [&](Note::Kind kind) { return note({.kind = kind, .reading = r}); };
  const PartialDate& published = readings_[r]->published.date;
  if (published.earliest)
    network_.not_before(report, *published.earliest, Strength::published,
                        about(Note::Kind::report_bound));
  if (published.latest)
    network_.not_after(report, *published.latest, Strength::published,
                       about(Note::Kind::report_bound));
  std::optional<Var> main;
  for (const MentionId id : about_report.done) {
    if (!options_.solve_days) break;
    const Var var = var_of_event_.at(coreference_.event_of(id));
    if (id == about_report.main) main = var;
    network_.follows(var, report, 0, {}, Strength::published,
                     note({.kind = Note::Kind::report_after_event, .mention = id, .reading = r}));
  }
  for (const auto& [claim, day] : about_report.past) {
    const auto tag = [&, c = claim](Note::Kind kind) {
      return note({.kind = kind, .reading = r, .claim = c});
    };
    network_.not_before(report, day, Strength::published, tag(Note::Kind::report_after_claim));
    if (options_.assume_news_recency && main)
      network_.not_before(*main, day, Strength::recency, tag(Note::Kind::recency));
  }
  if (!options_.assume_news_recency || !main) return;
  for (const MentionId id : about_report.done) {
    const Var other = var_of_event_.at(coreference_.event_of(id));
    if (other == *main) continue;
    network_.follows(other, *main, 0, {}, Strength::recency,
                     note({.kind = Note::Kind::recency, .mention = id, .reading = r}));
  }
}

std::optional<Day> Timeline::earliest(EventId event) const {
  return solution_.earliest[var_of_event_.at(event)];
}

std::optional<Day> Timeline::latest(EventId event) const {
  return solution_.latest[var_of_event_.at(event)];
}

// -- in words
// ----------------------------------------------------------------------------------------

std::string Timeline::var_words(Var var, const NameOf& name_of) const {
  const std::size_t events = event_of_var_.size() - report_of_var_.size();
  if (var < events) return name_of(event_of_var_[var]);
  if (told_as_ == var) return std::string(1, kTheReport);
  return report_words(*readings_[report_of_var_[var - events]]);
}

std::string Timeline::rule_words(RuleId id, const NameOf& name_of) const {
  const TimeRule& rule = network_.rule(id);
  const Note& n = notes_[rule.tag];
  const std::string a = var_words(rule.a, name_of);
  const std::string b = var_words(rule.b, name_of);
  const auto by = [&] {
    if (n.mention) return report_words(*readings_[mentions_[*n.mention].reading]);
    return n.reading ? report_words(*readings_[*n.reading]) : std::string();
  };
  switch (n.kind) {
    case Note::Kind::said_bound: {
      const Mention& m = mentions_[*n.mention];
      const PartialDate& date = readings_[m.reading]->events[m.event].date;
      return a + ": " + day_words(date.earliest, date.latest, {}) + " (" + by() + ": " +
             date.basis + ")";
    }
    case Note::Kind::said_pattern:
      return a + " was on " + pattern_words(rule.pattern) + " (" + by() + ")";
    case Note::Kind::published: {
      const Reading& reading = *readings_[mentions_[*n.mention].reading];
      return a + " is told as done by " + by() + ", published " +
             iso(*reading.published.date.latest);
    }
    case Note::Kind::previous:
      return by() + " names " + a + " as the exchange before " + b;
    case Note::Kind::in_a_week:
      return b + " is the " + ordinal_words(n.first) + " exchange within a week, after " + a +
             " (" + by() + ")";
    case Note::Kind::ordinals:
      return "the " + ordinal_words(n.first) + " exchange (" + a + ") comes before the " +
             ordinal_words(n.second) + " (" + b + ")";
    case Note::Kind::totals:
      return "the running total of " + (n.ns.empty() ? std::string("one counter") : n.ns) +
             " rises from " + std::to_string(n.first) + " (" + a + ") to " +
             std::to_string(n.second) + " (" + b + ")";
    case Note::Kind::adjacent:
      return a + " and " + b + " follow each other directly (" +
             (n.mention ? by() + " names one as the exchange before the other"
                        : "the " + ordinal_words(n.first) + " and the " + ordinal_words(n.second)) +
             ")";
    case Note::Kind::report_after_event:
      return b + " tells of " + a + " as done";
    case Note::Kind::report_after_claim:
      return a + " mentions " + iso(rule.day);
    case Note::Kind::report_bound:
      return a + ": " + readings_[*n.reading]->published.date.basis;
    case Note::Kind::recency:
      return by() + " is news of its main event (assumed)";
  }
  return {};
}

std::string Timeline::step_words(const TimeStep& step, const NameOf& name_of) const {
  const TimeRule& rule = network_.rule(step.rule);
  std::string words;
  if (step.witness) {
    const std::string x = var_words(*step.witness, name_of);
    const std::string a = var_words(rule.a, name_of);
    const std::string b = var_words(rule.b, name_of);
    words = x + " cannot lie between " + a + " and " + b + ": " + rule_words(step.rule, name_of);
    for (const Var end : {rule.a, rule.b}) {
      const Verdict verdict =
          told_apart(event_of_var_[*step.witness], event_of_var_[end], Coreference::Explain::yes);
      if (verdict.judgement == Judgement::different &&
          end == (step.lower == (step.var == *step.witness) ? rule.b : rule.a)) {
        words += "; " + x + " is not " + var_words(end, name_of) + " (" + verdict.reason + ")";
      }
    }
  } else {
    words = rule_words(step.rule, name_of);
  }
  return words + " → " + var_words(step.var, name_of) +
         (step.lower ? " not before " : " not after ") + iso(step.day);
}

std::vector<std::string> Timeline::proof_of(Var var, const NameOf& name_of) const {
  std::vector<std::string> lines;
  const auto steps = solution_.proof(var);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const TimeStep& step = solution_.steps[steps[i]];
    // Both bounds of a stated day are one line.
    if (i + 1 < steps.size()) {
      const TimeStep& next = solution_.steps[steps[i + 1]];
      const bool both = step.var == next.var && step.day == next.day && step.lower != next.lower &&
                        !step.witness &&
                        notes_[network_.rule(step.rule).tag].kind == Note::Kind::said_bound &&
                        notes_[network_.rule(next.rule).tag].kind == Note::Kind::said_bound;
      if (both) continue;
    }
    const bool said =
        notes_[network_.rule(step.rule).tag].kind == Note::Kind::said_bound && !step.witness;
    std::string line = said ? rule_words(step.rule, name_of) : step_words(step, name_of);
    if (lines.empty() || lines.back() != line) lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<std::string> Timeline::proof(EventId event, const NameOf& name_of) const {
  return proof_of(var_of_event_.at(event), name_of);
}

std::string Timeline::bounds_words(EventId event, const NameOf& name_of) const {
  const Var var = var_of_event_.at(event);
  std::vector<std::string> words;
  for (const auto& step : {solution_.earliest_step[var], solution_.latest_step[var]}) {
    if (!step) continue;
    const TimeStep& last = solution_.steps[*step];
    words.push_back((last.lower ? "not before " : "not after ") + iso(last.day) + ": " +
                    (last.witness ? var_words(*last.witness, name_of) + " cannot lie between " +
                                        var_words(network_.rule(last.rule).a, name_of) + " and " +
                                        var_words(network_.rule(last.rule).b, name_of)
                                  : rule_words(last.rule, name_of)));
  }
  return joined(words, "; ");
}

std::string Timeline::relation(EventId event, const NameOf& name_of) const {
  const Var var = var_of_event_.at(event);
  const auto found = distances_.find(var);
  if (found == distances_.end()) return {};
  for (const RuleId id : found->second) {
    const TimeRule& rule = network_.rule(id);
    const auto gap = network_.gap(id);
    const std::string days = !gap.most || gap.least != *gap.most
                                 ? std::to_string(gap.least) + " to " +
                                       std::to_string(gap.most.value_or(kWeek)) + " days"
                             : gap.least == 1 ? std::string("one day")
                                              : std::to_string(gap.least) + " days";
    return days + (rule.a == var ? " before " : " after ") +
           var_words(rule.a == var ? rule.b : rule.a, name_of);
  }
  return {};
}

// Who says that an event is the n-th.
void Timeline::add_ordinal_claims(std::set<ClaimRef>& claims, EventId event, std::int64_t value,
                                  const std::string& ns) const {
  for (const auto& [ordinal, id] : coreference_.traits(event).ordinals) {
    const Reading& reading = *readings_[mentions_[id].reading];
    if (ordinal.value == value && ordinal.ns == ns && ordinal.claim < reading.claims.size())
      claims.insert({reading.digest, reading.claims[ordinal.claim].id});
  }
}

std::vector<Timeline::Contradiction> Timeline::contradictions(const NameOf& name_of) const {
  std::vector<Contradiction> all;
  for (const TimeContradiction& c : solution_.contradictions) {
    Contradiction told;
    std::set<EventId> events;
    std::set<ClaimRef> claims;
    std::set<std::string> statements;
    for (const RuleId id : c.rules) {
      const TimeRule& rule = network_.rule(id);
      const Note& n = notes_[rule.tag];
      const std::string words = rule_words(id, name_of);
      if (statements.insert(words).second) told.statements.push_back(words);
      for (const Var var : {rule.a, rule.b}) {
        if (var < event_of_var_.size() - report_of_var_.size()) events.insert(event_of_var_[var]);
      }
      if (n.kind == Note::Kind::ordinals) {
        add_ordinal_claims(claims, event_of_var_[rule.a], n.first, n.ns);
        add_ordinal_claims(claims, event_of_var_[rule.b], n.second, n.ns);
      }
      if (n.mention) {
        const Mention& m = mentions_[*n.mention];
        const Reading& reading = *readings_[m.reading];
        const Event& event = reading.events[m.event];
        if (!event.claims.empty())
          claims.insert({reading.digest, reading.claims[event.claims.front()].id});
      }
    }
    for (const Var witness : c.witnesses) {
      events.insert(event_of_var_[witness]);
      told.statements.push_back(var_words(witness, name_of) + " lies in between");
    }
    told.given_up = rule_words(c.dropped, name_of);
    told.strength = network_.rule(c.dropped).strength;
    told.events.assign(events.begin(), events.end());
    told.claims.assign(claims.begin(), claims.end());
    all.push_back(std::move(told));
  }
  return all;
}

ReportBounds Timeline::report_bounds(std::size_t kind, const NameOf& name_of) const {
  const auto var = static_cast<Var>(event_of_var_.size() - report_of_var_.size() + kind);
  told_as_ = var;
  ReportBounds bounds{solution_.earliest[var], solution_.latest[var], proof_of(var, name_of)};
  told_as_.reset();
  return bounds;
}

// All that step_words() looks at: the rule, what it rests on, the names of events.
std::optional<Timeline::Print> Timeline::report_print(
    std::size_t kind, const std::function<std::uint64_t(EventId)>& number_of) const {
  const std::size_t events = event_of_var_.size() - report_of_var_.size();
  const auto own = static_cast<Var>(events + kind);
  Print print;
  const auto put = [&](auto number) { print.push_back(static_cast<std::uint64_t>(number)); };
  const auto put_day = [&](const std::optional<Day>& day) {
    put(day.has_value());
    put(day.value_or(0));
  };
  // Events have names, reports their numbers; the one that is told of is no other.
  const auto put_var = [&](Var var) {
    put(var < events ? 0 : var == own ? 1 : 2);
    put(var < events ? number_of(event_of_var_[var])
                     : (var == own ? 0 : std::uint64_t{report_of_var_[var - events]}));
  };
  put_day(solution_.earliest[own]);
  put_day(solution_.latest[own]);
  for (const StepId id : solution_.proof(own)) {
    const TimeStep& step = solution_.steps[id];
    if (step.witness) return std::nullopt;
    const TimeRule& rule = network_.rule(step.rule);
    const Note& n = notes_[rule.tag];
    // Their words rest on more than what is put down here.
    const bool more = n.kind == Note::Kind::totals || n.kind == Note::Kind::ordinals ||
                      n.kind == Note::Kind::adjacent || n.kind == Note::Kind::recency;
    if (more) return std::nullopt;
    put_var(step.var);
    put(step.lower);
    put(step.day);
    put(rule.kind);
    put_var(rule.a);
    put_var(rule.b);
    put(rule.day);
    put(rule.pattern.weekday ? static_cast<int>(*rule.pattern.weekday) + 1 : 0);
    put(rule.pattern.month);
    put(rule.pattern.day);
    put(n.kind);
    const bool after_event = n.kind == Note::Kind::report_after_event;  // whichever mention it is
    put(n.mention && !after_event ? std::uint64_t{*n.mention} + 1 : 0);
    put(n.kind == Note::Kind::report_bound ? std::uint64_t{*n.reading} + 1 : 0);
    put(n.first);
    put(n.second);
  }
  return print;
}

ReportDate report_date(const Reading& reading, const ReportBounds& bounds) {
  PartialDate date = unknown_date("nothing in the reports bounds it");
  const auto& low = bounds.earliest;
  const auto& high = bounds.latest;
  if (low || high) {
    date.edtf = (low ? iso(*low) : "..") + "/" + (high ? iso(*high) : "..");
    if (low && high && *low == *high) date.edtf = iso(*low);
    date.earliest = low;
    date.latest = high;
    date.basis = "not earlier than what it tells as past";
  }
  const std::string words = report_words(reading);
  std::vector<std::string> proof;
  for (const std::string& line : bounds.proof) {
    std::string& told = proof.emplace_back();
    for (const char c : line) {
      if (c == kTheReport) {
        told += words;
      } else {
        told += c;
      }
    }
  }
  return {reading.digest, std::move(date), std::move(proof)};
}

}  // namespace nostos::reckoning
