// SPDX-License-Identifier: Apache-2.0
#include "reading/entry_check.h"

#include <charconv>
#include <string_view>

#include "domain/quantity.h"

namespace nostos::reading {
namespace {

std::optional<long long> whole(std::string_view text) {
  long long value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::string> unless_between(std::string_view what, std::string_view text,
                                          long long low, long long high) {
  const auto number = whole(text);
  if (number && *number >= low && *number <= high) return std::nullopt;
  return std::string(what) + " needs a number from " + std::to_string(low) + " to " +
         std::to_string(high) + ", not \"" + std::string(text) + "\"";
}

}  // namespace

std::optional<std::string> fault_of_entry(const language::Row& row) {
  constexpr long long kLargestNumber = 1'000'000'000;
  constexpr long long kFarthestDay = 3660;
  const std::string_view cls = row.cells[0];
  const std::string_view id = row.cells[1];
  if (cls == "NUM" || cls == "ORD" || cls == "VAGUE")
    return unless_between(std::string(cls) + ": its id", id, 0, kLargestNumber);
  if (cls == "MONTH") return unless_between("MONTH: its id", id, 1, 12);
  if (cls == "WEEKDAY") return unless_between("WEEKDAY: its id", id, 0, 6);
  if ((cls == "HEDGE" || cls == "HEDGEPOST") && !domain::count_op_named(id))
    return "\"" + std::string(id) + "\" is no operator: write ap, ge, gt, le or lt";
  for (const std::string_view feature : language::split(row.cells[2], ',')) {
    std::optional<std::string> fault;
    if (feature.starts_with("days="))
      fault = unless_between("days=", feature.substr(5), -kFarthestDay, kFarthestDay);
    if (feature.starts_with("tolerance="))
      fault = unless_between("tolerance=", feature.substr(10), 0, 100);
    if (fault) return fault;
  }
  return std::nullopt;
}

}  // namespace nostos::reading
