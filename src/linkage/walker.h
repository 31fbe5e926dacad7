// SPDX-License-Identifier: Apache-2.0
// Walker: goes through the pairs of a unit of work, many at a time: the records of a block are laid
// out by columns, each record is screened against all that follow, and only what the screen leaves
// open is compared letter by letter. Belongs to one thread; what it says depends on nothing but the
// records.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "linkage/blocking.h"
#include "linkage/pattern.h"
#include "linkage/screen.h"

namespace nostos::linkage {

class Walker {
 public:
  Walker(const Prepared& prepared, const Candidates& candidates,
         const ScreenPath& path = fastest_screen());

  // Calls take(at) for each pair of the unit; a() and b() say which, code() what the screen said.
  template <class Take>
  void each(const Unit& unit, const Share& share, const Take& take) {
    each_record(unit, share, [&](std::size_t begin) {
      for (std::size_t at = begin; at < count_; ++at) {
        if (skip_[at] == 0) take(at);
      }
    });
  }
  // The same, but only for pairs that `bound` may let through by what the screen says of them.
  // Returns how many pairs there are of which it was not called.
  template <class Bounding, class Take>
  std::uint64_t each_likely(const Unit& unit, const Share& share, Bounding& bound,
                            const Take& take);
  // What is asked for early, besides: by field, a number for each value, or null.
  void also_expect(std::vector<const std::int32_t*> by_value) { expected_ = std::move(by_value); }

  Place a() const { return a_; }
  Place b(std::size_t at) const { return members_[at]; }
  std::uint8_t code(std::size_t field, std::size_t at) const { return codes_[field][at]; }
  // Both fields may stand where the other should, if they differ where they stand.
  bool may_have_changed(std::size_t pair, std::size_t at) const {
    return across_[2 * pair][at] % 2 != 0 && across_[2 * pair + 1][at] % 2 != 0;
  }
  Pattern pattern(std::size_t at) {
    struct {
      static bool begin(const std::uint8_t* const*, std::size_t) { return true; }
      static bool known(std::size_t, std::uint8_t, matching::Level) { return true; }
    } no_bound;
    Pattern found = 0;
    pattern_if(at, no_bound, found);
    return found;
  }
  // The same, but gives up (false) as soon as what is known by then is not enough for `bound`,
  // which has the functions of Bound. What is dear to compare is compared last.
  template <class Bounding>
  bool pattern_if(std::size_t at, Bounding& bound, Pattern& found);
  // The rules that give the pair, as bits; `unit`'s rule is the first of them.
  std::uint32_t rules(const Unit& unit, std::size_t at) const;

 private:
  static constexpr std::size_t kTile = 1024;
  static constexpr std::size_t kRoom = kTile + kScreenRoom;

  struct Field {
    std::vector<std::uint32_t> id, length, first, digits, year;
    std::vector<std::uint64_t> signature, words;
  };

  // Loops over columns take whole steps of 16, so that none is left to be taken one by one.
  std::size_t end_of_whole_steps(std::size_t from) const {
    return from + ((count_ - from + 15) & ~std::size_t{15});
  }
  // Calls row(begin) for each record of the unit once it is screened against those from `begin` on.
  template <class Row>
  void each_record(const Unit& unit, const Share& share, const Row& row);
  // Who is to be looked at: not skipped, and let through. Returns how many are not skipped.
  std::uint64_t sift(const Sifting& sifting, std::size_t from);
  // Hints to the memory: blocks are small, and their records stand anywhere.
  void expect_records(std::size_t rule, std::uint32_t block) const;
  void expect_values(const Rule& rule, std::uint32_t block) const;
  void load(std::size_t rule, const Place* from, std::size_t count);
  // Screens `place` against the loaded records from `from` on.
  void screen(std::size_t rule, Place place, std::size_t from);
  void look_across(std::size_t from);
  SpellingColumns spellings(std::size_t field, std::size_t from) const;

