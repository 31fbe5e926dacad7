// SPDX-License-Identifier: Apache-2.0
#include "names/word_comparison.h"

#include <algorithm>
#include <array>
#include <vector>

namespace nostos::names {
namespace {

constexpr double kEquivalent = 0.3;  // another form of the same given name
constexpr double kInitial = 0.5;     // the other is only known by its first letter

std::size_t distance(std::string_view a, std::string_view b) {
  std::array<std::size_t, Skeletons::kMostLetters + 1> row{};
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t before = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t straight = before + (a[i] == b[j] ? 0 : 1);
      before = row[j + 1];
      row[j + 1] = std::min({straight, row[j] + 1, before + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

Likeness WordComparison::compare(std::string_view a, std::string_view b, NamePart part) const {
  Likeness out;
  if (a == b) return out;
  FoldedWord left;
  FoldedWord right;
  fold_word(a, reader_.homoglyphs(), left);
  fold_word(b, reader_.homoglyphs(), right);
  Skeletons left_keys;
  Skeletons right_keys;
  reader_.read(left, part, left_keys);
  reader_.read(right, part, right_keys);
  std::size_t best = Skeletons::kMostLetters;
  for (std::size_t i = 0; i < left_keys.size(); ++i) {
    for (std::size_t j = 0; j < right_keys.size(); ++j) {
      best = std::min(best, distance(left_keys[i], right_keys[j]));
    }
  }
  out.cost = static_cast<double>(best);
  if (best == 0) return out;
  if ((left.size == 1 || right.size == 1) && !left_keys.empty() && !right_keys.empty() &&
      left_keys.front().front() == right_keys.front().front()) {
    out.cost = kInitial;
    out.reasons = {{"names.initial", {std::string(a), std::string(b)}, kInitial}};
    return out;
  }
  if (part == NamePart::given || part == NamePart::unknown) {
    for (std::size_t i = 0; i < left_keys.size(); ++i) {
      const auto* mine = given_.classes_of(left_keys[i]);
      for (std::size_t j = 0; mine != nullptr && j < right_keys.size(); ++j) {
        const auto* theirs = given_.classes_of(right_keys[j]);
        if (theirs == nullptr || std::ranges::find_first_of(*mine, *theirs) == mine->end()) {
          continue;
        }
        out.cost = kEquivalent;
        out.reasons = {{"names.equivalent", {std::string(a), std::string(b)}, kEquivalent}};
        return out;
      }
    }
  }
  out.reasons = {{"names.letters", {std::string(a), std::string(b)}, out.cost}};
  return out;
}

NameLikeness WordComparison::compare_names(const ParsedName& a, const ParsedName& b) const {
  NameLikeness out;
  double cost = 0;
  double letters = 0;
  std::vector<bool> taken(b.words.size(), false);
  for (const ParsedWord& mine : a.words) {
    double best = 4;
    std::size_t with = b.words.size();
    for (std::size_t j = 0; j < b.words.size(); ++j) {
      if (taken[j]) continue;
      const double now = compare(mine.best(), b.words[j].best(), mine.part).cost;
      if (now < best) {
        best = now;
        with = j;
      }
    }
    if (with < b.words.size()) taken[with] = true;
    cost += best;
    letters += 4;
  }
  out.score = letters == 0 ? 0 : std::max(0.0, 1 - cost / letters);
  return out;
}

}  // namespace nostos::names
