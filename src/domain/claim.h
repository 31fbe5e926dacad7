// SPDX-License-Identifier: Apache-2.0
// Claim: one thing a report says of someone, with who says it and where it stands. Claims say; they
// never become facts. A claim is immutable once read; corrections are claims about claims.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/shared_vector.h"
#include "domain/partial_date.h"
#include "domain/quantity.h"

namespace nostos::domain {

// Place in the plain text of a reading: byte offsets [start, end). Published offsets are in code
// points (wire/); bytes stay inside the program.
struct Span {
  std::uint32_t start = 0;
  std::uint32_t end = 0;
  bool operator==(const Span&) const = default;
};

enum class ClaimType {
  event,          // 1  an exchange, release, repatriation took place / is planned / failed
  leg,            // 2  so many people came to one side from the other
  breakdown,      // 3  parts of a count along one dimension
  complement,     // 4  "the rest", "all of them"
  age,            // 5  oldest, youngest
  individual,     // 6  a described or named person (a lead, never linked)
  running_total,  // 7  so many in all since …
  ordinal,        // 8  the 49th exchange
  local_ordinal,  // 9  the second in a week, the first of the year
  previous,       // 10 the previous exchange was …
  superlative,    // 11 the largest since …
  mediator,       // 12 a state or body that mediated
  organiser,     // 13 a body that organised or carried it out (intermediary: Red Cross, commission)
  aftercare,     // 14 medical examination, rehabilitation, documents
  suspension,    // 15 exchanges suspended, refused, postponed, cancelled
  allegation,    // 16 of abuse, killing; counter-claims
  losses,        // 17 enemy-loss table
  own_losses,    // 18 own-loss estimate
  counterclaim,  // 19 a claim that contradicts without a figure
  correction,    // 20 a statement withdrawn or changed
  subtotal,      // 21 running count of a sub-population
  war_day,       // 22 "the 281st day of the war"
  date_statement,  // 23 a date that is stated for something
  intent,          // 24 a promise, plan or wish
  gloss,           // 25 an editor's note
  health,          // wounded, seriously ill (a breakdown without balance)
  held,            // people said to be still held or missing
};

enum class Modality { actual, planned, conditional, failed, generic };
enum class Polarity { affirmed, denied };
enum class ClaimState { current, corrected, retracted, superseded };

// One link of the attribution chain, outermost first: the report itself ("DOC"), a relay, the
// speaker.
struct Speaker {
  std::string id;    // actor id from data/parties ("zelenskyy", "coord_hq"), or empty when unknown
  std::string name;  // as written: "Ombudsman Dmytro Lubinets", "DOC" for the report's own voice
  std::string side;  // party the actor speaks for, empty when none or unknown
  std::string mode;  // document | quote | paraphrase | carried_over | narration
  std::string act;   // assert | deny | accuse | promise | estimate | correct
  Span span;         // where the attribution stands
  bool operator==(const Speaker&) const = default;
};
// A chain. Whatever is said in one breath shares one, so that copies cost nothing.
using Speakers = SharedVector<Speaker>;

struct Part {
  std::string label;  // canonical label id: "armed_forces", "officers", "women", "mariupol"
  std::string words;  // as written
  Quantity count;
  bool complement = false;  // "the rest"
  std::vector<Part> parts;  // "of which …"
  bool operator==(const Part&) const = default;
};

enum class Exhaustive { yes, no, unknown };
enum class Balance { balanced, off, underdetermined };

struct Breakdown {
  std::string dimension;  // service | rank | sex | age | place_defended | health | legal_status |
                          // outcome | origin
  std::string to;         // side whose people are broken down; empty when unknown
  std::vector<Part> parts;
  Exhaustive exhaustive = Exhaustive::unknown;
  Balance balance = Balance::underdetermined;
  std::int64_t off_by = 0;  // parts minus whole, when balance is `off`
  std::string note;         // the arithmetic in words: "130 + 55 + 38 + 1 + 6 = 230"
  std::size_t claim = 0;    // index into Reading::claims
  bool operator==(const Breakdown&) const = default;
};

// A named piece of a claim that has no field of its own: {"what", "torture"}.
struct Slot {
  std::string name;
  std::string value;
  bool operator==(const Slot&) const = default;
};

struct Claim {
  std::string id;  // digest of report, span, type and rule; stable for the same text and rules
  ClaimType type = ClaimType::event;
  std::string event;        // id of the event it is about (Event::id), empty when none
  std::vector<Span> spans;  // first is the main one
  std::string
      zone;  // title | subhead | lede | body | quote | caption | background | correction | table
  Speakers speakers;
  Modality modality = Modality::actual;
  Polarity polarity = Polarity::affirmed;
  ClaimState state = ClaimState::current;
  std::string rule;  // name of the pattern or solver step that fired
  Quantity count;    // when the claim holds one
  std::string to;    // side that gets people, for legs and totals
  std::string from;
  std::string population;
  std::optional<Breakdown> breakdown;
  std::optional<PartialDate> date;
  std::vector<Slot> slots;
  std::string about;  // id of another claim (corrections, counter-claims)
};

std::string_view name(ClaimType type);
std::string_view name(Modality modality);
std::string_view name(Polarity polarity);
std::string_view name(ClaimState state);
std::string_view name(Exhaustive exhaustive);  // yes | no | unknown
std::string_view name(Balance balance);        // ok | off | underdetermined
std::optional<ClaimType> claim_type_named(std::string_view name);
std::optional<Modality> modality_named(std::string_view name);
std::optional<ClaimState> claim_state_named(std::string_view name);
std::optional<Polarity> polarity_named(std::string_view name);
std::optional<Exhaustive> exhaustive_named(std::string_view name);
std::optional<Balance> balance_named(std::string_view name);

}  // namespace nostos::domain
