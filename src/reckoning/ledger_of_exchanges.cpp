// SPDX-License-Identifier: Apache-2.0
#include "reckoning/ledger_of_exchanges.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "reckoning/event_work.h"
#include "reckoning/words.h"

namespace nostos::reckoning {

using namespace nostos::domain;

namespace {

// Labels of populations that are the whole of a leg, whatever words are used for them.
std::string population_label(People people, const std::vector<const CountSaid*>& said) {
  switch (people) {
    case People::civilian:
      return "civilian";
    case People::wounded:
      return "wounded";
    case People::bodies:
      return "bodies";
    case People::military_part:
      return "military";
    case People::all:
      break;
  }
  std::set<std::string> labels;
  for (const CountSaid* one : said) {
    for (const std::string& population : one->populations) {
      if (!labels.contains(population)) labels.insert(population);
    }
  }
  return labels.size() == 1 ? *labels.begin() : "persons";
}

// Who repeats a speaker or a text has it from there.
std::string origin(const Inputs& in, MentionId id, const std::string& speaker,
                   const std::string& side) {
  if (!speaker.empty()) return "speaker " + speaker;
  if (!side.empty()) return "side " + side;
  return "report " + in.readings[in.lineage.origin_of(in.mentions[id].reading)]->digest;
}

SourcedCount sourced(const Inputs& in, MentionId id, const CountSaid& said) {
  const Reading& reading = *in.readings[in.mentions[id].reading];
  SourcedCount s;
  s.count = said.count;
  s.speaker = said.speaker;
  s.speaker_side = said.speaker_side;
  s.published = reading.published.date.latest;
  s.report = report_words(reading);
  s.digest = reading.digest;
  s.origin = origin(in, id, said.speaker, said.speaker_side);
  s.planned = said.modality != Modality::actual;
  for (const std::size_t claim : said.claims) s.claims.push_back(claim_ref(reading, claim));
  return s;
}

SourcedCount sourced(const Inputs& in, MentionId id, const OrdinalSaid& said) {
  const Reading& reading = *in.readings[in.mentions[id].reading];
  const Speaker* speaker =
      said.claim < reading.claims.size() ? innermost(reading.claims[said.claim].speakers) : nullptr;
  SourcedCount s;
  s.count = exactly(said.value);
  s.digest = reading.digest;
  s.origin = origin(in, id, speaker ? speaker->id : "", speaker ? speaker->side : "");
  s.claims = {claim_ref(reading, said.claim)};
  return s;
}

SourcedCount sourced(const Inputs& in, MentionId id, const RunningTotal& total) {
  const Reading& reading = *in.readings[in.mentions[id].reading];
  SourcedCount s;
  s.count = total.count;
  if (const Speaker* speaker = innermost(total.speakers)) {
    s.speaker = speaker->id;
    s.speaker_side = speaker->side;
  }
  s.published = reading.published.date.latest;
  s.report = report_words(reading);
  s.digest = reading.digest;
  s.origin = origin(in, id, s.speaker, s.speaker_side);
  s.claims = {claim_ref(reading, total.claim)};
  return s;
}

class Layout {
 public:
  explicit Layout(const Inputs& in) : in_(in) {}

  LedgerOfExchanges make() {
    LedgerOfExchanges ledger;
    ledger.entries.reserve(in_.coreference.events().size());
    for (const EventId event : in_.coreference.events()) {
      EventWork& work = in_.coreference.work(event);
      if (!work.entry) {
        work.entry = std::make_shared<const Entry>(entry(event));
        find_days(event, work);
      }
      ledger.entries.push_back(*work.entry);
      ledger.entries.back().event = event;
    }
    sort(ledger.entries);
    name_entries(ledger);
    return ledger;
  }

 private:
  const Reading& reading_of(MentionId id) const { return *in_.readings[in_.mentions[id].reading]; }
  const Event& event_of(MentionId id) const {
    return reading_of(id).events[in_.mentions[id].event];
  }

