// SPDX-License-Identifier: Apache-2.0
// How a name as written is taken apart. All names are invented.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "names/testing/shipped_names.h"

namespace nostos::names {
namespace {

using names::testing::shipped_engine;

std::string parts(std::string_view written) {
  std::string out;
  for (const ParsedWord& word : shipped_engine().parse(written).words) {
    if (!out.empty()) out += ", ";
    out += std::string(name(word.part)) + " " + word.best();
  }
  return out;
}

TEST(Parse, ThePartsAreTheSameInWhateverOrderTheyStand) {
  for (const char* written : {"Коваленко Іван Петрович", "Іван Петрович Коваленко",
                              "КОВАЛЕНКО Іван Петрович", "Коваленко, Іван Петрович"}) {
    const ParsedName name = shipped_engine().parse(written);
    EXPECT_EQ(name.text(NamePart::given), "Іван") << written;
    EXPECT_EQ(name.text(NamePart::patronymic), "Петрович") << written;
    EXPECT_TRUE(name.text(NamePart::surname) == "Коваленко" ||
                name.text(NamePart::surname) == "КОВАЛЕНКО")
        << written;
  }
  EXPECT_EQ(parts("Ivan Petrovych Zovenko"), "given Ivan, patronymic Petrovych, surname Zovenko");
  EXPECT_EQ(parts("ZOVENKO Ivan"), "surname ZOVENKO, given Ivan");
}

TEST(Parse, ASurnameThatLooksLikeAPatronymicStaysASurname) {
  EXPECT_EQ(parts("Абрамович Роман Петрович"),
            "surname Абрамович, given Роман, patronymic Петрович");
  EXPECT_EQ(parts("Роман Абрамович"), "given Роман, surname Абрамович");
  EXPECT_EQ(parts("Олена Петрівна"), "given Олена, patronymic Петрівна");
}

TEST(Parse, InitialsStandForTheGivenNameAndThePatronymic) {
  for (const char* written : {"Зовенко І. П.", "Зовенко І.П.", "І. П. Зовенко"}) {
    const ParsedName name = shipped_engine().parse(written);
    EXPECT_EQ(name.text(NamePart::surname), "Зовенко") << written;
    ASSERT_NE(name.first(NamePart::given), nullptr) << written;
    EXPECT_TRUE(name.first(NamePart::given)->initial) << written;
    ASSERT_NE(name.first(NamePart::patronymic), nullptr) << written;
    EXPECT_EQ(name.first(NamePart::patronymic)->text, "П") << written;
  }
}

TEST(Parse, WordsInAnotherCaseAreBroughtBack) {
  EXPECT_EQ(parts("Зовенка Івана Петровича"), "surname Зовенко, given Іван, patronymic Петрович");
  EXPECT_EQ(parts("Зовенку Івану Петровичу"), "surname Зовенко, given Іван, patronymic Петрович");
  EXPECT_EQ(parts("Вербського Сергія Миколайовича"),
            "surname Вербський, given Сергій, patronymic Миколайович");
  EXPECT_EQ(parts("Вербской Елены Петровны"), "surname Вербская, given Елена, patronymic Петровна");
  EXPECT_EQ(parts("ЗАБРОВА ИВАНА ПЕТРОВИЧА"), "surname ЗАБРОВ, given ИВАН, patronymic ПЕТРОВИЧ");
  const ParsedName name = shipped_engine().parse("Зовенка Івана Петровича");
  EXPECT_TRUE(name.words[0].oblique);
  EXPECT_EQ(name.words[0].written, "Зовенка");
  EXPECT_THAT(name.words[0].nominatives, ::testing::Contains("Зовенка"));  // may not decline
}

TEST(Parse, AWomansSurnameInTheNominativeIsNotTakenForAGenitive) {
  const ParsedName name = shipped_engine().parse("Заброва Олена Петрівна");
  EXPECT_EQ(parts("Заброва Олена Петрівна"), "surname Заброва, given Олена, patronymic Петрівна");
  for (const ParsedWord& word : name.words) EXPECT_FALSE(word.oblique) << word.written;
}

TEST(Parse, MaidenNamesAliasesAndTitlesAreToldApart) {
  EXPECT_EQ(parts("Заброва (Зовенко) Олена Петрівна"),
            "surname Заброва, maiden Зовенко, given Олена, patronymic Петрівна");
  EXPECT_EQ(parts("Anna Zabrova née Zovenko"), "given Anna, surname Zabrova, maiden Zovenko");
  EXPECT_EQ(parts("Іван Зовенко «Сокіл»"), "given Іван, surname Зовенко, alias Сокіл");
  EXPECT_EQ(parts("Іван Зовенко, позивний Сокіл"), "given Іван, surname Зовенко, alias Сокіл");
  EXPECT_EQ(parts("старший лейтенант Зовенко Іван Петрович"),
            "surname Зовенко, given Іван, patronymic Петрович");
}

TEST(Parse, TheFathersNameBehindBinOrBeforeOgly) {
  EXPECT_EQ(parts("Ahmad bin Khalid"), "given Ahmad, patronymic Khalid");
  EXPECT_EQ(parts("Намзаде Али Гасан оглы"), "surname Намзаде, given Али, patronymic Гасан");
}

TEST(Parse, LookAlikesOfTheOtherScriptAreMendedWordByWordAndByTheirNeighbours) {
  const ParsedName mixed = shipped_engine().parse("Кoвaленко Іван");  // Latin o and a
  EXPECT_EQ(mixed.words[0].text, "Коваленко");
  EXPECT_TRUE(mixed.words[0].mended);
  EXPECT_EQ(mixed.words[0].written, "Кoвaленко");
  const ParsedName alone = shipped_engine().parse("COPOKA Іван Петрович");  // all Latin
  EXPECT_EQ(alone.words[0].text, "СОРОКА");
  EXPECT_EQ(alone.words[0].script, Script::cyrillic);
}

TEST(Parse, ADoubleSurnameIsTwoWordsJoined) {
  const ParsedName name = shipped_engine().parse("Зовенко-Вербська Олена");
  ASSERT_EQ(name.words.size(), 3U);
  EXPECT_TRUE(name.words[1].joined);
  EXPECT_EQ(name.words[1].part, NamePart::surname);
  EXPECT_EQ(name.text(NamePart::surname), "Зовенко-Вербська");
}

TEST(Parse, AnyBytesAreTaken) {
  EXPECT_TRUE(shipped_engine().parse("").words.empty());
  EXPECT_TRUE(shipped_engine().parse("12 – 34").words.empty());
  EXPECT_EQ(shipped_engine().parse("\xFF\xFEІван\x00\x01").words.size(), 1U);
  EXPECT_LE(shipped_engine().parse(std::string(100000, 'a')).words.size(), 1U);
  EXPECT_EQ(shipped_engine().parse("\u200Fمحمد \u202Eعلي").words.size(), 2U);
}

}  // namespace
}  // namespace nostos::names
