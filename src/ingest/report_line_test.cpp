// SPDX-License-Identifier: Apache-2.0
#include "ingest/report_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace nostos::ingest {
namespace {

// "COLUMN: MESSAGE", empty when the line is good.
std::string fault_of(std::string_view line) {
  const auto report = parse_report_line(line);
  return report ? "" : std::to_string(report.error().column) + ": " + report.error().message;
}

TEST(ReportLine, AllFields) {
  const auto report = parse_report_line(
      R"( {"id":"a1","text":"One \"two\"\n\u041e\ud83d\udd4a","url":"https:\/\/x","outlet":"Paper","published":"2024-07-25","lang":"uk"} )");
  ASSERT_TRUE(report);
  EXPECT_EQ(report->id, "a1");
  EXPECT_EQ(report->format, domain::Format::text);
  EXPECT_EQ(report->body, "One \"two\"\nО\U0001F54A");
  EXPECT_EQ(report->url, "https://x");
  EXPECT_EQ(report->outlet, "Paper");
  EXPECT_EQ(report->lang, "uk");
  EXPECT_EQ(domain::iso(*report->published), "2024-07-25");
}

TEST(ReportLine, HtmlAndUnknownKeysAndNull) {
  const auto report = parse_report_line(
      R"({"html":"<p>x</p>","text":null,"more":[1,-2.5e3,{"a":[],"b":{}},true,null,"]"],"published":null,"published_basis":{}})");
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->format, domain::Format::html);
  EXPECT_FALSE(report->published);
}

TEST(ReportLine, ATimeAfterTheDayIsAllowed) {
  EXPECT_EQ(fault_of(R"({"text":"x","published":"2024-07-25T11:40:00Z"})"), "");
}

TEST(ReportLine, FaultsNameTheColumnAndWhatWouldBeRight) {
  EXPECT_EQ(fault_of(R"({"id":"a","text":"x")"),
            "21: expected '}' or ',' after a value, found the end of the line");
  EXPECT_EQ(fault_of(R"({"text":"cut off)"),
            "17: the line ends inside a string; is the line cut off?");
  EXPECT_EQ(fault_of(R"({"text" "x"})"), "9: expected ':' after a key, found '\"'");
  EXPECT_EQ(fault_of(R"({"text":"x",})"), "13: expected '\"' to begin a string, found '}'");
  EXPECT_EQ(fault_of(R"({'text':"x"})"), "2: expected '\"' to begin a string, found '''");
  EXPECT_EQ(fault_of(R"({"text":"x"} {"text":"y"})"),
            "14: expected the end of the line after '}', found '{'; put each object on a line of "
            "its own");
  EXPECT_EQ(fault_of(R"({"text":"\x"})"),
            "10: there is no such escape in JSON; a backslash itself is written \\\\");
  EXPECT_EQ(fault_of("{\"text\":\"a\tb\"}"),
            "11: a control character in a string; write it as an escape, \\n or \\t");
  EXPECT_EQ(fault_of(R"({"text":"\ud83d"})"),
            "10: half of a surrogate pair; the text was cut in the middle of a character");
  EXPECT_EQ(fault_of(R"({"text":"x","n":01})"), "18: expected '}' or ',' after a value, found '1'");
  EXPECT_EQ(fault_of(R"({"text":"x","n":.5})"), "17: expected a value, found '.'");
  EXPECT_EQ(fault_of(R"({"text":"x","n":[1,]})"), "20: expected a value, found ']'");
  EXPECT_EQ(fault_of("nonsense"), "1: expected '{' to begin an object, found 'n'");
  EXPECT_THAT(fault_of("[{}]"), testing::HasSubstr("jq -c"));
}

// Strings are looked through several bytes at a time: quotes, escapes and control characters are
// seen wherever they stand.
TEST(ReportLine, WhatEndsAPieceOfTextIsSeenAtEveryPlace) {
  for (std::size_t before = 0; before < 20; ++before) {
    const std::string text(before, 'x');
    const auto escaped = parse_report_line(R"({"text":")" + text + R"(\n\"й\u0439\\"})");
    ASSERT_TRUE(escaped) << before;
    EXPECT_EQ(escaped->body, text + "\n\"йй\\");
    const auto broken = parse_report_line("{\"text\":\"" + text + "\x01 and more\"}");
    ASSERT_FALSE(broken) << before;
    EXPECT_EQ(broken.error().column, 10 + before);
  }
}

TEST(ReportLine, ColumnsAreCountedInCharacters) {
  EXPECT_EQ(fault_of(R"({"text":"обмін",x})"), "17: expected '\"' to begin a string, found 'x'");
}

TEST(ReportLine, FieldsOfTheWrongKindAreNamed) {
  EXPECT_EQ(fault_of(R"({"id":12,"text":"x"})"),
            "7: \"id\" must be a string, not a number; put it in quotes");
  EXPECT_EQ(fault_of(R"({"text":["x"]})"),
            "9: \"text\" must be a string, not a list; put it in quotes");
  EXPECT_EQ(fault_of(R"({"id":"a"})"),
            "1: has neither \"text\" nor \"html\"; one of them must hold the report");
  EXPECT_EQ(fault_of(R"({"text":"x","html":"y"})"),
            "20: has both \"text\" and \"html\"; keep the one that is to be read");
  EXPECT_EQ(fault_of(R"({"text":"x","text":"y"})"),
            "20: \"text\" is given twice; keep one of them");
  EXPECT_EQ(fault_of(R"({"text":"  "})"),
            "9: \"text\" is only white space; there is nothing to read");
  EXPECT_EQ(fault_of(R"({"text":"x","published":"2023-02-31"})"),
            "25: \"published\" says \"2023-02-31\": there is no such day");
  EXPECT_EQ(fault_of(R"({"text":"x","published":"31.02.2023"})"),
            "25: \"published\" says \"31.02.2023\": not a date; write it as YYYY-MM-DD");
}

TEST(ReportLine, BytesThatAreNotUTF8AreNamed) {
  EXPECT_THAT(fault_of("{\"text\":\"\xCE\xE1\"}"), testing::StartsWith("10: not UTF-8"));
}

TEST(ReportLine, DeepNestingInUnknownKeysIsPassedOver) {
  const std::string line =
      "{\"more\":" + std::string(100'000, '[') + std::string(100'000, ']') + ",\"text\":\"x\"}";
  EXPECT_EQ(fault_of(line), "");
}

}  // namespace
}  // namespace nostos::ingest
