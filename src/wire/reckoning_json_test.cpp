// SPDX-License-Identifier: Apache-2.0
#include "wire/reckoning_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nostos::wire {
namespace {

using namespace nostos::domain;
using ::testing::HasSubstr;

Reckoning small() {
  ExchangeView e;
  e.id = "E1";
  e.claims = {{"d1", "c1"}, {"d2", "c7"}};
  e.mediators = {{"ARE", "UAE", 1}};
  e.breakdowns = {{}};
  e.breakdown_claims = {{"d1", "c1"}};
  LegView leg;
  leg.to = "UA";
  leg.count.low = 195;
  leg.count.high = 207;
  leg.count.conflict = true;
  leg.count.claims = e.claims;
  e.legs = {leg};
  Reckoning r;
  r.exchanges = {e};
  r.edges = {{"d1#e1", "d2#e1", Judgement::undetermined, "rule", "why"}};
  return r;
}

TEST(ReckoningJson, SourcesThatDisagreeLeaveNoBestValue) {
  EXPECT_THAT(reckoning_json(small()),
              HasSubstr(R"("count":{"low":195,"best":null,"high":207,"op":"null")"));
}

TEST(ReckoningJson, EverySlotNamesItsClaimAndReport) {
  EXPECT_THAT(reckoning_json(small()),
              HasSubstr(R"("mediators":[{"id":"ARE","name":"UAE","claim":"c7","report":"d2"}])"));
}

TEST(ReckoningJson, SaysTheJudgementInWords) {
  EXPECT_THAT(reckoning_json(small()),
              HasSubstr(R"({"a":"d1#e1","b":"d2#e1","judgement":"undetermined","rule":"rule")"));
}

}  // namespace
}  // namespace nostos::wire
