// SPDX-License-Identifier: Apache-2.0
#include "reckoning/mention.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

namespace nostos::reckoning {

using namespace nostos::domain;

namespace {

constexpr std::array<std::string_view, 5> kPeople = {"people", "military part", "civilians",
                                                     "wounded", "bodies"};

bool is_military(std::string_view population) {
  return population == "military" || population == "pow";
}

// "XXXX-01-31" or "XXXX-01": what EDTF leaves open is open here.
DayPattern pattern_of(const Event& event) {
  DayPattern pattern;
  if (event.date.is_exact_day()) return pattern;  // a weekday beside a day is the weekday audit's
  pattern.weekday = event.weekday;
  const std::string_view edtf = event.date.edtf;
  const auto number_at = [&](std::size_t at) -> int {
    if (edtf.size() < at + 2 || edtf[at] < '0' || edtf[at] > '9' || edtf[at + 1] < '0' ||
        edtf[at + 1] > '9') {
      return 0;
    }
    return (edtf[at] - '0') * 10 + (edtf[at + 1] - '0');
  };
  if (edtf.starts_with("XXXX-") && edtf.find('/') == std::string_view::npos) {
    pattern.month = number_at(5);
    if (edtf.size() >= 10 && edtf[7] == '-') pattern.day = number_at(8);
  }
  DayPattern without_weekday = pattern;
  without_weekday.weekday.reset();
  if (pattern.month > 12 || !first_fit_from(0, without_weekday)) pattern.month = pattern.day = 0;
  return pattern;
}

std::vector<std::string> sides_of(const Event& event) {
  std::vector<std::string> sides = event.sides;
  for (const Leg& leg : event.legs) {
    sides.push_back(leg.to);
    sides.push_back(leg.from);
  }
  std::erase(sides, "");
  std::ranges::sort(sides);
  sides.erase(std::ranges::unique(sides).begin(), sides.end());
  return sides;
}

std::string zone_of(const Reading& reading, std::size_t claim) {
  return claim < reading.claims.size() ? reading.claims[claim].zone : std::string();
}

bool claim_stands(const Reading& reading, std::size_t claim) {
  return claim >= reading.claims.size() || stands(reading.claims[claim]);
}

CountSaid said(const Reading& reading, const Leg& leg) {
  CountSaid c;
  c.to = leg.to;
  c.from = leg.from;
  c.people = people_of(leg.population);
  c.scope = leg.scope;
  c.count = leg.count;
  c.populations = {leg.population};
  if (const Speaker* speaker = innermost(leg.speakers)) {
    c.speaker = speaker->id;
    c.speaker_side = speaker->side;
  }
  c.zone = zone_of(reading, leg.claim);
  c.modality = leg.modality;
  c.usable = leg.polarity == Polarity::affirmed && claim_stands(reading, leg.claim);
  c.allocation = leg.allocation;
  c.claims = {leg.claim};
  return c;
}

// "185 soldiers and 20 civilians came home": 205 people, of whom the 185 are the military part.
void add_military_and_civilian(std::vector<CountSaid>& counts) {
  std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> by_leg;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i].usable && !counts[i].to.empty())
      by_leg[{counts[i].to, counts[i].scope}].push_back(i);
  }
  for (const auto& [leg, indexes] : by_leg) {
    std::vector<std::size_t> military;
    std::vector<std::size_t> civilian;
    bool whole_is_said = false;
    for (const std::size_t i : indexes) {
      const CountSaid& c = counts[i];
      if (c.count.op != CountOp::exact) continue;
      if (c.people == People::civilian) {
        civilian.push_back(i);
      } else if (c.people == People::all && is_military(c.populations.front())) {
        military.push_back(i);
      } else if (c.people == People::all) {
        whole_is_said = true;
      }
    }
    if (whole_is_said || military.empty() || civilian.size() != 1) continue;
    const std::int64_t part = *counts[military.front()].count.lo;
    const bool one_figure =
        std::ranges::all_of(military, [&](std::size_t i) { return counts[i].count.lo == part; });
    if (!one_figure) continue;
    CountSaid whole = counts[military.front()];
    const std::int64_t rest = *counts[civilian.front()].count.lo;
    whole.count = derived(part + rest, std::to_string(part) + " + " + std::to_string(rest) + " = " +
                                           std::to_string(part + rest));
    whole.populations = {"military", "civilian"};
    whole.claims.push_back(counts[civilian.front()].claims.front());
    for (const std::size_t i : military) counts[i].people = People::military_part;
    counts.push_back(std::move(whole));
  }
}

