// SPDX-License-Identifier: Apache-2.0
// What stands behind a number: the noun, whose people, of which service, held by whom.
#include <algorithm>

#include "reading/lattice_builder.h"

namespace nostos::reading {

using domain::CountOp;

void LatticeBuilder::take_noun(const Hit& noun, PeopleCount& count) const {
  const Sense& sense = *noun.sense;
  if (sense.cls == w_.pop) {
    // The first noun of a compound rules unless it is vague: "prisoner of war soldiers" stays pow.
    if (count.population.empty() || count.population == "persons") count.population = sense.id;
    if (sense.id == "bodies") count.population = "bodies";
  } else {
    if (count.population.empty() || count.population == "persons") {
      const std::string_view pop = sense.value("pop");
      count.population = pop.empty() ? "persons" : pop;
    }
  }
  count.noun |= sense.features & ~w_.cases;
  if (count.side.empty()) count.side = sense.value("side");  // a service of one party
  const std::string_view dimension = sense.value("dim");
  if (!dimension.empty()) {
    const std::string_view label = sense.value("label");
    const LabelUse use{dimension, label.empty() ? std::string_view(sense.id) : label};
    const bool known = std::ranges::any_of(count.labels, [&](const LabelUse& l) {
      return l.dimension == use.dimension && l.id == use.id;
    });
    if (!known) count.labels.push_back(use);
  }
}

// A further noun behind a noun ("women soldiers") that is no verb: not "183 Norlanders freed".
bool LatticeBuilder::noun_goes_on(std::uint32_t at) const {
  if (at >= last_ || (hit(at, w_.pop) == nullptr && hit(at, w_.label) == nullptr)) return false;
  for (std::uint32_t h = hit_at_[at]; h < hit_at_[at + 1]; ++h) {
    if (w_.is_verb(hits_[h].sense->features)) return false;
  }
  return true;
}

// Modifiers and the noun behind a number. Returns the end; `found` tells whether there was a noun.
std::uint32_t LatticeBuilder::read_head(std::uint32_t at, PeopleCount& count, bool& found) {
  std::uint32_t i = at;
  std::uint32_t end = at;
  int unknown = 0;
  PeopleCount trial = count;
  bool open_label = false;  // "22 seriously wounded Norlandic soldiers"
  found = false;
  while (i < last_ && i - at < 12) {
    if (taken_[i]) break;
    const Hit* pop = hit(i, w_.pop);
    const Hit* label = hit(i, w_.label);
    const Hit* noun =
        label != nullptr && (pop == nullptr || label->last >= pop->last) ? label : pop;
    if (noun != nullptr) {
      if (noun->last < last_ && hit(noun->last, w_.title) != nullptr &&
          hit(noun->last, w_.title)->sense->is("event")) {
        break;  // "36 prisoner swaps" counts swaps
      }
      if (!found) trial.words_first = trial.words_first == 0 ? i : trial.words_first;
      take_noun(*noun, trial);
      if (is_a(i, w_.det, "own")) trial.own = true;  // "1,200 of ours"
      if (label != nullptr && pop != nullptr && noun == label) take_noun(*pop, trial);
      found = true;
      i = end = noun->last;
      // Go on only when another noun follows at once: "border guards", "women soldiers", or when
      // the word for the dead is an adjective: "27 fallen Sudrian soldiers".
      if (noun_goes_on(i)) continue;
      const bool adjective = noun->sense->is("bodies") || noun->sense->is("wounded") ||
                             (noun == label && noun->sense->value("dim") == "health");
      open_label = adjective && noun == label;
      if (adjective && i < last_ && hit(i, w_.side) != nullptr &&
          (hit(i, w_.side)->sense->features.test(w_.f_adjective) ||
           (g_.traits.cases && w_.may_be_genitive(hit(i, w_.side)->sense->features))))
        continue;
      break;
    }
    const bool open_noun =
        trial.population == "bodies" || trial.population == "wounded" || open_label;
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
        if (noun_goes_on(i)) {
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
        trial.labels.push_back({dimension, adjective->sense->id});
      }
      if (trial.words_first == 0) trial.words_first = i;
      i = adjective->last;
      continue;
    }
    if (const Hit* det = hit(i, w_.det); det != nullptr && !det->sense->is("stop") && i > at) {
      trial.own = trial.own || det->sense->is("own");
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
    // "108 – воїни Збройних сил": a dash for "are", where the noun shows its case.
    if (i == at && (is_mark(i, "–") || is_mark(i, "—") || is_mark(i, "-")) &&
        (hit_with(i + 1, w_.label, w_.f_nom) != nullptr ||
         hit_with(i + 1, w_.pop, w_.f_nom) != nullptr)) {
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
    if (!kept) count.population = {};
    count.words_last = end;
    return end;
  }
  return at;
}

bool LatticeBuilder::is_from(std::uint32_t at) const {
  const Hit* word = hit(at, w_.prep);
  return word != nullptr && word->sense->is("from");
}

// A party, service or place in the genitive, which needs no word for "of".
bool LatticeBuilder::genitive_at(std::uint32_t at) const {
  if (taken_[at]) return false;
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
  std::string_view party;
  for (int guard = 0; i < last_ && guard < 10; ++guard) {
    if (taken_[i]) break;
    if (hit(i, w_.det) != nullptr && !hit(i, w_.det)->sense->is("stop")) {
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
        if (count.side == party) count.side = {};
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
    if (any && (hit(i, w_.sep) != nullptr && hit(i, w_.sep)->sense->is("and")) && i + 1 < last_ &&
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
      (each->sense->is("both") ? count.both_sides : count.each_side) = true;
      i = each->last;
      continue;
    }
    if (const Hit* post = hit(i, w_.hedge_post); post != nullptr) {
      if (count.quantity.op == CountOp::exact) apply_hedge(*post, count);
      i = post->last;
      continue;
    }
    // "soldiers and civilians": a second noun without a number.
    if (const Hit* sep = hit(i, w_.sep); sep != nullptr && sep->sense->is("and") && i + 1 < last_) {
      const Hit* pop = hit(i + 1, w_.pop);
      const Hit* label = hit(i + 1, w_.label);
      const Hit* noun = pop != nullptr ? pop : label;
      if (noun != nullptr && !number_at(i + 1) && !count.population.empty()) {
        if (count.population != noun->sense->id && !noun->sense->is("bodies")) {
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
    // "87 – from the Armed Forces, 43 – from the National Guard": a dash for "are".
    if (count.bare && count.labels.empty() && i + 2 < last_ && is_from(i + 1) &&
        (is_mark(i, "–") || is_mark(i, "—") || is_mark(i, "-"))) {
      PeopleCount trial = count;
      std::uint32_t next = i;
      if (read_of_from(next, hit(i + 1, w_.prep)->last, trial, true) && !trial.labels.empty()) {
        count = trial;
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
      if (hit(j, w_.det) != nullptr && hit(j, w_.det)->sense->is("the")) j = hit(j, w_.det)->last;
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

// "brought back 75 lorries": a word that no table knows counts something, and not people.
bool LatticeBuilder::unknown_noun(std::uint32_t at) const {
  if (at >= last_ || token(at).kind != language::TokenKind::word || token(at).capital) return false;
  // (A subject may be followed by an unknown verb: "37 belong to the navy".)
  return hit_at_[at] == hit_at_[at + 1];
}

}  // namespace nostos::reading
