// SPDX-License-Identifier: Apache-2.0
#include "language/party_table.h"

#include <algorithm>

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
    actors.push_back(std::move(a));
  }
  return {};
}

const Party* PartyTable::party(std::string_view id) const {
  const auto found = std::ranges::find(parties, id, &Party::id);
  return found == parties.end() ? nullptr : &*found;
}

const Actor* PartyTable::actor(std::string_view id) const {
  const auto found = std::ranges::find(actors, id, &Actor::id);
  return found == actors.end() ? nullptr : &*found;
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
