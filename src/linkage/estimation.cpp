// SPDX-License-Identifier: Apache-2.0
#include "linkage/estimation.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <numeric>

namespace nostos::linkage {
namespace {

using matching::Level;
using matching::Measure;

constexpr int kSteps = 60;
// So many steps it is first learned how two people agree, with matches as they are thought to be:
// else what agrees by chance together may be taken for a kind of match, and stay one.
constexpr int kChanceFirst = 10;
constexpr double kLeast = 1e-9;
constexpr double kMatchesMost = 0.5;  // of all pairs; beyond that nothing is left to show chance

// Patterns seen from one rule: the fields it rests on are taken out.
struct View {
  std::uint32_t fields = 0;
  std::vector<std::pair<Pattern, double>> patterns;
  double pairs = 0;
  double lambda = 0.01;  // share of matches
  double lambda_before = 0.01;
  double kappa = 0.01;  // share of kin
  double iota = 0.01;   // share of those of whom one is written by initials
};

Pattern without(Pattern pattern, std::uint32_t fields) {
  for (; fields != 0; fields &= fields - 1)
    pattern &= ~(Pattern{15} << (4 * std::countr_zero(fields)));
  return pattern;
}

View view_of(const std::vector<PatternCount>& patterns, std::uint32_t rule_bit,
             std::uint32_t fields) {
  std::vector<std::pair<Pattern, double>> seen;
  for (const PatternCount& count : patterns) {
    if (rule_bit != 0 && (count.rules & rule_bit) == 0) continue;
    seen.emplace_back(without(count.pattern, fields), static_cast<double>(count.count));
  }
  std::ranges::sort(seen);
  View view{fields, {}, 0};
  for (const auto& [pattern, count] : seen) {
    if (view.patterns.empty() || view.patterns.back().first != pattern)
      view.patterns.emplace_back(pattern, 0);
    view.patterns.back().second += count;
    view.pairs += count;
  }
  return view;
}

// How a first guess spreads the matches over the levels: mostly exact, the rest mostly near.
std::vector<double> first_guess(Measure measure, double exact) {
  const Level last = matching::last_level(measure);
  std::vector<double> m(last + 1U, 0);
  m[matching::kExact] = exact;
  double weight = 0;
  for (Level level = 2; level <= last; ++level) weight += 1.0 / level;
  for (Level level = 2; level <= last; ++level) m[level] = (1 - exact) / level / weight;
  return m;
}

// What is thought before a list is looked at: how records of one person agree that were copied with
// care, and without, and how any two do. From invented people with known truth; short lists, as
// most are, move it only as far as they can tell.
struct Prior {
  std::vector<double> careful, careless, random;
};

Prior prior_of(Measure measure) {
  switch (measure) {
    case Measure::name:
      return {{0, 0.9, 0.01, 0.035, 0.005, 0.005, 0.02, 0.005, 0.003, 0.017},
              {0, 0.55, 0.03, 0.1, 0.04, 0.04, 0.08, 0.04, 0.02, 0.1},
              {0, 0.005, 0.0003, 0.002, 0.003, 0.02, 0.002, 0.0005, 0.00002, 0.96718}};
    case Measure::date:
      return {{0, 0.9, 0.006, 0.02, 0.02, 0.03, 0.001, 0.001, 0.001, 0.002, 0.002, 0.004, 0.013},
              {0, 0.55, 0.03, 0.08, 0.05, 0.06, 0.02, 0.02, 0.02, 0.04, 0.03, 0.03, 0.07},
              {0, 0.0001, 0.00003, 0.002, 0.0002, 0.001, 0.002, 0.0015, 0.0004, 0.018, 0.017, 0.048,
               0.90977}};
    default:
      return {first_guess(measure, 0.9), first_guess(measure, 0.5), {}};
  }
}

// For so many pairs what was thought before counts as much as what is seen.
constexpr double kPriorMatches = 10;
constexpr double kPriorPairs = 1000;

// What a family, a village or a unit has in common; the rest is a person's own.
bool is_of_family(domain::FieldKind kind) {
  using domain::FieldKind;
  switch (kind) {
    case FieldKind::surname:
    case FieldKind::patronymic:
    case FieldKind::maiden_name:
    case FieldKind::fathers_name:
    case FieldKind::mothers_name:
    case FieldKind::mothers_maiden_name:
    case FieldKind::birth_place:
    case FieldKind::residence:
    case FieldKind::nationality:
    case FieldKind::rank:
    case FieldKind::unit:
    case FieldKind::place:
    case FieldKind::status:
      return true;
    default:
      return false;
  }
}

class Em {
 public:
  Em(const Prepared& prepared, const Shares& at_random, std::vector<View> views, double possible)
      : prepared_(prepared), at_random_(at_random), views_(std::move(views)), possible_(possible) {
    for (View& view : views_) view.lambda_before = view.lambda;
    const std::size_t fields = prepared.fields.size();
    kinds_ = {{0.8, {}}, {0.2, {}}};
    for (std::size_t f = 0; f < fields; ++f) {
      Prior prior = prior_of(prepared.fields[f].measure);
      kinds_[0].m.push_back(std::move(prior.careful));
      kinds_[1].m.push_back(std::move(prior.careless));
    }
    before_ = kinds_;
    kin_ = at_random;
    for (std::size_t f = 0; f < fields; ++f) {
      if (is_of_family(prepared.fields[f].column->kind))
        kin_[f] = first_guess(prepared.fields[f].measure, 0.5);
    }
    initial_.assign(fields, 0.1);
    smooth_chance(possible);
    u_ = at_random_;
    for (auto& levels : u_) {
      for (std::size_t l = 1; l < levels.size(); ++l) levels[l] = std::max(levels[l], kLeast);
    }
  }

