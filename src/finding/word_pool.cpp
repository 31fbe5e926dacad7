// SPDX-License-Identifier: Apache-2.0
#include "finding/word_pool.h"

#include "base/word_hash.h"

namespace nostos::finding {

namespace {
constexpr std::uint64_t kHashPart = 0xFFFFFFFF00000000ULL;

std::uint64_t hash_of(std::string_view text, bool initial) {
  return (word_hash(text) ^ (initial ? 0x9E3779B97F4A7C15ULL : 0)) * 0xD6E8FEB86659FD93ULL;
}
}  // namespace

WordPool::WordPool() : words_(1), slots_(16) {}

std::uint32_t WordPool::take(std::string_view text, bool initial, std::uint64_t times) {
  if (text.empty()) {
    words_[0].times += times;
    return 0;
  }
  const std::uint64_t hash = hash_of(text, initial);
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash >> 32U & mask;
  for (; slots_[at] != 0; at = (at + 1) & mask) {
    if (((slots_[at] ^ hash) & kHashPart) != 0) continue;
    const auto number = static_cast<std::uint32_t>(slots_[at]);
    Word& word = words_[number];
    if (word.initial == initial && this->text(number) == text) {
      word.times += times;
      return number;
    }
  }
  const std::uint32_t number = size();
  words_.push_back({text_.size(), times, static_cast<std::uint32_t>(text.size()), initial});
  text_ += text;
  slots_[at] = (hash & kHashPart) | number;
  if (words_.size() * 2 > slots_.size()) grow();
  return number;
}

void WordPool::grow() {
  std::vector<std::uint64_t> old(slots_.size() * 2);
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const std::uint64_t slot : old) {
    if (slot == 0) continue;
    std::size_t at = slot >> 32U & mask;
    while (slots_[at] != 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

}  // namespace nostos::finding
