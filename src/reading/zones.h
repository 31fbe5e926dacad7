// SPDX-License-Identifier: Apache-2.0
// Zones: what each part of a report is (title, lede, quote, caption, background …), from its layout
// and its cue words.
#pragma once

#include <string>
#include <vector>

#include "base/name.h"
#include "domain/reading.h"
#include "reading/chunks.h"

namespace nostos::reading {

struct Zoning {
  std::vector<domain::Zone> zones;  // by block
  std::vector<Name> sentence;       // kind by sentence
  std::vector<bool> past_section;   // by sentence: stands under a heading about an earlier event
};

Zoning find_zones(const Lattice& lattice, const Grammar& grammar);

}  // namespace nostos::reading
