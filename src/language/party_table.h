// SPDX-License-Identifier: Apache-2.0
// PartyTable: who can take part, who can speak, and where. Universal facts by id; the words for
// them are in each language's names.tsv. Nothing here favours a party: the order is the file's
// order.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/partial_date.h"
#include "language/table.h"
#include "language/word_table.h"

namespace nostos::language {

struct Party {
  std::string id;       // "UA"
  std::string kind;     // state | movement | authority | coalition
  std::string side_of;  // the party it acts for ("HAMAS" → "PSE"); its own id when independent
  std::string name_en, name_uk, name_ru;
};

struct Conflict {
  std::string id;
  std::string a, b;                    // sides
  std::optional<domain::Day> started;  // day 1 of "the Nth day of the war"
  std::optional<domain::Day> ended;
};

struct Actor {
  std::string id;    // "coord_hq"
  std::string kind;  // person | body | ministry | media | organisation
  std::string side;  // party it speaks for; empty for none
  std::string role;  // list_keeper | military | government | ombudsman | relay | intermediary …
  std::string name_en;
};

struct PartyTable {
  std::vector<Party> parties;
  std::vector<Conflict> conflicts;
  std::vector<Actor> actors;

  Result<void> add_parties(const Table& table);
  Result<void> add_conflicts(const Table& table);
  Result<void> add_actors(const Table& table);

  const Party* party(std::string_view id) const;
  const Actor* actor(std::string_view id) const;
  // The independent side a party acts for; the id itself when unknown.
  std::string side_of(std::string_view id) const;
  const Conflict* conflict(std::string_view a, std::string_view b) const;
  // Other sides that are in a conflict with `side`.
  std::vector<std::string> adversaries(std::string_view side) const;

 private:
  // Numbers of ids in the order of the tables.
  WordTable party_ids_;
  WordTable actor_ids_;
};

}  // namespace nostos::language