  const Prepared& prepared_;
  const Candidates& candidates_;
  const ScreenPath& path_;
  Comparer comparer_;
  Place a_ = 0;
  std::size_t count_ = 0;
  std::vector<Place> members_;
  std::vector<Field> fields_;
  std::vector<std::vector<BlockKey>> keys_;  // by earlier rule
  std::vector<std::uint16_t> lists_;
  std::vector<std::vector<std::uint8_t>> codes_;   // by field
  std::vector<std::vector<std::uint8_t>> across_;  // two for each pair of changing fields
  // Of the fields: dates first, they are already known; then those of which more is remembered.
  std::vector<std::size_t> order_;
  std::vector<std::uint8_t> of_levels_;  // by field: codes are levels, as those of dates
  std::vector<matching::Level> last_;
  std::vector<std::uint8_t> may_change_;  // some pair of fields may have changed places
  std::vector<std::uint8_t> skip_;
  std::vector<std::uint8_t> likely_;
  std::vector<const std::uint8_t*> codes_at_;    // by field: where its codes begin
  std::vector<const std::uint8_t*> codes_from_;  // and where those of the loaded records at hand do
  std::vector<const std::int32_t*> expected_;
};

template <class Bounding>
bool Walker::pattern_if(std::size_t at, Bounding& bound, Pattern& found) {
  // What has changed places weighs otherwise: such pairs, few, are compared whole.
  const bool bounded = may_change_[at] == 0;
  if (bounded && !bound.begin(codes_at_.data(), at)) return false;
  const ValueId* a = prepared_.record(a_);
  Pattern pattern = 0;
  for (const std::size_t f : order_) {
    const std::uint8_t code = codes_at_[f][at];
    auto level = static_cast<matching::Level>(code);  // missing is 0, equal is 1
    if (of_levels_[f] == 0 && code >= static_cast<std::uint8_t>(Screened::different)) {
      level = last_[f];
      if (code != static_cast<std::uint8_t>(Screened::different)) {
        level = comparer_.closer(f, a[f], fields_[f].id[at]);
        if (bounded && !bound.known(f, code, level)) return false;
      }
    }
    pattern |= static_cast<Pattern>(level) << (4 * f);
  }
  if (!bounded) {
    for (std::size_t pair = 0; pair < prepared_.changing.size(); ++pair) {
      if (may_have_changed(pair, at)) pattern = comparer_.if_changed(pattern, pair, a_, b(at));
    }
  }
  found = pattern;
  return true;
}

template <class Bounding, class Take>
std::uint64_t Walker::each_likely(const Unit& unit, const Share& share, Bounding& bound,
                                  const Take& take) {
  std::uint64_t passed_over = 0;
  each_record(unit, share, [&](std::size_t begin) {
    bound.next_record(prepared_.record(a_));
    passed_over += sift(bound.sifting(), begin);
    for (std::size_t at = begin; at < count_; at += sizeof(std::uint64_t)) {
      std::uint64_t bytes = 0;
      std::memcpy(&bytes, likely_.data() + at, sizeof bytes);
      if (bytes == 0) continue;
      for (std::size_t one = at; one < std::min(at + sizeof bytes, count_); ++one) {
        if (likely_[one] == 0) continue;
        --passed_over;
        take(one);
      }
    }
  });
  return passed_over;
}

template <class Row>
void Walker::each_record(const Unit& unit, const Share& share, const Row& row) {
  const auto walk = [&](const Place* from, std::size_t size, std::size_t first_a,
                        std::size_t last_a, bool by_record) {
    for (std::size_t tile = first_a; tile < size; tile += kTile) {
      const std::size_t tile_end = std::min(size, tile + kTile);
      load(unit.rule, from + tile, tile_end - tile);
      for (std::size_t i = first_a; i < std::min(last_a, tile_end); ++i) {
        if (by_record && from[i] % share.of != share.number) continue;
        const std::size_t begin = std::max(i + 1, tile) - tile;
        if (begin >= count_) continue;
        screen(unit.rule, from[i], begin);
        row(begin);
      }
    }
  };
  if (candidates_.all()) {
    const auto& everybody = candidates_.everybody();
    walk(everybody.data(), everybody.size(), unit.from, unit.to, true);
    return;
  }
  const Rule& rule = candidates_.rules()[unit.rule];
  for (std::uint32_t block = unit.from; block < unit.to; ++block) {
    if (block + 2 < unit.to) expect_records(unit.rule, block + 2);
    if (block + 1 < unit.to) expect_values(rule, block + 1);
    const Place* from = rule.members.data() + rule.starts[block];
    const std::size_t size = rule.starts[block + 1] - rule.starts[block];
    if (share.of > 1 && rule.keys[*from] % share.of != share.number) continue;
    walk(from, size, 0, size, false);
  }
}

}  // namespace nostos::linkage
