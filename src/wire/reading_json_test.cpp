// SPDX-License-Identifier: Apache-2.0
#include "wire/reading_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "reckoning/testing/five_reports.h"
#include "wire/code_points.h"

namespace nostos::wire {
namespace {

using namespace nostos::testing;
using ::testing::HasSubstr;

// Everything a reading can hold, with letters of one to four bytes before and inside the spans.
Reading full_reading() {
  const std::string text = "Обмін 🕊: 50 home’s — \"так\".\n\nПолонені.";
  ReportSays says("Ж-1");
  says.outlet("Вісник \"Дня\"").text(text).published("2024-01-03");
  says.main_event().on("2024-01-03").on_a(Weekday::wednesday).by("hq", "UA");
  says.leg("UA", some(50, 5)).allocation({"total", "each_side"}).outside_exchange();
  says.ordinal(2, "week", "").ordinal(49).total("UA", more_than(2800), "захисники");
  says.breakdown("service", "UA",
                 {part("armed_forces", 40, {part("navy", 4)}), part("police", 10)});
  says.mediator("ARE", "UAE").place("", "border", "exchange_site").health("wounded", share("most"));
  says.claim(ClaimType::allegation).slot("what", "torture").slot("cue", "apparently");
  says.slot("cue", "purportedly").state(ClaimState::retracted).polarity(Polarity::denied).about(2);
  says.previous_event().on_every("08-07").leg("", Quantity{}).stage_of("e1", "first stage");
  Reading reading = says.reading();
  reading.url = "https://example.org/a?b=c&d";
  reading.rules = "r1";
  reading.published.time = "11:40";
  reading.events[0].both_sides_total = exactly(478, "478");
  reading.events[0].intermediaries.push_back({"icrc", "Red Cross", 1});
  const auto at = [&](std::string_view words) {
    const auto start = static_cast<std::uint32_t>(text.find(words));
    return Span{start, start + static_cast<std::uint32_t>(words.size())};
  };
  reading.claims[0].spans = {at("Обмін"), at("home’s")};
  reading.claims[1].spans = {at("50")};
  reading.claims[1].speakers.own()[1].span = at("так");
  reading.zones = {{at("Обмін 🕊: 50 home’s — \"так\"."), "lede"}, {at("Полонені."), "body"}};
  reading.doubts = {{"number_not_read", at("🕊"), "a bird, not a number"}};
  return reading;
}

std::string round(const std::string& json) {
  const auto parsed = parse_reading(json);
  return parsed ? reading_json(*parsed, WithText::yes) : parsed.error().message;
}

TEST(ReadingJson, ComesBackAsItWas) {
  const Reading reading = full_reading();
  const std::string json = reading_json(reading, WithText::yes);
  const auto parsed = parse_reading(json);
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_EQ(reading_json(*parsed, WithText::yes), json);
  // Not only the JSON agrees but the bytes behind the offsets too.
  EXPECT_EQ(parsed->text, reading.text);
  EXPECT_EQ(parsed->zones[1].span, reading.zones[1].span);
  EXPECT_EQ(parsed->doubts[0].span, reading.doubts[0].span);
  ASSERT_EQ(parsed->claims.size(), reading.claims.size());
  for (std::size_t i = 0; i < reading.claims.size(); ++i) {
    EXPECT_EQ(parsed->claims[i].spans, reading.claims[i].spans) << i;
    EXPECT_EQ(parsed->claims[i].speakers, reading.claims[i].speakers) << i;
    EXPECT_EQ(parsed->claims[i].count, reading.claims[i].count) << i;
    EXPECT_EQ(parsed->claims[i].slots, reading.claims[i].slots) << i;
    EXPECT_EQ(parsed->claims[i].breakdown, reading.claims[i].breakdown) << i;
  }
  EXPECT_EQ(parsed->events[0].date, reading.events[0].date);
  EXPECT_EQ(parsed->events[0].weekday, Weekday::wednesday);
  EXPECT_EQ(parsed->events[0].legs[0].claim, reading.events[0].legs[0].claim);
  EXPECT_EQ(parsed->events[1].date.edtf, "XXXX-08-07");
}

TEST(ReadingJson, OffsetsCountCodePoints) {
  const std::string json = reading_json(full_reading(), WithText::no);
  EXPECT_THAT(json, HasSubstr(R"("span":{"start":0,"end":5,"text":"Обмін"})"));
  EXPECT_THAT(json, HasSubstr(R"({"start":12,"end":18,"text":"home’s"})"));
}

TEST(ReadingJson, WithoutItsTextKeepsOffsetsAndFacts) {
  const std::string bare = reading_json(full_reading(), WithText::no);
  const auto parsed = parse_reading(bare);
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_EQ(parsed->text, "");
  EXPECT_EQ(parsed->claims[0].spans[1], (Span{12, 18}));
  EXPECT_EQ(parsed->events[0].legs[0].count, some(50, 5));
}

TEST(ReadingJson, PrefersTheWarWideOrdinal) {
  EXPECT_THAT(reading_json(full_reading(), WithText::no), HasSubstr(R"("ordinal":{"value":49,)"));
}

TEST(ReadingJson, WritesWhatIsNotKnownAsNull) {
  const std::string json = reading_json(report_a1(), WithText::no);
  EXPECT_THAT(json, HasSubstr(R"("legs":[{"to":null,"from":null,"count":{"op":"eq","lo":36)"));
  EXPECT_THAT(json, HasSubstr(R"("date":{"edtf":null,"earliest":null,"latest":null)"));
}

TEST(ReadingJson, ABadValueIsNamedWithItsPlace) {
  const auto complaint = [](std::string json, std::string_view from, std::string_view to) {
    json.replace(json.find(from), from.size(), to);
    const auto parsed = parse_reading(json);
    return parsed ? std::string("accepted") : parsed.error().message;
  };
  const std::string json = reading_json(full_reading(), WithText::yes);
  EXPECT_EQ(complaint(json, R"("count":{"op":"ap")", R"("count":{"op":"xx")"),
            "not a reading: events[0].legs[0].count.op: \"xx\" is not a word known here");
  EXPECT_EQ(complaint(json, R"("earliest":"2024-01-03")", R"("earliest":"2024-02-31")"),
            "not a reading: published.earliest: \"2024-02-31\" is not a day (YYYY-MM-DD)");
  EXPECT_EQ(complaint(json, R"("claims":["Ж-1.c1")", R"("claims":["c0")"),
            "not a reading: events[0].claims[0]: claim \"c0\" is not among the reading's claims");
  EXPECT_THAT(complaint(json, R"("start":0)", R"("start":-4)"), HasSubstr("an offset between"));
  EXPECT_THAT(complaint(json, R"("claims":[)", R"("claims":7,"x":[)"),
              HasSubstr("a list is expected"));
  EXPECT_THAT(complaint(json, "{", "{{"), HasSubstr("this is not JSON"));
  EXPECT_THAT(complaint("[1]", "1", "2"), HasSubstr("an object is expected"));
  EXPECT_THAT(complaint("{}", "{", "{"), HasSubstr("needs the \"digest\""));
}

TEST(ReadingJson, LaterVersionsMayAddKeys) {
  std::string json = reading_json(full_reading(), WithText::yes);
  const std::string before = json;
  json.replace(1, 0, R"("new":{"deep":[1,2]},)");
  EXPECT_EQ(round(json), before);
}

// Who says something is written the same whether claims share their chain or not, and however many
// chains there are.
TEST(ReadingJson, SharedChainsAreWrittenLikeOthers) {
  Reading shared = full_reading();
  const Claim some = shared.claims[1];
  for (int i = 0; i < 60; ++i) {
    Claim claim = some;
    claim.id = "c" + std::to_string(i);
    // Every third one says it in words of its own; the others repeat an earlier one.
    if (i % 3 == 0) claim.speakers.own().back().name = "Speaker " + std::to_string(i);
    if (i % 3 == 2) claim.speakers = shared.claims[shared.claims.size() - 2].speakers;
    shared.claims.push_back(std::move(claim));
  }
  Reading apart = shared;
  for (Claim& claim : apart.claims) claim.speakers = std::vector<Speaker>(claim.speakers);
  ASSERT_TRUE(
      shared.claims.back().speakers.shares(shared.claims[shared.claims.size() - 3].speakers));
  ASSERT_FALSE(apart.claims.back().speakers.shares(apart.claims[apart.claims.size() - 3].speakers));
  const std::string json = reading_json(shared, WithText::yes);
  EXPECT_EQ(json, reading_json(apart, WithText::yes));
  EXPECT_THAT(json, HasSubstr("\"name\":\"Speaker 0\""));
  EXPECT_THAT(json, HasSubstr("\"name\":\"Speaker 57\""));
}

TEST(CodePoints, AgreeWithCountingOneByOne) {
  std::string text;
  for (int i = 0; i < 400; ++i)
    text += i % 7 == 0 ? "🕊" : i % 3 == 0 ? "ї" : i % 5 == 0 ? "’" : "a";
  const CodePoints points(text);
  std::uint32_t expected = 0;
  for (std::uint32_t at = 0; at <= text.size(); ++at) {
    const bool starts =
        at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
    if (!starts) continue;
    EXPECT_EQ(points.from_bytes(at), expected);
    EXPECT_EQ(points.to_bytes(expected), at);
    ++expected;
  }
}

}  // namespace
}  // namespace nostos::wire
