// SPDX-License-Identifier: Apache-2.0
// A report that is added, taken away or read anew changes what follows from it and nothing else: at
// every step the reckoning is, byte for byte, that of the readings at hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "ledger_generator.h"
#include "reckoning/reckoner.h"
#include "reckoning/testing/five_reports.h"
#include "reckoning/testing/reckoned.h"
#include "wire/reckoning_json.h"

namespace nostos::reckoning {
namespace {

using namespace nostos::testing;

Options options() { return ledger_options(); }

// Some of the reports share a text, some are in another language.
void give_texts(std::vector<Reading>& readings, LedgerGenerator& generator) {
  for (Reading& reading : readings) {
    const auto kind = static_cast<std::size_t>(generator.pick(1, 6));
    if (generator.chance(60)) reading.shingles = shingles_of(text_of_kind(kind));
    if (generator.chance(25)) reading.lang = "uk";
  }
}

std::string anew(const std::vector<Reading>& readings, const Options& o) {
  return wire::reckoning_json(reckon(readings, o));
}

// A reckoner and, beside it, the readings that it should hold.
class Kept {
 public:
  explicit Kept(Options o) : options_(o), reckoner_(o) {}

  void add(const Reading& reading) {
    held_.push_back(reading);
    reckoner_.add(reading);
  }
  void remove(const std::string& digest) {
    std::erase_if(held_, [&](const Reading& reading) { return reading.digest == digest; });
    EXPECT_TRUE(reckoner_.remove(digest));
  }
  const std::vector<Reading>& held() const { return held_; }
  std::string now() { return wire::reckoning_json(reckoner_.result()); }
  std::string should_be() const { return anew(held_, options_); }

