// SPDX-License-Identifier: Apache-2.0
#include "reckoning/time_solver.h"

#include <algorithm>
#include <deque>
#include <map>
#include <unordered_set>
#include <utility>

#include "base/check.h"

namespace nostos::reckoning {
namespace {

using domain::Day;

// Above this many pairs of (adjacency, member without an exact day), only exact members are
// looked at: bounds stay sound and the work stays near-linear.
constexpr std::size_t kMostInexactPairs = 5'000'000;

int modulo_7(int value) { return ((value % 7) + 7) % 7; }

}  // namespace

Var TimeNetwork::add() {
  list_of_.emplace_back();
  patterns_of_.emplace_back();
  return static_cast<Var>(list_of_.size() - 1);
}

RuleId TimeNetwork::add_rule(TimeRule rule) {
  NOSTOS_CHECK(rule.a < size() && rule.b < size(), "rules are about days that were added");
  rules_.push_back(rule);
  return static_cast<RuleId>(rules_.size() - 1);
}

RuleId TimeNetwork::not_before(Var var, Day day, Strength strength, std::uint32_t tag) {
  return add_rule({.kind = TimeRule::Kind::not_before,
                   .a = var,
                   .b = var,
                   .day = day,
                   .most = {},
                   .pattern = {},
                   .strength = strength,
                   .tag = tag});
}

RuleId TimeNetwork::not_after(Var var, Day day, Strength strength, std::uint32_t tag) {
  return add_rule({.kind = TimeRule::Kind::not_after,
                   .a = var,
                   .b = var,
                   .day = day,
                   .most = {},
                   .pattern = {},
                   .strength = strength,
                   .tag = tag});
}

RuleId TimeNetwork::fits(Var var, DayPattern pattern, Strength strength, std::uint32_t tag) {
  const RuleId id = add_rule({.kind = TimeRule::Kind::pattern,
                              .a = var,
                              .b = var,
                              .most = {},
                              .pattern = pattern,
                              .strength = strength,
                              .tag = tag});
  patterns_of_[var].push_back(id);
  return id;
}

RuleId TimeNetwork::follows(Var earlier, Var later, int least, std::optional<int> most,
                            Strength strength, std::uint32_t tag) {
  return add_rule({.kind = TimeRule::Kind::follows,
                   .a = earlier,
                   .b = later,
                   .least = least,
                   .most = most,
                   .pattern = {},
                   .strength = strength,
                   .tag = tag});
}

RuleId TimeNetwork::none_between(Var earlier, Var later, std::uint32_t list, Strength strength,
                                 std::uint32_t tag) {
  return add_rule({.kind = TimeRule::Kind::none_between,
                   .a = earlier,
                   .b = later,
                   .day = static_cast<Day>(list),
                   .most = {},
                   .pattern = {},
                   .strength = strength,
                   .tag = tag});
}

void TimeNetwork::put_on_list(Var var, std::uint32_t list) { list_of_[var] = list; }

std::optional<RuleId> TimeNetwork::weekday_rule(Var var, const std::vector<bool>* active) const {
  for (const RuleId id : patterns_of_[var]) {
    if (rules_[id].pattern.weekday && (active == nullptr || (*active)[id])) return id;
  }
  return std::nullopt;
}

TimeNetwork::Gap TimeNetwork::gap(RuleId follows, const std::vector<bool>* active) const {
  const TimeRule& rule = rules_[follows];
  Gap gap{rule.least, rule.most};
  const auto a = weekday_rule(rule.a, active);
  const auto b = weekday_rule(rule.b, active);
  if (!a || !b) return gap;
  const int step =
      static_cast<int>(*rules_[*b].pattern.weekday) - static_cast<int>(*rules_[*a].pattern.weekday);
  gap.least += modulo_7(step - gap.least);
  if (gap.most) *gap.most -= modulo_7(*gap.most - step);
  return gap;
}

std::vector<RuleId> TimeNetwork::impossible_cycle(const std::vector<bool>& active) const {
  // Bellman-Ford from everywhere at once: an edge u → v of length w says v - u <= w.
  struct Edge {
    Var from;
    Var to;
    int length;
    RuleId rule;
  };
  std::vector<Edge> edges;
  for (RuleId id = 0; id < rules_.size(); ++id) {
    const TimeRule& rule = rules_[id];
    if (!active[id] || rule.kind != TimeRule::Kind::follows) continue;
    const Gap between = gap(id, &active);
    edges.push_back({rule.b, rule.a, -between.least, id});
    if (between.most) edges.push_back({rule.a, rule.b, *between.most, id});
  }
  std::vector<std::int64_t> distance(size(), 0);
  std::vector<std::optional<std::size_t>> parent(size());
  std::optional<Var> touched;
  for (std::size_t round = 0; round <= whole_size(); ++round) {
    touched.reset();
    for (std::size_t i = 0; i < edges.size(); ++i) {
      const Edge& edge = edges[i];
      if (distance[edge.from] + edge.length >= distance[edge.to]) continue;
      distance[edge.to] = distance[edge.from] + edge.length;
      parent[edge.to] = i;
      touched = edge.to;
    }
    if (!touched) return {};
  }
  Var at = *touched;
  for (std::size_t i = 0; i < whole_size(); ++i) at = edges[*parent[at]].from;  // now on the cycle
  std::set<RuleId> cycle;
  const Var start = at;
  do {
    const Edge& edge = edges[*parent[at]];
    cycle.insert(edge.rule);
    const TimeRule& rule = rules_[edge.rule];
    const auto a = weekday_rule(rule.a, &active);
    const auto b = weekday_rule(rule.b, &active);
    if (a && b) cycle.insert({*a, *b});
    at = edge.from;
  } while (at != start);
  return {cycle.begin(), cycle.end()};
}

// One attempt to reach the fixpoint with the rules that are active.
class TimeNetwork::Run {
 public:
  Run(const TimeNetwork& network, const std::vector<bool>& active, TimeSolution& solution)
      : network_(network), active_(active), s_(solution) {
    const std::size_t n = network.size();
    s_.earliest.assign(n, std::nullopt);
    s_.latest.assign(n, std::nullopt);
    s_.earliest_step.assign(n, std::nullopt);
    s_.latest_step.assign(n, std::nullopt);
    s_.steps.clear();
    edges_of_.resize(n);
    tightened_.assign(n, 0);
    waiting_.assign(n, false);
  }

