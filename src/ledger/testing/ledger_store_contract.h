// SPDX-License-Identifier: Apache-2.0
// The contract of LedgerStore, run on every implementation:
//   INSTANTIATE_TEST_SUITE_P(Memory, LedgerStoreContract, testing::Values(make_memory_store));
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "ledger/ledger_store.h"
#include "ledger/testing/an_entry.h"
#include "ledger/verification.h"

namespace nostos::ledger {

using MakeStore = std::function<std::unique_ptr<LedgerStore>()>;

class LedgerStoreContract : public testing::TestWithParam<MakeStore> {
 protected:
  void SetUp() override {
    store = GetParam()();
    ASSERT_NE(store, nullptr);
  }
  Appended add(const std::string& operation, const std::string& about = "r1",
               std::string_view kind = kind::report_received) {
    auto appended = store->append(an_entry(operation, about, kind));
    EXPECT_TRUE(appended) << appended.error().message;
    return appended ? *appended : Appended{};
  }
  std::unique_ptr<LedgerStore> store;
};

TEST_P(LedgerStoreContract, StartsEmptyAndSound) {
  EXPECT_EQ(store->head(), (Head{0, empty_root()}));
  EXPECT_EQ(store->entry(0).error().fault, Fault::not_found);
  EXPECT_TRUE(verify(*store)->ok);
}

TEST_P(LedgerStoreContract, GivesIndexesWithoutGapsAndEntriesBackUnchanged) {
  std::vector<Entry> entries;
  for (int i = 0; i < 40; ++i) {
    entries.push_back(an_entry("op-" + std::to_string(i)));
    const auto appended = store->append(entries.back());
    ASSERT_TRUE(appended);
    EXPECT_EQ(appended->index, static_cast<std::uint64_t>(i));
    EXPECT_EQ(appended->head, store->head());
  }
  for (std::size_t i = 0; i < entries.size(); ++i) EXPECT_EQ(*store->entry(i), entries[i]);
}

TEST_P(LedgerStoreContract, DoesAnOperationOnceAndReturnsTheFirstResult) {
  add("op-1");
  const Head before = add("op-2").head;
  const Appended again = add("op-1");
  EXPECT_TRUE(again.already_there);
  EXPECT_EQ(again.index, 0U);
  EXPECT_EQ(store->head(), before);
  EXPECT_EQ(*store->with_operation("op-2"), std::optional<std::uint64_t>(1));
  EXPECT_EQ(*store->with_operation("op-3"), std::nullopt);
}

TEST_P(LedgerStoreContract, TakesAListInOneStepAndPassesOverWhatIsThere) {
  add("op-1");
  const auto appended =
      store->append_all({an_entry("op-2"), an_entry("op-1"), an_entry("op-3"), an_entry("op-2")});
  ASSERT_TRUE(appended);
  ASSERT_EQ(appended->size(), 4U);
  EXPECT_EQ((*appended)[0].index, 1U);
  EXPECT_TRUE((*appended)[1].already_there);
  EXPECT_EQ((*appended)[1].index, 0U);
  EXPECT_EQ((*appended)[2].index, 2U);
  EXPECT_TRUE((*appended)[3].already_there) << "twice in one list is once";
  EXPECT_EQ((*appended)[3].index, 1U);
  EXPECT_EQ(store->head().size, 3U);
  EXPECT_EQ((*appended)[3].head, store->head());
  EXPECT_TRUE(verify(*store)->ok);
  EXPECT_TRUE(store->append_all({})->empty());
  EXPECT_EQ(store->head().size, 3U);
}

TEST_P(LedgerStoreContract, KeepsTheTreeOfTheDefinition) {
  Frontier frontier;
  for (int i = 0; i < 33; ++i) {
    const Entry entry = an_entry("op-" + std::to_string(i));
    const auto appended = store->append(entry);
    ASSERT_TRUE(appended);
    for (const Node& node : frontier.append(leaf_hash(to_envelope(entry)))) {
      EXPECT_EQ(*store->node(node.level, node.n), node.hash);
    }
    EXPECT_EQ(appended->head, frontier.head());
  }
  EXPECT_EQ(store->node(6, 0).error().fault, Fault::not_found);
}

TEST_P(LedgerStoreContract, ProvesEntriesAndGrowthFromWhatItStores) {
  std::vector<Head> heads{store->head()};
  for (int i = 0; i < 21; ++i) heads.push_back(add("op-" + std::to_string(i)).head);
  const NodeSource nodes = [&](unsigned level, std::uint64_t n) { return store->node(level, n); };
  const Digest leaf = leaf_hash(to_envelope(*store->entry(13)));
  EXPECT_TRUE(proves_inclusion(leaf, 13, heads[21], *inclusion_proof(13, 21, nodes)));
  EXPECT_TRUE(proves_consistency(heads[9], heads[21], *consistency_proof(9, 21, nodes)));
}

TEST_P(LedgerStoreContract, ShowsTheLatestEntryOfAKindAboutASubject) {
  add("a", "r1");
  add("b", "r2");
  add("c", "r1", kind::claims_read);
  add("d", "r1", kind::claims_read);
  add("e", "", kind::bureau_opened);
  using testing::ElementsAre;
  EXPECT_THAT(
      *store->standing(kind::report_received),
      ElementsAre(Standing{"report_received", "r1", 0}, Standing{"report_received", "r2", 1}));
  EXPECT_THAT(*store->standing(kind::claims_read), ElementsAre(Standing{"claims_read", "r1", 3}));
  EXPECT_THAT(*store->standing(kind::bureau_opened), testing::IsEmpty());
  EXPECT_EQ(*store->standing_about(kind::claims_read, "r1"), std::optional<std::uint64_t>(3));
  EXPECT_EQ(*store->standing_about(kind::claims_read, "r2"), std::nullopt);
}

TEST_P(LedgerStoreContract, TellsWhatStandsUnderTheBeginningOfASubject) {
  using testing::ElementsAre;
  add("op-1", "abc1");
  add("op-2", "abd2");
  add("op-3", "abc3");
  add("op-4", "abc3", kind::claims_read);
  add("op-5", "a%c9");
  const auto found = [this](std::string_view beginning, std::size_t most) {
    std::vector<std::string> subjects;
    const auto standing = store->standing_beginning(kind::report_received, beginning, most);
    for (const Standing& one : *standing) {
      subjects.push_back(one.about + "@" + std::to_string(one.index));
    }
    return subjects;
  };
  EXPECT_THAT(found("abc", 9), ElementsAre("abc1@0", "abc3@2"));
  EXPECT_THAT(found("abc", 1), ElementsAre("abc1@0"));
  EXPECT_THAT(found("abc3", 9), ElementsAre("abc3@2"));
  EXPECT_THAT(found("abc33", 9), ElementsAre());
  EXPECT_THAT(found("a_c", 9), ElementsAre());
  EXPECT_THAT(found("a%", 9), ElementsAre("a%c9@4"));
}

TEST_P(LedgerStoreContract, ViewsAreTheSameAfterTheyWereDroppedAndRebuilt) {
  for (int i = 0; i < 30; ++i) {
    add("op-" + std::to_string(i), "r" + std::to_string(i % 7),
        i % 3 == 0 ? kind::claims_read : kind::report_received);
  }
  const auto received = *store->standing(kind::report_received);
  const auto read = *store->standing(kind::claims_read);
  const Head head = store->head();
  ASSERT_TRUE(store->rebuild_views());
  EXPECT_EQ(*store->standing(kind::report_received), received);
  EXPECT_EQ(*store->standing(kind::claims_read), read);
  EXPECT_EQ(store->head(), head);
}

TEST_P(LedgerStoreContract, ANotedHeadIsRecognisedForEverySizeAndAForeignOneIsNot) {
  std::vector<Head> heads{store->head()};
  for (int i = 0; i < 12; ++i) heads.push_back(add("op-" + std::to_string(i)).head);
  for (Head head : heads) {
    EXPECT_TRUE(verify(*store, head)->ok) << head.size;
    head.root[5] ^= 1U;
    EXPECT_FALSE(verify(*store, head)->ok) << head.size;
  }
  const auto longer = verify(*store, Head{13, heads[12].root});
  EXPECT_FALSE(longer->ok);
  EXPECT_EQ(longer->first_bad, 12U);
}

TEST_P(LedgerStoreContract, ManyWritersAtOnceLoseNothingAndKeepOneOrder) {
  constexpr int kWriters = 4;
  constexpr int kEach = 25;
  std::vector<std::vector<std::uint64_t>> indexes(kWriters);
  {
    std::vector<std::jthread> writers;
    for (int w = 0; w < kWriters; ++w) {
      writers.emplace_back([&, w] {
        for (int i = 0; i < kEach; ++i) {
          const auto appended =
              store->append(an_entry(std::to_string(w) + "/" + std::to_string(i)));
          if (appended) indexes[static_cast<std::size_t>(w)].push_back(appended->index);
        }
      });
    }
  }
  std::set<std::uint64_t> all;
  for (const auto& mine : indexes) {
    EXPECT_EQ(mine.size(), static_cast<std::size_t>(kEach));
    EXPECT_TRUE(std::is_sorted(mine.begin(), mine.end()));  // acknowledged before the next was sent
    all.insert(mine.begin(), mine.end());
  }
  EXPECT_EQ(all.size(), static_cast<std::size_t>(kWriters * kEach));
  EXPECT_EQ(*all.rbegin(), all.size() - 1);
  EXPECT_TRUE(verify(*store)->ok);
}

}  // namespace nostos::ledger
