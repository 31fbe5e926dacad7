// SPDX-License-Identifier: Apache-2.0
#include "linkage/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>

#include "language/fold.h"

namespace nostos::linkage {
namespace {

using domain::FieldKind;
using matching::Measure;

constexpr std::array<std::string_view, 6> kKeyParts = {"whole", "sound", "initial",
                                                       "start", "year",  "day"};

// Columns that hold anything are looked at: digits are numbers, few values are categories.
Measure measure_by_looks(const Column& column, Measure usual) {
  if (usual != Measure::text) return usual;
  std::size_t digits = 0;
  std::size_t all = 0;
  const std::size_t looked_at = std::min<std::size_t>(column.values.size(), 2000);
  for (ValueId id = 1; id < looked_at; ++id) {
    for (const char c : column.values.text(id)) {
      digits += language::is_digit(static_cast<unsigned char>(c));
      all += c != ' ';
    }
  }
  if (all > 0 && digits * 10 >= all * 8) return Measure::number;
  const bool few = column.values.size() <= 40 && column.rows.size() >= 20 * column.values.size();
  return few ? Measure::category : usual;
}

std::string key_text(const KeySetting& key) {
  return fmt::format("{}:{}", key.column, kKeyParts[static_cast<std::size_t>(key.part)]);
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  line = line.substr(0, line.find('#'));
  while (true) {
    const auto from = line.find_first_not_of(" \t\r");
    if (from == line.npos) return words;
    line.remove_prefix(from);
    // A column's name with spaces stands in quotation marks.
    const bool quoted = line.front() == '"' && line.find('"', 1) != line.npos;
    const auto to = quoted ? line.find('"', 1) : std::min(line.find_first_of(" \t\r"), line.size());
    words.push_back(quoted ? line.substr(1, to - 1) : line.substr(0, to));
    line.remove_prefix(quoted ? to + 1 : to);
  }
}

std::string quoted(const std::string& name) {
  return name.find_first_of(" \t#") == name.npos ? name : '"' + name + '"';
}

template <class Number>
bool take_number(std::span<const std::string_view> words, Number least, Number most, Number& out) {
  if (words.size() != 2) return false;
  Number value{};
  const auto [end, failure] =
      std::from_chars(words[1].data(), words[1].data() + words[1].size(), value);
  if (failure != std::errc() || end != words[1].data() + words[1].size()) return false;
  if (!(value >= least && value <= most)) return false;
  out = value;
  return true;
}

std::string take_field(std::span<const std::string_view> words, Settings& settings) {
  const auto measure = words.size() >= 3 ? matching::measure_named(words[2]) : std::nullopt;
  if (!measure)
    return "a field has a column and a measure: name, date, text, number, category or age";
  const bool rarity = words.size() > 3 && words[3] == "rarity";
  settings.fields.push_back({std::string(words[1]), *measure, rarity});
  return {};
}

std::string take_rule(std::span<const std::string_view> words, Settings& settings) {
  BlockingRule rule;
  for (const auto word : words.subspan(1)) {
    const auto colon = word.rfind(':');
    const auto part =
        colon == word.npos ? kKeyParts.end() : std::ranges::find(kKeyParts, word.substr(colon + 1));
    if (part == kKeyParts.end()) {
      return fmt::format("\"{}\" is not column:part, where part is one of {}", word,
                         fmt::join(kKeyParts, ", "));
    }
    rule.keys.push_back(
        {std::string(word.substr(0, colon)), static_cast<KeyPart>(part - kKeyParts.begin())});
  }
  if (rule.keys.empty()) return "a block needs at least one column:part";
  settings.blocking.push_back(std::move(rule));
  return {};
}

std::vector<std::string> strings(std::span<const std::string_view> words) {
  return {words.begin(), words.end()};
}

// What is wrong with the line; empty = nothing.
std::string take(std::span<const std::string_view> words, Settings& settings) {
  const auto what = words[0];
  const auto is = [&](std::string_view yes) { return words.size() == 2 && words[1] == yes; };
  if (what == "task") {
    settings.task = is("link") ? Task::link : Task::dedupe;
    return is("link") || is("dedupe") ? "" : "a task is link or dedupe";
  }
  if (what == "lists-hold-a-person-once") {
    settings.lists_hold_a_person_once = is("yes");
    return is("yes") || is("no") ? "" : "yes or no";
  }
  if (what == "cut" || what == "keep") {
    const bool good = take_number(words, 0.0, 1.0, what == "cut" ? settings.cut : settings.keep);
    return good ? "" : "a probability is a number from 0 to 1";
  }
  if (what == "pairs-per-record")
    return take_number(words, 0.0, 1e6, settings.pairs_per_record) ? "" : "a number from 0 on";
  if (what == "compare-all") {
    return take_number(words, std::uint64_t{0}, ~std::uint64_t{0}, settings.compare_all)
               ? ""
               : "a whole number";
  }
  if (what == "field") return take_field(words, settings);
  if (what == "block") return take_rule(words, settings);
  if (what == "changed-round")
    settings.changed_round.push_back(strings(words.subspan(1)));
  else if (what == "cannot-link")
    settings.cannot_link = strings(words.subspan(1));
  else if (what == "person-gives")
    settings.person_gives = strings(words.subspan(1));
  else
    return fmt::format("\"{}\" is not known here", what);
  return {};
}

// The column of a kind, when there is exactly one.
const Column* only(const RecordTable& table, FieldKind kind) {
  const Column* found = nullptr;
  for (const Column& column : table.columns) {
    if (column.kind != kind) continue;
    if (found != nullptr) return nullptr;
    found = &column;
  }
  return found;
}

void choose_changed_round(const RecordTable& table, Settings& settings) {
  const Column* given = only(table, FieldKind::given_name);
  const Column* surname = only(table, FieldKind::surname);
  if (given != nullptr && surname != nullptr)
    settings.changed_round.push_back({given->name, surname->name});
}

void choose_person_gives(const RecordTable& table, Settings& settings) {
  for (const Column& column : table.columns) {
    switch (column.kind) {
      case FieldKind::surname:
      case FieldKind::full_name:
      case FieldKind::birth_date:
      case FieldKind::service_number:
      case FieldKind::prisoner_number:
      case FieldKind::document_number:
        settings.person_gives.push_back(column.name);
        break;
      default:
        break;
    }
  }
}

}  // namespace

Settings settings_for(const RecordTable& table, Task task) {
  Settings settings;
  settings.task = task;
  const bool has_parts =
      only(table, FieldKind::given_name) != nullptr && only(table, FieldKind::surname) != nullptr;
  for (const Column& column : table.columns) {
    const auto usual = matching::usual_measure(column.kind);
    // The whole name says again what its parts say; counted twice, it would outweigh the rest.
    if (has_parts && column.kind == FieldKind::full_name) continue;
    if (!usual || settings.fields.size() == 15) continue;
    const Measure measure = measure_by_looks(column, *usual);
    settings.fields.push_back({column.name, measure, measure != Measure::age});
  }
  choose_changed_round(table, settings);
  choose_person_gives(table, settings);
  return settings;
}

Settings completed(Settings given, const RecordTable& table) {
  const Settings usual = settings_for(table, given.task);
  if (given.fields.empty()) given.fields = usual.fields;
  if (given.changed_round.empty()) given.changed_round = usual.changed_round;
  if (given.person_gives.empty()) given.person_gives = usual.person_gives;
  return given;
}

std::string write_settings(const Settings& settings) {
  std::string text = fmt::format(
      "task {}\nlists-hold-a-person-once {}\ncut {}\nkeep {}\npairs-per-record {}\n"
      "compare-all {}\n",
      settings.task == Task::link ? "link" : "dedupe",
      settings.lists_hold_a_person_once ? "yes" : "no", settings.cut, settings.keep,
      settings.pairs_per_record, settings.compare_all);
  for (const auto& field : settings.fields) {
    text += fmt::format("field {} {}{}\n", quoted(field.column), matching::name(field.measure),
                        field.rarity ? " rarity" : "");
  }
  const auto add_names = [&text](std::string_view what, const std::vector<std::string>& names) {
    if (names.empty()) return;
    text += what;
    for (const auto& name : names) text += ' ' + quoted(name);
    text += '\n';
  };
  for (const auto& group : settings.changed_round) add_names("changed-round", group);
  for (const auto& rule : settings.blocking) {
    std::vector<std::string> keys;
    for (const auto& key : rule.keys) keys.push_back(key_text(key));
    add_names("block", keys);
  }
  add_names("cannot-link", settings.cannot_link);
  add_names("person-gives", settings.person_gives);
  return text;
}

Result<Settings> parse_settings(std::string_view text) {
  Settings settings;
  std::size_t line_number = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto words = words_of(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    ++line_number;
    if (words.empty()) continue;
    if (const auto wrong = take(words, settings); !wrong.empty()) {
      return fail(Fault::invalid_input,
                  fmt::format("settings, line {}: {}: {}.", line_number, words[0], wrong));
    }
  }
  return settings;
}

}  // namespace nostos::linkage
