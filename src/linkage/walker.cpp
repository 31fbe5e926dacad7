// SPDX-License-Identifier: Apache-2.0
#include "linkage/walker.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace nostos::linkage {
namespace {

using matching::Measure;

constexpr std::size_t kExpectedMost = 64;  // records of a block, read ahead

bool is_date(const PreparedField& field) {
  return field.measure == Measure::date || field.measure == Measure::age;
}

}  // namespace

Walker::Walker(const Prepared& prepared, const Candidates& candidates, const ScreenPath& path)
    : prepared_(prepared),
      candidates_(candidates),
      path_(path),
      comparer_(prepared),
      members_(kRoom),
      fields_(prepared.fields.size()),
      keys_(candidates.rules().size(), std::vector<BlockKey>(kRoom)),
      lists_(kRoom),
      codes_(prepared.fields.size(), std::vector<std::uint8_t>(kRoom)),
      across_(2 * prepared.changing.size(), std::vector<std::uint8_t>(kRoom)),
      may_change_(kRoom),
      skip_(kRoom),
      likely_(kRoom),
      codes_at_(prepared.fields.size()),
      codes_from_(prepared.fields.size()) {
  for (std::size_t f = 0; f < fields_.size(); ++f) {
    Field& field = fields_[f];
    last_.push_back(matching::last_level(prepared.fields[f].measure));
    field.id.resize(kRoom);
    if (is_date(prepared.fields[f])) {
      field.digits.resize(kRoom);
      field.year.resize(kRoom);
    } else {
      field.length.resize(kRoom);
      field.first.resize(kRoom);
      field.signature.resize(kRoom);
      field.words.resize(kRoom);
    }
  }
  order_.resize(fields_.size());
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  std::ranges::stable_sort(order_, {}, [&](std::size_t f) {
    return is_date(prepared.fields[f]) ? 0 : prepared.fields[f].distinct;
  });
  for (const PreparedField& field : prepared.fields) of_levels_.push_back(is_date(field));
}

void Walker::load(std::size_t rule, const Place* from, std::size_t count) {
  count_ = count;
  std::copy(from, from + count, members_.begin());
  const std::size_t width = prepared_.fields.size();
  for (std::size_t f = 0; f < width; ++f) {
    Field& field = fields_[f];
    const Dictionary& dictionary = prepared_.dictionary(f);
    const bool date = is_date(prepared_.fields[f]);
    for (std::size_t i = 0; i < count; ++i) {
      const ValueId id = prepared_.cells[from[i] * width + f];
      field.id[i] = id;
      if (date) {
        const DateValue& value = dictionary.dates[id];
        field.digits[i] = value.digits;
        field.year[i] = value.year;
      } else {
        const SpellingValue& value = dictionary.hot[id];
        field.length[i] = value.length;
        field.first[i] = value.first;
        field.signature[i] = value.signature;
        field.words[i] = value.words;
      }
    }
    // Whole steps are taken: what stands beyond the end is not to look as if values differed.
    std::fill_n(field.id.begin() + static_cast<std::ptrdiff_t>(count), kScreenRoom,
                field.id[count - 1]);
  }
  for (std::size_t r = 0; r < rule && r < keys_.size(); ++r) {
    const auto& keys = candidates_.rules()[r].keys;
    for (std::size_t i = 0; i < count; ++i) keys_[r][i] = keys[from[i]];
  }
  if (candidates_.across_lists()) {
    for (std::size_t i = 0; i < count; ++i) lists_[i] = prepared_.list_at[from[i]];
  }
}

void Walker::expect_records(std::size_t rule, std::uint32_t block) const {
  const auto& rules = candidates_.rules();
  const Place* from = rules[rule].members.data() + rules[rule].starts[block];
  const std::size_t size = rules[rule].starts[block + 1] - rules[rule].starts[block];
  for (std::size_t i = 0; i < std::min(size, kExpectedMost); ++i) {
    __builtin_prefetch(prepared_.record(from[i]));
    for (std::size_t r = 0; r < rule; ++r) __builtin_prefetch(rules[r].keys.data() + from[i]);
  }
}

void Walker::expect_values(const Rule& rule, std::uint32_t block) const {
  const Place* from = rule.members.data() + rule.starts[block];
  const std::size_t size = rule.starts[block + 1] - rule.starts[block];
  for (std::size_t i = 0; i < std::min(size, kExpectedMost); ++i) {
    const ValueId* record = prepared_.record(from[i]);
    for (std::size_t f = 0; f < fields_.size(); ++f) {
      const Dictionary& dictionary = prepared_.dictionary(f);
      if (is_date(prepared_.fields[f])) {
        __builtin_prefetch(dictionary.dates.data() + record[f]);
      } else {
        __builtin_prefetch(dictionary.hot.data() + record[f]);
      }
      if (f < expected_.size() && expected_[f] != nullptr)
        __builtin_prefetch(expected_[f] + record[f]);
    }
  }
}

SpellingColumns Walker::spellings(std::size_t f, std::size_t from) const {
  const Field& field = fields_[f];
  return {field.id.data() + from, field.length.data() + from, field.first.data() + from,
          field.signature.data() + from, field.words.data() + from};
}

