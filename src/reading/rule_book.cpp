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
}

// Words get the numbers behind the tests.
void RuleBook::number_words(const Lexicon& lexicon) {
  word_terminal_.assign(lexicon.word_count(), kNoTerminal);
  terminals_ = static_cast<std::uint32_t>(tests_.size());
  const auto number = [&](std::uint32_t word) {
    if (word_terminal_[word] == kNoTerminal)
      word_terminal_[word] = static_cast<std::uint16_t>(terminals_++);
    return word_terminal_[word];
  };
  for (Rule& rule : rules_) {
    for (Rule::Instruction& in : rule.program) {
      if (in.op == Op::word) in.test = number(in.word);
    }
    const auto renumber = [&](Rule::Terminal& t) {
      if ((t & Rule::kWordBit) != 0) t = number(t & ~Rule::kWordBit);
    };
    for (auto& need : rule.needs) std::ranges::for_each(need, renumber);
  }
  NOSTOS_CHECK(terminals_ < kNoTerminal, "a rule file names fewer than 65,535 tests and words");
}

// What can come next where the program stands at `at`, as far as is known by now.
std::uint64_t RuleBook::first_of(const Rule& rule, std::size_t at) const {
  const Rule::Instruction& in = rule.program[at];
  const auto of = [&](int target) { return rule.program[static_cast<std::size_t>(target)].first; };
  switch (in.op) {
    case Op::chunk:
    case Op::word: {
      const auto known = std::ranges::find(rule.terminals, in.test);
      const auto number = static_cast<std::size_t>(known - rule.terminals.begin());
      return std::uint64_t{1} << (number % Rule::kBits);
    }
    case Op::split:
      return of(in.a) | of(in.b);
    case Op::jump:
      return of(in.a);
    case Op::begin:
    case Op::end:
    case Op::at_start:
      return rule.program[at + 1].first;
    case Op::gap:
    case Op::at_end:
    case Op::match:
      return Rule::kAnything;
  }
  return Rule::kAnything;
}

// From the back, until loops have told each other all they know.
void RuleBook::note_firsts(Rule& rule) const {
  for (const Rule::Instruction& in : rule.program) {
    const bool names = in.op == Op::chunk || in.op == Op::word;
    if (names && std::ranges::find(rule.terminals, in.test) == rule.terminals.end())
      rule.terminals.push_back(in.test);
  }
  for (bool more = true; more;) {
    more = false;
    for (std::size_t at = rule.program.size(); at-- > 0;) {
      const std::uint64_t first = first_of(rule, at);
      more = more || first != rule.program[at].first;
      rule.program[at].first = first;
    }
  }
}

// How many rules ask for each terminal, which tells how common it is in texts: what many rules look
// for (people counted, actors, "of") is in most sentences.
std::vector<std::uint32_t> RuleBook::weigh_terminals() const {
  std::vector<std::uint32_t> weights(terminals_, 0);
  for (const Rule& rule : rules_) {
    for (const Need& need : rule.needs) {
      for (const Terminal t : need) ++weights[t];
    }
  }
  return weights;
}

// Files each rule under its rarest need and lays out the others, rare before common: the rarest
// fails soonest.
void RuleBook::file_rules() {
  const std::vector<std::uint32_t> weights = weigh_terminals();
  const auto weight = [&](const Need& need) {
    std::uint32_t sum = 0;
    for (const Terminal t : need) sum += weights[t];
    return sum;
  };
  std::vector<std::vector<Filed>> by_terminal(terminals_);
  for (std::size_t r = 0; r < rules_.size(); ++r) {
    const auto rule = static_cast<std::uint16_t>(r);
    needs_of_.push_back(static_cast<std::uint32_t>(needs_.size()));
    std::vector<Need> needs = rules_[r].needs;
    if (needs.empty()) {
      always_.push_back(rule);
      continue;
    }
    std::ranges::stable_sort(needs, {}, weight);
    Filed filed{.rule = rule};
    for (const Need& need : needs) {
      if (need.size() == 1) filed.marks |= mark_of(need.front());
    }
    for (const Terminal t : needs.front()) {
      if (by_terminal[t].empty() || by_terminal[t].back().rule != rule)
        by_terminal[t].push_back(filed);
    }
    for (std::size_t n = 1; n < needs.size(); ++n) {
      for (const Terminal t : needs[n]) needs_.push_back(static_cast<std::uint16_t>(t));
      needs_.push_back(kNoTerminal);
    }
  }
  needs_of_.push_back(static_cast<std::uint32_t>(needs_.size()));
  for (const auto& rules : by_terminal) {
    filed_at_.push_back(static_cast<std::uint32_t>(filed_.size()));
    filed_.insert(filed_.end(), rules.begin(), rules.end());
  }
  filed_at_.push_back(static_cast<std::uint32_t>(filed_.size()));
}

RuleBook::RuleBook(std::vector<Rule> rules, const Lexicon& lexicon) : rules_(std::move(rules)) {
  NOSTOS_CHECK(rules_.size() < kNoTerminal, "a rule file holds fewer than 65,535 variants");
  tests_of_class_.resize(lexicon.classes().size());
  for (Rule& rule : rules_) adopt(rule);
  number_words(lexicon);
  for (Rule& rule : rules_) note_firsts(rule);
  file_rules();
}

}  // namespace nostos::reading
