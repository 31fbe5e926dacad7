// SPDX-License-Identifier: Apache-2.0
#include "ingest/columns.h"

#include <algorithm>
#include <charconv>

#include "base/utf8.h"
#include "language/fold.h"
#include "language/table.h"

namespace nostos::ingest {
namespace {

using Role = ColumnUse::Role;

constexpr std::string_view kNumero = "№";

// A heading as it is looked up: folded words with one space between, without apostrophes, what
// stands in round brackets, and a number at the end.
std::string looked_up(std::string_view heading) {
  const std::string folded = language::fold(heading);
  std::string out;
  int brackets = 0;
  std::size_t length = 0;
  for (std::size_t i = 0; i < folded.size(); i += length) {
    const char32_t c = decode_utf8(folded, i, length);
    if (c == U'(') ++brackets;
    if (c == U')' && brackets > 0) {
      --brackets;
      continue;
    }
    if (brackets > 0 || language::is_apostrophe(c)) continue;
    const std::string_view letter = std::string_view(folded).substr(i, length);
    if (language::is_letter(c) && letter != "ʼ") {
      out += letter;
    } else if (language::is_digit(c) || letter == kNumero) {
      out += letter;
    } else if (c == U'#') {
      out += kNumero;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && (out.back() == ' ' || (out.back() >= '0' && out.back() <= '9')))
    out.pop_back();
  return out;
}

std::optional<ColumnUse> use_named(std::string_view word) {
  if (word == "id") return ColumnUse{Role::id, {}};
  if (word == "source") return ColumnUse{Role::source, {}};
  if (word == "truth") return ColumnUse{Role::truth, {}};
  if (const auto kind = domain::field_kind_named(word)) return ColumnUse{Role::field, *kind};
  return std::nullopt;
}

std::string all_kinds() {
  std::string out;
  for (std::size_t i = 0; i < domain::kFieldKinds; ++i)
    out += std::string(name(static_cast<domain::FieldKind>(i))) + ", ";
  return out + "id, source, truth";
}

}  // namespace

std::string name(const ColumnUse& use) {
  switch (use.role) {
    case Role::id:
      return "id";
    case Role::source:
      return "source";
    case Role::truth:
      return "truth";
    case Role::field:
      break;
  }
  return std::string(name(use.kind));
}

Result<Columns> Columns::load(std::string_view content, std::string path) {
  TRY(language::check_utf8(path, content));
  TRY_ASSIGN(const language::Table table, language::parse_table(std::move(path), content, 3));
  Columns columns;
  std::vector<const language::Row*> examples;
  for (const language::Row& row : table.rows) {
    const std::string_view what = row.cells[0];
    if (what == "example") {
      examples.push_back(&row);
      continue;
    }
    if (what == "month") {
      int number = 0;
      const auto cell = row.cells[1];
      std::from_chars(cell.data(), cell.data() + cell.size(), number);
      if (number < 1 || number > 12)
        return complain(table, row, "a month has a number from 1 to 12");
      for (const auto word : language::split(row.cells[2], '|'))
        columns.dates_.months.emplace(language::fold(word), number);
      continue;
    }
    if (what == "about" || what == "year") {
      auto& words = what == "about" ? columns.dates_.about : columns.dates_.passed_over;
      for (const auto word : language::split(row.cells[2], '|')) words.insert(language::fold(word));
      continue;
    }
    if (what == "value") {
      const auto colon = std::min(row.cells[1].find(':'), row.cells[1].size());
      const auto kind = domain::field_kind_named(row.cells[1].substr(0, colon));
      if (!kind || colon + 1 >= row.cells[1].size())
        return complain(table, row, "a value is KIND:WORD, such as sex:f");
      const std::string value(row.cells[1].substr(colon + 1));
      for (const auto word : language::split(row.cells[2], '|')) {
        const auto [known, added] = columns.values_[*kind].emplace(language::fold(word), value);
        if (!added && known->second != value) {
          return complain(table, row,
                          "'" + std::string(word) + "' is " + known->second +
                              " further up; a word of a column means one thing");
        }
      }
      continue;
    }
    const auto use = use_named(what);
    if (!use) {
      return complain(table, row,
                      "'" + std::string(what) + "' is no kind of column; write one of " +
                          all_kinds() + ", or month, about, year, example");
    }
    for (const auto heading : language::split(row.cells[2], '|')) {
      const std::string key = looked_up(heading);
      if (key.empty()) return complain(table, row, "a heading without letters");
      const auto [found, added] = columns.by_heading_.emplace(key, *use);
      if (!added && found->second != *use) {
        return complain(table, row,
                        "'" + std::string(heading) + "' is " + name(found->second) +
                            " further up; a heading means one thing");
      }
    }
  }
  if (columns.by_heading_.empty() || columns.dates_.months.empty())
    return fail(Fault::invalid_input, "data/" + table.path + ": has no headings or no months");
  for (const language::Row* row : examples) {
    const std::string made = name(columns.use_of(row->cells[1]));
    if (made != row->cells[2]) {
      return complain(table, *row,
                      "the example does not hold: '" + std::string(row->cells[1]) + "' is " + made);
    }
  }
  return columns;
}

ColumnUse Columns::use_of(std::string_view heading) const {
  // The names of the kinds themselves always do.
  if (const auto use = use_named(heading)) return *use;
  const auto found = by_heading_.find(looked_up(heading));
  return found == by_heading_.end() ? ColumnUse{} : found->second;
}

std::string_view Columns::value_of(domain::FieldKind kind, std::string_view text) const {
  return known_value(kind, text).value_or(text);
}

std::optional<std::string_view> Columns::known_value(domain::FieldKind kind,
                                                     std::string_view text) const {
  const auto words = values_.find(kind);
  if (words == values_.end()) return std::nullopt;
  const auto found = words->second.find(language::fold(text));
  if (found == words->second.end()) return std::nullopt;
  return found->second;
}

Result<std::vector<std::pair<std::string, ColumnUse>>> parse_column_overrides(
    std::string_view overrides) {
  std::vector<std::pair<std::string, ColumnUse>> out;
  while (!overrides.empty()) {
    const std::size_t end = std::min(overrides.find(','), overrides.size());
    const std::string_view one = overrides.substr(0, end);
    overrides.remove_prefix(std::min(end + 1, overrides.size()));
    const std::size_t equals = one.rfind('=');
    if (equals == std::string_view::npos || equals == 0) {
      return fail(Fault::invalid_input, "'" + std::string(one) +
                                            "' does not say what a column holds; write "
                                            "HEADING=KIND, with commas between");
    }
    const auto use = use_named(language::trim(one.substr(equals + 1)));
    if (!use) {
      return fail(Fault::invalid_input, "'" + std::string(one.substr(equals + 1)) +
                                            "' is no kind of column; the kinds are " + all_kinds());
    }
    out.emplace_back(language::trim(one.substr(0, equals)), *use);
  }
  return out;
}

Result<std::vector<ColumnUse>> Columns::uses_of(const std::vector<std::string>& headings,
                                                std::string_view overrides) const {
  std::vector<ColumnUse> uses;
  uses.reserve(headings.size());
  for (const std::string& heading : headings) uses.push_back(use_of(heading));
  TRY_ASSIGN(const auto wishes, parse_column_overrides(overrides));
  for (const auto& [heading, use] : wishes) {
    bool found = false;
    for (std::size_t i = 0; i < headings.size(); ++i) {
      if (headings[i] != heading) continue;
      uses[i] = use;
      found = true;
    }
    if (found) continue;
    std::string list;
    for (const std::string& known : headings) list += (list.empty() ? "" : ", ") + known;
    return fail(Fault::invalid_input, "there is no column '" + heading + "'; there are: " + list);
  }
  return uses;
}

}  // namespace nostos::ingest
