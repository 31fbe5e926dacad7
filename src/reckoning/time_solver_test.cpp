// SPDX-License-Identifier: Apache-2.0
#include "reckoning/time_solver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace nostos::reckoning {
namespace {

using namespace nostos::domain;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

Day day(const char* text) { return *parse_iso(text); }

void is_on(TimeNetwork& network, Var var, const char* text) {
  network.not_before(var, day(text), Strength::stated);
  network.not_after(var, day(text), Strength::stated);
}

std::string window(const TimeSolution& s, Var var) {
  return (s.earliest[var] ? iso(*s.earliest[var]) : "") + ".." +
         (s.latest[var] ? iso(*s.latest[var]) : "");
}

TEST(DayPattern, FindsTheNextThirtyFirstOfJanuary) {
  const DayPattern pattern{.weekday = {}, .month = 1, .day = 31};
  EXPECT_EQ(iso(*first_fit_from(day("2023-08-09"), pattern)), "2024-01-31");
  EXPECT_EQ(iso(*last_fit_until(day("2024-01-30"), pattern)), "2023-01-31");
}

TEST(DayPattern, AWeekdayAndADayOfTheYearGiveTheYear) {
  const DayPattern pattern{.weekday = Weekday::thursday, .month = 12, .day = 1};
  EXPECT_EQ(iso(*first_fit_from(day("2022-02-24"), pattern)), "2022-12-01");
  EXPECT_EQ(iso(*first_fit_from(day("2022-12-02"), pattern)), "2033-12-01");
}

TEST(DayPattern, ADayThatNeverComesIsNotFound) {
  EXPECT_FALSE(first_fit_from(0, {.weekday = {}, .month = 2, .day = 30}));
  EXPECT_TRUE(first_fit_from(0, {.weekday = Weekday::sunday, .month = 2, .day = 29}));
}

// The five public reports in small: the network that reading them one by one cannot solve.
struct FiveReports {
  TimeNetwork network;
  Var e4 = network.add(), e5 = network.add(), e6 = network.add(), e7 = network.add(),
      e8 = network.add();

