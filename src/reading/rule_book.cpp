// SPDX-License-Identifier: Apache-2.0
#include "reading/rule_book.h"

#include <algorithm>

#include "base/check.h"

namespace nostos::reading {

using Op = Rule::Op;

bool ChunkTest::holds_for(const Chunk& chunk) const {
  if ((chunk.features & with) != with || (chunk.features & without).any()) return false;
  return std::ranges::all_of(values, [&](const auto& wanted) {
    if (chunk.sense == nullptr) return false;
    return wanted.first == "id" ? chunk.sense->id == wanted.second
                                : chunk.sense->value(wanted.first) == wanted.second;
  });
}

// Numbers of the rule's own tests → numbers in the book's table.
void RuleBook::adopt_tests(Rule& rule, std::vector<Terminal>& number_of) {
  for (ChunkTest& test : rule.tests) {
    auto& of_class = tests_of_class_[test.cls];
    const auto known =
        std::ranges::find_if(of_class, [&](std::uint16_t t) { return tests_[t] == test; });
    if (known != of_class.end()) {
      number_of.push_back(*known);
      continue;
    }
    const auto number = static_cast<std::uint16_t>(tests_.size());
    number_of.push_back(number);
    bit_of_.push_back(static_cast<std::uint32_t>(of_class.size()));
    of_class.push_back(number);
    tests_.push_back(std::move(test));
  }
  rule.tests.clear();
}

void RuleBook::adopt(Rule& rule) {
  std::vector<Terminal> number_of;
  adopt_tests(rule, number_of);
  for (Rule::Instruction& in : rule.program) {
    if (in.op == Op::chunk) in.test = number_of[in.test];
  }
  const auto renumber = [&](Rule::Terminal& t) {
    if ((t & Rule::kWordBit) == 0) t = number_of[t];
  };
  for (auto& need : rule.needs) std::ranges::for_each(need, renumber);
  std::ranges::for_each(rule.first, renumber);
}

void RuleBook::insert(RuleSet& set, std::uint32_t rule) const {
  set.resize(rules_.size() / 64 + 1);
  set[rule / 64] |= std::uint64_t{1} << (rule % 64);
}

// The need that is rarest: words before chunks, few before many.
void RuleBook::file_by_rarest_need(std::uint32_t r) {
  const std::vector<Rule::Terminal>* rarest = nullptr;
  const auto rank = [&](const std::vector<Rule::Terminal>& set) {
    const bool words =
        std::ranges::all_of(set, [&](Rule::Terminal t) { return t >= tests_.size(); });
    return (words ? 0U : 1000U) + set.size();
  };
  for (const auto& need : rules_[r].needs) {
    if (rarest == nullptr || rank(need) < rank(*rarest)) rarest = &need;
  }
  if (rarest == nullptr) {
    insert(always_, r);
    return;
  }
  for (const Rule::Terminal t : *rarest) insert(by_terminal_[t], r);
}

void RuleBook::lay_out_needs() {
  for (const Rule& rule : rules_) {
    needs_of_.push_back(static_cast<std::uint32_t>(needs_.size()));
    // Few before many: a set of one fails soonest.
    std::vector<std::vector<Rule::Terminal>> sets = rule.needs;
    std::ranges::stable_sort(sets, {}, &std::vector<Rule::Terminal>::size);
    for (const auto& set : sets) {
      for (const Rule::Terminal t : set) needs_.push_back(static_cast<std::uint16_t>(t));
      needs_.push_back(kNoTerminal);
    }
  }
  needs_of_.push_back(static_cast<std::uint32_t>(needs_.size()));
}

RuleBook::RuleBook(std::vector<Rule> rules, const Lexicon& lexicon) : rules_(std::move(rules)) {
  tests_of_class_.resize(lexicon.classes().size());
  for (Rule& rule : rules_) adopt(rule);
  // Words get the numbers behind the tests.
  word_terminal_.assign(lexicon.word_count(), kNoTerminal);
  terminals_ = static_cast<std::uint32_t>(tests_.size());
  const auto number_word = [&](std::uint32_t word) {
    if (word_terminal_[word] == kNoTerminal)
      word_terminal_[word] = static_cast<std::uint16_t>(terminals_++);
    return word_terminal_[word];
  };
  for (Rule& rule : rules_) {
    for (Rule::Instruction& in : rule.program) {
      if (in.op == Op::word) in.test = number_word(in.word);
    }
    const auto renumber = [&](Rule::Terminal& t) {
      if ((t & Rule::kWordBit) != 0) t = number_word(t & ~Rule::kWordBit);
    };
    for (auto& need : rule.needs) std::ranges::for_each(need, renumber);
    std::ranges::for_each(rule.first, renumber);
    std::ranges::sort(rule.first);
    rule.first.erase(std::ranges::unique(rule.first).begin(), rule.first.end());
  }
  NOSTOS_CHECK(terminals_ < kNoTerminal, "a rule file names fewer than 65,535 tests and words");
  by_terminal_.resize(terminals_);
  always_.resize(rules_.size() / 64 + 1);
  for (std::uint32_t r = 0; r < rules_.size(); ++r) file_by_rarest_need(r);
  lay_out_needs();
}

}  // namespace nostos::reading
