// SPDX-License-Identifier: Apache-2.0
// Shingles: runs of five words, hashed. Of all that a text has, the smallest hashes are kept, so
// the sketches of two texts can be compared without the texts: what is common to the sketches is
// common to the texts in the same share. Figures count as one word, whatever they are: a copy with
// one digit changed is still a copy. Pure; the same text gives the same sketch everywhere.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nostos {

// At most so many hashes are kept; a shorter text keeps all it has.
inline constexpr std::size_t kSketchSize = 96;

// Takes the words of one text in their order.
class Shingler {
 public:
  // Room for a text of so many words, so that it need not grow.
  void expect(std::size_t words) { kept_.reserve(std::min(words, kMostKept)); }
  // By its word_hash, folded.
  void word(std::uint64_t hash) {
    // A polynomial of the last words: the oldest goes, the others move up.
    std::uint64_t& oldest = last_[words_ % kRing];
    run_ = (run_ - last_[(words_ + kRing - kWords) % kRing] * kOldest) * kPrime + hash;
    oldest = hash;
    if (++words_ < kWords) return;
    const std::uint32_t mix = mixed(run_);
    if (mix > most_) return;
    kept_.push_back(mix);
    if (kept_.size() >= kMostKept) thin_out();
  }
  void figure() { word(kFigure); }
  // A run of words as word() takes them, and kFigure for each figure: the same in one go.
  void run(std::span<const std::uint32_t> words);
  static constexpr std::uint32_t kFigure = 1;
  // Rising, without repeats; empty for less than five words. Asked for once, at the end.
  std::vector<std::uint32_t> sketch();

 private:
  static constexpr std::size_t kWords = 5;
  static constexpr std::size_t kMostKept = 16 * kSketchSize;
  static constexpr std::uint64_t kPrime = 1099511628211ULL;
  static constexpr std::uint64_t kOldest = kPrime * kPrime * kPrime * kPrime;
  static std::uint32_t mixed(std::uint64_t hash) {
    hash ^= hash >> 33U;
    hash *= 0xFF51AFD7ED558CCDULL;
    hash ^= hash >> 33U;
    return static_cast<std::uint32_t>(hash);
  }
  void thin_out();
  void keep_smallest();

  static constexpr std::size_t kRing = 8;
  std::array<std::uint64_t, kRing> last_{};
  std::size_t words_ = 0;
  std::uint64_t run_ = 0;            // of the last five words
  std::uint32_t most_ = UINT32_MAX;  // no larger hash can be among the smallest
  std::vector<std::uint32_t> kept_;
};

// How much of the smaller text is in the larger one, 0 to 1, as far as the sketches tell.
double containment(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b);

// Eight hexadecimal digits for each; parse gives an empty sketch for anything else.
std::string shingles_text(const std::vector<std::uint32_t>& shingles);
std::vector<std::uint32_t> parse_shingles(std::string_view text);

}  // namespace nostos
