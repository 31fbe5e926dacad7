// SPDX-License-Identifier: Apache-2.0
// ReportSays: readings written by hand, for tests. A call adds to the event opened last, in the
// words of the field:
//
//   ReportSays("B").published("2024-02-01").main_event().ordinal(50).by("hq", "UA").leg("UA", 207)
//
// Every fact gets a claim of its own, so that what is reckoned from it can be traced.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "domain/reading.h"

namespace nostos::testing {

using namespace nostos::domain;

inline Quantity more_than(std::int64_t figure) {
  Quantity q;
  q.op = CountOp::more_than;
  q.lo = figure;
  q.surface = "more than " + std::to_string(figure);
  return q;
}

inline Quantity at_least(std::int64_t figure) {
  Quantity q;
  q.op = CountOp::at_least;
  q.lo = figure;
  q.surface = "at least " + std::to_string(figure);
  return q;
}

inline Quantity some(std::int64_t figure, std::int64_t tolerance) {
  Quantity q;
  q.op = CountOp::about;
  q.lo = q.hi = figure;
  q.tolerance = tolerance;
  q.surface = "some " + std::to_string(figure);
  return q;
}

inline Quantity share(std::string words) {
  Quantity q;
  q.op = CountOp::fraction;
  q.surface = std::move(words);
  return q;
}

inline Part part(std::string label, std::int64_t count, std::vector<Part> of_which = {}) {
  Part p;
  p.words = label;
  p.label = std::move(label);
  p.count = exactly(count);
  p.parts = std::move(of_which);
  return p;
}

class ReportSays {
 public:
  explicit ReportSays(std::string name, std::string side_a = "RU", std::string side_b = "UA")
      : side_a_(std::move(side_a)), side_b_(std::move(side_b)) {
    reading_.digest = to_hex(sha256(name));
    reading_.id = std::move(name);
    reading_.lang = "en";
    reading_.published.date = unknown_date("none stated");
  }

  ReportSays& outlet(std::string value) {
    reading_.outlet = std::move(value);
    return *this;
  }
  ReportSays& digest(std::string value) {
    reading_.digest = std::move(value);
    return *this;
  }
  ReportSays& text(std::string value) {
    reading_.text = std::move(value);
    return *this;
  }
  ReportSays& published(std::string_view day) {
    reading_.published.date = exact_day(*parse_iso(day), "given");
    return *this;
  }

  // -- events ------------------------------------------------------------------------------------
  ReportSays& main_event(EventType type = EventType::exchange) {
    return open(EventRole::main, type);
  }
  ReportSays& background_event(EventType type = EventType::exchange) {
    return open(EventRole::background, type);
  }
  // The exchange that came before the event opened last.
  ReportSays& previous_event() {
    Event& later = event();
    const std::string id = next_id();
    later.previous = id;
    add(ClaimType::previous).event = later.id;
    return open(EventRole::previous, EventType::exchange);
  }
  ReportSays& deal() { return open(EventRole::parent, EventType::exchange); }
  ReportSays& stage_of(std::string event_id, std::string words) {
    event().parent = std::move(event_id);
    event().stage = std::move(words);
    return *this;
  }

  ReportSays& on(std::string_view day) {
    event().date = exact_day(*parse_iso(day), "stated");
    return *this;
  }
  // "--01-31": a day of the year, the year not known.
  ReportSays& on_every(std::string_view month_and_day) {
    event().date = unknown_date("stated day and month");
    event().date.edtf = "XXXX-" + std::string(month_and_day);
    return *this;
  }
  ReportSays& on_a(Weekday weekday) {
    event().weekday = weekday;
    return *this;
  }
  ReportSays& between(std::string_view first, std::string_view last) {
    event().date = day_range(*parse_iso(first), *parse_iso(last), "stated");
    return *this;
  }
  ReportSays& in_month(int year, int month) {
    event().date = whole_month(year, month, "stated");
    return *this;
  }
  ReportSays& status(EventStatus value) {
    event().status = value;
    return *this;
  }
  ReportSays& sides(std::vector<std::string> value) {
    event().sides = std::move(value);
    return *this;
  }

  // -- who says what follows
  // -----------------------------------------------------------------------
  ReportSays& by(std::string id, std::string side, std::string mode = "paraphrase") {
    speakers_ = {document_voice(), {id, id, std::move(side), std::move(mode), "assert", {}}};
    return *this;
  }
  ReportSays& in_its_own_voice() {
    speakers_ = {document_voice()};
    return *this;
  }
  ReportSays& in_zone(std::string zone) {
    zone_ = std::move(zone);
    return *this;
  }

