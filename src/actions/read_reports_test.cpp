// SPDX-License-Identifier: Apache-2.0
#include "actions/read_reports.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <span>
#include <stdexcept>
#include <thread>
#include <utility>

namespace nostos::actions {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Kind = HandedIn::Kind;

// Reads one report after the other.
auto each(std::function<domain::Reading(const domain::Report&, const domain::Document&)> read) {
  return [read = std::move(read)](std::span<const domain::Report> reports,
                                  std::span<const domain::Document> documents) {
    std::vector<domain::Reading> readings;
    for (std::size_t n = 0; n < reports.size(); ++n)
      readings.push_back(read(reports[n], documents[n]));
    return readings;
  };
}

// Shows "id|format|outlet|published|text".
HowToRead plain(unsigned threads) {
  HowToRead how;
  how.read = each([](const domain::Report& report, const domain::Document& document) {
    domain::Reading reading;
    reading.id = report.id;
    reading.text = document.text;
    return reading;
  });
  how.show = [](const domain::Report& report, const domain::Reading& reading) {
    return reading.id + "|" + (report.format == domain::Format::html ? "html" : "text") + "|" +
           report.outlet + "|" + (report.published ? domain::iso(*report.published) : "") + "|" +
           reading.text;
  };
  how.limits.threads = threads;
  return how;
}

// What came out, refusals included, for reports handed in one batch each.
std::vector<std::string> answers_to(const HowToRead& how, const std::vector<HandedIn>& reports) {
  std::size_t next = 0;
  std::vector<std::string> out;
  const auto done = read_reports(
      how,
      [&]() -> std::optional<Batch> {
        if (next == reports.size()) return std::nullopt;
        return Batch{reports[next++]};
      },
      [&](Answer&& answer) -> Result<void> {
        out.push_back(answer.refusal ? "! " + answer.refusal->message : answer.output);
        return {};
      });
  EXPECT_TRUE(done);
  return out;
}

HandedIn line(std::size_t number, std::string json) {
  return {Kind::report_line, "r.jsonl", number, std::move(json), {}};
}

TEST(ReadReports, TextPagesAndLinesAreRead) {
  EXPECT_THAT(answers_to(plain(1), {{Kind::sniffed, "a.txt", 0, "One.", {}},
                                    {Kind::sniffed, "b", 0, "<html><p>Two</p>", {}},
                                    {Kind::html, "c.html", 0, "Three <b>3</b>", {}},
                                    line(1, R"({"id":"d","text":"Four","outlet":"Paper"})")}),
              ElementsAre("a.txt|text|||One.", "b|html|||Two", "c.html|html|||Three 3",
                          "d|text|Paper||Four"));
}

TEST(ReadReports, WhatIsRefusedSaysWhereAndTheRestGoesOn) {
  EXPECT_THAT(
      answers_to(plain(2), {line(6, R"({"text":"Six"})"),
                            line(7, R"({"text":"Seven)"),
                            line(8, R"({"text":"Eight"})"),
                            {Kind::text, "e.txt", 0, "", {}},
                            {Kind::not_there, "f.txt", 0, "",
                             Error{Fault::not_found, "there is no file f.txt"}}}),
      ElementsAre("|text|||Six", HasSubstr("! r.jsonl:7:15: the line ends inside a string"),
                  "|text|||Eight", HasSubstr("! e.txt: empty"), "! there is no file f.txt"));
}

TEST(ReadReports, DayAndOutletOfTheCommandAreForReportsThatSayNone) {
  HowToRead how = plain(1);
  how.published = domain::parse_iso("2024-01-31");
  how.outlet = "Agency";
  EXPECT_THAT(
      answers_to(how, {line(1, R"({"text":"x"})"),
                       line(2, R"({"text":"y","published":"2023-12-01","outlet":"Paper"})")}),
      ElementsAre("|text|Agency|2024-01-31|x", "|text|Paper|2023-12-01|y"));
}

TEST(ReadReports, AnswersComeInOrderWhateverTheThreads) {
  std::vector<HandedIn> reports;
  for (std::size_t i = 0; i < 500; ++i)
    reports.push_back(line(i, "{\"id\":\"" + std::to_string(i) + "\",\"text\":\"x\"}"));
  const auto alone = answers_to(plain(1), reports);
  for (unsigned threads = 2; threads <= 8; ++threads) {
    HowToRead how = plain(threads);
    const auto read = how.read;
    how.read = [read](std::span<const domain::Report> some,
                      std::span<const domain::Document> documents) {
      if (some.front().id.ends_with('7'))
        std::this_thread::sleep_for(std::chrono::microseconds(300));  // overtaken
      return read(some, documents);
    };
    EXPECT_EQ(answers_to(how, reports), alone) << threads;
  }
}

TEST(ReadReports, NoMoreThanTheLimitIsUnderWay) {
  HowToRead how = plain(4);
  how.limits.limit_bytes = 1000;
  std::size_t handed_out = 0;
  std::size_t delivered = 0;
  std::size_t most = 0;
  const auto done = read_reports(
      how,
      [&]() -> std::optional<Batch> {
        if (handed_out == 400) return std::nullopt;
        ++handed_out;
        most = std::max(most, handed_out - delivered);
        return Batch{{Kind::text, "x", 0, std::string(300, 'x'), {}}};
      },
      [&](Answer&&) -> Result<void> {
        ++delivered;
        return {};
      });
  ASSERT_TRUE(done);
  EXPECT_EQ(done->read, 400U);
  EXPECT_LE(most, 4U);  // 3 × 300 bytes are under the limit, and then one more is taken
}

TEST(ReadReports, StopsWhenNobodyTakesTheAnswers) {
  for (const unsigned threads : {1U, 3U}) {
    std::size_t handed_out = 0;
    const auto done = read_reports(
        plain(threads),
        [&]() -> std::optional<Batch> {
          ++handed_out;
          return Batch{{Kind::text, "x", 0, "x", {}}};
        },
        [&](Answer&&) -> Result<void> { return fail(Fault::unavailable, "no space left"); });
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().message, "no space left");
    EXPECT_LT(handed_out, 100U);
  }
}

