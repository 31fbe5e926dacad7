// SPDX-License-Identifier: Apache-2.0
#include "language/party_table.h"

#include <algorithm>

#include "language/tokens.h"

namespace nostos::language {
namespace {

std::string cell(const Row& row, std::size_t index) {
  if (index >= row.cells.size() || row.cells[index] == "-") return {};
  return std::string(row.cells[index]);
}

Result<std::optional<domain::Day>> day(const Table& table, const Row& row, std::size_t index) {
  const std::string text = cell(row, index);
  if (text.empty()) return std::optional<domain::Day>();
  const auto parsed = domain::parse_iso(text);
  if (!parsed) {
    return complain(table, row, "\"" + text + "\" is not a day; write YYYY-MM-DD or -");
  }
  return std::optional<domain::Day>(*parsed);
}

}  // namespace

Result<void> PartyTable::add_parties(const Table& table) {
  for (const Row& row : table.rows) {
    Party p{cell(row, 0), cell(row, 1), cell(row, 2), cell(row, 3), cell(row, 4), cell(row, 5)};
    if (party(p.id) != nullptr) return complain(table, row, "repeats the party " + p.id);
    if (p.side_of.empty()) p.side_of = p.id;
    party_ids_.intern(p.id, token_hash(p.id));
    parties.push_back(std::move(p));
  }
  return {};
}

Result<void> PartyTable::add_conflicts(const Table& table) {
  for (const Row& row : table.rows) {
    Conflict c{cell(row, 0), cell(row, 1), cell(row, 2), {}, {}};
    for (const std::string& side : {c.a, c.b}) {
      if (party(side) == nullptr) {
        return complain(table, row,
                        "names the party " + side + ", which parties.tsv does not have");
      }
    }
    TRY_ASSIGN(c.started, day(table, row, 3));
    TRY_ASSIGN(c.ended, day(table, row, 4));
    conflicts.push_back(std::move(c));
  }
  return {};
}

Result<void> PartyTable::add_actors(const Table& table) {
  for (const Row& row : table.rows) {
    Actor a{cell(row, 0), cell(row, 1), cell(row, 2), cell(row, 3), cell(row, 4)};
    if (!a.side.empty() && party(a.side) == nullptr) {
      return complain(table, row,
                      "names the party " + a.side + ", which parties.tsv does not have");
    }
    // Of two rows with one id the first counts.
    if (actor(a.id) != nullptr) continue;
    actor_ids_.intern(a.id, token_hash(a.id));
    actors.push_back(std::move(a));
  }
  return {};
}

const Party* PartyTable::party(std::string_view id) const {
  const std::uint32_t number = party_ids_.find(id, token_hash(id));
  return number == WordTable::kNone ? nullptr : &parties[number];
}

const Actor* PartyTable::actor(std::string_view id) const {
  const std::uint32_t number = actor_ids_.find(id, token_hash(id));
  return number == WordTable::kNone ? nullptr : &actors[number];
}

std::string PartyTable::side_of(std::string_view id) const {
  const Party* found = party(id);
  return found == nullptr ? std::string(id) : found->side_of;
}

const Conflict* PartyTable::conflict(std::string_view a, std::string_view b) const {
  for (const Conflict& c : conflicts) {
    if ((c.a == a && c.b == b) || (c.a == b && c.b == a)) return &c;
  }
  return nullptr;
}

std::vector<std::string> PartyTable::adversaries(std::string_view side) const {
  std::vector<std::string> out;
  for (const Conflict& c : conflicts) {
    if (c.a == side && std::ranges::find(out, c.b) == out.end()) out.push_back(c.b);
    if (c.b == side && std::ranges::find(out, c.a) == out.end()) out.push_back(c.a);
  }
  return out;
}

}  // namespace nostos::language