  // Steps that cannot all hold; empty when the fixpoint was reached.
  std::vector<StepId> go() {
    take_rules();
    while (clash_.empty()) {
      spread();
      if (!clash_.empty() || !use_adjacency()) break;
    }
    return clash_;
  }

 private:
  struct Edge {
    Var a;
    Var b;
    int least;
    std::optional<int> most;
    RuleId rule;
    std::vector<StepId> because;
    std::optional<Var> witness;
  };

  void take_rules() {
    std::vector<RuleId> bounds;
    for (RuleId id = 0; id < network_.rules_.size() && clash_.empty(); ++id) {
      if (!active_[id]) continue;
      const TimeRule& rule = network_.rules_[id];
      switch (rule.kind) {
        case TimeRule::Kind::not_before:
        case TimeRule::Kind::not_after:
          bounds.push_back(id);
          break;
        case TimeRule::Kind::pattern:
          check_patterns(id);
          break;
        case TimeRule::Kind::follows:
          add_edge({rule.a, rule.b, rule.least, rule.most, id, {}, {}});
          break;
        case TimeRule::Kind::none_between:
          adjacency_.push_back(id);
          break;
      }
    }
    for (const RuleId id : bounds) {
      if (!clash_.empty()) return;
      const TimeRule& rule = network_.rules_[id];
      tighten(rule.a, rule.kind == TimeRule::Kind::not_before, rule.day, id, {}, {});
    }
  }

  // Patterns that no day of the calendar fits together contradict without any bound.
  void check_patterns(RuleId id) {
    const TimeRule& rule = network_.rules_[id];
    DayPattern together;
    std::vector<StepId> used;
    for (const RuleId other : network_.patterns_of_[rule.a]) {
      if (other > id || !active_[other]) continue;
      const DayPattern& pattern = network_.rules_[other].pattern;
      used.push_back(step(rule.a, true, 0, other, {}, {}));
      if (!can_agree(together, pattern)) clash_ = used;
      if (pattern.weekday) together.weekday = pattern.weekday;
      if (pattern.month != 0) together.month = pattern.month;
      if (pattern.day != 0) together.day = pattern.day;
    }
    if (clash_.empty() && !first_fit_from(0, together)) clash_ = used;
  }

  void add_edge(Edge edge) {
    const std::size_t at = edges_.size();
    edges_of_[edge.a].push_back(at);
    edges_of_[edge.b].push_back(at);
    wait(edge.a);
    wait(edge.b);
    edges_.push_back(std::move(edge));
  }