TEST(ReadReports, AFaultOfAWorkerIsThrownHereAndNothingHangs) {
  HowToRead how = plain(3);
  how.read = each([](const domain::Report& report, const domain::Document&) -> domain::Reading {
    if (report.body == "bad") throw std::runtime_error("fault");
    return {};
  });
  EXPECT_THROW(
      (void)answers_to(how, {{Kind::text, "a", 0, "good", {}}, {Kind::text, "b", 0, "bad", {}}}),
      std::runtime_error);
}

TEST(ReadReports, ABatchIsReadTogetherAndWhatIsRefusedInItKeepsItsPlace) {
  HowToRead how = plain(1);
  std::vector<std::size_t> sizes;
  const auto read = how.read;
  how.read = [&](std::span<const domain::Report> reports,
                 std::span<const domain::Document> documents) {
    sizes.push_back(reports.size());
    return read(reports, documents);
  };
  Batch batch;
  for (std::size_t i = 0; i < 50; ++i)
    batch.push_back(line(i, i % 10 == 3 ? "{" : R"({"text":")" + std::to_string(i) + "\"}"));
  std::vector<std::string> answers;
  bool handed_out = false;
  const auto done = read_reports(
      how,
      [&]() -> std::optional<Batch> {
        if (std::exchange(handed_out, true)) return std::nullopt;
        return std::move(batch);
      },
      [&](Answer&& answer) -> Result<void> {
        answers.push_back(answer.refusal ? "refused" : answer.output);
        return {};
      });
  ASSERT_TRUE(done);
  EXPECT_THAT(sizes, ElementsAre(29U, 16U));  // of 32 and 18 lines, less three and two refused
  ASSERT_EQ(answers.size(), 50U);
  for (std::size_t i = 0; i < answers.size(); ++i)
    EXPECT_EQ(answers[i], i % 10 == 3 ? "refused" : "|text|||" + std::to_string(i));
}

TEST(ReadReports, TheWorstFaultIsCounted) {
  std::size_t next = 0;
  const auto done = read_reports(
      plain(1),
      [&]() -> std::optional<Batch> {
        if (next++ > 0) return std::nullopt;
        return Batch{{Kind::not_there, "a", 0, "", Error{Fault::unavailable, "cannot read a"}},
                     line(1, "x"),
                     line(2, R"({"text":"y"})")};
      },
      [](Answer&&) -> Result<void> { return {}; });
  ASSERT_TRUE(done);
  EXPECT_EQ(done->read, 1U);
  EXPECT_EQ(done->refused, 2U);
  EXPECT_EQ(done->worst, Fault::unavailable);
}

}  // namespace
}  // namespace nostos::actions
