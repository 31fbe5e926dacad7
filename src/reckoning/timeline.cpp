// SPDX-License-Identifier: Apache-2.0
#include "reckoning/timeline.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "reckoning/words.h"

namespace nostos::reckoning {

using namespace nostos::domain;

namespace {

// Only one exchange of a list is on one day; assumed with adjacency and stated there.
constexpr int kNextDay = 1;
constexpr int kWeek = 7;

// A day that a claim states for something that has happened.
bool is_past_day(const Claim& claim) {
  return claim.date && claim.date->is_exact_day() && stands(claim) &&
         claim.modality == Modality::actual && claim.type != ClaimType::intent &&
         claim.type != ClaimType::event && claim.type != ClaimType::date_statement;
}

}  // namespace

Timeline::Timeline(const std::vector<const Reading*>& readings,
                   const std::vector<Mention>& mentions, const Coreference& coreference,
                   const Options& options)
    : readings_(readings), mentions_(mentions), coreference_(coreference), options_(options) {
  add_events();
  if (options_.solve_days) {
    add_order();
    add_ordinals();
    add_counters();
  }
  add_reports();
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
    std::vector<Day> said_low;
    std::vector<Day> said_high;
    const Traits& traits = coreference_.traits(event);
    for (const MentionId id : coreference_.members(event)) {
      // The day that was planned gives way to the day on which it was done.
      if (mentions_[id].is_done || !traits.is_done) add_mention(id, var, said_low, said_high);
    }
    bool listed = traits.type == EventType::exchange && !traits.is_deal && traits.sides.size() == 2;
    const auto& members = coreference_.members(event);
    listed =
        listed && std::ranges::any_of(members, [&](MentionId m) { return mentions_[m].is_done; });
    if (!listed) continue;
    const auto next = static_cast<std::uint32_t>(lists.size());
    network_.put_on_list(var, lists.try_emplace(joined(traits.sides, "-"), next).first->second);
  }
}

