// SPDX-License-Identifier: Apache-2.0
// SoughtWord: a word of the query in one place of a name, and the words of a registry that are
// within its reach. Reacher: finds them by deletions, checks them by counting edits.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "finding/layout.h"
#include "finding/name_keys.h"
#include "finding/osa.h"
#include "finding/query.h"
#include "finding/segment.h"
#include "finding/weights.h"

namespace nostos::finding {

struct SoughtWord {
  SoughtWord() = default;
  SoughtWord(const QueryWord& word, NameField in, const NameKeys& names);

  NameField field = NameField::surname;
  std::string text;
  std::string folded;
  std::vector<Key> keys;
  std::vector<std::uint32_t> classes;
  bool initial = false;
  bool unfinished = false;
};

struct Reached {
  std::uint32_t word = 0;
  NameLevel level = NameLevel::different;
};

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
  void touch_near(const Key& key);
  void touch_initials();
  void touch_typed(const Key& key);
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
