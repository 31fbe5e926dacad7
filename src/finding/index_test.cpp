// SPDX-License-Identifier: Apache-2.0
#include "finding/index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <thread>

#include "finding/builder.h"
#include "finding/testing/people.h"
#include "finding/testing/reference.h"
#include "finding/testing/small_keys.h"

namespace nostos::finding {
namespace {

using names::NamePart;
using testing::Crowd;
using testing::reference_search;
using testing::ReferenceHit;
using testing::SmallKeys;

PersonRow person(Row row, const std::string& surname, const std::string& given,
                 const std::string& patronymic = {}, domain::Day born = 0) {
  PersonRow out;
  out.row = row;
  out.words.push_back({surname, NamePart::surname, false});
  if (!given.empty()) out.words.push_back({given, NamePart::given, false});
  if (!patronymic.empty()) out.words.push_back({patronymic, NamePart::patronymic, false});
  if (born != 0) out.born = {{born, born}};
  return out;
}

Query query(const std::string& surname, const std::string& given,
            const std::string& patronymic = {}, domain::Day born = 0) {
  Query out;
  if (!surname.empty()) out.words.push_back({surname, NamePart::surname, false, false});
  if (!given.empty()) out.words.push_back({given, NamePart::given, false, false});
  if (!patronymic.empty()) out.words.push_back({patronymic, NamePart::patronymic, false, false});
  if (born != 0) out.born = {{born, born}};
  return out;
}

std::vector<ReferenceHit> of(const Found& found) {
  std::vector<ReferenceHit> out;
  for (const Hit& hit : found.hits) out.push_back({hit.row, hit.weight});
  return out;
}

Index built(const std::vector<PersonRow>& people, const NameKeys& keys, unsigned parts = 1) {
  std::vector<Gatherer> gatherers(parts);
  for (std::size_t i = 0; i < people.size(); ++i)
    gatherers[i * parts / people.size()].add(people[i]);
  MemoryFile file;
  auto mapping = build(std::move(gatherers), keys, file, {.threads = parts, .mark = 5});
  Index index(keys);
  EXPECT_TRUE(index.open(mapping.value()).has_value());
  return index;
}

std::vector<PersonRow> crowd(Crowd& chance, Row from, Row to) {
  std::vector<PersonRow> people;
  for (Row row = from; row < to; ++row) people.push_back(chance.person(row));
  return people;
}

class Finding : public ::testing::Test {
 protected:
  SmallKeys keys;
};

TEST_F(Finding, APersonIsFoundThroughTwoWrongLettersInEachName) {
  std::vector<PersonRow> people = {person(0, "Kovalenko", "Mikola"), person(1, "Barabas", "Ivan"),
                                   person(2, "Kovalkin", "Roman")};
  const Index index = built(people, keys);
  const Found found = index.search(query("Kavalenka", "Mykala"));
  ASSERT_FALSE(found.hits.empty());
  EXPECT_EQ(found.hits[0].row, 0U);
}

TEST_F(Finding, TheStepsAddUpToTheWeightAndNameEachField) {
  const Index index = built({person(0, "Kovalenko", "Mikola", "Ivanovic", 6000)}, keys);
  const Found found = index.search(query("коваленко", "Nikolai", "Ivanovic", 6000));
  ASSERT_EQ(found.hits.size(), 1U);
  const Hit& hit = found.hits[0];
  EXPECT_EQ(hit.waterfall.total(), hit.weight);
  std::vector<std::string> steps;
  for (const auto& step : hit.waterfall.steps) steps.push_back(step.key);
  EXPECT_THAT(steps, ::testing::ElementsAre("prior", "surname.spelling", "given.same_name",
                                            "patronymic.exact", "birth_date.exact"));
}

TEST_F(Finding, AnotherSurnameButTheSameBirthdayIsInReach) {
  std::vector<PersonRow> people;
  for (Row row = 0; row < 50; ++row)
    people.push_back(person(row, "Bakarov", "Roman", "", 9000 + static_cast<domain::Day>(row)));
  people.push_back(person(50, "Kovalenko", "Mikola", "", 6000));
  const Index index = built(people, keys);
  const Found found = index.search(query("Tsimbal", "Mikola", "", 6000));
  ASSERT_FALSE(found.hits.empty());
  EXPECT_EQ(found.hits[0].row, 50U);
  // Day and month changed round.
  const auto june = domain::to_day({1986, 6, 5});
  const auto may = domain::to_day({1986, 5, 6});
  const Index turned = built(
      {person(0, "Kovalenko", "Mikola", "", june), person(1, "Bakarov", "Roman", "", june + 3)},
      keys);
  const Found other = turned.search(query("Kovalenko", "Mikola", "", may));
  ASSERT_FALSE(other.hits.empty());
  EXPECT_EQ(other.hits[0].waterfall.steps.back().key, "birth_date.turned");
}

TEST_F(Finding, OfThoseBornThatDayTheSurnameThatIsAlikeComesFirst) {
  std::vector<PersonRow> people;
  for (Row row = 0; row < 30; ++row)
    people.push_back(person(row, "Bakarov" + std::string(1 + row % 3, 'b'), "Mikola", "", 6000));
  people.push_back(person(30, "Kovalenko", "Mikola", "", 6000));
  const Index index = built(people, keys);
  Query sought = query("Kavulanka", "Mikola", "", 6000);  // three letters wrong, out of reach
  const Found found = index.search(sought);
  ASSERT_FALSE(found.hits.empty());
  EXPECT_EQ(found.hits[0].row, 30U);
  EXPECT_EQ(found.hits[0].waterfall.steps[1].key, "surname.distant");
  // It tells apart, it does not lead: by the surname alone he is not found.
  sought = query("Kavulanka", "");
  EXPECT_TRUE(index.search(sought).hits.empty());
  EXPECT_EQ(index.why_not(sought, 30).kept, Kept::not_in_reach);
  ASSERT_EQ(index.why_not(sought, 30).reasons.size(), 1U);
  EXPECT_EQ(index.why_not(sought, 30).reasons[0].key, "surname.too_far");
}

TEST_F(Finding, ASlipInAGivenNameDoesNotHideItsOtherForm) {
  const Index index =
      built({person(0, "Kovalenko", "Nikolai"), person(1, "Kovalenko", "Roman")}, keys);
  const Found found = index.search(query("Kovalenko", "Mikula"));
  ASSERT_FALSE(found.hits.empty());
  EXPECT_EQ(found.hits[0].row, 0U);
  EXPECT_EQ(found.hits[0].waterfall.steps[2].key, "given.same_near");
}

TEST_F(Finding, AnInitialIsThatOfEveryFormOfTheName) {
  std::vector<PersonRow> people = {person(0, "Kovalenko", "Nikolai"),
                                   person(1, "Kovalenko", "Roman"), person(2, "Bakarov", "m")};
  people[2].words[1].initial = true;
  const Index index = built(people, keys);
  Query sought = query("Kovalenko", "m");
  sought.words[1].initial = true;
  const Found found = index.search(sought);
  ASSERT_EQ(found.hits.size(), 2U);
  EXPECT_EQ(found.hits[0].row, 0U);
  EXPECT_EQ(found.hits[0].waterfall.steps[2].key, "given.initial_of_same");
  // And the other way round: the list has only the initial, of the other form.
  const Found by_list = index.search(query("Bakarov", "Nikolai"));
  ASSERT_FALSE(by_list.hits.empty());
  EXPECT_EQ(by_list.hits[0].row, 2U);
  EXPECT_EQ(by_list.hits[0].waterfall.steps[2].key, "given.initial_of_same");
}

TEST_F(Finding, SurnameAndGivenNameInEachOthersPlace) {
  const Index index =
      built({person(0, "Kovalenko", "Mikola"), person(1, "Bakarov", "Roman")}, keys);
  const Found found = index.search(query("Mikola", "Kovalenko"));
  ASSERT_EQ(found.hits.size(), 1U);
  EXPECT_EQ(found.hits[0].row, 0U);
  EXPECT_EQ(found.hits[0].waterfall.steps[1].key, "name.swapped");
  EXPECT_LT(found.hits[0].waterfall.steps[1].weight, 0);
}

TEST_F(Finding, WordsOfUnknownPartAreTriedInEveryPlace) {
  const Index index =
      built({person(0, "Kovalenko", "Mikola"), person(1, "Bakarov", "Roman")}, keys);
  Query sought;
  sought.words = {{"Roman", NamePart::unknown, false, false},
                  {"Bakarow", NamePart::unknown, false, false}};
  const Found found = index.search(sought);
  ASSERT_FALSE(found.hits.empty());
  EXPECT_EQ(found.hits[0].row, 1U);
}

TEST_F(Finding, WithoutASurnameGivenNameAndPatronymicLeadToThePerson) {
  const Index index = built(
      {person(0, "Kovalenko", "Mikola", "Ivanovic"), person(1, "Bakarov", "Mikola", "Romanovic")},
      keys);
  const Found found = index.search(query("", "Mikola", "Romanovic"));
  ASSERT_EQ(found.hits.size(), 1U);
  EXPECT_EQ(found.hits[0].row, 1U);
}

TEST_F(Finding, ANumberLeadsToThePersonEvenWithADigitWrong) {
  PersonRow numbered = person(0, "Kovalenko", "Mikola");
  numbered.numbers = {"AB 12345"};
  const Index index = built({numbered, person(1, "Bakarov", "Roman")}, keys);
  Query sought;
  sought.numbers = {"ab-12345"};
  ASSERT_EQ(index.search(sought).hits.size(), 1U);
  EXPECT_EQ(index.search(sought).hits[0].waterfall.steps.back().key, "number.exact");
  sought.numbers = {"AB12346"};
  ASSERT_EQ(index.search(sought).hits.size(), 1U);
  EXPECT_EQ(index.search(sought).hits[0].waterfall.steps.back().key, "number.one_digit");
}

TEST_F(Finding, WhoMayNotSeeARecordDoesNotFindIt) {
  PersonRow hidden = person(0, "Kovalenko", "Mikola");
  hidden.visible = 2;
  const Index index = built({hidden}, keys);
  Query sought = query("Kovalenko", "Mikola");
  sought.visible = 1;
  EXPECT_TRUE(index.search(sought).hits.empty());
  EXPECT_EQ(index.why_not(sought, 0).kept, Kept::not_visible);
  sought.visible = 3;
  EXPECT_EQ(index.search(sought).hits.size(), 1U);
}

TEST_F(Finding, AQueryWithNothingToGoByIsToldSo) {
  const Index index = built({person(0, "Kovalenko", "Mikola")}, keys);
  EXPECT_TRUE(index.search({}).too_little);
  Query year;
  year.born = {{5844, 6208}};
  EXPECT_TRUE(index.search(year).too_little);
  EXPECT_FALSE(index.search(query("Kovalenko", "")).too_little);
}

// --- The index agrees with comparing everybody ---

class AgainstEverybody : public ::testing::TestWithParam<unsigned> {
 protected:
  SmallKeys keys;
};

TEST_P(AgainstEverybody, TheBestHitsAreTheSameInTheSameOrderWithTheSameWeights) {
  Crowd chance(GetParam());
  const std::vector<PersonRow> people = crowd(chance, 0, 400);
  const Index index = built(people, keys, 1 + GetParam() % 3);
  int with_hits = 0;
  for (int i = 0; i < 60; ++i) {
    const Query sought = chance.query_for(people[static_cast<std::size_t>(chance.pick(400))]);
    auto expected = reference_search(people, sought, keys);
    const std::size_t in_reach = expected.size();
    if (expected.size() > sought.limit) expected.resize(sought.limit);
    const Found found = index.search(sought);
    ASSERT_EQ(of(found), expected) << "query " << i;
    for (const Hit& hit : found.hits) ASSERT_EQ(hit.waterfall.total(), hit.weight);
    with_hits += in_reach > sought.limit ? 1 : 0;
  }
  EXPECT_GT(with_hits, 10);  // or the order was not put to the test
}

TEST_P(AgainstEverybody, WhyNotKnowsThePlaceOfEachRecord) {
  Crowd chance(GetParam() + 500);
  const std::vector<PersonRow> people = crowd(chance, 0, 150);
  const Index index = built(people, keys);
  for (int i = 0; i < 6; ++i) {
    const Query sought = chance.query_for(people[static_cast<std::size_t>(chance.pick(150))]);
    const auto expected = reference_search(people, sought, keys);
    for (const PersonRow& one : people) {
      const WhyNot why = index.why_not(sought, one.row);
      const auto at = std::ranges::find(expected, one.row, &ReferenceHit::row);
      if ((one.visible & sought.visible) == 0) {
        ASSERT_EQ(why.kept, Kept::not_visible);
      } else if (at == expected.end()) {
        ASSERT_EQ(why.kept, Kept::not_in_reach) << one.row;
      } else {
        const auto place = static_cast<std::uint64_t>(at - expected.begin()) + 1;
        ASSERT_EQ(why.place, place) << one.row;
        ASSERT_EQ(why.kept, place <= sought.limit ? Kept::found : Kept::outranked);
        ASSERT_EQ(why.waterfall.total(), at->weight);
      }
    }
  }
}

// Additions, replacements, removals and rebuilds in any order leave what building anew would give.
TEST_P(AgainstEverybody, ABaseWithLaterChangesAnswersAsOneBuiltAnew) {
  Crowd chance(GetParam() + 1000);
  std::vector<PersonRow> people = crowd(chance, 0, 100);
  Index index = built(people, keys);
  MemoryFile file;
  Row next = 100;
  for (int step = 0; step < 200; ++step) {
    const auto at = static_cast<std::size_t>(chance.pick(static_cast<int>(people.size())));
    switch (chance.pick(step % 40 == 39 ? 4 : 3)) {
      case 0:
        people.push_back(chance.person(next++));
        index.add(people.back());
        break;
      case 1:
        people[at] = chance.person(people[at].row);
        index.add(people[at]);
        break;
      case 2:
        ASSERT_TRUE(index.remove(people[at].row));
        ASSERT_FALSE(index.remove(people[at].row));
        people.erase(people.begin() + static_cast<std::ptrdiff_t>(at));
        break;
      default:
        ASSERT_TRUE(index.rebuild(file, 77).has_value());
        EXPECT_EQ(index.sizes().since_base, 0U);
        EXPECT_EQ(index.sizes().mark, 77U);
    }
    if (step % 10 != 0) continue;
    ASSERT_EQ(index.sizes().records, people.size());
    const Index anew = built(people, keys);
    for (int i = 0; i < 4; ++i) {
      const Query sought = chance.query_for(
          people[static_cast<std::size_t>(chance.pick(static_cast<int>(people.size())))]);
      ASSERT_EQ(index.search(sought).hits, anew.search(sought).hits) << "step " << step;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Crowds, AgainstEverybody, ::testing::Range(1U, 13U));

TEST_F(Finding, HowTheRowsAreDealtOutDoesNotChangeAByte) {
  Crowd chance(3);
  const std::vector<PersonRow> people = crowd(chance, 0, 300);
  const auto bytes = [&](const std::vector<std::size_t>& part_of, std::size_t parts) {
    std::vector<Gatherer> gatherers(parts);
    for (std::size_t i = 0; i < people.size(); ++i) gatherers[part_of[i]].add(people[i]);
    MemoryFile file;
    auto mapping =
        build(std::move(gatherers), keys, file, {.threads = static_cast<unsigned>(parts)});
    const auto all = mapping.value()->bytes();
    return std::vector<std::byte>(all.begin(), all.end());
  };
  const auto alone = bytes(std::vector<std::size_t>(people.size()), 1);
  for (std::size_t parts = 2; parts < 9; ++parts) {
    std::vector<std::size_t> dealt;
    for (std::size_t i = 0; i < people.size(); ++i)
      dealt.push_back(static_cast<std::size_t>(chance.pick(static_cast<int>(parts))));
    EXPECT_TRUE(bytes(dealt, parts) == alone) << parts;
  }
}

TEST_F(Finding, ARowGivenTwiceIsRefused) {
  std::vector<Gatherer> gatherers(2);
  gatherers[0].add(person(4, "Kovalenko", "Mikola"));
  gatherers[1].add(person(4, "Bakarov", "Roman"));
  MemoryFile file;
  const auto mapping = build(std::move(gatherers), keys, file);
  ASSERT_FALSE(mapping.has_value());
  EXPECT_EQ(mapping.error().fault, Fault::invalid_input);
}

TEST_F(Finding, WordsAreCompletedTheMostFrequentFirst) {
  std::vector<PersonRow> people;
  for (Row row = 0; row < 5; ++row) people.push_back(person(row, "Kovalenko", "Mikola"));
  people.push_back(person(5, "Koval", "Ivan"));
  people.push_back(person(6, "Kuvaldin", "Ivan"));
  Index index = built(people, keys);
  index.add(person(7, "Kovalkin", "Ivan"));
  index.add(person(8, "Kovalkin", "Ivan"));
  std::vector<std::string> words;
  for (const Completion& one : index.complete("kova", NamePart::surname)) words.push_back(one.word);
  EXPECT_THAT(words, ::testing::ElementsAre("Kovalenko", "Kovalkin", "Koval", "Kuvaldin"));
  EXPECT_EQ(index.complete("kova", NamePart::surname, 1).size(), 1U);
}

// Very many surnames begin with the letter that was typed; the most frequent are noted beforehand.
TEST_F(Finding, OfThousandsOfWordsThatBeginSoTheMostFrequentAreShown) {
  std::vector<PersonRow> people;
  std::map<std::string, int> times;
  unsigned number = 12'345;
  const auto chance = [&](unsigned below) {
    number = number * 1'103'515'245U + 12'345U;
    return number / 65'536U % below;
  };
  for (Row row = 0; row < 12'000; ++row) {
    std::string surname = chance(4) == 0 ? "m" : "k";
    for (unsigned letters = 2 + chance(3); letters > 0; --letters)
      surname += "abdegilmoprstuvz"[std::min(chance(16), chance(16))];
    ++times[surname];
    people.push_back(person(row, surname, "Ivan"));
  }
  const Index index = built(people, keys);
  for (const std::string typed : {"k", "ka", "m", "kb", "kab"}) {
    std::vector<std::pair<int, std::string>> expected;
    for (const auto& [surname, count] : times)
      if (surname.starts_with(typed)) expected.emplace_back(-count, surname);
    ASSERT_GT(expected.size(), typed == "k" ? 2000U : 8U);
    std::ranges::sort(expected);
    const auto found = index.complete(typed, NamePart::surname);
    ASSERT_EQ(found.size(), 8U);
    for (std::size_t i = 0; i < found.size(); ++i)
      EXPECT_EQ(found[i].records, static_cast<std::uint64_t>(-expected[i].first)) << typed << i;
  }
}

TEST_F(Finding, WhatIsStillBeingTypedFindsWhoBeginsSo) {
  const Index index =
      built({person(0, "Kovalenko", "Mikola"), person(1, "Kovalenko", "Roman")}, keys);
  Query sought = query("Kovalenko", "Ro");
  sought.words[1].unfinished = true;
  const Found found = index.search_quickly(sought);
  ASSERT_EQ(found.hits.size(), 2U);
  EXPECT_EQ(found.hits[0].row, 1U);
  EXPECT_GT(found.hits[0].weight, found.hits[1].weight);
}

// --- Damage ---

std::vector<std::byte> small_base(const NameKeys& keys) {
  Crowd chance(11);
  std::vector<Gatherer> gatherers(1);
  for (Row row = 0; row < 40; ++row) gatherers[0].add(chance.person(row * 3));
  MemoryFile file;
  auto mapping = build(std::move(gatherers), keys, file);
  const auto all = mapping.value()->bytes();
  return {all.begin(), all.end()};
}

TEST_F(Finding, AByteChangedAnywhereIsNoticedOrDoesNotMatter) {
  const auto whole = small_base(keys);
  std::size_t noticed = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    auto bytes = whole;
    bytes[at] ^= std::byte{0x20};
    Index index(keys);
    const auto opened = index.open(in_memory(bytes));
    if (!opened) {
      ++noticed;
      EXPECT_THAT(opened.error().message, ::testing::HasSubstr("build it anew"));
      EXPECT_NE(opened.error().fault, Fault::invalid_input);
    } else {
      index.search(query("baka", "roma"));  // only what fills up to a border was changed
    }
  }
  EXPECT_GT(noticed, whole.size() / 2);
}

TEST_F(Finding, ABaseCutShortIsRefused) {
  const auto whole = small_base(keys);
  for (std::size_t size = 0; size < whole.size(); size += 7) {
    Index index(keys);
    const auto opened = index.open(in_memory(std::span(whole).first(size)));
    ASSERT_FALSE(opened.has_value()) << size;
    EXPECT_EQ(opened.error().fault, Fault::corrupt);
  }
}

TEST_F(Finding, ABaseMadeWithOtherTablesIsBuiltAnew) {
  const auto whole = small_base(keys);
  SmallKeys others;
  others.version_ = 8;
  Index index(others);
  const auto opened = index.open(in_memory(whole));
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().fault, Fault::conflict);
}

// --- Several at once ---

TEST_F(Finding, SearchesGoOnWhileRecordsComeAndTheBaseIsRebuilt) {
  Crowd chance(21);
  const std::vector<PersonRow> people = crowd(chance, 0, 200);
  Index index = built(people, keys);
  index.add(person(10'000, "Zzyzx", "Quentin"));
  std::atomic<bool> stop = false;
  std::atomic<int> searches = 0;
  std::atomic<int> lost = 0;
  std::vector<std::jthread> readers;
  for (int t = 0; t < 2; ++t) {
    readers.emplace_back([&] {
      while (!stop) {
        const Found found = index.search(query("Zzyzx", "Quentin"));
        if (found.hits.empty() || found.hits[0].row != 10'000) ++lost;
        ++searches;
      }
    });
  }
  std::jthread rebuilder([&] {
    MemoryFile file;
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(index.rebuild(file, 1).has_value());
  });
  for (Row row = 20'000; row < 20'200; ++row) {
    index.add(chance.person(row));
    if (row % 3 == 0) index.remove(row - 1);
  }
  rebuilder.join();
  while (searches < 20) std::this_thread::yield();
  stop = true;
  readers.clear();
  EXPECT_EQ(lost, 0);
  EXPECT_EQ(index.sizes().records, 201U + 200U - 67U);
}

}  // namespace
}  // namespace nostos::finding
