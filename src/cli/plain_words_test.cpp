// SPDX-License-Identifier: Apache-2.0
#include "cli/plain_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "cli/reading_in_words.h"
#include "cli/reckoning_in_words.h"

namespace nostos::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

PlainWords words(const std::string& lang) {
  std::ifstream in(std::string(NOSTOS_SOURCE_DIR) + "/data/words/" + lang + ".tsv");
  const std::string table{std::istreambuf_iterator<char>(in), {}};
  return *PlainWords::load(table);
}

TEST(PlainWords, NumbersTakeTheFormOfTheirLanguage) {
  const PlainWords en = words("en");
  EXPECT_EQ(en.count("reckon.exchanges", 1), "1 exchange");
  EXPECT_EQ(en.count("reckon.exchanges", 21), "21 exchanges");
  EXPECT_EQ(en.count("reckon.exchanges", 1212), "1,212 exchanges");
  const PlainWords uk = words("uk");
  EXPECT_EQ(uk.count("reckon.exchanges", 1), "1 обмін");
  EXPECT_EQ(uk.count("reckon.exchanges", 3), "3 обміни");
  EXPECT_EQ(uk.count("reckon.exchanges", 5), "5 обмінів");
  EXPECT_EQ(uk.count("reckon.exchanges", 12), "12 обмінів");
  EXPECT_EQ(uk.count("reckon.exchanges", 21), "21 обмін");
  EXPECT_EQ(uk.count("reckon.exchanges", 112), "112 обмінів");
  EXPECT_EQ(words("ru").count("reckon.reports", 1212), "1\u00a0212 сообщений");
}

TEST(PlainWords, OrdinalsAndDaysAreWrittenAsTheLanguageDoes) {
  const auto day = *domain::parse_iso("2018-04-09");
  EXPECT_EQ(words("en").ordinal(112), "112th");
  EXPECT_EQ(words("en").ordinal(43), "43rd");
  EXPECT_EQ(words("en").day(day), "2018-04-09");
  EXPECT_EQ(words("uk").ordinal(43), "43-й");
  EXPECT_EQ(words("uk").day(day), "9 квітня 2018 р.");
  EXPECT_EQ(words("ru").day(day), "9 апреля 2018 г.");
}

TEST(PlainWords, AWrongTableIsRefusedWithItsLine) {
  const auto wrong = PlainWords::load("thousands\t,\nform\ttwo\n");
  ASSERT_FALSE(wrong);
  EXPECT_THAT(wrong.error().message, HasSubstr("line 2"));
  const auto short_of = PlainWords::load("thousands\t,\nform\t1\nordinal\t{n}.\n");
  ASSERT_FALSE(short_of);
  EXPECT_THAT(short_of.error().message, HasSubstr("date.day"));
}

TEST(PlainWords, APageIsInOneLanguage) {
  domain::Reading reading;
  reading.id = "r1";
  reading.lang = "en";
  domain::Event event;
  event.id = "e1";
  event.date = domain::exact_day(*domain::parse_iso("2018-04-09"), "");
  event.status = domain::EventStatus::postponed;
  domain::Leg leg;
  leg.to = "NRD";
  leg.count = domain::exactly(1412);
  leg.population_words = "Norlanders";
  event.legs = {leg};
  reading.events = {event};
  EXPECT_THAT(reading_in_words(reading, words("uk")),
              testing::AllOf(HasSubstr("Події"), HasSubstr("обмін, відкладено: 9 квітня 2018 р."),
                             HasSubstr("до NRD: 1\u00a0412 Norlanders – саме повідомлення")));
  domain::Reckoning reckoning;
  domain::ExchangeView view;
  view.id = "E1";
  view.date = event.date;
  domain::LegView came;
  came.to = "NRD";
  came.count.low = came.count.best = came.count.high = 1412;
  came.count.best_op = domain::CountOp::more_than;
  came.count.reports = 3;
  came.count.origins = 1;
  view.legs = {came};
  reckoning.exchanges = {view};
  reckoning.audits = {{"sum", "the parts of a full list add up to the whole", 3, 2}};
  const std::map<std::string, std::string> reports = {{"a", "A"}, {"b", "B"}, {"c", "C"}};
  EXPECT_THAT(
      reckoning_in_words(reckoning, reports, words("ru")),
      testing::AllOf(HasSubstr("1 обмен из 3 сообщений"), HasSubstr("более 1\u00a0412"),
                     HasSubstr("3 сообщения, 1 первоисточник"),
                     HasSubstr("выполнено 2 из 3: части полного перечня"), Not(HasSubstr("the "))));
  EXPECT_THAT(reckoning_in_words(reckoning, reports, words("en")),
              HasSubstr("2 of 3 hold: the parts of a full list add up to the whole"));
}

}  // namespace
}  // namespace nostos::cli
