// SPDX-License-Identifier: Apache-2.0
#include "language/word_table.h"

namespace nostos::language {
namespace {

std::uint64_t key_of(std::uint32_t from, std::uint32_t by) {
  return static_cast<std::uint64_t>(from) << 32U | by;
}

std::size_t place_of(std::uint64_t key, std::size_t slots) {
  return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ULL) >> 32U) & (slots - 1);
}

}  // namespace

std::uint32_t WordTable::intern(std::string_view wanted, std::uint32_t hash) {
  const std::uint32_t known = find(wanted, hash);
  if (known != kNone) return known;
  if (2 * (places_.size() + 1) > slots_.size()) grow();
  const auto number = static_cast<std::uint32_t>(places_.size());
  places_.push_back(
      {static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(wanted.size())});
  text_ += wanted;
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  while (slots_[at].number != kNone) at = (at + 1) & mask;
  slots_[at] = {hash, number};
  return number;
}

void WordTable::grow() {
  std::vector<Slot> old(4 * slots_.size());
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.number == kNone) continue;
    std::size_t at = slot.hash & mask;
    while (slots_[at].number != kNone) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

std::uint32_t EdgeTable::find(std::uint32_t from, std::uint32_t by) const {
  const std::uint64_t key = key_of(from, by);
  for (std::size_t at = place_of(key, slots_.size());; at = (at + 1) & (slots_.size() - 1)) {
    const Slot& slot = slots_[at];
    if (slot.key == key) return slot.to;
    if (slot.key == kFree) return 0;
  }
}

std::uint32_t& EdgeTable::edge(std::uint32_t from, std::uint32_t by) {
  if (2 * (taken_ + 1) > slots_.size()) grow();
  const std::uint64_t key = key_of(from, by);
  std::size_t at = place_of(key, slots_.size());
  while (slots_[at].key != key && slots_[at].key != kFree) at = (at + 1) & (slots_.size() - 1);
  if (slots_[at].key == kFree) {
    slots_[at].key = key;
    ++taken_;
  }
  return slots_[at].to;
}

void EdgeTable::grow() {
  std::vector<Slot> old(4 * slots_.size());
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.key == kFree) continue;
    std::size_t at = place_of(slot.key, slots_.size());
    while (slots_[at].key != kFree) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
}

}  // namespace nostos::language