// Claims about a leg that the reader put together with another one: the same figure in the title or
// a hedge beside the exact figure. They are sources of the leg, too; a part of it is not.
void add_other_claims(const Reading& reading, const Event& event, Mention& m) {
  std::set<std::size_t> used;
  for (const CountSaid& said : m.counts) used.insert(said.claims.begin(), said.claims.end());
  const std::size_t legs = m.counts.size();
  for (const std::size_t c : event.claims) {
    if (c >= reading.claims.size() || used.contains(c)) continue;
    const Claim& claim = reading.claims[c];
    const bool part =
        std::ranges::any_of(claim.slots, [](const Slot& slot) { return slot.name == "part_of"; });
    if (claim.type != ClaimType::leg || part || !stands(claim) || !claim.count.has_figure() ||
        claim.to.empty())
      continue;
    CountSaid said;
    said.to = claim.to;
    said.from = claim.from;
    said.people = event.type == EventType::bodies ? People::bodies : people_of(claim.population);
    said.count = claim.count;
    said.populations = {claim.population};
    if (const Speaker* speaker = innermost(claim.speakers)) {
      said.speaker = speaker->id;
      said.speaker_side = speaker->side;
    }
    said.zone = claim.zone;
    said.modality = claim.modality;
    said.claims = {c};
    bool same_slot = false;
    bool same_figure = false;
    for (std::size_t i = 0; i < legs; ++i) {
      const CountSaid& leg = m.counts[i];
      if (leg.to != said.to || leg.people != said.people || !leg.usable) continue;
      same_slot = true;
      same_figure = same_figure || (leg.count.op == said.count.op &&
                                    leg.count.lo == said.count.lo && leg.count.hi == said.count.hi);
      said.scope = leg.scope;
    }
    const bool hedge = said.count.op != CountOp::exact;
    if (same_slot && (same_figure || hedge)) {
      m.counts.push_back(std::move(said));
    } else if (same_slot && (said.zone == "title" || said.zone == "subhead")) {
      m.title_counts.push_back(std::move(said));
    }
  }
}

std::vector<CountSaid> counts_of(const Reading& reading, const Event& event) {
  std::vector<CountSaid> counts;
  for (const Leg& leg : event.legs) {
    if (leg.count.op == CountOp::not_stated) continue;
    CountSaid c = said(reading, leg);
    if (event.type == EventType::bodies) c.people = People::bodies;
    const bool each_side = leg.allocation == std::vector<std::string>{"each_side"};
    if (!each_side || !leg.to.empty() || event.sides.size() != 2) {
      counts.push_back(std::move(c));
      continue;
    }
    for (std::size_t side = 0; side < 2; ++side) {
      CountSaid one = c;
      one.to = event.sides[side];
      one.from = event.sides[1 - side];
      one.allocation.clear();
      counts.push_back(std::move(one));
    }
  }
  add_military_and_civilian(counts);
  return counts;
}

// Whose count of exchanges it is: a side, when the given name or the speaker leads to one; else the
// side whose people the event brings home.
std::string namespace_of(const Reading& reading, const Event& event, const Ordinal& ordinal,
                         const std::vector<std::string>& sides) {
  const auto is_side = [&](const std::string& id) { return std::ranges::binary_search(sides, id); };
  if (is_side(ordinal.ns)) return ordinal.ns;
  if (ordinal.claim < reading.claims.size()) {
    const Speaker* speaker = innermost(reading.claims[ordinal.claim].speakers);
    if (speaker != nullptr && is_side(speaker->side)) return speaker->side;
  }
  if (!ordinal.ns.empty()) return ordinal.ns;
  for (const Leg& leg : event.legs) {
    if (!leg.to.empty() && leg.count.has_figure()) return leg.to;
  }
  return {};
}

