// SPDX-License-Identifier: Apache-2.0
#include "synth/phrases.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/check.h"

namespace nostos::synth {
namespace {

constexpr std::array<std::string_view, 23> kKeys = {
    "thousands",   "date",        "ordinal",      "outlet",       "title",     "title.count",
    "lede.day",    "lede.dated",  "lede.undated", "count.keeper", "count.own", "hedge",
    "count.other", "claim.other", "ordinal.told", "total",        "rank",      "service",
    "previous",    "superlative", "noise",        "month",        "weekday"};
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
    phrases.rows_[std::string(row.substr(0, tab))].emplace_back(row.substr(tab + 1));
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

// The row for the last two digits goes before the one for the last, that before the general one.
std::string Phrases::ordinal(std::int64_t value) const {
  const std::string digits = std::to_string(value);
  for (const std::size_t last : {std::size_t{2}, std::size_t{1}}) {
    if (digits.size() < last) continue;
    const auto found = rows_.find("ordinal." + digits.substr(digits.size() - last));
    if (found != rows_.end()) return filled(found->second.front(), {{"n", digits}});
  }
  return filled(of("ordinal").front(), {{"n", digits}});
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

std::string filled(std::string_view sentence, const Values& values) {
  std::string out;
  while (!sentence.empty()) {
    const std::size_t open = std::min(sentence.find('{'), sentence.size());
    out += sentence.substr(0, open);
    sentence.remove_prefix(open);
    const std::size_t close = sentence.find('}');
    if (sentence.empty() || close == std::string_view::npos) break;
    const auto found = values.find(sentence.substr(1, close - 1));
    if (found != values.end()) out += found->second;
    sentence.remove_prefix(close + 1);
  }
  return out + std::string(sentence);
}

}  // namespace nostos::synth