// Bounds that several members state alike become one rule.
void Timeline::add_mention(MentionId id, Var var, std::vector<Day>& said_low,
                           std::vector<Day>& said_high) {
  const Mention& m = mentions_[id];
  const Reading& reading = *readings_[m.reading];
  const Event& event = reading.events[m.event];
  const auto once = [](std::vector<Day>& known, Day day) {
    if (std::ranges::find(known, day) != known.end()) return false;
    known.push_back(day);
    return true;
  };
  const auto said = [&] { return note({.kind = Note::Kind::said_bound, .mention = id}); };
  // A bound that the reader took from the exchange before says less than the order itself.
  const bool from_previous =
      m.previous && event.date.edtf.empty() && event.date.earliest &&
      reading.events[mentions_[*m.previous].event].date.latest == *event.date.earliest - kNextDay;
  if (event.date.earliest && !from_previous && once(said_low, *event.date.earliest)) {
    network_.not_before(var, *event.date.earliest, Strength::stated, said());
  }
  if (event.date.latest && once(said_high, *event.date.latest)) {
    network_.not_after(var, *event.date.latest, Strength::stated, said());
  }
  if (!m.pattern.fits_all()) {
    network_.fits(var, m.pattern, Strength::stated,
                  note({.kind = Note::Kind::said_pattern, .mention = id}));
  }
  const auto& published = reading.published.date.latest;
  if (options_.solve_days && m.is_done && published && !event.date.is_exact_day() &&
      once(said_high, *published)) {
    network_.not_after(var, *published, Strength::published,
                       note({.kind = Note::Kind::published, .mention = id}));
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
  std::set<std::pair<Var, Var>> seen;
  for (MentionId id = 0; id < mentions_.size(); ++id) {
    const Mention& m = mentions_[id];
    if (!m.previous) continue;
    const EventId later = coreference_.event_of(id);
    const EventId earlier = coreference_.event_of(*m.previous);
    if (later == earlier) continue;
    const Var a = var_of_event_.at(earlier);
    const Var b = var_of_event_.at(later);
    const auto local = std::ranges::find_if(
        m.ordinals, [](const OrdinalSaid& o) { return o.scope == "week" && o.value > 1; });
    if (local != m.ordinals.end()) {
      const auto tag = note({.kind = Note::Kind::in_a_week, .mention = id, .first = local->value});
      const RuleId rule = network_.follows(a, b, kNextDay, kWeek, Strength::order, tag);
      distances_[a].push_back(rule);
      distances_[b].push_back(rule);
    }
    if (!seen.insert({a, b}).second) continue;
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
  std::ranges::stable_sort(order, [](const auto* a, const auto* b) {
    const auto first = [](const auto& by_value) {
      EventId least = std::numeric_limits<EventId>::max();
      for (const auto& [value, events] : by_value) least = std::min(least, events.front());
      return least;
    };
    return std::tuple<EventId, const std::map<std::int64_t, std::vector<EventId>>&>(
               first(a->second), a->second) <
           std::tuple<EventId, const std::map<std::int64_t, std::vector<EventId>>&>(
               first(b->second), b->second);
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
  std::ranges::stable_sort(order, [](const auto* a, const auto* b) {
    const auto key = [](const auto* counter) {
      return std::pair(counter->second.front().event, counter->second.front().total);
    };
    return key(a) < key(b);
  });
  for (auto* counter : order) {
    const auto& name = counter->first;
    auto& stops = counter->second;
    std::ranges::stable_sort(stops, [](const Stop& a, const Stop& b) {
      return std::tie(a.total, a.day, a.event) < std::tie(b.total, b.day, b.event);
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

// Reports without a day of their own are later than everything they tell as past.
void Timeline::add_reports() {
  std::vector<MentionId> first_mention(readings_.size() + 1, 0);
  for (const Mention& m : mentions_) ++first_mention[m.reading + 1];
  for (std::size_t r = 0; r < readings_.size(); ++r) first_mention[r + 1] += first_mention[r];
  for (std::uint32_t r = 0; r < readings_.size(); ++r) {
    const Reading& reading = *readings_[r];
    if (reading.published.date.is_exact_day()) continue;
    const Var report = network_.add();
    event_of_var_.push_back(0);
    var_of_report_.emplace(r, report);
    report_of_var_.push_back(r);
    const auto about = [&](Note::Kind kind) { return note({.kind = kind, .reading = r}); };
    const PartialDate& published = reading.published.date;
    if (published.earliest)
      network_.not_before(report, *published.earliest, Strength::published,
                          about(Note::Kind::report_bound));
    if (published.latest)
      network_.not_after(report, *published.latest, Strength::published,
                         about(Note::Kind::report_bound));
    std::optional<Var> main;
    for (MentionId id = first_mention[r]; id < first_mention[r + 1]; ++id) {
      if (!mentions_[id].is_done || !options_.solve_days) continue;
      const Var var = var_of_event_.at(coreference_.event_of(id));
      if (!main && reading.events[mentions_[id].event].role == EventRole::main) main = var;
      network_.follows(var, report, 0, {}, Strength::published,
                       note({.kind = Note::Kind::report_after_event, .mention = id, .reading = r}));
    }
    for (std::size_t c = 0; c < reading.claims.size(); ++c) {
      if (!is_past_day(reading.claims[c])) continue;
      const auto tag = [&](Note::Kind kind) {
        return note({.kind = kind, .reading = r, .claim = c});
      };
      const Day day = *reading.claims[c].date->earliest;
      network_.not_before(report, day, Strength::published, tag(Note::Kind::report_after_claim));
      if (options_.assume_news_recency && main) {
        network_.not_before(*main, day, Strength::recency, tag(Note::Kind::recency));
      }
    }
    if (!options_.assume_news_recency || !main) continue;
    for (MentionId id = first_mention[r]; id < first_mention[r + 1]; ++id) {
      const Var other = var_of_event_.at(coreference_.event_of(id));
      if (other == *main || !mentions_[id].is_done) continue;
      network_.follows(other, *main, 0, {}, Strength::recency,
                       note({.kind = Note::Kind::recency, .mention = id, .reading = r}));
    }
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

std::vector<ReportDate> Timeline::report_dates(const NameOf& name_of) const {
  std::vector<ReportDate> dates;
  const std::size_t events = event_of_var_.size() - report_of_var_.size();
  for (std::size_t i = 0; i < report_of_var_.size(); ++i) {
    const Var var = static_cast<Var>(events + i);
    const auto& low = solution_.earliest[var];
    const auto& high = solution_.latest[var];
    PartialDate date = unknown_date("nothing in the reports bounds it");
    if (low || high) {
      date.edtf = (low ? iso(*low) : "..") + "/" + (high ? iso(*high) : "..");
      if (low && high && *low == *high) date.edtf = iso(*low);
      date.earliest = low;
      date.latest = high;
      date.basis = "not earlier than what it tells as past";
    }
    dates.push_back(
        {readings_[report_of_var_[i]]->digest, std::move(date), proof_of(var, name_of)});
  }
  return dates;
}

}  // namespace nostos::reckoning
