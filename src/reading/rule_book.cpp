// SPDX-License-Identifier: Apache-2.0
#include "reading/rule_book.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "base/check.h"

namespace nostos::reading {

using Op = Rule::Op;

bool ChunkTest::has_values(const Chunk& chunk) const {
  return std::ranges::all_of(values, [&](const auto& wanted) {
    if (chunk.sense == nullptr) return false;
    return wanted.first == "id" ? chunk.sense->id == wanted.second
                                : chunk.sense->value(wanted.first) == wanted.second;
  });
}

// Numbers of the rule's own tests → numbers in the book's table.
void RuleBook::adopt_tests(Rule& rule, TestsByClass& by_class, std::vector<Terminal>& number_of) {
  for (ChunkTest& test : rule.tests) {
    auto& of_class = by_class[test.cls];
    const auto known =
        std::ranges::find_if(of_class, [&](std::uint16_t t) { return tests_[t] == test; });
    if (known != of_class.end()) {
      number_of.push_back(*known);
      continue;
    }
    const auto number = static_cast<std::uint16_t>(tests_.size());
    number_of.push_back(number);
    bit_of_.push_back(of_class.size() < 64 ? static_cast<std::uint8_t>(of_class.size()) : kNoBit);
    of_class.push_back(number);
    tests_.push_back(std::move(test));
  }
  rule.tests.clear();
}

void RuleBook::adopt(Rule& rule, TestsByClass& by_class) {
  std::vector<Terminal> number_of;
  adopt_tests(rule, by_class, number_of);
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

// How many rules ask for each terminal, which tells how common it is in texts: what many rules look
// for (people counted, actors, "of") is in most sentences.
std::vector<std::uint32_t> RuleBook::weigh_terminals() const {
  std::vector<std::uint32_t> weights(terminals_, 0);
  for (const Rule& rule : rules_) {
    for (const auto& need : rule.needs) {
      for (const Terminal t : need) ++weights[t];
    }
  }
  return weights;
}

void RuleBook::mark_terminals() {
  const std::vector<std::uint32_t> weights = weigh_terminals();
  std::vector<Terminal> order(terminals_);
  std::iota(order.begin(), order.end(), Terminal{0});
  std::ranges::stable_sort(order, std::ranges::greater{}, [&](Terminal t) { return weights[t]; });
  mark_bit_.resize(terminals_);
  for (std::size_t n = 0; n < order.size(); ++n) {
    const std::size_t bit = n < kOwnMarks ? n : kOwnMarks + n % (kMarks - kOwnMarks);
    mark_bit_[order[n]] = static_cast<std::uint8_t>(bit);
  }
}

RuleBook::Step RuleBook::Step::of(const Rule::Instruction& in) {
  Step step;
  step.op = in.op;
  step.a = static_cast<std::uint16_t>(in.a);
  if (in.op == Op::word) step.set_number(in.word);
  return step;
}

void RuleBook::Step::set_number(std::uint32_t number) {
  a = static_cast<std::uint16_t>(number & 0xFFFFU);
  b = static_cast<std::uint16_t>(number >> 16U);
}

// What can come next where the program stands at `at`, as far as is known by now.
std::uint64_t RuleBook::first_of(const Rule& rule, std::size_t begin, std::size_t at) const {
  const Rule::Instruction& in = rule.program[at];
  const auto of = [&](int target) {
    return steps_[begin + static_cast<std::size_t>(target)].first;
  };
  switch (in.op) {
    case Op::chunk:
    case Op::word:
      return mark_of(in.test);
    case Op::split:
      return of(in.a) | of(in.b);
    case Op::jump:
      return of(in.a);
    case Op::begin:
    case Op::end:
    case Op::at_start:
      return steps_[begin + at + 1].first;
    case Op::gap:
    case Op::at_end:
    case Op::match:
      return kAnything;
  }
  return kAnything;
}

// Needs come as they stand in the pattern. Those that many things meet tell little.
RuleBook::Order RuleBook::order_of(const Rule& rule) const {
  Order order;
  for (auto& instead : order) instead.fill(everywhere());
  std::size_t n = order.size();
  for (const auto& need : rule.needs) {
    if (need.size() > kMostInstead) continue;
    if (n-- == 0) break;
    order[n].fill(nowhere());
    std::ranges::copy(need, order[n].begin());
  }
  return order;
}

// The ways that a split offers, in the order in which they are tried: not to another split, but to
// where that leads. What leads back in the program is gone back to, so that loops end; when there
// are more ways than fit, the last one leads to a split.
void RuleBook::lay_out_ways(const Rule& rule, std::size_t begin, std::size_t split,
                            std::vector<Target>& left) {
  const std::size_t first_way = ways_.size();
  left.assign(1, {split, false});
  while (!left.empty()) {
    const auto [at, back] = left.back();
    left.pop_back();
    const Rule::Instruction& in = rule.program[at];
    const auto lead_to = [&left, at = at](int target) {
      const auto to = static_cast<std::size_t>(target);
      left.push_back({to, to <= at});
    };
    const bool fits = ways_.size() - first_way + left.size() + 2 <= kMostWays;
    if (!back && in.op == Op::split && (fits || at == split)) {
      lead_to(in.b);
      lead_to(in.a);
    } else if (!back && in.op == Op::jump) {
      lead_to(in.a);
    } else {
      ways_.push_back({steps_[begin + at].first, static_cast<std::uint32_t>(at),
                       in.op == Op::word ? in.word : Lexicon::kNoWord});
    }
  }
  Step& step = steps_[begin + split];
  step.set_number(static_cast<std::uint32_t>(first_way));
  step.ways = static_cast<std::uint8_t>(ways_.size() - first_way);
}

// Of the splits at which a match can come to stand; the others are ways of those.
void RuleBook::lay_out_ways(const Rule& rule, std::size_t begin, Scratch& scratch) {
  auto& left = scratch.splits;
  const auto come_to = [&](std::size_t at) {
    if (rule.program[at].op == Op::split) left.push_back(at);
  };
  come_to(0);
  for (std::size_t at = 0; at + 1 < rule.program.size(); ++at) {
    const Rule::Instruction& in = rule.program[at];
    if (in.op == Op::jump) {
      come_to(static_cast<std::size_t>(in.a));
    } else if (in.op != Op::split) {
      come_to(at + 1);
    }
  }
  while (!left.empty()) {
    const std::size_t split = left.back();
    left.pop_back();
    if (steps_[begin + split].ways != 0) continue;
    const std::size_t first_way = ways_.size();
    lay_out_ways(rule, begin, split, scratch.targets);
    for (std::size_t way = first_way; way < ways_.size(); ++way) come_to(ways_[way].target);
  }
}

void RuleBook::compile(const Rule& rule, Scratch& scratch) {
  const std::size_t begin = steps_.size();
  NOSTOS_CHECK(rule.program.size() < 0xFFFF, "a pattern is a line");
  programs_.push_back({static_cast<std::uint32_t>(begin),
                       static_cast<std::uint32_t>(rule.bindings.size()), order_of(rule)});
  bool loops = false;
  for (const Rule::Instruction& in : rule.program) {
    const auto at = static_cast<int>(steps_.size() - begin);
    loops = loops || (in.op == Op::split && std::min(in.a, in.b) <= at) ||
            (in.op == Op::jump && in.a <= at);
    Step& step = steps_.emplace_back(Step::of(in));
    if (in.op == Op::chunk) {
      step.a = tests_[in.test].cls;
      step.b = static_cast<std::uint16_t>(in.test);
      step.bit = bit_of_[in.test];
    }
  }
  // From the back; where there are loops, until they have told each other all they know.
  for (bool more = true; more;) {
    more = false;
    for (std::size_t at = rule.program.size(); at-- > 0;) {
      const std::uint64_t first = first_of(rule, begin, at);
      more = more || first != steps_[begin + at].first;
      steps_[begin + at].first = first;
    }
    more = more && loops;
  }
  lay_out_ways(rule, begin, scratch);
}

// What each rule needs, by number. A need weighs what the terminals that meet it weigh.
std::vector<std::vector<RuleBook::Need>> RuleBook::number_needs(
    std::vector<std::uint32_t>& weight_of) {
  const std::vector<std::uint32_t> weights = weigh_terminals();
  std::vector<Need> alone(terminals_, kNoTerminal);  // the need that one terminal alone meets
  const auto hash = [](const std::vector<Terminal>& set) {
    std::size_t sum = 0;
    for (const Terminal t : set) sum = sum * 0x9E3779B97F4A7C15U + t;
    return sum;
  };
  std::unordered_map<std::vector<Terminal>, Need, decltype(hash)> together(rules_.size(), hash);
  std::vector<const std::vector<Terminal>*> sets;
  const auto number = [&](const std::vector<Terminal>& set) {
    Need& known = set.size() == 1 ? alone[set.front()]
                                  : together.try_emplace(set, Need{kNoTerminal}).first->second;
    if (known == kNoTerminal) {
      known = static_cast<Need>(sets.size());
      sets.push_back(&set);
    }
    return known;
  };
  std::vector<std::vector<Need>> of_rule;
  of_rule.reserve(rules_.size());
  for (const Rule& rule : rules_) {
    auto& needs = of_rule.emplace_back();
    for (const auto& set : rule.needs) needs.push_back(number(set));
  }
  NOSTOS_CHECK(sets.size() < kNoTerminal, "a rule file has fewer than 65,535 different needs");
  needs_ = sets.size();
  constexpr std::size_t kBlockBits = 64 * kBlockWords;
  need_blocks_ = (needs_ + kBlockBits - 1) / kBlockBits;
  met_by_.assign(terminals_ * need_blocks_, {});
  for (std::size_t need = 0; need < needs_; ++need) {
    std::uint32_t& weight = weight_of.emplace_back(0);
    for (const Terminal t : *sets[need]) {
      weight += weights[t];
      met_by_[need / kBlockBits * terminals_ + t].words[need % kBlockBits / 64] |= std::uint64_t{1}
                                                                                   << (need % 64);
    }
  }
  return of_rule;
}

void RuleBook::add_need(std::vector<NeedBits>& words, Need need) {
  const auto number = static_cast<std::uint16_t>(need / 64U);
  const auto known = std::ranges::find(words, number, &NeedBits::word);
  NeedBits& word = known != words.end() ? *known : words.emplace_back(NeedBits{0, number});
  word.bits |= std::uint64_t{1} << (need % 64U);
}

// Files each rule under its rarest need and lays out the others, rare before common: the rarest
// fails soonest.
void RuleBook::file_rules() {
  std::vector<std::uint32_t> weight_of;
  std::vector<std::vector<Need>> needs_of_rule = number_needs(weight_of);
  filing_.assign(need_blocks_ * kBlockWords, 0);
  std::vector<std::vector<Filed>> by_need(needs_);
  for (std::size_t r = 0; r < rules_.size(); ++r) {
    std::vector<Need>& needs = needs_of_rule[r];
    if (needs.empty()) {
      always_.push_back(static_cast<std::uint16_t>(r));
      continue;
    }
    std::ranges::stable_sort(needs, {}, [&](Need need) { return weight_of[need]; });
    filing_[needs.front() / 64U] |= std::uint64_t{1} << (needs.front() % 64U);
    std::vector<NeedBits> others;
    for (std::size_t n = 1; n < needs.size(); ++n) add_need(others, needs[n]);
    Filed filed{.more = static_cast<std::uint16_t>(other_needs_.size()),
                .rule = static_cast<std::uint16_t>(r)};
    if (!others.empty()) {
      filed.bits = others.front().bits;
      filed.word = others.front().word;
      filed.more_count = static_cast<std::uint16_t>(others.size() - 1);
      other_needs_.insert(other_needs_.end(), others.begin() + 1, others.end());
    }
    by_need[needs.front()].push_back(filed);
  }
  NOSTOS_CHECK(other_needs_.size() < 0xFFFF, "a rule file asks for fewer than 65,535 things");
  filed_ = Runs<Filed>::from(by_need);
}

void RuleBook::lay_out_checks(const TestsByClass& by_class) {
  std::vector<std::vector<Check>> checks(by_class.size());
  for (std::size_t cls = 0; cls < by_class.size(); ++cls) {
    for (const std::uint16_t t : by_class[cls])
      checks[cls].push_back(
          {tests_[t].with, tests_[t].without, t, bit_of_[t], !tests_[t].values.empty()});
  }
  checks_of_class_ = Runs<Check>::from(checks);
}

RuleBook::RuleBook(std::vector<Rule> rules, const Lexicon& lexicon) : rules_(std::move(rules)) {
  NOSTOS_CHECK(rules_.size() < kNoTerminal, "a rule file holds fewer than 65,535 variants");
  TestsByClass by_class(lexicon.classes().size());
  for (Rule& rule : rules_) {
    groups_ = std::max(groups_, rule.group + std::size_t{1});
    adopt(rule, by_class);
  }
  lay_out_checks(by_class);
  number_words(lexicon);
  mark_terminals();
  std::size_t steps = 0;
  for (const Rule& rule : rules_) steps += rule.program.size();
  steps_.reserve(steps);
  Scratch scratch;
  for (const Rule& rule : rules_) compile(rule, scratch);
  file_rules();
}

}  // namespace nostos::reading
