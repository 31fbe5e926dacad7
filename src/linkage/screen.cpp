// SPDX-License-Identifier: Apache-2.0
#include "linkage/screen.h"

#include <algorithm>
#include <bit>

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

// Jaro-Winkler 0.8 asks for c/la + c/lb of 1 when the beginnings may agree, of 1.4 when the first
// letters differ; c is the number of letters both may have. In fifths, to stay with whole numbers.
constexpr std::uint32_t kSameFirst = 5;
constexpr std::uint32_t kOtherFirst = 7;

inline std::uint8_t screen_one(const SpellingValue& a, const SpellingColumns& v, std::size_t b) {
  if (a.id == 0 || v.id[b] == 0) return kMissing;
  if (a.id == v.id[b]) return kEqual;
  const auto only_a = static_cast<std::uint32_t>(std::popcount(a.signature & ~v.signature[b]));
  const auto only_b = static_cast<std::uint32_t>(std::popcount(v.signature[b] & ~a.signature));
  if ((a.words & v.words[b]) != 0 || std::max(only_a, only_b) <= 2) return kCloser;
  const std::uint32_t common = std::min(a.length - only_a, v.length[b] - only_b);
  const std::uint32_t asked = a.first == v.first[b] ? kSameFirst : kOtherFirst;
  const bool possible = 5 * common * (a.length + v.length[b]) >= asked * a.length * v.length[b];
  return possible ? kCloser : kDifferent;
}

}  // namespace

bool alike_at_best(const SpellingValue& a, const SpellingColumns& v, std::size_t b) {
  if (a.length < 2 || v.length[b] < 2 || (a.words & v.words[b]) != 0) return false;
  const auto only_a = static_cast<std::uint32_t>(std::popcount(a.signature & ~v.signature[b]));
  const auto only_b = static_cast<std::uint32_t>(std::popcount(v.signature[b] & ~a.signature));
  // Two edits; or one the beginning of the other.
  if (std::max(only_a, only_b) <= 2 || only_a == 0 || only_b == 0) return false;
  // Jaro-Winkler 0.9 asks for c/la + c/lb of 1.5, of 1.7 when the first letters differ.
  const std::uint32_t common = std::min(a.length - only_a, v.length[b] - only_b);
  const std::uint32_t asked = a.first == v.first[b] ? 15 : 17;
  return 10 * common * (a.length + v.length[b]) < asked * a.length * v.length[b];
}

