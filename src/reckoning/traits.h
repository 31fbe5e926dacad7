// SPDX-License-Identifier: Apache-2.0
// Traits: what is known of an event from all the mentions that are judged to be it, as far as two
// events can be compared by it. Joining traits keeps distinct values only, so an event told by
// thousands of reports stays small.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reckoning/mention.h"

namespace nostos::reckoning {

// A figure said exactly. `partisan`: said only by a side about people who came to the other one;
// `planned`: said of an exchange that was still to come.
struct ExactCount {
  std::string to;  // empty: the words do not say to whom
  People people = People::all;
  std::string scope;
  std::int64_t value = 0;
  bool partisan = false;
  bool planned = false;
  MentionId mention = 0;  // one that says it
};

struct RoughCount {
  std::string to;
  People people = People::all;
  std::string scope;
  domain::Quantity count;
  MentionId mention = 0;
};

struct ExactTotal {
  std::string side;
  std::int64_t value = 0;
  MentionId mention = 0;
};

// An exhaustive breakdown: its parts as a fingerprint.
struct PartsPrint {
  std::string dimension;
  std::string to;
  std::vector<std::pair<std::string, std::int64_t>> parts;  // by label
  MentionId mention = 0;
};

// "officers 3, others 27"
std::string parts_words(const PartsPrint& print);

// All events but the return of the dead.
bool is_of_the_living(domain::EventType type);

struct Traits {
  domain::EventType type = domain::EventType::exchange;
  bool is_deal = false;
  bool is_done = false;
  std::vector<std::string> sides;  // sorted
  std::vector<ExactCount> counts;
  std::vector<RoughCount> rough;
  std::vector<std::pair<OrdinalSaid, MentionId>> ordinals;  // war-wide ones
  std::vector<ExactTotal> totals;
  std::vector<PartsPrint> parts;
  std::vector<MentionId> previous;  // mentions named as the exchange directly before this one
  std::vector<MentionId> parents;
  std::vector<std::uint32_t> families;  // of copies that tell it as their main event
  std::vector<MentionId> of_several;    // members whose report tells of several events
  DayPattern pattern;
  std::optional<domain::Day> earliest;  // as solved
  std::optional<domain::Day> latest;
  std::optional<domain::Day> said_earliest;  // as the reports say
  std::optional<domain::Day> said_latest;
  // When it was written of; open where a report does not tell its day.
  std::optional<domain::Day> told_first;
  std::optional<domain::Day> told_last;

  bool is_exact_day() const { return earliest && latest && *earliest == *latest; }
  // A plan without a day or a place among the others: it may be the whole of an agreement.
  bool is_open_plan() const {
    return !is_done && !is_deal && !said_earliest && !said_latest && pattern.fits_all() &&
           ordinals.empty() && totals.empty() && previous.empty();
  }
};

Traits traits_of(const Mention& mention, MentionId id, const domain::Reading& reading);

// Everything `from` knows, added to `into`; the window becomes the common part. The day that was
// planned gives way to the day on which it was done.
void join(Traits& into, const Traits& from);

// Which days of an event count: those the time solver left, or only what reports say. What is used
// to solve must not rest on what was solved with it.
enum class Days { solved, said };

// No day fits both.
bool days_exclude_each_other(const Traits& a, const Traits& b, Days days = Days::solved);

}  // namespace nostos::reckoning