 private:
  Options options_;
  Reckoner reckoner_;
  std::vector<Reading> held_;
};

// Two conflicts; dated and undated reports, copies, ordinals, totals, exchanges before.
std::vector<Reading> mixed_reports(unsigned seed) {
  LedgerGenerator one(seed);
  auto readings = readings_of(one.reports(one.exchanges(6), 34, 60));
  LedgerGenerator two(seed + 1000, "NOR", "SUD");
  for (const Reading& reading : readings_of(two.reports(two.exchanges(3), 12, 70))) {
    readings.push_back(reading);
    readings.back().digest += "b";
  }
  for (const Reading& reading : five_reports()) readings.push_back(reading);
  give_texts(readings, one);
  std::ranges::shuffle(readings, one.random());
  return readings;
}

void come_and_go(unsigned seed, const Options& o, const std::vector<Reading>& all) {
  std::mt19937 random(seed);
  Kept kept(o);
  std::vector<Reading> away = all;
  for (int step = 0; step < 90; ++step) {
    const bool adding = kept.held().empty() || (!away.empty() && random() % 10 < 7);
    if (adding) {
      kept.add(away.back());
      away.pop_back();
    } else {
      const auto at = random() % kept.held().size();
      const Reading gone = kept.held()[at];
      kept.remove(gone.digest);
      away.insert(away.begin(), gone);
    }
    // Now and then several come before anybody asks.
    if (random() % 5 == 0) continue;
    ASSERT_EQ(kept.now(), kept.should_be()) << "seed " << seed << ", step " << step;
  }
}

TEST(Incremental, WhateverComesAndGoesTheBytesAreThoseOfAFullRun) {
  for (unsigned seed = 0; seed < 12; ++seed) come_and_go(seed, options(), mixed_reports(seed));
}

// One text in many outlets, some of which change it: families that grow, meet and fall apart.
TEST(Incremental, WhateverCopiesOfCopiesComeAndGo) {
  for (unsigned seed = 200; seed < 212; ++seed) {
    LedgerGenerator generator(seed);
    auto readings = readings_of(generator.reports(generator.exchanges(4), 60, 80));
    copy_some(readings, 75, generator);
    for (Reading& reading : readings) {
      // Half of another text beside its own joins what had been two families.
      if (!generator.chance(20)) continue;
      const auto& other = readings[static_cast<std::size_t>(generator.pick(0, 59))].shingles;
      reading.shingles.insert(reading.shingles.end(), other.begin(), other.end());
      std::ranges::sort(reading.shingles);
    }
    std::ranges::shuffle(readings, generator.random());
    come_and_go(seed, options(), readings);
  }
}

TEST(Incremental, AlsoWithOtherAssumptions) {
  Options o = options();
  o.assume_news_recency = true;
  come_and_go(100, o, mixed_reports(100));
  o = options();
  o.assume_adjacency = false;
  come_and_go(101, o, mixed_reports(101));
  o = options();
  o.known_on = *parse_iso("2022-08-01");
  come_and_go(102, o, mixed_reports(102));
}

// Adds all but the last, asks, adds the last, asks again.
void expect_the_same_with_one_more(const std::vector<Reading>& readings,
                                   const Options& o = options()) {
  Kept kept(o);
  for (std::size_t i = 0; i + 1 < readings.size(); ++i) kept.add(readings[i]);
  const std::string before = kept.now();
  ASSERT_EQ(before, kept.should_be());
  kept.add(readings.back());
  const std::string after = kept.now();
  EXPECT_NE(after, before);
  EXPECT_EQ(after, kept.should_be());
  const std::string digest = readings.back().digest;
  kept.remove(digest);
  EXPECT_EQ(kept.now(), before);
}

ReportSays says(const std::string& name, const std::string& published = {}) {
  ReportSays report(name, "SUD", "NOR");
  if (!published.empty()) report.published(published);
  return report;
}

TEST(Incremental, AnUndatedReportThatJoinsByItsOrdinal) {
  expect_the_same_with_one_more({says("A", "2023-02-05")
                                     .main_event()
                                     .on("2023-02-04")
                                     .leg("NOR", 116)
                                     .ordinal(40, "war", "NOR"),
                                 says("B", "2023-03-08")
                                     .main_event()
                                     .on("2023-03-07")
                                     .leg("NOR", 130)
                                     .ordinal(41, "war", "NOR"),
                                 says("C").main_event().leg("NOR", 130).ordinal(41, "war", "NOR")});
}

TEST(Incremental, ATranslation) {
  const auto told = [](const std::string& name, const std::string& lang) {
    Reading reading = says(name, "2023-02-05")
                          .main_event()
                          .on("2023-02-04")
                          .leg("NOR", 116)
                          .leg("SUD", 63)
                          .total("NOR", 1762)
                          .ordinal(40, "war", "NOR");
    reading.lang = lang;
    return reading;
  };
  expect_the_same_with_one_more({told("A", "en"), told("B", "uk")});
}

// Each two of the three texts share one half; the first joining makes the last one needless.
TEST(Incremental, TwoCopiesAreCopiesWithoutTheThird) {
  std::vector<Reading> three;
  for (std::uint32_t of = 0; of < 3; ++of) {
    Reading reading = says(std::string("ABC").substr(of, 1), "2023-02-05")
                          .main_event()
                          .on("2023-02-04")
                          .leg("NOR", 116)
                          .leg("SUD", 63);
    for (std::uint32_t i = 0; i < 144; ++i) {
      if (i % 3 != of) reading.shingles.push_back(1000 * i + 7);
    }
    three.push_back(std::move(reading));
  }
  for (const Reading& gone : three) {
    Kept kept(options());
    for (const Reading& reading : three) kept.add(reading);
    EXPECT_EQ(kept.now(), kept.should_be());
    kept.remove(gone.digest);
    EXPECT_EQ(reckon(kept.held(), options()).copies.size(), 1U);
    EXPECT_EQ(kept.now(), kept.should_be()) << gone.id;
  }
}

TEST(Incremental, AnOrdinalThatShiftsTheOthers) {
  expect_the_same_with_one_more(
      {says("A", "2023-02-05").main_event().on("2023-02-04").leg("NOR", 116),
       says("B", "2023-03-08").main_event().on("2023-03-07").leg("NOR", 130),
       says("C", "2023-04-11").main_event().on("2023-04-10").leg("NOR", 100),
       says("D", "2023-01-09").main_event().on("2023-01-08").leg("NOR", 50)});
}

TEST(Incremental, AnExchangeBefore) {
  expect_the_same_with_one_more(
      {says("A", "2023-02-05").main_event().on("2023-02-04").leg("NOR", 116),
       says("B").main_event().leg("NOR", 130).ordinal(41, "war", "NOR"),
       says("C", "2023-03-08")
           .main_event()
           .on("2023-03-07")
           .leg("NOR", 130)
           .ordinal(41, "war", "NOR")
           .previous_event()
           .on("2023-02-04")
           .leg("NOR", 116)});
}

TEST(Incremental, WhatWasNotKnownOnThatDay) {
  Options o = options();
  o.known_on = *parse_iso("2023-02-28");
  expect_the_same_with_one_more(
      {says("A", "2023-02-05").main_event().on("2023-02-04").leg("NOR", 116),
       says("B", "2023-03-08").main_event().on("2023-03-07").leg("NOR", 130)},
      o);
}

TEST(Incremental, AReadingThatKnowsMoreOfTheSameReportTakesItsPlace) {
  Reading bare = says("A").main_event().leg("NOR", 116);
  Reading better = says("A", "2023-02-05").main_event().on("2023-02-04").leg("NOR", 116);
  better.digest = bare.digest;
  expect_the_same_with_one_more(
      {says("B", "2023-02-06").main_event().on("2023-02-04").leg("NOR", 116).leg("SUD", 63), bare});
  Kept kept(options());
  kept.add(bare);
  EXPECT_EQ(kept.now(), kept.should_be());
  kept.add(better);
  EXPECT_EQ(kept.now(), kept.should_be());
}

// What was given out before stays as it was.
TEST(Incremental, AnEarlierAnswerDoesNotChange) {
  const auto all = mixed_reports(7);
  Reckoner reckoner(options());
  for (std::size_t i = 0; i < all.size() / 2; ++i) reckoner.add(all[i]);
  const domain::Reckoning earlier = reckoner.result();
  const std::string bytes = wire::reckoning_json(earlier);
  for (std::size_t i = all.size() / 2; i < all.size(); ++i) {
    reckoner.add(all[i]);
    static_cast<void>(reckoner.result());
  }
  EXPECT_EQ(wire::reckoning_json(earlier), bytes);
}

// Nothing that holds for a hundred reports may wait until there are thousands.
TEST(Incremental, ManyReportsOneMore) {
  LedgerGenerator generator(3);
  const auto all = readings_of(generator.reports(generator.exchanges(40), 3000, 85));
  Kept kept(options());
  for (std::size_t i = 0; i + 5 < all.size(); ++i) kept.add(all[i]);
  static_cast<void>(kept.now());
  for (std::size_t i = all.size() - 5; i < all.size(); ++i) {
    kept.add(all[i]);
    ASSERT_EQ(kept.now(), kept.should_be()) << i;
  }
}

}  // namespace
}  // namespace nostos::reckoning
