// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/utf8.h"
#include "reading/lattice_builder.h"

namespace nostos::reading {
namespace {

constexpr std::uint32_t kMostBytes = 1U << 20U;  // of a report
constexpr std::uint32_t kLongestSentence =
    240;  // tokens; longer runs are cut, as lists of links are

bool is_one_of(const Tokens& tokens, std::uint32_t token,
               std::initializer_list<language::Mark> marks) {
  const std::uint32_t number = tokens.items[token].mark;
  return number != 0 &&
         std::ranges::any_of(marks, [&](language::Mark mark) { return mark.number() == number; });
}

// Splits the tokens of one block.
class SentenceSplitter {
 public:
  SentenceSplitter(Lattice& lattice, const Grammar& grammar) : lattice_(lattice), g_(grammar) {}

  void split(std::uint32_t block, std::uint32_t first, std::uint32_t last) {
    std::uint32_t start = first;
    std::uint32_t i = first;
    while (i < last) {
      if (ends_here(i, last)) {
        std::uint32_t end = i + 1;
        while (end < last && closes(end) && !opens(end, last)) ++end;
        emit(block, start, end);
        start = i = end;
        continue;
      }
      ++i;
      if (i - start >= kLongestSentence) {
        emit(block, start, i);
        start = i;
      }
    }
    if (start < last) emit(block, start, last);
  }

 private:
  const language::Token& token(std::uint32_t i) const { return lattice_.tokens.items[i]; }
  bool closes(std::uint32_t i) const {
    return is_one_of(lattice_.tokens, i, {"\"", "”", "»", ")", "’", "“"});
  }
  std::size_t letter_bytes(const language::Token& t) const {
    return utf8_length_at(lattice_.document->text, t.start);
  }

  // A quotation mark behind a space opens the next sentence.
  bool opens(std::uint32_t i, std::uint32_t last) const {
    return token(i).space_before && i + 1 < last && !token(i + 1).space_before;
  }

  bool ends_here(std::uint32_t i, std::uint32_t last) const {
    if (!is_one_of(lattice_.tokens, i, {".", "!", "?", "…", "•"})) return false;
    std::uint32_t next = i + 1;
    while (next < last && closes(next) && !token(next).space_before) ++next;
    if (next >= last) return true;
    if (!token(next).space_before) return false;  // "3.5", "example.org"
    const bool capital = token(next).capital || token(next).kind == language::TokenKind::number ||
                         token(next).kind == language::TokenKind::mark;
    if (!capital) return false;
    if (i == 0 || !lattice_.tokens.is(i, ".")) return true;
    // "Gen. Haftar", "Lt. Col.", "J. Smith"
    const language::Token& before = token(i - 1);
    if (before.kind == language::TokenKind::word && !token(i).space_before) {
      if (before.capital && before.end - before.start == letter_bytes(before)) return false;
      std::vector<language::Hit> hits;
      g_.lexicon->find(lattice_.words_of, i - 1, i, hits);
      for (const auto& hit : hits) {
        if (hit.cls == g_.words->abbr) return false;
      }
    }
    return true;
  }

  void emit(std::uint32_t block, std::uint32_t first, std::uint32_t last) {
    if (first >= last) return;
    Sentence sentence;
    sentence.first = first;
    sentence.last = last;
    sentence.block = block;
    lattice_.sentences.push_back(std::move(sentence));
  }

