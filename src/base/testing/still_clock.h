// SPDX-License-Identifier: Apache-2.0
// StillClock stands at 2024-03-02T10:00:00Z until it is set; CountingChance counts upwards. For
// tests.
#pragma once

#include <atomic>
#include <cstdint>

#include "base/chance.h"
#include "base/clock.h"

namespace nostos {

struct StillClock final : Clock {
  Instant instant{std::chrono::sys_days(std::chrono::year(2024) / 3 / 2) + std::chrono::hours(10)};
  Instant now() const override { return instant; }
};

struct CountingChance final : Chance {
  std::atomic<std::uint64_t> next{1};
  void fill(std::span<std::uint8_t> bytes) override {
    std::uint64_t rest = next.fetch_add(1);
    for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte, rest >>= 8U) {
      *byte = static_cast<std::uint8_t>(rest & 0xFFU);
    }
  }
};

}  // namespace nostos
