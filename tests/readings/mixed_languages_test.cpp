// SPDX-License-Identifier: Apache-2.0
// Pages in more than one language: each paragraph is read with the tables of its own.
#include <gtest/gtest.h>

#include <algorithm>

#include "told.h"

namespace nostos::readings {
namespace {

using domain::ClaimType;

constexpr const char* kPage =
    "On Thursday Norland and Sudria exchanged prisoners of war, and 140 Norlandic soldiers came "
    "home, ombudsman Tomas Breck said.\n\n"
    "«Із судрійського полону повернуто 140 норландських військових, з них вісім офіцерів, і це вже "
    "49-й обмін від початку війни», – повідомив Координаційний офіс.\n\n"
    "The talks went on for a year and were held in a town that nobody was allowed to name. "
    "The lists of names had been agreed upon in the spring by the two offices, and the families "
    "were "
    "told of it only when the buses were on the road to the border.";

TEST(MixedLanguages, AQuotedParagraphIsReadWithItsOwnTablesAndBelongsToTheSameReport) {
  const auto reading = read(kPage, "2018-05-04");
  EXPECT_EQ(reading.lang, "en");
  ASSERT_EQ(reading.events.size(), 1U);
  const domain::Event& event = reading.events.front();
  EXPECT_EQ(event.date.edtf, "2018-05-03");
  EXPECT_EQ(leg(event, "NRD"), "eq 140");
  EXPECT_EQ(event.legs.size(), 1U);
  EXPECT_EQ(ordinals(event), "war 49 NRD");
}

TEST(MixedLanguages, ClaimsStandInTheOrderOfTheTextAndTheirPlacesHold) {
  const auto reading = read(kPage, "2018-05-04");
  EXPECT_TRUE(std::ranges::is_sorted(
      reading.claims, {}, [](const domain::Claim& claim) { return claim.spans.front().start; }));
  for (const domain::Claim* claim : claims_of(reading, ClaimType::ordinal))
    EXPECT_EQ(words(reading, *claim).substr(0, 2), "49");
  for (const domain::Event& event : reading.events) {
    for (const std::size_t claim : event.claims) EXPECT_EQ(reading.claims[claim].event, event.id);
    for (const domain::Ordinal& ordinal : event.ordinals)
      EXPECT_EQ(reading.claims[ordinal.claim].type, ClaimType::ordinal);
  }
}

TEST(MixedLanguages, AParagraphThatTellsOfAnotherExchangeIsAnotherEvent) {
  const auto reading = read(
      "On Thursday Norland and Sudria exchanged prisoners of war, and 140 Norlandic soldiers came "
      "home from captivity.\n\n"
      "Попередній обмін між Норландом і Судрією відбувся 7 квітня 2018 року, тоді додому "
      "повернулися 24 "
      "норландські військові.",
      "2018-05-04");
  ASSERT_NE(event_on(reading, "2018-05-03"), nullptr);
  ASSERT_NE(event_on(reading, "2018-04-07"), nullptr);
  EXPECT_EQ(leg(*event_on(reading, "2018-05-03"), "NRD"), "eq 140");
  EXPECT_EQ(leg(*event_on(reading, "2018-04-07"), "NRD"), "eq 24");
}

TEST(MixedLanguages, AMenuInAnotherLanguageIsNoClaimOfTheReport) {
  const auto reading = read(
      "Обмін полоненими та інші новини, що були з нами сьогодні і вчора\n\n"
      "On Thursday 140 Norlandic soldiers came home from Sudrian captivity, and the ministry said "
      "that the exchange was the 49th of the war.",
      "2018-05-04");
  EXPECT_EQ(reading.lang, "en");
  ASSERT_EQ(reading.events.size(), 1U);
  EXPECT_EQ(leg(reading.events.front(), "NRD"), "eq 140");
}

TEST(MixedLanguages, NamesAndSingleWordsOfAnotherScriptChangeNothing) {
  const auto reading = read(
      "140 Norlandic soldiers came home on Thursday, the project «Додому» said.\n\n"
      "«Додому» and «Разом» are two of the groups that look for the missing.",
      "2018-05-04");
  EXPECT_EQ(reading.lang, "en");
  ASSERT_EQ(reading.events.size(), 1U);
  EXPECT_EQ(leg(reading.events.front(), "NRD"), "eq 140");
}

}  // namespace
}  // namespace nostos::readings
