// SPDX-License-Identifier: Apache-2.0
#include "linkage/screen.h"

#include <algorithm>
#include <bit>

#include "matching/compare.h"
#include "matching/written_date.h"

#if defined(__x86_64__)
#define NOSTOS_X86 1
#if defined(__GNUC__) && !defined(__clang__)
// GCC 12's own header leaves lanes undefined on purpose and warns of it.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wuninitialized"
#endif
#include <immintrin.h>
#endif

namespace nostos::linkage {
namespace {

constexpr std::uint8_t kMissing = static_cast<std::uint8_t>(Screened::missing);
constexpr std::uint8_t kEqual = static_cast<std::uint8_t>(Screened::equal);
constexpr std::uint8_t kDifferent = static_cast<std::uint8_t>(Screened::different);
constexpr std::uint8_t kCloser = static_cast<std::uint8_t>(Screened::look_closer);
constexpr std::uint8_t kAlike = static_cast<std::uint8_t>(Screened::alike_at_best);

// Jaro-Winkler 0.8 asks for c/la + c/lb of 1 when the beginnings may agree, of 1.4 when the first
// letters differ; c is the number of letters both may have. 0.9 asks for 1.5, and 1.7. In tenths,
// to stay with whole numbers.
constexpr std::uint32_t kSameFirst = 10;
constexpr std::uint32_t kOtherFirst = 14;
constexpr std::uint32_t kSameFirstClose = 15;
constexpr std::uint32_t kOtherFirstClose = 17;

inline std::uint8_t screen_one(const SpellingValue& a, const SpellingColumns& v, std::size_t b) {
  if (a.id == 0 || v.id[b] == 0) return kMissing;
  if (a.id == v.id[b]) return kEqual;
  const auto only_a = static_cast<std::uint32_t>(std::popcount(a.signature & ~v.signature[b]));
  const auto only_b = static_cast<std::uint32_t>(std::popcount(v.signature[b] & ~a.signature));
  // Two edits, or a word in common.
  if ((a.words & v.words[b]) != 0 || std::max(only_a, only_b) <= 2) return kCloser;
  const std::uint32_t common = std::min(a.length - only_a, v.length[b] - only_b);
  const bool same_first = a.first == v.first[b];
  const std::uint32_t has = 10 * common * (a.length + v.length[b]);
  const std::uint32_t product = a.length * v.length[b];
  if (has < (same_first ? kSameFirst : kOtherFirst) * product) return kDifferent;
  // Initials; or one the beginning of the other.
  if (a.length < 2 || v.length[b] < 2 || only_a == 0 || only_b == 0) return kCloser;
  return has < (same_first ? kSameFirstClose : kOtherFirstClose) * product ? kAlike : kCloser;
}

void spellings_scalar(const SpellingValue& one, const SpellingColumns& others, std::size_t count,
                      std::uint8_t* out) {
  for (std::size_t i = 0; i < count; ++i) out[i] = screen_one(one, others, i);
}

void dates_scalar(const DateValue& one, const DateColumns& others, std::size_t count,
                  std::uint8_t* out) {
  for (std::size_t i = 0; i < count; ++i) {
    const bool missing = one.id == 0 || others.id[i] == 0;
    out[i] =
        missing ? matching::kMissing : matching::compare_dates({one.digits}, {others.digits[i]});
  }
}

void sift_scalar(const Sifting& sifting, const std::uint8_t* const* codes, std::size_t count,
                 std::uint8_t* out) {
  for (std::size_t i = 0; i < count; ++i) {
    std::array<std::int32_t, 2> sum = sifting.start;
    for (std::size_t f = 0; f < sifting.fields.size(); ++f) {
      sum[0] += sifting.fields[f].sum[0][codes[f][i]];
      sum[1] += sifting.fields[f].sum[1][codes[f][i]];
    }
    out[i] = std::max(sum[0], sum[1]) >= sifting.least ? 1 : 0;
  }
}

#if NOSTOS_X86

__attribute__((target("avx2"))) inline __m256i popcount_avx2(__m256i bits) {
  const __m256i counts = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1,
                                          2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
  const __m256i low = _mm256_set1_epi8(15);
  const __m256i sum = _mm256_add_epi8(
      _mm256_shuffle_epi8(counts, _mm256_and_si256(bits, low)),
      _mm256_shuffle_epi8(counts, _mm256_and_si256(_mm256_srli_epi64(bits, 4), low)));
  return _mm256_sad_epu8(sum, _mm256_setzero_si256());
}

// The lower halves of eight lanes, in their order.
__attribute__((target("avx2"))) inline __m256i lower_halves(__m256i first, __m256i second) {
  const __m256i halves = _mm256_castps_si256(
      _mm256_shuffle_ps(_mm256_castsi256_ps(first), _mm256_castsi256_ps(second), 0x88));
  return _mm256_permute4x64_epi64(halves, 0xD8);
}

template <class T>
__attribute__((target("avx2"))) inline __m256i loaded(const T* from) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
}

// Eight words of four bytes, each below 256 → eight bytes.
__attribute__((target("avx2"))) inline void store_bytes(__m256i words, std::uint8_t* out) {
  const __m256i packed = _mm256_shuffle_epi8(
      words, _mm256_setr_epi8(0, 4, 8, 12, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 4, 8,
                              12, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1));
  const auto low = static_cast<std::uint32_t>(_mm256_extract_epi32(packed, 0));
  const auto high = static_cast<std::uint32_t>(_mm256_extract_epi32(packed, 4));
  __builtin_memcpy(out, &low, 4);
  __builtin_memcpy(out + 4, &high, 4);
}

__attribute__((target("avx2"))) void spellings_avx2(const SpellingValue& one,
                                                    const SpellingColumns& v, std::size_t count,
                                                    std::uint8_t* out) {
  if (one.id == 0) {
    std::fill(out, out + count, kMissing);
    return;
  }
  const __m256i zero = _mm256_setzero_si256();
  const __m256i ones = _mm256_set1_epi32(1);
  const __m256i two = _mm256_set1_epi32(2);
  const __m256i id = _mm256_set1_epi32(static_cast<int>(one.id));
  const __m256i length = _mm256_set1_epi32(static_cast<int>(one.length));
  const __m256i first = _mm256_set1_epi32(static_cast<int>(one.first));
  const __m256i signature = _mm256_set1_epi64x(static_cast<long long>(one.signature));
  const __m256i words = _mm256_set1_epi64x(static_cast<long long>(one.words));
  const __m256i same_first_asks = _mm256_set1_epi32(kSameFirst);
  const __m256i other_first_asks = _mm256_set1_epi32(kOtherFirst);
  const __m256i same_first_close = _mm256_set1_epi32(kSameFirstClose);
  const __m256i other_first_close = _mm256_set1_epi32(kOtherFirstClose);
  const __m256i initial = _mm256_cmpgt_epi32(two, length);
  for (std::size_t i = 0; i < count; i += 8) {
    const __m256i ids = loaded(v.id + i);
    const __m256i equal = _mm256_cmpeq_epi32(ids, id);
    // In many a block all have one value.
    if (_mm256_movemask_epi8(equal) == -1) {
      std::fill(out + i, out + i + 8, kEqual);
      continue;
    }
    const __m256i lengths = loaded(v.length + i);
    const __m256i signatures = loaded(v.signature + i);
    const __m256i more_signatures = loaded(v.signature + i + 4);
    const __m256i only_a =
        lower_halves(popcount_avx2(_mm256_andnot_si256(signatures, signature)),
                     popcount_avx2(_mm256_andnot_si256(more_signatures, signature)));
    const __m256i only_b =
        lower_halves(popcount_avx2(_mm256_andnot_si256(signature, signatures)),
                     popcount_avx2(_mm256_andnot_si256(signature, more_signatures)));
    const __m256i many = _mm256_cmpgt_epi32(_mm256_max_epi32(only_a, only_b), two);
    const __m256i no_word =
        lower_halves(_mm256_cmpeq_epi64(_mm256_and_si256(words, loaded(v.words + i)), zero),
                     _mm256_cmpeq_epi64(_mm256_and_si256(words, loaded(v.words + i + 4)), zero));
    const __m256i common =
        _mm256_min_epi32(_mm256_sub_epi32(length, only_a), _mm256_sub_epi32(lengths, only_b));
    const __m256i same_first = _mm256_cmpeq_epi32(loaded(v.first + i), first);
    const __m256i asked = _mm256_blendv_epi8(other_first_asks, same_first_asks, same_first);
    const __m256i asked_close = _mm256_blendv_epi8(other_first_close, same_first_close, same_first);
    const __m256i ten_common =
        _mm256_add_epi32(_mm256_slli_epi32(common, 3), _mm256_slli_epi32(common, 1));
    const __m256i has = _mm256_mullo_epi32(ten_common, _mm256_add_epi32(length, lengths));
    const __m256i product = _mm256_mullo_epi32(length, lengths);
    const __m256i too_few = _mm256_cmpgt_epi32(_mm256_mullo_epi32(product, asked), has);
    const __m256i few = _mm256_cmpgt_epi32(_mm256_mullo_epi32(product, asked_close), has);
    const __m256i settled = _mm256_and_si256(many, no_word);
    const __m256i different = _mm256_and_si256(settled, too_few);
    const __m256i begins = _mm256_cmpeq_epi32(_mm256_min_epi32(only_a, only_b), zero);
    const __m256i open =
        _mm256_or_si256(_mm256_or_si256(begins, initial), _mm256_cmpgt_epi32(two, lengths));
    const __m256i alike =
        _mm256_andnot_si256(_mm256_or_si256(open, too_few), _mm256_and_si256(settled, few));
    // A true lane is minus one: 3 is closer, 2 is different, 6 is alike at best.
    const __m256i three = _mm256_set1_epi32(kCloser);
    __m256i codes = _mm256_add_epi32(three, different);
    codes = _mm256_add_epi32(codes, _mm256_and_si256(alike, three));
    codes = _mm256_blendv_epi8(codes, ones, equal);
    codes = _mm256_andnot_si256(_mm256_cmpeq_epi32(ids, zero), codes);
    store_bytes(codes, out + i);
  }
}

// The date with two neighbouring places of one part changed round, for each such two; and with day
// and month changed round.
struct ChangedDates {
  std::array<std::uint32_t, 5> neighbours{};
  std::uint32_t turned = 0;
};

inline ChangedDates changed_dates(std::uint32_t digits) {
  constexpr std::array<unsigned, 5> kLowPlace = {0, 8, 16, 20, 24};
  ChangedDates changed;
  for (std::size_t i = 0; i < kLowPlace.size(); ++i) {
    const std::uint32_t apart = (digits >> kLowPlace[i] ^ digits >> (kLowPlace[i] + 4)) & 15U;
    changed.neighbours[i] = digits ^ (apart * 0x11U) << kLowPlace[i];
  }
  changed.turned = (digits & 0xFFFF0000U) | (digits & 0xFFU) << 8U | (digits >> 8U & 0xFFU);
  return changed;
}

__attribute__((target("avx2"))) inline __m256i everywhere(std::uint32_t value) {
  return _mm256_set1_epi32(static_cast<int>(value));
}

// 1 in each place of four bits that is 15: not known.
__attribute__((target("avx2"))) inline __m256i unknown_places(__m256i digits) {
  __m256i all = _mm256_and_si256(digits, _mm256_srli_epi32(digits, 1));
  all = _mm256_and_si256(all, _mm256_srli_epi32(all, 2));
  return _mm256_and_si256(all, everywhere(0x11111111));
}

__attribute__((target("avx2"))) inline __m256i leveled(__m256i levels, matching::Level level,
                                                       __m256i where) {
  return _mm256_blendv_epi8(levels, _mm256_set1_epi32(level), where);
}

__attribute__((target("avx2"))) void dates_avx2(const DateValue& one, const DateColumns& v,
                                                std::size_t size, std::uint8_t* out) {
  namespace level = matching::date_level;
  if (one.id == 0) {
    std::fill(out, out + size, kMissing);
    return;
  }
  const __m256i zero = _mm256_setzero_si256();
  const __m256i id = everywhere(one.id);
  const __m256i digits = everywhere(one.digits);
  const __m256i year = everywhere(one.year);
  const __m256i minus_one = _mm256_set1_epi32(-1);
  const __m256i plus_one = _mm256_set1_epi32(1);
  const __m256i unknown = unknown_places(digits);
  const ChangedDates changed = changed_dates(one.digits);
  const __m256i turned = everywhere(changed.turned);
  const __m256i last = _mm256_set1_epi32(level::different);
  for (std::size_t i = 0; i < size; i += 8) {
    const __m256i ids = loaded(v.id + i);
    const __m256i equal = _mm256_cmpeq_epi32(ids, id);
    if (_mm256_movemask_epi8(equal) == -1) {
      std::fill(out + i, out + i + 8, matching::kExact);
      continue;
    }
    const __m256i others = loaded(v.digits + i);
    const __m256i x = _mm256_xor_si256(digits, others);
    __m256i places = _mm256_or_si256(x, _mm256_srli_epi32(x, 1));
    places = _mm256_or_si256(places, _mm256_srli_epi32(places, 2));
    places = _mm256_and_si256(places, everywhere(0x11111111));
    const __m256i count = _mm256_srli_epi32(_mm256_mullo_epi32(places, everywhere(0x11111111)), 28);
    const __m256i same_year = _mm256_cmpeq_epi32(_mm256_srli_epi32(x, 16), zero);
    const __m256i same_month = _mm256_cmpeq_epi32(_mm256_and_si256(x, everywhere(0xFF00)), zero);
    const __m256i same_day = _mm256_cmpeq_epi32(_mm256_and_si256(x, everywhere(0xFF)), zero);
    const __m256i month_day = _mm256_and_si256(same_month, same_day);
    const __m256i apart = _mm256_sub_epi32(loaded(v.year + i), year);
    const __m256i next_year =
        _mm256_or_si256(_mm256_cmpeq_epi32(apart, minus_one), _mm256_cmpeq_epi32(apart, plus_one));
    __m256i one_digit = _mm256_cmpeq_epi32(count, plus_one);
    for (const std::uint32_t neighbours : changed.neighbours)
      one_digit = _mm256_or_si256(one_digit, _mm256_cmpeq_epi32(others, everywhere(neighbours)));
    // What stands below is stronger.
    const __m256i by_year =
        leveled(leveled(last, level::close_year, next_year), level::year, same_year);
    __m256i levels =
        leveled(by_year, level::two_digits, _mm256_cmpeq_epi32(count, _mm256_set1_epi32(2)));
    levels = leveled(levels, level::year_day, _mm256_and_si256(same_year, same_day));
    levels = leveled(levels, level::year_month, _mm256_and_si256(same_year, same_month));
    levels = leveled(levels, level::day_month, month_day);
    levels = leveled(levels, level::one_digit, one_digit);
    levels = leveled(levels, level::near_year, _mm256_and_si256(month_day, next_year));
    levels = leveled(levels, level::turned, _mm256_cmpeq_epi32(others, turned));
    const __m256i either = _mm256_or_si256(unknown, unknown_places(others));
    if (_mm256_testz_si256(either, either) == 0) {
      // All bits of the places that one of the two does not know.
      const __m256i open = _mm256_sub_epi32(_mm256_slli_epi32(either, 4), either);
      const __m256i agree = _mm256_cmpeq_epi32(_mm256_andnot_si256(open, x), zero);
      const __m256i whole_years = _mm256_cmpeq_epi32(_mm256_srli_epi32(open, 16), zero);
      __m256i partial = _mm256_blendv_epi8(last, by_year, whole_years);
      partial = leveled(partial, level::consistent, agree);
      partial = leveled(partial, matching::kMissing, _mm256_cmpeq_epi32(open, minus_one));
      levels = _mm256_blendv_epi8(partial, levels, _mm256_cmpeq_epi32(either, zero));
    }
    levels = leveled(levels, matching::kExact, equal);
    levels = _mm256_andnot_si256(_mm256_cmpeq_epi32(ids, zero), levels);
    store_bytes(levels, out + i);
  }
}

__attribute__((target("avx2"))) void sift_avx2(const Sifting& sifting,
                                               const std::uint8_t* const* codes, std::size_t count,
                                               std::uint8_t* out) {
  const __m256i start_0 = _mm256_set1_epi32(sifting.start[0]);
  const __m256i start_1 = _mm256_set1_epi32(sifting.start[1]);
  const __m256i below = _mm256_set1_epi32(sifting.least - 1);
  for (std::size_t i = 0; i < count; i += 8) {
    __m256i sum_0 = start_0;
    __m256i sum_1 = start_1;
    for (std::size_t f = 0; f < sifting.fields.size(); ++f) {
      const CodeWeights& weights = sifting.fields[f];
      const __m256i code =
          _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(codes[f] + i)));
      __m256i of_0 = _mm256_permutevar8x32_epi32(loaded(weights.sum[0].data()), code);
      __m256i of_1 = _mm256_permutevar8x32_epi32(loaded(weights.sum[1].data()), code);
      if (weights.of_levels) {
        const __m256i above = _mm256_cmpgt_epi32(code, _mm256_set1_epi32(7));
        of_0 = _mm256_blendv_epi8(
            of_0, _mm256_permutevar8x32_epi32(loaded(weights.sum[0].data() + 8), code), above);
        of_1 = _mm256_blendv_epi8(
            of_1, _mm256_permutevar8x32_epi32(loaded(weights.sum[1].data() + 8), code), above);
      }
      sum_0 = _mm256_add_epi32(sum_0, of_0);
      sum_1 = _mm256_add_epi32(sum_1, of_1);
    }
    const __m256i enough = _mm256_cmpgt_epi32(_mm256_max_epi32(sum_0, sum_1), below);
    store_bytes(_mm256_srli_epi32(enough, 31), out + i);
  }
}

