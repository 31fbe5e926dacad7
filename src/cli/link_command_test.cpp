// SPDX-License-Identifier: Apache-2.0
#include "cli/link_command.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <list>
#include <string>
#include <vector>

#include "cli/estimate_line.h"
#include "cli/link_journal.h"
#include "cli/testing/fake_environment.h"

namespace nostos::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

struct World : FakeWorld {
  std::list<std::string> tables;
  World() {
    const std::filesystem::path root = NOSTOS_SOURCE_DIR "/data";
    for (const auto& file : std::filesystem::recursive_directory_iterator(root)) {
      if (file.path().extension() != ".tsv") continue;
      std::ifstream in(file.path(), std::ios::binary);
      tables.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
      knowledge.push_back({file.path().lexically_relative(root).generic_string(), tables.back()});
    }
  }
  // A list of invented people.
  void list(const std::string& name, const std::string& count) {
    ASSERT_EQ(run({"synth", "people", "--count", count}), ExitCode::fine) << errors.text;
    files.content[name] = std::move(output.text);
    output.text.clear();
  }
};

std::vector<std::string> sorted_lines(std::string text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (!text.starts_with("left_list,")) lines.push_back(text.substr(0, end));
    text.erase(0, end + 1);
  }
  std::ranges::sort(lines);
  return lines;
}

TEST(LinkCommand, FindsWhoIsNamedTwiceAndSaysWhy) {
  World world;
  world.list("a.csv", "300");
  ASSERT_EQ(world.run({"dedupe", "a.csv", "--pairs", "pairs.csv", "--clusters", "people.csv",
                       "--report", "run.html"}),
            ExitCode::fine)
      << world.errors.text;
  EXPECT_THAT(world.files.content["pairs.csv"], StartsWith("left_list,left_id,left_row,"));
  EXPECT_THAT(world.files.content["pairs.csv"], HasSubstr("before anything is compared -"));
  EXPECT_THAT(world.files.content["people.csv"], StartsWith("person,list,id,row\n1,a.csv,1,1\n"));
  EXPECT_THAT(world.files.content["run.html"], HasSubstr("Does a probability mean what it says?"));
  EXPECT_THAT(world.files.content["run.html"], Not(HasSubstr("<script")));
  EXPECT_THAT(world.files.content["run.html"], Not(HasSubstr("why.")));
  EXPECT_THAT(world.errors.text, HasSubstr("against the truth in the lists: precision"));
  EXPECT_FALSE(world.files.content.contains("pairs.csv.journal"));
}

TEST(LinkCommand, SharesPutTogetherGiveThePairsOfOneRun) {
  World world;
  world.list("a.csv", "300");
  ASSERT_EQ(world.run({"dedupe", "a.csv", "--pairs", "learn.csv", "--write-model", "m",
                       "--write-settings", "s"}),
            ExitCode::fine);
  ASSERT_EQ(
      world.run({"dedupe", "a.csv", "--pairs", "whole.csv", "--model", "m", "--settings", "s"}),
      ExitCode::fine);
  std::string parts;
  for (const std::string share : {"1/3", "2/3", "3/3"}) {
    ASSERT_EQ(world.run({"dedupe", "a.csv", "--pairs", "part.csv", "--model", "m", "--settings",
                         "s", "--share", share}),
              ExitCode::fine);
    parts += world.files.content["part.csv"];
  }
  EXPECT_EQ(sorted_lines(parts), sorted_lines(world.files.content["whole.csv"]));
  EXPECT_GT(sorted_lines(parts).size(), 20U);
}

// Blocks spread over two processes give what one process gives.
TEST(LinkCommand, TheFilterGivesTheSamePairsHoweverBlocksAreSpread) {
  World world;
  world.list("a.csv", "300");
  world.files.content["small"] = "compare-all 0\n";
  ASSERT_EQ(world.run({"dedupe", "a.csv", "--pairs", "learn.csv", "--settings", "small",
                       "--write-model", "m", "--write-settings", "s"}),
            ExitCode::fine)
      << world.errors.text;
  ASSERT_EQ(world.run({"dedupe", "a.csv", "--keys", "--settings", "s"}), ExitCode::fine);
  std::string rows;
  std::string even;
  std::string odd;
  for (const std::string& line : sorted_lines(world.output.text)) {
    rows += line + "\n";
    const std::string block = line.substr(10, line.find('"', 10) - 10);
    (block.back() % 2 == 0 ? even : odd) += line + "\n";
  }
  const auto filtered = [&](const std::string& input) {
    world.input.text = input;
    world.input.at = 0;
    world.output.text.clear();
    EXPECT_EQ(world.run({"dedupe", "--filter", "--model", "m", "--settings", "s", "-"}),
              ExitCode::fine)
        << world.errors.text;
    return world.output.text;
  };
  const std::string whole = filtered(rows);
  EXPECT_EQ(sorted_lines(filtered(even) + filtered(odd)), sorted_lines(whole));
  EXPECT_GT(sorted_lines(whole).size(), 10U);
}

