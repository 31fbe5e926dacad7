// SPDX-License-Identifier: Apache-2.0
// The system's clock and its source of secure random bytes. Safe from any thread.
#pragma once

#include "base/chance.h"
#include "base/clock.h"

namespace nostos {

class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

class SystemChance final : public Chance {
 public:
  void fill(std::span<std::uint8_t> bytes) override;
};

}  // namespace nostos
