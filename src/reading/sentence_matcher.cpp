// SPDX-License-Identifier: Apache-2.0
#include "reading/sentence_matcher.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace nostos::reading {
namespace {

using Op = Rule::Op;

constexpr std::uint32_t kShortGap = 4;
// What a token lets no gap, or no short gap, go over.
constexpr std::uint8_t kNoShortGap = 1, kNoGap = 3;

bool is_stop(const Tokens& tokens, std::uint32_t token) {
  if (tokens.items[token].mark == 0) return false;
  return tokens.is(token, ".") || tokens.is(token, ";") || tokens.is(token, "!") ||
         tokens.is(token, "?") || tokens.is(token, "…");
}

}  // namespace

const Bound* Frame::get(std::string_view key) const {
  for (std::size_t r = 0; r < rule->roles.size(); ++r) {
    if (rule->roles[r].first == key && bound[r].last > bound[r].first) return &bound[r];
  }
  return nullptr;
}

std::string_view Frame::text(std::string_view key) const {
  for (const auto& [name, value] : rule->literals) {
    if (name == key) return value;
  }
  return {};
}

// One rule's program at one token: a backtracking walk over chunks and words.
class SentenceMatcher::Run {
 public:
  Run(const SentenceMatcher& matcher, const RuleBook::Program& program, const Sentence& sentence,
      std::vector<Bound>& bound)
      : m_(matcher),
        steps_(matcher.book_.steps_.data() + program.begin),
        lattice_(matcher.lattice_),
        sentence_(sentence),
        bound_(bound) {
    bound_.assign(program.bindings, Bound{});
  }

  // What is bound after a match stands until the next try.
  bool match_at(std::uint32_t token) {
    steps_left_ = kStepLimit;
    if (std::exchange(matched_, false)) std::ranges::fill(bound_, Bound{});
    matched_ = step(0, token, nullptr);
    return matched_;
  }
  std::uint32_t end() const { return end_; }

 private:
  static constexpr int kStepLimit = 4000;

  bool step(std::size_t pc, std::uint32_t token, const Chunk* last) {
    while (true) {
      if (--steps_left_ < 0) return false;
      const RuleBook::Step& in = steps_[pc];
      switch (in.op) {
        case Op::match:
          end_ = token;
          return true;
        case Op::word:
          if (token >= sentence_.last || lattice_.words_of[token] != in.word()) return false;
          ++token;
          ++pc;
          last = nullptr;
          break;
        case Op::chunk:
          return chunk(pc, token);
        case Op::split:
          if (may_go_on(in.a, token) && step(in.a, token, last)) return true;
          pc = in.b;
          if (!may_go_on(pc, token)) return false;
          break;
        case Op::jump:
          pc = in.a;
          break;
        case Op::gap:
          return gap(pc, token);
        case Op::begin:
        case Op::end:
          return bind(pc, token, last);
        case Op::at_start:
          if (token != sentence_.first) return false;
          ++pc;
          break;
        case Op::at_end:
          if (token != sentence_.last &&
              !(token + 1 == sentence_.last && is_stop(lattice_.tokens, token)))
            return false;
          ++pc;
          break;
      }
    }
  }

  // False when nothing that the program could take next stands at the token.
  bool may_go_on(std::size_t pc, std::uint32_t token) const {
    return (steps_[pc].first & m_.standing_[token - sentence_.first]) != 0;
  }

  bool bind(std::size_t pc, std::uint32_t token, const Chunk* last) {
    const RuleBook::Step& in = steps_[pc];
    Bound& b = bound_[in.a];
    const Bound saved = b;
    if (in.op == Op::begin) {
      b = {token, token, nullptr};
    } else {
      b.last = token;
      b.chunk = last != nullptr && last->first == b.first ? last : nullptr;
    }
    if (step(pc + 1, token, nullptr)) return true;
    b = saved;
    return false;
  }

  bool chunk(std::size_t pc, std::uint32_t token) {
    if (token >= sentence_.last) return false;
    const Symbol cls = steps_[pc].a;
    for (std::uint32_t c = lattice_.chunk_at[token]; c < sentence_.chunk_last; ++c) {
      const Chunk& chunk = lattice_.chunks[c];
      if (chunk.first != token) break;
      if (chunk.cls == cls && holds(steps_[pc], c) && step(pc + 1, chunk.last, &chunk)) return true;
    }
    return false;
  }

