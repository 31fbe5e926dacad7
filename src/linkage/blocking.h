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
  std::uint64_t pairs() const {  // of all units, before any is taken out as given by another rule
    std::uint64_t sum = 0;
    for (const Unit& unit : units_) sum += unit.pairs;
    return sum;
  }
  bool all() const { return rules_.empty(); }
  const std::vector<Place>& everybody() const { return everybody_; }  // who says enough
  bool across_lists() const { return across_lists_; }

  bool shares(std::size_t rule, Place a, Place b) const {
    return rules_[rule].keys[a] != 0 && rules_[rule].keys[a] == rules_[rule].keys[b];
  }

 private:
  void add_rule(Rule rule);
  void limit_to(std::uint64_t pairs);
  void divide();
  Result<std::vector<BlockingRule>> chosen(const Settings& settings) const;

  const Prepared* prepared_ = nullptr;
  std::vector<Rule> rules_;
  std::vector<Unit> units_;
  std::vector<Place> everybody_;
  std::uint64_t possible_ = 0;
  bool across_lists_ = false;
};

}  // namespace nostos::linkage