namespace {

void spellings_scalar(const SpellingValue& one, const SpellingColumns& others, std::size_t count,
                      std::uint8_t* out) {
  for (std::size_t i = 0; i < count; ++i) out[i] = screen_one(one, others, i);
}

inline std::uint8_t screen_date(const DateValue& a, const DateColumns& v, std::size_t b) {
  if (a.id == 0 || v.id[b] == 0) return kMissing;
  if (a.id == v.id[b]) return kEqual;
  const std::uint32_t x = a.digits ^ v.digits[b];
  std::uint32_t places = x | x >> 1U;
  places |= places >> 2U;
  const int count = std::popcount(places & 0x11111111U);
  const std::uint32_t apart = a.year - v.year[b];
  const bool alike = a.year == kNotWhole || v.year[b] == kNotWhole || count <= 2 ||
                     (x >> 16U) == 0 || (x & 0xFFFFU) == 0 || apart == 1 || apart == 0xFFFFFFFFU;
  return alike ? kCloser : kDifferent;
}

void dates_scalar(const DateValue& one, const DateColumns& others, std::size_t count,
                  std::uint8_t* out) {
  for (std::size_t i = 0; i < count; ++i) out[i] = screen_date(one, others, i);
}

void sift_scalar(const Sifting& sifting, const std::uint8_t* const* codes, std::size_t count,
                 std::uint8_t* out) {
  for (std::size_t i = 0; i < count; ++i) {
    std::array<std::int32_t, 2> sum = sifting.start;
    for (std::size_t f = 0; f < sifting.fields.size(); ++f) {
      sum[0] += sifting.fields[f][0][codes[f][i]];
      sum[1] += sifting.fields[f][1][codes[f][i]];
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
    const __m256i five_common = _mm256_add_epi32(_mm256_slli_epi32(common, 2), common);
    const __m256i left = _mm256_mullo_epi32(five_common, _mm256_add_epi32(length, lengths));
    const __m256i right = _mm256_mullo_epi32(_mm256_mullo_epi32(length, lengths), asked);
    const __m256i too_few = _mm256_cmpgt_epi32(right, left);
    const __m256i different = _mm256_and_si256(_mm256_and_si256(many, no_word), too_few);
    // A true lane is minus one: 3 is closer, 2 is different.
    __m256i codes = _mm256_add_epi32(_mm256_set1_epi32(kCloser), different);
    codes = _mm256_blendv_epi8(codes, ones, equal);
    codes = _mm256_andnot_si256(_mm256_cmpeq_epi32(ids, zero), codes);
    store_bytes(codes, out + i);
  }
}

__attribute__((target("avx2"))) void dates_avx2(const DateValue& one, const DateColumns& v,
                                                std::size_t size, std::uint8_t* out) {
  const __m256i zero = _mm256_setzero_si256();
  const __m256i id = _mm256_set1_epi32(static_cast<int>(one.id));
  const __m256i digits = _mm256_set1_epi32(static_cast<int>(one.digits));
  const __m256i year = _mm256_set1_epi32(static_cast<int>(one.year));
  const __m256i none = _mm256_set1_epi32(-1);
  const __m256i ones = _mm256_set1_epi32(1);
  for (std::size_t i = 0; i < size; i += 8) {
    const auto load = [i](const std::uint32_t* from_column) __attribute__((target("avx2"))) {
      return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from_column + i));
    };
    const __m256i ids = load(v.id);
    const __m256i years = load(v.year);
    const __m256i x = _mm256_xor_si256(digits, load(v.digits));
    __m256i places = _mm256_or_si256(x, _mm256_srli_epi32(x, 1));
    places = _mm256_or_si256(places, _mm256_srli_epi32(places, 2));
    places = _mm256_and_si256(places, _mm256_set1_epi32(0x11111111));
    const __m256i count =
        _mm256_srli_epi32(_mm256_mullo_epi32(places, _mm256_set1_epi32(0x11111111)), 28);
    const __m256i apart = _mm256_sub_epi32(year, years);
    // What would make it worth a closer look.
    __m256i alike = _mm256_cmpgt_epi32(_mm256_set1_epi32(3), count);
    alike = _mm256_or_si256(alike, _mm256_cmpeq_epi32(_mm256_srli_epi32(x, 16), zero));
    alike = _mm256_or_si256(
        alike, _mm256_cmpeq_epi32(_mm256_and_si256(x, _mm256_set1_epi32(0xFFFF)), zero));
    alike = _mm256_or_si256(alike, _mm256_cmpeq_epi32(apart, ones));
    alike = _mm256_or_si256(alike, _mm256_cmpeq_epi32(apart, none));
    alike = _mm256_or_si256(alike, _mm256_cmpeq_epi32(years, none));
    alike = _mm256_or_si256(alike, _mm256_cmpeq_epi32(year, none));
    __m256i codes = _mm256_add_epi32(_mm256_set1_epi32(kDifferent), _mm256_and_si256(alike, ones));
    codes = _mm256_blendv_epi8(codes, ones, _mm256_cmpeq_epi32(ids, id));
    const __m256i missing =
        _mm256_or_si256(_mm256_cmpeq_epi32(ids, zero), _mm256_cmpeq_epi32(id, zero));
    codes = _mm256_andnot_si256(missing, codes);
    store_bytes(codes, out + i);
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
      // Codes 0 to 3 pick from the first sum's weights, 4 to 7 from the second's.
      const __m256i weights = loaded(sifting.fields[f][0].data());
      const __m256i code =
          _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(codes[f] + i)));
      sum_0 = _mm256_add_epi32(sum_0, _mm256_permutevar8x32_epi32(weights, code));
      sum_1 = _mm256_add_epi32(
          sum_1, _mm256_permutevar8x32_epi32(weights, _mm256_or_si256(code, _mm256_set1_epi32(4))));
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
    const __m512i left = _mm512_mul_epu32(_mm512_mul_epu32(common, _mm512_set1_epi64(5)),
                                          _mm512_add_epi64(length, lengths));
    const __m512i right = _mm512_mul_epu32(_mm512_mul_epu32(length, lengths), asked);
    const unsigned too_few = _mm512_cmpgt_epu64_mask(right, left);
    const unsigned different = many & no_word & too_few;
    const unsigned equal = _mm512_cmpeq_epi64_mask(ids, id);
    const unsigned missing = _mm512_cmpeq_epi64_mask(ids, zero);
    const unsigned closer = ~(different | equal) & 255U;
    const std::uint64_t codes =
        (0x0202020202020202ULL - spread_eight(equal) + spread_eight(closer)) &
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
  // Dates are bound by memory: eight at once are enough.
  if (wide) paths.push_back({"avx512", spellings_avx512, dates_avx2, sift_avx2});
#endif
  return paths;
}

}  // namespace

const std::vector<ScreenPath>& screen_paths() {
  static const std::vector<ScreenPath> paths = paths_here();
  return paths;
}

}  // namespace nostos::linkage
