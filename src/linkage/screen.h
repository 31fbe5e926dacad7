// SPDX-License-Identifier: Apache-2.0
// Screen: one value against many, before any letters are compared. Numbers of values, lengths,
// first letters and signatures settle nearly all pairs; for what they do not settle the answer is
// "look closer", never a wrong level. Of dates the level itself is said. Three ways to compute it
// (any machine, AVX2, AVX-512) that agree byte for byte; the fastest that the machine has is chosen
// at run time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace nostos::linkage {

// What is said of two spellings. `alike_at_best`: to be looked at closer, too, but too few letters
// are common for any other level of names and texts than alike and different. Bit 1: they are not
// equal; bit 0 besides: they may be near.
enum class Screened : std::uint8_t {
  missing = 0,
  equal = 1,
  different = 2,
  look_closer = 3,
  alike_at_best = 6,
};
inline constexpr std::size_t kCodes = 16;  // these, or the levels of dates

// A spelling: `id` 0 = missing, `length` to 255, `words` a bit for each word by its hash.
// Signatures are those of matching::letter_signature.
struct alignas(32) SpellingValue {  // never across two lines of the cache
  std::uint64_t signature = 0;
  std::uint64_t words = 0;
  std::uint32_t length = 0;
  std::uint32_t first = 0;
  std::uint32_t id = 0;
};
// A date: `digits` as matching::WrittenDate has them, `year` as a number, kNoYear when any digit of
// it is unknown. An age stands in `digits` as it is.
struct DateValue {
  std::uint32_t id = 0;
  std::uint32_t digits = 0;
  std::uint32_t year = 0;
};
inline constexpr std::uint32_t kNoYear = 0xFFFFFFFF;

struct SpellingColumns {
  const std::uint32_t* id;
  const std::uint32_t* length;
  const std::uint32_t* first;
  const std::uint64_t* signature;
  const std::uint64_t* words;
};
struct DateColumns {
  const std::uint32_t* id;
  const std::uint32_t* digits;
  const std::uint32_t* year;
};

// One value against `count` others; `out` has a byte for each. Columns and `out` go on for
// kScreenRoom more places, which are read and written over as is handy; what is in them says
// nothing.
inline constexpr std::size_t kScreenRoom = 16;
using ScreenSpellings = void (*)(const SpellingValue& one, const SpellingColumns& others,
                                 std::size_t count, std::uint8_t* out);
// Dates: the levels of matching::compare_dates.
using ScreenDates = void (*)(const DateValue& one, const DateColumns& others, std::size_t count,
                             std::uint8_t* out);
// Ages: the levels of matching::compare_ages; few lists have them, one way is enough.
void screen_ages(const DateValue& one, const DateColumns& others, std::size_t count,
                 std::uint8_t* out);

// What each thing the screen can say of a field counts, by the code; two sums are made of it.
struct CodeWeights {
  alignas(64) std::array<std::array<std::int32_t, kCodes>, 2> sum{};
  bool of_levels = false;  // codes may be above 7
};
struct Sifting {
  std::span<const CodeWeights> fields;
  std::array<std::int32_t, 2> start{};  // of both sums
  std::int32_t least = 0;               // asked of the larger one
};
// `out` has 1 where the larger sum is enough, 0 elsewhere. `codes`: by field, what was screened.
using SiftCodes = void (*)(const Sifting& sifting, const std::uint8_t* const* codes,
                           std::size_t count, std::uint8_t* out);

struct ScreenPath {
  const char* name;  // "scalar", "avx2", "avx512"
  ScreenSpellings spellings;
  ScreenDates dates;
  SiftCodes sift;
};

// Those this machine can run, the slowest first; "scalar" is always there.
const std::vector<ScreenPath>& screen_paths();
inline const ScreenPath& fastest_screen() { return screen_paths().back(); }

}  // namespace nostos::linkage
