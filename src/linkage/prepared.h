// SPDX-License-Identifier: Apache-2.0
// Prepared: the records of a run, ready to be compared. Values are folded, and equal ones have one
// number; records stand in an order that depends on what they say alone, so that nothing after this
// can depend on the order in which they came. A place is a number in that order.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "linkage/linkage.h"
#include "linkage/screen.h"
#include "matching/spelling.h"
#include "matching/written_date.h"

namespace nostos::linkage {

using Place = std::uint32_t;

// Texts that may stand in each other's columns share a dictionary.
struct Dictionary {
  std::vector<char16_t> letters;
  std::vector<std::uint32_t> starts{0, 0};
  std::vector<SpellingValue> hot{{}};     // of spellings
  std::vector<DateValue> dates{{}};       // of dates; ages stand in `digits` as they are
  std::vector<std::uint32_t> classes{0};  // of one given name's forms; 0 = none

  std::size_t size() const { return classes.size(); }
  matching::Spelling spelling(ValueId id) const {
    return {{letters.data() + starts[id], hot[id].length}, hot[id].signature};
  }
};

struct PreparedField {
  const Column* column = nullptr;
  matching::Measure measure = matching::Measure::text;
  bool rarity = false;
  std::size_t dictionary = 0;
  std::vector<ValueId> prepared;      // by the column's own value number
  std::vector<std::uint32_t> counts;  // records that have the value, by prepared number
  std::size_t distinct = 0;           // values that any record has
};

struct Prepared {
  std::vector<Dictionary> dictionaries;
  std::vector<PreparedField> fields;
  std::vector<std::pair<std::size_t, std::size_t>> changing;  // fields that change places
  std::vector<ValueId> cells;                                 // by place, then field
  std::vector<Row> row_at;                                    // by place
  std::vector<std::uint16_t> list_at;                         // by place
  std::vector<std::uint8_t> speaks;                           // by place: says enough to be linked
  std::size_t lists = 1;

  std::size_t size() const { return row_at.size(); }
  const ValueId* record(Place place) const { return cells.data() + place * fields.size(); }
  const Dictionary& dictionary(std::size_t field) const {
    return dictionaries[fields[field].dictionary];
  }
};

Result<Prepared> prepare(const RecordTable& table, const Settings& settings,
                         const names::NameEngine* names);

}  // namespace nostos::linkage
