// SPDX-License-Identifier: Apache-2.0
// Lexicon: words and phrases → senses (class, id, features), read from tables a non-programmer
// edits. Inflected forms are generated when it is loaded: "hand/V over" becomes hand, hands, handed
// and handing over by data/languages/<lang>/paradigms.tsv. Read-only after loading; any number of
// threads.
#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/name.h"
#include "base/result.h"
#include "language/table.h"
#include "language/tokens.h"
#include "language/word_table.h"

namespace nostos::language {

using Symbol = std::uint16_t;
constexpr std::size_t kFeatureLimit = 128;
using Features = std::bitset<kFeatureLimit>;
constexpr std::size_t kClassLimit = 128;
using Classes = std::bitset<kClassLimit>;

// Names ↔ small numbers. Classes and features have one each.
class Symbols {
 public:
  Symbol intern(std::string_view name);
  // kNone when the name was never interned.
  Symbol find(std::string_view name) const;
  const std::string& name(Symbol symbol) const { return names_[symbol]; }
  std::size_t size() const { return names_.size(); }
  static constexpr Symbol kNone = 0xFFFF;

 private:
  WordTable numbers_;
  std::vector<std::string> names_;
};

struct Sense {
  Symbol cls = Symbols::kNone;
  std::string id;
  std::uint64_t id_number = 0;  // Name::number_of the id
  Features features;
  std::vector<std::pair<std::string, std::string>> values;  // side=UA
  bool is(Name::Literal name) const { return id_number == name.number(); }
  std::string_view value(std::string_view key) const {
    for (const auto& [k, v] : values) {
      if (k == key) return v;
    }
    return {};
  }
};

// Tokens [first, last).
struct Hit {
  static constexpr std::uint32_t kMostTokens = (1U << 24U) - 1;  // more than are read of any text
  const Sense* sense = nullptr;
  std::uint32_t last = 0;
  std::uint32_t first : 24 = 0;
  std::uint32_t cls : 8 = 0;  // of the sense
};
static_assert(kClassLimit <= 256 && sizeof(Hit) == 16);

class Lexicon {
 public:
  Lexicon() = default;
  Lexicon(const Lexicon&) = delete;
  Lexicon& operator=(const Lexicon&) = delete;
  Lexicon(Lexicon&&) = default;
  Lexicon& operator=(Lexicon&&) = default;

  // paradigm, ending it applies to, letters to strip, letters to add, features (comma separated).
  Result<void> add_paradigms(const Table& table);
  // paradigm, lemma, forms as "gave:past given:pp": instead of the paradigm's rules for that lemma.
  Result<void> add_irregular(const Table& table);
  // class, id, features, forms separated by |.
  Result<void> add_entries(const Table& table);

  struct InflectedForm {
    std::string text;
    std::string features;
  };
  // All forms of a word or phrase as add_entries would take them: "let/V go" → let go, lets go …
  Result<std::vector<InflectedForm>> forms_of(const Table& table, const Row& row,
                                              std::string_view form) const;

  static constexpr std::uint32_t kNoWord = WordTable::kNone;
  // Number of a folded word, given its token_hash; kNoWord when no entry and no rule has it.
  std::uint32_t word(std::string_view folded, std::uint32_t hash) const {
    return words_.find(folded, hash);
  }
  // The word's number, new when it had none (rules name words that no entry has).
  std::uint32_t intern_word(std::string_view folded);
  std::size_t word_count() const { return words_.size(); }

  // All senses that start at token `at` and end at `limit` or before; of one class only the
  // longest. `words` has the number of each token from token 0 on. Appends to `out`, which must
  // hold no other hit that starts at `at`.
  void find(const std::vector<std::uint32_t>& words, std::uint32_t at, std::uint32_t limit,
            std::vector<Hit>& out) const;

  Symbols& features() { return features_; }
  const Symbols& features() const { return features_; }
  Symbols& classes() { return classes_; }
  const Symbols& classes() const { return classes_; }
  // True when some sense has one of these features.
  bool any_has(const Features& features) const;
  const std::vector<Sense>& senses() const { return senses_; }
  std::size_t form_count() const { return form_count_; }

 private:
  struct Ending {
    std::string if_ends;
    std::size_t strip_bytes = 0;
    std::string add;
    std::string features;
  };
  // The senses of a phrase are linked in the order in which they came.
  static constexpr std::uint32_t kNoUse = 0xFFFFFFFF;
  struct Use {
    std::uint32_t sense : 24 = 0;
    std::uint32_t cls : 8 = 0;
    std::uint32_t next = kNoUse;
  };
  struct Node {
    std::uint32_t first_use = kNoUse;
    std::uint32_t next_words = 0;  // bit n: some phrase goes on with a word of number n modulo 32
  };

  Result<std::vector<InflectedForm>> inflect(const Table& table, const Row& row,
                                             std::string_view word) const;
  Result<void> add_form(const Table& table, const Row& row, std::string_view form);
  void insert(std::string_view phrase, std::uint32_t sense);
  std::uint32_t sense_of(std::string_view cls, std::string_view id, std::string_view features);
  void set_features(Sense& sense, std::string_view features);

  Symbols features_;
  Symbols classes_;
  std::unordered_map<std::string, std::vector<Ending>> paradigms_;
  std::unordered_map<std::string, std::string> irregular_;  // "V give" → "gave:past …"
  WordTable words_;
  EdgeTable edges_;  // (node, word) → node
  std::vector<Node> nodes_ = std::vector<Node>(1);
  std::vector<Use> uses_;
  std::vector<std::uint32_t> first_edge_;  // word → node below the root, 0 when none
  std::vector<Sense> senses_;
  std::size_t form_count_ = 0;
};

}  // namespace nostos::language
