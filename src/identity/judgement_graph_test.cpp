// SPDX-License-Identifier: Apache-2.0
#include "identity/judgement_graph.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace nostos::identity {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr RecordPlace kCard = 0;
constexpr RecordPlace kRow = 1;
constexpr RecordPlace kRequest = 2;
constexpr RecordPlace kBrother = 3;

JudgementGraph card_row_and_request_are_one() {
  JudgementGraph graph;
  graph.judge({10, kCard, kRow, Verdict::same});
  graph.judge({11, kRow, kRequest, Verdict::same});
  return graph;
}

TEST(judgement_graph, a_record_that_nobody_judged_is_a_person_of_its_own) {
  const JudgementGraph graph;
  EXPECT_THAT(graph.person_of(kCard).records, ElementsAre(kCard));
  EXPECT_THAT(graph.persons(), IsEmpty());
}

TEST(judgement_graph, records_are_one_person_through_others) {
  const JudgementGraph graph = card_row_and_request_are_one();
  EXPECT_THAT(graph.person_of(kRequest).records, ElementsAre(kCard, kRow, kRequest));
  EXPECT_THAT(graph.person_of(kRequest).judgements, SizeIs(2));
  EXPECT_THAT(graph.persons(), SizeIs(1));
}

TEST(judgement_graph, unsure_and_none_hold_nothing_together) {
  JudgementGraph graph;
  graph.judge({10, kCard, kRow, Verdict::unsure});
  graph.judge({11, kRow, kRequest, Verdict::none});
  EXPECT_THAT(graph.persons(), IsEmpty());
  EXPECT_EQ(graph.between(kCard, kRow)->verdict, Verdict::unsure);
}

TEST(judgement_graph, a_different_inside_a_person_is_shown_with_the_way_that_contradicts_it) {
  JudgementGraph graph = card_row_and_request_are_one();
  graph.judge({12, kRequest, kCard, Verdict::different});
  const Person person = graph.person_of(kCard);
  EXPECT_THAT(person.records, SizeIs(3)) << "a contradiction takes nobody apart by itself";
  ASSERT_THAT(person.contradictions, SizeIs(1));
  EXPECT_EQ(person.contradictions[0].different.entry, 12U);
  ASSERT_THAT(person.contradictions[0].way, SizeIs(2));
  EXPECT_EQ(person.contradictions[0].way[0].entry, 11U) << "from the request to the card";
  EXPECT_EQ(person.contradictions[0].way[1].entry, 10U);
}

TEST(judgement_graph,
     the_latest_judgement_on_a_pair_stands_and_undoing_it_brings_the_earlier_back) {
  JudgementGraph graph;
  graph.judge({10, kCard, kRow, Verdict::same});
  graph.judge({11, kRow, kCard, Verdict::different});
  EXPECT_EQ(graph.between(kCard, kRow)->verdict, Verdict::different);
  EXPECT_THAT(graph.persons(), IsEmpty());
  graph.undo(11);
  EXPECT_EQ(graph.between(kCard, kRow)->verdict, Verdict::same);
  EXPECT_THAT(graph.history(kCard, kRow), SizeIs(2)) << "what was undone is kept";
  graph.undo(10);
  EXPECT_FALSE(graph.between(kCard, kRow));
}

TEST(judgement_graph, a_different_keeps_whole_persons_apart) {
  JudgementGraph graph = card_row_and_request_are_one();
  graph.judge({12, kBrother, kRequest, Verdict::different});
  EXPECT_TRUE(graph.kept_apart(kCard, kBrother));
  EXPECT_TRUE(graph.kept_apart(kBrother, kCard));
  EXPECT_FALSE(graph.kept_apart(kCard, kRow));
  graph.undo(12);
  EXPECT_FALSE(graph.kept_apart(kCard, kBrother));
}

TEST(judgement_graph, what_an_undoing_would_touch_is_shown_and_nothing_is_done) {
  const JudgementGraph graph = card_row_and_request_are_one();
  const Effect effect = graph.effect_of_undoing(11);
  ASSERT_THAT(effect.before, SizeIs(1));
  ASSERT_THAT(effect.after, SizeIs(2));
  EXPECT_THAT(effect.after[0].records, ElementsAre(kCard, kRow));
  EXPECT_THAT(effect.after[1].records, ElementsAre(kRequest));
  EXPECT_THAT(graph.person_of(kCard).records, SizeIs(3));
}

TEST(judgement_graph, a_judgement_that_would_contradict_another_says_so_before_it_is_made) {
  JudgementGraph graph = card_row_and_request_are_one();
  graph.judge({12, kBrother, kCard, Verdict::different});
  const Effect effect = graph.effect_of({13, kBrother, kRequest, Verdict::same});
  EXPECT_THAT(effect.before, SizeIs(2));
  ASSERT_THAT(effect.after, SizeIs(1));
  EXPECT_THAT(effect.after[0].contradictions, SizeIs(1));
}

// ---- properties ----

struct History {
  std::vector<Judgement> judgements;
  std::vector<JudgementGraph::Undoing> undoings;
  EntryIndex end = 0;
};

