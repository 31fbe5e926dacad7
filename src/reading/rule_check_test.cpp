// SPDX-License-Identifier: Apache-2.0
#include "reading/rule_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nostos::reading {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

RuleExample yes(std::string expect) {
  return {"en", "languages/en/patterns.txt", "leg.passive",    7,
          true, "50 soldiers were freed",    std::move(expect)};
}

domain::Reading fifty_to_norland() {
  domain::Reading reading;
  domain::Claim leg;
  leg.type = domain::ClaimType::leg;
  leg.rule = "leg.passive";
  leg.count = domain::exactly(50);
  leg.to = "NRD";
  leg.slots = {{"via", "bridge"}};
  reading.claims.push_back(leg);
  domain::Event event;
  event.status = domain::EventStatus::planned;
  event.date.edtf = "2018-02-07";
  reading.events.push_back(event);
  return reading;
}

TEST(RuleCheck, AnExampleHoldsWhenTheNamedClaimIsThere) {
  const auto reading = fifty_to_norland();
  for (const char* expect :
       {"leg", "leg eq 50", "leg eq 50 to=NRD", "leg bridge", "event planned", "date 2018-02-07"}) {
    EXPECT_EQ(breach_of(yes(expect), reading), std::nullopt) << expect;
  }
}

TEST(RuleCheck, EveryPartOfAnExpectationCounts) {
  const auto reading = fifty_to_norland();
  for (const char* expect : {"running_total eq 50", "leg ap 50", "leg eq 51", "leg eq 50 to=SDR",
                             "leg ferry", "event completed", "date 2018-02-08", "none"}) {
    EXPECT_NE(breach_of(yes(expect), reading), std::nullopt) << expect;
  }
}

TEST(RuleCheck, NoneAsksThatNoFigureIsRead) {
  domain::Reading reading = fifty_to_norland();
  reading.claims.front().count = {};
  EXPECT_EQ(breach_of(yes("none"), reading), std::nullopt);
}

TEST(RuleCheck, ANoLineHoldsUnlessItsOwnRuleFired) {
  RuleExample no = yes("");
  no.yes = false;
  EXPECT_NE(breach_of(no, fifty_to_norland()), std::nullopt);
  no.rule = "leg.return";
  EXPECT_EQ(breach_of(no, fifty_to_norland()), std::nullopt);
}

TEST(RuleCheck, AnUnknownExpectationIsABreachThatSaysWhatToWrite) {
  for (const char* expect : {"", "legs eq 50", "event done", "event", "date", "none 3"}) {
    const auto breach = breach_of(yes(expect), fifty_to_norland());
    ASSERT_TRUE(breach) << expect;
    EXPECT_THAT(*breach, StartsWith("languages/en/patterns.txt:7: rule leg.passive"));
    EXPECT_THAT(*breach, HasSubstr("not an expectation")) << expect;
  }
}

}  // namespace
}  // namespace nostos::reading
