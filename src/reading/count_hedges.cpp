// SPDX-License-Identifier: Apache-2.0
// What stands in front of a number: "more than", "another", "our".
#include <algorithm>
#include <charconv>

#include "reading/lattice_builder.h"

namespace nostos::reading {

using domain::CountOp;

// "over 2000 soldiers": a word that is a preposition, too, and people behind the figure.
bool LatticeBuilder::hedged_people_at(std::uint32_t at) const {
  const std::uint32_t next = at + 1;
  return at > first_ && next < last_ && hit(at - 1, w_.hedge) != nullptr &&
         (hit(next, w_.pop) != nullptr || hit(next, w_.side) != nullptr ||
          hit(next, w_.label) != nullptr || hit(next, w_.adj) != nullptr);
}

void LatticeBuilder::apply_hedge(const Hit& hedge, PeopleCount& count) const {
  const auto op = domain::count_op_named(hedge.sense->id);
  if (!op || !count.quantity.lo) return;
  const std::int64_t n = *count.quantity.lo;
  count.quantity.op = *op;
  if (*op == CountOp::at_most || *op == CountOp::less_than) count.quantity.lo.reset();
  if (*op == CountOp::at_least || *op == CountOp::more_than) count.quantity.hi.reset();
  if (*op == CountOp::about) {
    std::int64_t percent = 10;
    const std::string_view text = hedge.sense->value("tolerance");
    std::from_chars(text.data(), text.data() + text.size(), percent);
    count.quantity.tolerance = std::max<std::int64_t>(1, n * percent / 100);
  }
}

// End of "-for-150" behind 150; `at` when the same number does not follow.
std::uint32_t LatticeBuilder::same_number_again(std::uint32_t at, std::int64_t value) const {
  std::uint32_t i = at;
  if (is_mark(i, "-") || is_mark(i, "–")) ++i;
  const Hit* word = i < last_ ? hit(i, w_.for_word) : nullptr;
  if (word != nullptr) {
    i = word->last;
    if (is_mark(i, "-") || is_mark(i, "–")) ++i;
  } else if (i == at && is_mark(i, ":")) {
    ++i;
  } else {
    return at;
  }
  if (i >= last_) return at;
  const auto second = number_at(i);
  return second && second->value == value && !second->ordinal ? second->last : at;
}

// "handed over 12 soldiers": here "over" belongs to the verb.
bool LatticeBuilder::inside_verb(std::uint32_t at) const {
  for (std::uint32_t back = 1; back <= 2 && back <= at - first_; ++back) {
    const std::uint32_t from = at - back;
    for (std::uint32_t h = hit_at_[from]; h < hit_at_[from + 1]; ++h) {
      if (w_.is_verb(hits_[h].sense->features) && hits_[h].last > at) return true;
    }
  }
  return false;
}

// Hedges and determiners in front of the number. Returns where the phrase begins.
std::uint32_t LatticeBuilder::read_before(std::uint32_t number_first, PeopleCount& count) const {
  std::uint32_t start = number_first;
  for (int guard = 0; guard < 5 && start > first_; ++guard) {
    const Hit* found = nullptr;
    for (std::uint32_t back = 1; back <= 4 && back <= start - first_; ++back) {
      for (const Symbol cls : {w_.hedge, w_.det}) {
        const Hit* candidate = hit(start - back, cls);
        if (candidate != nullptr && candidate->last == start) found = candidate;
      }
    }
    if (found == nullptr || taken_[found->first] || inside_verb(found->first)) break;
    if (found->cls == w_.hedge) {
      if (count.quantity.op == CountOp::exact) apply_hedge(*found, count);
    } else if (found->sense->is("own")) {
      count.own = true;
    } else if (found->sense->is("another")) {
      count.another = true;
    } else if (found->sense->is("each")) {
      count.each_side = true;  // "по 25 полонених"
    } else if (found->sense->is("stop")) {
      break;
    }
    start = found->first;
  }
  return start;
}

// A verb ends right before the token: "got back | 158".
bool LatticeBuilder::behind_verb(std::uint32_t at) const {
  for (std::uint32_t back = 1; back <= 4 && back <= at - first_; ++back) {
    const std::uint32_t from = at - back;
    for (std::uint32_t h = hit_at_[from]; h < hit_at_[from + 1]; ++h) {
      if (hits_[h].last == at && w_.is_verb(hits_[h].sense->features)) return true;
    }
  }
  return false;
}

}  // namespace nostos::reading
