// SPDX-License-Identifier: Apache-2.0
// Numbers in hexadecimal digits, all of them at once instead of one by one.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

namespace nostos {

// Writes eight digits, small letters, leading zeros too; returns the place behind them.
inline char* put_hex(std::uint32_t number, char* to) {
  // Four bits to a byte, the highest in the first byte.
  std::uint64_t digits = number;
  digits = (digits | digits << 16U) & 0x0000FFFF0000FFFFULL;
  digits = (digits | digits << 8U) & 0x00FF00FF00FF00FFULL;
  digits = (digits | digits << 4U) & 0x0F0F0F0F0F0F0F0FULL;
  static_assert(std::endian::native == std::endian::little);
  digits = std::byteswap(digits);
  const std::uint64_t letters = (digits + 0x0606060606060606ULL) >> 4U & 0x0101010101010101ULL;
  digits += 0x3030303030303030ULL + letters * ('a' - '9' - 1);
  std::memcpy(to, &digits, sizeof digits);
  return to + sizeof digits;
}

inline char* put_hex(std::uint64_t number, char* to) {
  return put_hex(static_cast<std::uint32_t>(number),
                 put_hex(static_cast<std::uint32_t>(number >> 32U), to));
}

}  // namespace nostos
