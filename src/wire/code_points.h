// SPDX-License-Identifier: Apache-2.0
// CodePoints: turns byte offsets of one text into code point offsets and back. Readings keep bytes;
// everything published counts Unicode code points. Building costs linear time, asking constant time
// one way and logarithmic the other; the text must outlive it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace nostos::wire {

class CodePoints {
 public:
  explicit CodePoints(std::string_view text);

  // Offsets past the end count as if one more code point stood for each byte, so that an empty text
  // (a reading published without it) leaves offsets as they are.
  std::uint32_t from_bytes(std::uint32_t bytes) const;
  std::uint32_t to_bytes(std::uint32_t code_points) const;

 private:
  static constexpr std::uint32_t kStep = 64;

  std::string_view text_;
  bool ascii_ = true;
  std::uint32_t count_ = 0;
  std::vector<std::uint32_t> point_at_;  // code points that start before every kStep-th byte
};

}  // namespace nostos::wire
