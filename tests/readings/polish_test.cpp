// SPDX-License-Identifier: Apache-2.0
// What Polish writes otherwise than English, Ukrainian and Russian: the reader knows none of it but
// from the tables of data/languages/pl.
#include <gtest/gtest.h>

#include "told.h"

namespace nostos::readings {
namespace {

using domain::ClaimType;

TEST(Polish, IsToldByItsLettersAndSmallWords) {
  EXPECT_EQ(read("Do domu wróciło 12 norlandzkich żołnierzy.").lang, "pl");
  EXPECT_EQ(read("Norland and Sudria swapped 12 soldiers.").lang, "en");
}

TEST(Polish, AFullStopBehindAFigureMakesItAnOrdinalUnlessTheSentenceEnds) {
  const auto ordinal = read("To już 49. wymiana jeńców między Norlandią a Sudrią.", "2018-05-04");
  EXPECT_TRUE(has_claim(ordinal, ClaimType::ordinal, 49));
  const auto figure = read("Norlandia odzyskała 49. Rozmowy trwają.", "2018-05-04");
  EXPECT_FALSE(has_claim(figure, ClaimType::ordinal, 49));
  EXPECT_TRUE(has_claim(figure, ClaimType::leg, 49));
}

TEST(Polish, BothWordsOfAnOrdinalInflect) {
  EXPECT_TRUE(has_claim(read("Była to sześćdziesiąta ósma wymiana jeńców od początku wojny."),
                        ClaimType::ordinal, 68));
}

TEST(Polish, TheVerbOfGivingIsOneOfSayingBehindADash) {
  const auto said = read(
      "Do domu wróciło 40 norlandzkich żołnierzy – przekazał ombudsman Tomas "
      "Breck.");
  const domain::Event* event = main_event(said);
  ASSERT_NE(event, nullptr);
  EXPECT_EQ(leg(*event, "NRD"), "eq 40");
  EXPECT_EQ(leg(*event, "SDR"), "none");
  EXPECT_EQ(chain(leg_to(*event, "NRD")->speakers), "DOC > breck");
  const auto given = read("Sudria przekazała 40 norlandzkich żołnierzy.");
  ASSERT_NE(main_event(given), nullptr);
  EXPECT_EQ(leg(*main_event(given), "NRD"), "eq 40");
  EXPECT_EQ(chain(leg_to(*main_event(given), "NRD")->speakers), "DOC");
}

TEST(Polish, BodiesThatStandBeforeTheirNumberAreNoLivingPeople) {
  const auto reading = read("Sudria przekazała Norlandii ciała 27 żołnierzy.");
  ASSERT_EQ(reading.events.size(), 1U);
  EXPECT_EQ(reading.events.front().type, domain::EventType::bodies);
  EXPECT_EQ(leg(reading.events.front(), "NRD"), "eq 27");
}

TEST(Polish, AFigureInBracketsCountsTheNounBeforeIt) {
  const auto reading = read(
      "Do Norlandii wróciło 130 żołnierzy. Są wśród nich żołnierze Sił Zbrojnych (108) i "
      "Gwardii Narodowej (22).");
  ASSERT_NE(main_event(reading), nullptr);
  EXPECT_EQ(breakdown(*main_event(reading), "service"), "armed_forces 108 + national_guard 22 ok");
}

TEST(Polish, AnInitialEndsNoSentence) {
  const auto reading = read("Do domu wróciło 40 norlandzkich żołnierzy – powiedział Ł. Breck.");
  ASSERT_NE(main_event(reading), nullptr);
  EXPECT_EQ(chain(leg_to(*main_event(reading), "NRD")->speakers), "DOC > breck");
}

TEST(Polish, ADepartmentNamedShortlyIsTheOneOfThatSideNamedBefore) {
  const auto reading = read(
      "Wymianę zapowiedziało ministerstwo obrony Sudrii. Według sudryjskiego resortu do domu "
      "wróciło 40 sudryjskich żołnierzy.");
  const auto legs = claims_of(reading, ClaimType::leg);
  ASSERT_EQ(legs.size(), 1U);
  EXPECT_EQ(chain(legs.front()->speakers), "DOC > SDR:mod");
}

TEST(English, AFigureInBracketsCountsTheNounBeforeIt) {
  const auto reading = read(
      "130 Norlandic soldiers came home. Among them are servicemen of the Armed Forces (108) and "
      "the National Guard (22).");
  ASSERT_NE(main_event(reading), nullptr);
  EXPECT_EQ(breakdown(*main_event(reading), "service"), "armed_forces 108 + national_guard 22 ok");
}

}  // namespace
}  // namespace nostos::readings
