// SPDX-License-Identifier: Apache-2.0
#include "finding/sought_word.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <string>

#include "finding/deletions.h"
#include "finding/dictionary_builder.h"

namespace nostos::finding {
namespace {

constexpr std::size_t kLongestInitial = 4;  // letters of a key: "shch"
constexpr std::size_t kShortestMistyped = 4;

// Beginnings one edit away from what was typed.
template <class Take>
void each_mistyped(std::string_view typed, const Take& take) {
  std::string other;
  const auto letters = [&](std::size_t at, std::size_t skip) {
    for (char c = 'a'; c <= 'z'; ++c) {
      other.assign(typed.substr(0, at));
      other += c;
      other += typed.substr(at + skip);
      take(other);
    }
  };
  for (std::size_t i = 0; i < typed.size(); ++i) {
    letters(i, 0);
    letters(i, 1);
    other.assign(typed.substr(0, i));
    other += typed.substr(i + 1);
    take(other);
    if (i + 1 == typed.size()) continue;
    other.assign(typed);
    std::swap(other[i], other[i + 1]);
    take(other);
  }
}

}  // namespace

unsigned rank(NameLevel level) {
  switch (level) {
    case NameLevel::exact:
      return 0;
    case NameLevel::spelling:
      return 1;
    case NameLevel::same_name:
      return 2;
    case NameLevel::begins:
      return 3;
    case NameLevel::one_edit:
      return 4;
    case NameLevel::two_edits:
      return 5;
    case NameLevel::same_near:
      return 6;
    case NameLevel::initial:
      return 7;
    case NameLevel::initial_of_same:
      return 8;
    case NameLevel::distant:
      return 9;
    case NameLevel::different:
      return 10;
    case NameLevel::missing:
      return 11;
  }
  return 11;
}

namespace {

constexpr std::array<NameLevel, kNameLevels> kByRank = {
    NameLevel::exact,           NameLevel::spelling,  NameLevel::same_name, NameLevel::begins,
    NameLevel::one_edit,        NameLevel::two_edits, NameLevel::same_near, NameLevel::initial,
    NameLevel::initial_of_same, NameLevel::distant,   NameLevel::different, NameLevel::missing};

}  // namespace

SoughtWord::SoughtWord(const QueryWord& word, NameField in, const NameKeys& names, bool as_said)
    : field(in),
      text(word.text.substr(0, FiledRow::kLongestWord)),
      folded(names.folded(text)),
      initial(word.initial),
      unfinished(word.unfinished),
      straight(as_said) {
  const names::NamePart part = part_of(field);
  for (const std::string& key : names.keys(folded, part)) {
    const Key cut = Key::of(key);
    if (std::ranges::find(keys, cut.view(), &Key::view) == keys.end()) keys.push_back(cut);
  }
  if (unfinished || field == NameField::surname) return;
  if (initial) {
    initial_classes = names.names_with_initial(folded, part);
    return;
  }
  classes = names.same_names(folded, part);
  if (straight) near_classes = names.nearly_same_names(folded, part);
  initials = names.initials_of_same(folded, part);
}

void Reacher::touch(std::uint32_t word, NameLevel level) {
  // An initial is like a whole word only as an initial.
  if (names_->initial[word] != 0 && level != NameLevel::initial_of_same) level = NameLevel::initial;
  std::uint8_t& place = place_[word];
  const auto closeness = static_cast<std::uint8_t>(kNameLevels - rank(level));
  if (place == 0) out_->push_back({word, level});
  place = std::max(place, closeness);
}

void Reacher::find(const SoughtWord& sought, const NameDictionary& names, const NameKeys& keys,
                   std::vector<Reached>& out) {
  sought_ = &sought;
  names_ = &names;
  keys_ = &keys;
  out_ = &out;
  out.clear();
  if (place_.size() < names.words()) place_.resize(names.words());
  if (seen_.size() * 64 < names.key.size()) seen_.resize(names.key.size() / 64 + 1);

  if (sought.unfinished) {
    for (const Key& key : sought.keys) touch_typed(key);
    keep_most_frequent();
  } else if (sought.initial) {
    touch_keys(sought.keys, NameLevel::initial);
    touch_classes(sought.initial_classes, NameLevel::initial_of_same);
  } else {
    for (const Key& key : sought.keys) touch_near(key);
    touch_classes(sought.classes, NameLevel::same_name);
    touch_classes(sought.near_classes, NameLevel::same_near);
    touch_initials();
  }
  for (Reached& reached : out) {
    std::uint8_t& place = place_[reached.word];
    reached.level = kByRank[kNameLevels - place];
    place = 0;
  }
  // Long lists and few levels: into places by level.
  std::array<std::size_t, kNameLevels + 1> at{};
  for (const Reached& reached : out) ++at[rank(reached.level) + 1];
  std::partial_sum(at.begin(), at.end(), at.begin());
  by_level_.resize(out.size());
  for (const Reached& reached : out) by_level_[at[rank(reached.level)]++] = reached;
  out.swap(by_level_);
}

void Reacher::touch_keys(const std::vector<Key>& beginnings, NameLevel level) {
  for (const Key& beginning : beginnings) {
    const auto [first, last] = names_->keys_beginning(beginning.view());
    for (std::uint32_t key = first; key < last; ++key)
      for (const std::uint32_t word : names_->words_of_key(key)) touch(word, level);
  }
}

void Reacher::touch_classes(const std::vector<std::uint32_t>& classes, NameLevel level) {
  for (const std::uint32_t one : classes)
    for (const std::uint32_t word : names_->words_of_class(one)) touch(word, level);
}

void Reacher::touch_near(const Key& key) {
  counter_.set(key.view());
  found_.clear();
  // Everything here lies far apart in memory: it is asked for well before it is needed.
  const Deletions deletions(key.view());
  for (const std::uint64_t hash : deletions) names_->expect_under(hash);
  for (const std::uint64_t hash : deletions) names_->expect_filed_under(hash);
  for (const std::uint64_t hash : deletions) {
    names_->filed_under(hash, [&](std::uint32_t number) {
      std::uint64_t& bits = seen_[number / 64];
      const std::uint64_t bit = std::uint64_t{1} << number % 64;
      if ((bits & bit) != 0) return;
      bits |= bit;
      found_.push_back(number);
      __builtin_prefetch(&names_->key[number]);
    });
  }
  for (const std::uint32_t number : found_) {
    seen_[number / 64] = 0;
    const Key& other = names_->key[number];
    const unsigned allowed = reach(key.size, other.size);
    const unsigned apart = key.size > other.size ? key.size - other.size : other.size - key.size;
    if (apart > allowed) continue;
    const unsigned edits = counter_.edits(other.view());
    if (edits > allowed) continue;
    for (const std::uint32_t word : names_->words_of_key(number)) {
      if (names_->initial[word] != 0) continue;  // see touch_initials
      if (edits > 0) {
        touch(word, edits == 1 ? NameLevel::one_edit : NameLevel::two_edits);
      } else {
        const bool same = keys_->folded(names_->word(word)) == sought_->folded;
        touch(word, same ? NameLevel::exact : NameLevel::spelling);
      }
    }
  }
}

void Reacher::touch_initials() {
  const auto touch_beginning = [&](std::string_view letters, NameLevel level) {
    const auto found = names_->find_key(Key::of(letters));
    if (!found) return;
    for (const std::uint32_t word : names_->words_of_key(*found))
      if (names_->initial[word] != 0) touch(word, level);
  };
  for (const Key& key : sought_->keys)
    for (std::size_t size = 1; size <= std::min<std::size_t>(key.size, kLongestInitial); ++size)
      touch_beginning(key.view().substr(0, size), NameLevel::initial);
  for (const std::string& letters : sought_->initials)
    touch_beginning(letters, NameLevel::initial_of_same);
}

void Reacher::keep_most_frequent() {
  if (out_->size() <= kMostBegun) return;
  const auto end = out_->begin() + static_cast<std::ptrdiff_t>(kMostBegun);
  const auto frequency = [&](const Reached& one) {
    return std::pair(names_->count[one.word], one.word);
  };
  std::ranges::nth_element(*out_, end, std::ranges::greater(), frequency);
  for (auto one = end; one != out_->end(); ++one) place_[one->word] = 0;
  out_->erase(end, out_->end());
}

void Reacher::touch_begun(std::pair<std::uint32_t, std::uint32_t> keys, NameLevel level) {
  const auto [first, last] = keys;
  if (first == last) return;
  const std::uint32_t from = names_->key_word_at[first];
  const std::uint32_t to = names_->key_word_at[last];
  auto words = names_->key_word.subspan(from, to - from);
  if (words.size() > kMostBegun) {
    const auto most = names_->most_frequent(first, last);
    if (!most.empty()) words = most;
  }
  for (const std::uint32_t word : words) touch(word, level);
}

void Reacher::touch_typed(const Key& key) {
  touch_begun(names_->keys_beginning(key.view()), NameLevel::begins);
  // The likeliest reading of what was typed is enough here.
  if (key.size < kShortestMistyped || &key != sought_->keys.data()) return;
  each_mistyped(key.view(), [&](std::string_view other) {
    touch_begun(names_->keys_beginning(Key::of(other).view()), NameLevel::one_edit);
  });
}

}  // namespace nostos::finding
