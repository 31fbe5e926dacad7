// SPDX-License-Identifier: Apache-2.0
// EstimateLine: how far a step of a long work is and how long it will take, on a terminal's error
// line; nothing elsewhere. The time left is told by the pace of this step since it began, and not
// before there is enough of it to go by. Used by one thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "cli/environment.h"

namespace nostos::cli {

// "Comparing  [#########-----------]  45 %, about 2 min left"
std::string estimate_text(std::string_view doing, std::uint64_t done, std::uint64_t total,
                          std::int64_t milliseconds);

class EstimateLine {
 public:
  explicit EstimateLine(Environment& environment) : environment_(environment) {}
  // `total` 0: not known.
  void show(std::string_view doing, std::uint64_t done, std::uint64_t total);
  void clear();

 private:
  Environment& environment_;
  std::string doing_;
  Instant began_{};
  Instant shown_{};
  std::uint64_t first_done_ = 0;
  bool open_ = false;
};

}  // namespace nostos::cli
