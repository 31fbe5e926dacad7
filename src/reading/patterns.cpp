// SPDX-License-Identifier: Apache-2.0
#include "reading/patterns.h"

#include <algorithm>
#include <charconv>

#include "language/fold.h"
#include "language/table.h"

namespace nostos::reading {
namespace {

using language::split;
using language::trim;
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
    TRY_ASSIGN(rule_.needs, alternatives());
    skip_space();
    if (at_ < text_.size()) return wrong("has something after its end");
    emit({.op = Op::match});
    std::vector<char> seen(rule_.program.size(), 0);
    if (!collect_first(0, seen)) rule_.first.clear();
    std::ranges::sort(rule_.first);
    rule_.first.erase(std::ranges::unique(rule_.first).begin(), rule_.first.end());
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
    rule_.program.push_back(std::move(instruction));
    return static_cast<int>(rule_.program.size()) - 1;
  }
  int here() const { return static_cast<int>(rule_.program.size()); }

  using Needs = std::vector<std::vector<Rule::Terminal>>;

  // What the rule can begin with. False when that may be anything.
  bool collect_first(std::size_t pc, std::vector<char>& seen) {
    if (seen[pc] != 0) return true;
    seen[pc] = 1;
    const Rule::Instruction& in = rule_.program[pc];
    switch (in.op) {
      case Op::chunk:
        rule_.first.push_back(in.cls);
        return true;
      case Op::word:
        rule_.first.push_back(in.word | Rule::kWordBit);
        return true;
      case Op::split:
        return collect_first(static_cast<std::size_t>(in.a), seen) &&
               collect_first(static_cast<std::size_t>(in.b), seen);
      case Op::jump:
        return collect_first(static_cast<std::size_t>(in.a), seen);
      case Op::begin:
      case Op::end:
      case Op::at_start:
        return collect_first(pc + 1, seen);
      case Op::gap:
      case Op::at_end:
      case Op::match:
        return false;
    }
    return false;
  }

  // The need of a whole alternation: one need of each branch, together; nothing when a branch has
  // none.
  static Needs either(const std::vector<Needs>& branches) {
    if (branches.size() == 1) return branches.front();
    std::vector<Rule::Terminal> together;
    for (const Needs& branch : branches) {
      if (branch.empty()) return {};
      // A word tells more than a class.
      const auto best = std::ranges::find_if(
          branch, [](const auto& set) { return (set.front() & Rule::kWordBit) != 0; });
      const auto& chosen = best == branch.end() ? branch.front() : *best;
      together.insert(together.end(), chosen.begin(), chosen.end());
    }
    return {together};
  }

  // a | b | c
  Result<Needs> alternatives() {
    const std::size_t branch_start = rule_.program.size();
    std::vector<Needs> branches;
    TRY_ASSIGN(Needs first, sequence());
    branches.push_back(std::move(first));
    std::vector<int> jumps;
    std::size_t start = branch_start;
    skip_space();
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
      TRY_ASSIGN(Needs branch, sequence());
      branches.push_back(std::move(branch));
      skip_space();
    }
    for (const int jump : jumps) rule_.program[static_cast<std::size_t>(jump)].a = here();
    return either(branches);
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

  Result<Needs> sequence() {
    Needs needs;
    while (true) {
      skip_space();
      if (at_ >= text_.size() || text_[at_] == ')' || text_[at_] == '|') return needs;
      TRY_ASSIGN(Needs more, element());
      needs.insert(needs.end(), more.begin(), more.end());
    }
  }

  Result<Needs> element() {
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
    TRY_ASSIGN(Needs needs, primary());
    if (binding >= 0) emit({.op = Op::end, .a = binding});
    if (at_ < text_.size() && (text_[at_] == '?' || text_[at_] == '*' || text_[at_] == '+')) {
      const char mark = text_[at_++];
      if (mark == '+') {
        emit({.op = Op::split, .a = static_cast<int>(start), .b = here() + 1});
        return needs;
      }
      needs.clear();
      rule_.program.insert(rule_.program.begin() + static_cast<std::ptrdiff_t>(start),
                           Rule::Instruction{.op = Op::split});
      shift(start, 1);
      if (mark == '*') emit({.op = Op::jump, .a = static_cast<int>(start)});
      rule_.program[start].a = static_cast<int>(start) + 1;
      rule_.program[start].b = here();
    }
    return needs;
  }

