// SPDX-License-Identifier: Apache-2.0
// RuleBook: the rules of a language, laid out for matching. What the rules ask of chunks is one
// table without repetition, so that each chunk is tested once however many rules look at it; a rule
// is looked at only in sentences that hold all it needs. What a match walks over lies close
// together, since a text looks at thousands of rules. Read-only; any number of threads.
#pragma once

#include <array>
#include <cstdint>
#include <span>
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
  static constexpr std::uint16_t kNoTerminal = 0xFFFF;
  // What one of several terminals meets; numbered, each set once.
  using Need = std::uint16_t;

  // One of 64 bits for a terminal: a token that lacks the mark lacks the terminal. Those that most
  // rules look for have one of their own, the others share. One bit is kept for kAnything.
  static constexpr std::size_t kMarks = 63;
  static constexpr std::uint64_t kAnything = std::uint64_t{1} << kMarks;
  static constexpr std::size_t kOwnMarks = 40;
  static constexpr std::uint8_t kNoBit = 0xFF;  // beyond the 64th: tested each time anew
  // An instruction, as it is matched. A split offers all the ways that lie open where it stands,
  // those of the splits it leads to among them.
  struct Step {
    // What a match that goes on here can take next, as marks of terminals; with kAnything when that
    // is not known, or nothing need follow.
    std::uint64_t first = 0;
    std::uint16_t a = 0;  // target, gap size, binding number, class of the chunk
    std::uint16_t b = 0;  // test of the chunk
    Rule::Op op = Rule::Op::match;
    std::uint8_t bit = kNoBit;  // of the test among those of its class
    std::uint8_t ways = 0;      // of a split: how many, in ways_ from number() on
    static Step of(const Rule::Instruction& in);
    // What takes both halves: the lexicon number of a word, the first way of a split.
    std::uint32_t number() const { return std::uint32_t{b} << 16U | a; }
    void set_number(std::uint32_t number);
  };
  // Where a match may go on, with what it can take there, as in Step; when that is one word, with
  // its number, since words share marks.
  struct Way {
    std::uint64_t first = 0;
    std::uint32_t target = 0;
    std::uint32_t word = Lexicon::kNoWord;
  };
  static constexpr std::size_t kMostWays = 255;
  // What a rule needs one behind the other, the last first: one of a few terminals each. Where
  // there is less to ask, nowhere() fills a need up, and everywhere() what stands behind the last.
  static constexpr std::size_t kMostInOrder = 4, kMostInstead = 4;
  using Order = std::array<std::array<std::uint16_t, kMostInstead>, kMostInOrder>;
  std::uint16_t nowhere() const { return static_cast<std::uint16_t>(terminals_); }
  std::uint16_t everywhere() const { return static_cast<std::uint16_t>(terminals_ + 1); }
  struct Program {
    std::uint32_t begin = 0;  // in steps_
    std::uint32_t bindings = 0;
    Order order{};
  };
  // Needs as bits of one word of 64.
  struct NeedBits {
    std::uint64_t bits = 0;
    std::uint16_t word = 0;
  };
  static void add_need(std::vector<NeedBits>& words, Need need);
  // Needs as bits, as many as lie in one line of the processor's cache.
  static constexpr std::size_t kBlockWords = 8;
  struct alignas(64) NeedBlock {
    std::array<std::uint64_t, kBlockWords> words{};
  };
  std::uint64_t mark_of(Terminal terminal) const { return std::uint64_t{1} << mark_bit_[terminal]; }
  // A rule filed under the need that the fewest texts meet.
  struct Filed {
    std::uint64_t bits = 0;  // of the rest of its needs, those of one word as in NeedBits
    std::uint16_t word = 0;
    std::uint16_t more_count = 0;
    std::uint16_t more = 0;  // the others, in other_needs_
    std::uint16_t rule = 0;
  };
  // What a chunk of some class is tested for, as it is looked at for every chunk of every text.
  struct Check {
    Features with;
    Features without;
    std::uint16_t test = 0;
    std::uint8_t bit = kNoBit;
    bool has_values = false;
  };
  bool holds(const Check& check, const Chunk& chunk) const {
    return (chunk.features & check.with) == check.with && (chunk.features & check.without).none() &&
           (!check.has_values || tests_[check.test].has_values(chunk));
  }
  // [at[n], at[n + 1]) of `items` belong to n.
  template <class T>
  struct Runs {
    std::vector<std::uint32_t> at;
    std::vector<T> items;
    std::span<const T> of(std::size_t n) const {
      return std::span(items).subspan(at[n], at[n + 1] - at[n]);
    }
    static Runs from(const std::vector<std::vector<T>>& lists) {
      Runs runs;
      for (const auto& list : lists) {
        runs.at.push_back(static_cast<std::uint32_t>(runs.items.size()));
        runs.items.insert(runs.items.end(), list.begin(), list.end());
      }
      runs.at.push_back(static_cast<std::uint32_t>(runs.items.size()));
      return runs;
    }
  };

  using TestsByClass = std::vector<std::vector<std::uint16_t>>;
  void adopt_tests(Rule& rule, TestsByClass& by_class, std::vector<Terminal>& number_of);
  void adopt(Rule& rule, TestsByClass& by_class);
  void lay_out_checks(const TestsByClass& by_class);
  void number_words(const Lexicon& lexicon);
  std::vector<std::uint32_t> weigh_terminals() const;
  void mark_terminals();
  Order order_of(const Rule& rule) const;
  // Room for those who lay out ways: what they have still to look at, the next one last.
  struct Target {
    std::size_t at = 0;
    bool back = false;
  };
  struct Scratch {
    std::vector<Target> targets;
    std::vector<std::size_t> splits;
  };
  void compile(const Rule& rule, Scratch& scratch);
  void lay_out_ways(const Rule& rule, std::size_t begin, std::size_t split,
                    std::vector<Target>& left);
  void lay_out_ways(const Rule& rule, std::size_t begin, Scratch& scratch);
  std::uint64_t first_of(const Rule& rule, std::size_t begin, std::size_t at) const;
  std::vector<std::vector<Need>> number_needs(std::vector<std::uint32_t>& weight_of);
  void file_rules();

  std::vector<Rule> rules_;
  std::size_t groups_ = 0;  // Rule::group is below
  std::vector<ChunkTest> tests_;
  std::vector<std::uint8_t> bit_of_;  // test → its number among those of its class, kNoBit
  Runs<Check> checks_of_class_;
  std::vector<std::uint16_t> word_terminal_;  // lexicon number → terminal, kNoTerminal
  std::uint32_t terminals_ = 0;
  std::vector<std::uint8_t> mark_bit_;  // by terminal: the number of its mark
  std::vector<Step> steps_;
  std::vector<Way> ways_;          // of all splits
  std::vector<Program> programs_;  // by rule
  std::size_t needs_ = 0;
  std::size_t need_blocks_ = 0;
  std::vector<NeedBlock> met_by_;      // terminals_ for each block: the needs that each one meets
  std::vector<std::uint64_t> filing_;  // by 64: the needs under which rules are filed
  Runs<Filed> filed_;                  // need → rules
  std::vector<NeedBits> other_needs_;
  std::vector<std::uint16_t> always_;  // rules that need nothing
};

}  // namespace nostos::reading