TEST(LinkCommand, ARunThatWasStoppedGoesOnAndEndsTheSame) {
  World world;
  world.list("a.csv", "200");
  ASSERT_EQ(world.run({"dedupe", "a.csv", "--pairs", "whole.csv"}), ExitCode::fine);
  static std::atomic<bool> stop{true};
  Environment environment = world.environment();
  environment.interruptions = []() -> const std::atomic<bool>* { return &stop; };
  const std::vector<std::string> command = {"dedupe", "a.csv", "--pairs", "pairs.csv"};
  EXPECT_EQ(cli::run(command, environment), ExitCode::interrupted);
  EXPECT_THAT(world.errors.text, HasSubstr("the same command with --resume goes on"));
  stop = false;
  ASSERT_EQ(world.run({"dedupe", "a.csv", "--pairs", "pairs.csv", "--resume"}), ExitCode::fine);
  EXPECT_EQ(world.files.content["pairs.csv"], world.files.content["whole.csv"]);
}

constexpr std::string_view kFamily =
    "id,surname,given name,birth date\n"
    "a,Bryl,Taras,1987-03-12\nb,Bryl,Taras,1987-03-12\nc,Ostap,Ivan,1990-01-02\n"
    "d,Melnyk,Petro,1971-11-30\ne,Kovtun,Oleh,1969-05-05\nf,Sydir,Yurii,1981-08-17\n";

TEST(LinkCommand, WhatPeopleDecidedStandsAboveTheWeightsAndIsListedInTheReport) {
  World world;
  world.files.content["a.csv"] = kFamily;
  ASSERT_EQ(world.run({"dedupe", "a.csv", "--pairs", "p.csv", "--clusters", "before.csv"}),
            ExitCode::fine)
      << world.errors.text;
  EXPECT_THAT(world.files.content["before.csv"], HasSubstr("1,a.csv,a,1\n1,a.csv,b,2\n"));
  EXPECT_THAT(world.files.content["p.csv"], Not(HasSubstr("verdict")));
  // By row, by id, and as JSONL.
  world.files.content["j.csv"] =
      "left_list,left_id,left_row,right_list,right_id,right_row,verdict\n"
      "a.csv,a,1,a.csv,b,2,different\n,c,,,d,,same\n,,5,,,6,unsure\n,e,,,f,,\n";
  world.files.content["j.jsonl"] =
      "{\"left_id\":\"b\",\"right_row\":1,\"verdict\":\"different\"}\n"
      "{\"left_row\":4,\"right_id\":\"c\",\"verdict\":\"same\"}\n";
  for (const std::string file : {"j.csv", "j.jsonl"}) {
    world.errors.text.clear();
    ASSERT_EQ(world.run({"dedupe", "a.csv", "--pairs", "p.csv", "--clusters", "after.csv",
                         "--report", "r.html", "--judgements", file}),
              ExitCode::fine)
        << world.errors.text;
    EXPECT_EQ(world.files.content["after.csv"],
              "person,list,id,row\n1,a.csv,a,1\n2,a.csv,b,2\n3,a.csv,c,3\n3,a.csv,d,4\n"
              "4,a.csv,e,5\n5,a.csv,f,6\n");
    EXPECT_THAT(world.errors.text, HasSubstr("decided by people: 1 pairs of one person, 1 of two"));
    EXPECT_THAT(world.files.content["r.html"], HasSubstr("<h2>Decided by people</h2>"));
    EXPECT_THAT(world.files.content["r.html"],
                HasSubstr("<th scope=\"row\">a.csv, c</th><td class=\"n\">a.csv, d</td><td "
                          "class=\"n\">one person</td>"));
  }
  // What a run writes, another takes.
  EXPECT_THAT(world.files.content["p.csv"], HasSubstr(",weight,verdict,reasons\n"));
  EXPECT_THAT(world.files.content["p.csv"], HasSubstr(",different,"));
  EXPECT_EQ(world.run({"dedupe", "a.csv", "--pairs", "q.csv", "--judgements", "p.csv"}),
            ExitCode::fine)
      << world.errors.text;
}

