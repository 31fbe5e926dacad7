// SPDX-License-Identifier: Apache-2.0
// Chunks: what the cascade finds in a sentence before the clause rules look at it: lexicon hits,
// counts of people, dates, verb groups, actors. A chunk covers tokens [first, last) and has a class
// (QTYS, DATE, FREE …) and features; payload indexes the table of its kind.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/claim.h"
#include "domain/document.h"
#include "domain/quantity.h"
#include "language/lexicon.h"
#include "language/party_table.h"
#include "language/tokens.h"
#include "reading/partition.h"

namespace nostos::reading {

using language::Features;
using language::Lexicon;
using language::PartyTable;
using language::Sense;
using language::Symbol;
using language::Symbols;
using language::Tokens;

// Its words are those of the tables, which outlive it.
struct LabelUse {
  std::string_view dimension;  // service | rank | sex …
  std::string_view id;
};

// A noun phrase that counts people: "more than 200 of our soldiers and civilians". Its words are
// those of the tables, which outlive it.
struct PeopleCount {
  domain::Quantity quantity;
  std::string_view side;        // whose people, by the words: "Ukrainian soldiers"
  std::string_view captor;      // who held them, by the words: "from Russian captivity", "in Iran"
  std::string_view population;  // pow | military | civilian | persons | hostages | bodies …
  std::uint32_t words_first = 0, words_last = 0;  // population words, tokens
  std::vector<LabelUse> labels;
  std::string_view health;  // wounded, when a modifier says so
  bool each_side = false;   // "on each side"
  bool both_sides = false;
  bool another = false;   // "another 50"
  bool own = false;       // "95 of its soldiers": of whoever acts or speaks
  bool bare = false;      // a figure with no noun
  bool vague = false;     // "dozens": no figure
  bool detail = false;    // behind a colon: what the figure before it is made of
  bool of_which = false;  // stands behind "including", "among them"
  Features noun;          // of its nouns, cases apart
  std::uint32_t first = 0, last = 0;
};

enum class DateKind { day, weekday, relative, month, year, range };

struct DateMention {
  DateKind kind = DateKind::day;
  int year = 0;                      // 0: not stated
  int month = 0;                     // 0: not stated
  int day = 0;                       // 0: not stated
  int last_day = 0, last_month = 0;  // for ranges
  int weekday = -1;                  // domain::Weekday, -1: not stated
  int offset = 0;                    // for relative: days from publication
  std::string relative;              // id from dates.tsv: "yesterday", "last_week"
  bool from_told = false;            // "a day later": from the day told before
  bool last = false;                 // "last Friday"
  bool next = false;                 // "next Monday"
  std::uint32_t first = 0, last_token = 0;
};

// Its words are those of the text and of the tables, which outlive it.
struct ActorMention {
  std::string id;         // "" when not in the tables
  std::string_view name;  // as written
  std::string_view side;
  std::string_view kind;   // actor | party | role | name | organisation
  std::string_view role;   // role or organisation word: "president", "mod"
  bool vague = false;      // "the ministry": which one stands before
  bool announces = false;  // an office that, unnamed, is the one of those who get people back
  Features cases;          // of its head, in languages that have them
  std::uint32_t first = 0, last = 0;
};

// A run of people counts joined by commas, semicolons, "and", "including".
struct CountList {
  std::vector<std::uint32_t> members;  // indexes into Lattice::counts
  std::vector<char>
      separators;  // before member i+1: ',' ';' 'a' (and) 'i' (including) 'n' end of nesting
};

struct Chunk {
  Symbol cls = Symbols::kNone;
  std::int32_t payload = -1;
  std::uint32_t first = 0, last = 0;
  const Sense* sense = nullptr;
  Features features;
};

struct Sentence {
  std::uint32_t first = 0, last = 0;  // tokens
  std::uint32_t block = 0;
  std::uint32_t chunk_first = 0, chunk_last = 0;  // into Lattice::chunks
  std::uint32_t count_first = 0, count_last = 0;  // into Lattice::counts
  std::uint32_t date_first = 0, date_last = 0;    // into Lattice::dates
  std::uint32_t actor_first = 0, actor_last = 0;  // into Lattice::actors
  bool in_quote = false;                          // begins inside a quotation
  bool has_quote = false;                         // holds some quoted words
};

struct Lattice {
  const domain::Document* document = nullptr;
  Tokens tokens;
  std::vector<std::uint32_t> words_of;  // lexicon number of each token
  std::vector<Sentence> sentences;
  std::vector<Chunk> chunks;  // by sentence, then first token, longer first
  std::vector<std::uint32_t>
      chunk_at;  // token → first chunk that starts there or later; size tokens+1
  std::vector<PeopleCount> counts;
  std::vector<CountList> lists;
  std::vector<DateMention> dates;
  std::vector<ActorMention> actors;
  std::vector<std::uint8_t> quoted;        // token stands inside quotation marks
  std::uint32_t unread_from = 0xFFFFFFFF;  // as in DocumentTokens

