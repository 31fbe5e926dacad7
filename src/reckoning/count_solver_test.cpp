// SPDX-License-Identifier: Apache-2.0
#include "reckoning/count_solver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace nostos::reckoning {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(CountSolver, FindsTheTotalBefore) {
  std::vector<CounterStop> stops = {{{}, just(22), false}, {just(2828), just(230), true}};
  EXPECT_THAT(solve_counter(stops), IsEmpty());
  EXPECT_EQ(stops[0].total, just(2598));
}

TEST(CountSolver, FindsThePeopleOfAnExchangeBetweenTwoTotals) {
  std::vector<CounterStop> stops = {{just(2828), {}, false}, {just(3035), {0, {}}, true}};
  solve_counter(stops);
  EXPECT_EQ(stops[1].step, just(207));
}

TEST(CountSolver, LeavesRoomForReturnsThatNobodyTold) {
  std::vector<CounterStop> stops = {{just(1630), {}, false}, {just(1790), {95, {}}, false}};
  EXPECT_THAT(solve_counter(stops), IsEmpty());
  EXPECT_EQ(stops[1].step, (Bounds{95, 160}));
}

TEST(CountSolver, NamesTheLinkThatDoesNotFit) {
  std::vector<CounterStop> stops = {
      {just(2828), {}, false}, {just(3035), just(200), true}, {just(3135), just(100), true}};
  EXPECT_THAT(solve_counter(stops), ElementsAre(1));
  EXPECT_EQ(stops[2].total, just(3135));
}

TEST(LongestRising, LeavesOutTheStaleTotal) {
  EXPECT_THAT(longest_rising({2828, 3035, 2828, 3135}, {230, 207, 100, 100}), ElementsAre(0, 1, 3));
}

TEST(LongestRising, AStepMustFitBetweenTheTotals) {
  EXPECT_THAT(longest_rising({100, 110, 300}, {0, 50, 100}), ElementsAre(0, 2));
}

// The slow and obvious: every total and step up to a small limit.
TEST(CountSolver, AgreesWithTryingEveryNumber) {
  constexpr std::int64_t kMost = 7;
  std::mt19937 random(7);
  const auto some_bounds = [&]() -> Bounds {
    switch (random() % 4) {
      case 0:
        return just(static_cast<std::int64_t>(random() % (kMost + 1)));
      case 1:
        return {static_cast<std::int64_t>(random() % (kMost + 1)), kMost};
      default:
        return {0, kMost};
    }
  };
  for (int round = 0; round < 1500; ++round) {
    std::vector<CounterStop> stops(3);
    for (CounterStop& stop : stops) stop = {some_bounds(), some_bounds(), random() % 2 == 0};
    auto solved = stops;
    const auto broken = solve_counter(solved);
    const auto fits = [](const Bounds& b, std::int64_t v) { return v >= *b.low && v <= *b.high; };
    std::vector<Bounds> tried(3);
    bool any = false;
    for (std::int64_t t0 = 0; t0 <= kMost; ++t0) {
      for (std::int64_t t1 = 0; t1 <= kMost; ++t1) {
        for (std::int64_t t2 = 0; t2 <= kMost; ++t2) {
          const std::vector<std::int64_t> t = {t0, t1, t2};
          bool ok = true;
          for (std::size_t i = 0; i < 3 && ok; ++i) {
            ok = fits(stops[i].total, t[i]);
            if (i == 0 || !ok) continue;
            const std::int64_t rise = t[i] - t[i - 1];
            ok = stops[i].directly_after_last ? fits(stops[i].step, rise)
                                              : rise >= *stops[i].step.low;
          }
          if (!ok) continue;
          any = true;
          for (std::size_t i = 0; i < 3; ++i) {
            tried[i].low = std::min(tried[i].low.value_or(t[i]), t[i]);
            tried[i].high = std::max(tried[i].high.value_or(t[i]), t[i]);
          }
        }
      }
    }
    ASSERT_EQ(any, broken.empty()) << round;
    for (std::size_t i = 0; any && i < 3; ++i)
      ASSERT_EQ(solved[i].total, tried[i]) << round << " stop " << i;
  }
}

}  // namespace
}  // namespace nostos::reckoning
