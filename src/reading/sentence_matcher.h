// SPDX-License-Identifier: Apache-2.0
// SentenceMatcher: matches a RuleBook against sentences of any number of texts. Keeps scratch
// space, so one per thread. Matching backtracks with a step limit, so it is bounded for any text.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "reading/rule_book.h"

namespace nostos::reading {

struct Bound {
  std::uint32_t first = 0, last = 0;  // tokens
  const Chunk* chunk = nullptr;       // the single chunk it is, when it is one
};

// One match. Refers to the rule and the lattice, which outlive it.
struct Frame {
  const Rule* rule = nullptr;
  std::uint32_t sentence = 0;
  std::uint32_t first = 0, last = 0;
  std::array<Bound, Rule::kMostRoles> bound;  // as the roles of the rule
  const Bound* get(std::string_view key) const;
  // A literal argument: modality=planned → "planned"; empty when absent.
  std::string_view text(std::string_view key) const;
};

class SentenceMatcher {
 public:
  SentenceMatcher(const RuleBook& book, const Vocabulary& words);
  // Appends all matches in one sentence of the lattice, by priority (high first), then place, then
  // rule order.
  void match(const Lattice& lattice, std::uint32_t sentence, std::vector<Frame>& out);
  // Those of the last sentence before the wordings of one rule that met in one place were joined.
  const std::vector<Frame>& all_of_last() const { return found_; }

 private:
  class Run;
  // A rule that the sentence may hold, and the last token of the sentence where it may begin.
  struct Candidate {
    std::uint16_t rule = 0;
    std::uint16_t last_start = 0;
  };

  void note_sentence(const Sentence& sentence);
  void note_chunks(const Sentence& sentence);
  void note_words(const Sentence& sentence);
  void note_marks(const Sentence& sentence);
  void note_barriers(const Sentence& sentence);
  std::uint32_t behind_bracket(const Sentence& sentence, std::uint32_t opening) const;
  bool is_aside(const Sentence& sentence, std::uint32_t comma, std::uint32_t closing) const;
  std::uint32_t opening_of(const Sentence& sentence) const;
  void note(std::uint32_t terminal, std::uint32_t place);
  void note_needs();
  void gather();
  std::uint16_t last_start(const RuleBook::Order& order) const;
  void keep_ordered();
  bool find_starts(std::uint64_t first, std::uint32_t last);
  void match_rule(const Candidate& candidate, std::uint32_t sentence);
  void keep(std::uint16_t rule, std::uint32_t sentence, std::uint32_t first, std::uint32_t last);
  void sort_found();

  const RuleBook& book_;
  const Lattice* lattice_ = nullptr;  // at hand
  const Vocabulary& words_;
  std::uint32_t opening_ = 0;  // token where the sentence begins for rules
  // By terminal: a bit for each token where it stands; kept for noted_, the terminals of the
  // sentence. Behind the last: what stands nowhere, and what stands everywhere.
  std::vector<std::uint64_t> places_of_;
  std::vector<std::uint32_t> noted_;  // the first noted_count_
  std::size_t noted_count_ = 0;
  std::vector<std::uint64_t> met_;  // a bit for each need: this sentence meets it
  std::vector<Candidate> candidates_;
  // By token of the sentence, and behind the last: the marks of the terminals that stand there.
  std::vector<std::uint64_t> standing_;
  // The same by mark: place_words_ words for each, a bit for each token that bears it.
  std::vector<std::uint64_t> places_;
  std::size_t place_words_ = 0;
  std::vector<std::uint64_t> starts_;      // a bit for each token where the rule at hand may begin
  std::vector<std::uint64_t> chunk_bits_;  // by chunk of the sentence: its class's tests that hold
  // By token of the sentence: what keeps a gap from going over it, and the first token at or behind
  // it that has some.
  std::vector<std::uint8_t> barriers_;
  std::vector<std::uint32_t> short_end_, long_end_;
  // By token: where something is inserted there, the token behind it; filled when inserted_.
  std::vector<std::uint32_t> behind_insertion_;
  bool inserted_ = false;
  std::vector<Frame> found_;
  std::vector<std::uint32_t> order_;        // of what was found
  std::vector<std::uint32_t> taken_until_;  // by group of rules: the end of what was kept
  std::vector<Bound> bound_;
  std::vector<std::pair<std::uint16_t, Bound>> unbound_;  // what was bound before, newest last
};

}  // namespace nostos::reading
