// SPDX-License-Identifier: Apache-2.0
// EightBytes: eight bytes of a text, looked at together. A test answers with marks: no mark at all
// when no byte passes; else the lowest mark is that of the first byte that does (marks above it
// may be wrong).
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace nostos {

class EightBytes {
 public:
  static constexpr std::size_t kSize = 8;
  using Marks = std::uint64_t;

  // The bytes at `at`, all of which must be there.
  explicit EightBytes(const char* at) { std::memcpy(&bytes_, at, kSize); }
  explicit EightBytes(std::uint64_t bytes) : bytes_(bytes) {}

  Marks equal_to(char c) const { return zero_in(bytes_ ^ kOnes * static_cast<unsigned char>(c)); }
  Marks below_space() const { return (bytes_ - kOnes * 0x20) & ~bytes_ & kHighs; }
  Marks beyond_ascii() const { return bytes_ & kHighs; }
  // What a string of JSON does not hold as it is, or not without a look: quotes, backslashes,
  // control characters, all beyond ASCII. The four tests in one: where a byte has its highest bit
  // set, the others need not be right.
  Marks not_plain_in_json() const {
    const auto less_one = [this](char c) {
      return (bytes_ ^ kOnes * static_cast<unsigned char>(c)) - kOnes;
    };
    return (bytes_ | (bytes_ - kOnes * 0x20) | less_one('"') | less_one('\\')) & kHighs;
  }

  // Number of the first byte marked; there is one.
  static std::size_t first(Marks marks) {
    static_assert(std::endian::native == std::endian::little);
    return static_cast<std::size_t>(std::countr_zero(marks)) / 8;
  }

 private:
  static constexpr std::uint64_t kOnes = 0x0101010101010101ULL;
  static constexpr std::uint64_t kHighs = 0x8080808080808080ULL;
  static Marks zero_in(std::uint64_t x) { return (x - kOnes) & ~x & kHighs; }

  std::uint64_t bytes_ = 0;
};

}  // namespace nostos
