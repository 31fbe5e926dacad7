// SPDX-License-Identifier: Apache-2.0
#include "synth/corpus.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace nostos::synth {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string table() {
  std::string rows =
      "# sentences\nthousands\t,\ndate\t{d} {month} {y}\nordinal\t{n}th\nordinal.1\t{n}st\n"
      "ordinal.11\t{n}th\n";
  for (int i = 1; i <= 12; ++i) rows += "month\tM" + std::to_string(i) + "\n";
  for (int i = 1; i <= 7; ++i) rows += "weekday\tW" + std::to_string(i) + "\n";
  for (const char* key : {"outlet", "correction", "title", "title.count", "lede.undated",
                          "count.own", "noise", "superlative"})
    rows += std::string(key) + "\t" + key + " {n}\n";
  rows +=
      "lede.day\ton {date}\nlede.dated\ton {weekday} {date}\ncount.keeper\tkeeper {n}\n"
      "hedge\tover {h}\ncount.other\tother {m}\nclaim.other\tclaim {n}\n"
      "ordinal.told\tthe {ordinal}\ntotal\ttotal {total}\nrank\t{p1} and {p2}\n"
      "service\t{p1}, {p2}, {p3}\nprevious\tbefore {date} {n}\n";
  return rows;
}

Phrases phrases() { return *Phrases::load(table()); }

Corpus corpus(std::uint64_t seed, int per_mille_errors, std::size_t exchanges = 20) {
  Wishes wishes;
  wishes.seed = seed;
  wishes.per_mille_errors = per_mille_errors;
  wishes.exchanges = exchanges;
  std::vector<std::pair<std::string, Phrases>> languages;
  languages.emplace_back("en", phrases());
  return {wishes, std::move(languages)};
}

TEST(Phrases, WriteNumbersOrdinalsAndDatesAsTheTableSays) {
  const Phrases p = phrases();
  EXPECT_EQ(p.number(1234567), "1,234,567");
  EXPECT_EQ(p.number(999), "999");
  EXPECT_EQ(p.ordinal(21), "21st");
  EXPECT_EQ(p.ordinal(111), "111th");
  EXPECT_EQ(p.ordinal(4), "4th");
  EXPECT_EQ(p.date(*domain::parse_iso("2001-03-04")), "4 M3 2001");
}

TEST(Phrases, AWordTakesTheFormThatGoesWithItsFigure) {
  const Phrases p =
      *Phrases::load(table() + "form\t3\nform.1\t1\nform.2\t2\nform.11\t3\nform.12\t3\n");
  const auto said = [&](const char* n) { return p.filled("{n} {n:one|few|many}", {{"n", n}}); };
  EXPECT_EQ(said("21"), "21 one");
  EXPECT_EQ(said("1,202"), "1,202 few");
  EXPECT_EQ(said("111"), "111 many");
  EXPECT_EQ(said("1,412"), "1,412 many");
  EXPECT_EQ(said("5"), "5 many");
  // A language without rows of forms has one form only.
  EXPECT_EQ(phrases().filled("{n:one|few}", {{"n", "2"}}), "one");
  const auto no_number = Phrases::load(table() + "form.1\tone\n");
  ASSERT_FALSE(no_number);
  EXPECT_THAT(no_number.error().message, HasSubstr("number"));
}

TEST(Phrases, AMissingKeyOrABrokenLineIsNamed) {
  std::string without = table();
  without.erase(without.find("total\t"), std::string("total\ttotal {total}\n").size());
  const auto missing = Phrases::load(without);
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().message, HasSubstr("\"total\""));
  const auto broken = Phrases::load("thousands\t,\nno tab here\n");
  ASSERT_FALSE(broken);
  EXPECT_THAT(broken.error().message, HasSubstr("line 2"));
}

TEST(Corpus, TheSameWishesGiveTheSameReports) {
  Corpus a = corpus(3, 100);
  Corpus b = corpus(3, 100);
  Corpus other = corpus(4, 100);
  std::string texts_a;
  std::string texts_b;
  std::string texts_other;
  for (int i = 0; i < 200; ++i) {
    texts_a += a.next().text;
    texts_b += b.next().text;
    texts_other += other.next().text;
  }
  EXPECT_EQ(texts_a, texts_b);
  EXPECT_NE(texts_a, texts_other);
}

TEST(Corpus, TheTrueLedgerAddsUp) {
  const Corpus c = corpus(5, 0, 300);
  std::int64_t total = 0;
  domain::Day day = 0;
  for (const TrueExchange& e : c.ledger()) {
    EXPECT_GT(e.day, day);
    EXPECT_EQ(e.total_after, total += e.to_norland);
    EXPECT_GT(e.to_norland - e.armed_forces - e.guard, 0);
    EXPECT_GT(e.armed_forces, 0);
    EXPECT_GT(e.to_norland, e.officers);
    day = e.day;
  }
}

TEST(Corpus, EveryExchangeIsFirstToldHonestlyAndErrorsComeInAllKinds) {
  Corpus c = corpus(6, 300);
  std::set<Injected> kinds;
  std::set<std::size_t> told;
  for (std::size_t i = 0; i < 3000; ++i) {
    const InventedReport report = c.next();
    kinds.insert(report.injected);
    if (i < 20) {
      told.insert(report.exchange);
      EXPECT_EQ(report.injected, Injected::none);
      EXPECT_TRUE(report.published);
      EXPECT_THAT(report.text, HasSubstr("keeper"));
    }
    EXPECT_THAT(report.text, Not(HasSubstr("{")));
    if (report.injected == Injected::early) {
      EXPECT_LT(*report.published, c.ledger()[report.exchange].day);
    }
  }
  EXPECT_EQ(told.size(), 20U);
  EXPECT_EQ(kinds.size(), static_cast<std::size_t>(kInjectedKinds));
}

TEST(Corpus, SomeReportsTakeBackAFigureThatNobodyElseHas) {
  Corpus c = corpus(8, 100);
  std::size_t corrected = 0;
  for (int i = 0; i < 2000; ++i) {
    const InventedReport report = c.next();
    EXPECT_EQ(report.withdrawn.has_value(), report.text.find("correction") != std::string::npos);
    if (!report.withdrawn) continue;
    ++corrected;
    EXPECT_EQ(report.injected, Injected::none);
    for (const TrueExchange& e : c.ledger()) EXPECT_NE(*report.withdrawn, e.to_norland);
  }
  EXPECT_GT(corrected, 20U);
}

TEST(Corpus, WithoutErrorsNoneIsPutIn) {
  Corpus c = corpus(7, 0);
  for (int i = 0; i < 500; ++i) EXPECT_EQ(c.next().injected, Injected::none);
}

}  // namespace
}  // namespace nostos::synth
