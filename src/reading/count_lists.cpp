// SPDX-License-Identifier: Apache-2.0
// Runs of counts: "55 of the guard, 38 of the border guard, including two officers".
#include <utility>

#include "reading/lattice_builder.h"

namespace nostos::reading {

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
    } else if (is_mark(i, ":") || is_mark(i, "—") ||
               (g_.traits.cases && is_mark(i, "–") && token(i).space_before)) {
      separator = 'i';
      ++i;
    } else if (is_mark(i, ")")) {
      separator = 'n';
      ++i;
    } else if (const Hit* sep = hit(i, w_.sep); sep != nullptr) {
      if (sep->sense->is("including")) {
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
  // "the bodies of two Britons and one Norlander": the noun in front is said of both.
  const PeopleCount& first = lattice_.counts[list.members.front()];
  const Hit* front = first.population == "bodies" ? hit(first.first, w_.pop) : nullptr;
  for (std::size_t k = 1; front != nullptr && front->sense->id == "bodies" &&
                          k < list.members.size() && list.separators[k - 1] == 'a';
       ++k) {
    PeopleCount& count = lattice_.counts[list.members[k]];
    if (!count.population.empty() && count.population != "civilian") count.population = "bodies";
  }
  std::string_view population;
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
  if (joint == nullptr || !joint->sense->is("and") || aux == nullptr || aux->sense->is("to"))
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
      for (std::uint32_t h = hit_at_[t]; h < hit_at_[t + 1]; ++h)
        verb = verb || w_.is_verb(hits_[h].sense->features);
    }
    if (verb) colon = false;
    count.detail = colon && !count.labels.empty();
  }
}

// "по 270 військових і 120 цивільних": the word for "each" in front of the first is said of both.
void LatticeBuilder::share_each(const std::vector<std::uint32_t>& mine) {
  for (std::size_t k = 1; k < mine.size(); ++k) {
    const PeopleCount& before = lattice_.counts[mine[k - 1]];
    PeopleCount& count = lattice_.counts[mine[k]];
    const bool in_front = before.each_side && is_a(before.first, w_.det, "each");
    std::uint32_t at = before.last;
    char separator = 0;
    if (!in_front || count.bare || count.another || before.bare) continue;
    if (!skip_separator(at, separator) || separator != 'a' || at != count.first) continue;
    count.each_side = true;
  }
}

void LatticeBuilder::join_lists() {
  std::vector<std::uint32_t> mine;
  mine.reserve(lattice_.counts.size() - count_first_);
  for (std::uint32_t c = count_first_; c < lattice_.counts.size(); ++c) mine.push_back(c);
  for (const std::uint32_t c : mine) {
    // "among them six civilians", "including two officers" with no figure right before.
    PeopleCount& count = lattice_.counts[c];
    for (std::uint32_t back = 1; back <= 5 && back <= count.first - first_; ++back) {
      const Hit* cue = hit(count.first - back, w_.sep);
      if (cue != nullptr && cue->sense->is("including") && cue->last + 1 >= count.first)
        count.of_which = true;
    }
    // "477 Norlanders, 27 women among them"
    const Hit* behind = hit(count.last, w_.sep);
    const bool closes =
        behind != nullptr && (behind->last >= last_ || is_mark(behind->last, ".") ||
                              is_mark(behind->last, ",") || is_mark(behind->last, ";"));
    const bool including = behind != nullptr && behind->sense->is("including");
    if (including && (count.bare || (closes && !count.labels.empty()))) count.of_which = true;
  }
  mark_details(mine);
  share_each(mine);
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
          hit(behind, w_.prep)->sense->is("to") && hit(behind + 1, w_.side) != nullptr) {
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
    Chunk& whole = add(w_.qtys, lattice_.counts[list.members.front()].first,
                       lattice_.counts[list.members.back()].last);
    whole.payload = list_index;
    describe(whole, list);
    lattice_.lists.push_back(std::move(list));
    for (std::size_t m = k; several && m < next; ++m) {
      CountList single;
      single.members.push_back(mine[m]);
      const PeopleCount& c = lattice_.counts[mine[m]];
      Chunk& one = add(w_.qtys, c.first, c.last);
      one.payload = static_cast<std::int32_t>(lattice_.lists.size());
      describe(one, single);
      lattice_.lists.push_back(std::move(single));
    }
    k = next;
  }
}

}  // namespace nostos::reading