void Walker::screen(std::size_t rule, Place place, std::size_t from) {
  a_ = place;
  const std::size_t count = count_ - from;
  const std::size_t end = end_of_whole_steps(from);
  std::uint8_t* skip = skip_.data();
  std::fill(skip + from, skip + end, std::uint8_t{0});
  for (std::size_t r = 0; r < rule && r < keys_.size(); ++r) {
    const BlockKey key = candidates_.rules()[r].keys[place];
    if (key == 0) continue;
    const BlockKey* keys = keys_[r].data();
    for (std::size_t i = from; i < end; ++i) skip[i] |= keys[i] == key;
  }
  if (candidates_.across_lists()) {
    const std::uint16_t list = prepared_.list_at[place];
    for (std::size_t i = from; i < end; ++i) skip[i] |= lists_[i] == list;
  }
  const ValueId* record = prepared_.record(place);
  for (std::size_t f = 0; f < fields_.size(); ++f) {
    codes_at_[f] = codes_[f].data();
    const Dictionary& dictionary = prepared_.dictionary(f);
    if (is_date(prepared_.fields[f])) {
      const Field& field = fields_[f];
      const auto screen_by =
          prepared_.fields[f].measure == Measure::age ? screen_ages : path_.dates;
      screen_by(dictionary.dates[record[f]],
                {field.id.data() + from, field.digits.data() + from, field.year.data() + from},
                count, codes_[f].data() + from);
    } else {
      path_.spellings(dictionary.hot[record[f]], spellings(f, from), count,
                      codes_[f].data() + from);
    }
  }
  look_across(from);
}

// Which pairs may have a field where another should stand: where both differ as they stand, and
// each is near the other.
void Walker::look_across(std::size_t from) {
  const std::size_t count = count_ - from;
  const std::size_t end = end_of_whole_steps(from);
  const ValueId* record = prepared_.record(a_);
  std::uint8_t* may = may_change_.data();
  std::fill(may + from, may + end, std::uint8_t{0});
  for (std::size_t pair = 0; pair < prepared_.changing.size(); ++pair) {
    const auto& [x, y] = prepared_.changing[pair];
    const std::uint8_t* codes_x = codes_[x].data();
    const std::uint8_t* codes_y = codes_[y].data();
    std::uint8_t any = 0;
    for (std::size_t i = from; i < end; ++i)
      any |= static_cast<std::uint8_t>(codes_x[i] & codes_y[i]);
    const auto differ = static_cast<std::uint8_t>(Screened::different);
    std::uint8_t* there = across_[2 * pair].data();
    std::uint8_t* back = across_[2 * pair + 1].data();
    if ((any & differ) == 0) {
      std::fill(there + from, there + end, std::uint8_t{0});
      continue;
    }
    const auto& hot = prepared_.dictionary(x).hot;
    path_.spellings(hot[record[x]], spellings(y, from), count, there + from);
    // The other way is looked at where it still matters.
    constexpr std::uint64_t kOnes = 0x0101010101010101ULL;
    const auto eight = [](const std::uint8_t* bytes) {
      std::uint64_t all = 0;
      std::memcpy(&all, bytes, sizeof all);
      return all;
    };
    for (std::size_t i = from; i < end; i += sizeof kOnes) {
      const std::uint64_t both = (eight(codes_x + i) & eight(codes_y + i)) >> 1U;
      if ((eight(there + i) & both & kOnes) != 0) {
        path_.spellings(hot[record[y]], spellings(x, i), sizeof kOnes, back + i);
      } else {
        std::fill(back + i, back + i + sizeof kOnes, std::uint8_t{0});
      }
    }
    for (std::size_t i = from; i < end; ++i)
      may[i] |=
          static_cast<std::uint8_t>(there[i] & back[i] & (codes_x[i] & codes_y[i]) >> 1U & 1U);
  }
}

std::uint64_t Walker::sift(const Sifting& sifting, std::size_t from) {
  for (std::size_t f = 0; f < codes_.size(); ++f) codes_from_[f] = codes_[f].data() + from;
  std::uint8_t* likely = likely_.data();
  path_.sift(sifting, codes_from_.data(), count_ - from, likely + from);
  // What may have changed places weighs otherwise.
  const std::size_t end = end_of_whole_steps(from);
  std::uint64_t skipped = 0;
  for (std::size_t i = from; i < end; ++i)
    likely[i] = static_cast<std::uint8_t>((likely[i] | may_change_[i]) & (skip_[i] ^ 1U));
  for (std::size_t i = from; i < count_; ++i) skipped += skip_[i];
  return count_ - from - skipped;
}

std::uint32_t Walker::rules(const Unit& unit, std::size_t at) const {
  std::uint32_t shared = 0;
  for (std::size_t r = unit.rule; r < candidates_.rules().size(); ++r)
    shared |= static_cast<std::uint32_t>(candidates_.shares(r, a_, b(at))) << r;
  return shared;
}

}  // namespace nostos::linkage
