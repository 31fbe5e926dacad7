// SPDX-License-Identifier: Apache-2.0
// A pair of records, by their rows. Row numbers count from 0 in the order the records came.
#pragma once

#include <compare>
#include <cstdint>

namespace nostos::linkage {

using Row = std::uint32_t;

struct RecordPair {
  Row left = 0;
  Row right = 0;
  auto operator<=>(const RecordPair&) const = default;
};

}  // namespace nostos::linkage
