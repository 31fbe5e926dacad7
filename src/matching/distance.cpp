// SPDX-License-Identifier: Apache-2.0
#include "matching/distance.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "base/edits.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace nostos::matching {
namespace {

constexpr std::size_t kWord = 64;
constexpr int kPrefixMost = 4;

// The spelling, ready to be asked where a letter stands in it.
class Places {
 public:
  explicit Places(std::u16string_view letters) : length_(letters.size()) {
    std::memcpy(letters_, letters.data(), letters.size() * sizeof(char16_t));
    const std::size_t padded = (letters.size() + 15) & ~std::size_t{15};
    std::fill(letters_ + letters.size(), letters_ + padded, u'\0');
  }

  std::uint64_t of(char16_t letter) const {
    std::uint64_t places = 0;
#if defined(__SSE2__)
    const __m128i wanted = _mm_set1_epi16(static_cast<short>(letter));
    for (std::size_t at = 0; at < length_; at += 16) {
      const __m128i low = _mm_load_si128(reinterpret_cast<const __m128i*>(letters_ + at));
      const __m128i high = _mm_load_si128(reinterpret_cast<const __m128i*>(letters_ + at + 8));
      const __m128i same =
          _mm_packs_epi16(_mm_cmpeq_epi16(low, wanted), _mm_cmpeq_epi16(high, wanted));
      places |= static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(same))) << at;
    }
#else
    for (std::size_t at = 0; at < length_; ++at)
      places |= static_cast<std::uint64_t>(letters_[at] == letter) << at;
#endif
    return places;
  }

 private:
  alignas(16) char16_t letters_[kWord];
  std::size_t length_;
};

int tabled_distance(std::u16string_view a, std::u16string_view b, int limit) {
  const std::size_t width = b.size() + 1;
  std::vector<int> two_back(width);
  std::vector<int> back(width);
  std::vector<int> row(width);
  for (std::size_t j = 0; j < width; ++j) back[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<int>(i);
    int least = row[0];
    for (std::size_t j = 1; j < width; ++j) {
      row[j] = std::min({back[j] + 1, row[j - 1] + 1, back[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], two_back[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > limit + 1) return limit + 1;
    std::swap(two_back, back);
    std::swap(back, row);
  }
  return std::min(back[width - 1], limit + 1);
}

struct Matches {
  int count = 0;
  int halves = 0;  // letters out of order
};

// `a` and `b` of at most 64 letters, neither empty.
Matches jaro_matches(std::u16string_view a, std::u16string_view b) {
  const int window = std::max(static_cast<int>(std::max(a.size(), b.size()) / 2) - 1, 0);
  const Places places(a);
  std::uint64_t taken = 0;
  char16_t in_b[kWord];
  int count = 0;
  for (int j = 0; j < static_cast<int>(b.size()); ++j) {
    const int from = std::max(j - window, 0);
    const int to = std::min(j + window, static_cast<int>(a.size()) - 1);
    if (from > to) continue;
    const std::uint64_t open = (~std::uint64_t{0} << from) & (~std::uint64_t{0} >> (63 - to));
    const std::uint64_t found = places.of(b[static_cast<std::size_t>(j)]) & open & ~taken;
    if (found == 0) continue;
    taken |= found & (~found + 1);
    in_b[count++] = b[static_cast<std::size_t>(j)];
  }
  Matches matches{count, 0};
  for (int k = 0; k < count; ++k) {
    if (a[static_cast<std::size_t>(std::countr_zero(taken))] != in_b[k]) ++matches.halves;
    taken &= taken - 1;
  }
  return matches;
}

Matches long_jaro_matches(std::u16string_view a, std::u16string_view b) {
  const std::size_t half = std::max(a.size(), b.size()) / 2;
  const std::size_t window = half > 0 ? half - 1 : 0;
  std::vector<bool> taken(a.size());
  std::u16string in_b;
  for (std::size_t j = 0; j < b.size(); ++j) {
    const std::size_t to = std::min(j + window + 1, a.size());
    for (std::size_t i = j > window ? j - window : 0; i < to; ++i) {
      if (taken[i] || a[i] != b[j]) continue;
      taken[i] = true;
      in_b += b[j];
      break;
    }
  }
  Matches matches{static_cast<int>(in_b.size()), 0};
  std::size_t k = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (taken[i] && a[i] != in_b[k++]) ++matches.halves;
  }
  return matches;
}

int winkler(double jaro, int prefix) {
  return static_cast<int>((jaro + prefix * 0.1 * (1 - jaro)) * 10'000 + 1e-6);
}

}  // namespace

int edit_distance(std::u16string_view a, std::u16string_view b, int limit) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > static_cast<std::size_t>(limit)) return limit + 1;
  if (a.empty()) return static_cast<int>(b.size());
  if (a.size() > kWord) return tabled_distance(a, b, limit);
  const Places places(a);
  const unsigned edits =
      edits_by_bits(a.size(), b, [&](char16_t letter) { return places.of(letter); });
  return std::min(static_cast<int>(edits), limit + 1);
}

int jaro_winkler(std::u16string_view a, std::u16string_view b) {
  if (a.empty() || b.empty()) return a.empty() && b.empty() ? 10'000 : 0;
  // Which of several equal letters is taken depends on the side one starts from.
  if (a.size() > b.size() || (a.size() == b.size() && a > b)) std::swap(a, b);
  const Matches matches = b.size() <= kWord ? jaro_matches(a, b) : long_jaro_matches(a, b);
  if (matches.count == 0) return 0;
  const double m = matches.count;
  const double in_order = m - matches.halves / 2;  // whole, as Jaro has it
  const double jaro =
      (m / static_cast<double>(a.size()) + m / static_cast<double>(b.size()) + in_order / m) / 3;
  int prefix = 0;
  const int most = std::min(kPrefixMost, static_cast<int>(a.size()));
  while (prefix < most &&
         a[static_cast<std::size_t>(prefix)] == b[static_cast<std::size_t>(prefix)]) {
    ++prefix;
  }
  return winkler(jaro, prefix);
}

std::uint64_t letter_signature(std::u16string_view letters) {
  std::uint64_t once = 0;
  std::uint64_t twice = 0;
  for (const char16_t letter : letters) {
    // Both alphabets of a bilingual list keep their 32 letters apart.
    const std::uint64_t bit = std::uint64_t{1} << (letter & 31U);
    twice |= once & bit;
    once |= bit;
  }
  return once | twice << 32U;
}

int jaro_winkler_at_most(int length_a, int length_b, int only_in_a, int only_in_b) {
  const int common = std::min(length_a - only_in_a, length_b - only_in_b);
  if (common <= 0) return 0;
  const double jaro =
      (static_cast<double>(common) / length_a + static_cast<double>(common) / length_b + 1) / 3;
  return winkler(jaro, std::min({kPrefixMost, length_a, length_b}));
}

}  // namespace nostos::matching
