// SPDX-License-Identifier: Apache-2.0
// Drops everything that was made from the ledger and makes it again: the views, the readings (with
// the present rules) and the reckoning. Entries are only added where a report now reads
// differently.
#pragma once

#include <cstddef>

#include "actions/bureau.h"

namespace nostos::actions {

struct Rebuilt {
  std::size_t entries = 0;
  std::size_t reports = 0;
  std::size_t read_differently = 0;  // a new reading was recorded for these
  // Of those, the ones read by the very same rules: the program itself changed, or does not give
  // the same result twice.
  std::size_t by_the_same_rules = 0;
  std::size_t exchanges = 0;
  std::size_t findings = 0;
};

// How many readings were made by other rules than the present ones.
std::size_t stale_readings(const Bureau& bureau);
// Reads again what was read by other rules than the present ones; returns how many that were.
Result<std::size_t> read_again_what_is_stale(Bureau& bureau, const Progress& progress);

Result<Rebuilt> rebuild_views(Bureau& bureau, const Progress& progress);

}  // namespace nostos::actions
