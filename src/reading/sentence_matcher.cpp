// SPDX-License-Identifier: Apache-2.0
#include "reading/sentence_matcher.h"

#include <algorithm>

namespace nostos::reading {
namespace {

using Op = Rule::Op;

constexpr int kShortGap = 4;
// Tests of one class beyond these are asked again each time; no language pack has as many.
constexpr std::size_t kBits = 64;

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
  Run(const SentenceMatcher& matcher, const Rule& rule, const Sentence& sentence,
      std::vector<Bound>& bound)
      : m_(matcher), rule_(rule), lattice_(matcher.lattice_), sentence_(sentence), bound_(bound) {
    bound_.assign(rule.bindings.size(), Bound{});
  }

  bool match_at(std::uint32_t token) {
    steps_ = 0;
    std::ranges::fill(bound_, Bound{});
    return step(0, token, nullptr);
  }
  std::uint32_t end() const { return end_; }

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
        case Op::chunk:
          return chunk(pc, token);
        case Op::split: {
          const auto left = static_cast<std::size_t>(in.a);
          if (may_go_on(left, token) && step(left, token, last)) return true;
          pc = static_cast<std::size_t>(in.b);
          if (!may_go_on(pc, token)) return false;
          break;
        }
        case Op::jump:
          pc = static_cast<std::size_t>(in.a);
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
    return (rule_.program[pc].first & m_.standing_[token - sentence_.first]) != 0;
  }

  bool bind(std::size_t pc, std::uint32_t token, const Chunk* last) {
    const Rule::Instruction& in = rule_.program[pc];
    Bound& b = bound_[static_cast<std::size_t>(in.a)];
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
    const std::uint32_t test = rule_.program[pc].test;
    if (token >= sentence_.last) return false;
    const Symbol cls = m_.book_.tests_[test].cls;
    for (std::uint32_t c = lattice_.chunk_at[token]; c < sentence_.chunk_last; ++c) {
      const Chunk& chunk = lattice_.chunks[c];
      if (chunk.first != token) break;
      if (chunk.cls == cls && holds(test, c) && step(pc + 1, chunk.last, &chunk)) return true;
    }
    return false;
  }

  bool holds(std::uint32_t test, std::uint32_t chunk) const {
    const std::uint32_t bit = m_.book_.bit_of_[test];
    if (bit >= kBits) return m_.book_.tests_[test].holds_for(lattice_.chunks[chunk]);
    return ((m_.chunk_bits_[chunk - sentence_.chunk_first] >> bit) & 1U) != 0;
  }

  bool gap(std::size_t pc, std::uint32_t token) {
    const int size = rule_.program[pc].a;
    const auto& ends = size <= kShortGap ? m_.short_end_ : m_.long_end_;
    std::uint32_t end = std::min(sentence_.last, token + static_cast<std::uint32_t>(size));
    if (token < sentence_.last) end = std::min(end, ends[token - sentence_.first]);
    for (std::uint32_t at = token; at <= end; ++at) {
      if (may_go_on(pc + 1, at) && step(pc + 1, at, nullptr)) return true;
    }
    return false;
  }

  const SentenceMatcher& m_;
  const Rule& rule_;
  const Lattice& lattice_;
  const Sentence& sentence_;
  std::vector<Bound>& bound_;
  std::uint32_t end_ = 0;
  int steps_ = 0;
};

SentenceMatcher::SentenceMatcher(const RuleBook& book, const Lattice& lattice,
                                 const Vocabulary& words)
    : book_(book),
      lattice_(lattice),
      words_(words),
      places_of_(book.terminals_),
      candidate_in_(book.rules_.size()) {}

void SentenceMatcher::note(std::uint32_t terminal, std::uint32_t token) {
  Places& list = places_of_[terminal];
  if (list.stamp != stamp_) {
    list = {stamp_, kNone, kNone};
    seen_.push_back(terminal);
    marks_ |= RuleBook::mark_of(terminal);
  } else if (places_[list.tail].token == token) {
    return;
  }
  const auto place = static_cast<std::uint32_t>(places_.size());
  places_.push_back({token, kNone});
  (list.head == kNone ? list.head : places_[list.tail].next) = place;
  list.tail = place;
}