  Entry entry(EventId event) {
    Entry e;
    e.event = event;
    const Traits& traits = in_.coreference.traits(event);
    const auto& members = in_.coreference.members(event);
    ExchangeView& view = e.view;
    view.type = traits.type;
    view.is_deal = traits.is_deal;
    view.status = status(members);
    view.sides = sides(members);
    std::vector<std::string> keys;
    keys.reserve(members.size());
    for (const MentionId id : members) keys.push_back(in_.mentions[id].key);
    view.members = std::move(keys);
    view.claims = claims(members);
    add_legs(e, members);
    add_ordinals(view, members);
    add_totals(view, members);
    add_breakdowns(view, members);
    add_notes(view, members);
    return e;
  }

  // Each once, in order; members are in order of reports.
  std::vector<ClaimRef> claims(const std::vector<MentionId>& members) const {
    std::vector<ClaimRef> all;
    all.reserve(4 * members.size());
    std::ptrdiff_t of_report = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
      const std::uint32_t report = in_.mentions[members[i]].reading;
      if (i == 0 || in_.mentions[members[i - 1]].reading != report) of_report = std::ssize(all);
      for (const std::size_t claim : event_of(members[i]).claims)
        all.push_back(claim_ref(reading_of(members[i]), claim));
      if (i + 1 < members.size() && in_.mentions[members[i + 1]].reading == report) continue;
      std::sort(all.begin() + of_report, all.end());
      all.erase(std::unique(all.begin() + of_report, all.end()), all.end());
    }
    return all;
  }

  // The latest report knows best how it went; among those of one day, or of none, being done goes
  // before being announced. A denial stands only when nobody tells of more.
  EventStatus status(const std::vector<MentionId>& members) const {
    const auto rank = [](EventStatus s) {
      switch (s) {
        case EventStatus::completed:
          return 5;
        case EventStatus::in_progress:
          return 4;
        case EventStatus::cancelled:
          return 3;
        case EventStatus::postponed:
          return 2;
        case EventStatus::planned:
          return 1;
        case EventStatus::denied:
          return 0;
      }
      return 0;
    };
    std::optional<std::tuple<bool, Day, int>> best;
    EventStatus status = EventStatus::denied;
    for (const MentionId id : members) {
      const EventStatus s = event_of(id).status;
      const auto& published = reading_of(id).published.date.latest;
      // An undated report that tells of it as done is not older than the doing.
      const bool settled = s == EventStatus::completed && !published;
      const std::tuple key{s != EventStatus::denied,
                           settled ? Day{1 << 30} : published.value_or(-(1 << 30)), rank(s)};
      if (best && key <= *best) continue;
      best = key;
      status = s;
    }
    return status;
  }

  // In the order of the text of the first report that names both.
  std::vector<std::string> sides(const std::vector<MentionId>& members) const {
    std::vector<std::string> all;
    const auto add = [&](const std::vector<std::string>& some) {
      for (const std::string& side : some) {
        if (!side.empty() && std::ranges::find(all, side) == all.end()) all.push_back(side);
      }
    };
    for (const MentionId id : members) add(event_of(id).sides);
    for (const MentionId id : members) add(in_.mentions[id].sides);
    return all;
  }