Mention mention_of(const Reading& reading, std::uint32_t reading_index, std::uint32_t event_index) {
  const Event& event = reading.events[event_index];
  Mention m;
  m.reading = reading_index;
  m.event = event_index;
  m.key = reading.digest + "#" + event.id;
  m.sides = sides_of(event);
  m.counts = counts_of(reading, event);
  add_other_claims(reading, event, m);
  for (const Ordinal& o : event.ordinals) {
    if (!claim_stands(reading, o.claim)) continue;
    m.ordinals.push_back({namespace_of(reading, event, o, m.sides), o.value, o.scope, o.claim});
  }
  std::ranges::sort(m.ordinals);
  m.pattern = pattern_of(event);
  m.is_deal = event.role == EventRole::parent;
  m.is_done = !m.is_deal &&
              (event.status == EventStatus::completed || event.status == EventStatus::in_progress);
  return m;
}

// What a ministry publishes under its own name is the ministry's word.
void let_speak(const Voice& voice, Mention& m) {
  for (auto* counts : {&m.counts, &m.title_counts}) {
    for (CountSaid& said : *counts) {
      if (!said.speaker.empty() || !said.speaker_side.empty()) continue;
      said.speaker = voice.actor;
      said.speaker_side = voice.side;
    }
  }
}

// "The second exchange in a week; 36 were traded on Wednesday": the one other exchange that the
// report tells of is the one before.
void find_first_of_the_week(const Reading& reading, MentionId first,
                            std::vector<Mention>& mentions) {
  for (std::uint32_t e = 0; e < reading.events.size(); ++e) {
    Mention& m = mentions[first + e];
    const bool second = std::ranges::any_of(
        m.ordinals, [](const OrdinalSaid& o) { return o.scope == "week" && o.value == 2; });
    if (!second || m.previous || !m.is_done) continue;
    std::vector<MentionId> others;
    for (std::uint32_t o = 0; o < reading.events.size(); ++o) {
      const Mention& other = mentions[first + o];
      const bool same_kind = other.is_done && reading.events[o].type == reading.events[e].type;
      if (o != e && same_kind && (other.sides.empty() || other.sides == m.sides))
        others.push_back(first + o);
    }
    if (others.size() == 1) m.previous = others.front();
  }
}

void complete(Mention& m, std::string other) {
  m.completed = true;
  m.sides.push_back(std::move(other));
  std::ranges::sort(m.sides);
}

// What decides which of two readings of one report stands for both: the one that knows its date,
// then the one with the smaller name.
auto rank(const Reading& r) {
  const auto& date = r.published.date;
  return std::tuple<const std::string&, bool, Day, const std::string&, const std::string&,
                    const std::string&>(r.digest, !date.earliest, date.earliest.value_or(0), r.id,
                                        r.url, r.rules);
}

}  // namespace

std::string_view name(People people) { return kPeople[static_cast<std::size_t>(people)]; }

People people_of(std::string_view population) {
  if (population == "civilian" || population == "civilians") return People::civilian;
  if (population == "bodies" || population == "remains") return People::bodies;
  if (population == "wounded") return People::wounded;
  return People::all;
}

bool stands(const Claim& claim) {
  return claim.polarity == Polarity::affirmed && claim.state == ClaimState::current;
}

const Speaker* innermost(const std::vector<Speaker>& chain) {
  for (auto at = chain.rbegin(); at != chain.rend(); ++at) {
    if (at->mode != "document" && (!at->id.empty() || !at->side.empty() || at->name != "DOC")) {
      return &*at;
    }
  }
  return nullptr;
}

