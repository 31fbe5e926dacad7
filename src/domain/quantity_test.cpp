// SPDX-License-Identifier: Apache-2.0
#include "domain/quantity.h"

#include <gtest/gtest.h>

namespace nostos::domain {
namespace {

Quantity said(CountOp op, std::optional<std::int64_t> lo, std::optional<std::int64_t> hi,
              std::int64_t tolerance = 0) {
  Quantity q;
  q.op = op;
  q.lo = lo;
  q.hi = hi;
  q.tolerance = tolerance;
  return q;
}

TEST(Quantity, MoreThanTwoHundredAgreesWithTwoHundredAndThirty) {
  EXPECT_TRUE(compatible(said(CountOp::more_than, 200, {}), exactly(230)));
  EXPECT_FALSE(compatible(said(CountOp::more_than, 230, {}), exactly(230)));
  EXPECT_TRUE(compatible(said(CountOp::at_least, 230, {}), exactly(230)));
}

TEST(Quantity, AboutHasTheToleranceOfItsHedge) {
  const Quantity some_fifty = said(CountOp::about, 50, 50, 5);
  EXPECT_EQ(some_fifty.low(), 45);
  EXPECT_EQ(some_fifty.high(), 55);
  EXPECT_EQ(some_fifty.nominal(), 50);
}

TEST(Quantity, UpToHasNoNumberBelowIt) {
  const Quantity up_to = said(CountOp::at_most, {}, 1650);
  EXPECT_EQ(up_to.low(), 0);
  EXPECT_EQ(up_to.high(), 1650);
  EXPECT_EQ(up_to.nominal(), 1650);
}

TEST(Quantity, OperatorsHaveNamesThatComeBack) {
  for (const char* op : {"eq", "ap", "ge", "gt", "le", "lt", "rg", "fr", "null"}) {
    EXPECT_EQ(name(*count_op_named(op)), op);
  }
  EXPECT_FALSE(count_op_named("about"));
}

}  // namespace
}  // namespace nostos::domain
