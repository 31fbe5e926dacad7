// SPDX-License-Identifier: Apache-2.0
// Reading: everything the reader got out of one report: claims, the events they are about, and the
// doubts about what it could not read. A plain value; equal reports give equal readings.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/claim.h"
#include "domain/partial_date.h"
#include "domain/quantity.h"

namespace nostos::domain {

enum class EventType { exchange, release, bodies };
enum class EventStatus { completed, in_progress, planned, postponed, cancelled, denied };
// What the event is to this report.
enum class EventRole {
  main,        // what the report is about
  background,  // recalled
  previous,    // named as the exchange before another one (`before`)
  parent,      // the deal or agreement that other events are stages of
};

// One direction of an exchange: people who came to one side.
struct Leg {
  std::string to;          // party id; empty: not stated
  std::string from;        // party id; empty: not stated
  Quantity count;          // op not_stated: said to have come, no figure
  std::string population;  // pow | military | civilian | persons | hostages | bodies | wounded …
  std::string population_words;  // as written: "Ukrainian heroes"
  Speakers speakers;
  Modality modality = Modality::actual;
  Polarity polarity = Polarity::affirmed;
  // Ways a figure may be meant when the words do not decide ("trading 36 POWs"): total, each_side,
  // one_leg. Empty when they do.
  std::vector<std::string> allocation;
  std::string scope;      // "outside_exchange" for a gesture beside the exchange; else empty
  std::size_t claim = 0;  // index into Reading::claims
};

struct Ordinal {
  std::int64_t value = 0;
  std::string scope;  // war | year | week | deal | since
  std::string ns;     // whose count: party or actor id, empty when not stated
  std::size_t claim = 0;
};

// People counted since some beginning: "2,828 in all".
struct RunningTotal {
  std::string side;  // whose people; "both" when both together; empty when not stated
  Quantity count;
  std::string population_words;
  Speakers speakers;
  std::string since;  // as written
  std::size_t claim = 0;
};

// Somebody who had a hand in it: "ARE" as mediator, "icrc" as intermediary.
struct Involved {
  std::string id;    // party, state or organisation id
  std::string name;  // as written
  std::size_t claim = 0;
};

struct PlaceMention {
  std::string id;    // gazetteer id, empty when unknown
  std::string name;  // as written
  std::string
      role;  // exchange_site | defended | captured_at | held_at | treated_at | transit | origin
  std::size_t claim = 0;
};

struct HealthNote {
  std::string what;  // wounded | seriously_wounded | ill | amputated …
  Quantity count;
  std::size_t claim = 0;
};

struct Event {
  std::string id;  // unique within the reading: "e1"
  EventType type = EventType::exchange;
  EventStatus status = EventStatus::completed;
  EventRole role = EventRole::main;
  PartialDate date;
  std::vector<std::string> sides;  // parties named as exchanging, in the order of the text
  std::vector<Leg> legs;
  std::vector<Ordinal> ordinals;
  std::vector<Breakdown> breakdowns;
  std::vector<PlaceMention> places;
  std::vector<HealthNote> health;
  std::vector<Involved> mediators;
  std::vector<Involved> intermediaries;
  std::vector<RunningTotal> cumulative;
  std::optional<Quantity> both_sides_total;  // a count said of both sides together
  std::string previous;             // id of the event named as the one before this, empty when none
  std::string stage;                // "first", "second batch": as written, empty when none
  std::string parent;               // id of the parent deal in this reading, empty when none
  std::vector<std::size_t> claims;  // indexes into Reading::claims, in text order
  // Weekday said of it ("on Thursday"), kept also when it does not settle the date: the reckoning
  // solves it together with other reports.
  std::optional<Weekday> weekday;
};

// Something the reader saw and did not turn into a claim, with the reason.
struct Doubt {
  std::string
      kind;  // number_not_read | ambiguous_side | date_conflict | not_a_date | mixed_language …
  Span span;
  std::string reason;  // in plain words
};

struct Published {
  PartialDate date;  // basis inside: "given" | "page metadata" | "date line" | "none stated"
  std::string time;  // "11:40" when stated, else empty
};

struct Zone {
  Span span;
  std::string kind;  // title | subhead | lede | body | quote | caption | byline | correction |
                     // background | table | boilerplate
};

struct Reading {
  std::string id;      // the report's id, or its digest's first 16 digits
  std::string digest;  // SHA-256 of the report's body as received, hexadecimal
  std::string url;
  std::string outlet;
  std::string lang;
  std::string rules;  // digest of the language packs and party tables it was read with
  Published published;
  std::string text;  // the plain text that spans point into
  std::vector<Zone> zones;
  std::vector<Event> events;
  std::vector<Claim> claims;
  std::vector<Doubt> doubts;
  // A sketch of the text (base/shingles.h), so that copies are found without it.
  std::vector<std::uint32_t> shingles;
};

std::string_view name(EventType type);
std::string_view name(EventStatus status);
std::string_view name(EventRole role);
std::optional<EventType> event_type_named(std::string_view name);
std::optional<EventStatus> event_status_named(std::string_view name);
std::optional<EventRole> event_role_named(std::string_view name);

}  // namespace nostos::domain
