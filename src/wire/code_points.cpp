// SPDX-License-Identifier: Apache-2.0
#include "wire/code_points.h"

#include <algorithm>

namespace nostos::wire {
namespace {

bool starts_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

}  // namespace

CodePoints::CodePoints(std::string_view text) : text_(text) {
  ascii_ = std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
  if (ascii_) return;
  for (std::uint32_t at = 0; at < text.size(); ++at) {
    if (at % kStep == 0) point_at_.push_back(count_);
    if (!starts_code_point(text[at])) continue;
    if (count_ % kStep == 0) byte_at_.push_back(at);
    ++count_;
  }
}

std::uint32_t CodePoints::from_bytes(std::uint32_t bytes) const {
  if (ascii_) return bytes;
  const auto size = static_cast<std::uint32_t>(text_.size());
  if (bytes >= size) return count_ + (bytes - size);
  std::uint32_t at = bytes / kStep * kStep;
  std::uint32_t points = point_at_[bytes / kStep];
  for (; at < bytes; ++at) points += starts_code_point(text_[at]) ? 1U : 0U;
  return points;
}

std::uint32_t CodePoints::to_bytes(std::uint32_t code_points) const {
  if (ascii_) return code_points;
  const auto size = static_cast<std::uint32_t>(text_.size());
  if (code_points >= count_) return size + (code_points - count_);
  std::uint32_t at = byte_at_[code_points / kStep];
  for (std::uint32_t left = code_points % kStep; left > 0; --left) {
    do ++at;
    while (at < size && !starts_code_point(text_[at]));
  }
  return at;
}

}  // namespace nostos::wire