TEST(LinkCommand, JudgementsThatNameNobodyOrContradictEachOtherAreNamedByLine) {
  World world;
  world.files.content["a.csv"] = kFamily;
  const auto told = [&](const std::string& rows, ExitCode code) {
    world.files.content["j.csv"] = "left_id,right_id,left_row,verdict\n" + rows;
    world.errors.text.clear();
    EXPECT_EQ(world.run({"dedupe", "a.csv", "--pairs", "p.csv", "--judgements", "j.csv"}), code)
        << rows;
    return world.errors.text;
  };
  EXPECT_THAT(told("a,b,,same\na,x,,same\n", ExitCode::refused),
              HasSubstr("j.csv:3: right: the list has nobody with the id \"x\""));
  EXPECT_THAT(told("a,b,,maybe\n", ExitCode::refused),
              HasSubstr("j.csv:2: verdict \"maybe\": one of same, different, unsure, none"));
  EXPECT_THAT(told("a,b,2,same\n", ExitCode::refused),
              HasSubstr("j.csv:2: left: row 2 of the list is now \"b\", not \"a\""));
  EXPECT_THAT(told("a,b,,same\nb,a,,different\n", ExitCode::refused),
              HasSubstr("j.csv:3: line 2 says the opposite of this pair"));
  EXPECT_THAT(told("a,b,,same\nb,c,,same\na,c,,different\n", ExitCode::refused),
              HasSubstr("j.csv:4: different, but other lines of the file hold the two together"));
  world.files.content["j.csv"] = "left_id,right_id\na,b\n";
  EXPECT_EQ(world.run({"dedupe", "a.csv", "--judgements", "j.csv"}), ExitCode::refused);
  EXPECT_THAT(world.errors.text, HasSubstr("j.csv: there is no column verdict"));
}

TEST(LinkCommand, BadRowsStopTheRunOrAreSkippedWhereAsked) {
  World world;
  world.files.content["a.csv"] =
      "surname,birth date\nBryl,1987-03-12\nOs\x01tap,1987\nBril,31.02.1987\nBryl,1987-03-12\n";
  EXPECT_EQ(world.run({"dedupe", "a.csv"}), ExitCode::refused);
  EXPECT_THAT(world.errors.text,
              HasSubstr("a.csv:3: field 1 (surname): the control character U+0001"));
  EXPECT_THAT(
      world.errors.text,
      HasSubstr("a.csv:4: field 2 (birth date): \"31.02.1987\": there is no 31 February 1987"));
  EXPECT_EQ(world.output.text, "");
  EXPECT_EQ(world.run({"dedupe", "a.csv", "--skip-bad-rows"}), ExitCode::refused);
  EXPECT_THAT(world.errors.text, HasSubstr("a.csv: 1 rows could not be used and were skipped"));
  EXPECT_THAT(world.output.text, HasSubstr("a.csv,1,1,a.csv,4,4,"));
}

TEST(LinkCommand, WhatIsNotUnderstoodIsNamed) {
  World world;
  EXPECT_EQ(world.run({"link", "a.csv"}), ExitCode::usage);
  EXPECT_EQ(world.run({"dedupe", "a.csv", "--share", "4/3"}), ExitCode::usage);
  EXPECT_EQ(world.run({"dedupe", "a.csv", "--encoding", "latin"}), ExitCode::usage);
  EXPECT_EQ(world.run({"dedupe", "a.csv", "--columns", "x=colour"}), ExitCode::usage);
  EXPECT_THAT(world.errors.text, HasSubstr("'colour' is no kind of column"));
}

TEST(LinkJournal, KeepsWhatWasDoneAndOnlyForTheSameRun) {
  MapFiles files;
  LinkJournal journal(files, "p.journal", "run 1");
  linkage::Compared compared;
  compared.pairs = {{1, 2, -3500}, {7, 9, 21'000}};
  compared.histogram = {{-4, 10, 0.625}};
  ASSERT_TRUE(journal.keep(3, compared).has_value());
  const auto again = journal.compared(3);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->pairs, compared.pairs);
  EXPECT_EQ(again->histogram[0].expected_matches, 0.625);
  EXPECT_FALSE(journal.compared(2).has_value());
  EXPECT_FALSE(LinkJournal(files, "p.journal", "run 2").compared(3).has_value());
  files.content["p.journal.3"].resize(files.content["p.journal.3"].size() / 2);  // cut off
  EXPECT_FALSE(journal.compared(3).has_value());
}

TEST(EstimateLine, TellsTheTimeLeftOnlyWhenThereIsEnoughToGoBy) {
  EXPECT_EQ(estimate_text("Comparing", 1, 100, 100'000), "Comparing  [--------------------] 1 %");
  EXPECT_EQ(estimate_text("Comparing", 50, 100, 1000), "Comparing  [##########----------] 50 %");
  EXPECT_EQ(estimate_text("Comparing", 50, 100, 60'000),
            "Comparing  [##########----------] 50 %, about 1 min left");
  EXPECT_EQ(estimate_text("Comparing", 100, 100, 60'000),
            "Comparing  [####################] 100 %");
  EXPECT_EQ(estimate_text("Blocking", 5, 0, 60'000), "Blocking …");
}

}  // namespace
}  // namespace nostos::cli
