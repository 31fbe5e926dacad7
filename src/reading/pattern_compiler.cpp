// SPDX-License-Identifier: Apache-2.0
#include "reading/pattern_compiler.h"

#include <algorithm>
#include <utility>

#include "language/fold.h"
#include "language/table.h"

namespace nostos::reading {
namespace {

using language::split;
using Op = Rule::Op;

bool is_class_letter(char c) {
  return (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9');
}
bool is_word_letter(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') ||
         (c >= '0' && c <= '9') || c == '\'' || c == '-' || c == '_';
}

// Recursive descent over one `when` line; emits instructions.
class PatternCompiler {
 public:
  PatternCompiler(std::string_view text, Rule& rule, Lexicon& lexicon)
      : text_(text), rule_(rule), lexicon_(lexicon) {}

  Result<void> compile() {
    rule_.program.reserve(text_.size() / 4 + 4);
    TRY(alternatives());
    skip_space();
    if (at_ < text_.size()) return wrong("has something after its end");
    emit({.op = Op::match});
    return {};
  }

 private:
  std::unexpected<Error> wrong(const std::string& what) const {
    return fail(Fault::invalid_input, "data/" + rule_.file + ":" + std::to_string(rule_.line) +
                                          ": rule " + rule_.name + ": the pattern " + what +
                                          " at \"" + std::string(text_.substr(at_, 20)) + "\"");
  }
  void skip_space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }
  int emit(Rule::Instruction instruction) {
    rule_.program.push_back(instruction);
    return static_cast<int>(rule_.program.size()) - 1;
  }
  int here() const { return static_cast<int>(rule_.program.size()); }

  // Of an alternation's branch, whose needs are the last ones: one of them, put with those of the
  // other branches. False when it needs nothing.
  bool take_branch(std::size_t first_need, std::vector<Rule::Terminal>& together) {
    auto& needs = rule_.needs;
    if (needs.size() == first_need) return false;
    const auto first = needs.begin() + static_cast<std::ptrdiff_t>(first_need);
    // A word tells more than a class.
    const auto best = std::find_if(
        first, needs.end(), [](const auto& set) { return (set.front() & Rule::kWordBit) != 0; });
    const auto& chosen = best == needs.end() ? *first : *best;
    together.insert(together.end(), chosen.begin(), chosen.end());
    needs.resize(first_need);
    return true;
  }
  void need(Rule::Terminal terminal) { rule_.needs.emplace_back(std::size_t{1}, terminal); }

  // a | b | c
  Result<void> alternatives() {
    const std::size_t first_need = rule_.needs.size();
    std::size_t start = rule_.program.size();
    TRY(sequence());
    skip_space();
    if (at_ >= text_.size() || text_[at_] != '|') return {};
    // What the whole needs: one need of each branch, together; nothing when a branch has none.
    std::vector<Rule::Terminal> together;
    bool all_need = take_branch(first_need, together);
    std::vector<int> jumps;
    while (at_ < text_.size() && text_[at_] == '|') {
      ++at_;
      // Put a split before the branch just compiled, a jump behind it.
      rule_.program.insert(rule_.program.begin() + static_cast<std::ptrdiff_t>(start),
                           Rule::Instruction{.op = Op::split});
      shift(start, 1);
      jumps.push_back(emit({.op = Op::jump}));
      rule_.program[start].a = static_cast<int>(start) + 1;
      rule_.program[start].b = here();
      start = rule_.program.size();
      TRY(sequence());
      all_need = take_branch(first_need, together) && all_need;
      skip_space();
    }
    for (const int jump : jumps) rule_.program[static_cast<std::size_t>(jump)].a = here();
    if (all_need) rule_.needs.push_back(std::move(together));
    return {};
  }

  // Targets inside code that moved by one.
  void shift(std::size_t from, int by) {
    for (std::size_t i = from + 1; i < rule_.program.size(); ++i) {
      Rule::Instruction& in = rule_.program[i];
      if (in.op == Op::split || in.op == Op::jump) {
        if (in.a >= static_cast<int>(from)) in.a += by;
        if (in.b >= static_cast<int>(from)) in.b += by;
      }
    }
  }

  Result<void> sequence() {
    while (true) {
      skip_space();
      if (at_ >= text_.size() || text_[at_] == ')' || text_[at_] == '|') return {};
      TRY(element());
    }
  }

  Result<void> element() {
    const std::size_t first_need = rule_.needs.size();
    const std::size_t start = rule_.program.size();
    int binding = -1;
    // name:
    std::size_t i = at_;
    while (i < text_.size() &&
           ((text_[i] >= 'a' && text_[i] <= 'z') || (text_[i] >= '0' && text_[i] <= '9')))
      ++i;
    if (i > at_ && i < text_.size() && text_[i] == ':') {
      const std::string name(text_.substr(at_, i - at_));
      const auto known = std::ranges::find(rule_.bindings, name);
      binding = static_cast<int>(known - rule_.bindings.begin());
      if (known == rule_.bindings.end()) rule_.bindings.push_back(name);
      at_ = i + 1;
      emit({.op = Op::begin, .a = binding});
    }
    TRY(primary());
    if (binding >= 0) emit({.op = Op::end, .a = binding});
    if (at_ < text_.size() && (text_[at_] == '?' || text_[at_] == '*' || text_[at_] == '+')) {
      const char mark = text_[at_++];
      if (mark == '+') {
        emit({.op = Op::split, .a = static_cast<int>(start), .b = here() + 1});
        return {};
      }
      rule_.needs.resize(first_need);
      rule_.program.insert(rule_.program.begin() + static_cast<std::ptrdiff_t>(start),
                           Rule::Instruction{.op = Op::split});
      shift(start, 1);
      if (mark == '*') emit({.op = Op::jump, .a = static_cast<int>(start)});
      rule_.program[start].a = static_cast<int>(start) + 1;
      rule_.program[start].b = here();
    }
    return {};
  }

  void emit_word(std::string_view word) {
    const std::uint32_t number = lexicon_.intern_word(language::fold(word));
    emit({.op = Op::word, .word = number});
    need(number | Rule::kWordBit);
  }

  Result<void> primary() {
    const char c = text_[at_];
    if (c == '(') {
      if (++depth_ > kDeepest) return wrong("has more than twenty brackets in one another");
      ++at_;
      TRY(alternatives());
      --depth_;
      skip_space();
      if (at_ >= text_.size() || text_[at_] != ')') return wrong("lacks a closing bracket");
      ++at_;
      return {};
    }
    if (c == '^' || c == '$') {
      ++at_;
      emit({.op = c == '^' ? Op::at_start : Op::at_end});
      return {};
    }
    if (c == '.') {
      std::size_t dots = 0;
      while (at_ < text_.size() && text_[at_] == '.') ++dots, ++at_;
      if (dots < 2) return wrong("has a single dot");
      emit({.op = Op::gap, .a = dots == 2 ? 4 : dots == 3 ? 14 : 30});
      return {};
    }
    if (c == '"') {
      const auto close = text_.find('"', at_ + 1);
      if (close == std::string_view::npos) return wrong("lacks a closing quotation mark");
      for (const std::string_view word : split(text_.substr(at_ + 1, close - at_ - 1), ' ')) {
        emit_word(word);
      }
      at_ = close + 1;
      return {};
    }
    if (c >= 'A' && c <= 'Z') return chunk();
    if (is_word_letter(c)) {
      std::size_t i = at_;
      while (i < text_.size() && is_word_letter(text_[i])) ++i;
      emit_word(text_.substr(at_, i - at_));
      at_ = i;
      return {};
    }
    return wrong("cannot be read");
  }

  Result<void> chunk() {
    std::size_t i = at_;
    while (i < text_.size() && is_class_letter(text_[i])) ++i;
    ChunkTest test;
    test.cls = lexicon_.classes().find(text_.substr(at_, i - at_));
    if (test.cls == Symbols::kNone) return wrong("names a class that no table has");
    at_ = i;
    while (at_ < text_.size()) {
      const char mark = text_[at_];
      const bool feature = mark == '.' && at_ + 1 < text_.size() && text_[at_ + 1] != '.';
      if (!feature && mark != '!' && mark != '[') break;
      if (mark == '[') {
        const auto close = text_.find(']', at_);
        const auto equals = text_.find('=', at_);
        if (close == std::string_view::npos || equals > close) return wrong("lacks key=value]");
        test.values.emplace_back(text_.substr(at_ + 1, equals - at_ - 1),
                                 text_.substr(equals + 1, close - equals - 1));
        at_ = close + 1;
        continue;
      }
      std::size_t j = at_ + 1;
      while (j < text_.size() && ((text_[j] >= 'a' && text_[j] <= 'z') || text_[j] == '_')) ++j;
      const Symbol symbol = lexicon_.features().find(text_.substr(at_ + 1, j - at_ - 1));
      if (symbol == Symbols::kNone) return wrong("names a feature that no table has");
      (mark == '.' ? test.with : test.without).set(symbol % language::kFeatureLimit);
      at_ = j;
    }
    const auto known = std::ranges::find(rule_.tests, test);
    const auto number = static_cast<Rule::Terminal>(known - rule_.tests.begin());
    if (known == rule_.tests.end()) rule_.tests.push_back(std::move(test));
    emit({.op = Op::chunk, .test = number});
    need(number);
    return {};
  }

  static constexpr int kDeepest = 20;
  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  Rule& rule_;
  Lexicon& lexicon_;
};

}  // namespace

Result<void> compile_pattern(std::string_view text, Rule& rule, Lexicon& lexicon) {
  return PatternCompiler(text, rule, lexicon).compile();
}

}  // namespace nostos::reading
