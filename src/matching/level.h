// SPDX-License-Identifier: Apache-2.0
// Measure: how the values of one field are compared. Level: how alike two values are, by that
// measure; small numbers, 0 = at least one of the two records does not say. Levels are kept as
// four bits of a pattern, so a measure has at most fifteen.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "domain/source_record.h"

namespace nostos::matching {

enum class Measure : std::uint8_t {
  name,      // a word or two of a name: typing errors, initials, parts, one name in two scripts
  date,      // a day, as far as known: wrong digits, day and month changed round, near years
  text,      // addresses, places, whole names: words in any order, typing errors
  number,    // service and document numbers: a digit wrong or changed round
  category,  // sex, state, rank: the same or not
  age,       // whole years
};
inline constexpr std::size_t kMeasures = 6;

using Level = std::uint8_t;
inline constexpr Level kMissing = 0;
inline constexpr Level kExact = 1;

// The levels of names and texts.
namespace name_level {
inline constexpr Level same_name = 2;  // one name in two scripts, or a short form of it
inline constexpr Level one_edit = 3;
inline constexpr Level close = 4;    // two edits, or Jaro-Winkler 0.90 and above
inline constexpr Level alike = 5;    // Jaro-Winkler 0.80 and above
inline constexpr Level initial = 6;  // one is an initial of the other
inline constexpr Level part = 7;     // one has a word of the other, or is its beginning
inline constexpr Level swapped = 8;  // stands in the place of another name of the record
inline constexpr Level different = 9;
}  // namespace name_level

// The levels of dates.
namespace date_level {
inline constexpr Level turned = 2;      // day and month changed round
inline constexpr Level one_digit = 3;   // one digit wrong, or two neighbours changed round
inline constexpr Level near_year = 4;   // day and month agree, the year is one off
inline constexpr Level consistent = 5;  // one says less, and what it says agrees
inline constexpr Level day_month = 6;   // day and month agree, the year does not
inline constexpr Level year_month = 7;
inline constexpr Level year_day = 8;
inline constexpr Level two_digits = 9;   // two digits wrong
inline constexpr Level year = 10;        // the year agrees
inline constexpr Level close_year = 11;  // the year is one off
inline constexpr Level different = 12;
}  // namespace date_level

// Names and texts have nine levels, dates twelve, numbers and categories use those of names, ages
// those that date_level calls exact, near_year (one off) and close_year (two or three off).
Level last_level(Measure measure);       // "different"
std::string_view name(Measure measure);  // "name", "date", …
std::optional<Measure> measure_named(std::string_view name);
std::string_view level_name(Measure measure, Level level);  // "exact", "one_edit", …
std::optional<Level> level_named(Measure measure, std::string_view name);
// What a field of this kind is compared by; nothing for kinds that are never compared.
std::optional<Measure> usual_measure(domain::FieldKind kind);

}  // namespace nostos::matching
