// SPDX-License-Identifier: Apache-2.0
// Weights: what each kind of agreement between a query and a record is worth. The share m of a
// level among pairs of one person is set here (or taken from a learned model); its share u among
// pairs of two people is counted in the registry at hand, for the very words of the query: how many
// records have a surname within one edit of this one is known, not estimated. Counting u over
// everything at least as close keeps the order: closer is never worth less. Plain values.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "matching/model.h"
#include "matching/waterfall.h"

namespace nostos::finding {

// How close a word of the registry is to a word of the query.
enum class NameLevel : std::uint8_t {
  different,
  exact,      // the same letters
  spelling,   // one key in common: another script or another way to write it
  same_name,  // Микола and Николай
  one_edit,
  two_edits,
  same_near,        // another form of a name that slips may have made of one
  initial,          // one of the two is the initial of the other
  initial_of_same,  // the initial of another form of the name: О. for Алексей, who is Олексій
  begins,           // begins with what has been typed so far
  distant,  // three letters off, in long words four: leads nowhere, but tells strangers apart
  missing,  // one of the two does not say
};
inline constexpr std::size_t kNameLevels = 12;

enum class DateLevel : std::uint8_t {
  missing,
  exact,       // both to the day, and the same
  turned,      // day and month changed round
  near_year,   // day and month agree, the year is one off
  consistent,  // at least one of them says less, and nothing contradicts
  one_digit,   // one digit wrong
  year,        // the year agrees
  close_year,  // the year is one off
  different,
};
inline constexpr std::size_t kDateLevels = 9;

enum class TextLevel : std::uint8_t {
  different,
  exact,
  part,   // all words of one are in the other
  alike,  // a word in common
  missing,
};
inline constexpr std::size_t kTextLevels = 5;

enum class NumberLevel : std::uint8_t { different, exact, one_digit, missing };
inline constexpr std::size_t kNumberLevels = 4;

// By level; the places of `missing` are not used.
using NameShares = std::array<double, kNameLevels>;

struct Weights {
  // That the person sought is in the registry at all, before anything is compared.
  double in_registry = 0.5;
  //                     different exact spelling same one_ed two_ed same_near initial of_same
  //                     begins distant
  NameShares surname = {0.02, 0.62, 0.24, 0.02, 0.07, 0.03, 0.01, 0.95, 0.05, 0.95, 0.01};
  NameShares given = {0.02, 0.60, 0.20, 0.06, 0.07, 0.03, 0.01, 0.95, 0.08, 0.95, 0.01};
  NameShares patronymic = {0.03, 0.62, 0.17, 0.05, 0.08, 0.03, 0.01, 0.95, 0.08, 0.95, 0.01};
  // The share of people anywhere that are at least as close by chance: what is believed of a
  // registry as long as it is small.
  // Of `distant` what is said here is added to what is counted: it alone is not counted.
  NameShares surname_by_chance = {1,     0.0005, 0.0007, 0.0007, 0.002, 0.01,
                                  0.011, 0.06,   0.061,  0.002,  0.005};
  NameShares given_by_chance = {1, 0.02, 0.025, 0.03, 0.04, 0.08, 0.09, 0.1, 0.12, 0.03, 0.015};
  double counts_for = 1000;  // records: so many must be counted to weigh as much as that belief
  //             missing exact turned near_year consistent one_digit year close different
  std::array<double, kDateLevels> date = {0, 0.83, 0.015, 0.04, 0.92, 0.03, 0.03, 0.02, 0.035};
  double days_of_birth = 22'000;  // that are about equally common
  std::array<double, kTextLevels> unit = {0.15, 0.55, 0.20, 0.10, 0};
  std::array<double, kTextLevels> rank = {0.25, 0.55, 0.10, 0.10, 0};
  std::array<double, kTextLevels> place = {0.25, 0.45, 0.20, 0.10, 0};
  std::array<double, kNumberLevels> number = {0.05, 0.90, 0.05, 0};
  // Surname and given name stand in each other's place.
  double swapped = 0.03;
  // What experience makes of a total; rising, straight lines between; empty: as added up.
  std::vector<matching::CalibrationPoint> calibration;
};

// The shares that were learned where records of one person are known, and their calibration.
Weights learned_weights(const matching::Model& model);

// What is added to a total so that it is what experience makes of it.
matching::Millibits calibration_step(const Weights& weights, matching::Millibits total);

}  // namespace nostos::finding
