// SPDX-License-Identifier: Apache-2.0
#include "reading/language_lint.h"

#include <list>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nostos::reading {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// A language of a few words, to be spoiled in one place.
class SmallLanguage : public testing::Test {
 protected:
  SmallLanguage() {
    files_["parties/parties.tsv"] =
        "NRD\tstate\t-\tNorland\tNorland\tNorland\nSDR\tstate\t-\tSudria\tSudria\tSudria\n";
    files_["parties/actors.tsv"] = "breck\tperson\tNRD\tombudsman\tOmbudsman Tomas Breck\n";
    files_["languages/xx/meta.ini"] =
        "lang = xx\nname = Exish\nscript = Latin\nwords = the of and in to was were has\n";
    files_["languages/xx/paradigms.tsv"] = "N\t*\t-\t-\tsg\nN\t*\t-\ts\tpl\n";
    files_["languages/xx/lexicon.tsv"] =
        "POP\tmilitary\t-\tsoldier/N\nRETURN\treturn\t-\treturned:past | came:past\n";
    files_["languages/xx/names.tsv"] = "SIDE\tNRD\tnoun\tnorland\nACTOR\tbreck\t-\tbreck\n";
    files_["languages/xx/patterns.txt"] =
        "rule leg.return priority 60\n"
        "  when  q:QTYS.people .. RETURN.act\n"
        "  give  leg theme=q\n"
        "  yes   \"5 soldiers returned.\" -> leg eq 5\n"
        "  yes   \"6 soldiers came.\" -> leg eq 6\n"
        "  no    \"Soldiers returned.\"\n";
  }
  std::string& file(const std::string& name) { return files_["languages/xx/" + name]; }
  std::vector<Remark> remarks(const std::string& lang = "xx") const {
    std::vector<KnowledgeFile> files;
    for (const auto& [path, content] : files_) files.push_back({path, content});
    return lint_language(files, lang);
  }
  std::map<std::string, std::string> files_;
};

auto remark(RemarkWeight weight, const std::string& place, const std::string& text) {
  return AllOf(Field(&Remark::weight, weight), Field(&Remark::place, place),
               Field(&Remark::text, HasSubstr(text)));
}
auto error(const std::string& place, const std::string& text) {
  return remark(RemarkWeight::error, "data/languages/xx/" + place, text);
}
auto warning(const std::string& place, const std::string& text) {
  return remark(RemarkWeight::warning, "data/languages/xx/" + place, text);
}

std::string rule(const std::string& name, int priority, const std::string& when,
                 const std::string& give = "leg theme=q") {
  return "rule " + name + " priority " + std::to_string(priority) + "\n  when  " + when +
         "\n  give  " + give +
         "\n  yes   \"5 soldiers returned.\" -> leg eq 5\n"
         "  yes   \"6 soldiers came.\" -> leg eq 6\n  no    \"Soldiers returned.\"\n";
}

TEST_F(SmallLanguage, HasNothingToBeSaidAgainstIt) { EXPECT_THAT(remarks(), IsEmpty()); }

TEST_F(SmallLanguage, OfWhichThereIsNoFileHasNoRemarks) { EXPECT_THAT(remarks("yy"), IsEmpty()); }

TEST_F(SmallLanguage, EveryMalformedRowIsNamedAndNotOnlyTheFirst) {
  file("lexicon.tsv") += "POP\tmilitary\n";
  file("lexicon.tsv") += "POP\tpersons\t-\tperson/Q\n";
  EXPECT_THAT(remarks(), Contains(error("lexicon.tsv:3", "has 2 columns, needs 4")));
  EXPECT_THAT(remarks(), Contains(error("lexicon.tsv:4", "names the paradigm \"Q\"")));
}

TEST_F(SmallLanguage, EveryMalformedRuleIsNamedAndTheOthersAreChecked) {
  file("patterns.txt") += "rule broken priority 3\n  when  q:QTYS (RETURN\n  give  leg theme=q\n";
  file("patterns.txt") += rule("second", 50, "q:QTYS NOSUCH");
  EXPECT_THAT(remarks(), Contains(error("patterns.txt:9", "needs at least two yes and one no")));
  EXPECT_THAT(remarks(), Contains(error("patterns.txt:11", "names a class that no table has")));
}

