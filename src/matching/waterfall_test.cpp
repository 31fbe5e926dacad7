// SPDX-License-Identifier: Apache-2.0
#include "matching/waterfall.h"

#include <gtest/gtest.h>

namespace nostos::matching {
namespace {

TEST(waterfall, steps_add_up_to_the_total_and_the_total_says_the_probability) {
  const Waterfall waterfall{{{"prior", {}, -20'000},
                             {"surname.exact", {"Коваль"}, 14'250},
                             {"birth_date.swapped", {"03-04", "04-03"}, 7'750}}};
  EXPECT_EQ(waterfall.total(), 2'000);
  EXPECT_DOUBLE_EQ(probability(waterfall.total()), 0.8);
  EXPECT_EQ(shown(waterfall.total()), "0.8000");
}

TEST(waterfall, nothing_is_shown_as_certain) {
  EXPECT_EQ(shown(40'000), ">0.9999");
  EXPECT_EQ(shown(-40'000), "<0.0001");
  EXPECT_EQ(shown(13'300), "0.9999");
}

TEST(waterfall, a_weight_is_the_log_of_the_ratio) {
  EXPECT_EQ(weight_of(1), 0);
  EXPECT_EQ(weight_of(8), 3'000);
  EXPECT_EQ(weight_of(0.5), -1'000);
  EXPECT_EQ(weight_of(0), -60'000);
}

}  // namespace
}  // namespace nostos::matching