#define NOSTOS_AVX512 "avx512f,avx512bw,avx512dq,avx512vl,avx512vpopcntdq,bmi2"

// Eight bits → eight bytes of 0 or 1.
__attribute__((target(NOSTOS_AVX512))) inline std::uint64_t spread_eight(std::uint64_t bits) {
  return _pdep_u64(bits, 0x0101010101010101ULL);
}

__attribute__((target(NOSTOS_AVX512))) inline __m512i widened_eight(const std::uint32_t* from) {
  return _mm512_cvtepu32_epi64(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(from)));
}

__attribute__((target(NOSTOS_AVX512))) void spellings_avx512(const SpellingValue& one,
                                                             const SpellingColumns& v,
                                                             std::size_t count, std::uint8_t* out) {
  if (one.id == 0) {
    std::fill(out, out + count, kMissing);
    return;
  }
  const __m512i zero = _mm512_setzero_si512();
  const __m512i two = _mm512_set1_epi64(2);
  const __m512i id = _mm512_set1_epi64(one.id);
  const __m512i length = _mm512_set1_epi64(one.length);
  const __m512i first = _mm512_set1_epi64(one.first);
  const __m512i signature = _mm512_set1_epi64(static_cast<long long>(one.signature));
  const __m512i words = _mm512_set1_epi64(static_cast<long long>(one.words));
  for (std::size_t i = 0; i < count; i += 8) {
    const __m512i ids = widened_eight(v.id + i);
    const __m512i lengths = widened_eight(v.length + i);
    const __m512i signatures = _mm512_loadu_si512(v.signature + i);
    const __m512i other_words = _mm512_loadu_si512(v.words + i);
    const __m512i only_a = _mm512_popcnt_epi64(_mm512_andnot_si512(signatures, signature));
    const __m512i only_b = _mm512_popcnt_epi64(_mm512_andnot_si512(signature, signatures));
    const unsigned many = static_cast<unsigned>(_mm512_cmpgt_epu64_mask(only_a, two)) |
                          static_cast<unsigned>(_mm512_cmpgt_epu64_mask(only_b, two));
    const unsigned no_word = _mm512_testn_epi64_mask(words, other_words);
    const __m512i common =
        _mm512_min_epu64(_mm512_sub_epi64(length, only_a), _mm512_sub_epi64(lengths, only_b));
    const __mmask8 same_first = _mm512_cmpeq_epi64_mask(widened_eight(v.first + i), first);
    const __m512i asked = _mm512_mask_blend_epi64(same_first, _mm512_set1_epi64(kOtherFirst),
                                                  _mm512_set1_epi64(kSameFirst));
    const __m512i asked_close = _mm512_mask_blend_epi64(
        same_first, _mm512_set1_epi64(kOtherFirstClose), _mm512_set1_epi64(kSameFirstClose));
    const __m512i has = _mm512_mul_epu32(_mm512_mul_epu32(common, _mm512_set1_epi64(10)),
                                         _mm512_add_epi64(length, lengths));
    const __m512i product = _mm512_mul_epu32(length, lengths);
    const unsigned too_few = _mm512_cmpgt_epu64_mask(_mm512_mul_epu32(product, asked), has);
    const unsigned few = _mm512_cmpgt_epu64_mask(_mm512_mul_epu32(product, asked_close), has);
    const unsigned different = many & no_word & too_few;
    const unsigned open = static_cast<unsigned>(_mm512_testn_epi64_mask(only_a, only_a)) |
                          static_cast<unsigned>(_mm512_testn_epi64_mask(only_b, only_b)) |
                          static_cast<unsigned>(_mm512_cmplt_epu64_mask(length, two)) |
                          static_cast<unsigned>(_mm512_cmplt_epu64_mask(lengths, two));
    const unsigned alike = many & no_word & few & ~too_few & ~open;
    const unsigned equal = _mm512_cmpeq_epi64_mask(ids, id);
    const unsigned missing = _mm512_cmpeq_epi64_mask(ids, zero);
    const unsigned closer = ~(different | equal) & 255U;
    // 2 is different, 1 equal, 3 closer, 6 alike at best.
    const std::uint64_t codes = (0x0202020202020202ULL - spread_eight(equal) +
                                 spread_eight(closer) + 3 * spread_eight(alike & ~equal & 255U)) &
                                ~(spread_eight(missing) * 0xFFU);
    __builtin_memcpy(out + i, &codes, sizeof codes);
  }
}

