// SPDX-License-Identifier: Apache-2.0
// Settings: what a run of the linker is told. A small text that people can read and change; what it
// leaves out chooses itself from the columns there are. A plain value.
//
//   task link                       # or dedupe
//   lists-hold-a-person-once yes    # no list names one person twice
//   cut 0.5                         # a pair is of one person from this probability on
//   keep 0.02                       # pairs from this probability on are given out
//   pairs-per-record 60             # how many comparisons blocking may spend
//   compare-all 60000000            # all pairs are compared when there are no more than this
//   field surname name rarity       # column, measure, "rarity" when the rare weighs more
//   changed-round given_name surname   # columns whose values change places
//   block surname:sound given_name:initial birth_date:year
//   cannot-link sex                 # records that differ here are never of one person
//   person-gives surname birth_date # without one of these nothing is linked
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "linkage/record_table.h"
#include "matching/level.h"

namespace nostos::linkage {

enum class Task : std::uint8_t { dedupe, link };

struct FieldSetting {
  std::string column;
  matching::Measure measure = matching::Measure::text;
  bool rarity = true;
  bool operator==(const FieldSetting&) const = default;
};

// What of a column's value two records must share to be compared.
enum class KeyPart : std::uint8_t {
  whole,    // the value, folded
  sound,    // its skeleton: the same in every script and spelling
  initial,  // its first letter
  start,    // its first three letters
  year,     // of a date
  day,      // day and month of a date
};

struct KeySetting {
  std::string column;
  KeyPart part = KeyPart::whole;
  bool operator==(const KeySetting&) const = default;
};

struct BlockingRule {
  std::vector<KeySetting> keys;  // all of them must be shared
  bool operator==(const BlockingRule&) const = default;
};

struct Settings {
  Task task = Task::dedupe;
  bool lists_hold_a_person_once = false;
  double cut = 0.5;
  double keep = 0.02;
  double pairs_per_record = 60;
  std::uint64_t compare_all = 60'000'000;
  std::vector<FieldSetting> fields;
  std::vector<std::vector<std::string>> changed_round;  // groups of columns
  std::vector<BlockingRule> blocking;
  std::vector<std::string> cannot_link;
  std::vector<std::string> person_gives;
  bool operator==(const Settings&) const = default;
};

// What fits the columns of the table: measures by kind, and by what the values look like for kinds
// that hold anything; blocking rules by how much each tells.
Settings settings_for(const RecordTable& table, Task task);
// `given` with everything it leaves out filled in from settings_for.
Settings completed(Settings given, const RecordTable& table);
std::string write_settings(const Settings& settings);
// The message of a failure names line and remedy.
Result<Settings> parse_settings(std::string_view text);

}  // namespace nostos::linkage
