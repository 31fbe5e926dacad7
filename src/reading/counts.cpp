// SPDX-License-Identifier: Apache-2.0
// Counts of people: which numbers count people, and what else is no count.
#include <algorithm>

#include "reading/lattice_builder.h"

namespace nostos::reading {

using domain::CountOp;

namespace {

bool plausible_year(std::int64_t value) { return value >= 1900 && value <= 2100; }

}  // namespace

// Numbers that count something else: "3 rotations", "$60", "15 %", "F-16", "11:40", "aged 56".
bool LatticeBuilder::counts_nothing(std::uint32_t at, const ParsedNumber& number) const {
  if (number.ordinal) return true;
  const std::uint32_t next = number.last;
  const auto glued = [&](std::uint32_t i) { return i < last_ && !token(i).space_before; };
  if (next < last_) {
    if (is_mark(next, "%") || is_mark(next, "°")) return true;
    if (glued(next) && (is_mark(next, ":") || is_mark(next, "/") || is_mark(next, "+")) &&
        next + 1 < last_ && token(next + 1).kind == language::TokenKind::number &&
        glued(next + 1)) {
      return true;
    }
    if (hit(next, w_.unit) != nullptr) return true;
    // "15-year-old", "80 days long"; the hyphen glues number and unit.
    if (is_mark(next, "-") && glued(next) && next + 1 < last_ &&
        hit(next + 1, w_.unit) != nullptr) {
      return true;
    }
    if (glued(next) && token(next).kind == language::TokenKind::word) return true;  // "16m"
  }
  if (at > first_) {
    const std::uint32_t before = at - 1;
    if (is_mark(before, "$") || is_mark(before, "€") || is_mark(before, "£") ||
        is_mark(before, "#") || is_mark(before, "№")) {
      return true;
    }
    if (!token(at).space_before &&
        (is_mark(before, ":") || is_mark(before, "/") || is_mark(before, "+") ||
         is_mark(before, "-") || is_mark(before, "."))) {
      return true;
    }
    if (hit(before, w_.title) != nullptr && hit(before, w_.title)->sense->is("numbered"))
      return true;
    // A name and an age: "Emily Damari, 28,".
    if (!number.worded && number.value < 110 && is_mark(before, ",") && before > first_ &&
        token(before - 1).capital && next < last_ && is_mark(next, ",")) {
      return true;
    }
  }
  // A bare year.
  if (!number.worded && plausible_year(number.value) && token(at).end - token(at).start == 4) {
    const bool behind_preposition =
        at > first_ && hit(at - 1, w_.prep) != nullptr && !hedged_people_at(at);
    const bool noun_follows =
        next < last_ && (hit(next, w_.pop) != nullptr || hit(next, w_.side) != nullptr ||
                         hit(next, w_.label) != nullptr || hit(next, w_.adj) != nullptr);
    if (behind_preposition || !noun_follows) return true;
  }
  return false;
}

std::optional<PeopleCount> LatticeBuilder::count_at(std::uint32_t at, const ParsedNumber& number) {
  if (same_number_again(number.last, number.value) == number.last && counts_nothing(at, number))
    return std::nullopt;
  PeopleCount count;
  count.quantity = domain::exactly(number.value);
  if (number.vague) {
    count.vague = true;
    count.quantity.op = CountOp::at_least;
    count.quantity.hi.reset();
  }
  count.first = read_before(at, count);
  // "between 10,000 and 13,000 soldiers"
  std::uint32_t after = number.last;
  if (after + 1 < last_ && hit(after, w_.sep) != nullptr && at > first_ &&
      is_a(at - 1, w_.prep, "between")) {
    if (const auto second = number_at(after + 1); second && second->value > number.value) {
      count.quantity.op = CountOp::range;
      count.quantity.hi = second->value;
      after = second->last;
      count.first = at - 1;
    }
  } else if (after + 1 < last_ && (is_mark(after, "-") || is_mark(after, "–"))) {
    if (const auto second = number_at(after + 1);
        second && second->value > number.value && !second->ordinal) {
      count.quantity.op = CountOp::range;
      count.quantity.hi = second->value;
      after = second->last;
    }
  }
  // "a 150-for-150 exchange", "190 for 190", "146:146"
  if (const std::uint32_t end = same_number_again(after, number.value); end > after) {
    count.each_side = true;
    count.population = "persons";
    count.last = end;
    count.quantity.surface = std::string(lattice_.words(count.first, end));
    return count;
  }
  const std::uint32_t words_begin = count.first;
  bool noun = false;
  std::uint32_t end = read_head(after, count, noun);
  // "one of the guards", "at one time"
  if (number.value == 1 && number.worded &&
      (number.last < last_ && hit(number.last, w_.of) != nullptr
           ? true
           : !noun && !is_from(number.last))) {
    return std::nullopt;
  }
  if (!noun && end < last_ && hit(end, w_.unit) != nullptr) return std::nullopt;
  // "six and ten years old": both are years.
  if (const Hit* joint = !noun && end < last_ ? hit(end, w_.sep) : nullptr;
      joint != nullptr && joint->sense->is("and") && joint->last < last_) {
    const auto other = number_at(joint->last);
    if (other && other->last < last_ && hit(other->last, w_.unit) != nullptr) return std::nullopt;
  }
  if (!noun && end == after && count.first == at && behind_verb(at) && unknown_noun(after))
    return std::nullopt;
  if (!noun) count.bare = true;
  end = read_after(end, count);
  if (count.population.empty() && !count.labels.empty()) count.population = "persons";
  if (number.vague && noun == false && count.population.empty()) return std::nullopt;
  count.last = end;
  count.quantity.surface = std::string(lattice_.words(words_begin, after));
  return count;
}

// The figure said last that is no part of another: "84 people: 33 soldiers and 51 civilians".
std::size_t LatticeBuilder::whole_before() const {
  const auto is_part = [&](std::size_t c) {
    const PeopleCount& count = lattice_.counts[c];
    if (count.of_which || count.detail || !count.labels.empty()) return true;
    return std::ranges::any_of(lattice_.lists, [&](const CountList& list) {
      const bool mine = std::ranges::find(list.members, c) != list.members.end();
      return mine && std::ranges::any_of(list.members, [&](std::uint32_t m) {
               return !lattice_.counts[m].labels.empty();
             });
    });
  };
  for (std::size_t c = lattice_.counts.size(); c-- > 0;) {
    if (!is_part(c)) return c;
  }
  return lattice_.counts.size() - 1;
}

// "the same number of prisoners": the figure said last.
std::optional<PeopleCount> LatticeBuilder::same_count_at(std::uint32_t at) {
  const Hit* same = hit(at, w_.same);
  if (same == nullptr || lattice_.counts.empty()) return std::nullopt;
  const PeopleCount& whole = lattice_.counts[whole_before()];
  const domain::Quantity& before = whole.quantity;
  if (!before.nominal() || whole.bare) return std::nullopt;
  PeopleCount count;
  count.quantity = domain::derived(*before.nominal(), "the same number");
  count.first = at;
  bool noun = false;
  std::uint32_t end = read_head(same->last, count, noun);
  // "Norland 101, Sudria as many."
  const bool closes = same->last >= last_ || is_mark(same->last, ".") || is_mark(same->last, ";") ||
                      is_mark(same->last, ",");
  // "As many did Sudria get": a verb follows at once.
  bool verb = false;
  if (same->last < last_) {
    for (std::uint32_t h = hit_at_[same->last]; h < hit_at_[same->last + 1]; ++h)
      verb = verb || w_.is_verb(hits_[h].sense->features);
  }
  if (!noun && !closes && !verb) return std::nullopt;
  if (!noun) {
    count.bare = true;
    end = same->last;
  }
  end = read_after(end, count);
  count.last = end;
  count.quantity.surface = std::string(lattice_.words(at, same->last));
  return count;
}

void LatticeBuilder::find_counts() {
  count_first_ = static_cast<std::uint32_t>(lattice_.counts.size());
  for (std::uint32_t i = first_; i < last_;) {
    if ((starts_[i] & (Vocabulary::kSame | Vocabulary::kNumber)) == 0 || taken_[i] != 0) {
      ++i;
      continue;
    }
    if ((starts_[i] & Vocabulary::kSame) != 0) {
      if (auto same = same_count_at(i)) {
        for (std::uint32_t t = same->first; t < same->last; ++t) taken_[t] = 1;
        i = same->last;
        lattice_.counts.push_back(std::move(*same));
        continue;
      }
    }
    const auto number = number_may_start(i) ? number_at(i) : std::nullopt;
    if (!number) {
      ++i;
      continue;
    }
    if (number->ordinal && number->last <= last_) {
      Chunk& chunk = add(w_.ordinal, i, number->last);
      chunk.payload = static_cast<std::int32_t>(number->value);
      for (std::uint32_t t = i; t < number->last; ++t) taken_[t] = 1;
      i = number->last;
      continue;
    }
    auto count = count_at(i, *number);
    if (!count) {
      Chunk& chunk = add(w_.num, i, number->last);
      chunk.payload = static_cast<std::int32_t>(std::min<std::int64_t>(number->value, 2000000000));
      i = number->last;
      continue;
    }
    // "the bodies of two Britons", "the remains of 150 soldiers": the noun stands in front.
    if (count->first >= first_ + 2 && hit(count->first - 1, w_.of) != nullptr) {
      const Hit* noun = nullptr;
      for (std::uint32_t back = 2; back <= 4 && back <= count->first - first_; ++back) {
        const Hit* p = hit(count->first - back, w_.pop);
        if (p != nullptr && p->last + 1 == count->first && p->sense->is("bodies")) noun = p;
      }
      if (noun != nullptr) {
        count->population = "bodies";
        count->bare = false;
        count->first = noun->first;
        if (count->first > first_ && hit(count->first - 1, w_.det) != nullptr) --count->first;
      }
    }
    // "ciała 27 żołnierzy": in a language with cases nothing stands between.
    for (std::uint32_t back = 1; g_.traits.cases && back <= 3 && back <= count->first - first_;
         ++back) {
      const Hit* noun = hit(count->first - back, w_.pop);
      if (noun == nullptr || noun->last != count->first || !noun->sense->is("bodies") ||
          taken_[noun->first] != 0)
        continue;
      count->population = "bodies";
      count->bare = false;
      count->first = noun->first;
      break;
    }
    // "Men 132, women eight": in a language with cases the noun may stand in front by itself.
    if (count->bare && count->population.empty() && !count->each_side && count->first > first_ &&
        (count->last >= last_ || token(count->last).kind == language::TokenKind::mark ||
         hit(count->last, w_.sep) != nullptr)) {
      for (std::uint32_t back = std::min(4U, count->first - first_); back > 0; --back) {
        const std::uint32_t at = count->first - back;
        const Hit* noun = hit_with(at, w_.label, w_.f_gen);
        if (noun == nullptr) noun = hit_with(at, w_.pop, w_.f_gen);
        if (noun == nullptr || noun->last != count->first || taken_[at]) continue;
        take_noun(*noun, *count);
        if (count->labels.empty() && count->population == "military")
          count->labels.push_back({"status", "military"});
        count->of_which = true;  // of those told of before
        count->bare = false;
        count->first = count->words_first = at;
        count->words_last = noun->last;
        break;
      }
    }
    // "Armed Forces - 40; National Guard: 30": the noun stands in front.
    const bool plain_people = !count->bare && count->population == "persons" &&
                              count->labels.empty() && count->side.empty();
    if (((count->bare && count->population.empty()) || plain_people) &&
        count->first >= first_ + 2) {
      const std::uint32_t mark = count->first - 1;
      // "Armed Forces (108), National Guard (22)"
      const bool bracket = is_mark(mark, "(") && is_mark(count->last, ")");
      if (bracket || is_mark(mark, "-") || is_mark(mark, "–") || is_mark(mark, "—") ||
          is_mark(mark, ":")) {
        for (std::uint32_t back = 1; back <= 5 && back <= mark - first_; ++back) {
          const Hit* noun = hit(mark - back, w_.label);
          if (noun == nullptr && !plain_people) noun = hit(mark - back, w_.pop);
          if (noun == nullptr || noun->last != mark || taken_[noun->first]) continue;
          take_noun(*noun, *count);
          count->bare = false;
          count->first = count->words_first = noun->first;
          count->words_last = noun->last;
          break;
        }
      }
    }
    // A bare number that is a day, a clock time or a score is left to the rules that ask for it.
    const std::uint32_t from = std::max(count->first, first_);
    for (std::uint32_t t = from; t < count->last; ++t) taken_[t] = 1;
    i = std::max(count->last, i + 1);
    lattice_.counts.push_back(std::move(*count));
  }
  join_lists();
}

}  // namespace nostos::reading
