// SPDX-License-Identifier: Apache-2.0
#include "cli/plain_words.h"

#include <algorithm>
#include <array>

namespace nostos::cli {
namespace {

// Without these no page can be written.
constexpr std::array<std::string_view, 5> kNeeded = {"thousands", "date.day", "ordinal", "form",
                                                     "month.12"};

std::string filled(std::string_view text, const PlainWords::Values& values) {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    out += text.substr(0, open);
    text.remove_prefix(open);
    const std::size_t close = text.find('}');
    if (text.empty() || close == std::string_view::npos) break;
    const auto found = std::ranges::find(values, text.substr(1, close - 1),
                                         &PlainWords::Values::value_type::first);
    if (found != values.end()) out += found->second;
    text.remove_prefix(close + 1);
  }
  return out + std::string(text);
}

}  // namespace

Result<PlainWords> PlainWords::load(std::string_view table) {
  PlainWords words;
  for (std::size_t line = 1; !table.empty(); ++line) {
    const std::size_t end = std::min(table.find('\n'), table.size());
    std::string_view row = table.substr(0, end);
    table.remove_prefix(std::min(end + 1, table.size()));
    if (row.empty() || row.front() == '#') continue;
    std::vector<std::string> columns;
    for (;;) {
      const std::size_t tab = std::min(row.find('\t'), row.size());
      columns.emplace_back(row.substr(0, tab));
      if (tab == row.size()) break;
      row.remove_prefix(tab + 1);
    }
    const std::string key = columns.front();
    columns.erase(columns.begin());
    const bool form = key == "form" || key.starts_with("form.");
    const bool number = form && (columns.size() != 1 || columns[0].size() != 1 ||
                                 columns[0][0] < '1' || columns[0][0] > '9');
    if (key.empty() || columns.empty() || number) {
      return fail(Fault::invalid_input,
                  "line " + std::to_string(line) +
                      " of the words: write the key, a tab and the words; a form is the number of "
                      "a column, 1 first");
    }
    words.rows_[key] = std::move(columns);
  }
  for (const std::string_view key : kNeeded) {
    if (!words.rows_.contains(key))
      return fail(Fault::invalid_input, "the words have no row \"" + std::string(key) + "\"");
  }
  return words;
}

const std::vector<std::string>* PlainWords::row(std::string_view key) const {
  const auto found = rows_.find(key);
  return found == rows_.end() ? nullptr : &found->second;
}

// The row of this very figure, else of its last two digits, its last one, else the general one.
const std::vector<std::string>& PlainWords::row_for_figure(std::string_view key,
                                                           std::int64_t value) const {
  const std::string digits = std::to_string(value < 0 ? -value : value);
  const std::string stem = std::string(key) + ".";
  if (const auto* found = row(stem + "=" + digits)) return *found;
  for (const std::size_t last : {std::size_t{2}, std::size_t{1}}) {
    if (digits.size() < last) continue;
    if (const auto* found = row(stem + digits.substr(digits.size() - last))) return *found;
  }
  return rows_.find(key)->second;
}

std::string PlainWords::say(std::string_view key, const Values& values) const {
  const auto* found = row(key);
  return found == nullptr ? std::string(key) : filled(found->front(), values);
}

std::string PlainWords::count(std::string_view key, std::int64_t n) const {
  const auto* found = row(key);
  if (found == nullptr) return std::string(key);
  const auto form = static_cast<std::size_t>(row_for_figure("form", n).front().front() - '1');
  return filled((*found)[std::min(form, found->size() - 1)], {{"n", number(n)}});
}

std::string PlainWords::name(std::string_view group, std::string_view id) const {
  std::string key(id);
  std::ranges::replace(key, ' ', '_');
  if (const auto* found = row(std::string(group) + "." + key)) return found->front();
  std::ranges::replace(key, '_', ' ');
  return key;
}

std::string PlainWords::number(std::int64_t value) const {
  std::string digits = std::to_string(value);
  for (std::size_t at = digits.size(); at > 3 + (value < 0 ? 1U : 0U); at -= 3)
    digits.insert(at - 3, say("thousands"));
  return digits;
}

std::string PlainWords::ordinal(std::int64_t value) const {
  return filled(row_for_figure("ordinal", value).front(), {{"n", std::to_string(value)}});
}

std::string PlainWords::day(domain::Day day) const {
  const auto civil = domain::to_civil(day);
  return say("date.day", {{"iso", domain::iso(day)},
                          {"d", std::to_string(civil.day)},
                          {"month", say("month." + std::to_string(civil.month))},
                          {"y", std::to_string(civil.year)}});
}

}  // namespace nostos::cli
