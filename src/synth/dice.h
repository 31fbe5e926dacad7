// SPDX-License-Identifier: Apache-2.0
// Dice: numbers by chance that are a function of their seed on every machine (SplitMix64, public
// domain, by S. Vigna). Not for secrets.
#pragma once

#include <cstdint>

namespace nostos::synth {

constexpr std::uint64_t mixed(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31U);
}

class Dice {
 public:
  explicit constexpr Dice(std::uint64_t seed) : state_(seed) {}
  constexpr std::uint64_t next() {
    const std::uint64_t value = mixed(state_);
    state_ += 0x9E3779B97F4A7C15ULL;
    return value;
  }
  // 0 … sides - 1; uneven by less than one in 2^32 for the small dice it is used for.
  constexpr std::uint32_t below(std::uint32_t sides) {
    return static_cast<std::uint32_t>(((next() >> 32U) * sides) >> 32U);
  }
  constexpr bool in(int of, int count) {
    return below(static_cast<std::uint32_t>(of)) < static_cast<std::uint32_t>(count);
  }
  double unit() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }

 private:
  std::uint64_t state_;
};

}  // namespace nostos::synth