  Rule::Terminal emit_word(std::string_view word) {
    const std::uint32_t number = lexicon_.intern_word(language::fold(word));
    emit({.op = Op::word, .word = number});
    return number | Rule::kWordBit;
  }

  Result<Needs> primary() {
    const char c = text_[at_];
    if (c == '(') {
      ++at_;
      TRY_ASSIGN(Needs needs, alternatives());
      skip_space();
      if (at_ >= text_.size() || text_[at_] != ')') return wrong("lacks a closing bracket");
      ++at_;
      return needs;
    }
    if (c == '^' || c == '$') {
      ++at_;
      emit({.op = c == '^' ? Op::at_start : Op::at_end});
      return Needs{};
    }
    if (c == '.') {
      std::size_t dots = 0;
      while (at_ < text_.size() && text_[at_] == '.') ++dots, ++at_;
      if (dots < 2) return wrong("has a single dot");
      emit({.op = Op::gap, .a = dots == 2 ? 4 : dots == 3 ? 14 : 30});
      return Needs{};
    }
    if (c == '"') {
      const auto close = text_.find('"', at_ + 1);
      if (close == std::string_view::npos) return wrong("lacks a closing quotation mark");
      Needs needs;
      for (const std::string_view word : split(text_.substr(at_ + 1, close - at_ - 1), ' ')) {
        needs.push_back({emit_word(word)});
      }
      at_ = close + 1;
      return needs;
    }
    if (c >= 'A' && c <= 'Z') return chunk();
    if (is_word_letter(c)) {
      std::size_t i = at_;
      while (i < text_.size() && is_word_letter(text_[i])) ++i;
      const Needs needs = {{emit_word(text_.substr(at_, i - at_))}};
      at_ = i;
      return needs;
    }
    return wrong("cannot be read");
  }

  Result<Needs> chunk() {
    std::size_t i = at_;
    while (i < text_.size() && is_class_letter(text_[i])) ++i;
    Rule::Instruction in;
    in.op = Op::chunk;
    in.cls = lexicon_.classes().find(text_.substr(at_, i - at_));
    if (in.cls == Symbols::kNone) return wrong("names a class that no table has");
    at_ = i;
    while (at_ < text_.size()) {
      const char mark = text_[at_];
      const bool feature = mark == '.' && at_ + 1 < text_.size() && text_[at_ + 1] != '.';
      if (!feature && mark != '!' && mark != '[') break;
      if (mark == '[') {
        const auto close = text_.find(']', at_);
        const auto equals = text_.find('=', at_);
        if (close == std::string_view::npos || equals > close) return wrong("lacks key=value]");
        in.values.emplace_back(text_.substr(at_ + 1, equals - at_ - 1),
                               text_.substr(equals + 1, close - equals - 1));
        at_ = close + 1;
        continue;
      }
      std::size_t j = at_ + 1;
      while (j < text_.size() && ((text_[j] >= 'a' && text_[j] <= 'z') || text_[j] == '_')) ++j;
      const Symbol symbol = lexicon_.features().find(text_.substr(at_ + 1, j - at_ - 1));
      if (symbol == Symbols::kNone) return wrong("names a feature that no table has");
      (mark == '.' ? in.with : in.without).set(symbol % language::kFeatureLimit);
      at_ = j;
    }
    const Rule::Terminal terminal = in.cls;
    emit(std::move(in));
    return Needs{{terminal}};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Rule& rule_;
  Lexicon& lexicon_;
};

class Matcher {
 public:
  Matcher(const Rule& rule, const Lattice& lattice, const Sentence& sentence,
          const Vocabulary& words, std::vector<Bound>& bound)
      : rule_(rule), lattice_(lattice), sentence_(sentence), words_(words), bound_(bound) {
    bound_.assign(rule.bindings.size(), Bound{});
  }

