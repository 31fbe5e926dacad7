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
constexpr double kLeast = 1e-9;

// Patterns seen from one rule: the fields it rests on are taken out.
struct View {
  std::uint32_t fields = 0;
  std::vector<std::pair<Pattern, double>> patterns;
  double pairs = 0;
  double lambda = 0.01;  // share of matches
  double kappa = 0.01;   // share of kin
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
    const std::size_t fields = prepared.fields.size();
    for (const double exact : {0.9, 0.5}) {
      matching::MatchKind kind;
      kind.share = exact > 0.6 ? 0.7 : 0.3;
      for (std::size_t f = 0; f < fields; ++f)
        kind.m.push_back(first_guess(prepared.fields[f].measure, exact));
      kinds_.push_back(std::move(kind));
    }
    kin_ = at_random;
    for (std::size_t f = 0; f < fields; ++f) {
      if (is_of_family(prepared.fields[f].column->kind))
        kin_[f] = first_guess(prepared.fields[f].measure, 0.5);
    }
    u_ = at_random;
    for (auto& levels : u_) {
      for (std::size_t l = 1; l < levels.size(); ++l) levels[l] = std::max(levels[l], kLeast);
    }
  }

  std::vector<EmStep> run(double& matches) {
    std::vector<EmStep> steps;
    for (int step = 0; step < kSteps; ++step) {
      steps.push_back(one_step());
      matches = steps.back().matches;
      clean_u(matches / possible_);
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

 private:
  static double chance_by(const Shares& shares, Pattern pattern) {
    double chance = 1;
    for (std::size_t f = 0; f < shares.size(); ++f) {
      if (const Level level = level_in(pattern, f); level != matching::kMissing)
        chance *= shares[f][level];
    }
    return chance;
  }
  EmStep one_step();
  void clean_u(double lambda);

  const Prepared& prepared_;
  const Shares& at_random_;
  std::vector<View> views_;
  double possible_;
  std::vector<matching::MatchKind> kinds_;
  Shares u_;
  Shares kin_;
};

EmStep Em::one_step() {
  const std::size_t fields = u_.size();
  std::vector<matching::MatchKind> next = kinds_;
  for (auto& kind : next) {
    kind.share = 0.5;  // a little of each kind is always thought possible
    for (std::size_t f = 0; f < fields; ++f) {
      const auto guess = first_guess(prepared_.fields[f].measure, 0.8);
      for (std::size_t l = 0; l < guess.size(); ++l) kind.m[f][l] = guess[l] * 0.5;
    }
  }
  Shares next_kin;
  for (std::size_t f = 0; f < fields; ++f) {
    next_kin.push_back(u_[f]);
    for (double& level : next_kin.back()) level *= 10;
  }
  EmStep step;
  std::vector<double> by_kind(kinds_.size());
  double most_matches = 0;
  for (View& view : views_) {
    double matches = 0;
    double kin = 0;
    for (const auto& [pattern, count] : view.patterns) {
      const double yes = view.lambda * match_chance(pattern, &by_kind);
      const double family = view.kappa * kin_chance(pattern);
      const double no = (1 - view.lambda - view.kappa) * random_chance(pattern);
      const double all = std::max(yes + family + no, 1e-300);
      const double expected = count * yes / all;
      const double expected_kin = count * family / all;
      step.log_likelihood += count * std::log(all);
      matches += expected;
      kin += expected_kin;
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
    view.lambda = std::clamp(matches / std::max(view.pairs, 1.0), 1e-12, 0.999 - view.kappa);
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
  kinds_ = std::move(next);
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
  for (int round = 0; round < 20; ++round) {
    const double prior = std::clamp(matches / possible, 1e-12, 0.5);
    const double kin_prior = std::clamp(kin / possible, 1e-12, 0.2);
    double found = 0;
    double found_kin = 0;
    double sure = 0;
    double once = 0;
    double twice = 0;
    std::ranges::fill(result.by_rule, 0.0);
    for (const auto& count : patterns) {
      const double yes = prior * em.match_chance(count.pattern, nullptr);
      const double family = kin_prior * em.kin_chance(count.pattern);
      const double no = (1 - prior - kin_prior) * em.random_chance(count.pattern);
      const double all = std::max(yes + family + no, 1e-300);
      const double expected = static_cast<double>(count.count) * yes / all;
      found_kin += static_cast<double>(count.count) * family / all;
      found += expected;
      // Pairs that say little are given by few rules whether they match or not; the sure ones tell.
      if (yes > 9 * (family + no)) {
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
    const double more = once * once / std::max(2 * twice, 1.0) / std::max(sure, 1.0);
    if (!candidates.all()) matches += found * std::min(more, 1.0);
  }
  result.matches = matches;
  result.model.prior = std::clamp(matches / possible, 1e-12, 0.5);
  result.model.kinds = em.kinds();
  result.model.kin = {std::clamp(kin / possible, 1e-12, 0.2), em.kin()};
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
