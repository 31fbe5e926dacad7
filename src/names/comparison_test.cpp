// SPDX-License-Identifier: Apache-2.0
// What stands between two names, and why. All names are invented.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "names/testing/shipped_names.h"

namespace nostos::names {
namespace {

using names::testing::shipped_engine;

double cost(std::string_view a, std::string_view b, NamePart part = NamePart::surname) {
  return shipped_engine().compare(a, b, part).cost;
}

double score(std::string_view a, std::string_view b) {
  return shipped_engine().compare_names(a, b).score;
}

std::string reasons(std::string_view a, std::string_view b, NamePart part = NamePart::surname) {
  std::string out;
  for (const NameReason& reason : shipped_engine().compare(a, b, part).reasons) {
    out += (out.empty() ? "" : "; ") + reason.key;
    for (const std::string& word : reason.words) out += " " + word;
  }
  return out;
}

TEST(Compare, TheSameNameInTheOtherScriptCostsLessThanAnother) {
  for (const auto& [cyrillic, latin] :
       std::vector<std::pair<const char*, const char*>>{{"Зовенко", "Zovenko"},
                                                        {"Щербаченко", "Shcherbachenko"},
                                                        {"Гриценко", "Hrytsenko"},
                                                        {"Гриценко", "Gritsenko"},
                                                        {"Жуковлін", "Zhukovlin"},
                                                        {"Хвильченко", "Khvylchenko"}}) {
    EXPECT_LT(cost(cyrillic, latin), 0.6) << cyrillic << " " << latin;
    EXPECT_GT(cost(cyrillic, "Marchuk"), 1.5) << cyrillic;
  }
  EXPECT_LT(cost("Смит", "Smith"), cost("Смит", "Schmitt"));
  EXPECT_LT(cost("Шевалье", "Chevalier"), cost("Шевалье", "Cavalier"));
}

TEST(Compare, ItDoesNotMatterWhichComesFirst) {
  for (const auto& [a, b] : std::vector<std::pair<const char*, const char*>>{
           {"Зовенко", "Zovenko"}, {"Рибак", "Рыбак"}, {"Zovenko", "Zowenko"}, {"І", "Іван"}}) {
    EXPECT_NEAR(cost(a, b), cost(b, a), 1e-6) << a << " " << b;
  }
}

TEST(Compare, UkrainianAndRussianFormsOfANameAreNear) {
  EXPECT_LE(cost("Рибак", "Рыбак"), 0.2);
  EXPECT_LE(cost("Сідоренко", "Сидоренко"), 0.2);
  EXPECT_LE(cost("Вербська", "Вербская"), 0.5);
  EXPECT_GE(cost("Рибак", "Рубан"), 0.9);
}

TEST(Compare, TheReasonsSayWhatWasReadAsWhat) {
  EXPECT_EQ(reasons("Зовенко", "Зовенко"), "");
  EXPECT_EQ(reasons("Зовенко", "Звоенко"), "names.swapped ов во");
  EXPECT_EQ(reasons("Федько", "Фетько"), "names.read_as д т");
  EXPECT_EQ(reasons("Зовенко", "Зовенок"), "names.swapped ко ок");
  EXPECT_EQ(reasons("Микола", "Николай", NamePart::given), "names.equivalent Микола Николай");
  EXPECT_EQ(reasons("І", "Іван", NamePart::given), "names.initial І Іван");
  EXPECT_EQ(reasons("Щербак", "Chtcherbak"), "names.same_sound Щербак Chtcherbak");
}

TEST(Compare, ADiminutiveIsTheNameAndASurnameIsNot) {
  EXPECT_LE(cost("Вова", "Володимир", NamePart::given), 0.3);
  EXPECT_LE(cost("Sasha", "Олександра", NamePart::given), 0.3);
  EXPECT_LE(cost("Sasha", "Олександр", NamePart::given), 0.3);
  EXPECT_GT(cost("Вова", "Володимир", NamePart::surname), 2);
}

// In the archives of the last war one surname stood in 849 spellings. These are invented the same
// way: every letter in every way the schemes write it.
TEST(Compare, HundredsOfSpellingsOfOneSurnameAreFoundByItsKeys) {
  const std::vector<std::vector<std::string>> letters = {
      {"A", "Á"}, {"b", "bb"},     {"r", "rr"},
      {"a"},      {"m", "mm"},     {"o"},
      {"v", "w"}, {"i", "y", "ī"}, {"ch", "tch", "č", "cz", "tsch", "ć"}};
  std::vector<std::string> spellings = {""};
  for (const auto& ways : letters) {
    std::vector<std::string> longer;
    for (const std::string& begun : spellings) {
      for (const std::string& way : ways) longer.push_back(begun + way);
    }
    spellings = std::move(longer);
  }
  ASSERT_GE(spellings.size(), 500U);
  const auto keys = shipped_engine().skeletons("Абрамович", NamePart::surname);
  for (const std::string& spelling : spellings) {
    const auto other = shipped_engine().skeletons(spelling, NamePart::surname);
    EXPECT_NE(std::ranges::find_first_of(keys, other), keys.end()) << spelling;
  }
}

TEST(FullNames, OneNameInWhateverOrderScriptAndCompleteness) {
  EXPECT_GE(score("Коваленко Іван Петрович", "Ivan Kovalenko"), 0.5);
  EXPECT_GE(score("Dr Ivan Zovenko", "ZOVENKO, Ivan"), 0.9);
  EXPECT_GE(score("Микола Зовенко", "Николай Зовенко"), 0.8);
  EXPECT_GE(score("I. Zovenko", "Ivan Zovenko"), 0.5);
  EXPECT_GE(score("Ahmad bin Khalid al-Norlandi", "Ahmed Khalid Norlandi"), 0.5);
  EXPECT_GE(score("Van der Norden", "Vandernorden"), 0.5);
}

TEST(FullNames, AnotherGivenNameIsAnotherPerson) {
  EXPECT_LT(score("Олена Зовенко", "Марія Зовенко"), 0.5);
  EXPECT_LT(score("Іван Петрович Зовенко", "Іван Сергійович Зовенко"), 0.5);
  EXPECT_LT(score("Зовенко", "Зовенко Іван Петрович Сорока"), 0.5);
  EXPECT_LT(score("Salman bin Khalid", "Khalid bin Salman"), 0.5);
  EXPECT_EQ(score("", "Зовенко"), 0);
}

TEST(FullNames, LegalFormsSayLittleAndOtherWordsMuch) {
  EXPECT_GE(score("Norland Steel Ltd", "Norland Steel Limited"), 0.9);
  EXPECT_GE(score("OAO Norlandprom", "Norlandprom JSC"), 0.9);
  EXPECT_GE(score("J.P. Norland & Co.", "JP Norland and Co"), 0.9);
  EXPECT_LT(score("Norland Steel Ltd", "Norland Shipping Ltd"), 0.5);
  EXPECT_LT(score("Norland Fund 2004", "Norland Fund 2005"), 0.5);
}

}  // namespace
}  // namespace nostos::names
