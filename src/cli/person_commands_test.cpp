// SPDX-License-Identifier: Apache-2.0
// Lists entered, people found and judged, from the command line, with the tables as they are.
#include "cli/person_commands.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <list>

#include "cli/testing/fake_environment.h"

namespace nostos::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

class PersonCommands : public testing::Test {
 protected:
  PersonCommands() {
    const std::filesystem::path data(NOSTOS_SOURCE_DIR "/data");
    for (const char* folder : {"names", "people", "words", "parties"}) {
      for (const auto& file : std::filesystem::directory_iterator(data / folder)) {
        keep(data, file.path());
      }
    }
    keep(data, data / "columns.tsv");
    world.files.content["list.csv"] =
        "No,Surname,Given name,Born\n"
        "1,Коваленко,Іван,12.03.1987\n2,Шаповал,Юрій,1979\n3,Гриценко,Олена,1994\n";
    world.files.content["cards.csv"] = "Name;Born\nKovalenko Ivan;1987-03-12\n";
  }
  void keep(const std::filesystem::path& data, const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    contents_.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    world.knowledge.push_back({path.lexically_relative(data).generic_string(), contents_.back()});
  }
  ExitCode run(std::vector<std::string> arguments) {
    world.output.text.clear();
    world.errors.text.clear();
    arguments.insert(arguments.begin() + 1, {"--data", "bureau"});
    return world.run(arguments);
  }
  // The ids of the records that the answer tells, likeliest first.
  std::vector<std::string> found(const std::string& question) {
    EXPECT_EQ(run({"find", question, "--format", "json"}), ExitCode::fine) << world.errors.text;
    constexpr std::string_view kBefore = "\"record\":{\"id\":\"";
    std::vector<std::string> ids;
    for (std::size_t at = 0; (at = world.output.text.find(kBefore, at)) != std::string::npos;) {
      at += kBefore.size();
      ids.push_back(world.output.text.substr(at, 32));
    }
    return ids;
  }
  FakeWorld world;

 private:
  std::list<std::string> contents_;
};

TEST_F(PersonCommands, AListIsEnteredOnceAndAPersonIsFoundInAnotherScript) {
  ASSERT_EQ(run({"enter", "--source", "Hospital", "list.csv", "cards.csv"}), ExitCode::fine)
      << world.errors.text;
  EXPECT_THAT(world.output.text, HasSubstr("list.csv: 3 records filed, 0 were on file"));
  EXPECT_THAT(world.output.text, HasSubstr("1 pairs are suggested"));
  EXPECT_EQ(run({"enter", "--source", "Hospital", "list.csv"}), ExitCode::fine);
  EXPECT_THAT(world.output.text, HasSubstr("0 records filed, 3 were on file"));
  // They were weighed again, and what was suggested is not suggested twice.
  EXPECT_THAT(world.output.text, HasSubstr("Looking for records of one person"));
  EXPECT_THAT(world.output.text, HasSubstr("0 pairs are suggested"));

  ASSERT_EQ(run({"find", "Kovalenko", "Ivan", "1987"}), ExitCode::fine) << world.errors.text;
  EXPECT_THAT(world.output.text, HasSubstr("surname Kovalenko, given name Ivan, born 1987"));
  EXPECT_THAT(world.output.text, HasSubstr("4 records searched"));
  EXPECT_THAT(world.output.text, HasSubstr("Surname: one name in another spelling"));
  EXPECT_THAT(world.output.text, HasSubstr("Коваленко Іван, 12.03.1987"));
  EXPECT_EQ(run({"find", "Kovalenko", "--format", "json"}), ExitCode::fine);
  EXPECT_THAT(world.output.text, HasSubstr("\"waterfall\":{\"total\":"));
  EXPECT_EQ(run({"find"}), ExitCode::usage);
}

TEST_F(PersonCommands, TheWordsOfAPageAreInTheLanguageAsked) {
  ASSERT_EQ(run({"enter", "list.csv"}), ExitCode::fine);
  ASSERT_EQ(run({"find", "Коваленко Іван", "--lang", "uk"}), ExitCode::fine);
  EXPECT_THAT(world.output.text, HasSubstr("переглянуто 3 записи"));
  EXPECT_THAT(world.output.text, Not(HasSubstr("step")));
}

TEST_F(PersonCommands, ABadRowIsToldWithItsPlaceAndStopsTheListUnlessAskedToGoOn) {
  world.files.content["bad.csv"] = "Surname,Given name\nШаповал,Юрій\n\"open,Іван\n";
  EXPECT_EQ(run({"enter", "bad.csv"}), ExitCode::refused);
  EXPECT_THAT(world.errors.text, HasSubstr("bad.csv:3"));
  EXPECT_THAT(world.errors.text, HasSubstr("nothing was filed"));
  EXPECT_EQ(run({"enter", "--go-on", "bad.csv"}), ExitCode::refused);
  EXPECT_THAT(world.output.text, HasSubstr("1 records filed"));
}

TEST_F(PersonCommands, JudgeShowUndo) {
  ASSERT_EQ(run({"enter", "list.csv", "cards.csv"}), ExitCode::fine);
  const auto ids = found("Kovalenko Ivan 1987");
  ASSERT_EQ(ids.size(), 2U) << world.output.text;
  const std::string& one = ids[0];
  const std::string& other = ids[1];
  ASSERT_EQ(run({"judge", one, other, "same", "--preview"}), ExitCode::fine) << world.errors.text;
  EXPECT_THAT(world.output.text, HasSubstr("2 records"));
  EXPECT_EQ(run({"person", one}), ExitCode::fine);
  EXPECT_THAT(world.output.text, HasSubstr("none")) << "a preview judges nothing";

  ASSERT_EQ(run({"judge", one, other, "same", "--why", "one card"}), ExitCode::fine);
  const std::size_t at = world.output.text.rfind("  entry ") - 32;
  const std::string judgement = world.output.text.substr(at, 32);
  ASSERT_EQ(run({"person", one}), ExitCode::fine);
  EXPECT_THAT(world.output.text, HasSubstr("one person: "));
  EXPECT_THAT(world.output.text, HasSubstr("one card"));
  ASSERT_EQ(run({"judge", "--undo", judgement, "--why", "mistaken"}), ExitCode::fine)
      << world.errors.text;
  ASSERT_EQ(run({"person", one}), ExitCode::fine);
  EXPECT_THAT(world.output.text, HasSubstr("taken back by command line"));
  EXPECT_EQ(run({"judge", one, other, "perhaps"}), ExitCode::refused);
  EXPECT_EQ(run({"judge", one}), ExitCode::usage);
  EXPECT_EQ(run({"person", "ffffffff"}), ExitCode::refused);
}

}  // namespace
}  // namespace nostos::cli