TEST_F(SmallLanguage, ARuleWithoutAFailingExampleIsRefused) {
  file("patterns.txt") =
      "rule leg.return priority 60\n  when  q:QTYS.people .. RETURN.act\n  give  leg theme=q\n"
      "  yes   \"5 soldiers returned.\" -> leg eq 5\n  yes   \"6 came.\" -> leg eq 6\n";
  EXPECT_THAT(remarks(),
              Contains(error("patterns.txt:5", "needs at least two yes and one no example")));
}

TEST_F(SmallLanguage, ARuleInTheShadowOfAWiderOneThatGoesFirstIsNamedWithIt) {
  file("patterns.txt") += rule("leg.narrow", 40, "^ q:QTYS.people RETURN.act");
  EXPECT_THAT(remarks(), Contains(warning("patterns.txt:8",
                                          "rule leg.narrow never gets its count "
                                          "here: line 2 (rule leg.return")));
}

TEST_F(SmallLanguage, ARuleThatAsksForLessOrGoesFirstIsInNobodysShadow) {
  file("patterns.txt") += rule("leg.wider", 40, "q:QTYS .. RETURN.act");
  file("patterns.txt") += rule("leg.first", 70, "^ q:QTYS.people RETURN.act");
  file("patterns.txt") += rule("leg.farther", 40, "q:QTYS.people ... RETURN.act");
  EXPECT_THAT(remarks(), Not(Contains(Field(&Remark::text, HasSubstr("never gets its count")))));
}

TEST_F(SmallLanguage, OfEqualPriorityOnlyTheOneThatBeginsWhereTheOtherDoesIsInItsShadow) {
  file("patterns.txt") += rule("leg.same_place", 60, "q:QTYS.people RETURN.act");
  file("patterns.txt") += rule("leg.begins_before", 60, "SIDE q:QTYS.people RETURN.act");
  EXPECT_THAT(remarks(), Contains(warning("patterns.txt:8", "rule leg.same_place never gets")));
  EXPECT_THAT(remarks(),
              Not(Contains(Field(&Remark::text, HasSubstr("leg.begins_before never gets")))));
}

TEST_F(SmallLanguage, AnAlternativeOutsideTheShadowKeepsARuleAlive) {
  file("patterns.txt") += rule("leg.half", 40, "q:QTYS.people (RETURN.act|SIDE)");
  EXPECT_THAT(remarks(), Not(Contains(Field(&Remark::text, HasSubstr("leg.half never gets")))));
}

TEST_F(SmallLanguage, ARuleThatAsksForAnIdNoWordHasIsNamed) {
  file("patterns.txt") += rule("leg.idle", 40, "q:QTYS.people RETURN[id=nobody]");
  EXPECT_THAT(remarks(), Contains(warning("patterns.txt:8", "asks for RETURN[id=nobody]")));
}

TEST_F(SmallLanguage, AGiveThatNamesWhatNoWhenRemembersIsAnError) {
  file("patterns.txt") += rule("leg.slip", 40, "q:QTYS.people SIDE", "leg theme=q giver=g");
  EXPECT_THAT(remarks(), Contains(error("patterns.txt:7", "gives giver=g, but no when line")));
}

TEST_F(SmallLanguage, WhatAWhenRemembersAndGiveDoesNotUseIsNamed) {
  file("patterns.txt") += rule("leg.unused", 40, "q:QTYS.people s:SIDE");
  EXPECT_THAT(remarks(), Contains(warning("patterns.txt:8", "remembers s:, which")));
}

TEST_F(SmallLanguage, TwoRulesOfOneNameAreAnError) {
  file("patterns.txt") += rule("leg.return", 40, "q:QTYS.people SIDE");
  EXPECT_THAT(remarks(), Contains(error("patterns.txt:7", "stands already in line 1")));
}

TEST_F(SmallLanguage, AWordThatIsSaidAgainIsNamedWithItsFirstPlace) {
  file("lexicon.tsv") += "POP\tmilitary\t-\tsoldier/N\n";
  EXPECT_THAT(remarks(), Contains(warning("lexicon.tsv:3", "\"soldier\" of line 1")));
}

TEST_F(SmallLanguage, OneFormOfTwoWordsIsNoRepetition) {
  file("lexicon.tsv") += "POP\tmilitary\t-\tsoldiers\n";
  EXPECT_THAT(remarks(), IsEmpty());
}