  std::string_view words(std::uint32_t first, std::uint32_t last) const;
  domain::Span span(std::uint32_t first, std::uint32_t last) const;
};

// The classes and features that the cascade itself gives out, by number.
struct Vocabulary {
  explicit Vocabulary(Lexicon& lexicon);
  Symbol num, ord, ord_suffix, vague, hedge, hedge_post, det, adj, pop, label, side, org, role,
      actor, name, aux, adv, month, weekday, relative, place, unit, sep, each, qtys, qty, date,
      ordinal, title, abbr, captivity, of, prep, article, which, scope, for_word, same, not_verb,
      year_word, cardinal_suffix, say, half, according;
  Symbol f_base, f_past, f_pp, f_ing, f_pres, f_act, f_pass, f_part, f_inf, f_planned, f_cond,
      f_neg, f_failed, f_begun, f_bodies, f_people, f_each, f_adjective, f_noun, f_demonym,
      f_plural, f_single, f_perfect, f_bare, f_labelled, f_known, f_person, f_another, f_side,
      f_sofar, f_adds, f_both, f_still, f_nom, f_gen, f_dat, f_acc, f_ins, f_loc;
  Features cases;  // all six
  Features verb_forms;
  bool is_verb(const Features& f) const { return (f & verb_forms).any(); }
  // Not in another case than the genitive; true for words of languages without cases.
  bool may_be_genitive(const Features& f) const { return f.test(f_gen) || (f & cases).none(); }
  // What may begin with a word of a class: of Start.
  enum Start : std::uint8_t { kNumber = 1, kDate = 2, kActor = 4, kSame = 8 };
  std::array<std::uint8_t, language::kClassLimit> starts{};
};

// How a language writes, as its meta.ini and its tables tell.
struct LanguageTraits {
  bool month_first = false;     // numeric dates: month before day
  bool capital_months = false;  // months are written with a capital letter
  bool cases = false;           // its words have cases
  bool cyrillic = false;        // the script of its words
};

struct Grammar {
  const Lexicon* lexicon = nullptr;
  const Vocabulary* words = nullptr;
  const PartyTable* parties = nullptr;
  LanguageTraits traits;
  Nesting nesting = Nesting::solved;
};

// The tokens of a document, whatever its language. Boilerplate has none, nor has what stands behind
// the first mebibyte: no report is that long, and what is must be split to be read.
struct DocumentTokens {
  static constexpr std::uint32_t kAllRead = 0xFFFFFFFF;
  Tokens tokens;
  // By block: its tokens [first, last).
  std::vector<std::pair<std::uint32_t, std::uint32_t>> blocks;
  std::uint32_t unread_from = kAllRead;  // byte of the text from which on nothing is read
};
DocumentTokens tokens_of(const domain::Document& document);

// What is read with the tables of one language: a document, or those of its paragraphs that are in
// that language.
struct Passage {
  const domain::Document* document = nullptr;
  DocumentTokens tokens;
};

// Fills sentences and chunks for each passage, the documents of which must outlive the lattices.
// Each stage goes through all passages before the next begins.
std::vector<Lattice> build_lattices(std::vector<Passage> passages, const Grammar& grammar);

}  // namespace nostos::reading