  std::vector<EmStep> run(double& matches) {
    std::vector<EmStep> steps;
    for (int step = 0; step < kSteps; ++step) {
      steps.push_back(one_step(step >= kChanceFirst));
      matches = steps.back().matches;
      clean_u(std::min(matches / possible_, kMatchesMost));
    }
    return steps;
  }

  const std::vector<matching::MatchKind>& kinds() const { return kinds_; }
  const Shares& u() const { return u_; }
  const std::vector<View>& views() const { return views_; }

  // The pattern's chance under each kind of match, shares included, and by chance.
  double match_chance(Pattern pattern, std::vector<double>* by_kind) const {
    double all = 0;
    for (std::size_t k = 0; k < kinds_.size(); ++k) {
      double chance = kinds_[k].share;
      for (std::size_t f = 0; f < u_.size(); ++f) {
        if (const Level level = level_in(pattern, f); level != matching::kMissing)
          chance *= kinds_[k].m[f][level];
      }
      if (by_kind != nullptr) (*by_kind)[k] = chance;
      all += chance;
    }
    return all;
  }
  double random_chance(Pattern pattern) const { return chance_by(u_, pattern); }
  double kin_chance(Pattern pattern) const { return chance_by(kin_, pattern); }
  const Shares& kin() const { return kin_; }
  double initials_chance(Pattern pattern) const { return chance_by(by_initials_, pattern); }
  const Shares& by_initials() const { return by_initials_; }

 private:
  static double chance_by(const Shares& shares, Pattern pattern) {
    double chance = 1;
    for (std::size_t f = 0; f < shares.size(); ++f) {
      if (const Level level = level_in(pattern, f); level != matching::kMissing)
        chance *= shares[f][level];
    }
    return chance;
  }
  EmStep one_step(bool learn_matches);
  void clean_u(double lambda);
  void spread_initials();
  void smooth_chance(double pairs);

