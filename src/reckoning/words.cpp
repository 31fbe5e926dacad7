// SPDX-License-Identifier: Apache-2.0
#include "reckoning/words.h"

#include <array>

namespace nostos::reckoning {
namespace {

constexpr std::array<std::string_view, 7> kWeekdays = {
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

}  // namespace

std::string ordinal_words(std::int64_t value) {
  const std::int64_t last_two = value % 100;
  const std::int64_t last = value % 10;
  const bool teen = last_two >= 11 && last_two <= 13;
  std::string_view ending = "th";
  if (!teen && last == 1) ending = "st";
  if (!teen && last == 2) ending = "nd";
  if (!teen && last == 3) ending = "rd";
  return std::to_string(value) + std::string(ending);
}

std::string pattern_words(const DayPattern& pattern) {
  if (pattern.fits_all()) return "an unknown day";
  std::string words;
  if (pattern.weekday) words = kWeekdays[static_cast<std::size_t>(*pattern.weekday)];
  if (pattern.month != 0) {
    if (!words.empty()) words += ", ";
    if (pattern.day != 0) words += std::to_string(pattern.day) + " ";
    words += kMonths[static_cast<std::size_t>(pattern.month - 1)];
    return pattern.day == 0 ? "a day in " + words : "a " + words;
  }
  return "a " + words;
}

std::string day_words(const std::optional<domain::Day>& earliest,
                      const std::optional<domain::Day>& latest, const DayPattern& pattern) {
  if (earliest && latest && *earliest == *latest) return domain::iso(*earliest);
  std::string words = pattern.fits_all() && (earliest || latest) ? "a day" : pattern_words(pattern);
  if (earliest && latest) {
    words += " from " + domain::iso(*earliest) + " to " + domain::iso(*latest);
  } else if (earliest) {
    words += " not before " + domain::iso(*earliest);
  } else if (latest) {
    words += " not after " + domain::iso(*latest);
  }
  return words;
}

std::string report_words(const domain::Reading& reading) {
  if (reading.id.empty()) return "report " + reading.digest.substr(0, 16);
  // Of a path or address, the last part tells enough.
  const std::size_t slash = reading.id.find_last_of('/');
  const bool inside = slash != std::string::npos && slash + 1 < reading.id.size();
  return "report " + (inside ? reading.id.substr(slash + 1) : reading.id);
}

std::string joined(const std::vector<std::string>& items, std::string_view between) {
  std::string out;
  for (const std::string& item : items) {
    if (!out.empty()) out += between;
    out += item;
  }
  return out;
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

}  // namespace nostos::reckoning
