// SPDX-License-Identifier: Apache-2.0
// TimeNetwork: days that are not known, and what is said about them. A simple temporal network
// (differences between days) with two additions: patterns ("a Thursday", "a 31 January") and
// adjacency ("no known exchange lies between these two").
//
// solve() gives each day its earliest and latest value, with the steps that lead there. Without
// adjacency the bounds are the best possible; adjacency is applied only where one of its two
// alternatives is out of the question, so bounds are always sound. What contradicts is reported as
// a minimal set of rules; the weakest of them is dropped and solving goes on without it.
// The result depends on the order of calls only in the numbering. Thread-compatible.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <vector>

#include "domain/partial_date.h"

namespace nostos::reckoning {

using Var = std::uint32_t;
using RuleId = std::uint32_t;
using StepId = std::uint32_t;

// Days that fit a description; fields that are not set fit all.
struct DayPattern {
  std::optional<domain::Weekday> weekday;
  int month = 0;  // 1–12
  int day = 0;    // day of the month, 1–31

  bool fits_all() const { return !weekday && month == 0 && day == 0; }
  bool fits(domain::Day day) const;
  bool operator==(const DayPattern&) const = default;
};

// Nothing when no day of the calendar fits (31 February).
std::optional<domain::Day> first_fit_from(domain::Day day, const DayPattern& pattern);
std::optional<domain::Day> last_fit_until(domain::Day day, const DayPattern& pattern);
// False when the fields alone exclude each other: Wednesday and Thursday.
bool can_agree(const DayPattern& a, const DayPattern& b);

// Which rule goes first when rules contradict: the lowest.
enum class Strength { recency, adjacency, counter, order, published, stated };

struct TimeRule {
  enum class Kind { not_before, not_after, pattern, follows, none_between };
  Kind kind = Kind::not_before;
  Var a = 0;            // the day itself; for follows and none_between the earlier one
  Var b = 0;            // the later one
  domain::Day day = 0;  // not_before, not_after
  int least = 0;        // follows: least <= b - a <= most
  std::optional<int> most;
  DayPattern pattern;
  Strength strength = Strength::stated;
  std::uint32_t tag = 0;  // the caller's own note
};

// One bound of one day, tightened once.
struct TimeStep {
  Var var = 0;
  bool lower = true;  // earliest, else latest
  domain::Day day = 0;
  RuleId rule = 0;
  std::vector<StepId> because;  // steps it was concluded from
  std::optional<Var> witness;   // none_between: the exchange that cannot lie in between
};

struct TimeContradiction {
  std::vector<RuleId> rules;  // minimal: without any one of them there is no contradiction
  RuleId dropped = 0;         // one of them
  std::vector<Var> witnesses;
};

struct TimeSolution {
  std::vector<std::optional<domain::Day>> earliest;
  std::vector<std::optional<domain::Day>> latest;
  std::vector<TimeStep> steps;
  std::vector<TimeContradiction> contradictions;

  // Steps behind both bounds of `var`, in order of reasoning.
  std::vector<StepId> proof(Var var) const;

  std::vector<std::optional<StepId>> earliest_step;
  std::vector<std::optional<StepId>> latest_step;
};

class TimeNetwork {
 public:
  Var add();
  std::size_t size() const { return list_of_.size(); }

  RuleId not_before(Var var, domain::Day day, Strength strength, std::uint32_t tag = 0);
  RuleId not_after(Var var, domain::Day day, Strength strength, std::uint32_t tag = 0);
  RuleId fits(Var var, DayPattern pattern, Strength strength, std::uint32_t tag = 0);
  // least <= later - earlier <= most
  RuleId follows(Var earlier, Var later, int least, std::optional<int> most, Strength strength,
                 std::uint32_t tag = 0);
  // No member of the list lies strictly between the two.
  RuleId none_between(Var earlier, Var later, std::uint32_t list, Strength strength,
                      std::uint32_t tag = 0);
  void put_on_list(Var var, std::uint32_t list);

  // True when two members of a list are certainly not one; used to tell "before" from "not after".
  void set_different(std::function<bool(Var, Var)> different) { different_ = std::move(different); }

  const TimeRule& rule(RuleId id) const { return rules_[id]; }
  std::size_t rule_count() const { return rules_.size(); }
  std::optional<std::uint32_t> list_of(Var var) const { return list_of_[var]; }

  // As many days as there would be if none stood for several; bounds how long a circle is followed.
  void count_as(std::size_t days) { counts_as_ = days; }

  TimeSolution solve() const;

  // Days from `earlier` to `later` as one `follows` rule and both weekdays allow it.
  struct Gap {
    int least = 0;
    std::optional<int> most;
  };
  Gap gap(RuleId follows) const { return gap(follows, nullptr); }

 private:
  class Run;
  RuleId add_rule(TimeRule rule);
  // `active` says which rules count; null: all.
  Gap gap(RuleId follows, const std::vector<bool>* active) const;
  std::optional<RuleId> weekday_rule(Var var, const std::vector<bool>* active) const;
  // The rules of a cycle that no days can satisfy, whatever they are.
  std::vector<RuleId> impossible_cycle(const std::vector<bool>& active) const;
  std::vector<RuleId> minimal(std::vector<RuleId> rules, const std::vector<Var>& witnesses) const;
  bool contradictory(const std::vector<RuleId>& rules, const std::vector<Var>& witnesses) const;

  std::size_t whole_size() const { return counts_as_ > size() ? counts_as_ : size(); }

  std::size_t counts_as_ = 0;
  std::vector<TimeRule> rules_;
  std::vector<std::optional<std::uint32_t>> list_of_;  // for each var
  std::vector<std::vector<RuleId>> patterns_of_;       // for each var
  std::function<bool(Var, Var)> different_ = [](Var, Var) { return false; };
};

}  // namespace nostos::reckoning
