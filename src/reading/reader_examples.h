// SPDX-License-Identifier: Apache-2.0
// RuleExample: a yes or no line of a pattern file, for whoever checks that the rules hold.
// WhenLine: a wording of a rule, for whoever checks which of them are ever met.
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

struct WhenLine {
  std::string lang;
  std::string file;
  std::string rule;
  std::string gives;  // leg, event …
  int line = 0;
};

}  // namespace nostos::reading