  void add_legs(Entry& e, const std::vector<MentionId>& members) {
    using Slot = std::tuple<std::string, People, std::string>;
    struct OfSlot {
      std::vector<const CountSaid*> counts;
      Said said;
    };
    std::map<Slot, OfSlot> slots;
    std::set<std::string> wholes;     // sides with a whole made of parts
    std::set<std::string> mentioned;  // sides that people came to, with or without a figure
    for (const MentionId id : members) {
      const auto& counts = in_.mentions[id].counts;
      for (std::size_t i = 0; i < counts.size(); ++i) {
        const CountSaid& said = counts[i];
        if (!said.usable) continue;
        OfSlot& slot = slots[{said.to, said.people, said.scope}];
        slot.counts.push_back(&said);
        slot.said.push_back(&in_.said_by(id).counts[i]);
        if (said.people == People::all && said.count.basis == Basis::derived)
          wholes.insert(said.to);
      }
      for (const Leg& leg : event_of(id).legs) {
        if (!leg.to.empty() && leg.count.op == CountOp::not_stated &&
            leg.polarity == Polarity::affirmed) {
          mentioned.insert(leg.to);
        }
      }
    }
    std::vector<std::string> sorted_sides = e.view.sides;
    std::ranges::sort(sorted_sides);
    std::vector<LegSources> all_sources;
    for (auto& [slot, of_slot] : slots) {
      const auto& [to, people, scope] = slot;
      LegSources sources;
      sources.leg = e.view.legs.size();
      LegView leg;
      leg.to = to;
      std::vector<std::string> allocation;
      for (const CountSaid* one : of_slot.counts) {
        if (leg.from.empty()) leg.from = one->from;
        if (!one->allocation.empty()) allocation = one->allocation;
      }
      if (leg.from.empty() && !to.empty() && sorted_sides.size() == 2) {
        leg.from = sorted_sides[0] == to ? sorted_sides[1] : sorted_sides[0];
      }
      leg.scope = scope;
      if (wholes.contains(to) && (people == People::military_part || people == People::civilian))
        leg.scope = "part";
      leg.population = population_label(people, of_slot.counts);
      sources.said = std::move(of_slot.said);
      sources.choice = choose(sources.said, to, sorted_sides, in_.options.list_keepers);
      leg.count = sources.choice.number;
      if (!allocation.empty() && to.empty()) {
        leg.count.why =
            "the words do not say whether it is " + joined(allocation, ", ") + "; " + leg.count.why;
      }
      mentioned.erase(to);
      e.view.legs.push_back(std::move(leg));
      all_sources.push_back(std::move(sources));
    }
    e.legs = std::move(all_sources);
    for (const std::string& to : mentioned) {
      LegView leg;
      leg.to = to;
      leg.population = "persons";
      leg.count.why = "said, but without a figure";
      e.view.legs.push_back(std::move(leg));
    }
  }

  void add_ordinals(ExchangeView& view, const std::vector<MentionId>& members) {
    struct OfName {
      std::map<std::int64_t, std::vector<ClaimRef>> claims;
      Said said;
    };
    std::map<std::pair<std::string, std::string>, OfName> names;
    for (const MentionId id : members) {
      const auto& ordinals = in_.mentions[id].ordinals;
      for (std::size_t i = 0; i < ordinals.size(); ++i) {
        OfName& name = names[{ordinals[i].ns, ordinals[i].scope}];
        const SourcedCount& one = in_.said_by(id).ordinals[i];
        name.said.push_back(&one);
        name.claims[ordinals[i].value].push_back(one.claims.front());
      }
    }
    for (auto& [name, of_name] : names) {
      auto& values = of_name.claims;
      OrdinalView ordinal;
      ordinal.ns = name.first;
      ordinal.scope = name.second;
      Reckoned& value = ordinal.value;
      value.low = values.begin()->first;
      value.high = values.rbegin()->first;
      value.best_op = CountOp::exact;
      value.conflict = values.size() > 1;
      if (!value.conflict) value.best = value.low;
      value.why = value.conflict ? "reports give different ordinals" : "stated";
      count_origins(value, of_name.said);
      std::vector<ClaimRef> all;
      for (auto& [number, claims] : values) {
        if (!std::ranges::is_sorted(claims)) std::ranges::sort(claims);
        claims.erase(std::ranges::unique(claims).begin(), claims.end());
        all.insert(all.end(), claims.begin(), claims.end());
      }
      value.claims = std::move(all);
      view.ordinals.push_back(std::move(ordinal));
    }
  }

