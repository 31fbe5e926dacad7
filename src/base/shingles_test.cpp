// SPDX-License-Identifier: Apache-2.0
#include "base/shingles.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nostos {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::string kNotice =
    "On the bridge over the river the buses stood from early morning. According to the office, "
    "100 people came home in the third exchange of the month, among them 12 who had been thought "
    "missing. Doctors met them behind the barrier, and each of them was given a telephone.";

TEST(Shingles, OfFewWordsThereAreNone) {
  EXPECT_THAT(shingles_of("100 came home"), IsEmpty());
  EXPECT_THAT(shingles_of(""), IsEmpty());
}

TEST(Shingles, ACopyWithOtherFiguresCaseAndDashesIsACopy) {
  std::string copy = kNotice;
  copy.replace(copy.find("100"), 3, "1,100");
  copy.replace(copy.find("On the"), 2, "ON");
  copy.replace(copy.find(", and"), 1, " \xE2\x80\x94");
  EXPECT_EQ(containment(shingles_of(kNotice), shingles_of(copy)), 1.0);
}

TEST(Shingles, APartIsContainedInTheWholeAndAnotherTextIsNot) {
  std::string longer = kNotice;
  for (int i = 0; i < 60; ++i)
    longer += " Sentence number " + std::string(static_cast<std::size_t>(i % 7 + 1), 'x') +
              " tells of roads, harvests and the price of bread in town.";
  EXPECT_GT(containment(shingles_of(kNotice), shingles_of(longer)), 0.8);
  EXPECT_LT(containment(shingles_of(kNotice),
                        shingles_of("The council met on Monday and talked about the new school, "
                                    "its roof, its garden and the way to it from the station.")),
            0.05);
}

TEST(Shingles, OfALongTextTheSketchStaysSmallAndComesBackFromItsText) {
  std::string longer;
  for (int i = 0; i < 5000; ++i)
    longer += "word" + std::string(static_cast<std::size_t>(i % 91 + 1), 'y') + " and ";
  const auto sketch = shingles_of(longer);
  EXPECT_THAT(sketch, SizeIs(kSketchSize));
  EXPECT_EQ(parse_shingles(shingles_text(sketch)), sketch);
}

TEST(Shingles, WhatIsNoSketchIsRefused) {
  EXPECT_THAT(parse_shingles("0000000"), IsEmpty());
  EXPECT_THAT(parse_shingles("0000000g"), IsEmpty());
  EXPECT_THAT(parse_shingles("0000000200000001"), IsEmpty());
  EXPECT_THAT(parse_shingles("00000001"), SizeIs(1));
}

}  // namespace
}  // namespace nostos
