// SPDX-License-Identifier: Apache-2.0
#include "linkage/growing_clusters.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <vector>

namespace nostos::linkage {
namespace {

using Item = GrowingClusters::Item;
using Verdict = GrowingClusters::Verdict;

// Records of a few people, as names that are numbers; how likely two are one person.
struct Crowd {
  std::uint32_t size = 0;
  std::vector<matching::Millibits> weights;  // by pair
  matching::Millibits weight(std::uint32_t a, std::uint32_t b) const {
    return weights[std::min(a, b) * size + std::max(a, b)];
  }
};

Crowd crowd(std::uint32_t size, std::mt19937& dice) {
  Crowd all{size, std::vector<matching::Millibits>(std::size_t{size} * size)};
  std::vector<std::uint32_t> who(size);
  for (auto& person : who) person = static_cast<std::uint32_t>(dice() % (size / 3));
  for (std::uint32_t a = 0; a < size; ++a) {
    for (std::uint32_t b = a + 1; b < size; ++b) {
      // Whole bits, so that many weigh the same; few wrong bridges.
      const int bits = who[a] == who[b]
                           ? 2 + static_cast<int>(dice() % 8)
                           : (dice() % 40 == 0 ? 1 : -9) + static_cast<int>(dice() % 3);
      all.weights[a * size + b] = 1000 * bits;
    }
  }
  return all;
}

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

std::vector<std::uint32_t> at_once(const Crowd& people, const Pairs& same, const Pairs& different) {
  Evidence evidence;
  evidence.size = people.size;
  for (std::uint32_t a = 0; a < people.size; ++a) {
    for (std::uint32_t b = a + 1; b < people.size; ++b) {
      if (people.weight(a, b) >= 0) evidence.edges.push_back({a, b, people.weight(a, b)});
    }
  }
  evidence.weight = [&](std::uint32_t a, std::uint32_t b) { return people.weight(a, b); };
  evidence.cannot = [&](std::uint32_t a, std::uint32_t b) {
    return std::ranges::find(different, std::pair(a, b)) != different.end();
  };
  evidence.same = same;
  return cluster(evidence);
}

// The crowd's numbers are the keys; items are numbered as they come.
struct Growing {
  const Crowd& people;
  std::vector<std::uint32_t> number;       // by item
  std::map<std::uint32_t, Item> item;      // by number
  std::vector<std::uint32_t> asked_for{};  // numbers whose weights were asked for
  GrowingClusters clusters{{0,
                            [this](Item a, Item b) {
                              asked_for.push_back(number[a]);
                              asked_for.push_back(number[b]);
                              return people.weight(number[a], number[b]);
                            },
                            {}}};

  explicit Growing(const Crowd& all) : people(all) {}
  Growing(const Growing&) = delete;

  void add(std::uint32_t who) {
    std::vector<GrowingClusters::Likely> likely;
    for (const auto& [other, at] : item) {
      if (people.weight(who, other) >= 0) likely.push_back({at, people.weight(who, other)});
    }
    number.push_back(who);
    item[who] = clusters.add(who, likely);
  }
  // By number, as cluster() gives it.
  std::vector<std::uint32_t> all() const {
    std::vector<std::uint32_t> out;
    for (const auto& [who, at] : item) out.push_back(number[clusters.cluster_of(at)]);
    return out;
  }
};

TEST(growing_clusters, a_thousand_orders_of_adding_give_what_a_run_over_all_gives) {
  std::mt19937 dice(3);
  std::size_t joined = 0;
  for (int order = 0; order < 1000; ++order) {
    const Crowd people = crowd(36, dice);
    const auto expected = at_once(people, {}, {});
    std::vector<std::uint32_t> sequence(people.size);
    for (std::uint32_t i = 0; i < people.size; ++i) sequence[i] = i;
    std::ranges::shuffle(sequence, dice);
    Growing growing(people);
    for (const std::uint32_t who : sequence) growing.add(who);
    ASSERT_EQ(growing.all(), expected) << "order " << order;
    for (std::uint32_t i = 0; i < people.size; ++i) joined += expected[i] != i;
  }
  EXPECT_GT(joined, 10'000U);
}

TEST(growing_clusters, judgements_in_between_and_taken_back_leave_what_a_run_over_all_gives) {
  std::mt19937 dice(4);
  for (int round = 0; round < 300; ++round) {
    const Crowd people = crowd(30, dice);
    std::vector<std::uint32_t> sequence(people.size);
    for (std::uint32_t i = 0; i < people.size; ++i) sequence[i] = i;
    std::ranges::shuffle(sequence, dice);
    Growing growing(people);
    std::map<std::pair<std::uint32_t, std::uint32_t>, Verdict> standing;
    for (std::size_t i = 0; i < sequence.size(); ++i) {
      growing.add(sequence[i]);
      if (i == 0 || dice() % 3 != 0) continue;
      const std::uint32_t a = sequence[dice() % (i + 1)];
      const std::uint32_t b = sequence[dice() % (i + 1)];
      if (a == b) continue;
      const auto verdict = static_cast<Verdict>(dice() % 3);
      growing.clusters.judge(growing.item[a], growing.item[b], verdict);
      standing[std::minmax(a, b)] = verdict;
    }
    Pairs same;
    Pairs different;
    for (const auto& [pair, verdict] : standing) {
      if (verdict == Verdict::same) same.push_back(pair);
      if (verdict == Verdict::different) different.push_back(pair);
    }
    ASSERT_EQ(growing.all(), at_once(people, same, different)) << "round " << round;
  }
}

TEST(growing_clusters, only_what_is_connected_with_the_new_one_is_looked_at) {
  std::mt19937 dice(5);
  Crowd people = crowd(60, dice);
  // Two halves that no likely pair connects.
  for (std::uint32_t a = 0; a < 60; ++a) {
    for (std::uint32_t b = a + 1; b < 60; ++b) {
      if ((a < 30) != (b < 30)) people.weights[a * 60 + b] = -9'000;
    }
  }
  Growing growing(people);
  for (std::uint32_t who = 0; who < 59; ++who) growing.add(who);
  const auto before = growing.all();
  growing.asked_for.clear();
  growing.add(59);
  EXPECT_TRUE(std::ranges::all_of(growing.asked_for, [](std::uint32_t who) { return who >= 30; }));
  for (const Item item : growing.clusters.changed()) EXPECT_GE(growing.number[item], 30U);
  const auto after = growing.all();
  EXPECT_TRUE(std::equal(before.begin(), before.begin() + 30, after.begin()));
  // What is said to have changed has, and nothing else.
  for (std::uint32_t who = 0; who < 59; ++who) {
    const auto& changed = growing.clusters.changed();
    EXPECT_EQ(std::ranges::binary_search(changed, growing.item[who]), before[who] != after[who]);
  }
}

}  // namespace
}  // namespace nostos::linkage
