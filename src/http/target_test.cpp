// SPDX-License-Identifier: Apache-2.0
#include "http/target.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nostos::http {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(Target, PathAndParametersAreDecodedOnce) {
  const auto target = parse_target("/api/why?number=x5.leg.UA&claim=%D0%B0+b&flag&=x&&a=b=c");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/api/why");
  EXPECT_THAT(target->query, ElementsAre(Pair("number", "x5.leg.UA"), Pair("claim", "а b"),
                                         Pair("flag", ""), Pair("", "x"), Pair("a", "b=c")));
  EXPECT_EQ(parse_target("/a%2520b")->path, "/a%20b");
  EXPECT_EQ(parse_target("/a+b")->path, "/a+b");
}

TEST(Target, WhatCannotBeDecodedIsRefused) {
  for (const char* bad :
       {"", "a", "http://x/", "/%", "/%4", "/%zz", "/%00", "/%ff", "/a?b=%C3%28"}) {
    EXPECT_FALSE(parse_target(bad)) << bad;
  }
}

}  // namespace
}  // namespace nostos::http
