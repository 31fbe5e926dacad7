// SPDX-License-Identifier: Apache-2.0
// Table: a tab-separated knowledge file. Lines that start with # and empty lines are skipped; cells
// are trimmed. Every row knows its file and line, so that a complaint can name them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace nostos::language {

struct Row {
  std::vector<std::string_view> cells;
  int line = 0;
};

struct Table {
  std::string path;
  std::vector<Row> rows;
};

// Fails with the line when the file is not UTF-8.
Result<void> check_utf8(const std::string& path, std::string_view content);
// Fails when a row has fewer than `columns` cells.
Result<Table> parse_table(std::string path, std::string_view content, std::size_t columns);
// The rows that have enough cells; what is wrong with the others is added to `faults`.
Table parse_rows(std::string path, std::string_view content, std::size_t columns,
                 std::vector<Error>& faults);

// "data/languages/en/lexicon.tsv:12: what is wrong; what to do".
std::unexpected<Error> complain(const Table& table, const Row& row, const std::string& what);

std::string_view trim(std::string_view text);
// Splits at `separator`, trims, leaves out empty pieces.
std::vector<std::string_view> split(std::string_view text, char separator);

}  // namespace nostos::language
