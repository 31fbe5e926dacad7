// SPDX-License-Identifier: Apache-2.0
#include "base/shingles.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/hex.h"

namespace nostos {
namespace {

// Below so many comparable hashes nothing can be told.
constexpr std::size_t kLeastComparable = 8;

// Those of the hashes that are no larger than `limit`, rising: evenly spread as they are, each
// falls near its place at once.
std::vector<std::uint32_t> spread_sort(const std::vector<std::uint32_t>& hashes,
                                       std::uint32_t limit) {
  constexpr std::size_t kPlaces = 128;
  const std::uint64_t scale = (kPlaces << 32U) / (std::uint64_t{limit} + 1);
  const auto place = [scale](std::uint32_t hash) {
    return static_cast<std::size_t>(hash * scale >> 32U);
  };
  std::array<std::uint32_t, kPlaces + 1> begin{};
  std::vector<std::uint32_t> low;
  low.reserve(hashes.size());
  for (const std::uint32_t hash : hashes) {
    if (hash > limit) continue;
    low.push_back(hash);
    ++begin[place(hash) + 1];
  }
  for (std::size_t p = 1; p < begin.size(); ++p) begin[p] += begin[p - 1];
  std::vector<std::uint32_t> sorted(low.size());
  for (const std::uint32_t hash : low) sorted[begin[place(hash)]++] = hash;
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    for (std::size_t k = i; k > 0 && sorted[k - 1] > sorted[k]; --k)
      std::swap(sorted[k - 1], sorted[k]);
  }
  return sorted;
}

}  // namespace

void Shingler::run(std::span<const std::uint32_t> words) {
  const std::size_t one_by_one = std::min(words.size(), kWords);
  for (const std::uint32_t hash : words.first(one_by_one)) word(hash);
  if (words.size() == one_by_one) return;
  // From here on the oldest word stands in the run itself.
  std::uint64_t run = run_;
  for (std::size_t at = kWords; at < words.size(); ++at) {
    run = (run - words[at - kWords] * kOldest) * kPrime + words[at];
    const std::uint32_t mix = mixed(run);
    if (mix > most_) continue;
    kept_.push_back(mix);
    if (kept_.size() >= kMostKept) thin_out();
  }
  run_ = run;
  words_ += words.size() - kWords;
  for (std::size_t back = 1; back <= kWords; ++back)
    last_[(words_ - back) % kRing] = words[words.size() - back];
}

// Of a long text only what can still be among the smallest is kept.
void Shingler::thin_out() {
  // Hashes are spread evenly, so that nearly always the smallest lie below a limit known
  // beforehand.
  constexpr std::size_t kSome = 2 * kSketchSize;  // room for repeats
  if (kept_.size() > kSome) {
    const auto limit = static_cast<std::uint32_t>(std::uint64_t{most_} * kSome / kept_.size());
    std::vector<std::uint32_t> low = spread_sort(kept_, limit);
    low.erase(std::ranges::unique(low).begin(), low.end());
    if (low.size() >= kSketchSize) {
      kept_ = std::move(low);
      return keep_smallest();
    }
  }
  std::ranges::sort(kept_);
  kept_.erase(std::ranges::unique(kept_).begin(), kept_.end());
  keep_smallest();
}

void Shingler::keep_smallest() {
  if (kept_.size() < kSketchSize) return;
  kept_.resize(kSketchSize);
  most_ = kept_.back();
}

std::vector<std::uint32_t> Shingler::sketch() {
  thin_out();
  return std::move(kept_);
}

double containment(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  if (a.empty() || b.empty()) return 0;
  // A full sketch says nothing about hashes above its last one.
  const auto bound = [](const std::vector<std::uint32_t>& s) {
    return s.size() < kSketchSize ? UINT32_MAX : s.back();
  };
  const std::uint32_t most = std::min(bound(a), bound(b));
  const auto size = [most](const std::vector<std::uint32_t>& s) {
    return static_cast<std::size_t>(std::ranges::upper_bound(s, most) - s.begin());
  };
  const std::size_t smaller = std::min(size(a), size(b));
  if (smaller < kLeastComparable) return 0;
  std::size_t common = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] > most || b[j] > most) break;
    if (a[i] == b[j]) ++common;
    const bool step_a = a[i] <= b[j];
    const bool step_b = b[j] <= a[i];
    i += step_a ? 1U : 0U;
    j += step_b ? 1U : 0U;
  }
  return static_cast<double>(common) / static_cast<double>(smaller);
}

std::string shingles_text(const std::vector<std::uint32_t>& shingles) {
  std::string text(8 * shingles.size(), '0');
  char* to = text.data();
  for (const std::uint32_t hash : shingles) to = put_hex(hash, to);
  return text;
}

std::vector<std::uint32_t> parse_shingles(std::string_view text) {
  if (text.size() % 8 != 0 || text.size() > 8 * kSketchSize) return {};
  std::vector<std::uint32_t> shingles;
  for (std::size_t at = 0; at < text.size(); at += 8) {
    std::uint32_t hash = 0;
    for (const char c : text.substr(at, 8)) {
      const bool letter = c >= 'a' && c <= 'f';
      if (!letter && (c < '0' || c > '9')) return {};
      hash = hash << 4 | static_cast<std::uint32_t>(letter ? c - 'a' + 10 : c - '0');
    }
    if (!shingles.empty() && hash <= shingles.back()) return {};
    shingles.push_back(hash);
  }
  return shingles;
}

}  // namespace nostos
