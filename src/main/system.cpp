// SPDX-License-Identifier: Apache-2.0
#include "main/system.h"

#include <sys/random.h>

#include <algorithm>

#include "base/check.h"

namespace nostos {

Instant SystemClock::now() const {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

void SystemChance::fill(std::span<std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t got = getrandom(bytes.data(), std::min<std::size_t>(bytes.size(), 256), 0);
    // Up to 256 bytes are never cut short by a signal once the system's pool is ready
    // (getrandom(2)).
    NOSTOS_CHECK(got > 0, "the kernel always has random bytes");
    bytes = bytes.subspan(static_cast<std::size_t>(got));
  }
}

}  // namespace nostos
