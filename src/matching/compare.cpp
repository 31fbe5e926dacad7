// SPDX-License-Identifier: Apache-2.0
#include "matching/compare.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>

#include "base/check.h"
#include "matching/distance.h"

namespace nostos::matching {
namespace {

using namespace name_level;

constexpr int kClose = 9'000;
constexpr int kAlike = 8'000;
constexpr std::size_t kWordsMost = 16;

struct Words {
  std::array<std::u16string_view, kWordsMost> word;
  std::size_t size = 0;
};

Words words_of(std::u16string_view letters) {
  Words words;
  while (!letters.empty() && words.size < kWordsMost) {
    const std::size_t gap = std::min(letters.find(u' '), letters.size());
    words.word[words.size++] = letters.substr(0, gap);
    letters.remove_prefix(std::min(gap + 1, letters.size()));
  }
  return words;
}

std::size_t shared_words(const Words& a, const Words& b) {
  std::size_t shared = 0;
  std::uint32_t taken = 0;
  for (std::size_t i = 0; i < a.size; ++i) {
    for (std::size_t j = 0; j < b.size; ++j) {
      if ((taken >> j & 1U) != 0 || a.word[i] != b.word[j]) continue;
      taken |= 1U << j;
      ++shared;
      break;
    }
  }
  return shared;
}

bool has_gap(std::u16string_view letters) { return letters.find(u' ') != letters.npos; }

// "anna" and "anna maria", "alex" and "alexander".
bool is_part(std::u16string_view a, std::u16string_view b) {
  const auto& shorter = a.size() < b.size() ? a : b;
  const auto& longer = a.size() < b.size() ? b : a;
  if (shorter.size() >= 3 && longer.size() >= shorter.size() + 2 &&
      longer.size() <= 4 * shorter.size() && longer.starts_with(shorter)) {
    return true;
  }
  if (!has_gap(longer) && !has_gap(shorter)) return false;
  const Words words_a = words_of(a);
  const Words words_b = words_of(b);
  for (std::size_t i = 0; i < words_a.size; ++i) {
    for (std::size_t j = 0; j < words_b.size; ++j) {
      if (words_a.word[i].size() >= 3 && words_a.word[i] == words_b.word[j]) return true;
    }
  }
  return false;
}

}  // namespace

Level compare_names(const Spelling& a, const Spelling& b) {
  if (a.letters == b.letters) return kExact;
  const std::size_t shorter = std::min(a.letters.size(), b.letters.size());
  const std::size_t longer = std::max(a.letters.size(), b.letters.size());
  if (shorter == 1) return a.letters[0] == b.letters[0] ? initial : different;
  const int edits = edit_distance(a.letters, b.letters, 2);
  if (edits == 1 && longer >= 4) return one_edit;
  if (is_part(a.letters, b.letters)) return part;
  const int likeness = jaro_winkler(a.letters, b.letters);
  if (likeness >= kClose || (edits == 2 && shorter >= 6)) return close;
  return likeness >= kAlike ? alike : different;
}

Level compare_texts(const Spelling& a, const Spelling& b) {
  if (a.letters == b.letters) return kExact;
  const std::size_t longer = std::max(a.letters.size(), b.letters.size());
  const int edits = edit_distance(a.letters, b.letters, 2);
  if (edits == 1 && longer >= 4) return one_edit;
  const bool gaps = has_gap(a.letters) || has_gap(b.letters);
  if (gaps) {
    const Words words_a = words_of(a.letters);
    const Words words_b = words_of(b.letters);
    const std::size_t shared = shared_words(words_a, words_b);
    if (shared == words_a.size && shared == words_b.size) return same_name;
    if (edits == 2) return close;
    const std::size_t fewer = std::min(words_a.size, words_b.size);
    if (shared > 0 && shared * 2 >= fewer + (fewer > 1 ? 1 : 0)) return part;
  } else if (edits == 2 && longer >= 6) {
    return close;
  }
  const int likeness = jaro_winkler(a.letters, b.letters);
  if (likeness >= kClose) return close;
  return likeness >= kAlike ? alike : different;
}

Level compare_numbers(const Spelling& a, const Spelling& b) {
  if (a.letters == b.letters) return kExact;
  const int edits = edit_distance(a.letters, b.letters, 2);
  if (edits == 1) return one_edit;
  return edits == 2 && std::max(a.letters.size(), b.letters.size()) >= 4 ? close : different;
}

Level compare_categories(const Spelling& a, const Spelling& b) {
  if (a.letters == b.letters) return kExact;
  const std::size_t longer = std::max(a.letters.size(), b.letters.size());
  return longer >= 3 && edit_distance(a.letters, b.letters, 1) == 1 ? one_edit : different;
}

Level compare_ages(int a, int b) {
  const int apart = std::abs(a - b);
  if (apart == 0) return kExact;
  if (apart == 1) return date_level::near_year;
  return apart <= 3 ? date_level::close_year : date_level::different;
}

Level compare_spellings(Measure measure, const Spelling& a, const Spelling& b) {
  switch (measure) {
    case Measure::name:
      return compare_names(a, b);
    case Measure::text:
      return compare_texts(a, b);
    case Measure::number:
      return compare_numbers(a, b);
    case Measure::category:
      return compare_categories(a, b);
    case Measure::date:
    case Measure::age:
      break;
  }
  NOSTOS_CHECK(false, "dates and ages are no spellings");
  return different;
}

bool surely_different(Measure measure, std::uint64_t signature_a, std::size_t length_a,
                      std::uint64_t signature_b, std::size_t length_b) {
  const int only_in_a = std::popcount(signature_a & ~signature_b);
  const int only_in_b = std::popcount(signature_b & ~signature_a);
  const int edits = std::max(only_in_a, only_in_b);
  if (measure == Measure::category) return edits > 1;
  if (measure == Measure::number) return edits > 2;
  // The space between words counts as a letter whose signature only texts of several words have.
  const std::uint64_t gap = std::uint64_t{1} << (u' ' & 31U);
  if (((signature_a | signature_b) & gap) != 0) return false;
  // An initial that stands nowhere in the other name is none of its.
  if (length_a == 1 || length_b == 1) return (length_a == 1 ? only_in_a : only_in_b) > 0;
  return edits > 2 && jaro_winkler_at_most(static_cast<int>(length_a), static_cast<int>(length_b),
                                           only_in_a, only_in_b) < kAlike;
}

}  // namespace nostos::matching
