// SPDX-License-Identifier: Apache-2.0
// Correspondences: how Latin letters are heard in Cyrillic ones, learned from pairs of names of all
// origins. Where the rules of letters.tsv know the schemes, this knows the names that came by ear:
// Hugh, Zoë, Nguyễn. A row of the table has what stands around, and how often it was read as what.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "names/name_tables.h"

namespace nostos::names {

class Correspondences {
 public:
  // Letters before and letters from here on that a context may have; the first that the table has
  // is taken.
  static constexpr std::array<std::pair<int, int>, 5> kWindows = {
      {{2, 3}, {1, 3}, {1, 2}, {0, 2}, {0, 1}}};
  static constexpr std::size_t kMostLetters = 32;
  // What it costs to read a letter as one that it never is, to pass over it or to put one in.
  static constexpr double kUnheardOf = 7.0;

  struct Reading {
    std::uint8_t latin = 0;     // how many Latin letters
    std::uint8_t cyrillic = 0;  // how many Cyrillic letters, 0 to 2
    std::array<char16_t, 4> from{};
    std::array<char16_t, 2> letters{};
    float probability = 0;
    double cost = 0;  // minus its logarithm
  };

  // What each place of a Latin word may be read as. Good while the correspondences live.
  struct Heard {
    std::array<std::span<const Reading>, kMostLetters> readings;
    std::array<char32_t, kMostLetters> letters{};
    std::size_t size = 0;
  };

  struct Step {
    std::size_t latin = 0;  // from this letter on
    std::size_t cyrillic = 0;
    std::uint8_t latin_letters = 0;
    std::uint8_t cyrillic_letters = 0;
    double cost = 0;
  };

  static Result<Correspondences> load(const NameFile& file);

  // Lower case, composed.
  void hear(std::span<const char32_t> latin, Heard& out) const;
  // Minus the natural logarithm of the probability that these Latin letters are written so in
  // Cyrillic. Stops and returns more than `most` as soon as it cannot be less.
  static double cost(const Heard& latin, std::span<const char32_t> cyrillic, double most = 1e9);
  // The likeliest way to read one as the other.
  static std::vector<Step> path(const Heard& latin, std::span<const char32_t> cyrillic);
  // The form in which Cyrillic letters are compared: ё е є, и і ї, г ґ are one each.
  static char32_t plain(char32_t cyrillic);

 private:
  std::uint8_t code(char32_t letter) const;

  std::unordered_map<std::uint64_t, std::pair<std::uint32_t, std::uint32_t>> contexts_;
  std::vector<Reading> readings_;
  std::vector<std::uint8_t> codes_;  // by Latin letter
};

}  // namespace nostos::names
