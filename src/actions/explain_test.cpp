// SPDX-License-Identifier: Apache-2.0
#include "actions/explain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "actions/file_report.h"
#include "actions/testing/fake_engines.h"

namespace nostos::actions {
namespace {

using testing::HasSubstr;

class Why : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* body : {"Quiet day. On Friday 50 people came home. More later.",
                             "It is unclear who came, but 60 did."}) {
      Filing filing;
      filing.report.body = body;
      filing.report.outlet = "The Courier";
      filing.operation = body;
      ASSERT_TRUE(file_report(*world.bureau, filing));
    }
    ledger = world.bureau->reckoned();
    first = ledger->holdings->reports[0]->reading.claims[0].id;
  }
  std::string all(const std::string& what) {
    const auto steps = explain(*ledger, what);
    EXPECT_TRUE(steps) << steps.error().message;
    std::string text;
    if (steps) {
      for (const WhyStep& step : *steps) text += step.kind + ": " + step.text + "\n";
    }
    return text;
  }
  FakeBureau world;
  std::shared_ptr<const ReckonedLedger> ledger;
  std::string first;
};

TEST_F(Why, AClaimLeadsToItsReportItsSentenceItsSpeakerItsRuleAndItsUse) {
  const std::string text = all(first);
  EXPECT_THAT(text, HasSubstr("source: The Courier"));
  EXPECT_THAT(text, HasSubstr("sentence: “On Friday 50 people came home.” - in the lede"));
  EXPECT_THAT(text, HasSubstr("speaker: the report (assert, document)"));
  EXPECT_THAT(text, HasSubstr("rule: rule fake.first_number read leg, actual, affirmed"));
  EXPECT_THAT(text, HasSubstr("arithmetic: “50” means 50"));
  EXPECT_THAT(text, HasSubstr("use: part of what x1.leg.A rests on"));
}

TEST_F(Why, TheBeginningOfAnIdIsEnough) { EXPECT_EQ(all(first.substr(0, 8)), all(first)); }

TEST_F(Why, ANumberLeadsToItsRuleAndItsClaims) {
  const std::string text = all("x1.leg.A");
  EXPECT_THAT(text, HasSubstr("choice: x1.leg.A = 50, 50"));
  EXPECT_THAT(text, HasSubstr("rule: the only source"));
  EXPECT_THAT(text, HasSubstr("source: The Courier: “On Friday 50 people came home.”"));
}

TEST_F(Why, APairTellsWhyNothingWasDecided) {
  EXPECT_THAT(all("x1~x2"), HasSubstr("undetermined, by no_date: neither report says when"));
}

TEST_F(Why, AReportTellsWhatWasNotReadAndWhy) {
  const std::string text = all(ledger->holdings->reports[1]->digest.substr(0, 10));
  EXPECT_THAT(text, HasSubstr("“unclear” was not read (ambiguous_side): no side is named"));
}

TEST_F(Why, AnUnknownNameSaysWhatCanBeAsked) {
  EXPECT_THAT(explain(*ledger, "nonsense").error().message, HasSubstr("E5.leg.UA"));
  EXPECT_THAT(explain(*ledger, "x1.leg.B").error().message, HasSubstr("x1.leg.A"));
  EXPECT_EQ(explain(*ledger, "x9").error().fault, Fault::not_found);
  EXPECT_FALSE(explain(*ledger, "x1~"));
  EXPECT_FALSE(explain(*ledger, ""));
}

}  // namespace
}  // namespace nostos::actions
