// SPDX-License-Identifier: Apache-2.0
// Rule: one compiled variant of a rule of patterns.txt. Read-only once its file is parsed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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
  bool holds_for(const Chunk& chunk) const;
};

// What a rule gives. Rules are compared with the frames the reader knows at every turn, so a name
// is compared by its number: 64 bits of the name, worked out for literals while compiling.
class FrameName {
 public:
  class Literal {
   public:
    template <std::size_t N>
    // NOLINTNEXTLINE(google-explicit-constructor): a literal is a name
    consteval Literal(const char (&name)[N]) : number_(number_of({name, N - 1})) {}

   private:
    friend class FrameName;
    std::uint64_t number_;
  };

  FrameName() = default;
  explicit FrameName(std::string_view text) : text_(text), number_(number_of(text)) {}
  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }
  bool operator==(const Literal& literal) const { return number_ == literal.number_; }
  bool operator==(const FrameName& other) const { return number_ == other.number_; }

 private:
  // FNV-1a.
  static constexpr std::uint64_t number_of(std::string_view text) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash;
  }
  std::string text_;
  std::uint64_t number_ = 0;
};

struct Rule {
  std::string name;
  int priority = 50;
  int line = 0;
  std::uint32_t group = 0;  // the same for all variants of one rule
  std::string file;
  FrameName frame;                                             // first word of `give`
  std::vector<std::pair<std::string, std::string>> arguments;  // key → binding or literal
  std::vector<std::pair<std::string, int>> roles;              // key → number of the binding
  static constexpr std::size_t kMostRoles = 8;
  std::vector<std::pair<std::string, std::string>> literals;  // key → value
  std::vector<std::string> bindings;
  std::vector<Example> examples;
  // Terminals: a chunk test by number, or a word (kWordBit set). Each of `needs` must be met by one
  // of its terminals for the rule to match at all.
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
    // What a match that goes on here can take next, as bits of `terminals`; with kAnything when
    // that is not known, or nothing need follow.
    std::uint64_t first = 0;
  };
  std::vector<Instruction> program;
  // All that the program names; that with number n has the bit n % kBits.
  std::vector<Terminal> terminals;
  static constexpr std::size_t kBits = 63;
  static constexpr std::uint64_t kAnything = std::uint64_t{1} << kBits;
};

}  // namespace nostos::reading
