// SPDX-License-Identifier: Apache-2.0
// Blocking: which pairs are worth comparing. Records that share all keys of a rule form a block;
// pairs within a block are candidates. A pair is given by the first rule that would give it and by
// no other, so blocks can be worked on in any order, by any thread or process.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "linkage/linkage.h"
#include "linkage/prepared.h"

namespace nostos::linkage {

using BlockKey = std::uint32_t;  // 0 = the record is in no block of the rule

struct Rule {
  std::string name;            // as settings write it
  std::uint32_t fields = 0;    // bit f: the rule rests on field f
  std::vector<BlockKey> keys;  // by place
  std::vector<Place> members;  // block after block
  std::vector<std::uint32_t> starts;
  RuleReport report;
};

// A piece of work: some blocks of one rule, or some records against all others.
struct Unit {
  std::uint32_t rule = 0;
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  std::uint64_t pairs = 0;
};

class Candidates {
 public:
  // Rules of the settings, or chosen by how much each tells; none when all pairs are compared.
  static Result<Candidates> choose(const Prepared& prepared, const Settings& settings,
                                   const names::NameEngine* names);

  const std::vector<Rule>& rules() const { return rules_; }
  const std::vector<Unit>& units() const { return units_; }
  std::uint64_t possible() const { return possible_; }
  bool all() const { return rules_.empty(); }
  bool across_lists() const { return across_lists_; }

  // Calls take(a, b, rules) with a < b and the rules that give the pair as bits.
  template <class Take>
  void each_pair(const Unit& unit, const Share& share, const Take& take) const;

 private:
  bool fits(Place a, Place b) const {
    return !across_lists_ || prepared_->list_at[a] != prepared_->list_at[b];
  }
  bool shares(std::size_t rule, Place a, Place b) const;
  void add_rule(Rule rule);
  void limit_to(std::uint64_t pairs);
  void divide();
  Result<std::vector<BlockingRule>> chosen(const Settings& settings) const;

  const Prepared* prepared_ = nullptr;
  std::vector<Rule> rules_;
  std::vector<Unit> units_;
  std::uint64_t possible_ = 0;
  bool across_lists_ = false;
};

inline bool Candidates::shares(std::size_t number, Place a, Place b) const {
  const Rule& rule = rules_[number];
  return rule.keys[a] != 0 && rule.keys[a] == rule.keys[b];
}

template <class Take>
void Candidates::each_pair(const Unit& unit, const Share& share, const Take& take) const {
  if (all()) {
    const auto n = static_cast<Place>(prepared_->size());
    for (Place a = unit.from; a < unit.to; ++a) {
      if (a % share.of != share.number) continue;
      for (Place b = a + 1; b < n; ++b) {
        if (fits(a, b)) take(a, b, 0U);
      }
    }
    return;
  }
  const Rule& rule = rules_[unit.rule];
  for (std::uint32_t block = unit.from; block < unit.to; ++block) {
    const Place* from = rule.members.data() + rule.starts[block];
    const Place* to = rule.members.data() + rule.starts[block + 1];
    if (share.of > 1 && rule.keys[*from] % share.of != share.number) continue;
    for (const Place* a = from; a != to; ++a) {
      for (const Place* b = a + 1; b != to; ++b) {
        if (!fits(*a, *b)) continue;
        std::uint32_t shared = 0;
        for (std::size_t r = 0; r < unit.rule && shared == 0; ++r) shared |= shares(r, *a, *b);
        if (shared != 0) continue;
        for (std::size_t r = unit.rule; r < rules_.size(); ++r)
          shared |= static_cast<std::uint32_t>(shares(r, *a, *b)) << r;
        take(*a, *b, shared);
      }
    }
  }
}

}  // namespace nostos::linkage