std::vector<const Reading*> in_order(const std::vector<Reading>& readings) {
  std::vector<const Reading*> order;
  order.reserve(readings.size());
  for (const Reading& reading : readings) order.push_back(&reading);
  // A report that came twice is one source.
  std::ranges::stable_sort(order,
                           [](const Reading* a, const Reading* b) { return rank(*a) < rank(*b); });
  const auto again = std::ranges::unique(
      order, [](const Reading* a, const Reading* b) { return a->digest == b->digest; });
  order.erase(again.begin(), again.end());
  return order;
}

const Voice* voice_of(std::string_view outlet, const std::vector<Voice>& voices) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  const auto found = std::ranges::find_if(voices, [&](const Voice& voice) {
    return std::ranges::equal(voice.outlet, outlet, {}, lower, lower);
  });
  return outlet.empty() || found == voices.end() ? nullptr : &*found;
}

bool stands_for(const Reading& a, const Reading& b) { return rank(a) < rank(b); }

void Pairs::put(const Mention& mention) {
  if (mention.sides.size() != 2) return;
  ++pairs_[mention.sides[0]][mention.sides[1]];
  ++pairs_[mention.sides[1]][mention.sides[0]];
}

void Pairs::drop(const Mention& mention) {
  if (mention.sides.size() != 2) return;
  const auto less = [&](const std::string& a, const std::string& b) {
    auto& others = pairs_[a];
    if (--others[b] == 0) others.erase(b);
  };
  less(mention.sides[0], mention.sides[1]);
  less(mention.sides[1], mention.sides[0]);
}

std::string Pairs::other(const std::string& side) const {
  const auto found = pairs_.find(side);
  return found == pairs_.end() || found->second.size() != 1 ? std::string()
                                                            : found->second.begin()->first;
}

void add_mentions(const Reading& reading, std::uint32_t index, const std::vector<Voice>& voices,
                  std::vector<Mention>& mentions) {
  const auto first = static_cast<MentionId>(mentions.size());
  std::unordered_map<std::string_view, MentionId> by_id;
  const Voice* const voice = voice_of(reading.outlet, voices);
  Pairs pairs;
  bool main_known = false;
  for (std::uint32_t e = 0; e < reading.events.size(); ++e) {
    by_id.emplace(reading.events[e].id, first + e);
    Mention& m = mentions.emplace_back(mention_of(reading, index, e));
    if (voice != nullptr) let_speak(*voice, m);
    m.is_main = !main_known && reading.events[e].role == EventRole::main;
    main_known = main_known || m.is_main;
    pairs.put(m);
  }
  for (std::uint32_t e = 0; e < reading.events.size(); ++e) {
    const auto named = [&](const std::string& id) -> std::optional<MentionId> {
      const auto found = by_id.find(id);
      if (id.empty() || found == by_id.end() || found->second == first + e) return std::nullopt;
      return found->second;
    };
    mentions[first + e].previous = named(reading.events[e].previous);
    mentions[first + e].parent = named(reading.events[e].parent);
  }
  find_first_of_the_week(reading, first, mentions);
  for (std::size_t m = first; m < mentions.size(); ++m) {
    if (mentions[m].sides.size() != 1) continue;
    if (std::string other = pairs.other(mentions[m].sides.front()); !other.empty())
      complete(mentions[m], std::move(other));
  }
}

std::vector<Mention> mentions_in(const std::vector<const Reading*>& readings,
                                 const std::vector<Voice>& voices) {
  std::vector<Mention> mentions;
  for (std::uint32_t r = 0; r < readings.size(); ++r)
    add_mentions(*readings[r], r, voices, mentions);
  // What its own report does not tell, all reports together may.
  Pairs everywhere;
  for (const Mention& m : mentions) {
    if (!m.completed) everywhere.put(m);
  }
  for (Mention& m : mentions) {
    if (m.sides.size() != 1) continue;
    if (std::string other = everywhere.other(m.sides.front()); !other.empty())
      complete(m, std::move(other));
  }
  return mentions;
}

}  // namespace nostos::reckoning
