// SPDX-License-Identifier: Apache-2.0
#include "cli/reading_in_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace nostos::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const PlainWords& english() {
  static const PlainWords words = [] {
    std::ifstream in(std::string(NOSTOS_SOURCE_DIR) + "/data/words/en.tsv");
    return *PlainWords::load(std::string{std::istreambuf_iterator<char>(in), {}});
  }();
  return words;
}

std::string page_of(const domain::Reading& reading) { return reading_in_words(reading, english()); }

domain::Reading reading_of(const std::string& text, std::string_view words) {
  domain::Reading reading;
  reading.id = "r1";
  reading.text = text;
  domain::Claim claim;
  claim.id = "c1";
  claim.type = domain::ClaimType::leg;
  claim.event = "e1";
  const auto at = static_cast<std::uint32_t>(text.find(words));
  claim.spans = {{at, at + static_cast<std::uint32_t>(words.size())}};
  claim.count = domain::exactly(1'212);
  claim.speakers = {
      {.id = "", .name = "DOC", .side = "", .mode = "document", .act = "assert", .span = {}},
      {.id = "a", .name = "Minister A", .side = "", .mode = "quote", .act = "assert", .span = {}}};
  reading.claims = {claim};
  domain::Event event;
  event.id = "e1";
  event.date = domain::exact_day(*domain::parse_iso("2024-01-31"), "stated");
  domain::Leg leg;
  leg.to = "A";
  leg.count = claim.count;
  leg.population_words = "soldiers";
  leg.speakers = claim.speakers;
  event.legs = {leg};
  event.ordinals = {{49, "war", "", 0}};
  reading.events = {event};
  return reading;
}

TEST(ReadingInWords, TellsEventsClaimsAndWhoSaysSo) {
  const std::string page = page_of(
      reading_of("First. On Monday 1,212 soldiers came home, he said. Last.", "1,212 soldiers"));
  EXPECT_THAT(page, AllOf(HasSubstr("e1  exchange, completed: 2024-01-31 (stated)"),
                          HasSubstr("to A: 1,212 soldiers – Minister A (quote)"),
                          HasSubstr("the 49th (war)"),
                          HasSubstr("On Monday [1,212 soldiers] came home, he said."),
                          Not(HasSubstr("First.")), Not(HasSubstr("Last."))));
}

TEST(ReadingInWords, LongSentencesAreCutAtWords) {
  std::string text;
  for (int i = 0; i < 500; ++i) text += "слово ";
  const std::string page = page_of(reading_of(text + "HERE " + text, "HERE"));
  EXPECT_THAT(page,
              AllOf(HasSubstr("… слово"), HasSubstr("слово [HERE] слово"), HasSubstr("слово …")));
  EXPECT_LT(page.size(), 1200U);
}

TEST(ReadingInWords, DoubtsSayWhy) {
  domain::Reading reading = reading_of("Now 34 views", "34");
  reading.claims.clear();
  reading.events.clear();
  reading.doubts = {{"number_not_read", {4, 6}, "no people near it"}};
  EXPECT_THAT(page_of(reading),
              AllOf(HasSubstr("No exchange or release is told of."),
                    HasSubstr("number not read: no people near it"), HasSubstr("Now [34] views")));
}

TEST(ReadingInWords, AnEmptyReadingIsAPage) { EXPECT_THAT(page_of({}), HasSubstr("date unknown")); }

}  // namespace
}  // namespace nostos::cli
