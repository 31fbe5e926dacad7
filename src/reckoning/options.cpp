// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "reckoning/reckoner.h"

namespace nostos::reckoning {
namespace {

// visit(columns) for each row that is not empty and not a comment.
template <class Visit>
void visit_rows(std::string_view table, Visit visit) {
  while (!table.empty()) {
    const std::size_t end = std::min(table.find('\n'), table.size());
    std::string_view line = table.substr(0, end);
    table.remove_prefix(std::min(end + 1, table.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    std::vector<std::string_view> columns;
    for (;;) {
      const std::size_t tab = line.find('\t');
      columns.push_back(line.substr(0, tab));
      if (tab == std::string_view::npos) break;
      line.remove_prefix(tab + 1);
    }
    visit(columns);
  }
}

}  // namespace

std::vector<std::string> list_keepers(std::string_view actors_table) {
  std::vector<std::string> ids;
  visit_rows(actors_table, [&](const std::vector<std::string_view>& row) {
    if (row.size() > 3 && row[3] == "list_keeper") ids.emplace_back(row[0]);
  });
  std::ranges::sort(ids);
  return ids;
}

std::vector<Voice> voices(std::string_view actors_table) {
  std::vector<Voice> all;
  visit_rows(actors_table, [&](const std::vector<std::string_view>& row) {
    const bool publishes = row.size() > 4 && (row[1] == "body" || row[1] == "ministry");
    if (publishes && row[2] != "-" && !row[4].empty())
      all.push_back({std::string(row[4]), std::string(row[0]), std::string(row[2])});
  });
  std::ranges::sort(all, {}, &Voice::outlet);
  return all;
}

std::vector<War> wars(std::string_view conflicts_table) {
  std::vector<War> all;
  visit_rows(conflicts_table, [&](const std::vector<std::string_view>& row) {
    if (row.size() < 4) return;
    const auto first = domain::parse_iso(row[3]);
    if (first) all.push_back({std::string(row[1]), std::string(row[2]), *first});
  });
  return all;
}

Options options_from(std::string_view actors_table, std::string_view conflicts_table) {
  Options options;
  options.list_keepers = list_keepers(actors_table);
  options.voices = voices(actors_table);
  options.wars = wars(conflicts_table);
  return options;
}

}  // namespace nostos::reckoning
