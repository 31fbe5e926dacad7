// SPDX-License-Identifier: Apache-2.0
#include "reading/mixed_languages.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace nostos::reading {
namespace {

using domain::Event;

// Every place where an event refers to a claim.
template <class Change>
void each_claim_of(Event& event, Change change) {
  const auto all = [&](auto& things) {
    for (auto& thing : things) change(thing.claim);
  };
  all(event.legs);
  all(event.ordinals);
  all(event.breakdowns);
  all(event.places);
  all(event.health);
  all(event.mediators);
  all(event.intermediaries);
  all(event.cumulative);
  for (std::size_t& claim : event.claims) change(claim);
}

bool same_figure(const domain::Quantity& a, const domain::Quantity& b) {
  return a.op == b.op && a.lo == b.lo && a.hi == b.hi;
}

// Two figures for one side, both said as exact.
bool contradicts(const Event& a, const Event& b) {
  return std::ranges::any_of(a.legs, [&](const domain::Leg& one) {
    return std::ranges::any_of(b.legs, [&](const domain::Leg& two) {
      const bool exact =
          one.count.op == domain::CountOp::exact && two.count.op == domain::CountOp::exact;
      return exact && one.to == two.to && !same_figure(one.count, two.count);
    });
  });
}

// The paragraphs say when it was; else its day is only that of publication.
bool says_when(const domain::Reading& reading, const Event& event) {
  return std::ranges::any_of(event.claims, [&](std::size_t claim) {
    return reading.claims[claim].type == domain::ClaimType::date_statement;
  });
}

bool may_be_one(const Event& here, const Event& there, bool dated_there) {
  const bool dates = !dated_there || here.date.edtf.empty() || here.date.edtf == there.date.edtf;
  return here.type == there.type && here.status == there.status && here.role == there.role &&
         dates && !contradicts(here, there);
}

template <class Things, class Same>
void add_new(Things& to, Things&& from, Same same) {
  for (auto& thing : from) {
    const bool known = std::ranges::any_of(to, [&](const auto& one) { return same(one, thing); });
    if (!known) to.push_back(std::move(thing));
  }
}

void join_event(Event& to, Event&& from) {
  const auto same_id = [](const auto& a, const auto& b) {
    return a.id == b.id && a.name == b.name;
  };
  const auto same_involved = [](const auto& a, const auto& b) {
    return a.id.empty() ? a.name == b.name : a.id == b.id;
  };
  if (to.date.edtf.empty()) to.date = from.date;
  if (!to.weekday) to.weekday = from.weekday;
  if (!to.both_sides_total) to.both_sides_total = from.both_sides_total;
  if (to.stage.empty()) to.stage = from.stage;
  add_new(to.sides, std::move(from.sides), std::equal_to<>());
  add_new(to.legs, std::move(from.legs), [](const domain::Leg& a, const domain::Leg& b) {
    return a.to == b.to && same_figure(a.count, b.count);
  });
  add_new(to.ordinals, std::move(from.ordinals),
          [](const auto& a, const auto& b) { return a.value == b.value && a.scope == b.scope; });
  add_new(to.cumulative, std::move(from.cumulative), [](const auto& a, const auto& b) {
    return a.side == b.side && same_figure(a.count, b.count);
  });
  add_new(to.breakdowns, std::move(from.breakdowns),
          [](const auto& a, const auto& b) { return a.dimension == b.dimension && a.to == b.to; });
  add_new(to.places, std::move(from.places), same_id);
  add_new(to.health, std::move(from.health), [](const auto& a, const auto& b) {
    return a.what == b.what && same_figure(a.count, b.count);
  });
  add_new(to.mediators, std::move(from.mediators), same_involved);
  add_new(to.intermediaries, std::move(from.intermediaries), same_involved);
  to.claims.insert(to.claims.end(), from.claims.begin(), from.claims.end());
}

// Claims in the order of the text, and all that refers to them.
void order_claims(domain::Reading& reading) {
  std::vector<std::size_t> order(reading.claims.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {},
                           [&](std::size_t c) { return reading.claims[c].spans.front().start; });
  std::vector<std::size_t> place(order.size());
  std::vector<domain::Claim> sorted;
  sorted.reserve(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    place[order[i]] = i;
    sorted.push_back(std::move(reading.claims[order[i]]));
  }
  reading.claims = std::move(sorted);
  for (Event& event : reading.events) {
    each_claim_of(event, [&](std::size_t& claim) { claim = place[claim]; });
    std::ranges::sort(event.claims);
  }
  for (domain::Claim& claim : reading.claims) {
    if (claim.breakdown) claim.breakdown->claim = place[claim.breakdown->claim];
  }
}

}  // namespace

void join_reading(domain::Reading& reading, domain::Reading&& other) {
  const std::size_t before = reading.claims.size();
  const std::size_t known = reading.events.size();
  std::map<std::string, std::string> name_of;  // there → here
  std::vector<std::size_t> place;              // of the other's events
  for (const Event& event : other.events) {
    const bool dated = says_when(other, event);
    std::size_t at = 0;
    while (at < known && !may_be_one(reading.events[at], event, dated)) ++at;
    if (at == known) at = reading.events.size();
    if (at == reading.events.size()) {
      reading.events.push_back({});
      reading.events.back().id = "e" + std::to_string(at + 1);
    }
    place.push_back(at);
    name_of[event.id] = reading.events[at].id;
  }
  const auto renamed = [&](const std::string& id) {
    const auto found = name_of.find(id);
    return found == name_of.end() ? std::string() : found->second;
  };
  for (std::size_t e = 0; e < other.events.size(); ++e) {
    Event& event = other.events[e];
    each_claim_of(event, [&](std::size_t& claim) { claim += before; });
    event.previous = renamed(event.previous);
    event.parent = renamed(event.parent);
    Event& here = reading.events[place[e]];
    if (place[e] >= known) {
      event.id = here.id;
      here = std::move(event);
    } else {
      join_event(here, std::move(event));
    }
  }
  for (domain::Claim& claim : other.claims) {
    claim.event = renamed(claim.event);
    if (claim.breakdown) claim.breakdown->claim += before;
    reading.claims.push_back(std::move(claim));
  }
  order_claims(reading);
  for (domain::Doubt& doubt : other.doubts) {
    const bool again = std::ranges::any_of(reading.doubts, [&](const domain::Doubt& one) {
      return one.kind == doubt.kind && one.span.start == doubt.span.start &&
             one.span.end == doubt.span.end;
    });
    if (!again) reading.doubts.push_back(std::move(doubt));
  }
  std::ranges::stable_sort(reading.doubts, {},
                           [](const domain::Doubt& doubt) { return doubt.span.start; });
}

}  // namespace nostos::reading
