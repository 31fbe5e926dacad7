// SPDX-License-Identifier: Apache-2.0
#include "names/letter_costs.h"

#include <algorithm>

#include "names/folded_word.h"

namespace nostos::names {
namespace {

constexpr double kWrong = 1.0;     // a letter that is another, too many or missing
constexpr double kSwapped = 0.8;   // two neighbours the wrong way round
constexpr double kDoubled = 0.15;  // a letter written twice
constexpr double kMark = 0.15;     // a mark on a letter left out: č, c

// Without its mark; found once for all letters of the two scripts.
char32_t bare(char32_t letter) {
  static const std::vector<char32_t> bare_letters = [] {
    std::vector<char32_t> out(0x1F00);
    for (char32_t c = 0; c < out.size(); ++c) {
      // й and ї are letters of their own.
      out[c] = script_of(c) == Script::latin ? without_mark(c) : c;
    }
    return out;
  }();
  return letter < bare_letters.size() ? bare_letters[letter] : letter;
}

}  // namespace

LetterCosts::LetterCosts(const std::vector<ConfusionRule>& rules) {
  const auto add = [&](const std::u32string& from, const std::u32string& to,
                       const ConfusionRule& told) {
    Rule rule{from, to, told.cost, told.place};
    (from.empty() ? put_in_ : rules_[from.back()]).push_back(std::move(rule));
  };
  for (const ConfusionRule& rule : rules) {
    add(rule.from, rule.to, rule);
    add(rule.to, rule.from, rule);
  }
}

// Whether the rule's letters end at i in a and at j in b.
bool LetterCosts::fits(const Rule& rule, std::span<const char32_t> a, std::size_t i,
                       std::span<const char32_t> b, std::size_t j) {
  if (rule.from.size() > i || rule.to.size() > j) return false;
  if (rule.place == Place::end && (i != a.size() || j != b.size())) return false;
  if (rule.place == Place::start && (i != rule.from.size() || j != rule.to.size())) return false;
  return std::ranges::equal(rule.from, a.subspan(i - rule.from.size(), rule.from.size())) &&
         std::ranges::equal(rule.to, b.subspan(j - rule.to.size(), rule.to.size()));
}

std::span<const LetterCosts::Rule> LetterCosts::rules_ending_in(char32_t letter) const {
  const auto found = rules_.find(letter);
  return found == rules_.end() ? std::span<const Rule>() : std::span<const Rule>(found->second);
}

double LetterCosts::cost(std::span<const char32_t> a, std::span<const char32_t> b,
                         std::vector<Change>* changes) const {
  constexpr std::size_t kSide = kMostLetters + 1;
  // Not set to begin with: only the places of these two words are written and read.
  struct Cell {
    float cost;
    std::uint8_t di;
    std::uint8_t dj;
  };
  std::array<std::array<Cell, kSide>, kSide> grid;
  const std::size_t n = std::min(a.size(), kMostLetters);
  const std::size_t m = std::min(b.size(), kMostLetters);
  a = a.first(n);
  b = b.first(m);
  for (std::size_t i = 0; i <= n; ++i) {
    const std::span<const Rule> rules =
        i == 0 ? std::span<const Rule>() : rules_ending_in(a[i - 1]);
    for (std::size_t j = 0; j <= m; ++j) {
      Cell& cell = grid[i][j];
      if (i == 0 && j == 0) {
        cell = {0, 0, 0};
        continue;
      }
      cell.cost = 1e9F;
      const auto take = [&](std::size_t di, std::size_t dj, double cost) {
        const float whole = grid[i - di][j - dj].cost + static_cast<float>(cost);
        if (whole < cell.cost) {
          cell = {whole, static_cast<std::uint8_t>(di), static_cast<std::uint8_t>(dj)};
        }
      };
      if (i > 0 && j > 0) {
        take(1, 1, a[i - 1] == b[j - 1] ? 0 : bare(a[i - 1]) == bare(b[j - 1]) ? kMark : kWrong);
      }
      if (i > 0) take(1, 0, i > 1 && a[i - 1] == a[i - 2] ? kDoubled : kWrong);
      if (j > 0) take(0, 1, j > 1 && b[j - 1] == b[j - 2] ? kDoubled : kWrong);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) take(2, 2, kSwapped);
      // The last letters tell most rules that they do not fit.
      for (const Rule& rule : rules) {
        if (!rule.to.empty() && (j == 0 || rule.to.back() != b[j - 1])) continue;
        if (fits(rule, a, i, b, j)) take(rule.from.size(), rule.to.size(), rule.cost);
      }
      for (const Rule& rule : put_in_) {
        if (j == 0 || rule.to.back() != b[j - 1]) continue;
        if (fits(rule, a, i, b, j)) take(0, rule.to.size(), rule.cost);
      }
    }
  }
  if (changes != nullptr) {
    changes->clear();
    for (std::size_t i = n, j = m; i > 0 || j > 0;) {
      const Cell& cell = grid[i][j];
      const std::size_t from_i = i - cell.di;
      const std::size_t from_j = j - cell.dj;
      const double cost = double{cell.cost} - double{grid[from_i][from_j].cost};
      if (cost > 0) {
        const std::u32string from(a.begin() + static_cast<std::ptrdiff_t>(from_i),
                                  a.begin() + static_cast<std::ptrdiff_t>(i));
        const std::u32string to(b.begin() + static_cast<std::ptrdiff_t>(from_j),
                                b.begin() + static_cast<std::ptrdiff_t>(j));
        const bool swapped =
            from.size() == 2 && to.size() == 2 && from[0] == to[1] && from[1] == to[0];
        changes->push_back({from, to, cost, swapped});
      }
      i = from_i;
      j = from_j;
    }
    std::ranges::reverse(*changes);
  }
  return double{grid[n][m].cost};
}

}  // namespace nostos::names
