// SPDX-License-Identifier: Apache-2.0
// Counts of people: the number, its hedge, the noun, whose people, and what stands behind the noun.
#include <algorithm>
#include <charconv>

#include "reading/lattice_builder.h"

namespace nostos::reading {
namespace {

using domain::CountOp;

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
    if (hit(before, w_.title) != nullptr && hit(before, w_.title)->sense->id == "numbered")
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
    for (std::uint32_t h = hit_at_[from - first_]; h < hit_at_[from - first_ + 1]; ++h) {
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
    if (found == nullptr || taken_[found->first - first_] || inside_verb(found->first)) break;
    if (found->sense->cls == w_.hedge) {
      if (count.quantity.op == CountOp::exact) apply_hedge(*found, count);
    } else if (found->sense->id == "own") {
      count.own = true;
    } else if (found->sense->id == "another") {
      count.another = true;
    } else if (found->sense->id == "each") {
      count.each_side = true;  // "по 25 полонених"
    } else if (found->sense->id == "stop") {
      break;
    }
    start = found->first;
  }
  return start;
}

void LatticeBuilder::take_noun(const Hit& noun, PeopleCount& count) const {
  const Sense& sense = *noun.sense;
  if (sense.cls == w_.pop) {
    // The first noun of a compound rules unless it is vague: "prisoner of war soldiers" stays pow.
    if (count.population.empty() || count.population == "persons") count.population = sense.id;
    if (sense.id == "bodies") count.population = "bodies";
  } else {
    if (count.population.empty() || count.population == "persons") {
      const std::string_view pop = sense.value("pop");
      count.population = pop.empty() ? "persons" : std::string(pop);
    }
  }
  count.noun |= sense.features & ~w_.cases;
  if (count.side.empty()) count.side = sense.value("side");  // a service of one party
  const std::string_view dimension = sense.value("dim");
  if (!dimension.empty()) {
    const std::string_view label = sense.value("label");
    LabelUse use{std::string(dimension), label.empty() ? sense.id : std::string(label)};
    const bool known = std::ranges::any_of(count.labels, [&](const LabelUse& l) {
      return l.dimension == use.dimension && l.id == use.id;
    });
    if (!known) count.labels.push_back(std::move(use));
  }
}

// Modifiers and the noun behind a number. Returns the end; `found` tells whether there was a noun.
std::uint32_t LatticeBuilder::read_head(std::uint32_t at, PeopleCount& count, bool& found) {
  std::uint32_t i = at;
  std::uint32_t end = at;
  int unknown = 0;
  PeopleCount trial = count;
  found = false;
  while (i < last_ && i - at < 12) {
    if (taken_[i - first_]) break;
    const Hit* pop = hit(i, w_.pop);
    const Hit* label = hit(i, w_.label);
    const Hit* noun =
        label != nullptr && (pop == nullptr || label->last >= pop->last) ? label : pop;
    if (noun != nullptr) {
      if (noun->last < last_ && hit(noun->last, w_.title) != nullptr &&
          hit(noun->last, w_.title)->sense->id == "event") {
        break;  // "36 prisoner swaps" counts swaps
      }
      if (!found) trial.words_first = trial.words_first == 0 ? i : trial.words_first;
      take_noun(*noun, trial);
      if (label != nullptr && pop != nullptr && noun == label) take_noun(*pop, trial);
      found = true;
      i = end = noun->last;
      // Go on only when another noun follows at once: "border guards", "women soldiers", or when
      // the word for the dead is an adjective: "27 fallen Sudrian soldiers".
      if (i < last_ && (hit(i, w_.pop) != nullptr || hit(i, w_.label) != nullptr)) continue;
      const bool adjective = noun->sense->id == "bodies" || noun->sense->id == "wounded";
      if (adjective && i < last_ && hit(i, w_.side) != nullptr &&
          (hit(i, w_.side)->sense->features.test(w_.f_adjective) ||
           w_.may_be_genitive(hit(i, w_.side)->sense->features)))
        continue;
      break;
    }
    const bool open_noun = trial.population == "bodies" || trial.population == "wounded";
    if (found && !(open_noun && hit(i, w_.side) != nullptr)) break;
    if (const Hit* side = hit(i, w_.side); side != nullptr) {
      if (trial.words_first == 0) trial.words_first = i;
      if (trial.side.empty()) trial.side = side->sense->id;
      i = side->last;
      if (side->sense->features.test(w_.f_demonym)) {
        if (trial.population == "wounded") trial.health = "wounded";
        if (trial.population.empty() || trial.population == "wounded") trial.population = "persons";
        found = true;
        end = i;
        if (i < last_ && (hit(i, w_.pop) != nullptr || hit(i, w_.label) != nullptr)) {
          found = false;
          continue;
        }
        break;
      }
      if (side->sense->features.test(w_.f_adjective)) end = i;  // "360 Ethiopian and …"
      continue;
    }
    if (const Hit* adjective = hit(i, w_.adj); adjective != nullptr) {
      if (const auto health = adjective->sense->value("health"); !health.empty()) {
        trial.health = health;
      }
      if (const auto dimension = adjective->sense->value("dim"); !dimension.empty()) {
        trial.labels.push_back({std::string(dimension), adjective->sense->id});
      }
      if (trial.words_first == 0) trial.words_first = i;
      i = adjective->last;
      continue;
    }
    if (const Hit* det = hit(i, w_.det); det != nullptr && det->sense->id != "stop" && i > at) {
      trial.own = trial.own || det->sense->id == "own";
      i = det->last;
      continue;
    }
    if (hit(i, w_.of) != nullptr && i == at) {
      ++i;  // "200 of our soldiers"
      continue;
    }
    if (is_mark(i, "'s") || is_mark(i, "'") || is_mark(i, "/") || is_mark(i, "\"") ||
        is_mark(i, "“") || is_mark(i, "”")) {
      ++i;
      continue;
    }
    // A participle or an unknown adjective may stand before the noun: "17 captured soldiers".
    const language::Token& t = token(i);
    const bool function_word = hit(i, w_.aux) != nullptr || hit(i, w_.sep) != nullptr ||
                               hit(i, w_.prep) != nullptr || hit(i, w_.adv) != nullptr;
    if (t.kind != language::TokenKind::word || function_word || ++unknown > 2) break;
    if (trial.words_first == 0) trial.words_first = i;
    ++i;
  }
  if (found || end > at) {
    const bool kept = found;
    count = trial;
    if (!kept) count.population.clear();
    count.words_last = end;
    return end;
  }
  return at;
}

bool LatticeBuilder::is_from(std::uint32_t at) const {
  const Hit* word = hit(at, w_.prep);
  return word != nullptr && word->sense->id == "from";
}

// A party, service or place in the genitive, which needs no word for "of".
bool LatticeBuilder::genitive_at(std::uint32_t at) const {
  if (taken_[at - first_]) return false;
  for (const Symbol cls : {w_.side, w_.label, w_.place}) {
    if (hit_with(at, cls, w_.f_gen) != nullptr) return true;
  }
  return false;
}

// "of the Armed Forces", "from the Navy", "of Ukrainian soldiers", "from Russian captivity".
bool LatticeBuilder::read_of_from(std::uint32_t& at, std::uint32_t begin, PeopleCount& count,
                                  bool from) {
  std::uint32_t i = begin;
  bool any = false;
  std::uint32_t end = at;
  std::string party;
  for (int guard = 0; i < last_ && guard < 10; ++guard) {
    if (taken_[i - first_]) break;
    if (hit(i, w_.det) != nullptr && hit(i, w_.det)->sense->id != "stop") {
      i = hit(i, w_.det)->last;
      continue;
    }
    if (is_mark(i, "'") || is_mark(i, "‘") || is_mark(i, "’") || is_mark(i, "\"") ||
        is_mark(i, "“") || is_mark(i, "”") || is_mark(i, "«") || is_mark(i, "»") ||
        is_mark(i, "'s")) {
      ++i;
      if (any) end = i;
      continue;
    }
    if (const Hit* captivity = hit(i, w_.captivity); captivity != nullptr) {
      if (!party.empty()) {
        count.captor = party;
        if (count.side == party) count.side.clear();
      }
      at = captivity->last;
      return true;
    }
    const Hit* label = hit(i, w_.label);
    const Hit* pop = hit(i, w_.pop);
    const Hit* side = hit(i, w_.side);
    const Hit* place = hit(i, w_.place);
    for (const Hit** noun : {&label, &pop, &side, &place}) {
      if (*noun != nullptr && !w_.may_be_genitive((*noun)->sense->features)) *noun = nullptr;
    }
    if (label != nullptr && from && label->sense->value("dim") == "health") break;
    if (label != nullptr && (side == nullptr || label->last > side->last)) {
      take_noun(*label, count);
      any = true;
      i = end = label->last;
      continue;
    }
    if (side != nullptr) {
      party = side->sense->id;
      i = side->last;
      const bool home = !from || side->sense->features.test(w_.f_demonym);
      if (count.side.empty() && home && count.population != "bodies") count.side = party;
      if (count.population == "bodies" && !from) count.side = party;
      end = i;
      any = true;
      continue;
    }
    if (pop != nullptr) {
      if (count.population != "bodies") take_noun(*pop, count);
      any = true;
      i = end = pop->last;
      continue;
    }
    if (place != nullptr) {
      const auto belongs = place->sense->value("side");
      count.labels.push_back({from ? "origin" : "place_defended", place->sense->id});
      if (count.side.empty() && !belongs.empty() && count.population != "bodies")
        count.side = belongs;
      any = true;
      i = end = place->last;
      continue;
    }
    if (const Hit* adjective = hit(i, w_.adj); adjective != nullptr) {
      i = adjective->last;
      continue;
    }
    if (any && (hit(i, w_.sep) != nullptr && hit(i, w_.sep)->sense->id == "and") && i + 1 < last_ &&
        (hit(i + 1, w_.label) != nullptr || hit(i + 1, w_.place) != nullptr ||
         hit(i + 1, w_.adj) != nullptr) &&
        !number_at(i + 1)) {
      ++i;  // "of private and non-commissioned ranks"
      continue;
    }
    break;
  }
  if (!any) return false;
  if (from && count.side.empty() && !party.empty() && count.labels.empty()) {
    // "33 from the militias", "22 from Norland": people of that side.
    count.side = party;
  }
  at = end;
  return true;
}

std::uint32_t LatticeBuilder::read_after(std::uint32_t at, PeopleCount& count) {
  std::uint32_t i = at;
  for (int guard = 0; guard < 6 && i < last_; ++guard) {
    if (const Hit* each = hit(i, w_.each); each != nullptr) {
      (each->sense->id == "both" ? count.both_sides : count.each_side) = true;
      i = each->last;
      continue;
    }
    if (const Hit* post = hit(i, w_.hedge_post); post != nullptr) {
      if (count.quantity.op == CountOp::exact) apply_hedge(*post, count);
      i = post->last;
      continue;
    }
    // "soldiers and civilians": a second noun without a number.
    if (const Hit* sep = hit(i, w_.sep);
        sep != nullptr && sep->sense->id == "and" && i + 1 < last_) {
      const Hit* pop = hit(i + 1, w_.pop);
      const Hit* label = hit(i + 1, w_.label);
      const Hit* noun = pop != nullptr ? pop : label;
      if (noun != nullptr && !number_at(i + 1) && !count.population.empty()) {
        if (count.population != noun->sense->id && noun->sense->id != "bodies") {
          count.population = count.population == "pow" ? "pow" : "persons";
        }
        count.labels.clear();  // it counts both kinds together
        i = count.words_last = noun->last;
        continue;
      }
    }
    if (hit(i, w_.of) != nullptr || is_from(i)) {
      std::uint32_t next = i;
      const std::uint32_t begin =
          hit(i, w_.of) != nullptr ? hit(i, w_.of)->last : hit(i, w_.prep)->last;
      if (read_of_from(next, begin, count, is_from(i))) {
        i = count.words_last = next;
        continue;
      }
    }
    if (!count.bare && genitive_at(i)) {
      std::uint32_t next = i;
      if (read_of_from(next, i, count, false)) {
        i = count.words_last = next;
        continue;
      }
    }
    // "941 Iraqis in Iran": where they were held.
    if (!count.side.empty() && is_a(i, w_.prep, "in") && i + 1 < last_ &&
        hit_with(i + 1, w_.side, w_.f_noun) != nullptr &&
        hit(i + 1, w_.side)->sense->id != count.side) {
      count.captor = hit(i + 1, w_.side)->sense->id;
      i = hit(i + 1, w_.side)->last;
      continue;
    }
    // "12 in the northern region": an elliptic part of a list by place.
    if (count.bare && is_a(i, w_.prep, "in") && i + 1 < last_) {
      std::uint32_t j = i + 1;
      if (hit(j, w_.det) != nullptr && hit(j, w_.det)->sense->id == "the") j = hit(j, w_.det)->last;
      if (const Hit* place = j < last_ ? hit(j, w_.place) : nullptr; place != nullptr) {
        count.labels.push_back({"place", place->sense->id});
        i = count.words_last = place->last;
        continue;
      }
    }
    // "with severe wounds", "under 25": a label behind a short word.
    if (is_a(i, w_.prep, "with") && i + 1 < last_) {
      std::uint32_t j = i + 1;
      while (j < last_ && j < i + 3 && (hit(j, w_.adj) != nullptr || hit(j, w_.det) != nullptr))
        ++j;
      if (const Hit* label = hit(j < last_ ? j : i, w_.label);
          label != nullptr && label->sense->value("dim") == "health") {
        count.health = label->sense->id;
        i = count.words_last = label->last;
        continue;
      }
    }
    break;
  }
  return i;
}

// A verb ends right before the token: "got back | 158".
bool LatticeBuilder::behind_verb(std::uint32_t at) const {
  for (std::uint32_t back = 1; back <= 4 && back <= at - first_; ++back) {
    const std::uint32_t from = at - back - first_;
    for (std::uint32_t h = hit_at_[from]; h < hit_at_[from + 1]; ++h) {
      if (hits_[h].last == at && w_.is_verb(hits_[h].sense->features)) return true;
    }
  }
  return false;
}

// "brought back 75 lorries": a word that no table knows counts something, and not people.
bool LatticeBuilder::unknown_noun(std::uint32_t at) const {
  if (at >= last_ || token(at).kind != language::TokenKind::word || token(at).capital) return false;
  // (A subject may be followed by an unknown verb: "37 belong to the navy".)
  return hit_at_[at - first_] == hit_at_[at - first_ + 1];
}

std::optional<PeopleCount> LatticeBuilder::count_at(std::uint32_t at, const ParsedNumber& number) {
  if (same_number_again(number.last, number.value) == number.last && counts_nothing(at, number))
    return std::nullopt;
  PeopleCount count;
  count.quantity = domain::exactly(number.value);
  if (number.vague) {
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

// "the same number of prisoners": the figure said last.
std::optional<PeopleCount> LatticeBuilder::same_count_at(std::uint32_t at) {
  const Hit* same = hit(at, w_.same);
  if (same == nullptr || lattice_.counts.empty()) return std::nullopt;
  const domain::Quantity& before = lattice_.counts.back().quantity;
  if (!before.nominal() || lattice_.counts.back().bare) return std::nullopt;
  PeopleCount count;
  count.quantity = domain::derived(*before.nominal(), "the same number");
  count.first = at;
  bool noun = false;
  std::uint32_t end = read_head(same->last, count, noun);
  if (!noun) return std::nullopt;
  end = read_after(end, count);
  count.last = end;
  count.quantity.surface = std::string(lattice_.words(at, same->last));
  return count;
}

void LatticeBuilder::find_counts() {
  for (std::uint32_t i = first_; i < last_;) {
    if (!taken_[i - first_]) {
      if (auto same = same_count_at(i)) {
        for (std::uint32_t t = same->first; t < same->last; ++t) taken_[t - first_] = 1;
        i = same->last;
        lattice_.counts.push_back(std::move(*same));
        continue;
      }
    }
    const auto number = taken_[i - first_] || !number_may_start(i) ? std::nullopt : number_at(i);
    if (!number) {
      ++i;
      continue;
    }
    if (number->ordinal && number->last <= last_) {
      Chunk& chunk = add(w_.ordinal, i, number->last);
      chunk.payload = static_cast<std::int32_t>(number->value);
      for (std::uint32_t t = i; t < number->last; ++t) taken_[t - first_] = 1;
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
        if (p != nullptr && p->last + 1 == count->first && p->sense->id == "bodies") noun = p;
      }
      if (noun != nullptr) {
        count->population = "bodies";
        count->bare = false;
        count->first = noun->first;
        if (count->first > first_ && hit(count->first - 1, w_.det) != nullptr) --count->first;
      }
    }
    // "Men 132, women eight": in a language with cases the noun may stand in front by itself.
    if (count->bare && count->population.empty() && !count->each_side && count->first > first_ &&
        (count->last >= last_ || token(count->last).kind == language::TokenKind::mark ||
         hit(count->last, w_.sep) != nullptr)) {
      for (std::uint32_t back = std::min(4U, count->first - first_); back > 0; --back) {
        const std::uint32_t at = count->first - back;
        const Hit* noun = hit_with(at, w_.label, w_.f_gen);
        if (noun == nullptr) noun = hit_with(at, w_.pop, w_.f_gen);
        if (noun == nullptr || noun->last != count->first || taken_[at - first_]) continue;
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
    if (count->bare && count->population.empty() && count->first >= first_ + 2) {
      const std::uint32_t mark = count->first - 1;
      if (is_mark(mark, "-") || is_mark(mark, "–") || is_mark(mark, "—") || is_mark(mark, ":")) {
        for (std::uint32_t back = 1; back <= 5 && back <= mark - first_; ++back) {
          const Hit* noun = hit(mark - back, w_.label);
          if (noun == nullptr) noun = hit(mark - back, w_.pop);
          if (noun == nullptr || noun->last != mark || taken_[noun->first - first_]) continue;
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
    for (std::uint32_t t = from; t < count->last; ++t) taken_[t - first_] = 1;
    i = std::max(count->last, i + 1);
    lattice_.counts.push_back(std::move(*count));
  }
  join_lists();
}

bool LatticeBuilder::skip_separator(std::uint32_t& at, char& separator) const {
  std::uint32_t i = at;
  separator = 0;
  for (int guard = 0; i < last_ && guard < 5; ++guard) {
    if (is_mark(i, ",")) {
      if (separator == 0) separator = ',';
      ++i;
    } else if (is_mark(i, ";")) {
      separator = ';';
      ++i;
    } else if (is_mark(i, "(")) {
      if (separator == 0) separator = ',';
      ++i;
    } else if (is_mark(i, ":") || is_mark(i, "—")) {
      separator = 'i';
      ++i;
    } else if (is_mark(i, ")")) {
      separator = 'n';
      ++i;
    } else if (const Hit* sep = hit(i, w_.sep); sep != nullptr) {
      if (sep->sense->id == "including") {
        separator = 'i';
      } else if (separator == 0) {
        separator = 'a';
      }
      i = sep->last;
    } else {
      break;
    }
  }
  at = i;
  return separator != 0;
}

// An ellipsis is filled from its neighbour: "360 Ethiopian and 359 Eritrean prisoners of war".
void LatticeBuilder::inherit_population(const CountList& list) {
  std::string population;
  for (std::size_t k = list.members.size(); k-- > 0;) {
    PeopleCount& count = lattice_.counts[list.members[k]];
    if (!count.population.empty() && !count.bare) population = count.population;
    if (count.bare && count.population.empty() && !population.empty() &&
        (!count.side.empty() || !count.labels.empty())) {
      count.population = population;
      count.bare = false;
    }
  }
}

// "got back 158 soldiers, and 163 prisoners were handed over": the first is the object of a verb,
// the second the subject of another.
bool LatticeBuilder::starts_clause(std::uint32_t count, std::uint32_t next) const {
  const std::uint32_t before = lattice_.counts[count].first;
  const std::uint32_t subject = lattice_.counts[next].first;
  const std::uint32_t behind = lattice_.counts[next].last;
  if (before <= first_ || behind >= last_) return false;
  const Hit* joint = hit(subject - 1, w_.sep);
  const Hit* aux = hit(behind, w_.aux);
  if (joint == nullptr || joint->sense->id != "and" || aux == nullptr || aux->sense->id == "to")
    return false;
  return behind_verb(before);
}

// "277 soldiers came home on Monday: 246 in the exchange and 31 beside it": what stands behind the
// colon, up to the next verb, tells what the first is made of.
void LatticeBuilder::mark_details(const std::vector<std::uint32_t>& mine) {
  bool colon = false;
  for (std::size_t k = 1; k < mine.size(); ++k) {
    const PeopleCount& before = lattice_.counts[mine[k - 1]];
    PeopleCount& count = lattice_.counts[mine[k]];
    bool verb = false;
    for (std::uint32_t t = before.last; t < count.first; ++t) {
      if (is_mark(t, ":")) {
        colon = !before.bare && before.labels.empty() && !before.each_side;
        verb = false;
      }
      for (std::uint32_t h = hit_at_[t - first_]; h < hit_at_[t - first_ + 1]; ++h)
        verb = verb || w_.is_verb(hits_[h].sense->features);
    }
    if (verb) colon = false;
    count.detail = colon && !count.labels.empty();
  }
}

void LatticeBuilder::join_lists() {
  std::vector<std::uint32_t> mine;
  for (std::uint32_t c = count_first_; c < lattice_.counts.size(); ++c) mine.push_back(c);
  for (const std::uint32_t c : mine) {
    // "among them six civilians", "including two officers" with no figure right before.
    PeopleCount& count = lattice_.counts[c];
    for (std::uint32_t back = 1; back <= 5 && back <= count.first - first_; ++back) {
      const Hit* cue = hit(count.first - back, w_.sep);
      if (cue != nullptr && cue->sense->id == "including" && cue->last + 1 >= count.first)
        count.of_which = true;
    }
  }
  mark_details(mine);
  for (std::size_t k = 0; k < mine.size();) {
    CountList list;
    list.members.push_back(mine[k]);
    std::size_t next = k + 1;
    while (next < mine.size()) {
      std::uint32_t at = lattice_.counts[mine[next - 1]].last;
      char separator = 0;
      if (!skip_separator(at, separator) || at != lattice_.counts[mine[next]].first) break;
      const auto plain = [&](std::uint32_t c) {
        const PeopleCount& count = lattice_.counts[c];
        return count.bare && count.labels.empty() && count.side.empty() && count.population.empty();
      };
      if (next == k + 1 && starts_clause(mine[k], mine[next])) break;
      // "90 prisoners, 60 to Norland and 30 to Sudria": the parts say where they went.
      const std::uint32_t behind = lattice_.counts[mine[next]].last;
      if (plain(mine[next]) && behind + 1 < last_ && hit(behind, w_.prep) != nullptr &&
          hit(behind, w_.prep)->sense->id == "to" && hit(behind + 1, w_.side) != nullptr) {
        break;
      }
      // "175 each, another 22 wounded": two things told.
      if (lattice_.counts[mine[next - 1]].each_side && !lattice_.counts[mine[next]].each_side &&
          lattice_.counts[mine[next]].another)
        break;
      // "Of the 200, 121 had been …": two bare figures are no list.
      if (plain(mine[next - 1]) && plain(mine[next])) break;
      if (separator == 'i') lattice_.counts[mine[next]].of_which = true;
      list.separators.push_back(separator);
      list.members.push_back(mine[next]);
      ++next;
    }
    inherit_population(list);
    // One chunk for the whole run, one for each shorter run that starts at a member: rules may want
    // a single count or all of them.
    const auto list_index = static_cast<std::int32_t>(lattice_.lists.size());
    const bool several = list.members.size() > 1;
    const auto describe = [&](Chunk& chunk, const CountList& l) {
      bool both = false;
      bool people = false, bodies = false, each = false, side = false, bare = true, labelled = true;
      for (const std::uint32_t m : l.members) {
        const PeopleCount& c = lattice_.counts[m];
        people = people || !c.population.empty();
        bodies = bodies || c.population == "bodies";
        each = each || c.each_side;
        both = both || c.both_sides;
        side = side || !c.side.empty();
        bare = bare && c.bare;
        labelled = labelled && !c.labels.empty();
      }
      if (people) chunk.features.set(w_.f_people);
      for (const std::uint32_t m : l.members) chunk.features |= lattice_.counts[m].noun;
      if (bodies) chunk.features.set(w_.f_bodies);
      if (each) chunk.features.set(w_.f_each);
      if (both) chunk.features.set(w_.f_both);
      if (side) chunk.features.set(w_.f_side);
      if (bare) chunk.features.set(w_.f_bare);
      if (labelled) chunk.features.set(w_.f_labelled);
    };
    lattice_.lists.push_back(list);
    Chunk& whole = add(w_.qtys, lattice_.counts[list.members.front()].first,
                       lattice_.counts[list.members.back()].last);
    whole.payload = list_index;
    describe(whole, list);
    for (std::size_t m = 0; several && m < list.members.size(); ++m) {
      CountList single;
      single.members.push_back(list.members[m]);
      lattice_.lists.push_back(single);
      const PeopleCount& c = lattice_.counts[list.members[m]];
      Chunk& one = add(w_.qtys, c.first, c.last);
      one.payload = static_cast<std::int32_t>(lattice_.lists.size()) - 1;
      describe(one, single);
    }
    k = next;
  }
}

}  // namespace nostos::reading
