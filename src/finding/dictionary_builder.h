// SPDX-License-Identifier: Apache-2.0
// The dictionaries of a base: words of names under their keys, keys under their deletions; texts
// under their tokens. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "finding/layout.h"
#include "finding/name_keys.h"
#include "finding/word_pool.h"

namespace nostos::finding {

struct BuiltNames {
  std::vector<std::uint32_t> number_of;  // in the pool → in the dictionary
  std::vector<std::uint32_t> text_at;
  std::string text;
  std::vector<std::uint8_t> initial;
  std::vector<std::uint32_t> count;
  std::vector<std::uint32_t> class_of;
  std::vector<std::uint32_t> class_word;
  std::vector<Key> key;
  std::vector<std::uint32_t> key_word_at;
  std::vector<std::uint32_t> key_word;
  std::vector<std::uint32_t> word_key;
  std::vector<Begun> begun;
  std::vector<std::uint32_t> begun_word;
  std::vector<std::uint32_t> deletion_at;
  std::vector<std::uint32_t> deletion;
  unsigned deletion_bits = 1;
};

// `count`, `begun` and `begun_word` are left empty. Words whose letters are the same are one word.
BuiltNames build_names(const WordPool& pool, NameField field, const NameKeys& keys,
                       unsigned threads);

// Fills `begun` and `begun_word`, once `count` is there.
void note_beginnings(BuiltNames& names);

struct BuiltTexts {
  std::vector<std::uint32_t> number_of;
  std::vector<std::uint32_t> text_at;
  std::string text;
  std::vector<std::uint32_t> count;  // left empty
  std::vector<std::uint64_t> token;
  std::vector<std::uint32_t> token_at;
  std::vector<std::uint32_t> token_text;
};
BuiltTexts build_texts(const WordPool& pool, const NameKeys& keys);

// Hashes of the words and figures of a folded text, in order.
std::vector<std::uint64_t> text_tokens(std::string_view folded);

names::NamePart part_of(NameField field);

}  // namespace nostos::finding