#endif  // NOSTOS_X86

std::vector<ScreenPath> paths_here() {
  std::vector<ScreenPath> paths{{"scalar", spellings_scalar, dates_scalar, sift_scalar}};
#if NOSTOS_X86
  if (__builtin_cpu_supports("avx2"))
    paths.push_back({"avx2", spellings_avx2, dates_avx2, sift_avx2});
  const bool wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                    __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
                    __builtin_cpu_supports("avx512vpopcntdq") && __builtin_cpu_supports("bmi2");
  // Dates and sums: eight at once are enough.
  if (wide) paths.push_back({"avx512", spellings_avx512, dates_avx2, sift_avx2});
#endif
  return paths;
}

}  // namespace

void screen_ages(const DateValue& one, const DateColumns& others, std::size_t count,
                 std::uint8_t* out) {
  for (std::size_t i = 0; i < count; ++i) {
    const bool missing = one.id == 0 || others.id[i] == 0;
    out[i] = missing ? matching::kMissing
                     : matching::compare_ages(static_cast<int>(one.digits),
                                              static_cast<int>(others.digits[i]));
  }
}

const std::vector<ScreenPath>& screen_paths() {
  static const std::vector<ScreenPath> paths = paths_here();
  return paths;
}

}  // namespace nostos::linkage
