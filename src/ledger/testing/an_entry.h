// SPDX-License-Identifier: Apache-2.0
// A report's entry with the operation one chooses; time stands still, ids count up. For tests.
#pragma once

#include <string>
#include <string_view>

#include "base/testing/still_clock.h"
#include "ledger/entry.h"

namespace nostos::ledger {

inline Entry an_entry(const std::string& operation, const std::string& about = "r1",
                      std::string_view kind = kind::report_received) {
  static StillClock clock;
  static CountingChance chance;
  return new_entry(
      {kind, "clerk", operation, about, R"({"version":1,"operation":")" + operation + "\"}"}, clock,
      chance);
}

}  // namespace nostos::ledger
