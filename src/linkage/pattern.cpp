// SPDX-License-Identifier: Apache-2.0
#include "linkage/pattern.h"

#include <algorithm>

#include "matching/compare.h"

namespace nostos::linkage {
namespace {

using matching::Level;
using matching::Measure;
using namespace matching::name_level;

constexpr std::size_t kMemoryBits = 16;

bool near(Level level) {
  return level == matching::kExact || level == same_name || level == one_edit || level == close;
}

Pattern without_field(Pattern pattern, std::size_t field) {
  return pattern & ~(Pattern{15} << (4 * field));
}

}  // namespace

Comparer::Comparer(const Prepared& prepared)
    : prepared_(prepared), memory_(std::size_t{1} << kMemoryBits, 0) {}

Level Comparer::remembered(std::size_t field, ValueId a, ValueId b) {
  const PreparedField& what = prepared_.fields[field];
  const Dictionary& dictionary = prepared_.dictionaries[what.dictionary];
  if (a > b) std::swap(a, b);
  // 28 bits for each value, 4 for the dictionary's measure, 4 for the level. Larger dictionaries
  // go without memory.
  const bool fits = b < (1U << 28U) && what.dictionary < 15;
  const std::uint64_t key = (static_cast<std::uint64_t>(what.dictionary + 1) << 56U |
                             static_cast<std::uint64_t>(a) << 28U | b);
  std::uint64_t& slot = memory_[(key * 0x9E3779B97F4A7C15ULL) >> (64 - kMemoryBits)];
  if (fits && slot >> 4U == key) return static_cast<Level>(slot & 15U);
  const Level level =
      matching::compare_spellings(what.measure, dictionary.spelling(a), dictionary.spelling(b));
  if (fits) slot = key << 4U | level;
  return level;
}

Level Comparer::closer(std::size_t field, ValueId a, ValueId b) {
  const PreparedField& what = prepared_.fields[field];
  const Dictionary& dictionary = prepared_.dictionaries[what.dictionary];
  if (what.measure == Measure::date)
    return matching::compare_dates({dictionary.dates[a].digits}, {dictionary.dates[b].digits});
  if (what.measure == Measure::age)
    return matching::compare_ages(static_cast<int>(dictionary.dates[a].digits),
                                  static_cast<int>(dictionary.dates[b].digits));
  // Two spellings of one name.
  if (dictionary.classes[a] != 0 && dictionary.classes[a] == dictionary.classes[b])
    return same_name;
  const Level found = remembered(field, a, b);
  return found == matching::kExact ? same_name : found;
}

Level Comparer::level(std::size_t field, ValueId a, ValueId b) {
  if (a == kNoValue || b == kNoValue) return matching::kMissing;
  return a == b ? matching::kExact : closer(field, a, b);
}

// Two fields whose values have changed places between the records: each stands where the other
// should.
bool Comparer::changed_round(std::size_t field, std::size_t other, const ValueId* a,
                             const ValueId* b) {
  return near(level(field, a[field], b[other])) && near(level(field, a[other], b[field]));
}

Pattern Comparer::compare(Place place_a, Place place_b) {
  const ValueId* a = prepared_.record(place_a);
  const ValueId* b = prepared_.record(place_b);
  Pattern pattern = 0;
  for (std::size_t field = 0; field < prepared_.fields.size(); ++field) {
    pattern |= static_cast<Pattern>(level(field, a[field], b[field])) << (4 * field);
  }
  for (std::size_t pair = 0; pair < prepared_.changing.size(); ++pair)
    pattern = if_changed(pattern, pair, place_a, place_b);
  return pattern;
}

Pattern Comparer::if_changed(Pattern pattern, std::size_t pair, Place a, Place b) {
  const auto& [field, other] = prepared_.changing[pair];
  if (level_in(pattern, field) != different || level_in(pattern, other) != different)
    return pattern;
  if (!changed_round(field, other, prepared_.record(a), prepared_.record(b))) return pattern;
  // One thing has happened, so one field speaks of it and the other is silent.
  return without_field(without_field(pattern, field), other) | static_cast<Pattern>(swapped)
                                                                   << (4 * field);
}

}  // namespace nostos::linkage
