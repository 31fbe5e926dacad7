// SPDX-License-Identifier: Apache-2.0
// SentenceMatcher: matches a RuleBook against the sentences of one document. Keeps scratch space,
// so one per thread and document. Matching backtracks with a step limit, so it is bounded for any
// text.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
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
  SentenceMatcher(const RuleBook& book, const Lattice& lattice, const Vocabulary& words);
  // All matches in one sentence, by priority (high first), then place, then rule order.
  void match(std::uint32_t sentence, std::vector<Frame>& out);
  // Those of the last sentence before the wordings of one rule that met in one place were joined.
  const std::vector<Frame>& all_of_last() const { return found_; }

 private:
  class Run;
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  struct Place {
    std::uint32_t token = 0;
    std::uint32_t next = kNone;
  };
  struct Places {
    std::uint32_t stamp = 0, head = kNone, tail = kNone;
  };

  bool present(std::uint32_t terminal) const { return places_of_[terminal].stamp == stamp_; }
  void note_sentence(const Sentence& sentence);
  void note_chunks(const Sentence& sentence);
  void note_words(const Sentence& sentence);
  void note_barriers(const Sentence& sentence);
  void note(std::uint32_t terminal, std::uint32_t token);
  void gather(std::uint32_t terminal);
  void gather_all();
  bool possible(std::uint16_t rule) const;
  void match_rule(const Rule& rule, std::uint32_t sentence);
  void lay_out_terminals(const Rule& rule, const Sentence& sentence);
  void gather_starts(const Rule& rule, const Sentence& sentence);

  const RuleBook& book_;
  const Lattice& lattice_;
  const Vocabulary& words_;
  std::uint32_t stamp_ = 0;
  std::vector<Places> places_of_;  // by terminal: where it stands in this sentence, in order
  std::vector<Place> places_;
  std::vector<std::uint16_t> candidates_;    // rules whose rarest need is met
  std::vector<std::uint32_t> candidate_in_;  // rule → stamp of the sentence it was gathered in
  std::vector<std::uint32_t> seen_;          // terminals of this sentence
  std::uint64_t marks_ = 0;                  // of them
  std::vector<std::uint32_t> starts_;        // tokens where a rule can begin
  // By token of the sentence, and behind the last: what of the rule's terminals stands there.
  std::vector<std::uint64_t> standing_;
  std::vector<std::uint64_t> chunk_bits_;  // by chunk of the sentence: its class's tests that hold
  // By token of the sentence: the first token at or behind it that no gap may skip.
  std::vector<std::uint32_t> short_end_, long_end_;
  std::vector<Frame> found_;
  std::vector<Bound> bound_;
};

}  // namespace nostos::reading
