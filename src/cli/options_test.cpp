// SPDX-License-Identifier: Apache-2.0
#include "cli/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace nostos::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::array<OptionSpec, 3> kKnown{
    {{"--format", "text|json", ""}, {"--published", "DATE", ""}, {"--quiet", "", ""}}};

Result<Options> parse(std::vector<std::string> arguments) {
  return Options::parse(kKnown, arguments);
}

TEST(Options, ValuesMayFollowOrBeJoinedAndTheLastOneCounts) {
  const auto options = parse({"--format", "text", "a.txt", "--format=json", "-"});
  ASSERT_TRUE(options);
  EXPECT_EQ(options->value("--format"), "json");
  EXPECT_FALSE(options->has("--quiet"));
  EXPECT_THAT(options->operands(), ElementsAre("a.txt", "-"));
}

TEST(Options, TwoDashesEndTheOptions) {
  const auto options = parse({"--quiet", "--", "--format"});
  ASSERT_TRUE(options);
  EXPECT_TRUE(options->has("--quiet"));
  EXPECT_THAT(options->operands(), ElementsAre("--format"));
}

TEST(Options, ASlipOfTheFingersIsNamed) {
  EXPECT_THAT(parse({"--fromat", "json"}).error().message, HasSubstr("did you mean --format?"));
}

TEST(Options, AMissingValueSaysWhatBelongsThere) {
  EXPECT_THAT(parse({"--published"}).error().message, HasSubstr("--published DATE"));
  EXPECT_THAT(parse({"--quiet=yes"}).error().message, HasSubstr("takes no value"));
}

TEST(Options, AChoiceListsWhatIsAllowedAndDefaultsToTheFirst) {
  constexpr std::array<std::string_view, 2> kAllowed{"text", "json"};
  EXPECT_EQ(*parse({})->choice("--format", kAllowed), "text");
  EXPECT_THAT(parse({"--format=xml"})->choice("--format", kAllowed).error().message,
              HasSubstr("one of text, json"));
}

TEST(Options, NumbersAreWholeAndWithinTheirBounds) {
  const auto number = [](const std::string& text) {
    return parse({"--published", text})->number("--published", 7, 0, 65535);
  };
  EXPECT_EQ(*number("8080"), 8080);
  EXPECT_FALSE(number("80a"));
  EXPECT_FALSE(number("-1"));
  EXPECT_FALSE(number("65536"));
  EXPECT_FALSE(number("99999999999999999999"));
  EXPECT_EQ(*parse({})->number("--published", 7, 0, 65535), 7);
}

}  // namespace
}  // namespace nostos::cli
