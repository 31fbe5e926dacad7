// SPDX-License-Identifier: Apache-2.0
#include "identity/judgement_graph.h"

#include <algorithm>
#include <deque>

#include "base/check.h"

namespace nostos::identity {

void JudgementGraph::judge(const Judgement& judgement) {
  NOSTOS_CHECK(judgement.left != judgement.right, "a record is not judged against itself");
  const Pair pair = pair_of(judgement.left, judgement.right);
  judged_[pair][judgement.entry] = judgement;
  judged_with_[pair.first].insert(pair.second);
  judged_with_[pair.second].insert(pair.first);
  pair_at_[judgement.entry] = pair;
}

void JudgementGraph::undo(EntryIndex judgement) { undone_.insert(judgement); }

std::optional<Judgement> JudgementGraph::between(RecordPlace a, RecordPlace b) const {
  const auto found = judged_.find(pair_of(a, b));
  if (found == judged_.end()) return std::nullopt;
  const auto& made = found->second;
  const auto stands = std::find_if(made.rbegin(), made.rend(),
                                   [&](const auto& one) { return !undone_.contains(one.first); });
  if (stands == made.rend()) return std::nullopt;
  return stands->second;
}

std::vector<Judgement> JudgementGraph::history(RecordPlace a, RecordPlace b) const {
  std::vector<Judgement> all;
  const auto found = judged_.find(pair_of(a, b));
  if (found == judged_.end()) return all;
  for (const auto& [entry, judgement] : found->second) all.push_back(judgement);
  return all;
}

const Judgement* JudgementGraph::judgement(EntryIndex entry) const {
  const auto at = pair_at_.find(entry);
  if (at == pair_at_.end()) return nullptr;
  return &judged_.at(at->second).at(entry);
}

void JudgementGraph::each_neighbour(
    RecordPlace record, Verdict verdict,
    const std::function<void(RecordPlace, const Judgement&)>& each) const {
  const auto others = judged_with_.find(record);
  if (others == judged_with_.end()) return;
  for (const RecordPlace other : others->second) {
    const auto standing = between(record, other);
    if (standing && standing->verdict == verdict) each(other, *standing);
  }
}

std::vector<RecordPlace> JudgementGraph::component(RecordPlace record) const {
  std::set<RecordPlace> seen{record};
  std::vector<RecordPlace> open{record};
  while (!open.empty()) {
    const RecordPlace here = open.back();
    open.pop_back();
    each_neighbour(here, Verdict::same, [&](RecordPlace other, const Judgement&) {
      if (seen.insert(other).second) open.push_back(other);
    });
  }
  return {seen.begin(), seen.end()};
}

std::vector<Judgement> JudgementGraph::way(RecordPlace from, RecordPlace to) const {
  std::map<RecordPlace, Judgement> came_by;
  std::deque<RecordPlace> open{from};
  while (!open.empty() && !came_by.contains(to)) {
    const RecordPlace here = open.front();
    open.pop_front();
    each_neighbour(here, Verdict::same, [&](RecordPlace other, const Judgement& by) {
      if (other != from && came_by.try_emplace(other, by).second) open.push_back(other);
    });
  }
  std::vector<Judgement> steps;
  for (RecordPlace at = to; at != from;) {
    const Judgement& by = came_by.at(at);
    steps.push_back(by);
    at = by.left == at ? by.right : by.left;
  }
  std::ranges::reverse(steps);
  return steps;
}

Person JudgementGraph::person_of(RecordPlace record) const {
  Person person;
  person.records = component(record);
  const auto inside = [&](RecordPlace one) {
    return std::ranges::binary_search(person.records, one);
  };
  for (const RecordPlace member : person.records) {
    const auto others = judged_with_.find(member);
    if (others == judged_with_.end()) continue;
    for (const RecordPlace other : others->second) {
      if (other < member || !inside(other)) continue;
      if (const auto standing = between(member, other)) person.judgements.push_back(*standing);
    }
  }
  std::ranges::sort(person.judgements, {}, &Judgement::entry);
  for (const Judgement& judgement : person.judgements) {
    if (judgement.verdict != Verdict::different) continue;
    person.contradictions.push_back({judgement, way(judgement.left, judgement.right)});
  }
  return person;
}

std::vector<Person> JudgementGraph::persons() const {
  std::vector<Person> all;
  std::set<RecordPlace> seen;
  for (const auto& [record, others] : judged_with_) {
    if (seen.contains(record)) continue;
    Person person = person_of(record);
    seen.insert(person.records.begin(), person.records.end());
    if (person.records.size() > 1) all.push_back(std::move(person));
  }
  return all;
}

bool JudgementGraph::kept_apart(RecordPlace a, RecordPlace b) const {
  const auto left = component(a);
  const auto right = component(b);
  bool apart = false;
  for (const RecordPlace one : left) {
    each_neighbour(one, Verdict::different, [&](RecordPlace other, const Judgement&) {
      apart = apart || std::ranges::binary_search(right, other);
    });
  }
  return apart;
}

JudgementGraph JudgementGraph::around(RecordPlace a, RecordPlace b) const {
  JudgementGraph part;
  std::set<RecordPlace> members;
  for (const RecordPlace end : {a, b}) {
    const auto person = component(end);
    members.insert(person.begin(), person.end());
  }
  for (const RecordPlace member : members) {
    const auto others = judged_with_.find(member);
    if (others == judged_with_.end()) continue;
    for (const RecordPlace other : others->second) {
      if (other < member || !members.contains(other)) continue;
      for (const Judgement& made : history(member, other)) {
        part.judge(made);
        if (undone(made.entry)) part.undo(made.entry);
      }
    }
  }
  return part;
}

std::vector<Person> JudgementGraph::persons_at(RecordPlace a, RecordPlace b) const {
  std::vector<Person> persons{person_of(std::min(a, b))};
  if (!std::ranges::binary_search(persons.front().records, std::max(a, b))) {
    persons.push_back(person_of(std::max(a, b)));
  }
  std::ranges::sort(persons, {}, &Person::records);
  return persons;
}

// A step on one pair touches the persons of its two records and nobody else.
Effect JudgementGraph::effect_of(const Judgement& judgement) const {
  JudgementGraph part = around(judgement.left, judgement.right);
  part.judge(judgement);
  return {persons_at(judgement.left, judgement.right),
          part.persons_at(judgement.left, judgement.right)};
}

Effect JudgementGraph::effect_of_undoing(EntryIndex entry) const {
  const Judgement* taken_back = judgement(entry);
  if (taken_back == nullptr) return {};
  JudgementGraph part = around(taken_back->left, taken_back->right);
  part.undo(entry);
  return {persons_at(taken_back->left, taken_back->right),
          part.persons_at(taken_back->left, taken_back->right)};
}

JudgementGraph JudgementGraph::as_of(EntryIndex end, const std::vector<Judgement>& judgements,
                                     const std::vector<Undoing>& undoings) {
  JudgementGraph graph;
  for (const Judgement& judgement : judgements) {
    if (judgement.entry < end) graph.judge(judgement);
  }
  for (const Undoing& undoing : undoings) {
    if (undoing.entry < end) graph.undo(undoing.judgement);
  }
  return graph;
}

}  // namespace nostos::identity