  Lattice& lattice_;
  const Grammar& g_;
};

// Marks the tokens between quotation marks; a quotation that a block leaves open goes on into the
// next block only when that block begins with an opening mark again.
void mark_quotes(Lattice& lattice, std::uint32_t first, std::uint32_t last) {
  bool inside = false;
  for (std::uint32_t i = first; i < last; ++i) {
    if (lattice.tokens.items[i].kind != language::TokenKind::mark) {
      if (inside) lattice.quoted[i] = 1;
      continue;
    }
    if (is_one_of(lattice.tokens, i, {"“", "«", "„"})) {
      inside = true;
    } else if (is_one_of(lattice.tokens, i, {"”", "»"})) {
      inside = false;
    } else if (lattice.tokens.is(i, "\"")) {
      // Before a word it opens, behind a word it closes.
      const language::Token& token = lattice.tokens.items[i];
      const bool before_word = i + 1 < last && !lattice.tokens.items[i + 1].space_before;
      if (!inside && before_word) {
        inside = true;
      } else if (inside && !(token.space_before && before_word)) {
        inside = false;
      }
    } else if (inside) {
      lattice.quoted[i] = 1;
    }
  }
}

}  // namespace

std::string_view Lattice::words(std::uint32_t first, std::uint32_t last) const {
  if (first >= last) return {};
  const domain::Span place = span(first, last);
  return std::string_view(document->text).substr(place.start, place.end - place.start);
}

domain::Span Lattice::span(std::uint32_t first, std::uint32_t last) const {
  if (first >= last || first >= tokens.items.size()) return {};
  return {tokens.items[first].start, tokens.items[last - 1].end};
}

Vocabulary::Vocabulary(Lexicon& lexicon) {
  const auto cls = [&](Symbol& symbol, std::string_view word) {
    symbol = lexicon.classes().intern(word);
  };
  cls(num, "NUM"), cls(ord, "ORD"), cls(ord_suffix, "ORDSUF"), cls(vague, "VAGUE"),
      cls(hedge, "HEDGE");
  cls(hedge_post, "HEDGEPOST"), cls(det, "DET"), cls(adj, "ADJ"), cls(pop, "POP"),
      cls(label, "LABEL");
  cls(side, "SIDE"), cls(org, "ORG"), cls(role, "ROLE"), cls(actor, "ACTOR"), cls(name, "NAME");
  cls(aux, "AUX"), cls(adv, "ADV"), cls(month, "MONTH"), cls(weekday, "WEEKDAY"),
      cls(relative, "REL");
  cls(place, "PLACE"), cls(unit, "UNIT"), cls(sep, "SEP"), cls(each, "EACH"), cls(qtys, "QTYS");
  cls(qty, "QTY"), cls(date, "DATE"), cls(ordinal, "ORDINAL"), cls(title, "WORD"),
      cls(abbr, "ABBR");
  cls(captivity, "CAPTIVITY"), cls(of, "OF"), cls(prep, "PREP"), cls(article, "ART");
  cls(which, "WHICH"), cls(scope, "SCOPE"), cls(for_word, "NFOR"), cls(year_word, "YEARWORD"),
      cls(cardinal_suffix, "NUMSUF"), cls(say, "SAY"), cls(half, "HALF"),
      cls(according, "ACCORDING");
  cls(same, "SAME"), cls(not_verb, "NOTVERB");
  for (const Symbol c : {num, ord, vague}) starts.at(c) |= kNumber | kDate;
  for (const Symbol c : {relative, weekday, month}) starts.at(c) |= kDate;
  for (const Symbol c : {article, side, org, role, actor}) starts.at(c) |= kActor;
  starts.at(same) |= kSame;
  const auto feature = [&](Symbol& symbol, std::string_view word) {
    symbol = lexicon.features().intern(word);
  };
  feature(f_base, "base"), feature(f_past, "past"), feature(f_pp, "pp"), feature(f_ing, "ing");
  feature(f_pres, "pres"), feature(f_act, "act"), feature(f_pass, "pass"), feature(f_part, "part");
  feature(f_inf, "inf"), feature(f_planned, "planned"), feature(f_cond, "cond"),
      feature(f_neg, "neg");
  feature(f_failed, "failed"), feature(f_begun, "begun"), feature(f_bodies, "bodies");
  feature(f_people, "people"), feature(f_each, "each"), feature(f_adjective, "adj");
  feature(f_noun, "noun"), feature(f_demonym, "demonym"), feature(f_plural, "pl"),
      feature(f_single, "sg");
  feature(f_perfect, "perfect"), feature(f_bare, "bare"), feature(f_labelled, "labelled");
  feature(f_known, "known"), feature(f_person, "person"), feature(f_another, "another");
  feature(f_side, "side"), feature(f_sofar, "sofar"), feature(f_adds, "adds"),
      feature(f_both, "both");
  feature(f_still, "still"), feature(f_nom, "nom"), feature(f_gen, "gen"), feature(f_dat, "dat"),
      feature(f_acc, "acc"), feature(f_ins, "ins"), feature(f_loc, "loc");
  for (const Symbol c : {f_base, f_past, f_pp, f_ing, f_pres, f_inf}) verb_forms.set(c);
  for (const Symbol c : {f_nom, f_gen, f_dat, f_acc, f_ins, f_loc}) cases.set(c);
}

void LatticeBuilder::look_up() {
  for (std::uint32_t i = first_; i < last_; ++i) {
    const std::size_t begin = hits_.size();
    hit_at_[i] = static_cast<std::uint32_t>(begin);
    const language::Token& here = token(i);
    const bool word = here.kind == language::TokenKind::word;
    unsigned starts = word && here.capital ? unsigned{Vocabulary::kActor} : 0U;
    if (here.kind == language::TokenKind::number) starts = Vocabulary::kNumber | Vocabulary::kDate;
    if (lattice_.words_of[i] != Lexicon::kNoWord) {
      g_.lexicon->find(lattice_.words_of, i, last_, hits_);
      language::Classes& classes = classes_[i];
      for (std::size_t h = begin; h < hits_.size(); ++h) {
        const Symbol cls = hits_[h].cls;
        classes.set(cls);
        starts |= word ? w_.starts[cls] : w_.starts[cls] & ~unsigned{Vocabulary::kActor};
      }
    }
    starts_[i] = static_cast<std::uint8_t>(starts);
  }
  hit_at_[last_] = static_cast<std::uint32_t>(hits_.size());
}

const language::Hit* LatticeBuilder::hit_with(std::uint32_t at, Symbol cls, Symbol feature) const {
  const Hit* found = hit(at, cls);
  return found != nullptr && found->sense->features.test(feature) ? found : nullptr;
}

// The token alone is a word of this class and id.
bool LatticeBuilder::is_a(std::uint32_t at, Symbol cls, Name::Literal id) const {
  const Hit* found = hit(at, cls);
  return found != nullptr && found->last == at + 1 && found->sense->is(id);
}

template <void (LatticeBuilder::*kStage)()>
void LatticeBuilder::in_each_sentence() {
  for (const Sentence& sentence : lattice_.sentences) {
    first_ = sentence.first;
    last_ = sentence.last;
    (this->*kStage)();
  }
}

// Tells each sentence which of the items were found in it.
template <class Items, void (LatticeBuilder::*kStage)()>
void LatticeBuilder::in_each_sentence(const std::vector<Items>& items,
                                      std::uint32_t Sentence::* first,
                                      std::uint32_t Sentence::* last) {
  for (Sentence& sentence : lattice_.sentences) {
    first_ = sentence.first;
    last_ = sentence.last;
    sentence.*first = static_cast<std::uint32_t>(items.size());
    (this->*kStage)();
    sentence.*last = static_cast<std::uint32_t>(items.size());
  }
}

void LatticeBuilder::make_room() {
  const std::size_t tokens = tokens_.items.size();
  hit_at_.assign(tokens + 1, 0);
  classes_.assign(tokens, {});
  taken_.assign(tokens, 0);
  starts_.assign(tokens, 0);
  hits_.reserve(tokens * 5 / 4);
  chunks_.reserve(tokens / 3);
}

void LatticeBuilder::find_all_dates() {
  in_each_sentence<DateMention, &LatticeBuilder::find_dates>(lattice_.dates, &Sentence::date_first,
                                                             &Sentence::date_last);
}
void LatticeBuilder::find_all_counts() {
  in_each_sentence<PeopleCount, &LatticeBuilder::find_counts>(
      lattice_.counts, &Sentence::count_first, &Sentence::count_last);
}
void LatticeBuilder::find_all_actors() {
  in_each_sentence<ActorMention, &LatticeBuilder::find_actors>(
      lattice_.actors, &Sentence::actor_first, &Sentence::actor_last);
}

std::span<const LatticeBuilder::Stage> LatticeBuilder::stages() {
  using B = LatticeBuilder;
  static constexpr Stage kStages[] = {
      &B::make_room,       &B::in_each_sentence<&B::look_up>,
      &B::find_all_dates,  &B::find_all_counts,
      &B::find_all_actors, &B::in_each_sentence<&B::find_verbs>,
      &B::lay_out_chunks,
  };
  return kStages;
}

// The numbers of the chunks that the stages found, by first token; those of token t begin at
// `begin[t]`.
std::vector<std::uint32_t> LatticeBuilder::chunks_by_token(
    std::vector<std::uint32_t>& begin) const {
  begin.assign(tokens_.items.size() + 2, 0);
  for (const Chunk& chunk : chunks_) ++begin[chunk.first + 2];
  for (std::size_t t = 2; t < begin.size(); ++t) begin[t] += begin[t - 1];
  std::vector<std::uint32_t> order(chunks_.size());
  for (std::uint32_t c = 0; c < order.size(); ++c) order[begin[chunks_[c].first + 1]++] = c;
  return order;
}

namespace {

// Puts the last of the chunks, which begin at one token from `start` on, before those that are
// shorter.
[[gnu::always_inline]] inline void move_up_last(std::vector<Chunk>& chunks, std::size_t start) {
  for (std::size_t c = chunks.size() - 1; c > start && chunks[c - 1].last < chunks[c].last; --c)
    std::swap(chunks[c - 1], chunks[c]);
}

}  // namespace

// By first token, longer first, else in the order in which they were found; hits last.
void LatticeBuilder::lay_out_chunks() {
  std::vector<std::uint32_t> begin;
  const std::vector<std::uint32_t> order = chunks_by_token(begin);
  std::vector<Chunk> chunks;
  chunks.reserve(chunks_.size() + hits_.size());
  std::vector<std::uint32_t>& chunk_at = lattice_.chunk_at;
  chunk_at.resize(tokens_.items.size() + 1);
  std::uint32_t t = 0;
  for (Sentence& sentence : lattice_.sentences) {
    while (t < sentence.first) chunk_at[t++] = static_cast<std::uint32_t>(chunks.size());
    sentence.chunk_first = static_cast<std::uint32_t>(chunks.size());
    for (; t < sentence.last; ++t) {
      const std::size_t start = chunks.size();
      chunk_at[t] = static_cast<std::uint32_t>(start);
      for (std::uint32_t c = begin[t]; c < begin[t + 1]; ++c) {
        chunks.push_back(chunks_[order[c]]);
        move_up_last(chunks, start);
      }
      for (std::uint32_t h = hit_at_[t]; h < hit_at_[t + 1]; ++h) {
        const Hit& found = hits_[h];
        // Every hit is a chunk of its own class too; verbs only as groups.
        if (found.cls == w_.actor || found.cls == w_.num) continue;
        const Features& features = found.sense->features;
        if (w_.is_verb(features) && found.cls != w_.aux) continue;
        chunks.emplace_back(static_cast<Symbol>(found.cls), -1, t, found.last, found.sense,
                            features);
        move_up_last(chunks, start);
      }
    }
    sentence.chunk_last = static_cast<std::uint32_t>(chunks.size());
  }
  while (t < chunk_at.size()) chunk_at[t++] = static_cast<std::uint32_t>(chunks.size());
  lattice_.chunks = std::move(chunks);
  chunks_ = {};  // the next text's can stand where these stood
}

namespace {

// Where reading a block ends: at its end, or before the word in which a report grows too long.
std::uint32_t readable_end(const std::string& text, domain::Span block) {
  if (block.end <= kMostBytes) return block.end;
  if (block.start >= kMostBytes) return block.start;
  std::uint32_t end = kMostBytes;
  while (end > block.start && text[end] != ' ' && text[end] != '\n') --end;
  return end;
}

}  // namespace

DocumentTokens tokens_of(const domain::Document& document) {
  DocumentTokens out;
  // A word and the space behind it are some six bytes in Latin script, more in others.
  const std::size_t size = std::min<std::size_t>(document.text.size(), kMostBytes);
  out.tokens.items.reserve(size / 5 + 16);
  out.tokens.folded_text.reserve(size + 256);
  for (const domain::Block& block : document.blocks) {
    const auto first = static_cast<std::uint32_t>(out.tokens.items.size());
    if (block.kind != domain::BlockKind::boilerplate) {
      const std::uint32_t end = readable_end(document.text, block.span);
      if (end > block.span.start)
        language::tokenize(document.text, block.span.start, end, out.tokens);
      if (end < block.span.end) out.unread_from = std::min(out.unread_from, end);
    }
    out.blocks.emplace_back(first, static_cast<std::uint32_t>(out.tokens.items.size()));
  }
  return out;
}

namespace {

void number_words(Lattice& lattice, const Lexicon& lexicon) {
  lattice.words_of.reserve(lattice.tokens.items.size());
  for (std::size_t t = 0; t < lattice.tokens.items.size(); ++t) {
    lattice.words_of.push_back(
        lexicon.word(lattice.tokens.folded(t), lattice.tokens.items[t].hash));
  }
}

void split_sentences(Lattice& lattice,
                     const std::vector<std::pair<std::uint32_t, std::uint32_t>>& blocks,
                     const Grammar& grammar) {
  // Usual reports count two groups of people and name two actors in a sentence of twenty words.
  lattice.counts.reserve(lattice.tokens.items.size() / 12 + 8);
  lattice.lists.reserve(lattice.tokens.items.size() / 12 + 8);
  lattice.dates.reserve(lattice.tokens.items.size() / 30 + 4);
  lattice.actors.reserve(lattice.tokens.items.size() / 8 + 8);
  lattice.sentences.reserve(lattice.tokens.items.size() / 16 + 4);
  lattice.quoted.assign(lattice.tokens.items.size(), 0);
  SentenceSplitter splitter(lattice, grammar);
  for (std::uint32_t b = 0; b < blocks.size(); ++b) {
    const auto [first, last] = blocks[b];
    if (first == last) continue;
    mark_quotes(lattice, first, last);
    splitter.split(b, first, last);
  }
}

void tell_quotes(Lattice& lattice) {
  for (Sentence& sentence : lattice.sentences) {
    sentence.in_quote = lattice.quoted[sentence.first] != 0 ||
                        (sentence.first + 1 < sentence.last &&
                         lattice.tokens.items[sentence.first].kind == language::TokenKind::mark &&
                         lattice.quoted[sentence.first + 1] != 0);
    for (std::uint32_t t = sentence.first; t < sentence.last && !sentence.has_quote; ++t) {
      sentence.has_quote = lattice.quoted[t] != 0;
    }
  }
}

}  // namespace

std::vector<Lattice> build_lattices(std::vector<Passage> passages, const Grammar& grammar) {
  std::vector<Lattice> lattices(passages.size());
  std::vector<LatticeBuilder> builders;
  builders.reserve(passages.size());
  for (std::size_t p = 0; p < passages.size(); ++p) {
    Lattice& lattice = lattices[p];
    lattice.document = passages[p].document;
    lattice.tokens = std::move(passages[p].tokens.tokens);
    lattice.unread_from = passages[p].tokens.unread_from;
    number_words(lattice, *grammar.lexicon);
    builders.emplace_back(grammar, lattice);
  }
  for (std::size_t p = 0; p < passages.size(); ++p)
    split_sentences(lattices[p], passages[p].tokens.blocks, grammar);
  for (const LatticeBuilder::Stage stage : LatticeBuilder::stages()) {
    for (LatticeBuilder& builder : builders) (builder.*stage)();
  }
  for (Lattice& lattice : lattices) tell_quotes(lattice);
  return lattices;
}

}  // namespace nostos::reading
