// SPDX-License-Identifier: Apache-2.0
#include "cli/report_input.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cli/testing/fake_environment.h"
#include "ingest/bytes.h"

namespace nostos::cli {
namespace {

using actions::HandedIn;
using testing::ElementsAre;
using testing::HasSubstr;

// "KIND NAME:LINE BYTES" of everything handed in.
std::vector<std::string> handed_in(FakeWorld& world, const std::vector<std::string>& files,
                                   InputForm form = InputForm::by_content) {
  constexpr const char* kKinds[] = {"sniffed", "text", "html", "line", "trouble"};
  Environment environment = world.environment();
  ReportInput input(environment, files, form);
  std::vector<std::string> out;
  while (auto batch = input.next()) {
    for (const HandedIn& one : *batch) {
      out.push_back(std::string(kKinds[static_cast<int>(one.kind)]) + " " + one.name + ":" +
                    std::to_string(one.line) + " " +
                    (one.trouble ? one.trouble->message : one.bytes));
    }
  }
  return out;
}

TEST(ReportInput, FilesAreTakenByNameAndBeginning) {
  FakeWorld world;
  world.files.content = {{"a.txt", "{not json}"},
                         {"b.html", "Page"},
                         {"c", "  {\"text\":\"x\"}\n\n \r\n{\"text\":\"y\"}\r\n"},
                         {"d", "Text"}};
  EXPECT_THAT(
      handed_in(world, {"a.txt", "b.html", "c", "d"}),
      ElementsAre("sniffed a.txt:0 {not json}", "html b.html:0 Page", "line c:1   {\"text\":\"x\"}",
                  "line c:4 {\"text\":\"y\"}\r", "sniffed d:0 Text"));
}

TEST(ReportInput, TheCommandLineCanSayWhatTheyAre) {
  FakeWorld world;
  world.files.content = {{"a.html", "x"}};
  EXPECT_THAT(handed_in(world, {"a.html"}, InputForm::text), ElementsAre("text a.html:0 x"));
  EXPECT_THAT(handed_in(world, {"a.html"}, InputForm::jsonl), ElementsAre("line a.html:1 x"));
}

TEST(ReportInput, StandardInputIsADash) {
  FakeWorld world;
  world.input.text = "\xEF\xBB\xBF{\"text\":\"x\"}\n{\"text\":\"y\"}";
  EXPECT_THAT(handed_in(world, {"-"}), ElementsAre("line standard input:1 {\"text\":\"x\"}",
                                                   "line standard input:2 {\"text\":\"y\"}"));
}

TEST(ReportInput, AMissingFileHasItsPlaceAmongTheOthers) {
  FakeWorld world;
  world.files.content = {{"a", "A"}, {"c", "C"}};
  EXPECT_THAT(
      handed_in(world, {"a", "b", "c"}),
      ElementsAre("sniffed a:0 A", HasSubstr("trouble b:0 there is no file b"), "sniffed c:0 C"));
}

TEST(ReportInput, LinesLongerThanAPieceOfTheFileAreWhole) {
  FakeWorld world;
  const std::string longer(1'000'000, 'x');
  world.files.content = {{"a.jsonl", "one\n" + longer + "\ntwo"}};
  EXPECT_THAT(handed_in(world, {"a.jsonl"}),
              ElementsAre("line a.jsonl:1 one", "line a.jsonl:2 " + longer, "line a.jsonl:3 two"));
}

TEST(ReportInput, ALineThatIsTooLongIsRefusedAndTheNextOnesCountOn) {
  FakeWorld world;
  world.files.content = {
      {"a.jsonl", "one\n" + std::string(ingest::kLargestReport + 600'000, 'x') + "\nthree\n"}};
  EXPECT_THAT(handed_in(world, {"a.jsonl"}),
              ElementsAre("line a.jsonl:1 one", HasSubstr("a.jsonl:2: this line is larger"),
                          "line a.jsonl:3 three"));
}

TEST(ReportInput, AFileThatIsTooLargeIsRefused) {
  FakeWorld world;
  world.files.content = {{"a", std::string(ingest::kLargestReport + 600'000, 'x')}, {"b", "B"}};
  EXPECT_THAT(handed_in(world, {"a", "b"}),
              ElementsAre(HasSubstr("a is larger than a report may be (64 MB)"), "sniffed b:0 B"));
}

TEST(ReportInput, AnEmptyFileIsHandedOnToBeRefused) {
  FakeWorld world;
  world.files.content = {{"a", ""}};
  EXPECT_THAT(handed_in(world, {"a"}), ElementsAre("sniffed a:0 "));
}

}  // namespace
}  // namespace nostos::cli
