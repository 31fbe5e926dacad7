// SPDX-License-Identifier: Apache-2.0
#include "names/name_tables.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/utf8.h"
#include "language/fold.h"
#include "language/table.h"

namespace nostos::names {
namespace {

using language::complain;
using language::Row;
using language::Table;

constexpr std::string_view kKeyLetters = "abcdefghijklmnoprstuvwz";

std::u32string code_points(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 0;
    out.push_back(decode_utf8(text, at, length));
    at += length;
  }
  return out;
}

bool of_key_letters(std::string_view text) {
  return text.find_first_not_of(kKeyLetters) == std::string_view::npos;
}

std::string place_of(const Table& table, const Row& row) {
  return "data/" + table.path + ":" + std::to_string(row.line);
}

Around around(std::string_view cell) {
  Around out;
  if (cell == "-") return out;
  out.anything = false;
  if (cell.starts_with('!')) {
    out.turned = true;
    cell.remove_prefix(1);
  }
  for (const char32_t c : code_points(cell)) {
    if (c == U'#') {
      out.edge = true;
    } else {
      out.letters.push_back(language::to_lower(c));
    }
  }
  return out;
}

Result<std::vector<NameExample>> examples(const Table& table, const Row& row, std::size_t cell,
                                          bool needed) {
  std::vector<NameExample> out;
  if (row.cells.size() > cell) {
    for (const std::string_view text : language::split(row.cells[cell], ' ')) {
      const auto cut = text.find_first_of("=!");
      if (cut == std::string_view::npos || cut == 0 || cut + 1 == text.size()) {
        return complain(
            table, row,
            "the example \"" + std::string(text) + "\" is neither word=key nor word!key");
      }
      if (!of_key_letters(text.substr(cut + 1))) {
        return complain(table, row,
                        "the key of the example \"" + std::string(text) +
                            "\" has letters that keys do not have");
      }
      out.push_back(
          {std::string(text.substr(0, cut)), std::string(text.substr(cut + 1)), text[cut] == '='});
    }
  }
  const auto yes = std::ranges::count(out, true, &NameExample::holds);
  if (needed && (yes == 0 || yes == std::ssize(out))) {
    return complain(table, row,
                    "needs an example of a key (word=key) and one of what is none (word!key)");
  }
  return out;
}

Result<void> too_wide(const Table& table, const Row& row, std::size_t most) {
  if (row.cells.size() <= most) return {};
  return complain(
      table, row,
      "has " + std::to_string(row.cells.size()) + " columns; there are " + std::to_string(most));
}

Result<std::vector<LetterRule>> load_letters(const NameFile& file) {
  TRY_ASSIGN(const Table table, language::parse_table(file.path, file.content, 5));
  std::vector<LetterRule> out;
  std::map<std::tuple<std::string, std::string, std::string, std::string>, int> seen;
  for (const Row& row : table.rows) {
    TRY(too_wide(table, row, 6));
    LetterRule rule;
    rule.place = place_of(table, row);
    if (row.cells[0] != "cyrillic" && row.cells[0] != "latin") {
      return complain(
          table, row,
          "the script is \"cyrillic\" or \"latin\", not \"" + std::string(row.cells[0]) + "\"");
    }
    rule.script = row.cells[0] == "cyrillic" ? Script::cyrillic : Script::latin;
    for (const char32_t c : code_points(row.cells[1])) {
      if (script_of(c) != rule.script) {
        return complain(table, row,
                        "\"" + std::string(row.cells[1]) + "\" is not in " +
                            std::string(row.cells[0]) + " letters");
      }
      rule.letters.push_back(language::to_lower(c));
    }
    if (rule.letters.empty()) return complain(table, row, "tells no letters");
    rule.before = around(row.cells[2]);
    rule.after = around(row.cells[3]);
    for (const std::string_view reading : language::split(row.cells[4], ' ')) {
      if (reading != "-" && !of_key_letters(reading)) {
        return complain(table, row,
                        "the reading \"" + std::string(reading) +
                            "\" has letters that keys do not have (" + std::string(kKeyLetters) +
                            ")");
      }
      rule.readings.emplace_back(reading == "-" ? std::string_view() : reading);
    }
    if (rule.readings.empty() || rule.readings.size() > 4) {
      return complain(table, row, "needs one to four readings");
    }
    const bool plain = rule.readings.size() == 1 && rule.before.anything && rule.after.anything &&
                       rule.letters.size() == 1;
    TRY_ASSIGN(rule.examples, examples(table, row, 5, !plain));
    const auto [first, fresh] =
        seen.try_emplace({std::string(row.cells[0]), std::string(row.cells[1]),
                          std::string(row.cells[2]), std::string(row.cells[3])},
                         row.line);
    if (!fresh) {
      return complain(table, row,
                      "is in line " + std::to_string(first->second) + " already; keep one");
    }
    out.push_back(std::move(rule));
  }
  return out;
}

Result<Homoglyphs> load_homoglyphs(const NameFile& file) {
  TRY_ASSIGN(const Table table, language::parse_table(file.path, file.content, 2));
  Homoglyphs out;
  for (const Row& row : table.rows) {
    TRY(too_wide(table, row, 2));
    const std::u32string cyrillic = code_points(row.cells[0]);
    const std::u32string latin = code_points(row.cells[1]);
    if (cyrillic.size() != 1 || latin.size() != 1 || script_of(cyrillic[0]) != Script::cyrillic ||
        script_of(latin[0]) == Script::cyrillic) {
      return complain(table, row,
                      "needs one Cyrillic letter and the Latin letter or figure it "
                      "looks like, in this order");
    }
    out.emplace_back(cyrillic[0], latin[0]);
  }
  return out;
}

Result<std::vector<EndingRule>> load_endings(const NameFile& file) {
  TRY_ASSIGN(const Table table, language::parse_table(file.path, file.content, 5));
  std::vector<EndingRule> out;
  for (const Row& row : table.rows) {
    TRY(too_wide(table, row, 5));
    EndingRule rule;
    rule.place = place_of(table, row);
    const auto part = part_named(row.cells[0]);
    if (!part) {
      return complain(table, row, "there is no part \"" + std::string(row.cells[0]) + "\"");
    }
    rule.part = *part;
    rule.ending = row.cells[1];
    rule.becomes = row.cells[2] == "-" ? "" : row.cells[2];
    if (rule.ending.empty() || !of_key_letters(rule.ending) || !of_key_letters(rule.becomes)) {
      return complain(
          table, row,
          "an ending is written in the letters of keys (" + std::string(kKeyLetters) + ")");
    }
    if (row.cells[3].size() != 1 || !language::is_digit(static_cast<char32_t>(row.cells[3][0]))) {
      return complain(table, row, "the letters that must stand before it are a figure, 0 to 9");
    }
    rule.stem = static_cast<std::size_t>(row.cells[3][0] - '0');
    TRY_ASSIGN(rule.examples, examples(table, row, 4, true));
    for (const EndingRule& other : out) {
      if (other.part == rule.part && other.ending == rule.ending) {
        return complain(table, row, "the ending is told already at " + other.place);
      }
    }
    out.push_back(std::move(rule));
  }
  return out;
}

std::vector<std::string> words_of(std::string_view cell) {
  std::vector<std::string> out;
  if (cell == "-") return out;
  for (const std::string_view word : language::split(cell, ' ')) out.emplace_back(word);
  return out;
}

Result<std::vector<GivenName>> load_given(const NameFile& file) {
  TRY_ASSIGN(const Table table, language::parse_table(file.path, file.content, 8));
  std::vector<GivenName> out;
  std::map<std::string, std::string, std::less<>> ids;
  for (const Row& row : table.rows) {
    TRY(too_wide(table, row, 8));
    GivenName name;
    name.place = place_of(table, row);
    name.id = row.cells[0];
    if (const auto [first, fresh] = ids.try_emplace(name.id, name.place); !fresh) {
      return complain(table, row,
                      "the class \"" + name.id + "\" is told already at " + first->second +
                          "; put all its spellings into one row");
    }
    if (row.cells[1] != "m" && row.cells[1] != "f") {
      return complain(table, row, "the sex is m or f; a name of both has two rows");
    }
    name.sex = row.cells[1][0];
    for (const std::size_t cell : {2U, 3U, 4U}) {
      for (std::string& word : words_of(row.cells[cell])) name.spellings.push_back(std::move(word));
    }
    name.diminutives = words_of(row.cells[5]);
    name.stems = words_of(row.cells[6]);
    name.others = words_of(row.cells[7]);
    if (name.spellings.empty()) return complain(table, row, "has no spelling of the name");
    if (name.others.empty()) {
      return complain(table, row, "needs a name that is not this one, in the last column");
    }
    out.push_back(std::move(name));
  }
  return out;
}

}  // namespace

Result<NameTables> NameTables::load(const std::vector<NameFile>& files) {
  NameTables out;
  const std::vector<std::string> needed = {"names/letters.tsv", "names/homoglyphs.tsv",
                                           "names/endings.tsv", "names/given.tsv"};
  for (const std::string& path : needed) {
    const auto file = std::ranges::find(files, path, &NameFile::path);
    if (file == files.end()) {
      return fail(Fault::not_found, "data/" + path + " is missing; the names need it");
    }
    TRY(language::check_utf8(file->path, file->content));
    if (path == needed[0]) {
      TRY_ASSIGN(out.letters, load_letters(*file));
    }
    if (path == needed[1]) {
      TRY_ASSIGN(out.homoglyphs, load_homoglyphs(*file));
    }
    if (path == needed[2]) {
      TRY_ASSIGN(out.endings, load_endings(*file));
    }
    if (path == needed[3]) {
      TRY_ASSIGN(out.given, load_given(*file));
    }
  }
  return out;
}

}  // namespace nostos::names
