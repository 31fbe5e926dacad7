// SPDX-License-Identifier: Apache-2.0
// LatticeBuilder: the cascade that turns a sentence's tokens into chunks. Order: lexicon hits,
// dates, counts of people, actors, verb groups; each for all sentences before the next, so that its
// code stays at hand. Internal to reading/.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "reading/chunks.h"

namespace nostos::reading {

struct ParsedNumber {
  std::int64_t value = 0;
  std::uint32_t last = 0;  // end token
  bool ordinal = false;
  bool vague = false;   // "hundreds", "dozens": at least `value`
  bool worded = false;  // spelled out
};

class LatticeBuilder {
 public:
  LatticeBuilder(const Grammar& grammar, Lattice& lattice)
      : g_(grammar), w_(*grammar.words), lattice_(lattice), tokens_(lattice.tokens) {}

  // They fill the chunks of all sentences of the lattice, in this order, each once.
  using Stage = void (LatticeBuilder::*)();
  static std::span<const Stage> stages();

 private:
  using Hit = language::Hit;

  template <void (LatticeBuilder::*kStage)()>
  void in_each_sentence();
  template <class Items, void (LatticeBuilder::*kStage)()>
  void in_each_sentence(const std::vector<Items>& items, std::uint32_t Sentence::* first,
                        std::uint32_t Sentence::* last);

  // Lexicon.
  void make_room();
  void look_up();
  void find_all_dates();
  void find_all_counts();
  void find_all_actors();
  std::span<const Hit> hits_of_sentence() const {
    return std::span(hits_).subspan(hit_at_[first_], hit_at_[last_] - hit_at_[first_]);
  }
  const Hit* hit(std::uint32_t token, Symbol cls) const;
  const Hit* hit_with(std::uint32_t token, Symbol cls, Symbol feature) const;
  bool is_a(std::uint32_t token, Symbol cls, Name::Literal id) const;
  bool is_mark(std::uint32_t at, language::Mark mark) const {
    return at < last_ && tokens_.is(at, mark);
  }
  std::string_view folded(std::uint32_t token) const { return tokens_.folded(token); }
  const language::Token& token(std::uint32_t index) const { return tokens_.items[index]; }
  bool number_may_start(std::uint32_t token) const {
    return (starts_[token] & Vocabulary::kNumber) != 0;
  }

  // numbers.cpp
  std::optional<ParsedNumber> number_at(std::uint32_t token) const;
  std::optional<ParsedNumber> worded_number_at(std::uint32_t token) const;
  std::optional<ParsedNumber> word_value(std::uint32_t token) const;

  // dates.cpp
  void find_dates();
  std::optional<DateMention> date_at(std::uint32_t token) const;
  std::optional<DateMention> numeric_date_at(std::uint32_t token) const;
  std::optional<DateMention> textual_date_at(std::uint32_t token) const;
  std::optional<DateMention> month_first_at(std::uint32_t at) const;
  std::optional<DateMention> day_first_at(std::uint32_t at) const;
  std::uint32_t behind_year(std::uint32_t at) const;
  std::uint32_t optional_year(std::uint32_t at, DateMention& date) const;
  std::optional<std::pair<int, std::uint32_t>> day_number_at(std::uint32_t token) const;
  bool month_at(std::uint32_t token, bool beside_number, int& month, std::uint32_t& last) const;

  // counts.cpp
  void find_counts();
  std::optional<PeopleCount> count_at(std::uint32_t token, const ParsedNumber& number);
  std::size_t whole_before() const;
  std::optional<PeopleCount> same_count_at(std::uint32_t token);
  bool counts_nothing(std::uint32_t at, const ParsedNumber& number) const;

  // count_hedges.cpp
  std::uint32_t read_before(std::uint32_t number_first, PeopleCount& count) const;
  void apply_hedge(const Hit& hedge, PeopleCount& count) const;
  bool hedged_people_at(std::uint32_t token) const;
  std::uint32_t same_number_again(std::uint32_t token, std::int64_t value) const;
  bool inside_verb(std::uint32_t token) const;
  bool behind_verb(std::uint32_t token) const;

  // count_nouns.cpp
  std::uint32_t read_head(std::uint32_t at, PeopleCount& count, bool& found);
  std::uint32_t read_after(std::uint32_t at, PeopleCount& count);
  bool read_of_from(std::uint32_t& at, std::uint32_t begin, PeopleCount& count, bool from);
  void take_noun(const Hit& noun, PeopleCount& count) const;
  bool genitive_at(std::uint32_t token) const;
  bool is_from(std::uint32_t token) const;
  bool unknown_noun(std::uint32_t token) const;
  bool noun_goes_on(std::uint32_t token) const;

  // count_lists.cpp
  void join_lists();
  void share_each(const std::vector<std::uint32_t>& counts);
  void mark_details(const std::vector<std::uint32_t>& counts);
  bool skip_separator(std::uint32_t& at, char& separator) const;
  void inherit_population(const CountList& list);
  bool starts_clause(std::uint32_t count, std::uint32_t next) const;

  // actors.cpp
  void find_actors();
  std::optional<ActorMention> actor_at(std::uint32_t token) const;
  bool behind_preposition(std::uint32_t at) const;
  bool capital_inside(std::uint32_t at) const;
  std::uint32_t behind_matter(std::uint32_t at, const Features& role) const;
  std::uint32_t complement_at(std::uint32_t end, bool person) const;
  std::uint32_t name_end(std::uint32_t token) const;
  void add_actor(ActorMention actor, bool known, bool person);

  // verbs.cpp
  void find_verbs();

  Chunk& add(Symbol cls, std::uint32_t first, std::uint32_t last) {
    Chunk& chunk = chunks_.emplace_back();
    chunk.cls = cls;
    chunk.first = first;
    chunk.last = last;
    return chunk;
  }
  std::vector<std::uint32_t> chunks_by_token(std::vector<std::uint32_t>& begin) const;
  void lay_out_chunks();

  const Grammar& g_;
  const Vocabulary& w_;
  Lattice& lattice_;
  Tokens& tokens_;
  std::uint32_t first_ = 0, last_ = 0;      // the sentence
  std::uint32_t count_first_ = 0;           // its first count
  std::vector<Hit> hits_;                   // by start token
  std::vector<std::uint32_t> hit_at_;       // token → index into hits_
  std::vector<language::Classes> classes_;  // token → classes of its hits
  // What may begin at a token, as Vocabulary::starts has it: each stage passes over the others at
  // once.
  std::vector<std::uint8_t> starts_;
  std::vector<std::uint8_t> taken_;  // token: inside a date or a count
  std::vector<Chunk> chunks_;        // in the order in which the stages find them
};

inline const language::Hit* LatticeBuilder::hit(std::uint32_t at, Symbol cls) const {
  if (at < first_ || at >= last_ || !classes_[at][cls]) return nullptr;
  std::uint32_t h = hit_at_[at];
  while (hits_[h].cls != cls) ++h;  // the set of classes says that there is one
  return &hits_[h];
}

}  // namespace nostos::reading
