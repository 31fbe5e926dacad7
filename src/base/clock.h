// SPDX-License-Identifier: Apache-2.0
// Clock: where the time of day comes from. Injected, so that a test can set it. Nothing is ever
// ordered by it: order comes from the ledger's index.
#pragma once

#include <chrono>
#include <string>

namespace nostos {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;  // safe from any thread
};

// RFC 3339 in UTC with milliseconds: "2026-03-07T09:15:02.417Z".
std::string rfc3339(Instant instant);

}  // namespace nostos
