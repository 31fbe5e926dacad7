// SPDX-License-Identifier: Apache-2.0
#include "reading/sentence_matcher.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace nostos::reading {
namespace {

using Op = Rule::Op;

// Words that are gone through at once.
using Lanes [[gnu::vector_size(16)]] = std::uint64_t;
Lanes lanes_at(const std::uint64_t* words) {
  Lanes lanes;
  std::memcpy(&lanes, words, sizeof lanes);
  return lanes;
}

constexpr std::uint32_t kShortGap = 4;
// The bits of places_of_ run from the highest down, so that the last place is the lowest bit. The
// four lowest stand for what is behind the sentence: what everywhere() needs there is found there.
constexpr std::uint64_t kFirstPlace = std::uint64_t{1} << 63U;
constexpr std::size_t kMostPlaces = 60;
constexpr std::uint16_t kAnyStart = 63, kNoStart = 0xFFFF;
// What keeps a gap from going over a token: a bare figure only a short one.
constexpr std::uint8_t kCount = 1, kPeople = 2, kFullStop = 4, kCountOfPeople = kCount | kPeople;

bool is_stop(const Tokens& tokens, std::uint32_t token) {
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

// One rule's program at one token: a backtracking walk over chunks and words. Only where more than
// one way is open does a walk begin within the walk; the last way is gone on in place.
class SentenceMatcher::Run {
 public:
  Run(SentenceMatcher& matcher, const RuleBook::Program& program, const Sentence& sentence)
      : m_(matcher),
        steps_(matcher.book_.steps_.data() + program.begin),
        lattice_(*matcher.lattice_),
        sentence_(sentence),
        bound_(matcher.bound_),
        unbound_(matcher.unbound_) {
    bound_.assign(program.bindings, Bound{});
    unbound_.clear();
  }

  // What is bound after a match stands until the next try.
  bool match_at(std::uint32_t token) {
    steps_left_ = kStepLimit;
    unbind(0);
    return step(0, token, nullptr);
  }
  std::uint32_t end() const { return end_; }

 private:
  static constexpr int kStepLimit = 4000;

  // What of the walk stays when the next instruction is gone on with.
  struct Place {
    std::size_t pc = 0;
    std::uint32_t token = 0;
    const Chunk* last = nullptr;  // the chunk that ends here
  };

  bool step(std::size_t pc, std::uint32_t token, const Chunk* last) {
    Place at{pc, token, last};
    while (true) {
      if (--steps_left_ < 0) return false;
      const RuleBook::Step& in = steps_[at.pc];
      switch (in.op) {
        case Op::match:
          end_ = at.token;
          return true;
        case Op::word:
          if (at.token >= sentence_.last || lattice_.words_of[at.token] != in.number())
            return false;
          at = {at.pc + 1, at.token + 1, nullptr};
          break;
        case Op::chunk:
          if (tried_chunks(at)) return true;
          if (at.pc == kNowhere) return false;
          break;
        case Op::split:
          if (tried_ways(at)) return true;
          if (at.pc == kNowhere) return false;
          break;
        case Op::jump:
          at.pc = in.a;
          break;
        case Op::gap:
          if (tried_gaps(at)) return true;
          if (at.pc == kNowhere) return false;
          break;
        case Op::begin:
          bind(in.a) = {at.token, at.token, nullptr};
          at = {at.pc + 1, at.token, nullptr};
          break;
        case Op::end: {
          Bound& bound = bind(in.a);
          bound.last = at.token;
          bound.chunk = at.last != nullptr && at.last->first == bound.first ? at.last : nullptr;
          at = {at.pc + 1, at.token, nullptr};
          break;
        }
        case Op::at_start:
          if (at.token != m_.opening_) return false;
          ++at.pc;
          break;
        case Op::at_end:
          if (at.token != sentence_.last &&
              !(at.token + 1 == sentence_.last && is_stop(lattice_.tokens, at.token)))
            return false;
          ++at.pc;
          break;
      }
    }
  }

  // One of several ways, from which there is a way back.
  bool tried(const Place& way) {
    const std::size_t bindings = unbound_.size();
    if (step(way.pc, way.token, way.last)) return true;
    unbind(bindings);
    return false;
  }

  // These three try all ways but the last, and put that into `at`: kNowhere when none is open.
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

  [[gnu::always_inline]] bool tried_ways(Place& at) {
    const Place from = std::exchange(at, {kNowhere, at.token, nullptr});
    const RuleBook::Step& in = steps_[from.pc];
    const std::uint64_t standing = m_.standing_[from.token - sentence_.first];
    const RuleBook::Way* way = m_.book_.ways_.data() + in.number();
    for (const RuleBook::Way* const end = way + in.ways; way != end; ++way) {
      if ((way->first & standing) == 0) continue;
      if (way->word != Lexicon::kNoWord && way->word != lattice_.words_of[from.token]) continue;
      if (at.pc != kNowhere && tried(at)) return true;
      at = {way->target, from.token, from.last};
    }
    return false;
  }

  [[gnu::always_inline]] bool tried_chunks(Place& at) {
    const RuleBook::Step& in = steps_[at.pc];
    const Place from = std::exchange(at, {kNowhere, at.token, nullptr});
    if (from.token >= sentence_.last) return false;
    const Chunk* const chunks = lattice_.chunks.data();
    for (std::uint32_t c = lattice_.chunk_at[from.token]; c < sentence_.chunk_last; ++c) {
      if (chunks[c].first != from.token) break;
      if (chunks[c].cls != in.a || !holds(in, c)) continue;
      if (at.pc != kNowhere && tried(at)) return true;
      at = {from.pc + 1, chunks[c].last, &chunks[c]};
    }
    return false;
  }

  [[gnu::always_inline]] bool tried_gaps(Place& at) {
    const Place from = std::exchange(at, {kNowhere, at.token, nullptr});
    const std::uint32_t size = steps_[from.pc].a;
    const auto& ends = size <= kShortGap ? m_.short_end_ : m_.long_end_;
    if (m_.inserted_) return tried_gaps_around(from, size, ends, at);
    std::uint32_t end = std::min(sentence_.last, from.token + size);
    if (from.token < sentence_.last) end = std::min(end, ends[from.token - sentence_.first]);
    for (std::uint32_t token = from.token; token <= end; ++token) {
      if (!may_go_on(from.pc + 1, token)) continue;
      if (at.pc != kNowhere && tried(at)) return true;
      at = {from.pc + 1, token, nullptr};
    }
    return false;
  }

  // The same where something is inserted: the gap may go around it, whatever it holds.
  bool tried_gaps_around(const Place& from, std::uint32_t size,
                         const std::vector<std::uint32_t>& ends, Place& at) {
    const bool goes_far = size > kShortGap;
    std::uint32_t token = from.token;
    while (true) {
      if (may_go_on(from.pc + 1, token)) {
        if (at.pc != kNowhere && tried(at)) return true;
        at = {from.pc + 1, token, nullptr};
      }
      if (token >= sentence_.last) return false;
      const std::uint32_t n = token - sentence_.first;
      const std::uint32_t behind = m_.behind_insertion_[n];
      // A long gap needs no help to get over a few words.
      if (behind != 0 && (!goes_far || lattice_.tokens.is(token, "("))) {
        token = behind;
        continue;
      }
      if (size == 0 || ends[n] == token) return false;
      --size;
      ++token;
    }
  }

  // False when nothing that the program could take next stands at the token.
  bool may_go_on(std::size_t pc, std::uint32_t token) const {
    return (steps_[pc].first & m_.standing_[token - sentence_.first]) != 0;
  }

  bool holds(const RuleBook::Step& in, std::uint32_t chunk) const {
    if (in.bit == RuleBook::kNoBit) return m_.book_.tests_[in.b].holds_for(lattice_.chunks[chunk]);
    return ((m_.chunk_bits_[chunk - sentence_.chunk_first] >> in.bit) & 1U) != 0;
  }

  // To be written to; what it was comes back when the walk goes back.
  Bound& bind(std::uint16_t binding) {
    unbound_.emplace_back(binding, bound_[binding]);
    return bound_[binding];
  }
  void unbind(std::size_t until) {
    for (; unbound_.size() > until; unbound_.pop_back())
      bound_[unbound_.back().first] = unbound_.back().second;
  }

  SentenceMatcher& m_;
  const RuleBook::Step* steps_;
  const Lattice& lattice_;
  const Sentence& sentence_;
  std::vector<Bound>& bound_;
  std::vector<std::pair<std::uint16_t, Bound>>& unbound_;
  std::uint32_t end_ = 0;
  int steps_left_ = 0;
};

SentenceMatcher::SentenceMatcher(const RuleBook& book, const Vocabulary& words)
    : book_(book),
      words_(words),
      places_of_(book.terminals_ + std::size_t{2}, 0),
      noted_(book.terminals_, 0),
      met_(book.need_blocks_ * RuleBook::kBlockWords, 0),
      taken_until_(book.groups_, 0) {
  places_of_[book.everywhere()] = ~std::uint64_t{0};
}

inline void SentenceMatcher::note(std::uint32_t terminal, std::uint32_t place) {
  const std::uint8_t mark = book_.mark_bit_[terminal];
  standing_[place] |= std::uint64_t{1} << mark;
  places_[mark * place_words_ + place / 64] |= std::uint64_t{1} << (place % 64);
  std::uint64_t& places = places_of_[terminal];
  if (places == 0) noted_[noted_count_++] = terminal;
  places |= kFirstPlace >> (place % 64);
}

// The needs that are met by what the sentence holds.
void SentenceMatcher::note_needs() {
  static_assert(sizeof(RuleBook::NeedBlock) == 4 * sizeof(Lanes));
  for (std::size_t block = 0; block < book_.need_blocks_; ++block) {
    const RuleBook::NeedBlock* const met_by = book_.met_by_.data() + block * book_.terminals_;
    Lanes a{};
    Lanes b{};
    Lanes c{};
    Lanes d{};
    for (std::size_t n = 0; n < noted_count_; ++n) {
      const std::uint64_t* const words = met_by[noted_[n]].words.data();
      a |= lanes_at(words);
      b |= lanes_at(words + 2);
      c |= lanes_at(words + 4);
      d |= lanes_at(words + 6);
    }
    std::uint64_t* const to = met_.data() + block * RuleBook::kBlockWords;
    std::memcpy(to, &a, sizeof a);
    std::memcpy(to + 2, &b, sizeof b);
    std::memcpy(to + 4, &c, sizeof c);
    std::memcpy(to + 6, &d, sizeof d);
  }
}

// The last place for the first thing that a rule needs, so that all it needs can stand in order;
// kNoStart when it cannot. From the last need to the first: each stands in front of the last place
// that is left for the one behind it.
inline std::uint16_t SentenceMatcher::last_start(const RuleBook::Order& order) const {
  std::uint64_t in_front = ~std::uint64_t{0};
  std::uint64_t places = 0;
  for (const auto& instead : order) {
    places = 0;
    for (const std::uint16_t terminal : instead) places |= places_of_[terminal];
    places &= in_front;
    const std::uint64_t last = places & (~places + 1);
    in_front = ~(last << 1U) + 1;  // nothing, when places has nothing
  }
  return static_cast<std::uint16_t>(63 - std::countr_zero(places));
}

// All rules that the sentence may hold, in their order.
void SentenceMatcher::gather() {
  candidates_.clear();
  for (const std::uint16_t rule : book_.always_) candidates_.push_back({rule, kAnyStart});
  if (met_.empty()) return;  // no rule needs anything
  const std::uint64_t* const met = met_.data();
  const auto meets = [met](const auto& needs) {
    return (met[needs.word] & needs.bits) == needs.bits;
  };
  const auto gather_filed = [&](std::size_t need) {
    for (const RuleBook::Filed& filed : book_.filed_.of(need)) {
      if (!meets(filed)) continue;
      const auto* const more = book_.other_needs_.data() + filed.more;
      if (std::all_of(more, more + filed.more_count, meets))
        candidates_.push_back({filed.rule, kAnyStart});
    }
  };
  for (std::size_t word = 0; word < book_.filing_.size(); ++word) {
    for (std::uint64_t left = met[word] & book_.filing_[word]; left != 0; left &= left - 1)
      gather_filed(64 * word + static_cast<std::size_t>(std::countr_zero(left)));
  }
  if (standing_.size() <= kMostPlaces + 1) keep_ordered();
  std::ranges::sort(candidates_, {}, &Candidate::rule);
}

// Without a branch, since half of the candidates go.
void SentenceMatcher::keep_ordered() {
  std::size_t kept = 0;
  for (const Candidate& candidate : candidates_) {
    const std::uint16_t start = last_start(book_.programs_[candidate.rule].order);
    candidates_[kept] = {candidate.rule, start};
    kept += start == kNoStart ? 0 : 1;
  }
  candidates_.resize(kept);
}

void SentenceMatcher::note_chunks(const Sentence& sentence) {
  chunk_bits_.resize(sentence.chunk_last - sentence.chunk_first);
  for (std::uint32_t c = sentence.chunk_first; c < sentence.chunk_last; ++c) {
    const Chunk& chunk = lattice_->chunks[c];
    std::uint64_t bits = 0;
    if (chunk.cls == words_.qtys)
      barriers_[chunk.first - sentence.first] |=
          chunk.features.test(words_.f_people) ? kCountOfPeople : kCount;
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
    const std::uint32_t word = lattice_->words_of[t];
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
    if (barriers_[n] != 0) short_end = token;
    if ((barriers_[n] & (kFullStop | kPeople)) != 0) long_end = token;
    short_end_[n] = short_end;
    long_end_[n] = long_end;
  }
}

// Behind the bracket that closes the one at the token: "(three of them women)". 0 when none is
// near.
std::uint32_t SentenceMatcher::behind_bracket(const Sentence& sentence,
                                              std::uint32_t opening) const {
  constexpr std::uint32_t kLongestBracket = 25;  // tokens
  const std::uint32_t end = std::min(sentence.last, opening + kLongestBracket);
  for (std::uint32_t t = opening + 1; t < end; ++t) {
    if (lattice_->tokens.is(t, ")")) return t + 1;
  }
  return 0;
}

// Whether what stands between two commas is inserted: ", the ministry said,".
bool SentenceMatcher::is_aside(const Sentence& sentence, std::uint32_t comma,
                               std::uint32_t closing) const {
  constexpr std::uint32_t kLongestAside = 10, kVerbWithin = 4;  // tokens
  if (closing - comma >= kLongestAside) return false;
  bool said = false;
  for (std::uint32_t t = comma + 1; t < closing; ++t) {
    if ((barriers_[t - sentence.first] & kCount) != 0) return false;
    for (std::uint32_t c = lattice_->chunk_at[t];
         c < sentence.chunk_last && lattice_->chunks[c].first == t; ++c) {
      const Chunk& chunk = lattice_->chunks[c];
      said = said || (t == comma + 1 && chunk.cls == words_.according) ||
             (t <= comma + kVerbWithin && chunk.cls == words_.say);
      if (chunk.cls != words_.say && words_.is_verb(chunk.features)) return false;
    }
  }
  return said;
}

// Marks full stops, and where something is inserted the token behind it.
void SentenceMatcher::note_marks(const Sentence& sentence) {
  const Tokens& tokens = lattice_->tokens;
  inserted_ = false;
  const auto insert = [&](std::uint32_t opening, std::uint32_t behind) {
    if (!inserted_) behind_insertion_.assign(sentence.last - sentence.first, 0);
    inserted_ = true;
    behind_insertion_[opening - sentence.first] = behind;
  };
  std::uint32_t comma = sentence.last;  // the one before, if any
  for (std::uint32_t t = sentence.first; t < sentence.last; ++t) {
    if (tokens.items[t].mark == 0) continue;
    if (tokens.is(t, ",")) {
      if (comma != sentence.last && is_aside(sentence, comma, t)) insert(comma, t + 1);
      comma = t;
    } else if (tokens.is(t, "(")) {
      if (const std::uint32_t behind = behind_bracket(sentence, t); behind != 0) insert(t, behind);
    } else if (is_stop(tokens, t)) {
      barriers_[t - sentence.first] |= kFullStop;
    }
  }
}

// Where a sentence begins for those who read it: behind the dot or the picture of a list's line.
std::uint32_t SentenceMatcher::opening_of(const Sentence& sentence) const {
  const Tokens& tokens = lattice_->tokens;
  std::uint32_t t = sentence.first;
  for (; t + 1 < sentence.last && tokens.items[t].kind == language::TokenKind::mark; ++t) {
    const auto is = [&](language::Mark mark) { return tokens.is(t, mark); };
    const bool says = tokens.items[t].ascii
                          ? !is("*")
                          : is("«") || is("»") || is("“") || is("”") || is("„") || is("—") ||
                                is("–") || is("…") || is("’") || is("‘");
    if (says) break;
  }
  return t;
}

// Marks what the sentence holds and gathers the rules that need some of it.
void SentenceMatcher::note_sentence(const Sentence& sentence) {
  opening_ = opening_of(sentence);
  const std::uint32_t size = sentence.last - sentence.first;
  for (; noted_count_ != 0; --noted_count_) places_of_[noted_[noted_count_ - 1]] = 0;
  standing_.assign(size + 1, RuleBook::kAnything);
  barriers_.assign(size, 0);
  place_words_ = (size + 63) / 64;
  places_.assign((RuleBook::kMarks + 1) * place_words_, 0);
  std::fill(places_.end() - static_cast<std::ptrdiff_t>(place_words_), places_.end(),
            ~std::uint64_t{0});  // kAnything
  if (size % 64 != 0) places_.back() >>= 64 - size % 64;
  note_chunks(sentence);
  note_words(sentence);
  note_needs();
  gather();
  if (candidates_.empty()) return;
  note_marks(sentence);
  note_barriers(sentence);
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

// False when there are none.
bool SentenceMatcher::find_starts(std::uint64_t first, std::uint32_t last) {
  std::uint64_t any = 0;
  if (place_words_ == 1) {  // as most sentences are
    for (; first != 0; first &= first - 1)
      any |= places_[static_cast<std::size_t>(std::countr_zero(first))];
    any &= (std::uint64_t{2} << last) - 1;
    starts_.assign(1, any);
    return any != 0;
  }
  starts_.assign(place_words_, 0);
  for (; first != 0; first &= first - 1) {
    const auto mark = static_cast<std::size_t>(std::countr_zero(first));
    const std::uint64_t* const places = places_.data() + mark * place_words_;
    for (std::size_t word = 0; word < place_words_; ++word) any |= starts_[word] |= places[word];
  }
  return any != 0;
}

void SentenceMatcher::match_rule(const Candidate& candidate, std::uint32_t sentence_index) {
  const std::uint16_t rule = candidate.rule;
  const Sentence& sentence = lattice_->sentences[sentence_index];
  const RuleBook::Program& program = book_.programs_[rule];
  const RuleBook::Step* const steps = book_.steps_.data() + program.begin;
  // Only where something stands that the rule can begin with.
  if (!find_starts(steps->first, candidate.last_start)) return;
  Run run(*this, program, sentence);
  // From the right: of several possible subjects the one next to the verb is meant. Lists of people
  // are taken from the left, whole. Matches of one rule do not overlap.
  const RuleBook::Step& head = steps[steps->op == Op::begin ? 1 : 0];
  if (head.op == Op::at_start) {
    const std::uint32_t n = opening_ - sentence.first;
    if (((starts_[n / 64] >> (n % 64)) & 1U) != 0 && run.match_at(opening_))
      keep(rule, sentence_index, opening_, run.end());
    return;
  }
  if (head.op == Op::chunk && head.a == words_.qtys) {
    std::uint32_t taken_until = sentence.first;
    for (std::size_t word = 0; word < place_words_; ++word) {
      for (std::uint64_t left = starts_[word]; left != 0; left &= left - 1) {
        const std::uint32_t token = sentence.first + static_cast<std::uint32_t>(64 * word) +
                                    static_cast<std::uint32_t>(std::countr_zero(left));
        if (token < taken_until || !run.match_at(token)) continue;
        keep(rule, sentence_index, token, run.end());
        taken_until = run.end();
      }
    }
    return;
  }
  std::uint32_t free_until = sentence.last;
  for (std::size_t word = place_words_; word-- > 0;) {
    for (std::uint64_t left = starts_[word]; left != 0; left = std::bit_floor(left) ^ left) {
      const std::uint32_t token = sentence.first + static_cast<std::uint32_t>(64 * word) +
                                  static_cast<std::uint32_t>(std::bit_width(left)) - 1;
      if (!run.match_at(token) || run.end() > free_until) continue;
      keep(rule, sentence_index, token, run.end());
      free_until = token;
    }
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

void SentenceMatcher::match(const Lattice& lattice, std::uint32_t sentence_index,
                            std::vector<Frame>& out) {
  lattice_ = &lattice;
  const Sentence& sentence = lattice_->sentences[sentence_index];
  found_.clear();
  if (sentence.chunk_first == sentence.chunk_last) return;
  note_sentence(sentence);
  for (const Candidate& candidate : candidates_) match_rule(candidate, sentence_index);
  sort_found();
  out.reserve(out.size() + order_.size());
  // Variants of one rule that met in the same place are one match. They come by place, so that what
  // is kept of a rule ends with the last that is.
  for (const std::uint32_t n : order_) taken_until_[found_[n].rule->group] = 0;
  for (const std::uint32_t n : order_) {
    const Frame& frame = found_[n];
    std::uint32_t& taken_until = taken_until_[frame.rule->group];
    if (frame.first < taken_until && frame.rule->frame != "leg") continue;
    taken_until = std::max(taken_until, frame.last);
    out.push_back(frame);
  }
}

}  // namespace nostos::reading