  // -- facts
  // ---------------------------------------------------------------------------------------
  ReportSays& leg(std::string to, Quantity count, std::string population = "persons",
                  std::string words = "people") {
    const std::string from = to.empty() ? "" : to == side_a_ ? side_b_ : side_a_;
    Claim& c = add(ClaimType::leg);
    c.count = count;
    c.to = to;
    c.from = from;
    c.population = population;
    Leg l;
    l.to = std::move(to);
    l.from = from;
    l.count = std::move(count);
    l.population = std::move(population);
    l.population_words = std::move(words);
    l.speakers = speakers_;
    l.claim = last();
    event().legs.push_back(std::move(l));
    return *this;
  }
  ReportSays& leg(std::string to, std::int64_t count, std::string population = "persons",
                  std::string words = "people") {
    return leg(std::move(to), exactly(count, std::to_string(count)), std::move(population),
               std::move(words));
  }
  ReportSays& outside_exchange() {
    event().legs.back().scope = "outside_exchange";
    return *this;
  }
  ReportSays& allocation(std::vector<std::string> ways) {
    event().legs.back().allocation = std::move(ways);
    return *this;
  }
  ReportSays& ordinal(std::int64_t value, std::string scope = "war", std::string ns = "UA") {
    Claim& c = add(scope == "war" ? ClaimType::ordinal : ClaimType::local_ordinal);
    c.count = exactly(value);
    event().ordinals.push_back({value, std::move(scope), std::move(ns), last()});
    return *this;
  }
  ReportSays& total(std::string side, Quantity count, std::string words = "people") {
    Claim& c = add(ClaimType::running_total);
    c.count = count;
    c.to = side;
    event().cumulative.push_back(
        {std::move(side), std::move(count), std::move(words), speakers_, "", last()});
    return *this;
  }
  ReportSays& total(std::string side, std::int64_t count, std::string words = "people") {
    return total(std::move(side), exactly(count), std::move(words));
  }
  ReportSays& breakdown(std::string dimension, std::string to, std::vector<Part> parts,
                        Exhaustive exhaustive = Exhaustive::yes) {
    Breakdown b;
    b.dimension = std::move(dimension);
    b.to = std::move(to);
    b.parts = std::move(parts);
    b.exhaustive = exhaustive;
    Claim& c = add(ClaimType::breakdown);
    b.claim = last();
    c.breakdown = b;
    event().breakdowns.push_back(std::move(b));
    return *this;
  }
  ReportSays& mediator(std::string id, std::string name) {
    add(ClaimType::mediator);
    event().mediators.push_back({std::move(id), std::move(name), last()});
    return *this;
  }
  ReportSays& place(std::string id, std::string name, std::string role) {
    add(ClaimType::event);
    event().places.push_back({std::move(id), std::move(name), std::move(role), last()});
    return *this;
  }
  ReportSays& health(std::string what, Quantity count) {
    add(ClaimType::health).count = count;
    event().health.push_back({std::move(what), std::move(count), last()});
    return *this;
  }

  // -- claims without a place in an event
  // ----------------------------------------------------------
  ReportSays& claim(ClaimType type, Quantity count = {}, std::string population = {}) {
    Claim& c = add(type);
    c.count = std::move(count);
    c.population = std::move(population);
    return *this;
  }
  // The claim stands outside all events.
  ReportSays& apart() {
    if (!reading_.events.empty()) event().claims.pop_back();
    reading_.claims.back().event.clear();
    return *this;
  }
  ReportSays& slot(std::string name, std::string value) {
    reading_.claims.back().slots.push_back({std::move(name), std::move(value)});
    return *this;
  }
  ReportSays& state(ClaimState value) {
    reading_.claims.back().state = value;
    return *this;
  }
  ReportSays& polarity(Polarity value) {
    reading_.claims.back().polarity = value;
    if (!reading_.events.empty() && !event().legs.empty() && event().legs.back().claim == last()) {
      event().legs.back().polarity = value;
    }
    return *this;
  }
  ReportSays& dated(std::string_view day) {
    reading_.claims.back().date = exact_day(*parse_iso(day), "stated");
    return *this;
  }
  // The claim opened last is about the one opened `back` claims before.
  ReportSays& about(std::size_t back) {
    reading_.claims.back().about = reading_.claims[last() - back].id;
    return *this;
  }

  const Reading& reading() const { return reading_; }
  Event& event() { return reading_.events.back(); }
  operator const Reading&() const { return reading_; }

 private:
  std::size_t last() const { return reading_.claims.size() - 1; }
  std::string next_id() const { return "e" + std::to_string(reading_.events.size() + 1); }

  static Speaker document_voice() { return {"", "DOC", "", "document", "assert", {}}; }

  ReportSays& open(EventRole role, EventType type) {
    Event e;
    e.id = next_id();
    e.type = type;
    e.role = role;
    e.date = unknown_date("none stated");
    e.sides = {side_a_, side_b_};
    reading_.events.push_back(std::move(e));
    speakers_ = {document_voice()};
    zone_ = "body";
    add(ClaimType::event);
    return *this;
  }

  Claim& add(ClaimType type) {
    Claim c;
    c.id = reading_.id + ".c" + std::to_string(reading_.claims.size() + 1);
    c.type = type;
    c.zone = zone_;
    c.speakers = speakers_;
    c.rule = "by.hand";
    c.spans = {{0, static_cast<std::uint32_t>(std::min<std::size_t>(reading_.text.size(), 4))}};
    if (!reading_.events.empty()) {
      c.event = event().id;
      event().claims.push_back(reading_.claims.size());
    }
    reading_.claims.push_back(std::move(c));
    return reading_.claims.back();
  }

  std::string side_a_;
  std::string side_b_;
  Reading reading_;
  std::vector<Speaker> speakers_ = {document_voice()};
  std::string zone_ = "body";
};

}  // namespace nostos::testing
