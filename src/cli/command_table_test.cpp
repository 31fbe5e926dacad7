// SPDX-License-Identifier: Apache-2.0
#include "cli/command_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/testing/fake_environment.h"

namespace nostos::cli {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

TEST(CommandTable, HelpNamesEveryCommandWithItsSummary) {
  FakeWorld world;
  EXPECT_EQ(world.run({"help"}), ExitCode::fine);
  for (const Command& command : commands()) {
    EXPECT_THAT(world.output.text, HasSubstr("  " + std::string(command.name) + " "));
    EXPECT_THAT(world.output.text, HasSubstr(std::string(command.summary)));
  }
}

TEST(CommandTable, EveryOptionOfACommandStandsInItsHelp) {
  for (const Command& command : commands()) {
    FakeWorld world;
    EXPECT_EQ(world.run({"help", std::string(command.name)}), ExitCode::fine);
    EXPECT_THAT(world.output.text, HasSubstr("Usage: nostos " + std::string(command.name)));
    EXPECT_FALSE(command.summary.empty());
    for (const OptionSpec& option : command.options) {
      EXPECT_THAT(world.output.text, HasSubstr(std::string(option.name)));
      EXPECT_FALSE(option.help.empty()) << option.name;
    }
  }
}

TEST(CommandTable, HelpAfterACommandIsTheSameAsHelpAboutIt) {
  FakeWorld one;
  FakeWorld other;
  EXPECT_EQ(one.run({"read", "--format", "nonsense", "--help"}), ExitCode::fine);
  EXPECT_EQ(other.run({"help", "read"}), ExitCode::fine);
  EXPECT_EQ(one.output.text, other.output.text);
}

TEST(CommandTable, AMistypedCommandIsAUsageErrorThatNamesTheNearest) {
  FakeWorld world;
  EXPECT_EQ(world.run({"recon"}), ExitCode::usage);
  EXPECT_THAT(world.errors.text, HasSubstr("did you mean 'reckon'?"));
  EXPECT_THAT(world.output.text, IsEmpty());
}

TEST(CommandTable, AWordThatIsNearNothingGetsNoGuess) {
  FakeWorld world;
  EXPECT_EQ(world.run({"photosynthesis"}), ExitCode::usage);
  EXPECT_THAT(world.errors.text, testing::Not(HasSubstr("did you mean")));
  EXPECT_THAT(world.errors.text, HasSubstr("nostos help"));
}

TEST(CommandTable, NoCommandShowsTheListAndFailsAsUsage) {
  FakeWorld world;
  EXPECT_EQ(world.run({}), ExitCode::usage);
  EXPECT_THAT(world.output.text, HasSubstr("Commands:"));
}

TEST(CommandTable, VersionIsOneLine) {
  FakeWorld world;
  EXPECT_EQ(world.run({"--version"}), ExitCode::fine);
  EXPECT_EQ(world.output.text, "nostos 1.2.3\n");
}

TEST(CommandTable, AnOutputThatCannotBeWrittenIsAStorageFailure) {
  FakeWorld world;
  world.output.failure = Error{Fault::unavailable, "no space left to write to standard output"};
  EXPECT_EQ(world.run({"help"}), ExitCode::storage);
  EXPECT_THAT(world.errors.text, HasSubstr("no space left"));
}

}  // namespace
}  // namespace nostos::cli