  bool match_at(std::uint32_t token) {
    steps_ = 0;
    std::ranges::fill(bound_, Bound{});
    return step(0, token, nullptr);
  }
  std::uint32_t end() const { return end_; }
  const std::vector<Bound>& bound() const { return bound_; }

 private:
  static constexpr int kStepLimit = 4000;

  bool step(std::size_t pc, std::uint32_t token, const Chunk* last) {
    while (true) {
      if (++steps_ > kStepLimit) return false;
      const Rule::Instruction& in = rule_.program[pc];
      switch (in.op) {
        case Op::match:
          end_ = token;
          return true;
        case Op::word:
          if (token >= sentence_.last || lattice_.words_of[token] != in.word) return false;
          ++token;
          ++pc;
          last = nullptr;
          break;
        case Op::chunk: {
          if (token >= sentence_.last) return false;
          for (std::uint32_t c = lattice_.chunk_at[token]; c < sentence_.chunk_last; ++c) {
            const Chunk& chunk = lattice_.chunks[c];
            if (chunk.first != token) break;
            if (fits(in, chunk) && step(pc + 1, chunk.last, &chunk)) return true;
          }
          return false;
        }
        case Op::split: {
          if (step(static_cast<std::size_t>(in.a), token, last)) return true;
          pc = static_cast<std::size_t>(in.b);
          break;
        }
        case Op::jump:
          pc = static_cast<std::size_t>(in.a);
          break;
        case Op::gap:
          return gap(pc, token);
        case Op::begin: {
          const Bound saved = bound_[static_cast<std::size_t>(in.a)];
          bound_[static_cast<std::size_t>(in.a)] = {token, token, nullptr};
          if (step(pc + 1, token, nullptr)) return true;
          bound_[static_cast<std::size_t>(in.a)] = saved;
          return false;
        }
        case Op::end: {
          Bound& b = bound_[static_cast<std::size_t>(in.a)];
          const Bound saved = b;
          b.last = token;
          b.chunk = last != nullptr && last->first == b.first ? last : nullptr;
          if (step(pc + 1, token, nullptr)) return true;
          b = saved;
          return false;
        }
        case Op::at_start:
          if (token != sentence_.first) return false;
          ++pc;
          break;
        case Op::at_end:
          if (token != sentence_.last && !(token + 1 == sentence_.last && stop(token)))
            return false;
          ++pc;
          break;
      }
    }
  }

  bool stop(std::uint32_t token) const {
    const auto t = lattice_.tokens.folded(token);
    return t == "." || t == ";" || t == "!" || t == "?" || t == "…";
  }

  bool gap(std::size_t pc, std::uint32_t token) {
    const int size = rule_.program[pc].a;
    for (int skipped = 0; skipped <= size; ++skipped) {
      if (step(pc + 1, token, nullptr)) return true;
      if (token >= sentence_.last || !may_skip(token, size <= 4)) return false;
      ++token;
    }
    return false;
  }

  // Never over a full stop or a count of people; a short gap not over a bare figure either.
  bool may_skip(std::uint32_t token, bool short_gap) const {
    if (stop(token)) return false;
    for (std::uint32_t c = lattice_.chunk_at[token]; c < sentence_.chunk_last; ++c) {
      const Chunk& chunk = lattice_.chunks[c];
      if (chunk.first != token) break;
      if (chunk.cls == words_.qtys && (short_gap || chunk.features.test(words_.f_people)))
        return false;
    }
    return true;
  }

  static bool fits(const Rule::Instruction& in, const Chunk& chunk) {
    if (chunk.cls != in.cls || (chunk.features & in.with) != in.with ||
        (chunk.features & in.without).any()) {
      return false;
    }
    return std::ranges::all_of(in.values, [&](const auto& wanted) {
      if (chunk.sense == nullptr) return false;
      return wanted.first == "id" ? chunk.sense->id == wanted.second
                                  : chunk.sense->value(wanted.first) == wanted.second;
    });
  }

