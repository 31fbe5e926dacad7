// SPDX-License-Identifier: Apache-2.0
// SoughtWord: a word of the query in one place of a name, and the words of a registry that are
// within its reach. Reacher: finds them by deletions, checks them by counting edits.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/edits.h"
#include "finding/layout.h"
#include "finding/name_keys.h"
#include "finding/query.h"
#include "finding/segment.h"
#include "finding/weights.h"

namespace nostos::finding {

struct SoughtWord {
  SoughtWord() = default;
  // `straight`: in the place where the query has it. That names have changed places and there are
  // slips in one that is known in another form only is not thought of.
  SoughtWord(const QueryWord& word, NameField in, const NameKeys& names, bool straight = true);

  NameField field = NameField::surname;
  std::string text;
  std::string folded;
  std::vector<Key> keys;
  std::vector<std::uint32_t> classes;
  std::vector<std::uint32_t> near_classes;     // of names that slips may have made it of
  std::vector<std::uint32_t> initial_classes;  // of an initial: names with a form that begins so
  std::vector<std::string> initials;           // how other forms of its names begin
  bool initial = false;
  bool unfinished = false;
  bool straight = true;
};

struct Reached {
  std::uint32_t word = 0;
  NameLevel level = NameLevel::different;
};

// How many edits may lie between two keys that are `distant`; 0: no two of these lengths are.
constexpr unsigned distant_reach(std::size_t a, std::size_t b) {
  const std::size_t longer = a > b ? a : b;
  return longer >= 9 ? 4 : longer >= 6 ? 3 : 0;
}

// The order of levels: closer first. `different` and `missing` are last.
unsigned rank(NameLevel level);

class Reacher {
 public:
  // Words within reach, each once at its closest level, the closest levels first.
  void find(const SoughtWord& sought, const NameDictionary& names, const NameKeys& keys,
            std::vector<Reached>& out);

 private:
  void touch(std::uint32_t word, NameLevel level);
  void touch_keys(const std::vector<Key>& beginnings, NameLevel level);
  void touch_classes(const std::vector<std::uint32_t>& classes, NameLevel level);
  void touch_near(const Key& key);
  void touch_initials();
  void touch_typed(const Key& key);
  void touch_begun(std::pair<std::uint32_t, std::uint32_t> keys, NameLevel level);
  void keep_most_frequent();

  const SoughtWord* sought_ = nullptr;
  const NameDictionary* names_ = nullptr;
  const NameKeys* keys_ = nullptr;
  std::vector<Reached>* out_ = nullptr;
  EditCounter counter_;
  std::vector<std::uint8_t> place_;   // of a word in `out`: its level; all 0 between calls
  std::vector<std::uint64_t> seen_;   // keys looked at, as bits; all 0 between calls
  std::vector<std::uint32_t> found_;  // keys whose bits are set
  std::vector<Reached> by_level_;
};

}  // namespace nostos::finding