  explicit FiveReports(bool adjacency) {
    is_on(network, e4, "2023-08-07");
    is_on(network, e8, "2024-07-17");
    network.fits(e6, {.weekday = {}, .month = 1, .day = 31}, Strength::stated);
    network.follows(e4, e5, 1, {}, Strength::order);
    network.follows(e5, e6, 1, {}, Strength::order);
    network.follows(e6, e7, 1, {}, Strength::order);
    for (const Var var : {e4, e5, e6, e7, e8}) network.put_on_list(var, 1);
    if (!adjacency) return;
    network.none_between(e4, e5, 1, Strength::adjacency);
    network.none_between(e5, e6, 1, Strength::adjacency);
    network.none_between(e6, e7, 1, Strength::adjacency);
    network.set_different([](Var, Var) { return true; });
  }
};

TEST(TimeSolver, GivesTheBareThirtyFirstOfJanuaryItsYear) {
  const FiveReports five(true);
  const TimeSolution s = five.network.solve();
  EXPECT_EQ(window(s, five.e6), "2024-01-31..2024-01-31");
  EXPECT_EQ(window(s, five.e5), "2023-08-08..2024-01-30");
  EXPECT_EQ(window(s, five.e7), "2024-02-01..2024-07-16");
  EXPECT_TRUE(s.contradictions.empty());
}

TEST(TimeSolver, WithoutAdjacencyTheYearStaysOpen) {
  const FiveReports five(false);
  const TimeSolution s = five.network.solve();
  EXPECT_EQ(window(s, five.e6), "2024-01-31..");
  EXPECT_EQ(window(s, five.e5), "2023-08-08..");
}

TEST(TimeSolver, TheProofNamesTheExchangeThatCannotLieBetween) {
  const FiveReports five(true);
  const TimeSolution s = five.network.solve();
  bool witnessed = false;
  for (const StepId id : s.proof(five.e6)) {
    witnessed = witnessed || s.steps[id].witness == five.e8;
    for (const StepId before : s.steps[id].because) EXPECT_LT(before, id);
  }
  EXPECT_TRUE(witnessed);
}

TEST(TimeSolver, WednesdayBeforeThursdayWithinAWeekIsOneDay) {
  TimeNetwork network;
  const Var e1 = network.add();
  const Var e2 = network.add();
  network.fits(e1, {.weekday = Weekday::wednesday}, Strength::stated);
  network.fits(e2, {.weekday = Weekday::thursday}, Strength::stated);
  const RuleId week = network.follows(e1, e2, 1, 7, Strength::order);
  EXPECT_EQ(network.gap(week).least, 1);
  EXPECT_EQ(network.gap(week).most, 1);
  network.not_before(e2, day("2022-11-24"), Strength::published);
  const TimeSolution s = network.solve();
  EXPECT_EQ(window(s, e1), "2022-11-23..");
}

TEST(TimeSolver, ACircleOfOrderIsToldAsItsOwnRules) {
  TimeNetwork network;
  const Var a = network.add(), b = network.add(), c = network.add(), d = network.add();
  const RuleId ab = network.follows(a, b, 1, {}, Strength::order);
  const RuleId bc = network.follows(b, c, 0, {}, Strength::order);
  const RuleId ca = network.follows(c, a, 0, {}, Strength::counter);
  network.follows(c, d, 1, {}, Strength::order);
  const TimeSolution s = network.solve();
  ASSERT_EQ(s.contradictions.size(), 1U);
  EXPECT_THAT(s.contradictions[0].rules, UnorderedElementsAre(ab, bc, ca));
  EXPECT_EQ(s.contradictions[0].dropped, ca);
}

TEST(TimeSolver, AWeekdayThatIsNotThatDayContradictsIt) {
  TimeNetwork network;
  const Var a = network.add();
  is_on(network, a, "2022-12-01");
  const RuleId friday = network.fits(a, {.weekday = Weekday::friday}, Strength::order);
  const TimeSolution s = network.solve();
  ASSERT_EQ(s.contradictions.size(), 1U);
  EXPECT_EQ(s.contradictions[0].dropped, friday);
  EXPECT_EQ(s.contradictions[0].rules.size(), 3U);
  EXPECT_EQ(window(s, a), "2022-12-01..2022-12-01");
}

TEST(TimeSolver, AKnownExchangeInBetweenBreaksAdjacencyAndNothingElse) {
  TimeNetwork network;
  const Var a = network.add(), b = network.add(), x = network.add();
  is_on(network, a, "2024-01-03");
  is_on(network, b, "2024-02-08");
  is_on(network, x, "2024-01-31");
  for (const Var var : {a, b, x}) network.put_on_list(var, 0);
  network.follows(a, b, 1, {}, Strength::order);
  const RuleId next = network.none_between(a, b, 0, Strength::adjacency);
  const TimeSolution s = network.solve();
  ASSERT_EQ(s.contradictions.size(), 1U);
  EXPECT_EQ(s.contradictions[0].dropped, next);
  EXPECT_THAT(s.contradictions[0].witnesses, ElementsAre(x));
  EXPECT_EQ(window(s, b), "2024-02-08..2024-02-08");
}

// -- against the slow and obvious: try every day
// ----------------------------------------------------

constexpr Day kDays = 10;

struct Tried {
  std::vector<std::optional<Day>> earliest;
  std::vector<std::optional<Day>> latest;
};

bool holds(const TimeRule& rule, const std::vector<Day>& days) {
  switch (rule.kind) {
    case TimeRule::Kind::not_before:
      return days[rule.a] >= rule.day;
    case TimeRule::Kind::not_after:
      return days[rule.a] <= rule.day;
    case TimeRule::Kind::pattern:
      return rule.pattern.fits(days[rule.a]);
    case TimeRule::Kind::follows: {
      const int gap = days[rule.b] - days[rule.a];
      return gap >= rule.least && (!rule.most || gap <= *rule.most);
    }
    case TimeRule::Kind::none_between:
      for (Var x = 0; x < days.size(); ++x) {
        if (x == rule.a || x == rule.b) continue;
        if (days[x] >= days[rule.a] && days[x] <= days[rule.b]) return false;  // all are different
      }
      return true;
  }
  return false;
}

Tried try_every_day(const TimeNetwork& network, const std::vector<RuleId>& rules, Day first = 0,
                    Day end = kDays) {
  const std::size_t n = network.size();
  Tried tried{std::vector<std::optional<Day>>(n), std::vector<std::optional<Day>>(n)};
  std::vector<Day> days(n, first);
  for (;;) {
    const bool all =
        std::ranges::all_of(rules, [&](RuleId id) { return holds(network.rule(id), days); });
    for (std::size_t v = 0; all && v < n; ++v) {
      if (!tried.earliest[v] || days[v] < *tried.earliest[v]) tried.earliest[v] = days[v];
      if (!tried.latest[v] || days[v] > *tried.latest[v]) tried.latest[v] = days[v];
    }
    std::size_t at = 0;
    while (at < n && ++days[at] == end) days[at++] = first;
    if (at == n) return tried;
  }
}

struct RandomNetwork {
  TimeNetwork network;
  std::vector<RuleId> rules;

