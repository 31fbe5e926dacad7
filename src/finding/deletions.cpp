// SPDX-License-Identifier: Apache-2.0
#include "finding/deletions.h"

#include <algorithm>

namespace nostos::finding {
namespace {

constexpr std::uint64_t kBase = 0x9E3779B97F4A7C15ULL;  // odd

constexpr std::array<std::uint64_t, kDeletionPrefix + 1> kPowers = [] {
  std::array<std::uint64_t, kDeletionPrefix + 1> powers{};
  powers[0] = 1;
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * kBase;
  return powers;
}();

constexpr std::uint64_t mixed(std::uint64_t x) {
  x ^= x >> 32U;
  x *= 0xD6E8FEB86659FD93ULL;
  x ^= x >> 32U;
  x *= 0xD6E8FEB86659FD93ULL;
  return x ^ x >> 32U;
}

}  // namespace

void Deletions::add(std::uint64_t sum, std::size_t length) {
  hashes_[size_++] = mixed(sum + length * 0xA24BAED4963EE407ULL);
}

// The hash is a polynomial, so that what is left out is taken out by sums over the beginnings.
Deletions::Deletions(std::string_view key) {
  const std::size_t n = std::min(key.size(), kDeletionPrefix);
  // until[i]: the polynomial of the first i letters.
  std::array<std::uint64_t, kDeletionPrefix + 1> until{};
  for (std::size_t i = 0; i < n; ++i)
    until[i + 1] = until[i] * kBase + static_cast<unsigned char>(key[i]) + 1;
  const auto piece = [&](std::size_t from, std::size_t to) {
    return until[to] - until[from] * kPowers[to - from];
  };
  add(until[n], n);
  // Of a run of equal letters only the first may go first, so that a result comes once.
  for (std::size_t i = 0; i < n; ++i) {
    if (i > 0 && key[i] == key[i - 1]) continue;
    add(until[i] * kPowers[n - i - 1] + piece(i + 1, n), n - 1);
  }
  for (std::size_t i = 0; i + 1 < n; ++i) {
    if (i > 0 && key[i] == key[i - 1]) continue;
    for (std::size_t j = i + 1; j < n; ++j) {
      if (j > i + 1 && key[j] == key[j - 1]) continue;
      const std::uint64_t head = until[i] * kPowers[j - i - 1] + piece(i + 1, j);
      add(head * kPowers[n - j - 1] + piece(j + 1, n), n - 2);
    }
  }
}

}  // namespace nostos::finding
