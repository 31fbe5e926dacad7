// SPDX-License-Identifier: Apache-2.0
#include "matching/level.h"

#include <algorithm>
#include <array>
#include <span>

namespace nostos::matching {
namespace {

using domain::FieldKind;

constexpr std::array<std::string_view, kMeasures> kMeasureNames = {"name",   "date",     "text",
                                                                   "number", "category", "age"};
constexpr std::array<std::string_view, 10> kNameLevels = {
    "missing", "exact",   "same_name", "one_edit", "close",
    "alike",   "initial", "part",      "swapped",  "different"};
constexpr std::array<std::string_view, 13> kDateLevels = {
    "missing",    "exact",    "turned",     "one_digit", "near_year",  "consistent", "day_month",
    "year_month", "year_day", "two_digits", "year",      "close_year", "different"};

std::span<const std::string_view> levels_of(Measure measure) {
  if (measure == Measure::date || measure == Measure::age) return kDateLevels;
  return kNameLevels;
}

}  // namespace

Level last_level(Measure measure) { return static_cast<Level>(levels_of(measure).size() - 1); }

std::string_view name(Measure measure) { return kMeasureNames[static_cast<std::size_t>(measure)]; }

std::optional<Measure> measure_named(std::string_view name) {
  const auto found = std::ranges::find(kMeasureNames, name);
  if (found == kMeasureNames.end()) return std::nullopt;
  return static_cast<Measure>(found - kMeasureNames.begin());
}

std::string_view level_name(Measure measure, Level level) { return levels_of(measure)[level]; }

std::optional<Level> level_named(Measure measure, std::string_view name) {
  const auto levels = levels_of(measure);
  const auto found = std::ranges::find(levels, name);
  if (found == levels.end()) return std::nullopt;
  return static_cast<Level>(found - levels.begin());
}

std::optional<Measure> usual_measure(FieldKind kind) {
  switch (kind) {
    case FieldKind::surname:
    case FieldKind::given_name:
    case FieldKind::patronymic:
    case FieldKind::maiden_name:
    case FieldKind::fathers_name:
    case FieldKind::mothers_name:
    case FieldKind::mothers_maiden_name:
      return Measure::name;
    case FieldKind::full_name:
    case FieldKind::alias:
    case FieldKind::birth_place:
    case FieldKind::residence:
    case FieldKind::unit:
    case FieldKind::place:
      return Measure::text;
    case FieldKind::birth_date:
      return Measure::date;
    case FieldKind::age:
      return Measure::age;
    case FieldKind::sex:
    case FieldKind::nationality:
    case FieldKind::rank:
      return Measure::category;
    case FieldKind::service_number:
    case FieldKind::prisoner_number:
    case FieldKind::document_number:
      return Measure::number;
    case FieldKind::as_of:
    case FieldKind::status:
    case FieldKind::note:
    case FieldKind::other:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace nostos::matching
