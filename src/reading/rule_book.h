// SPDX-License-Identifier: Apache-2.0
// RuleBook: the rules of a language, laid out for matching. What the rules ask of chunks is one
// table without repetition, so that each chunk is tested once however many rules look at it; a rule
// is looked at only in sentences that hold all it needs. Read-only; any number of threads.
#pragma once

#include <cstdint>
#include <vector>

#include "reading/rule.h"

namespace nostos::reading {

class RuleBook {
 public:
  RuleBook() = default;
  RuleBook(std::vector<Rule> rules, const Lexicon& lexicon);

  const std::vector<Rule>& rules() const { return rules_; }

 private:
  friend class SentenceMatcher;
  // Terminals of the book: first all chunk tests, then all words that some rule names.
  using Terminal = std::uint32_t;
  using Need = std::vector<Terminal>;  // met by one of them
  static constexpr std::uint16_t kNoTerminal = 0xFFFF;

  void adopt(Rule& rule);
  void adopt_tests(Rule& rule, std::vector<Terminal>& number_of);
  void number_words(const Lexicon& lexicon);
  std::vector<std::uint32_t> weigh_terminals() const;
  void note_firsts(Rule& rule) const;
  std::uint64_t first_of(const Rule& rule, std::size_t at) const;
  void file_rules();

  std::vector<Rule> rules_;
  std::vector<ChunkTest> tests_;
  std::vector<std::uint32_t> bit_of_;  // test → its number among the tests of its class
  std::vector<std::vector<std::uint16_t>> tests_of_class_;
  std::vector<std::uint16_t> word_terminal_;  // lexicon number → terminal, kNoTerminal
  std::uint32_t terminals_ = 0;
  // Rules by the terminals of their rarest need: those of terminal t are filed_[filed_at_[t] ..
  // filed_at_[t + 1]); those that need nothing stand in always_.
  struct Filed {
    std::uint64_t marks = 0;  // of all that it cannot do without; see mark_of
    std::uint16_t rule = 0;
  };
  // One of 64 bits for a terminal: a sentence that lacks the mark lacks the terminal.
  static std::uint64_t mark_of(Terminal terminal) { return std::uint64_t{1} << (terminal % 64); }
  std::vector<Filed> filed_;
  std::vector<std::uint32_t> filed_at_;
  std::vector<std::uint16_t> always_;
  // What else each rule needs, in one run of numbers: sets of terminals, each closed by
  // kNoTerminal.
  std::vector<std::uint16_t> needs_;
  std::vector<std::uint32_t> needs_of_;  // rule → where its needs begin; one more at the end
};

}  // namespace nostos::reading
