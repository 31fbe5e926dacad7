// SPDX-License-Identifier: Apache-2.0
// The commands over a ledger, end to end with the shipped language packs, on a ledger in memory.
#include "cli/ledger_commands.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <list>

#include "cli/samples.h"
#include "cli/testing/fake_environment.h"

namespace nostos::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

// The knowledge files of data/, read once.
const std::vector<reading::KnowledgeFile>& shipped_knowledge() {
  static std::list<std::string> contents;
  static const std::vector<reading::KnowledgeFile> files = [] {
    std::vector<reading::KnowledgeFile> all;
    const std::filesystem::path root = NOSTOS_SOURCE_DIR "/data";
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
      const auto extension = entry.path().extension();
      if (extension != ".tsv" && extension != ".txt" && extension != ".ini") continue;
      std::ifstream in(entry.path(), std::ios::binary);
      contents.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
      all.push_back({entry.path().lexically_relative(root).generic_string(), contents.back()});
    }
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return all;
  }();
  return files;
}

constexpr const char* kText =
    "Norland and Sudria exchanged prisoners of war on 3 May 2018. Norland received 50 soldiers, "
    "the "
    "Coordination Office for Prisoners of War said.";

class LedgerCommands : public testing::Test {
 protected:
  LedgerCommands() {
    world.knowledge = shipped_knowledge();
    world.variables["XDG_DATA_HOME"] = "/data";
    world.files.content["report.txt"] = kText;
  }
  ExitCode run(const std::vector<std::string>& arguments) {
    world.output.text.clear();
    world.errors.text.clear();
    return world.run(arguments);
  }
  // The first claim's id, from an export.
  std::string a_claim() {
    EXPECT_EQ(run({"export", "--what", "claims"}), ExitCode::fine);
    const std::size_t line = world.output.text.find("\r\n") + 2;
    return world.output.text.substr(line, world.output.text.find(',', line) - line);
  }
  FakeWorld world;
};

TEST_F(LedgerCommands, FilePrintsAReceiptAndKnowsAReportAgain) {
  EXPECT_EQ(run({"file", "--published", "2018-05-04", "report.txt"}), ExitCode::fine)
      << world.errors.text;
  EXPECT_THAT(world.output.text, HasSubstr(to_hex(sha256(kText)) + "  entry 1  "));
  EXPECT_THAT(world.output.text, Not(HasSubstr("already on file")));
  EXPECT_EQ(run({"file", "report.txt"}), ExitCode::fine);
  EXPECT_THAT(world.output.text, HasSubstr("already on file  report.txt"));
  EXPECT_TRUE(world.ledgers.contains("/data/nostos/bureau.sqlite"));
}

TEST_F(LedgerCommands, FileRefusesWhatIsNoReportAndFilesTheRest) {
  world.files.content["bad.txt"] = "caf\xe9";
  EXPECT_EQ(run({"file", "bad.txt", "missing.txt", "report.txt"}), ExitCode::refused);
  EXPECT_THAT(world.errors.text, HasSubstr("bad.txt"));
  EXPECT_THAT(world.errors.text, HasSubstr("missing.txt"));
  EXPECT_THAT(world.output.text, HasSubstr("report.txt"));
}

TEST_F(LedgerCommands, LogListsWhoRecordedWhat) {
  (void)run({"file", "report.txt"});
  EXPECT_EQ(run({"log"}), ExitCode::fine);
  EXPECT_THAT(world.output.text, HasSubstr("     0  2024-03-02T10:00:00.000Z  bureau_opened"));
  EXPECT_THAT(world.output.text, HasSubstr("report_received      " +
                                           to_hex(sha256(kText)).substr(0, 12) + "  command line"));
  EXPECT_EQ(run({"log", "--from", "1", "--limit", "1", "--format", "jsonl"}), ExitCode::fine);
  EXPECT_THAT(world.output.text, HasSubstr("\"payload\":{\"version\":1,"));
  EXPECT_EQ(std::count(world.output.text.begin(), world.output.text.end(), '\n'), 1);
}