  void wait(Var var) {
    if (waiting_[var]) return;
    waiting_[var] = true;
    queue_.push_back(var);
  }

  StepId step(Var var, bool lower, Day day, RuleId rule, std::vector<StepId> because,
              std::optional<Var> witness) {
    s_.steps.push_back({var, lower, day, rule, std::move(because), witness});
    return static_cast<StepId>(s_.steps.size() - 1);
  }

  void tighten(Var var, bool lower, Day day, RuleId rule, std::vector<StepId> because,
               std::optional<Var> witness) {
    auto& bound = lower ? s_.earliest[var] : s_.latest[var];
    if (bound && (lower ? day <= *bound : day >= *bound)) return;
    bound = day;
    auto& last = lower ? s_.earliest_step[var] : s_.latest_step[var];
    last = step(var, lower, day, rule, std::move(because), witness);
    fit_patterns(var, lower);
    wait(var);
    const bool crossed = s_.earliest[var] && s_.latest[var] && *s_.earliest[var] > *s_.latest[var];
    // A cycle that only patterns or adjacency make impossible moves a bound again and again.
    const bool endless = ++tightened_[var] > 4 * network_.whole_size() + 64;
    if (crossed) clash_ = {*s_.earliest_step[var], *s_.latest_step[var]};
    if (endless && clash_.empty()) clash_ = {*last};
  }

  void fit_patterns(Var var, bool lower) {
    auto& bound = lower ? s_.earliest[var] : s_.latest[var];
    auto& last = lower ? s_.earliest_step[var] : s_.latest_step[var];
    for (bool moved = true; moved;) {
      moved = false;
      for (const RuleId id : network_.patterns_of_[var]) {
        if (!active_[id]) continue;
        const DayPattern& pattern = network_.rules_[id].pattern;
        const auto fit = lower ? first_fit_from(*bound, pattern) : last_fit_until(*bound, pattern);
        NOSTOS_CHECK(fit.has_value(), "patterns without any day were refused before");
        if (*fit == *bound) continue;
        bound = *fit;
        last = step(var, lower, *fit, id, {*last}, {});
        const bool crossed =
            s_.earliest[var] && s_.latest[var] && *s_.earliest[var] > *s_.latest[var];
        if (crossed) return;
        moved = true;
      }
    }
  }

  void spread() {
    while (!queue_.empty() && clash_.empty()) {
      const Var var = queue_.front();
      queue_.pop_front();
      waiting_[var] = false;
      for (std::size_t i = 0; i < edges_of_[var].size() && clash_.empty(); ++i) {
        apply(edges_[edges_of_[var][i]]);
      }
    }
  }

  std::vector<StepId> with(const Edge& edge, StepId from) const {
    std::vector<StepId> because = edge.because;
    because.push_back(from);
    return because;
  }

  void apply(const Edge& edge) {
    const auto pass = [&](Var from, bool lower, Var to, int days) {
      const auto& bound = lower ? s_.earliest[from] : s_.latest[from];
      if (!bound || !clash_.empty()) return;
      const Day day = *bound + days;
      const auto& there = lower ? s_.earliest[to] : s_.latest[to];
      if (there && (lower ? day <= *there : day >= *there)) return;
      const StepId last = lower ? *s_.earliest_step[from] : *s_.latest_step[from];
      tighten(to, lower, day, edge.rule, with(edge, last), edge.witness);
    };
    pass(edge.a, true, edge.b, edge.least);
    pass(edge.b, false, edge.a, -edge.least);
    if (!edge.most) return;
    pass(edge.a, false, edge.b, *edge.most);
    pass(edge.b, true, edge.a, -*edge.most);
  }

  // -- adjacency
  // -----------------------------------------------------------------------------------

  bool exact(Var var) const {
    return s_.earliest[var] && s_.latest[var] && *s_.earliest[var] == *s_.latest[var];
  }

  struct Members {
    std::vector<std::pair<Day, Var>> exact;  // by day
    std::vector<Var> bounded;                // the rest of those with some bound
  };

  std::map<std::uint32_t, Members> members() const {
    std::map<std::uint32_t, Members> lists;
    for (Var var = 0; var < network_.size(); ++var) {
      if (!network_.list_of_[var]) continue;
      Members& list = lists[*network_.list_of_[var]];
      if (exact(var)) {
        list.exact.emplace_back(*s_.earliest[var], var);
      } else if (s_.earliest[var] || s_.latest[var]) {
        list.bounded.push_back(var);
      }
    }
    for (auto& [id, list] : lists) std::ranges::sort(list.exact);
    return lists;
  }