  void add_totals(ExchangeView& view, const std::vector<MentionId>& members) {
    std::map<std::string, std::pair<Said, std::vector<std::string>>> said;
    for (const MentionId id : members) {
      const Reading& reading = reading_of(id);
      const auto& totals = event_of(id).cumulative;
      for (std::size_t i = 0; i < totals.size(); ++i) {
        const RunningTotal& total = totals[i];
        if (total.claim < reading.claims.size() && !stands(reading.claims[total.claim])) continue;
        auto& [sources, labels] = said[total.side];
        sources.push_back(&in_.said_by(id).totals[i]);
        if (!total.population_words.empty() &&
            std::ranges::find(labels, total.population_words) == labels.end()) {
          labels.push_back(total.population_words);
        }
      }
    }
    std::vector<std::string> sorted_sides = view.sides;
    std::ranges::sort(sorted_sides);
    for (auto& [side, sources] : said) {
      TotalView total;
      total.side = side;
      total.value =
          choose(std::move(sources.first), side, sorted_sides, in_.options.list_keepers).number;
      total.labels = sources.second;
      view.totals.push_back(std::move(total));
    }
  }

  static bool same_parts(const std::vector<Part>& a, const std::vector<Part>& b) {
    return std::ranges::equal(a, b, [](const Part& x, const Part& y) {
      return x.label == y.label && x.count.op == y.count.op && x.count.lo == y.count.lo &&
             x.count.hi == y.count.hi && x.complement == y.complement &&
             same_parts(x.parts, y.parts);
    });
  }

  // The same breakdown told by many reports is shown once, with its first claim.
  void add_breakdowns(ExchangeView& view, const std::vector<MentionId>& members) {
    for (const MentionId id : members) {
      const Reading& reading = reading_of(id);
      for (const Breakdown& breakdown : event_of(id).breakdowns) {
        if (breakdown.claim < reading.claims.size() && !stands(reading.claims[breakdown.claim]))
          continue;
        const bool known = std::ranges::any_of(view.breakdowns, [&](const Breakdown& other) {
          return other.dimension == breakdown.dimension && other.to == breakdown.to &&
                 same_parts(other.parts, breakdown.parts);
        });
        if (known) continue;
        Breakdown shown = breakdown;
        const ClaimRef ref = claim_ref(reading, breakdown.claim);
        shown.claim = index_of(view, ref);
        view.breakdowns.push_back(std::move(shown));
        view.breakdown_claims.push_back(ref);
      }
    }
  }

  static std::size_t index_of(const ExchangeView& view, const ClaimRef& ref) {
    const auto at = std::ranges::lower_bound(view.claims, ref);
    return at != view.claims.end() && *at == ref
               ? static_cast<std::size_t>(at - view.claims.begin())
               : view.claims.size();
  }

  void add_notes(ExchangeView& view, const std::vector<MentionId>& members) {
    const auto involved = [&](std::vector<Involved>& into, const std::vector<Involved>& from,
                              const Reading& reading) {
      for (const Involved& one : from) {
        if (one.claim < reading.claims.size() && !stands(reading.claims[one.claim])) continue;
        const bool known = std::ranges::any_of(into, [&](const Involved& other) {
          return one.id.empty() ? other.name == one.name : other.id == one.id;
        });
        if (!known)
          into.push_back({one.id, one.name, index_of(view, claim_ref(reading, one.claim))});
      }
    };
    for (const MentionId id : members) {
      const Reading& reading = reading_of(id);
      const Event& event = event_of(id);
      involved(view.mediators, event.mediators, reading);
      involved(view.intermediaries, event.intermediaries, reading);
      for (const PlaceMention& place : event.places) {
        const bool known = std::ranges::any_of(view.places, [&](const PlaceMention& other) {
          return other.role == place.role &&
                 (place.id.empty() ? other.name == place.name : other.id == place.id);
        });
        if (!known)
          view.places.push_back(
              {place.id, place.name, place.role, index_of(view, claim_ref(reading, place.claim))});
      }
      for (const HealthNote& note : event.health) {
        const bool known = std::ranges::any_of(view.health, [&](const HealthNote& other) {
          return other.what == note.what && other.count.low() == note.count.low() &&
                 other.count.high() == note.count.high();
        });
        if (!known)
          view.health.push_back(
              {note.what, note.count, index_of(view, claim_ref(reading, note.claim))});
      }
    }
  }