  const Rule& rule_;
  const Lattice& lattice_;
  const Sentence& sentence_;
  const Vocabulary& words_;
  std::vector<Bound>& bound_;
  std::uint32_t end_ = 0;
  int steps_ = 0;
};

struct Line {
  std::string_view text;
  int number = 0;
};

std::unexpected<Error> bad_line(const std::string& file, const Line& line,
                                const std::string& what) {
  return fail(Fault::invalid_input,
              "data/" + file + ":" + std::to_string(line.number) + ": " + what);
}

Result<Example> parse_example(const std::string& file, const Line& line, std::string_view rest,
                              bool yes) {
  Example example;
  example.yes = yes;
  example.line = line.number;
  const auto close = rest.rfind('"');
  if (rest.empty() || rest.front() != '"' || close == 0) {
    return bad_line(file, line, "an example needs its text in quotation marks");
  }
  const auto arrow = rest.find("\" ->");
  example.text = std::string(rest.substr(1, (arrow == std::string_view::npos ? close : arrow) - 1));
  for (std::size_t at = 0; (at = example.text.find("\\\"", at)) != std::string::npos; ++at) {
    example.text.erase(at, 1);  // \" inside an example
  }
  if (arrow != std::string_view::npos) example.expect = std::string(trim(rest.substr(arrow + 4)));
  return example;
}

Result<void> give(const std::string& file, const Line& line, std::string_view rest, Rule& rule) {
  const auto pieces = split(rest, ' ');
  if (pieces.empty()) return bad_line(file, line, "give needs a frame name");
  rule.frame = std::string(pieces[0]);
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    const auto equals = pieces[i].find('=');
    if (equals == std::string_view::npos) return bad_line(file, line, "give takes key=value pairs");
    rule.arguments.emplace_back(pieces[i].substr(0, equals), pieces[i].substr(equals + 1));
  }
  return {};
}

// A rule with several `when` lines becomes one compiled variant a line; the first keeps the
// examples.
Result<void> finish(const std::string& file, const Line& line, Rule& rule, std::vector<Line>& whens,
                    Lexicon& lexicon, std::vector<Rule>& rules) {
  const auto yes = std::ranges::count_if(rule.examples, &Example::yes);
  if (whens.empty() || rule.frame.empty()) {
    return bad_line(file, line, "rule " + rule.name + " lacks a when or a give line");
  }
  if (yes < 2 || std::ssize(rule.examples) - yes < 1) {
    return bad_line(file, line, "rule " + rule.name + " needs at least two yes and one no example");
  }
  for (const Line& when : whens) {
    Rule variant = rule;
    variant.line = when.number;
    if (when.number != whens.front().number) variant.examples.clear();
    TRY(PatternCompiler(when.text, variant, lexicon).compile());
    rules.push_back(std::move(variant));
  }
  rule = Rule{};
  whens.clear();
  return {};
}

}  // namespace

const Bound* Frame::get(std::string_view key) const {
  for (const auto& [name, value] : bound) {
    if (name == key) return &value;
  }
  return nullptr;
}

std::string_view Frame::text(std::string_view key) const {
  for (const auto& [name, value] : rule->arguments) {
    if (name == key && std::ranges::find(rule->bindings, value) == rule->bindings.end())
      return value;
  }
  return {};
}

