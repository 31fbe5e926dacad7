// SPDX-License-Identifier: Apache-2.0
// Baseline: what one would write first. A full HTML5 parser for the visible text, and a handful of
// regular expressions for counts, dates, ordinals and speakers. It finds figures near the right
// words; it knows no sides, events, breakdowns, chains or doubts.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace nostos::bench {

class Baseline {
 public:
  Baseline();
  ~Baseline();
  Baseline(const Baseline&) = delete;
  Baseline& operator=(const Baseline&) = delete;

  static std::string visible_text(std::string_view page);
  // What the expressions matched, one a line.
  std::string extract(std::string_view text) const;

 private:
  struct Expressions;
  std::unique_ptr<const Expressions> expressions_;
};

}  // namespace nostos::bench
