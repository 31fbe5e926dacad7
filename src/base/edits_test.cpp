// SPDX-License-Identifier: Apache-2.0
#include "base/edits.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace nostos {
namespace {

// By the full table.
unsigned plain_edits(const std::string& a, const std::string& b, Swaps swaps) {
  std::vector<std::vector<unsigned>> d(a.size() + 1, std::vector<unsigned>(b.size() + 1));
  for (unsigned i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (unsigned j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const unsigned other = a[i - 1] == b[j - 1] ? 0U : 1U;
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + other});
      if (swaps == Swaps::are_one_edit && i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
          a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

TEST(Edits, AreThoseOfTheFullTableForWordsOfEveryLength) {
  std::mt19937 random(7);
  const auto below = [&](std::size_t most) { return random() % most; };
  const auto word = [&](std::size_t letters) {
    std::string out;
    for (std::size_t i = 0; i < letters; ++i) out += static_cast<char>("abc\xd0"[below(4)]);
    return out;
  };
  EditCounter counter;
  std::size_t close = 0;
  for (int i = 0; i < 60'000; ++i) {
    const std::string a = word(below(i % 20 == 0 ? 65 : 14));
    std::string b = i % 3 == 0 ? word(below(14)) : a;
    for (std::size_t edits = below(5); edits > 0 && !b.empty() && b.size() < 60; --edits) {
      const std::size_t at = below(b.size());
      switch (below(4)) {
        case 0:
          b.erase(at, 1);
          break;
        case 1:
          b.insert(at, 1, 'b');
          break;
        case 2:
          b[at] = 'x';
          break;
        default:
          std::swap(b[at], b[b.size() - 1]);
      }
    }
    counter.set(a);
    const unsigned expected = plain_edits(a, b, Swaps::are_one_edit);
    ASSERT_EQ(counter.edits(b), expected) << a << " " << b;
    ASSERT_EQ(counter.edits<Swaps::are_two_edits>(b), plain_edits(a, b, Swaps::are_two_edits))
        << a << " " << b;
    close += expected > 0 && expected < 4 ? 1 : 0;
  }
  EXPECT_GT(close, 10'000U);
}

}  // namespace
}  // namespace nostos