Result<std::vector<Rule>> parse_patterns(const std::string& file, std::string_view content,
                                         Lexicon& lexicon) {
  std::vector<Rule> rules;
  Rule rule;
  bool open = false;
  Line line;
  std::vector<Line> whens;
  while (!content.empty()) {
    const auto cut = content.find('\n');
    line.text = trim(content.substr(0, cut));
    content.remove_prefix(cut == std::string_view::npos ? content.size() : cut + 1);
    ++line.number;
    if (line.text.empty() || line.text.front() == '#') continue;
    const auto space = line.text.find(' ');
    const std::string_view word = line.text.substr(0, space);
    const std::string_view rest =
        space == std::string_view::npos ? std::string_view() : trim(line.text.substr(space));
    if (word == "rule") {
      if (open) TRY(finish(file, line, rule, whens, lexicon, rules));
      open = true;
      const auto pieces = split(rest, ' ');
      if (pieces.empty()) return bad_line(file, line, "rule needs a name");
      rule.name = std::string(pieces[0]);
      rule.file = file;
      rule.line = line.number;
      if (pieces.size() >= 3 && pieces[1] == "priority") {
        std::from_chars(pieces[2].data(), pieces[2].data() + pieces[2].size(), rule.priority);
      }
    } else if (!open) {
      return bad_line(file, line, "stands before the first rule; begin with: rule NAME priority N");
    } else if (word == "when") {
      whens.push_back({rest, line.number});
    } else if (word == "give") {
      TRY(give(file, line, rest, rule));
    } else if (word == "yes" || word == "no") {
      TRY_ASSIGN(Example example, parse_example(file, line, rest, word == "yes"));
      rule.examples.push_back(std::move(example));
    } else {
      return bad_line(file, line,
                      "begins with \"" + std::string(word) +
                          "\"; a line begins with rule, when, give, yes, no or #");
    }
  }
  if (open) TRY(finish(file, line, rule, whens, lexicon, rules));
  return rules;
}

RuleBook::RuleBook(std::vector<Rule> rules, const Lexicon& lexicon) : rules_(std::move(rules)) {
  by_class_.resize(lexicon.classes().size());
  by_word_.resize(lexicon.word_count());
  for (std::uint32_t r = 0; r < rules_.size(); ++r) {
    // The need that is rarest: words before classes, few before many.
    const std::vector<Rule::Terminal>* rarest = nullptr;
    const auto rank = [](const std::vector<Rule::Terminal>& set) {
      const bool words =
          std::ranges::all_of(set, [](Rule::Terminal t) { return (t & Rule::kWordBit) != 0; });
      return (words ? 0U : 1000U) + set.size();
    };
    for (const auto& need : rules_[r].needs) {
      if (rarest == nullptr || rank(need) < rank(*rarest)) rarest = &need;
    }
    if (rarest == nullptr) {
      always_.push_back(r);
      continue;
    }
    for (const Rule::Terminal t : *rarest) {
      auto& bucket = (t & Rule::kWordBit) != 0 ? by_word_[t & ~Rule::kWordBit] : by_class_[t];
      if (bucket.empty() || bucket.back() != r) bucket.push_back(r);
    }
  }
}

SentenceMatcher::SentenceMatcher(const RuleBook& book, const Lattice& lattice,
                                 const Vocabulary& words)
    : book_(book),
      lattice_(lattice),
      words_(words),
      class_seen_(book.by_class_.size(), 0),
      word_seen_(book.by_word_.size(), 0),
      rule_seen_(book.rules_.size(), 0),
      class_at_(book.by_class_.size()),
      word_at_(book.by_word_.size()) {}

bool SentenceMatcher::present(Rule::Terminal terminal) const {
  if ((terminal & Rule::kWordBit) != 0) return word_seen_[terminal & ~Rule::kWordBit] == stamp_;
  return class_seen_[terminal] == stamp_;
}

// Marks what the sentence holds and gathers the rules that need some of it.
void SentenceMatcher::note_terminals(const Sentence& sentence) {
  ++stamp_;
  candidates_.clear();
  const auto gather = [&](const std::vector<std::uint32_t>& rules) {
    for (const std::uint32_t r : rules) {
      if (rule_seen_[r] == stamp_) continue;
      rule_seen_[r] = stamp_;
      candidates_.push_back(r);
    }
  };
  for (std::uint32_t c = sentence.chunk_first; c < sentence.chunk_last; ++c) {
    const Symbol cls = lattice_.chunks[c].cls;
    if (cls >= class_seen_.size()) continue;
    if (class_seen_[cls] != stamp_) {
      class_seen_[cls] = stamp_;
      class_at_[cls].clear();
      gather(book_.by_class_[cls]);
    }
    class_at_[cls].push_back(lattice_.chunks[c].first);
  }
  for (std::uint32_t t = sentence.first; t < sentence.last; ++t) {
    const std::uint32_t word = lattice_.words_of[t];
    if (word >= word_seen_.size()) continue;
    if (word_seen_[word] != stamp_) {
      word_seen_[word] = stamp_;
      word_at_[word].clear();
      gather(book_.by_word_[word]);
    }
    word_at_[word].push_back(t);
  }
  gather(book_.always_);
  std::ranges::sort(candidates_);
}

