// SPDX-License-Identifier: Apache-2.0
// word_hash: 64 bits of a folded word, the same on every machine. Not for keys that an adversary
// chooses: tables that use it compare the words too, by same_word. Pure; linear, eight bytes a
// step.
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

// Equality without a call, since words are short and are looked up by the hundred thousand.
inline bool same_word(std::string_view a, std::string_view b) {
  const std::size_t size = a.size();
  if (size != b.size()) return false;
  const auto differ = [&]<class Block>(Block, std::size_t at) {
    Block x = 0;
    Block y = 0;
    std::memcpy(&x, a.data() + at, sizeof x);
    std::memcpy(&y, b.data() + at, sizeof y);
    return x != y;
  };
  if (size >= 8) {
    for (std::size_t at = 0; at + 8 < size; at += 8) {
      if (differ(std::uint64_t{}, at)) return false;
    }
    return !differ(std::uint64_t{}, size - 8);
  }
  if (size >= 4) return !differ(std::uint32_t{}, 0) && !differ(std::uint32_t{}, size - 4);
  if (size == 0) return true;
  return a[0] == b[0] && a[size / 2] == b[size / 2] && a[size - 1] == b[size - 1];
}

}  // namespace nostos