void SentenceMatcher::gather(std::uint32_t terminal) {
  const std::uint32_t end = book_.filed_at_[terminal + 1];
  for (std::uint32_t f = book_.filed_at_[terminal]; f < end; ++f) {
    const auto& [marks, rule] = book_.filed_[f];
    if ((marks & marks_) != marks || candidate_in_[rule] == stamp_) continue;
    candidate_in_[rule] = stamp_;
    if (possible(rule)) candidates_.push_back(rule);
  }
}

// All rules that the sentence may hold, in their order.
void SentenceMatcher::gather_all() {
  candidates_.assign(book_.always_.begin(), book_.always_.end());
  for (const std::uint32_t terminal : seen_) gather(terminal);
  std::ranges::sort(candidates_);
}

void SentenceMatcher::note_chunks(const Sentence& sentence) {
  chunk_bits_.assign(sentence.chunk_last - sentence.chunk_first, 0);
  for (std::uint32_t c = sentence.chunk_first; c < sentence.chunk_last; ++c) {
    const Chunk& chunk = lattice_.chunks[c];
    if (chunk.cls >= book_.tests_of_class_.size()) continue;
    for (const std::uint16_t test : book_.tests_of_class_[chunk.cls]) {
      if (!book_.tests_[test].holds_for(chunk)) continue;
      if (book_.bit_of_[test] < kBits)
        chunk_bits_[c - sentence.chunk_first] |= std::uint64_t{1} << book_.bit_of_[test];
      note(test, chunk.first);
    }
  }
}

void SentenceMatcher::note_words(const Sentence& sentence) {
  for (std::uint32_t t = sentence.first; t < sentence.last; ++t) {
    const std::uint32_t word = lattice_.words_of[t];
    if (word >= book_.word_terminal_.size()) continue;
    const std::uint16_t terminal = book_.word_terminal_[word];
    if (terminal != RuleBook::kNoTerminal) note(terminal, t);
  }
}

// Gaps never go over a full stop or a count of people; a short one not over a bare figure either.
void SentenceMatcher::note_barriers(const Sentence& sentence) {
  const std::uint32_t size = sentence.last - sentence.first;
  short_end_.resize(size);
  long_end_.resize(size);
  std::uint32_t short_end = sentence.last;
  std::uint32_t long_end = sentence.last;
  std::uint32_t c = sentence.chunk_last;
  for (std::uint32_t t = sentence.last; t-- > sentence.first;) {
    if (is_stop(lattice_.tokens, t)) short_end = long_end = t;
    for (; c > sentence.chunk_first && lattice_.chunks[c - 1].first == t; --c) {
      const Chunk& chunk = lattice_.chunks[c - 1];
      if (chunk.cls != words_.qtys) continue;
      short_end = t;
      if (chunk.features.test(words_.f_people)) long_end = t;
    }
    short_end_[t - sentence.first] = short_end;
    long_end_[t - sentence.first] = long_end;
  }
}

// Marks what the sentence holds and gathers the rules that need some of it.
void SentenceMatcher::note_sentence(const Sentence& sentence) {
  ++stamp_;
  seen_.clear();
  marks_ = 0;
  places_.clear();
  note_chunks(sentence);
  note_words(sentence);
  gather_all();
  if (!candidates_.empty()) note_barriers(sentence);
}

void SentenceMatcher::lay_out_terminals(const Rule& rule, const Sentence& sentence) {
  standing_.assign(sentence.last - sentence.first + 1, Rule::kAnything);
  for (std::size_t n = 0; n < rule.terminals.size(); ++n) {
    if (!present(rule.terminals[n])) continue;
    const std::uint64_t bit = std::uint64_t{1} << (n % Rule::kBits);
    for (std::uint32_t p = places_of_[rule.terminals[n]].head; p != kNone; p = places_[p].next)
      standing_[places_[p].token - sentence.first] |= bit;
  }
}