// Tokens where the rule can begin, in order.
void SentenceMatcher::gather_starts(const Rule& rule, const Sentence& sentence) {
  starts_.clear();
  if (rule.first.empty()) {
    for (std::uint32_t t = sentence.first; t < sentence.last; ++t) starts_.push_back(t);
    return;
  }
  for (const Rule::Terminal t : rule.first) {
    if (!present(t)) continue;
    const auto& at = (t & Rule::kWordBit) != 0 ? word_at_[t & ~Rule::kWordBit] : class_at_[t];
    starts_.insert(starts_.end(), at.begin(), at.end());
  }
  if (rule.first.size() > 1 || starts_.size() > 1) {
    std::ranges::sort(starts_);
    starts_.erase(std::ranges::unique(starts_).begin(), starts_.end());
  }
}

void SentenceMatcher::match_rule(const Rule& rule, std::uint32_t sentence_index,
                                 std::vector<Frame>& out) {
  const Sentence& sentence = lattice_.sentences[sentence_index];
  Matcher matcher(rule, lattice_, sentence, words_, bound_);
  // From the right: of several possible subjects the one next to the verb is meant. Lists of people
  // are taken from the left, whole. Matches of one rule do not overlap.
  const Rule::Instruction& head = rule.program[rule.program[0].op == Op::begin ? 1 : 0];
  const bool from_left = head.op == Op::chunk && head.cls == words_.qtys;
  const bool anchored = head.op == Op::at_start;
  std::uint32_t free_until = sentence.last;
  std::uint32_t free_from = sentence.first;
  gather_starts(rule, sentence);
  for (std::size_t step = 0; step < starts_.size(); ++step) {
    const std::uint32_t token =
        from_left || anchored ? starts_[step] : starts_[starts_.size() - 1 - step];
    if (token < free_from || (anchored && token != sentence.first)) continue;
    if (!matcher.match_at(token) || matcher.end() > free_until) continue;
    if (from_left) {
      free_from = std::max(token + 1, matcher.end());
    } else {
      free_until = token;
    }
    Frame frame;
    frame.rule = &rule;
    frame.sentence = sentence_index;
    frame.first = token;
    frame.last = matcher.end();
    for (const auto& [key, value] : rule.arguments) {
      const auto found = std::ranges::find(rule.bindings, value);
      if (found == rule.bindings.end()) continue;
      const Bound& bound = matcher.bound()[static_cast<std::size_t>(found - rule.bindings.begin())];
      if (bound.last > bound.first) frame.bound.emplace_back(key, bound);
    }
    out.push_back(std::move(frame));
  }
}

void SentenceMatcher::match(std::uint32_t sentence_index, std::vector<Frame>& out) {
  const Sentence& sentence = lattice_.sentences[sentence_index];
  if (sentence.chunk_first == sentence.chunk_last) return;
  note_terminals(sentence);
  std::vector<Frame> found;
  for (const std::uint32_t r : candidates_) {
    const Rule& rule = book_.rules_[r];
    const bool possible = std::ranges::all_of(rule.needs, [&](const auto& need) {
      return std::ranges::any_of(need, [&](Rule::Terminal t) { return present(t); });
    });
    if (possible) match_rule(rule, sentence_index, found);
  }
  std::ranges::stable_sort(found, [](const Frame& a, const Frame& b) {
    return a.rule->priority != b.rule->priority ? a.rule->priority > b.rule->priority
                                                : a.first < b.first;
  });
  // Variants of one rule that met in the same place are one match.
  for (Frame& frame : found) {
    const bool again = std::ranges::any_of(out, [&](const Frame& other) {
      return other.sentence == frame.sentence && other.rule->name == frame.rule->name &&
             other.first < frame.last && frame.first < other.last && frame.rule->frame != "leg";
    });
    if (!again) out.push_back(std::move(frame));
  }
}

}  // namespace nostos::reading