  // Unknown days first: they are no later than what is known of them, and the order among them is
  // the one the solver found (an event that must come later has a later bound or follows by rule).
  void sort(std::vector<Entry>& entries) {
    const auto depth = depths(entries);
    struct Place {
      std::tuple<Day, std::size_t, Day, std::uint32_t> key;
      std::size_t at;
    };
    std::vector<Place> places;
    places.reserve(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const EventId event = entries[i].event;
      places.push_back({{in_.timeline.earliest(event).value_or(-(1 << 30)), depth[i],
                         in_.timeline.latest(event).value_or(1 << 30), in_.coreference.rank(event)},
                        i});
    }
    std::ranges::sort(places, {}, &Place::key);
    std::vector<Entry> sorted;
    sorted.reserve(entries.size());
    for (const Place& place : places) sorted.push_back(std::move(entries[place.at]));
    entries = std::move(sorted);
  }

  // How many exchanges are known to lie before each one, along "directly before".
  std::vector<std::size_t> depths(const std::vector<Entry>& entries) const {
    std::unordered_map<EventId, std::size_t> at;
    for (std::size_t i = 0; i < entries.size(); ++i) at.emplace(entries[i].event, i);
    const auto sooner = [&](EventId a, EventId b) { return in_.coreference.before(a, b); };
    std::map<EventId, std::vector<std::size_t>, decltype(sooner)> named(sooner);
    for (const Adjacent& pair : in_.timeline.adjacent())
      named[pair.later].push_back(at.at(pair.earlier));
    std::vector<std::pair<std::size_t, std::vector<std::size_t>>> before;
    for (auto& [later, earlier] : named) before.emplace_back(at.at(later), std::move(earlier));
    std::vector<std::size_t> depth(entries.size(), 0);
    // As often as the longest row; a circle, which the solver has reported, ends at the bound.
    bool moved = true;
    for (std::size_t round = 0; moved && round < before.size() + 1; ++round) {
      moved = false;
      for (const auto& [later, earlier] : before) {
        for (const std::size_t e : earlier) {
          if (depth[later] > depth[e]) continue;
          depth[later] = depth[e] + 1;
          moved = true;
        }
      }
    }
    return depth;
  }

  static char letter(const ExchangeView& view) {
    if (view.is_deal) return 'D';
    if (view.type == EventType::bodies) return 'B';
    const bool done =
        view.status == EventStatus::completed || view.status == EventStatus::in_progress;
    return done ? 'E' : 'P';
  }

  void name_entries(LedgerOfExchanges& ledger) {
    std::map<char, std::size_t> last;
    ledger.index_of.reserve(ledger.entries.size());
    for (std::size_t i = 0; i < ledger.entries.size(); ++i) {
      Entry& e = ledger.entries[i];
      const char kind = letter(e.view);
      e.view.id = kind + std::to_string(++last[kind]);
      ledger.index_of.emplace(e.event, i);
    }
    const auto name_of = [&](EventId event) { return ledger.of(event).view.id; };
    for (Entry& e : ledger.entries) {
      date(e, name_of);
      for (const MentionId parent : in_.coreference.traits(e.event).parents) {
        e.view.parent = name_of(in_.coreference.event_of(parent));
      }
    }
    for (const Adjacent& pair : in_.timeline.adjacent()) {
      if (pair.holds) ledger.of(pair.later).view.previous = name_of(pair.earlier);
    }
  }

  void find_days(EventId event, EventWork& work) const {
    const bool done = in_.coreference.traits(event).is_done;
    for (const MentionId id : in_.coreference.members(event)) {
      const PartialDate& date = event_of(id).date;
      if (date.edtf.starts_with("XXXX")) work.open_year = id;
      if (!in_.mentions[id].is_done && done) continue;
      const EventWork::StatedDay day{id, date.earliest, date.latest, date.is_exact_day(),
                                     !date.edtf.empty()};
      const bool known = std::ranges::any_of(work.days, [&](const EventWork::StatedDay& other) {
        return other.earliest == day.earliest && other.latest == day.latest &&
               other.exact == day.exact && other.in_words == day.in_words;
      });
      if (!known) work.days.push_back(day);
    }
  }

