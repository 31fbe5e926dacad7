// SPDX-License-Identifier: Apache-2.0
#include "synth/phrases.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/check.h"

namespace nostos::synth {
namespace {

constexpr std::array<std::string_view, 24> kKeys = {
    "thousands",   "date",        "ordinal",      "outlet",       "title",     "title.count",
    "lede.day",    "lede.dated",  "lede.undated", "count.keeper", "count.own", "hedge",
    "count.other", "claim.other", "ordinal.told", "total",        "rank",      "service",
    "previous",    "correction",  "superlative",  "noise",        "month",     "weekday"};
constexpr std::size_t kMonths = 12;
constexpr std::size_t kWeekdays = 7;

}  // namespace

Result<Phrases> Phrases::load(std::string_view table) {
  Phrases phrases;
  for (std::size_t line = 1; !table.empty(); ++line) {
    const std::size_t end = std::min(table.find('\n'), table.size());
    const std::string_view row = table.substr(0, end);
    table.remove_prefix(std::min(end + 1, table.size()));
    if (row.empty() || row.front() == '#') continue;
    const std::size_t tab = row.find('\t');
    if (tab == 0 || tab == std::string_view::npos || tab + 1 == row.size()) {
      return fail(Fault::invalid_input, "line " + std::to_string(line) +
                                            " of the phrases: write the key, a tab, the sentence");
    }
    const std::string_view key = row.substr(0, tab);
    const bool is_form = key == "form" || key.starts_with("form.");
    if (is_form && (row[tab + 1] < '1' || row[tab + 1] > '9')) {
      return fail(Fault::invalid_input,
                  "line " + std::to_string(line) +
                      " of the phrases: a form is named by its number, 1 first");
    }
    phrases.rows_[std::string(key)].emplace_back(row.substr(tab + 1));
  }
  for (const std::string_view key : kKeys) {
    if (!phrases.rows_.contains(key))
      return fail(Fault::invalid_input, "the phrases have no row \"" + std::string(key) + "\"");
  }
  if (phrases.of("month").size() != kMonths || phrases.of("weekday").size() != kWeekdays)
    return fail(Fault::invalid_input, "the phrases need 12 rows \"month\" and 7 rows \"weekday\"");
  return phrases;
}

const std::vector<std::string>& Phrases::of(std::string_view key) const {
  const auto found = rows_.find(key);
  NOSTOS_CHECK(found != rows_.end(), "every key was looked for when the phrases were loaded");
  return found->second;
}

std::string Phrases::number(std::int64_t value) const {
  std::string digits = std::to_string(value);
  for (std::size_t at = digits.size(); at > 3; at -= 3)
    digits.insert(at - 3, of("thousands").front());
  return digits;
}

const std::string* Phrases::row_by_last_digits(std::string_view key,
                                               std::string_view digits) const {
  for (const std::size_t last : {std::size_t{2}, std::size_t{1}, std::size_t{0}}) {
    if (digits.size() < last) continue;
    std::string name(key);
    if (last > 0) name.append(".").append(digits.substr(digits.size() - last));
    const auto found = rows_.find(name);
    if (found != rows_.end()) return &found->second.front();
  }
  return nullptr;
}

std::string Phrases::ordinal(std::int64_t value) const {
  const std::string digits = std::to_string(value);
  return filled(*row_by_last_digits("ordinal", digits), {{"n", digits}});
}

std::string Phrases::form(std::string_view figure, std::string_view forms) const {
  std::string digits;
  for (const char c : figure) {
    if (c >= '0' && c <= '9') digits += c;
  }
  const std::string* row = row_by_last_digits("form", digits);
  for (int skip = row == nullptr ? 0 : row->front() - '1'; skip > 0; --skip) {
    const std::size_t bar = forms.find('|');
    if (bar == std::string_view::npos) break;
    forms.remove_prefix(bar + 1);
  }
  return std::string(forms.substr(0, forms.find('|')));
}

std::string Phrases::date(domain::Day day) const {
  const std::string iso = domain::iso(day);
  const auto month = static_cast<std::size_t>(std::stoi(iso.substr(5, 2)));
  return filled(of("date").front(), {{"d", std::to_string(std::stoi(iso.substr(8, 2)))},
                                     {"month", of("month")[month - 1]},
                                     {"y", iso.substr(0, 4)}});
}

std::string Phrases::weekday(domain::Weekday weekday) const {
  return of("weekday")[static_cast<std::size_t>(weekday)];
}

std::string Phrases::filled(std::string_view sentence, const Values& values) const {
  std::string out;
  while (!sentence.empty()) {
    const std::size_t open = std::min(sentence.find('{'), sentence.size());
    out += sentence.substr(0, open);
    sentence.remove_prefix(open);
    const std::size_t close = sentence.find('}');
    if (sentence.empty() || close == std::string_view::npos) break;
    const std::string_view inside = sentence.substr(1, close - 1);
    const std::size_t colon = inside.find(':');
    const auto found = values.find(inside.substr(0, colon));
    if (found != values.end())
      out += colon == std::string_view::npos ? found->second
                                             : form(found->second, inside.substr(colon + 1));
    sentence.remove_prefix(close + 1);
  }
  return out + std::string(sentence);
}

}  // namespace nostos::synth
