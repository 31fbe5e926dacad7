// SPDX-License-Identifier: Apache-2.0
// reckon: readings of many reports → the ledger of exchanges, with judgement edges, chains of
// running totals and findings. Pure; the result does not depend on the order of the readings.
// Nothing is smoothed over: where sources disagree the number has no best value.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/exchange_view.h"
#include "domain/reading.h"

namespace nostos::reckoning {

// A war between two sides and the day that outlets count as its first.
struct War {
  std::string side_a;
  std::string side_b;
  domain::Day first_day = 0;
};

// An outlet that is no newsroom: what a ministry publishes under its own name, its side says.
struct Voice {
  std::string outlet;  // as reports name it
  std::string actor;
  std::string side;
};

struct Options {
  // "previous exchange" and consecutive ordinals mean that no known exchange lies in between.
  // Unlisted transfers break it, so it can be switched off.
  bool assume_adjacency = true;
  // An undated report speaks of an event not long before it.
  bool assume_news_recency = false;
  // Both only to measure what they are worth: days as the reports say them, and joining by evidence
  // alone.
  bool solve_days = true;
  bool veto = true;
  // What was known on that day: reports published later, or on a day that nobody tells, are left
  // out.
  std::optional<domain::Day> known_on;
  // Actors who keep their own side's lists (actor ids, sorted): their count of people who came to
  // their side goes before other voices of that side. See list_keepers().
  std::vector<std::string> list_keepers;
  // Bodies and ministries that publish themselves. See voices().
  std::vector<Voice> voices;
  // For "the 281st day of the war". See wars().
  std::vector<War> wars;
};

// Ids of the rows with the role list_keeper in a table of actors (data/parties/actors.tsv), sorted.
std::vector<std::string> list_keepers(std::string_view actors_table);
// Bodies and ministries of a table of actors that speak for a side, by their name.
std::vector<Voice> voices(std::string_view actors_table);
// Rows of a table of conflicts that have a first day (data/parties/conflicts.tsv).
std::vector<War> wars(std::string_view conflicts_table);

// What the two tables tell: list keepers, voices, wars; everything else as by default.
Options options_from(std::string_view actors_table, std::string_view conflicts_table);

// Reckoner: the same, report by report. Whenever it is asked it gives, byte for byte, what reckon()
// gives for the readings that it holds; what earlier answers and the present one have in common is
// not made anew, and is shared between them. Thread-compatible; answers may be read anywhere.
class Reckoner {
 public:
  explicit Reckoner(Options options = {});
  ~Reckoner();
  Reckoner(Reckoner&&) noexcept;
  Reckoner& operator=(Reckoner&&) noexcept;

  // Several readings of one report (of one digest) may be held; one of them stands for all.
  void add(std::shared_ptr<const domain::Reading> reading);
  void add(domain::Reading reading);
  // All readings of a report. False when there are none.
  bool remove(const std::string& digest);
  std::size_t size() const;  // reports

  domain::Reckoning result();

 private:
  class Desk;
  std::unique_ptr<Desk> desk_;
};

domain::Reckoning reckon(const std::vector<domain::Reading>& readings, const Options& options = {});

}  // namespace nostos::reckoning
