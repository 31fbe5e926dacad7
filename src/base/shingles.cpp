// SPDX-License-Identifier: Apache-2.0
#include "base/shingles.h"

#include <algorithm>
#include <array>

namespace nostos {
namespace {

constexpr std::size_t kWords = 5;
// Below so many comparable hashes nothing can be told.
constexpr std::size_t kLeastComparable = 8;

constexpr std::uint64_t kOffset = 14695981039346656037ULL;
constexpr std::uint64_t kPrime = 1099511628211ULL;

bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }

// Letters of all scripts: whatever is not ASCII is taken for one, but for the dashes, quotes and
// spaces of U+2000 to U+206F and U+00A0 to U+00BF, which stand between words.
bool is_letter(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::size_t separator_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : std::uint8_t{0};
  };
  if (byte(at) == 0xE2 && (byte(at + 1) == 0x80 || byte(at + 1) == 0x81)) return 3;
  if (byte(at) == 0xC2) return 2;
  return 0;
}

std::uint32_t mixed(std::uint64_t hash) {
  hash ^= hash >> 33;
  hash *= 0xFF51AFD7ED558CCDULL;
  hash ^= hash >> 33;
  return static_cast<std::uint32_t>(hash);
}

// The hashes of the words, figures as one.
class Words {
 public:
  explicit Words(std::string_view text) : text_(text) {}

  // Zero at the end.
  std::uint64_t next() {
    while (at_ < text_.size()) {
      const auto c = static_cast<unsigned char>(text_[at_]);
      if (is_digit(c)) return figure();
      if (is_letter(c) || (c >= 0x80 && separator_length(text_, at_) == 0)) return word();
      at_ += std::max<std::size_t>(separator_length(text_, at_), 1);
    }
    return 0;
  }

 private:
  std::uint64_t figure() {
    const auto inside = [&](std::size_t i) {
      if (i >= text_.size()) return false;
      const auto c = static_cast<unsigned char>(text_[i]);
      const bool followed =
          i + 1 < text_.size() && is_digit(static_cast<unsigned char>(text_[i + 1]));
      return is_digit(c) || ((c == ',' || c == '.' || c == ' ') && followed);
    };
    while (inside(at_)) ++at_;
    return kOffset;
  }

  std::uint64_t word() {
    std::uint64_t hash = kOffset;
    while (at_ < text_.size()) {
      auto c = static_cast<unsigned char>(text_[at_]);
      const bool letter = is_letter(c) || (c >= 0x80 && separator_length(text_, at_) == 0);
      if (!letter) break;
      if (c >= 'A' && c <= 'Z') c = static_cast<unsigned char>(c + 32);
      hash = (hash ^ c) * kPrime;
      ++at_;
    }
    return hash == 0 ? 1 : hash;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<std::uint32_t> shingles_of(std::string_view text) {
  std::vector<std::uint32_t> kept;
  std::array<std::uint64_t, kWords> last{};
  std::size_t count = 0;
  // Of a long text only what can still be among the smallest is kept.
  const auto thin_out = [&] {
    std::ranges::sort(kept);
    kept.erase(std::ranges::unique(kept).begin(), kept.end());
    if (kept.size() > kSketchSize) kept.resize(kSketchSize);
  };
  Words words(text);
  for (std::uint64_t word = words.next(); word != 0; word = words.next()) {
    last[count++ % kWords] = word;
    if (count < kWords) continue;
    std::uint64_t hash = kOffset;
    for (std::size_t i = 0; i < kWords; ++i) hash = (hash ^ last[(count + i) % kWords]) * kPrime;
    kept.push_back(mixed(hash));
    if (kept.size() >= 16 * kSketchSize) thin_out();
  }
  thin_out();
  return kept;
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
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(8 * shingles.size());
  for (const std::uint32_t hash : shingles) {
    for (int shift = 28; shift >= 0; shift -= 4) text += kDigits[(hash >> shift) & 0xFU];
  }
  return text;
}

std::vector<std::uint32_t> parse_shingles(std::string_view text) {
  if (text.size() % 8 != 0 || text.size() > 8 * kSketchSize) return {};
  std::vector<std::uint32_t> shingles;
  for (std::size_t at = 0; at < text.size(); at += 8) {
    std::uint32_t hash = 0;
    for (const char c : text.substr(at, 8)) {
      const bool letter = c >= 'a' && c <= 'f';
      if (!letter && !is_digit(static_cast<unsigned char>(c))) return {};
      hash = hash << 4 | static_cast<std::uint32_t>(letter ? c - 'a' + 10 : c - '0');
    }
    if (!shingles.empty() && hash <= shingles.back()) return {};
    shingles.push_back(hash);
  }
  return shingles;
}

}  // namespace nostos