// Tokens where the rule can begin, in order.
void SentenceMatcher::gather_starts(const Rule& rule, const Sentence& sentence) {
  starts_.clear();
  const std::uint64_t first = rule.program[0].first;
  if ((first & Rule::kAnything) != 0) {
    for (std::uint32_t t = sentence.first; t < sentence.last; ++t) starts_.push_back(t);
    return;
  }
  std::size_t lists = 0;
  for (std::size_t n = 0; n < rule.terminals.size(); ++n) {
    if ((first >> (n % Rule::kBits) & 1U) == 0 || !present(rule.terminals[n])) continue;
    ++lists;
    for (std::uint32_t p = places_of_[rule.terminals[n]].head; p != kNone; p = places_[p].next)
      starts_.push_back(places_[p].token);
  }
  if (lists > 1) {
    std::ranges::sort(starts_);
    starts_.erase(std::ranges::unique(starts_).begin(), starts_.end());
  }
}

bool SentenceMatcher::possible(std::uint16_t rule) const {
  bool met = false;  // the set of terminals at hand, by one of them
  const std::uint32_t end = book_.needs_of_[rule + 1U];
  for (std::uint32_t n = book_.needs_of_[rule]; n < end; ++n) {
    const std::uint16_t t = book_.needs_[n];
    if (t != RuleBook::kNoTerminal) {
      met = met || present(t);
    } else if (met) {
      met = false;
    } else {
      return false;
    }
  }
  return true;
}

void SentenceMatcher::match_rule(const Rule& rule, std::uint32_t sentence_index) {
  const Sentence& sentence = lattice_.sentences[sentence_index];
  Run run(*this, rule, sentence, bound_);
  // From the right: of several possible subjects the one next to the verb is meant. Lists of people
  // are taken from the left, whole. Matches of one rule do not overlap.
  const Rule::Instruction& head = rule.program[rule.program[0].op == Op::begin ? 1 : 0];
  const bool from_left = head.op == Op::chunk && book_.tests_[head.test].cls == words_.qtys;
  const bool anchored = head.op == Op::at_start;
  std::uint32_t free_until = sentence.last;
  std::uint32_t free_from = sentence.first;
  gather_starts(rule, sentence);
  if (starts_.empty()) return;
  lay_out_terminals(rule, sentence);
  for (std::size_t step = 0; step < starts_.size(); ++step) {
    const std::uint32_t token =
        from_left || anchored ? starts_[step] : starts_[starts_.size() - 1 - step];
    if (token < free_from || (anchored && token != sentence.first)) continue;
    if (!run.match_at(token) || run.end() > free_until) continue;
    if (from_left) {
      free_from = std::max(token + 1, run.end());
    } else {
      free_until = token;
    }
    Frame frame;
    frame.rule = &rule;
    frame.sentence = sentence_index;
    frame.first = token;
    frame.last = run.end();
    for (std::size_t r = 0; r < rule.roles.size(); ++r)
      frame.bound[r] = bound_[static_cast<std::size_t>(rule.roles[r].second)];
    found_.push_back(frame);
  }
}

void SentenceMatcher::match(std::uint32_t sentence_index, std::vector<Frame>& out) {
  const Sentence& sentence = lattice_.sentences[sentence_index];
  found_.clear();
  if (sentence.chunk_first == sentence.chunk_last) return;
  note_sentence(sentence);
  for (const std::uint16_t rule : candidates_) match_rule(book_.rules_[rule], sentence_index);
  std::ranges::stable_sort(found_, [](const Frame& a, const Frame& b) {
    return a.rule->priority != b.rule->priority ? a.rule->priority > b.rule->priority
                                                : a.first < b.first;
  });
  // Variants of one rule that met in the same place are one match.
  for (const Frame& frame : found_) {
    const bool again = std::ranges::any_of(out, [&](const Frame& other) {
      return other.sentence == frame.sentence && other.rule->group == frame.rule->group &&
             other.first < frame.last && frame.first < other.last && frame.rule->frame != "leg";
    });
    if (!again) out.push_back(frame);
  }
}

}  // namespace nostos::reading