TEST_F(SmallLanguage, APartyActorOrOwnerThatTheTablesOfPartiesLackIsAnError) {
  file("names.tsv") += "SIDE\tNRT\tnoun\tnorthland\nACTOR\tnobody\t-\tnobody\n";
  file("names.tsv") += "PLACE\tvelka\tside=NRT\tvelka\n";
  EXPECT_THAT(remarks(), Contains(error("names.tsv:3", "SIDE NRT is no party")));
  EXPECT_THAT(remarks(), Contains(error("names.tsv:4", "ACTOR nobody does not stand in")));
  EXPECT_THAT(remarks(), Contains(error("names.tsv:5", "side=NRT names no party")));
}

TEST_F(SmallLanguage, AClassThatNothingAsksForIsNamed) {
  file("lexicon.tsv") += "RETRUN\treturn\t-\treturns\n";
  EXPECT_THAT(remarks(), Contains(warning("lexicon.tsv:3", "nothing asks for the class RETRUN")));
}

TEST_F(SmallLanguage, ANumberMonthOrHedgeWithAWrongIdIsAnError) {
  file("numerals.tsv") = "NUM\tfive\t-\tfive\nMONTH\t13\t-\tundecember\nHEDGE\tabout\t-\tabout\n";
  EXPECT_THAT(remarks(), Contains(error("numerals.tsv:1", "NUM: its id needs a number")));
  EXPECT_THAT(remarks(),
              Contains(error("numerals.tsv:2", "MONTH: its id needs a number from 1 to 12")));
  EXPECT_THAT(remarks(), Contains(error("numerals.tsv:3", "is no operator: write ap, ge")));
}

TEST_F(SmallLanguage, AFileThatIsNotUtf8IsNamedWithTheLine) {
  file("lexicon.tsv") += "POP\tpersons\t-\tper\xFFson\n";
  EXPECT_THAT(remarks(), Contains(error("lexicon.tsv:3", "is not UTF-8")));
}

TEST_F(SmallLanguage, LettersOfTwoScriptsInOneWordAreAnError) {
  file("lexicon.tsv") += "POP\tpersons\t-\tperсon\n";  // the c is Cyrillic
  EXPECT_THAT(remarks(), Contains(error("lexicon.tsv:3", "Latin and Cyrillic letters")));
}

TEST_F(SmallLanguage, AParadigmThatNoWordHasCanGo) {
  file("paradigms.tsv") += "M\t*\t-\t-\tsg\n";
  EXPECT_THAT(remarks(), Contains(warning("paradigms.tsv:3", "no word is of the paradigm M")));
}

TEST_F(SmallLanguage, WithoutItsOwnDescriptionIsRefused) {
  files_.erase("languages/xx/meta.ini");
  EXPECT_THAT(remarks(), Contains(error("meta.ini", "is missing")));
  file("meta.ini") = "lang = yy\nname = Exish\nscript = Runic\nwords = a b\nletres = q\n";
  EXPECT_THAT(remarks(), Contains(error("meta.ini", "says lang = yy, but the folder is xx")));
  EXPECT_THAT(remarks(), Contains(error("meta.ini", "needs script")));
  EXPECT_THAT(remarks(), Contains(error("meta.ini", "at least eight small words")));
  EXPECT_THAT(remarks(), Contains(warning("meta.ini:5", "the key \"letres\"")));
}

TEST_F(SmallLanguage, WhatMostOtherLanguagesHaveAndItLacksIsNoted) {
  files_["languages/yy/meta.ini"] = file("meta.ini");
  files_["languages/yy/lexicon.tsv"] =
      "POP\tmilitary\t-\tsoldat\nPOP\tcivilian\t-\tcivil\nTHANK\tthank\t-\tdank\n";
  files_["languages/yy/patterns.txt"] =
      rule("leg.return", 60, "q:QTYS") + rule("leg.passive", 60, "q:QTYS");
  const std::string place = "data/languages/xx";
  EXPECT_THAT(remarks(), Contains(remark(RemarkWeight::note, place, "lacks POP civilian")));
  EXPECT_THAT(remarks(), Contains(remark(RemarkWeight::note, place, "lacks the class THANK")));
  EXPECT_THAT(remarks(),
              Contains(remark(RemarkWeight::note, place, "lacks the rules leg.passive")));
}

}  // namespace
}  // namespace nostos::reading
