// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "names/testing/shipped_names.h"

namespace nostos::names {
namespace {

using names::testing::shipped_engine;
using ::testing::Contains;
using ::testing::Not;

bool share_key(std::string_view a, std::string_view b, NamePart part = NamePart::surname) {
  const auto left = shipped_engine().skeletons(a, part);
  const auto right = shipped_engine().skeletons(b, part);
  return std::ranges::find_first_of(left, right) != left.end();
}

TEST(Tables, ThoseThatShipAreSound) {
  EXPECT_THAT(NameEngine::lint(names::testing::shipped_files().files), ::testing::IsEmpty());
}

TEST(Keys, ASurnameIsFoundInWhateverSchemeItWasWritten) {
  for (const char* written :
       {"Shcherbakov", "Chtcherbakov", "Ščerbakov", "Schtscherbakow", "Shherbakov", "Szczerbakow",
        "ЩЕРБАКОВ", "Щербакоff", "Shcherbakoff"}) {
    EXPECT_TRUE(share_key("Щербаков", written)) << written;
  }
  for (const char* written : {"Hlukhenko", "Glukhenko", "Gluhenko", "Gluxenko", "Гл\u0443хенко"}) {
    EXPECT_TRUE(share_key("Глухенко", written)) << written;
  }
  EXPECT_FALSE(share_key("Щербаков", "Shcherbanov"));
}

TEST(Keys, WomanAndManOfOneFamilyShareTheSurname) {
  EXPECT_TRUE(share_key("Заброва", "Забров"));
  EXPECT_TRUE(share_key("Вербська", "Verbskyi"));
}

TEST(Keys, LettersOfTheOtherScriptAreReadAsTheOnesTheyLookLike) {
  EXPECT_TRUE(share_key("Кoвальчyк", "Ковальчук"));  // Latin o and y
  EXPECT_TRUE(share_key("З0венко", "Зовенко"));
}

TEST(Keys, NoWordWithALetterIsWithoutAKey) {
  for (const char* word : {"Ь", "ъ", "я", "محمد", "דוד", "გიორგი", "Արամ", "Γιώργος", "李", "’а"}) {
    EXPECT_FALSE(shipped_engine().skeletons(word, NamePart::unknown).empty()) << word;
  }
  EXPECT_TRUE(shipped_engine().skeletons("12 –", NamePart::unknown).empty());
}

TEST(Given, OneNameInThreeLanguages) {
  const NameEngine& engine = shipped_engine();
  const auto of = [&](const char* name) {
    return engine.given_class(engine.primary(name, NamePart::given));
  };
  EXPECT_NE(of("Микола"), 0U);
  EXPECT_EQ(of("Микола"), of("Николай"));
  EXPECT_EQ(of("Микола"), of("Nicholas"));
  EXPECT_EQ(of("Микола"), of("Mykola"));
  EXPECT_NE(of("Микола"), of("Михайло"));
  EXPECT_EQ(engine.fathers_class(engine.primary("Миколайович", NamePart::patronymic)),
            of("Микола"));
  EXPECT_EQ(engine.fathers_class(engine.primary("Nikolaevna", NamePart::patronymic)), of("Микола"));
}

}  // namespace
}  // namespace nostos::names
