// SPDX-License-Identifier: Apache-2.0
#include "cli/synth_people.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <list>
#include <string>

#include "cli/testing/fake_environment.h"

namespace nostos::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

struct World : FakeWorld {
  std::list<std::string> tables;
  World() {
    for (const auto& file :
         std::filesystem::directory_iterator(NOSTOS_SOURCE_DIR "/data/synth/people")) {
      std::ifstream in(file.path(), std::ios::binary);
      tables.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
      knowledge.push_back({"synth/people/" + file.path().filename().string(), tables.back()});
    }
  }
};

std::ptrdiff_t lines(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

TEST(SynthPeople, WritesAListWithTheTruthInIt) {
  World world;
  ASSERT_EQ(world.run({"synth", "people", "--count", "50", "--again", "0"}), ExitCode::fine)
      << world.errors.text;
  EXPECT_THAT(world.output.text, StartsWith("id,surname,given_name,patronymic,"));
  EXPECT_EQ(lines(world.output.text), 51);
  World again;
  ASSERT_EQ(again.run({"synth", "people", "--count", "50", "--again", "0"}), ExitCode::fine);
  EXPECT_EQ(again.output.text, world.output.text);
}

TEST(SynthPeople, TheTruthGoesApartWhereAsked) {
  World world;
  ASSERT_EQ(
      world.run({"synth", "people", "--count", "50", "--truth", "truth.csv", "--format", "jsonl"}),
      ExitCode::fine);
  EXPECT_THAT(world.output.text, Not(HasSubstr("true_person")));
  EXPECT_THAT(world.files.content["truth.csv"], StartsWith("id,true_person,slips\n1,"));
  EXPECT_EQ(lines(world.files.content["truth.csv"]), lines(world.output.text) + 1);
}

TEST(SynthPeople, ListsTogetherHoldWhatAllHold) {
  std::ptrdiff_t parts = 0;
  for (const std::string list : {"1", "2"}) {
    World world;
    ASSERT_EQ(world.run({"synth", "people", "--count", "80", "--lists", "2", "--list", list}),
              ExitCode::fine);
    parts += lines(world.output.text) - 1;
  }
  World world;
  ASSERT_EQ(world.run({"synth", "people", "--count", "80", "--lists", "2"}), ExitCode::fine);
  EXPECT_EQ(lines(world.output.text) - 1, parts);
}

TEST(SynthPeople, WhatIsNotUnderstoodIsNamed) {
  World world;
  EXPECT_EQ(world.run({"synth", "people", "--count", "9999999999999"}), ExitCode::usage);
  EXPECT_EQ(world.run({"synth", "people", "--rates", "colour=3"}), ExitCode::usage);
  EXPECT_THAT(world.errors.text, HasSubstr("there is no slip 'colour'; there are: typo, keyboard"));
  EXPECT_EQ(world.run({"synth", "people", "--regions", "atlantis"}), ExitCode::usage);
  EXPECT_THAT(world.errors.text, HasSubstr("there is no region 'atlantis'"));
  EXPECT_EQ(world.output.text, "");
}

}  // namespace
}  // namespace nostos::cli
