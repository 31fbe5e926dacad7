// SPDX-License-Identifier: Apache-2.0
#include "linkage/record_table.h"

#include <algorithm>

#include "base/check.h"
#include "base/word_hash.h"

namespace nostos::linkage {

Values::Values() : starts_{0, 0}, slots_(64, kNoValue) {}

ValueId Values::intern(std::string_view wanted) {
  if (wanted.empty()) return kNoValue;
  if (size() * 2 >= slots_.size()) grow();
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = word_hash(wanted) & mask;
  while (slots_[slot] != kNoValue) {
    if (text(slots_[slot]) == wanted) return slots_[slot];
    slot = (slot + 1) & mask;
  }
  const auto id = static_cast<ValueId>(size());
  bytes_ += wanted;
  starts_.push_back(bytes_.size());
  slots_[slot] = id;
  return id;
}

void Values::grow() {
  std::vector<ValueId> slots(slots_.size() * 4, kNoValue);
  const std::size_t mask = slots.size() - 1;
  for (ValueId id = 1; id < size(); ++id) {
    std::size_t slot = word_hash(text(id)) & mask;
    while (slots[slot] != kNoValue) slot = (slot + 1) & mask;
    slots[slot] = id;
  }
  slots_ = std::move(slots);
}

const Column* RecordTable::column(std::string_view name) const {
  const auto found = std::ranges::find(columns, name, &Column::name);
  return found == columns.end() ? nullptr : &*found;
}

}  // namespace nostos::linkage