  void date(Entry& e, const Timeline::NameOf& name_of) {
    PartialDate& date = e.view.date;
    const auto low = in_.timeline.earliest(e.event);
    const auto high = in_.timeline.latest(e.event);
    const DayPattern& pattern = in_.coreference.traits(e.event).pattern;
    e.view.date_proof = in_.timeline.proof(e.event, name_of);
    const EventWork& work = in_.coreference.work(e.event);
    const MentionId* exact = nullptr;
    const MentionId* stated = nullptr;
    for (const EventWork::StatedDay& said : work.days) {
      if (said.exact && said.earliest == low && exact == nullptr) exact = &said.mention;
      if (said.earliest == low && said.latest == high && said.in_words && stated == nullptr)
        stated = &said.mention;
    }
    date.earliest = low;
    date.latest = high;
    if (exact != nullptr || stated != nullptr) {
      const MentionId id = exact != nullptr ? *exact : *stated;
      date.edtf = event_of(id).date.edtf;
      date.basis = event_of(id).date.basis + " (" + report_words(reading_of(id)) + ")";
      return;
    }
    const std::string relation = in_.timeline.relation(e.event, name_of);
    if (low && high) {
      date.edtf = *low == *high ? iso(*low) : iso(*low) + "/" + iso(*high);
    } else if (low || high) {
      date.edtf = (low ? iso(*low) : "..") + "/" + (high ? iso(*high) : "..");
    } else if (pattern.month != 0 && work.open_year) {
      date.edtf = event_of(*work.open_year).date.edtf;
    }
    if (low || high) {
      date.basis = in_.timeline.bounds_words(e.event, name_of);
      const bool year_solved = low == high && pattern.month != 0;
      if (year_solved) date.basis = "the year follows from the order of exchanges";
      if (!pattern.fits_all())
        date.basis = "stated as " + pattern_words(pattern) + "; " + date.basis;
    } else {
      date.basis = pattern.fits_all()
                       ? "no date stated"
                       : "stated as " + pattern_words(pattern) + "; no year can be told";
    }
    if (!relation.empty()) {
      date.basis += "; " + relation;
      if (e.view.date_proof.empty()) e.view.date_proof.push_back(e.view.id + " is " + relation);
    }
  }

  const Inputs& in_;
};

}  // namespace

const SaidByMention& Inputs::said_by(MentionId id) const {
  auto& all = said.of_;
  if (all.size() <= id) all.resize(mentions.size());
  if (!all[id]) {
    auto made = std::make_unique<SaidByMention>();
    const Mention& m = mentions[id];
    for (const CountSaid& one : m.counts) made->counts.push_back(sourced(*this, id, one));
    for (const OrdinalSaid& one : m.ordinals) made->ordinals.push_back(sourced(*this, id, one));
    for (const RunningTotal& one : readings[m.reading]->events[m.event].cumulative)
      made->totals.push_back(sourced(*this, id, one));
    all[id] = std::move(made);
  }
  return *all[id];
}

LedgerOfExchanges lay_out(const Inputs& in) { return Layout(in).make(); }

const LegView* whole_leg(const ExchangeView& view, const std::string& side) {
  for (const LegView& leg : view.legs) {
    const bool whole = leg.population != "civilian" && leg.population != "wounded" &&
                       leg.population != "bodies" && leg.scope.empty();
    if (leg.to == side && whole) return &leg;
  }
  return nullptr;
}

LegView* whole_leg(ExchangeView& view, const std::string& side) {
  return const_cast<LegView*>(whole_leg(std::as_const(view), side));
}

ClaimRef claim_ref(const Reading& reading, std::size_t claim) {
  return {reading.digest, claim < reading.claims.size() ? reading.claims[claim].id : std::string()};
}

}  // namespace nostos::reckoning
