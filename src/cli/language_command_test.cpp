// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/testing/fake_environment.h"

namespace nostos::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

// A world whose tables know one language of a few words.
struct Desk : FakeWorld {
  std::string lexicon =
      "POP\tmilitary\t-\tsoldiers\nSIDE\tNRD\tnoun\tnorland\nRETURN\treturn\t-\treturned:past\n"
      "PREP\tto\t-\tto\n";
  std::string patterns =
      "rule leg.return priority 60\n"
      "  when  q:QTYS.people RETURN.act (PREP[id=to] d:SIDE)?\n"
      "  when  RETURN.act q:QTYS.people\n"
      "  give  leg theme=q dest=d\n"
      "  yes   \"5 soldiers returned to Norland.\" -> leg eq 5 to=NRD\n"
      "  yes   \"6 soldiers returned to Norland.\" -> leg eq 6 to=NRD\n"
      "  no    \"Soldiers returned.\"\n";

  ExitCode language(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "language");
    knowledge = {
        {"parties/parties.tsv", "NRD\tstate\t-\tNorland\tN\tN\nSDR\tstate\t-\tSudria\tS\tS\n"},
        {"languages/xx/meta.ini",
         "lang = xx\nname = Exish\nscript = Latin\nwords = the of and in to was were has\n"},
        {"languages/xx/lexicon.tsv", lexicon},
        {"languages/xx/patterns.txt", patterns}};
    return run(arguments);
  }
};

TEST(LanguageCommand, LintOfSoundTablesSaysSoAndSucceeds) {
  Desk desk;
  EXPECT_EQ(desk.language({"lint"}), ExitCode::fine) << desk.output.text << desk.errors.text;
  EXPECT_EQ(desk.output.text, "xx: 0 errors, 0 warnings, 0 notes\n");
}

TEST(LanguageCommand, LintNamesFileLineAndRemedyOfWhatIsMalformedAndFails) {
  Desk desk;
  desk.lexicon += "POP\tpersons\n";
  EXPECT_EQ(desk.language({"lint", "xx"}), ExitCode::refused);
  EXPECT_THAT(desk.output.text,
              HasSubstr("data/languages/xx/lexicon.tsv:5: error: has 2 columns, needs 4; "
                        "separate columns by tabs\nxx: 1 error, "));
}

TEST(LanguageCommand, TestSaysHowManyExamplesHold) {
  Desk desk;
  EXPECT_EQ(desk.language({"test"}), ExitCode::fine) << desk.output.text << desk.errors.text;
  EXPECT_EQ(desk.output.text, "xx: 3 examples, 3 hold, 0 fail\n");
}

TEST(LanguageCommand, TestSaysWhereAnExampleFailsAndWhatWasReadInstead) {
  Desk desk;
  desk.patterns.replace(desk.patterns.find("leg eq 6"), 8, "leg eq 7");
  EXPECT_EQ(desk.language({"test", "xx"}), ExitCode::refused);
  EXPECT_THAT(desk.output.text,
              HasSubstr("data/languages/xx/patterns.txt:6: rule leg.return: \"6 soldiers returned "
                        "to Norland.\" must give \"leg eq 7 to=NRD\"; it gave leg eq 6 to=NRD"));
  EXPECT_THAT(desk.output.text, HasSubstr("xx: 3 examples, 2 hold, 1 fail\n"));
}

TEST(LanguageCommand, CoverNamesTheWordingsThatNoExampleMeets) {
  Desk desk;
  EXPECT_EQ(desk.language({"cover"}), ExitCode::fine);
  EXPECT_EQ(desk.output.text,
            "data/languages/xx/patterns.txt:3: never met: rule leg.return\n"
            "xx: 1 of 2 when lines met by 3 examples\n");
}

TEST(LanguageCommand, CoverOverReportsCountsWhatTheirSentencesMeet) {
  Desk desk;
  desk.files.content["reports.jsonl"] =
      "{\"id\":\"1\",\"text\":\"Returned 9 soldiers.\",\"lang\":\"xx\"}\n";
  EXPECT_EQ(desk.language({"cover", "xx", "reports.jsonl"}), ExitCode::fine) << desk.errors.text;
  EXPECT_THAT(desk.output.text, HasSubstr("patterns.txt:2: never met"));
  EXPECT_THAT(desk.output.text, Not(HasSubstr("patterns.txt:3: never met")));
  EXPECT_THAT(desk.output.text, HasSubstr("xx: 1 of 2 when lines met by 1 report\n"));
}

TEST(LanguageCommand, AnUnknownLanguageOrTaskIsNamedWithThoseThereAre) {
  Desk desk;
  EXPECT_EQ(desk.language({"lint", "zz"}), ExitCode::usage);
  EXPECT_THAT(desk.errors.text, HasSubstr("there is no language 'zz'; there are xx"));
  Desk other;
  EXPECT_EQ(other.language({"polish"}), ExitCode::usage);
  EXPECT_THAT(other.errors.text, HasSubstr("nostos language lint|test|cover"));
}

TEST(LanguageCommand, TestOfTablesThatTheReaderRefusesSaysWhy) {
  Desk desk;
  desk.lexicon += "POP\tpersons\t-\tperson/Q\n";
  EXPECT_EQ(desk.language({"test"}), ExitCode::refused);
  EXPECT_THAT(desk.errors.text, HasSubstr("data/languages/xx/lexicon.tsv:5"));
}

}  // namespace
}  // namespace nostos::cli
