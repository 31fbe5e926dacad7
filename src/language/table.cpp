// SPDX-License-Identifier: Apache-2.0
#include "language/table.h"

#include <algorithm>

#include "base/utf8.h"

namespace nostos::language {

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  while (true) {
    const auto cut = text.find(separator);
    const std::string_view piece = trim(text.substr(0, cut));
    if (!piece.empty()) pieces.push_back(piece);
    if (cut == std::string_view::npos) return pieces;
    text.remove_prefix(cut + 1);
  }
}

Result<void> check_utf8(const std::string& path, std::string_view content) {
  const auto bad = first_invalid_utf8(content);
  if (!bad) return {};
  const auto line = 1 + std::ranges::count(content.substr(0, *bad), '\n');
  return fail(Fault::invalid_input, "data/" + path + ":" + std::to_string(line) +
                                        ": is not UTF-8; save the file as UTF-8");
}

Result<Table> parse_table(std::string path, std::string_view content, std::size_t columns) {
  std::vector<Error> faults;
  Table table = parse_rows(std::move(path), content, columns, faults);
  if (!faults.empty()) return std::unexpected(std::move(faults.front()));
  return table;
}

Table parse_rows(std::string path, std::string_view content, std::size_t columns,
                 std::vector<Error>& faults) {
  Table table;
  table.path = std::move(path);
  int line_number = 0;
  while (!content.empty()) {
    const auto cut = content.find('\n');
    std::string_view line = content.substr(0, cut);
    content.remove_prefix(cut == std::string_view::npos ? content.size() : cut + 1);
    ++line_number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (trim(line).empty() || line.front() == '#') continue;
    Row row;
    row.line = line_number;
    while (true) {
      const auto tab = line.find('\t');
      row.cells.push_back(trim(line.substr(0, tab)));
      if (tab == std::string_view::npos) break;
      line.remove_prefix(tab + 1);
    }
    while (row.cells.size() > columns && row.cells.back().empty()) row.cells.pop_back();
    if (row.cells.size() < columns) {
      const std::string has = std::to_string(row.cells.size());
      faults.push_back(complain(table, row,
                                "has " + has + " columns, needs " + std::to_string(columns) +
                                    "; separate columns by tabs")
                           .error());
      continue;
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::unexpected<Error> complain(const Table& table, const Row& row, const std::string& what) {
  return fail(Fault::invalid_input,
              "data/" + table.path + ":" + std::to_string(row.line) + ": " + what);
}

}  // namespace nostos::language