  const Prepared& prepared_;
  Shares at_random_;
  std::vector<View> views_;
  double possible_;
  std::vector<matching::MatchKind> kinds_;
  std::vector<matching::MatchKind> before_;  // as thought before anything was seen
  Shares u_;
  Shares kin_;
  Shares by_initials_;
  std::vector<double> initial_;  // by field: how often initials agree where one is an initial
};

// What does not occur among the pairs of a short list is not impossible.
void Em::smooth_chance(double pairs) {
  for (std::size_t f = 0; f < at_random_.size(); ++f) {
    const auto prior = prior_of(prepared_.fields[f].measure).random;
    auto& levels = at_random_[f];
    if (prior.empty()) continue;
    const double seen = pairs / (pairs + kPriorPairs);
    for (std::size_t l = 1; l < levels.size(); ++l)
      levels[l] = levels[l] * seen + prior[l] * (1 - seen);
  }
}

// Where one record gives names by initials, they agree or not; all else is as chance has it.
void Em::spread_initials() {
  using matching::name_level::initial;
  by_initials_ = u_;
  for (std::size_t f = 0; f < u_.size(); ++f) {
    if (prepared_.fields[f].measure != Measure::name) continue;
    const double rest = (1 - initial_[f]) / std::max(1 - u_[f][initial], kLeast);
    for (double& level : by_initials_[f]) level *= rest;
    by_initials_[f][initial] = initial_[f];
  }
}

EmStep Em::one_step(bool learn_matches) {
  const std::size_t fields = u_.size();
  std::vector<matching::MatchKind> next = kinds_;
  for (std::size_t k = 0; k < next.size(); ++k) {
    next[k].share = before_[k].share * kPriorMatches;
    for (std::size_t f = 0; f < fields; ++f) {
      for (std::size_t l = 0; l < next[k].m[f].size(); ++l)
        next[k].m[f][l] = before_[k].m[f][l] * kPriorMatches;
    }
  }
  Shares next_kin;
  for (std::size_t f = 0; f < fields; ++f) {
    next_kin.push_back(u_[f]);
    for (double& level : next_kin.back()) level *= 10;
  }
  std::vector<double> agree(fields, 1);  // ten agree in a hundred, before anything is seen
  std::vector<double> all_initials(fields, 10);
  spread_initials();
  EmStep step;
  std::vector<double> by_kind(kinds_.size());
  double most_matches = 0;
  for (View& view : views_) {
    double matches = 0;
    double kin = 0;
    double by_initials = 0;
    for (const auto& [pattern, count] : view.patterns) {
      const double yes = view.lambda * match_chance(pattern, &by_kind);
      const double family = view.kappa * kin_chance(pattern);
      const double short_form = view.iota * initials_chance(pattern);
      const double no = (1 - view.lambda - view.kappa - view.iota) * random_chance(pattern);
      const double all = std::max(yes + family + short_form + no, 1e-300);
      const double expected = count * yes / all;
      const double expected_kin = count * family / all;
      step.log_likelihood += count * std::log(all);
      matches += expected;
      kin += expected_kin;
      const double expected_short = count * short_form / all;
      by_initials += expected_short;
      for (std::size_t f = 0; f < fields; ++f) {
        const Level level = level_in(pattern, f);
        if (level == matching::kMissing) continue;
        all_initials[f] += expected_short;
        if (level == matching::name_level::initial && prepared_.fields[f].measure == Measure::name)
          agree[f] += expected_short;
      }
      for (std::size_t f = 0; f < fields; ++f) {
        if (const Level level = level_in(pattern, f); level != matching::kMissing)
          next_kin[f][level] += expected_kin;
      }
      if (yes <= 0) continue;
      for (std::size_t k = 0; k < kinds_.size(); ++k) {
        const double share = expected * view.lambda * by_kind[k] / yes;
        next[k].share += share;
        for (std::size_t f = 0; f < fields; ++f) {
          if (const Level level = level_in(pattern, f); level != matching::kMissing)
            next[k].m[f][level] += share;
        }
      }
    }
    view.kappa = std::clamp(kin / std::max(view.pairs, 1.0), 1e-12, 0.45);
    view.iota = std::clamp(by_initials / std::max(view.pairs, 1.0), 1e-12, 0.45);
    const double all_matches = matches + kPriorMatches * view.lambda_before;
    view.lambda = std::clamp(all_matches / (view.pairs + kPriorMatches), 1e-12,
                             0.999 - view.kappa - view.iota);
    most_matches = std::max(most_matches, matches);
  }
  step.matches = most_matches;
  double shares = 0;
  for (auto& kind : next) {
    shares += kind.share;
    for (auto& levels : kind.m) {
      double sum = 0;
      for (std::size_t l = 1; l < levels.size(); ++l) sum += levels[l];
      levels[0] = 0;
      for (std::size_t l = 1; l < levels.size(); ++l) levels[l] = std::max(levels[l] / sum, 1e-7);
    }
  }
  for (auto& kind : next) kind.share /= shares;
  for (std::size_t f = 0; f < fields; ++f) {
    // What is a person's own agrees among kin as among anybody.
    kin_[f] = u_[f];
    if (!is_of_family(prepared_.fields[f].column->kind)) continue;
    double sum = 0;
    for (std::size_t l = 1; l < next_kin[f].size(); ++l) sum += next_kin[f][l];
    for (std::size_t l = 1; l < next_kin[f].size(); ++l)
      kin_[f][l] = std::max(next_kin[f][l] / sum, kLeast);
  }
  for (std::size_t f = 0; f < fields; ++f) initial_[f] = agree[f] / all_initials[f];
  if (learn_matches) kinds_ = std::move(next);
  return step;
}

// Pairs taken at random hold matches, too: in a list with many records a person, what looks like
// chance is mostly them.
void Em::clean_u(double lambda) {
  for (std::size_t f = 0; f < u_.size(); ++f) {
    double sum = 0;
    for (std::size_t l = 1; l < u_[f].size(); ++l) {
      double m = 0;
      for (const auto& kind : kinds_) m += kind.share * kind.m[f][l];
      const double chance = (at_random_[f][l] - lambda * m) / (1 - lambda);
      u_[f][l] = std::max({chance, at_random_[f][l] * 0.02, kLeast});
      sum += u_[f][l];
    }
    for (std::size_t l = 1; l < u_[f].size(); ++l) u_[f][l] /= sum;
  }
}

}  // namespace

Shares shares_of(const std::vector<PatternCount>& patterns, const Prepared& prepared) {
  Shares shares;
  for (std::size_t f = 0; f < prepared.fields.size(); ++f) {
    std::vector<double> levels(matching::last_level(prepared.fields[f].measure) + 1U, 0);
    for (const auto& count : patterns)
      levels[level_in(count.pattern, f)] += static_cast<double>(count.count);
    double sum = 0;
    for (std::size_t l = 1; l < levels.size(); ++l) sum += levels[l];
    levels[0] = 0;
    for (std::size_t l = 1; l < levels.size(); ++l) levels[l] /= std::max(sum, 1.0);
    shares.push_back(std::move(levels));
  }
  return shares;
}

Estimate estimate(const Prepared& prepared, const Candidates& candidates,
                  const std::vector<PatternCount>& patterns, const Shares& at_random) {
  const auto possible = static_cast<double>(std::max<std::uint64_t>(candidates.possible(), 1));
  std::vector<View> views;
  if (candidates.all()) {
    views.push_back(view_of(patterns, 0, 0));
    views.back().lambda = static_cast<double>(prepared.size()) / 4 / possible;
  }
  for (std::size_t r = 0; r < candidates.rules().size(); ++r) {
    views.push_back(view_of(patterns, 1U << r, candidates.rules()[r].fields));
    views.back().lambda = 0.1;
  }
  Em em(prepared, at_random, std::move(views), possible);
  Estimate result;
  result.steps = em.run(result.matches);
  result.by_rule.assign(candidates.rules().size(), 0);
  // The prior: as many matches as the compared pairs give, and as many more as the number of rules
  // that give each one lets expect (Chao's estimate from those given once and twice).
  double matches = result.matches;
  double kin = matches;
  double by_initials = matches;
  for (int round = 0; round < 20; ++round) {
    const double prior = std::clamp(matches / possible, 1e-12, 0.5);
    const double kin_prior = std::clamp(kin / possible, 1e-12, 0.2);
    const double initials_prior = std::clamp(by_initials / possible, 1e-12, 0.2);
    double found = 0;
    double found_kin = 0;
    double found_initials = 0;
    double sure = 0;
    double once = 0;
    double twice = 0;
    std::ranges::fill(result.by_rule, 0.0);
    for (const auto& count : patterns) {
      const double yes = prior * em.match_chance(count.pattern, nullptr);
      const double family = kin_prior * em.kin_chance(count.pattern);
      const double short_form = initials_prior * em.initials_chance(count.pattern);
      const double no = (1 - prior - kin_prior - initials_prior) * em.random_chance(count.pattern);
      const double all = std::max(yes + family + short_form + no, 1e-300);
      found_initials += static_cast<double>(count.count) * short_form / all;
      const double expected = static_cast<double>(count.count) * yes / all;
      found_kin += static_cast<double>(count.count) * family / all;
      found += expected;
      // Pairs that say little are given by few rules whether they match or not; the sure ones tell.
      if (yes > 9 * (family + short_form + no)) {
        sure += expected;
        if (std::popcount(count.rules) == 1) once += expected;
        if (std::popcount(count.rules) == 2) twice += expected;
      }
      for (std::uint32_t rules = count.rules; rules != 0; rules &= rules - 1)
        result.by_rule[static_cast<std::size_t>(std::countr_zero(rules))] += expected;
    }
    result.compared_matches = found;
    matches = found;
    kin = found_kin;
    by_initials = found_initials;
    const double more = once * once / std::max(2 * twice, 1.0) / std::max(sure, 1.0);
    if (!candidates.all()) matches += found * std::min(more, 1.0);
  }
  result.matches = matches;
  result.model.prior = std::clamp(matches / possible, 1e-12, 0.5);
  result.model.kinds = em.kinds();
  result.model.kin = {std::clamp(kin / possible, 1e-12, 0.2), em.kin()};
  result.model.initials = {std::clamp(by_initials / possible, 1e-12, 0.2), em.by_initials()};
  for (std::size_t f = 0; f < prepared.fields.size(); ++f) {
    const PreparedField& field = prepared.fields[f];
    matching::FieldModel learned{
        field.column->name, field.column->kind, field.measure, field.rarity, {}};
    learned.levels.resize(em.u()[f].size());
    for (std::size_t l = 1; l < learned.levels.size(); ++l) {
      for (const auto& kind : em.kinds()) learned.levels[l].m += kind.share * kind.m[f][l];
      learned.levels[l].u = em.u()[f][l];
    }
    result.model.fields.push_back(std::move(learned));
  }
  return result;
}

}  // namespace nostos::linkage