TEST_F(LedgerCommands, VerifyPrintsAHeadThatLaterProvesGrowth) {
  (void)run({"file", "report.txt"});
  EXPECT_EQ(run({"verify"}), ExitCode::fine);
  const std::size_t at = world.output.text.find("--against ") + 10;
  const std::string head = world.output.text.substr(at, world.output.text.find('\n', at) - at);
  world.files.content["second.txt"] = "Another 20 prisoners came home to Norland on 4 May 2018.";
  (void)run({"file", "second.txt"});
  EXPECT_EQ(run({"verify", "--against", head}), ExitCode::fine) << world.output.text;
  std::string other = head;
  other.back() = other.back() == '0' ? '1' : '0';
  EXPECT_EQ(run({"verify", "--against", other}), ExitCode::not_verified);
  EXPECT_THAT(world.output.text, HasSubstr("is not what was written"));
  EXPECT_EQ(run({"verify", "--against", "nonsense"}), ExitCode::usage);
}

TEST_F(LedgerCommands, RebuildSaysThatNothingChanged) {
  (void)run({"file", "report.txt"});
  EXPECT_EQ(run({"rebuild"}), ExitCode::fine) << world.errors.text;
  EXPECT_THAT(world.output.text, HasSubstr("all 1 report read as before"));
  EXPECT_THAT(world.output.text, HasSubstr("made again from 3 entries"));
}

TEST_F(LedgerCommands, ExportGoesToTheOutputOrAFile) {
  (void)run({"file", "--published", "2018-05-04", "report.txt"});
  EXPECT_EQ(run({"export", "--out", "claims.csv", "--what", "claims"}), ExitCode::fine);
  EXPECT_THAT(world.output.text, testing::IsEmpty());
  EXPECT_THAT(world.files.content["claims.csv"], HasSubstr("claim,report,outlet"));
  EXPECT_EQ(run({"export", "--format", "jsonl"}), ExitCode::fine);
  EXPECT_THAT(world.output.text, HasSubstr(to_hex(sha256(kText))));
  EXPECT_EQ(run({"export", "--format", "xml"}), ExitCode::usage);
}

TEST_F(LedgerCommands, WhyLeadsFromAClaimToItsWords) {
  (void)run({"file", "--published", "2018-05-04", "report.txt"});
  const std::string claim = a_claim();
  EXPECT_EQ(run({"why", claim}), ExitCode::fine) << world.errors.text;
  EXPECT_THAT(world.output.text, HasSubstr("Norland"));
  EXPECT_EQ(run({"why", claim, "report.txt"}), ExitCode::fine) << world.errors.text;
  EXPECT_EQ(run({"why", "nonsense"}), ExitCode::refused);
  EXPECT_THAT(world.errors.text, HasSubstr("E5.leg.UA"));
  EXPECT_EQ(run({"why"}), ExitCode::usage);
}

TEST_F(LedgerCommands, WithoutABureauTheyAllSaySo) {
  for (const char* command : {"verify", "rebuild", "export", "log"}) {
    EXPECT_EQ(run({command}), ExitCode::storage) << command;
    EXPECT_THAT(world.errors.text, HasSubstr("there is no bureau")) << command;
  }
}

TEST_F(LedgerCommands, WithoutAHomeTheyAskForTheFile) {
  world.variables.clear();
  EXPECT_EQ(run({"verify"}), ExitCode::storage);
  EXPECT_THAT(world.errors.text, HasSubstr("--data FILE"));
}

TEST(Samples, TakeTheirFactsFromTheTableBesideThem) {
  const std::vector<EmbeddedFile> files{
      {"01-a.txt", "text a", "aa11", {}, {}},
      {"02-b.html", "<p>b", "bb22", {}, {}},
      {"samples.tsv",
       "file\toutlet\tpublished\turl\n01-a.txt\tThe Courier\t2018-05-04\thttps://a.example\n"
       "02-b.html\tThe Wire\t\t\n",
       "cc33",
       {},
       {}}};
  const auto samples = samples_in(files);
  ASSERT_EQ(samples.size(), 2U);
  EXPECT_EQ(samples[0].report.outlet, "The Courier");
  EXPECT_EQ(samples[0].report.published, domain::to_day({2018, 5, 4}));
  EXPECT_EQ(samples[0].report.url, "https://a.example");
  EXPECT_EQ(samples[1].report.format, domain::Format::html);
  EXPECT_EQ(samples[1].report.published, std::nullopt);
}

}  // namespace
}  // namespace nostos::cli