  // True when something new was concluded.
  bool use_adjacency() {
    if (adjacency_.empty()) return false;
    const std::size_t edges_before = edges_.size();
    auto lists = members();
    for (auto& [id, list] : lists) {
      if (list.bounded.size() * adjacency_.size() > kMostInexactPairs) list.bounded.clear();
    }
    for (const RuleId id : adjacency_) {
      if (!clash_.empty()) return false;
      const auto found = lists.find(static_cast<std::uint32_t>(network_.rules_[id].day));
      if (found == lists.end()) continue;
      nearest_exact(id, found->second);
      for (const Var witness : found->second.bounded) try_witness(id, witness);
    }
    return clash_.empty() && edges_.size() > edges_before;
  }

  // Of all members with an exact day, only those nearest to the two ends can tighten anything.
  void nearest_exact(RuleId id, const Members& list) {
    const TimeRule& rule = network_.rules_[id];
    if (s_.latest[rule.a]) {
      auto at = std::ranges::lower_bound(list.exact, std::pair{*s_.latest[rule.a], Var{0}});
      std::optional<Day> first_beyond;
      for (; at != list.exact.end() && (!first_beyond || at->first == *first_beyond); ++at) {
        try_witness(id, at->second);
        const bool usable = at->second != rule.a && at->second != rule.b;
        if (usable && at->first > *s_.latest[rule.a]) first_beyond = at->first;
      }
    }
    if (s_.earliest[rule.b]) {
      auto at = std::ranges::upper_bound(list.exact,
                                         std::pair{*s_.earliest[rule.b], static_cast<Var>(-1)});
      std::optional<Day> first_beyond;
      while (at != list.exact.begin()) {
        --at;
        if (first_beyond && at->first != *first_beyond) break;
        try_witness(id, at->second);
        const bool usable = at->second != rule.a && at->second != rule.b;
        if (usable && at->first < *s_.earliest[rule.b]) first_beyond = at->first;
      }
    }
  }

  // X is on the list: it is the earlier one or before it, or the later one or after it.
  void try_witness(RuleId id, Var x) {
    const TimeRule& rule = network_.rules_[id];
    if (x == rule.a || x == rule.b || !clash_.empty()) return;
    const auto& x_low = s_.earliest[x];
    const auto& x_high = s_.latest[x];
    const auto& a_high = s_.latest[rule.a];
    const auto& b_low = s_.earliest[rule.b];
    // Being different matters only at the very edge, and asking may be dear.
    const auto beyond = [&](const std::optional<Day>& low, const std::optional<Day>& high,
                            Var end) {
      if (!low || !high || *low < *high) return false;
      return *low > *high || network_.different_(x, end);
    };
    const bool not_before_a = beyond(x_low, a_high, rule.a);
    const bool not_after_b = beyond(b_low, x_high, rule.b);
    if (not_before_a && not_after_b) {
      clash_ = {*s_.earliest_step[x], *s_.latest_step[rule.a], *s_.latest_step[x],
                *s_.earliest_step[rule.b], step(x, true, *x_low, id, {}, x)};
    } else if (not_before_a) {
      conclude(id, x, rule.b, x, {*s_.earliest_step[x], *s_.latest_step[rule.a]}, rule.b);
    } else if (not_after_b) {
      conclude(id, x, x, rule.a, {*s_.latest_step[x], *s_.earliest_step[rule.b]}, rule.a);
    }
  }

  void conclude(RuleId id, Var witness, Var earlier, Var later, std::vector<StepId> because,
                Var end) {
    // Bounds only tighten: what they already say need not be concluded.
    const auto& high = s_.latest[earlier];
    const auto& low = s_.earliest[later];
    if (high && low && *high < *low) return;
    if (!concluded_.insert({id, witness, end == earlier}).second) return;
    const int least = network_.different_(witness, end) ? 1 : 0;
    add_edge({earlier, later, least, {}, id, std::move(because), witness});
  }

