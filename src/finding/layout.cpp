// SPDX-License-Identifier: Apache-2.0
#include "finding/layout.h"

#include <algorithm>
#include <cstring>

namespace nostos::finding {
namespace {

constexpr std::uint64_t kPrime = 0x9E3779B97F4A7C15ULL;

std::uint64_t word_at(const std::byte* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

}  // namespace

Key Key::of(std::string_view text) {
  Key key;
  key.size = static_cast<std::uint8_t>(std::min(text.size(), kLongest));
  std::copy_n(text.begin(), key.size, key.letters.begin());
  return key;
}

std::uint64_t checksum(std::span<const std::byte> bytes) {
  // Four sums side by side keep the multiplier busy.
  std::array<std::uint64_t, 4> sums = {1, 2, 3, 4};
  const std::byte* at = bytes.data();
  std::size_t left = bytes.size();
  for (; left >= 32; at += 32, left -= 32) {
    for (std::size_t i = 0; i < 4; ++i)
      sums[i] = std::rotl(sums[i] ^ word_at(at + i * 8), 29) * kPrime;
  }
  std::uint64_t sum = bytes.size() * kPrime;
  for (; left > 0; ++at, --left)
    sum = std::rotl(sum ^ static_cast<std::uint64_t>(*at), 29) * kPrime;
  for (const std::uint64_t one : sums) sum = std::rotl(sum ^ one, 29) * kPrime;
  return sum ^ sum >> 32U;
}

}  // namespace nostos::finding
