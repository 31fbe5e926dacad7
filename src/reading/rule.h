// SPDX-License-Identifier: Apache-2.0
// Rule: one compiled variant of a rule of patterns.txt. Read-only once its file is parsed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/name.h"
#include "reading/chunks.h"

namespace nostos::reading {

struct Example {
  std::string text;
  std::string expect;  // "leg eq 100 to=UA"; empty for `no` lines
  bool yes = true;
  int line = 0;
};

// What a pattern asks of one chunk: CLASS.feature!other[key=value].
struct ChunkTest {
  Symbol cls = Symbols::kNone;
  Features with;
  Features without;
  std::vector<std::pair<std::string, std::string>> values;

  bool operator==(const ChunkTest&) const = default;
  // Of a chunk of that class.
  bool holds_for(const Chunk& chunk) const {
    return (chunk.features & with) == with && (chunk.features & without).none() &&
           (values.empty() || has_values(chunk));
  }
  bool has_values(const Chunk& chunk) const;
};

struct Rule {
  std::string name;
  int priority = 50;
  int line = 0;
  std::uint32_t group = 0;  // the same for all variants of one rule
  std::string file;
  Name frame;                                                  // first word of `give`
  std::vector<std::pair<std::string, std::string>> arguments;  // key → binding or literal
  std::vector<std::pair<std::string, int>> roles;              // key → number of the binding
  static constexpr std::size_t kMostRoles = 8;
  std::vector<std::pair<std::string, std::string>> literals;  // key → value
  std::vector<std::string> bindings;
  std::vector<Example> examples;
  // Terminals: a chunk test by number, or a word (kWordBit set). Each of `needs` must be met by one
  // of its terminals for the rule to match at all, and what meets it begins behind what meets the
  // one before.
  using Terminal = std::uint32_t;
  static constexpr Terminal kWordBit = 0x80000000;
  std::vector<ChunkTest> tests;  // numbered; a RuleBook moves them into its own table
  std::vector<std::vector<Terminal>> needs;

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
    std::uint32_t test = 0;  // number of a chunk test
    std::uint32_t word = 0;  // lexicon number
    int a = 0;               // target, gap size or binding number
    int b = 0;
  };
  std::vector<Instruction> program;
};

}  // namespace nostos::reading