  const TimeNetwork& network_;
  const std::vector<bool>& active_;
  TimeSolution& s_;
  std::vector<Edge> edges_;
  std::vector<std::vector<std::size_t>> edges_of_;
  std::vector<RuleId> adjacency_;
  std::set<std::tuple<RuleId, Var, bool>> concluded_;
  std::deque<Var> queue_;
  std::vector<bool> waiting_;
  std::vector<std::size_t> tightened_;
  std::vector<StepId> clash_;
};

namespace {

// All steps that the given ones rest on, themselves included, in order of reasoning.
std::vector<StepId> ancestors(const std::vector<TimeStep>& steps, std::vector<StepId> from) {
  std::set<StepId> seen;
  while (!from.empty()) {
    const StepId id = from.back();
    from.pop_back();
    if (!seen.insert(id).second) continue;
    from.insert(from.end(), steps[id].because.begin(), steps[id].because.end());
  }
  return {seen.begin(), seen.end()};
}

}  // namespace

std::vector<StepId> TimeSolution::proof(Var var) const {
  std::vector<StepId> ends;
  if (earliest_step[var]) ends.push_back(*earliest_step[var]);
  if (latest_step[var]) ends.push_back(*latest_step[var]);
  return ancestors(steps, std::move(ends));
}

// Is there a contradiction with these rules alone, and these witnesses on their lists?
bool TimeNetwork::contradictory(const std::vector<RuleId>& rules,
                                const std::vector<Var>& witnesses) const {
  TimeNetwork part;
  std::map<Var, Var> inside;
  std::vector<Var> outside;
  const auto map = [&](Var var) {
    const auto [at, added] = inside.try_emplace(var, static_cast<Var>(inside.size()));
    if (added) {
      static_cast<void>(part.add());
      outside.push_back(var);
    }
    return at->second;
  };
  for (const RuleId id : rules) {
    TimeRule rule = rules_[id];
    rule.a = map(rule.a);
    rule.b = map(rule.b);
    const RuleId added = part.add_rule(rule);
    if (rule.kind == TimeRule::Kind::pattern) part.patterns_of_[rule.a].push_back(added);
  }
  for (const Var witness : witnesses) {
    if (inside.contains(witness) && list_of_[witness]) {
      part.put_on_list(inside[witness], *list_of_[witness]);
    }
  }
  part.set_different([&](Var a, Var b) { return different_(outside[a], outside[b]); });
  const std::vector<bool> active(part.rules_.size(), true);
  if (!part.impossible_cycle(active).empty()) return true;
  TimeSolution solution;
  return !Run(part, active, solution).go().empty();
}

// Leaves out one rule after the other, the strongest first, as long as the rest still contradicts.
std::vector<RuleId> TimeNetwork::minimal(std::vector<RuleId> rules,
                                         const std::vector<Var>& witnesses) const {
  if (!contradictory(rules, witnesses)) return rules;  // endless cycles: keep what was seen
  std::vector<RuleId> order = rules;
  std::ranges::stable_sort(
      order, [&](RuleId a, RuleId b) { return rules_[a].strength > rules_[b].strength; });
  for (const RuleId candidate : order) {
    std::vector<RuleId> rest;
    std::ranges::copy_if(rules, std::back_inserter(rest), [&](RuleId r) { return r != candidate; });
    if (contradictory(rest, witnesses)) rules = std::move(rest);
  }
  return rules;
}

TimeSolution TimeNetwork::solve() const {
  TimeSolution solution;
  std::vector<bool> active(rules_.size(), true);
  std::vector<TimeContradiction> contradictions;
  const auto drop_weakest = [&](std::vector<RuleId> rules, std::vector<Var> witnesses) {
    rules = minimal(std::move(rules), witnesses);
    // Of equally weak rules the last one goes: callers add rules in order of their trust.
    RuleId weakest = rules.front();
    for (const RuleId id : rules) {
      if (rules_[id].strength <= rules_[weakest].strength) weakest = id;
    }
    active[weakest] = false;
    contradictions.push_back({std::move(rules), weakest, std::move(witnesses)});
  };
  for (;;) {
    auto cycle = impossible_cycle(active);
    if (cycle.empty()) break;
    drop_weakest(std::move(cycle), {});
  }
  for (;;) {
    const auto clash = Run(*this, active, solution).go();
    if (clash.empty()) break;
    std::set<RuleId> rules;
    std::set<Var> witnesses;
    for (const StepId id : ancestors(solution.steps, clash)) {
      rules.insert(solution.steps[id].rule);
      if (solution.steps[id].witness) witnesses.insert(*solution.steps[id].witness);
    }
    drop_weakest({rules.begin(), rules.end()}, {witnesses.begin(), witnesses.end()});
  }
  solution.contradictions = std::move(contradictions);
  return solution;
}

}  // namespace nostos::reckoning
