// SPDX-License-Identifier: Apache-2.0
#include "reckoning/lineage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "base/shingles.h"
#include "base/word_hash.h"
#include "reckoning/reckoner.h"
#include "reckoning/testing/reckoned.h"
#include "reckoning/testing/report_says.h"

namespace nostos::reckoning {
namespace {

using namespace nostos::testing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::string kText =
    "A hundred defenders are home again, the office said on the evening of the exchange. Most of "
    "them had held the harbour in the first spring of the war. They were met by doctors, and "
    "every one of them will be treated for as long as it takes. It was the third exchange since "
    "the new year, and the families had waited at the gate since the morning.";

ReportSays notice(std::string name, const char* published) {
  ReportSays says(std::move(name));
  says.published(published).main_event().on("2024-02-08").by("hq", "UA");
  says.leg("UA", 100).total("UA", 3135).ordinal(51);
  says.breakdown("service", "UA",
                 {part("national_guard", 49), part("border_guards", 25), part("armed_forces", 26)});
  return says;
}

Reading with_text(Reading reading, const std::string& text = kText) {
  Shingler shingler;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    const bool figure = word.front() >= '0' && word.front() <= '9';
    shingler.word(figure ? 1 : word_hash(word));
  }
  reading.shingles = shingler.sketch();
  return reading;
}

TEST(Lineage, AReprintIsFoundAndTheEarlierIsItsOrigin) {
  const Reading late = with_text(notice("late", "2024-02-09"));
  const Reading early = with_text(notice("early", "2024-02-08"));
  const Reckoning r = reckon({late, early});
  ASSERT_THAT(r.copies, SizeIs(1));
  EXPECT_EQ(r.copies[0].report, late.digest);
  EXPECT_EQ(r.copies[0].of, early.digest);
  EXPECT_EQ(r.copies[0].copying, "reprint");
  EXPECT_TRUE(r.copies[0].order_known);
  EXPECT_EQ(r.copies[0].text_percent, 100);
  EXPECT_THAT(r.copies[0].differences, IsEmpty());
}

TEST(Lineage, ACopyWithAWrongOrdinalIsTheSameExchangeAndTheOrdinalAFinding) {
  Reading copy = with_text(notice("copy", "2024-02-09"));
  copy.events[0].ordinals[0].value = 50;
  const Reckoning r = reckon({with_text(notice("first", "2024-02-08")), copy});
  EXPECT_THAT(r.exchanges, SizeIs(1));
  ASSERT_THAT(r.copies, SizeIs(1));
  EXPECT_THAT(r.copies[0].differences, ElementsAre("the ordinal: 50th for 51st (off by one)"));
  EXPECT_TRUE(std::ranges::any_of(r.findings, [](const Finding& f) {
    return f.audit == "copy" && f.arithmetic == "50th for 51st";
  }));
}

TEST(Lineage, OneDigitOffAndAnotherWeekdayAreNamed) {
  Reading first = with_text(notice("first", "2024-02-08"));
  first.events[0].weekday = Weekday::thursday;
  Reading copy = with_text(notice("copy", "2024-02-09"));
  copy.events[0].weekday = Weekday::tuesday;
  copy.events[0].cumulative[0].count = exactly(3035);
  const Reckoning r = reckon({first, copy});
  ASSERT_THAT(r.copies, SizeIs(1));
  EXPECT_THAT(r.copies[0].differences,
              ElementsAre("the weekday: Tuesday for Thursday (another weekday)",
                          "the running total of UA: 3035 for 3135 (one digit differs)"));
}

TEST(Lineage, APlanMadeOfWhatWasDoneIsNamed) {
  Reading copy = with_text(notice("copy", "2024-02-09"));
  copy.lang = "uk";
  copy.shingles.clear();
  copy.events[0].status = EventStatus::planned;
  const Reckoning r = reckon({with_text(notice("first", "2024-02-08")), copy});
  ASSERT_THAT(r.copies, SizeIs(1));
  EXPECT_EQ(r.copies[0].copying, "translation");
  EXPECT_THAT(r.copies[0].differences,
              ElementsAre("whether it is done: planned for completed (told as another thing)"));
}

TEST(Lineage, ATranslationIsFoundByItsFigures) {
  Reading translation = notice("uk", "2024-02-08");
  translation.lang = "uk";
  const Reckoning r = reckon({with_text(notice("en", "2024-02-08")), translation});
  ASSERT_THAT(r.copies, SizeIs(1));
  EXPECT_EQ(r.copies[0].copying, "translation");
  EXPECT_FALSE(r.copies[0].order_known);
}

TEST(Lineage, ARitualTextWithOtherFiguresIsNoCopy) {
  const auto bulletin = [](const char* name, const char* day, std::int64_t count) {
    return with_text(ReportSays(name).published(day).main_event().on(day).leg("RU", count));
  };
  EXPECT_THAT(reckon({bulletin("A", "2022-11-03", 107), bulletin("B", "2022-11-24", 50)}).copies,
              IsEmpty());
  // Not even with the same round figure a few days later.
  EXPECT_THAT(reckon({bulletin("A", "2022-11-24", 50), bulletin("B", "2022-12-01", 50)}).copies,
              IsEmpty());
}

TEST(Lineage, OneRoundFigureInTwoLanguagesIsNoTranslation) {
  Reading other =
      ReportSays("uk").published("2024-02-08").main_event().on("2024-02-08").leg("UA", 100);
  other.lang = "uk";
  const Reading one =
      ReportSays("en").published("2024-02-08").main_event().on("2024-02-08").leg("UA", 100);
  EXPECT_THAT(reckon({one, other}).copies, IsEmpty());
}

TEST(Lineage, CopiesAndRelaysOfOneSpeakerAreOneOrigin) {
  const auto in_its_own_voice = [](const char* name, const char* text) {
    return with_text(ReportSays(name)
                         .published("2024-02-08")
                         .main_event()
                         .on("2024-02-08")
                         .leg("UA", 100)
                         .leg("RU", 100),
                     text);
  };
  const Reckoning r = reckon({
      with_text(notice("a", "2024-02-08"),
                "Another text altogether, which tells of the evening "
                "at the gate and of the buses that came in the rain."),
      notice("b", "2024-02-09"),
      in_its_own_voice("c", kText.c_str()),
      in_its_own_voice("d", kText.c_str()),
  });
  ASSERT_THAT(r.exchanges, SizeIs(1));
  const auto leg = std::ranges::find(r.exchanges[0].legs, "UA", &LegView::to);
  ASSERT_NE(leg, r.exchanges[0].legs.end());
  EXPECT_EQ(leg->count.reports, 4U);
  EXPECT_EQ(leg->count.origins, 2U);  // the office, and the text that c and d share
}

}  // namespace
}  // namespace nostos::reckoning
