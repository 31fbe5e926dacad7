// SPDX-License-Identifier: Apache-2.0
// Mention: one event as one report tells it, with what the reckoning compares laid out flat. Labels
// for people are brought to a few classes here, and nowhere else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/exchange_view.h"
#include "domain/reading.h"
#include "reckoning/reckoner.h"
#include "reckoning/time_solver.h"

namespace nostos::reckoning {

using MentionId = std::uint32_t;

// Who is counted. Soldiers, defenders, persons and prisoners of war are one class: reports use the
// words for one another. A count of the military part beside one of civilians is not the whole.
enum class People { all, military_part, civilian, wounded, bodies };
std::string_view name(People people);

// One figure that a report gives for people who came to one side.
struct CountSaid {
  std::string to;
  std::string from;
  People people = People::all;
  std::string scope;
  domain::Quantity count;
  std::vector<std::string> populations;  // as the report calls them
  std::string speaker;                   // id of the innermost speaker, empty: the report itself
  std::string speaker_side;              // the side that speaks, empty when none
  std::string zone;
  domain::Modality modality = domain::Modality::actual;
  bool usable = true;                   // affirmed and not withdrawn
  std::vector<std::string> allocation;  // as in domain::Leg
  std::vector<std::size_t> claims;      // indexes into the reading's claims
};

struct OrdinalSaid {
  std::string ns;  // a side where one can be told, else as given
  std::int64_t value = 0;
  std::string scope;
  std::size_t claim = 0;
  auto operator<=>(const OrdinalSaid&) const = default;
};

struct Mention {
  std::uint32_t reading = 0;
  std::uint32_t event = 0;
  std::string key;                 // "digest#e1"
  std::vector<std::string> sides;  // sorted, without repeats
  bool completed = false;          // with a side that the event does not name
  std::vector<CountSaid> counts;
  std::vector<CountSaid> title_counts;  // exact figures of the title that the text does not have
  std::vector<OrdinalSaid> ordinals;
  DayPattern pattern;  // what is known of a day whose bounds are open
  std::optional<MentionId> previous;
  std::optional<MentionId> parent;
  // The event that its report is about: the first with that role.
  bool is_main = false;
  // The report that this one repeats, or that repeats it; for the main event only.
  std::optional<std::uint32_t> family;
  bool is_deal = false;
  bool is_done = false;  // completed or in progress: it belongs on a list of exchanges
};

// Readings in an order that does not depend on how they came, each report once.
std::vector<const domain::Reading*> in_order(const std::vector<domain::Reading>& readings);

// Of two readings of one report: whether the first stands for both.
bool stands_for(const domain::Reading& a, const domain::Reading& b);

// The mentions of one report, added to those there are. A mention that names one side only gets the
// other one where its own report knows that side in one conflict.
void add_mentions(const domain::Reading& reading, std::uint32_t index,
                  const std::vector<Voice>& voices, std::vector<Mention>& mentions);

// Which sides the reports at hand pair with which, and how often.
class Pairs {
 public:
  void put(const Mention& mention);
  void drop(const Mention& mention);
  // The one side that all reports pair this one with; empty when there is none, or more than one.
  std::string other(const std::string& side) const;

 private:
  std::map<std::string, std::map<std::string, std::size_t>> pairs_;
};

// `voices`: who speaks where a report speaks in its own voice, by the report's outlet.
std::vector<Mention> mentions_in(const std::vector<const domain::Reading*>& readings,
                                 const std::vector<Voice>& voices = {});

// The body or ministry that publishes as this outlet; null when it is none. Letters of both cases
// are one.
const Voice* voice_of(std::string_view outlet, const std::vector<Voice>& voices);

// The innermost speaker who is not the report itself; null when there is none.
const domain::Speaker* innermost(const std::vector<domain::Speaker>& chain);

People people_of(std::string_view population);

// Only claims that still stand: affirmed, neither withdrawn nor replaced.
bool stands(const domain::Claim& claim);

}  // namespace nostos::reckoning