  bool holds(const RuleBook::Step& in, std::uint32_t chunk) const {
    if (in.bit == RuleBook::kNoBit) return m_.book_.tests_[in.b].holds_for(lattice_.chunks[chunk]);
    return ((m_.chunk_bits_[chunk - sentence_.chunk_first] >> in.bit) & 1U) != 0;
  }

  bool gap(std::size_t pc, std::uint32_t token) {
    const std::uint32_t size = steps_[pc].a;
    const auto& ends = size <= kShortGap ? m_.short_end_ : m_.long_end_;
    std::uint32_t end = std::min(sentence_.last, token + size);
    if (token < sentence_.last) end = std::min(end, ends[token - sentence_.first]);
    for (std::uint32_t at = token; at <= end; ++at) {
      if (may_go_on(pc + 1, at) && step(pc + 1, at, nullptr)) return true;
    }
    return false;
  }

  const SentenceMatcher& m_;
  const RuleBook::Step* steps_;
  const Lattice& lattice_;
  const Sentence& sentence_;
  std::vector<Bound>& bound_;
  std::uint32_t end_ = 0;
  int steps_left_ = 0;
  bool matched_ = false;
};

SentenceMatcher::SentenceMatcher(const RuleBook& book, const Lattice& lattice,
                                 const Vocabulary& words)
    : book_(book),
      lattice_(lattice),
      words_(words),
      seen_in_(book.terminals_, 0),
      met_(book.need_words_, 0) {}

void SentenceMatcher::note(std::uint32_t terminal, std::uint32_t place) {
  standing_[place] |= book_.marks_[terminal];
  if (std::exchange(seen_in_[terminal], stamp_) == stamp_) return;
  const std::uint64_t* const met = book_.met_by_.data() + terminal * book_.need_words_;
  for (std::size_t word = 0; word < met_.size(); ++word) met_[word] |= met[word];
}

// All rules that the sentence may hold, in their order.
void SentenceMatcher::gather() {
  candidates_.assign(book_.always_.begin(), book_.always_.end());
  const auto gather_filed = [&](std::size_t need) {
    for (const RuleBook::Filed& filed : book_.filed_.of(need)) {
      const auto meets = [this](const RuleBook::NeedBits& needs) {
        return (met_[needs.word] & needs.bits) == needs.bits;
      };
      const auto* const more = book_.other_needs_.data() + filed.more;
      const bool all = meets(filed.first) && std::all_of(more, more + filed.more_count, meets);
      if (all) candidates_.push_back(filed.rule);
    }
  };
  for (std::size_t word = 0; word < met_.size(); ++word) {
    for (std::uint64_t left = met_[word] & book_.filing_[word]; left != 0; left &= left - 1)
      gather_filed(64 * word + static_cast<std::size_t>(std::countr_zero(left)));
  }
  std::ranges::sort(candidates_);
}

void SentenceMatcher::note_chunks(const Sentence& sentence) {
  chunk_bits_.resize(sentence.chunk_last - sentence.chunk_first);
  for (std::uint32_t c = sentence.chunk_first; c < sentence.chunk_last; ++c) {
    const Chunk& chunk = lattice_.chunks[c];
    std::uint64_t bits = 0;
    if (chunk.cls == words_.qtys)
      barriers_[chunk.first - sentence.first] |=
          chunk.features.test(words_.f_people) ? kNoGap : kNoShortGap;
    if (chunk.cls + 1U < book_.checks_of_class_.at.size()) {
      for (const RuleBook::Check& check : book_.checks_of_class_.of(chunk.cls)) {
        if (!book_.holds(check, chunk)) continue;
        if (check.bit != RuleBook::kNoBit) bits |= std::uint64_t{1} << check.bit;
        note(check.test, chunk.first - sentence.first);
      }
    }
    chunk_bits_[c - sentence.chunk_first] = bits;
  }
}

void SentenceMatcher::note_words(const Sentence& sentence) {
  for (std::uint32_t t = sentence.first; t < sentence.last; ++t) {
    const std::uint32_t word = lattice_.words_of[t];
    if (word >= book_.word_terminal_.size()) continue;
    const std::uint16_t terminal = book_.word_terminal_[word];
    if (terminal != RuleBook::kNoTerminal) note(terminal, t - sentence.first);
  }
}

