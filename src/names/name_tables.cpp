// SPDX-License-Identifier: Apache-2.0
#include "names/name_tables.h"

#include <algorithm>
#include <charconv>
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
  std::map<std::pair<char, std::string>, std::string> whole;  // sex and name → where
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
    for (const std::string& spelling : name.spellings) {
      const auto [first, fresh] =
          whole.try_emplace({name.sex, language::fold(spelling)}, name.place);
      if (!fresh && first->second != name.place) {
        return complain(table, row,
                        "\"" + spelling + "\" is told already at " + first->second +
                            "; a whole name belongs to one row");
      }
    }
    if (name.others.empty()) {
      return complain(table, row, "needs a name that is not this one, in the last column");
    }
    out.push_back(std::move(name));
  }
  return out;
}

// word=word, word!word
Result<std::vector<NameExample>> word_examples(const Table& table, const Row& row,
                                               std::string_view cell) {
  std::vector<NameExample> out;
  for (const std::string_view text : language::split(cell, ' ')) {
    const auto cut = text.find_first_of("=!");
    if (cut == std::string_view::npos || cut == 0 || cut + 1 == text.size()) {
      return complain(
          table, row,
          "the example \"" + std::string(text) + "\" is neither word=word nor word!word");
    }
    out.push_back(
        {std::string(text.substr(0, cut)), std::string(text.substr(cut + 1)), text[cut] == '='});
  }
  const auto yes = std::ranges::count(out, true, &NameExample::holds);
  if (yes == 0 || yes == std::ssize(out)) {
    return complain(table, row,
                    "needs an example that holds (word=word) and one that does not "
                    "(word!word)");
  }
  return out;
}

std::u32string folded_letters(std::string_view text) {
  std::u32string out;
  for (const char32_t c : code_points(text == "-" ? "" : text)) {
    out.push_back(language::to_lower(c));
  }
  return out;
}

Result<std::vector<ConfusionRule>> load_confusions(const NameFile& file) {
  TRY_ASSIGN(const Table table, language::parse_table(file.path, file.content, 5));
  std::vector<ConfusionRule> out;
  std::map<std::tuple<std::u32string, std::u32string, Place>, int> seen;
  for (const Row& row : table.rows) {
    TRY(too_wide(table, row, 5));
    ConfusionRule rule;
    rule.at = place_of(table, row);
    rule.from = folded_letters(row.cells[0]);
    rule.to = folded_letters(row.cells[1]);
    if (rule.from == rule.to) return complain(table, row, "the two sides are the same");
    const std::string_view cost = row.cells[2];
    const auto [end, fault] = std::from_chars(cost.data(), cost.data() + cost.size(), rule.cost);
    if (fault != std::errc() || end != cost.data() + cost.size() || !(rule.cost >= 0) ||
        rule.cost > 1) {
      return complain(table, row, "the cost is a number from 0 to 1");
    }
    if (row.cells[3] != "any" && row.cells[3] != "start" && row.cells[3] != "end") {
      return complain(table, row, "the place is any, start or end");
    }
    rule.place = row.cells[3] == "any"   ? Place::any
                 : row.cells[3] == "end" ? Place::end
                                         : Place::start;
    TRY_ASSIGN(rule.examples, word_examples(table, row, row.cells[4]));
    const auto key =
        std::tuple(std::min(rule.from, rule.to), std::max(rule.from, rule.to), rule.place);
    if (const auto [first, fresh] = seen.try_emplace(key, row.line); !fresh) {
      return complain(table, row,
                      "is in line " + std::to_string(first->second) + " already; keep one");
    }
    out.push_back(std::move(rule));
  }
  return out;
}

Result<std::vector<NameWord>> load_words(const NameFile& file) {
  static const std::map<std::string_view, WordKind> kinds = {
      {"title", WordKind::title}, {"particle", WordKind::particle}, {"fathers", WordKind::fathers},
      {"form", WordKind::form},   {"common", WordKind::common},     {"maiden", WordKind::maiden},
      {"alias", WordKind::alias}};
  TRY_ASSIGN(const Table table, language::parse_table(file.path, file.content, 3));
  std::vector<NameWord> out;
  std::map<std::string, int> seen;
  for (const Row& row : table.rows) {
    TRY(too_wide(table, row, 3));
    const auto kind = kinds.find(row.cells[0]);
    if (kind == kinds.end()) {
      return complain(table, row, "there is no kind \"" + std::string(row.cells[0]) + "\"");
    }
    NameWord word;
    word.kind = kind->second;
    word.id = row.cells[1];
    for (const std::string_view spelling : language::split(row.cells[2], '|')) {
      const std::string folded = language::fold(spelling);
      if (const auto [first, fresh] = seen.try_emplace(folded, row.line); !fresh) {
        return complain(table, row,
                        "\"" + folded + "\" is in line " + std::to_string(first->second) +
                            " already; keep one");
      }
      word.spellings.push_back(words_of(folded));
    }
    if (word.spellings.empty()) return complain(table, row, "has no spelling");
    out.push_back(std::move(word));
  }
  return out;
}

Result<std::vector<CaseRule>> load_cases(const NameFile& file) {
  TRY_ASSIGN(const Table table, language::parse_table(file.path, file.content, 6));
  std::vector<CaseRule> out;
  for (const Row& row : table.rows) {
    TRY(too_wide(table, row, 6));
    CaseRule rule;
    rule.place = place_of(table, row);
    const auto part = part_named(row.cells[0]);
    if (!part) {
      return complain(table, row, "there is no part \"" + std::string(row.cells[0]) + "\"");
    }
    rule.part = *part;
    rule.grammatical_case = row.cells[1];
    if (row.cells[2] != "m" && row.cells[2] != "f")
      return complain(table, row, "the sex is m or f");
    rule.sex = row.cells[2][0];
    rule.ending = folded_letters(row.cells[3]);
    rule.nominative = folded_letters(row.cells[4]);
    if (rule.ending.empty()) return complain(table, row, "has no ending");
    TRY_ASSIGN(rule.examples, word_examples(table, row, row.cells[5]));
    out.push_back(std::move(rule));
  }
  return out;
}

}  // namespace

Result<NameTables> NameTables::load(const std::vector<NameFile>& files) {
  NameTables out;
  const std::vector<std::string> needed = {
      "names/letters.tsv",    "names/homoglyphs.tsv", "names/endings.tsv", "names/given.tsv",
      "names/confusions.tsv", "names/words.tsv",      "names/cases.tsv"};
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
    if (path == needed[4]) {
      TRY_ASSIGN(out.confusions, load_confusions(*file));
    }
    if (path == needed[5]) {
      TRY_ASSIGN(out.words, load_words(*file));
    }
    if (path == needed[6]) {
      TRY_ASSIGN(out.cases, load_cases(*file));
    }
    if (path == needed[3]) {
      TRY_ASSIGN(out.given, load_given(*file));
    }
  }
  return out;
}

}  // namespace nostos::names
