// SPDX-License-Identifier: Apache-2.0
// Patterns: the rule language of data/languages/<lang>/patterns.txt, compiled and matched.
//
//   rule leg.passive   priority 60
//     when  q:QTYS .. v:FREE.pass (by g:SIDE)?
//     give  leg theme=q giver=g
//     yes   "100 soldiers were released by Norland" -> leg eq 100
//     no    "the soldiers were released in 100 days"
//
// CLASS.feature!other[key=value] tests a chunk; lower-case words and "quoted words" test tokens;
// .. skips up to 4 tokens, ... up to 14, .... up to 30, inside one sentence and never over a count
// of people or a full stop; ^ and $ are the sentence's ends. Matching backtracks with a step limit,
// so it is bounded for any text. Compiled rules are read-only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.h"
#include "reading/chunks.h"

namespace nostos::reading {

struct Example {
  std::string text;
  std::string expect;  // "leg eq 100 to=UA"; empty for `no` lines
  bool yes = true;
  int line = 0;
};

struct Rule {
  std::string name;
  int priority = 50;
  int line = 0;
  std::string file;
  std::string frame;                                           // first word of `give`
  std::vector<std::pair<std::string, std::string>> arguments;  // key → binding or literal
  std::vector<std::string> bindings;
  std::vector<Example> examples;
  // Terminals: a class, or a word (kWordBit set). Each of `needs` must be met by one of its
  // terminals for the rule to match at all; `first` are those it can begin with, empty when it can
  // begin anywhere.
  using Terminal = std::uint32_t;
  static constexpr Terminal kWordBit = 0x80000000;
  std::vector<std::vector<Terminal>> needs;
  std::vector<Terminal> first;

  enum class Op : std::uint8_t {
    chunk,
    word,
    split,
    jump,
    gap,
    begin,
    end,
    at_start,
    at_end,
    match
  };
  struct Instruction {
    Op op = Op::match;
    Symbol cls = Symbols::kNone;
    Features with{};
    Features without{};
    std::vector<std::pair<std::string, std::string>> values{};
    std::uint32_t word = 0;  // lexicon number
    int a = 0;               // target, gap size or binding number
    int b = 0;
  };
  std::vector<Instruction> program;
};

struct Bound {
  std::uint32_t first = 0, last = 0;  // tokens
  const Chunk* chunk = nullptr;       // the single chunk it is, when it is one
};

struct Frame {
  const Rule* rule = nullptr;
  std::uint32_t sentence = 0;
  std::uint32_t first = 0, last = 0;
  std::vector<std::pair<std::string, Bound>> bound;  // by argument key
  const Bound* get(std::string_view key) const;
  // A literal argument: modality=planned → "planned"; empty when absent.
  std::string_view text(std::string_view key) const;
};

// Parses a patterns file. Fails naming file, line and what to write instead. A rule without two
// `yes` and one `no` example is refused.
Result<std::vector<Rule>> parse_patterns(const std::string& file, std::string_view content,
                                         Lexicon& lexicon);

// The rules of a language, ordered for fast matching: a rule is looked at only in sentences that
// hold something it needs.
class RuleBook {
 public:
  RuleBook() = default;
  RuleBook(std::vector<Rule> rules, const Lexicon& lexicon);
  const std::vector<Rule>& rules() const { return rules_; }

 private:
  friend class SentenceMatcher;
  std::vector<Rule> rules_;
  std::vector<std::vector<std::uint32_t>> by_class_;  // class → rules that need it most
  std::vector<std::vector<std::uint32_t>> by_word_;
  std::vector<std::uint32_t> always_;
};

// Matches a book against the sentences of one document. Keeps scratch space; one per thread.
class SentenceMatcher {
 public:
  SentenceMatcher(const RuleBook& book, const Lattice& lattice, const Vocabulary& words);
  // All matches in one sentence, by priority (high first), then place, then rule order.
  void match(std::uint32_t sentence, std::vector<Frame>& out);

 private:
  bool present(Rule::Terminal terminal) const;
  void note_terminals(const Sentence& sentence);
  void match_rule(const Rule& rule, std::uint32_t sentence, std::vector<Frame>& out);
  void gather_starts(const Rule& rule, const Sentence& sentence);

  const RuleBook& book_;
  const Lattice& lattice_;
  const Vocabulary& words_;
  std::uint32_t stamp_ = 0;
  std::vector<std::uint32_t> class_seen_, word_seen_, rule_seen_;  // stamps
  std::vector<std::uint32_t> candidates_;
  std::vector<std::uint32_t> starts_;  // tokens where a rule can begin
  std::vector<std::vector<std::uint32_t>> class_at_,
      word_at_;  // tokens of each terminal, this sentence
  std::vector<Bound> bound_;
};

}  // namespace nostos::reading
