// SPDX-License-Identifier: Apache-2.0
#include "wire/code_points.h"

#include <algorithm>

#include "base/utf8.h"

namespace nostos::wire {
namespace {

bool starts_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

}  // namespace

CodePoints::CodePoints(std::string_view text) : text_(text) {
  const auto size = static_cast<std::uint32_t>(text.size());
  point_at_.reserve(size / kStep + 1);
  for (std::uint32_t at = 0; at < size; at += kStep) {
    point_at_.push_back(count_);
    count_ += static_cast<std::uint32_t>(count_code_points(text.substr(at, kStep)));
  }
  ascii_ = count_ == size;
}

std::uint32_t CodePoints::from_bytes(std::uint32_t bytes) const {
  if (ascii_) return bytes;
  const auto size = static_cast<std::uint32_t>(text_.size());
  if (bytes >= size) return count_ + (bytes - size);
  const std::uint32_t at = bytes / kStep * kStep;
  return point_at_[bytes / kStep] +
         static_cast<std::uint32_t>(count_code_points(text_.substr(at, bytes - at)));
}

std::uint32_t CodePoints::to_bytes(std::uint32_t code_points) const {
  if (ascii_) return code_points;
  const auto size = static_cast<std::uint32_t>(text_.size());
  if (code_points >= count_) return size + (code_points - count_);
  // The last step that begins with no more code points before it than are asked for.
  const auto step = std::ranges::upper_bound(point_at_, code_points) - point_at_.begin() - 1;
  auto at = static_cast<std::uint32_t>(step) * kStep;
  std::uint32_t points = point_at_[static_cast<std::size_t>(step)];
  while (true) {
    if (starts_code_point(text_[at]) && points++ == code_points) return at;
    ++at;
  }
}

}  // namespace nostos::wire
