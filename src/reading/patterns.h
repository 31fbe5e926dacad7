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
// .. skips up to 4 tokens, ... up to 14, .... up to 30, inside one sentence and never over a count of
// people or a full stop; ^ and $ are the sentence's ends. Matching backtracks with a step limit, so
// it is bounded for any text. Compiled rules are read-only.
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
  std::string frame;  // first word of `give`
  std::vector<std::pair<std::string, std::string>> arguments;  // key → binding or literal
  std::vector<std::string> bindings;
  std::vector<Example> examples;
  std::vector<Symbol> required;  // classes without which it cannot match

  enum class Op : std::uint8_t { chunk, word, split, jump, gap, begin, end, at_start, at_end, match };
  struct Instruction {
    Op op = Op::match;
    Symbol cls = Symbols::kNone;
    Features with{};
    Features without{};
    std::vector<std::pair<std::string, std::string>> values{};
    std::string word{};
    int a = 0;  // target, gap size or binding number
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

// All matches of all rules in one sentence, by priority (high first), then place, then rule order.
void match_rules(const std::vector<Rule>& rules, const Lattice& lattice, std::uint32_t sentence,
                 const Vocabulary& words, std::vector<Frame>& out);

}  // namespace nostos::reading