History some_history(std::mt19937& random, std::size_t steps, RecordPlace records) {
  History history;
  for (; history.end < steps; ++history.end) {
    if (!history.judgements.empty() && random() % 4 == 0) {
      const auto& taken_back = history.judgements[random() % history.judgements.size()];
      history.undoings.push_back({history.end, taken_back.entry});
      continue;
    }
    const auto left = static_cast<RecordPlace>(random() % records);
    const auto right = static_cast<RecordPlace>((left + 1 + random() % (records - 1)) % records);
    history.judgements.push_back({history.end, left, right, static_cast<Verdict>(random() % 4)});
  }
  return history;
}

std::vector<Person> all_of(const JudgementGraph& graph, RecordPlace records) {
  std::vector<Person> all;
  for (RecordPlace record = 0; record < records; ++record) {
    all.push_back(graph.person_of(record));
  }
  return all;
}

// The slow and obvious way: replay in order, then spread `same` until nothing changes.
std::vector<std::vector<RecordPlace>> by_hand(const History& history, EntryIndex end,
                                              RecordPlace records) {
  std::set<EntryIndex> undone;
  for (const auto& undoing : history.undoings) {
    if (undoing.entry < end) undone.insert(undoing.judgement);
  }
  std::map<std::pair<RecordPlace, RecordPlace>, Verdict> standing;
  for (const Judgement& judgement : history.judgements) {
    if (judgement.entry >= end || undone.contains(judgement.entry)) continue;
    standing[std::minmax(judgement.left, judgement.right)] = judgement.verdict;
  }
  std::vector<RecordPlace> name(records);
  std::iota(name.begin(), name.end(), RecordPlace{0});
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& [pair, verdict] : standing) {
      if (verdict != Verdict::same || name[pair.first] == name[pair.second]) continue;
      name[pair.first] = name[pair.second] = std::min(name[pair.first], name[pair.second]);
      changed = true;
    }
  }
  std::vector<std::vector<RecordPlace>> persons(records);
  for (RecordPlace a = 0; a < records; ++a) {
    for (RecordPlace b = 0; b < records; ++b) {
      if (name[a] == name[b]) persons[a].push_back(b);
    }
  }
  return persons;
}

class SomeHistory : public testing::TestWithParam<unsigned> {
 protected:
  static constexpr RecordPlace kRecords = 12;
  std::mt19937 random{GetParam()};
  History history = some_history(random, 60, kRecords);
  JudgementGraph whole = JudgementGraph::as_of(history.end, history.judgements, history.undoings);
};

TEST_P(SomeHistory, GivesTheSamePersonsInAnyOrder) {
  const auto expected = all_of(whole, kRecords);
  for (int i = 0; i < 25; ++i) {
    std::ranges::shuffle(history.judgements, random);
    std::ranges::shuffle(history.undoings, random);
    JudgementGraph graph;
    for (const auto& undoing : history.undoings) graph.undo(undoing.judgement);
    for (const Judgement& judgement : history.judgements) graph.judge(judgement);
    ASSERT_EQ(all_of(graph, kRecords), expected);
  }
}

TEST_P(SomeHistory, AgreesWithTheSlowAndObviousWayAtEachEntry) {
  for (EntryIndex end = 0; end <= history.end; ++end) {
    const auto then = JudgementGraph::as_of(end, history.judgements, history.undoings);
    const auto expected = by_hand(history, end, kRecords);
    for (RecordPlace record = 0; record < kRecords; ++record) {
      ASSERT_EQ(then.person_of(record).records, expected[record]) << "before entry " << end;
    }
  }
}

TEST_P(SomeHistory, UndoingAJudgementGivesBackWhatWasBeforeIt) {
  const auto before = all_of(whole, kRecords);
  JudgementGraph graph = whole;
  graph.judge({history.end, 2, 7, Verdict::same});
  graph.undo(history.end);
  EXPECT_EQ(all_of(graph, kRecords), before);
}

TEST_P(SomeHistory, WhatIsShownBeforeIsWhatHappens) {
  for (const Judgement& one : history.judgements) {
    const Effect promised = whole.effect_of_undoing(one.entry);
    JudgementGraph done = whole;
    done.undo(one.entry);
    std::vector<RecordPlace> touched;
    for (const Person& person : promised.after) {
      touched.insert(touched.end(), person.records.begin(), person.records.end());
      ASSERT_EQ(done.person_of(person.records.front()), person);
    }
    for (RecordPlace record = 0; record < kRecords; ++record) {
      if (std::ranges::find(touched, record) != touched.end()) continue;
      ASSERT_EQ(done.person_of(record), whole.person_of(record)) << "touched without being shown";
    }
  }
}

TEST_P(SomeHistory, EveryContradictionHasAWayOfStandingSames) {
  for (RecordPlace record = 0; record < kRecords; ++record) {
    for (const Contradiction& contradiction : whole.person_of(record).contradictions) {
      RecordPlace at = contradiction.different.left;
      for (const Judgement& step : contradiction.way) {
        ASSERT_EQ(step.verdict, Verdict::same);
        ASSERT_EQ(whole.between(step.left, step.right), step);
        ASSERT_TRUE(step.left == at || step.right == at);
        at = step.left == at ? step.right : step.left;
      }
      ASSERT_EQ(at, contradiction.different.right);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, SomeHistory, testing::Range(0U, 40U));

}  // namespace
}  // namespace nostos::identity
