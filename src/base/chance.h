// SPDX-License-Identifier: Apache-2.0
// Chance: where random bytes come from. Injected, so that a run can be replayed from a seed; the
// program itself uses the system's secure source.
#pragma once

#include <cstdint>
#include <span>

namespace nostos {

class Chance {
 public:
  virtual ~Chance() = default;
  virtual void fill(std::span<std::uint8_t> bytes) = 0;  // safe from any thread
};

}  // namespace nostos
