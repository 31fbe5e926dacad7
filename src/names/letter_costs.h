// SPDX-License-Identifier: Apache-2.0
// LetterCosts: the cheapest way to turn the letters of one word into those of another in the same
// script, by the rows of confusions.tsv. Immutable.
#pragma once

#include <array>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "names/name_tables.h"

namespace nostos::names {

class LetterCosts {
 public:
  struct Change {
    std::u32string from;
    std::u32string to;
    double cost = 0;
    bool swapped = false;  // the two letters stand the other way round
  };

  explicit LetterCosts(const std::vector<ConfusionRule>& rules);

  // `changes`, when given, receives what was changed, from the left.
  double cost(std::span<const char32_t> a, std::span<const char32_t> b,
              std::vector<Change>* changes = nullptr) const;

 private:
  struct Rule {
    std::u32string from;
    std::u32string to;
    double cost = 0;
    Place place = Place::any;
  };
  std::span<const Rule> rules_ending_in(char32_t letter) const;
  static bool fits(const Rule& rule, std::span<const char32_t> a, std::size_t i,
                   std::span<const char32_t> b, std::size_t j);

  std::unordered_map<char32_t, std::vector<Rule>> rules_;  // by the last letter of `from`
  std::vector<Rule> put_in_;                               // those whose `from` is nothing
};

}  // namespace nostos::names
