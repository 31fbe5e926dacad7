// SPDX-License-Identifier: Apache-2.0
// word_hash: 64 bits of a folded word, the same on every machine. Not for keys that an adversary
// chooses: tables that use it compare the words too. Pure; linear, eight bytes a step.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace nostos {

inline std::uint64_t word_hash(std::string_view word) {
  static_assert(std::endian::native == std::endian::little, "sketches are kept for other machines");
  constexpr std::uint64_t kPrime = 0x9E3779B97F4A7C15ULL;
  std::uint64_t hash = word.size() * kPrime;
  const char* at = word.data();
  std::size_t left = word.size();
  for (; left >= 8; at += 8, left -= 8) {
    std::uint64_t piece = 0;
    std::memcpy(&piece, at, 8);
    hash = std::rotl(hash ^ piece, 29) * kPrime;
  }
  std::uint64_t piece = 0;
  if (left >= 4) {
    // The first and the last four bytes: together all there are.
    std::uint32_t head = 0;
    std::uint32_t tail = 0;
    std::memcpy(&head, at, 4);
    std::memcpy(&tail, at + left - 4, 4);
    piece = static_cast<std::uint64_t>(tail) << 32U | head;
  } else if (left > 0) {
    const auto byte = [at](std::size_t i) {
      return static_cast<std::uint64_t>(static_cast<unsigned char>(at[i]));
    };
    piece = byte(0) | byte(left / 2) << 8U | byte(left - 1) << 16U;
  }
  hash = (hash ^ piece) * kPrime;
  hash ^= hash >> 32U;
  return hash * kPrime ^ hash >> 29U;
}

}  // namespace nostos
