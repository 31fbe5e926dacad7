// SPDX-License-Identifier: Apache-2.0
// RuleExample: a yes or no line of a pattern file, for whoever checks that the rules hold.
#pragma once

#include <string>

namespace nostos::reading {

struct RuleExample {
  std::string lang;
  std::string file;
  std::string rule;
  int line = 0;
  bool yes = true;
  std::string text;
  std::string expect;  // "leg eq 100 to=UA", "none", "event completed", "date 2024-05-06"
};

}  // namespace nostos::reading