  RandomNetwork(std::mt19937& random, bool adjacency) {
    const auto pick = [&](int least, int most) {
      return least + static_cast<int>(random() % static_cast<unsigned>(most - least + 1));
    };
    const auto strength = [&] { return static_cast<Strength>(pick(0, 5)); };
    const int n = pick(2, 4);
    for (int i = 0; i < n; ++i) {
      const Var var = network.add();
      network.put_on_list(var, 0);
      rules.push_back(network.not_before(var, 0, Strength::stated));
      rules.push_back(network.not_after(var, kDays - 1, Strength::stated));
    }
    const auto any_var = [&] { return static_cast<Var>(pick(0, n - 1)); };
    for (int i = pick(0, 3); i > 0; --i) {
      const Var var = any_var();
      rules.push_back(pick(0, 1) == 0 ? network.not_before(var, pick(0, kDays - 1), strength())
                                      : network.not_after(var, pick(0, kDays - 1), strength()));
    }
    for (int i = pick(0, 2); i > 0; --i) {
      rules.push_back(
          network.fits(any_var(), {.weekday = static_cast<Weekday>(pick(0, 6))}, strength()));
    }
    for (int i = pick(0, 4); i > 0; --i) {
      const Var a = any_var();
      const Var b = any_var();
      if (a == b) continue;
      const int least = pick(-4, 6);
      const auto most = pick(0, 1) == 0 ? std::nullopt : std::optional(least + pick(0, 7));
      rules.push_back(network.follows(a, b, least, most, strength()));
    }
    if (!adjacency) return;
    network.set_different([](Var a, Var b) { return a != b; });
    for (int i = pick(1, 2); i > 0; --i) {
      const Var a = any_var();
      const Var b = any_var();
      if (a == b) continue;
      rules.push_back(network.follows(a, b, 1, {}, Strength::order));
      rules.push_back(network.none_between(a, b, 0, Strength::adjacency));
    }
  }

  std::vector<RuleId> kept(const TimeSolution& s) const {
    std::vector<RuleId> rest = rules;
    for (const auto& c : s.contradictions) std::erase(rest, c.dropped);
    return rest;
  }
};

TEST(TimeSolver, AgreesWithTryingEveryDay) {
  std::mt19937 random(20240131);
  int contradictions = 0;
  for (int i = 0; i < 3000; ++i) {
    const RandomNetwork sample(random, false);
    const TimeSolution s = sample.network.solve();
    // Bounds are the best possible for the rules that were kept …
    const Tried tried = try_every_day(sample.network, sample.kept(s));
    ASSERT_EQ(s.earliest, tried.earliest) << i;
    ASSERT_EQ(s.latest, tried.latest) << i;
    // … and what is called a contradiction is one, and is not one without any of its rules.
    for (const auto& c : s.contradictions) {
      ++contradictions;
      ASSERT_FALSE(try_every_day(sample.network, c.rules).earliest[0]) << i;
      if (sample.network.size() > 2) continue;  // more would take hours
      for (const RuleId left_out : c.rules) {
        std::vector<RuleId> rest = c.rules;
        std::erase(rest, left_out);
        ASSERT_TRUE(try_every_day(sample.network, rest, -30, 45).earliest[0]) << i;
      }
    }
  }
  EXPECT_GT(contradictions, 300);
}

TEST(TimeSolver, WithAdjacencyNeverLeavesOutADayThatIsPossible) {
  std::mt19937 random(4711);
  int tightened = 0;
  for (int i = 0; i < 2000; ++i) {
    const RandomNetwork sample(random, true);
    const TimeSolution s = sample.network.solve();
    const Tried tried = try_every_day(sample.network, sample.kept(s));
    for (Var v = 0; v < sample.network.size(); ++v) {
      if (!tried.earliest[v]) continue;  // a contradiction only trying every day can see
      ASSERT_LE(*s.earliest[v], *tried.earliest[v]) << i;
      ASSERT_GE(*s.latest[v], *tried.latest[v]) << i;
    }
    for (const TimeStep& step : s.steps) tightened += step.witness ? 1 : 0;
    for (const auto& c : s.contradictions) {
      ASSERT_TRUE(c.witnesses.size() > 0 || !try_every_day(sample.network, c.rules).earliest[0])
          << i;
    }
  }
  EXPECT_GT(tightened, 300);
}

}  // namespace
}  // namespace nostos::reckoning