// Gaps never go over a full stop or a count of people; a short one not over a bare figure either.
void SentenceMatcher::note_barriers(const Sentence& sentence) {
  const std::uint32_t size = sentence.last - sentence.first;
  short_end_.resize(size);
  long_end_.resize(size);
  std::uint32_t short_end = sentence.last;
  std::uint32_t long_end = sentence.last;
  for (std::uint32_t n = size; n-- > 0;) {
    const std::uint32_t token = sentence.first + n;
    const std::uint8_t barrier = is_stop(lattice_.tokens, token) ? kNoGap : barriers_[n];
    if (barrier != 0) short_end = token;
    if (barrier == kNoGap) long_end = token;
    short_end_[n] = short_end;
    long_end_[n] = long_end;
  }
}

// Marks what the sentence holds and gathers the rules that need some of it.
void SentenceMatcher::note_sentence(const Sentence& sentence) {
  ++stamp_;
  std::ranges::fill(met_, 0);
  standing_.assign(sentence.last - sentence.first + 1, RuleBook::kAnything);
  barriers_.assign(sentence.last - sentence.first, 0);
  note_chunks(sentence);
  note_words(sentence);
  gather();
  if (!candidates_.empty()) note_barriers(sentence);
}

void SentenceMatcher::keep(std::uint16_t rule_index, std::uint32_t sentence, std::uint32_t first,
                           std::uint32_t last) {
  const Rule& rule = book_.rules_[rule_index];
  Frame& frame = found_.emplace_back();
  frame.rule = &rule;
  frame.sentence = sentence;
  frame.first = first;
  frame.last = last;
  for (std::size_t r = 0; r < rule.roles.size(); ++r)
    frame.bound[r] = bound_[static_cast<std::size_t>(rule.roles[r].second)];
}

void SentenceMatcher::match_rule(std::uint16_t rule, std::uint32_t sentence_index) {
  const Sentence& sentence = lattice_.sentences[sentence_index];
  const RuleBook::Program& program = book_.programs_[rule];
  const RuleBook::Step* const steps = book_.steps_.data() + program.begin;
  Run run(*this, program, sentence, bound_);
  // Only where something stands that the rule can begin with.
  const auto may_start = [first = steps->first, standing = standing_.data(),
                          begin = sentence.first](std::uint32_t token) {
    return (first & standing[token - begin]) != 0;
  };
  // From the right: of several possible subjects the one next to the verb is meant. Lists of people
  // are taken from the left, whole. Matches of one rule do not overlap.
  const RuleBook::Step& head = steps[steps->op == Op::begin ? 1 : 0];
  if (head.op == Op::at_start) {
    if (may_start(sentence.first) && run.match_at(sentence.first))
      keep(rule, sentence_index, sentence.first, run.end());
    return;
  }
  if (head.op == Op::chunk && head.a == words_.qtys) {
    for (std::uint32_t token = sentence.first; token < sentence.last;) {
      if (!may_start(token) || !run.match_at(token)) {
        ++token;
        continue;
      }
      keep(rule, sentence_index, token, run.end());
      token = std::max(token + 1, run.end());
    }
    return;
  }
  std::uint32_t free_until = sentence.last;
  for (std::uint32_t token = sentence.last; token-- > sentence.first;) {
    if (!may_start(token) || !run.match_at(token) || run.end() > free_until) continue;
    keep(rule, sentence_index, token, run.end());
    free_until = token;
  }
}

// By priority (high first), then place; else as they were found.
void SentenceMatcher::sort_found() {
  order_.resize(found_.size());
  for (std::uint32_t n = 0; n < order_.size(); ++n) order_[n] = n;
  std::ranges::sort(order_, [this](std::uint32_t x, std::uint32_t y) {
    const Frame& a = found_[x];
    const Frame& b = found_[y];
    if (a.rule->priority != b.rule->priority) return a.rule->priority > b.rule->priority;
    return a.first != b.first ? a.first < b.first : x < y;
  });
}

void SentenceMatcher::match(std::uint32_t sentence_index, std::vector<Frame>& out) {
  const Sentence& sentence = lattice_.sentences[sentence_index];
  found_.clear();
  if (sentence.chunk_first == sentence.chunk_last) return;
  note_sentence(sentence);
  for (const std::uint16_t rule : candidates_) match_rule(rule, sentence_index);
  sort_found();
  out.reserve(out.size() + order_.size());
  // Variants of one rule that met in the same place are one match.
  for (const std::uint32_t n : order_) {
    const Frame& frame = found_[n];
    const bool again = std::ranges::any_of(out, [&](const Frame& other) {
      return other.sentence == frame.sentence && other.rule->group == frame.rule->group &&
             other.first < frame.last && frame.first < other.last && frame.rule->frame != "leg";
    });
    if (!again) out.push_back(frame);
  }
}

}  // namespace nostos::reading
