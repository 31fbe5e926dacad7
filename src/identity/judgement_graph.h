// SPDX-License-Identifier: Apache-2.0
// JudgementGraph: who is who, by the judgements made so far. On each pair of records the latest
// judgement that was not undone stands; records held together by standing `same` judgements are one
// person; a standing `different` inside a person is a contradiction, shown and never smoothed. The
// order in which judgements and undoings are told to the graph changes nothing. Pure and
// thread-compatible. Costs follow the size of the persons touched, not of the registry.
#pragma once

#include <compare>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "identity/judgement.h"

namespace nostos::identity {

// Two records that somebody told apart, and the `same` judgements that hold them together all the
// same: the shortest such way.
struct Contradiction {
  Judgement different;
  std::vector<Judgement> way;
  bool operator==(const Contradiction&) const = default;
};

struct Person {
  std::vector<RecordPlace> records;   // in order of filing; the first names the person
  std::vector<Judgement> judgements;  // standing, between records of this person; by entry
  std::vector<Contradiction> contradictions;
  bool operator==(const Person&) const = default;
};

// What a step changes: the persons it touches, as they are and as they would be.
struct Effect {
  std::vector<Person> before;
  std::vector<Person> after;
  bool operator==(const Effect&) const = default;
};

class JudgementGraph {
 public:
  void judge(const Judgement& judgement);
  // Takes the judgement of that entry back. It may be told before the judgement itself.
  void undo(EntryIndex judgement);

  // The judgement that stands on a pair; nothing when none was made or all were undone.
  std::optional<Judgement> between(RecordPlace a, RecordPlace b) const;
  // All that was ever judged on a pair, by entry; the last that is not undone stands.
  std::vector<Judgement> history(RecordPlace a, RecordPlace b) const;
  const Judgement* judgement(EntryIndex entry) const;
  bool undone(EntryIndex judgement) const { return undone_.contains(judgement); }

  Person person_of(RecordPlace record) const;
  // Every person of more than one record, by its first record.
  std::vector<Person> persons() const;
  // Whether a standing `different` keeps the persons of the two records apart.
  bool kept_apart(RecordPlace a, RecordPlace b) const;

  Effect effect_of(const Judgement& judgement) const;
  Effect effect_of_undoing(EntryIndex judgement) const;

  // The graph as it was before entry `end` was recorded. `undoings` are the entries of undoings and
  // what each took back.
  struct Undoing {
    EntryIndex entry = 0;
    EntryIndex judgement = 0;
  };
  static JudgementGraph as_of(EntryIndex end, const std::vector<Judgement>& judgements,
                              const std::vector<Undoing>& undoings);

 private:
  using Pair = std::pair<RecordPlace, RecordPlace>;
  static Pair pair_of(RecordPlace a, RecordPlace b) { return a < b ? Pair{a, b} : Pair{b, a}; }
  void each_neighbour(RecordPlace record, Verdict verdict,
                      const std::function<void(RecordPlace, const Judgement&)>& each) const;
  std::vector<RecordPlace> component(RecordPlace record) const;
  std::vector<Judgement> way(RecordPlace from, RecordPlace to) const;
  // All judgements inside the persons of the two records and between them.
  JudgementGraph around(RecordPlace a, RecordPlace b) const;
  std::vector<Person> persons_at(RecordPlace a, RecordPlace b) const;

  std::map<Pair, std::map<EntryIndex, Judgement>> judged_;    // everything, by pair
  std::map<RecordPlace, std::set<RecordPlace>> judged_with_;  // who was ever judged with whom
  std::map<EntryIndex, Pair> pair_at_;                        // entry → its pair
  std::set<EntryIndex> undone_;
};

}  // namespace nostos::identity
