// SPDX-License-Identifier: Apache-2.0
#include "ingest/columns.h"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

#include "ingest/testing/columns_of_tree.h"

namespace nostos::ingest {
namespace {

using domain::FieldKind;
using ::testing::HasSubstr;

std::string faults_of(std::string_view table) {
  const auto loaded = Columns::load(table);
  return loaded ? "" : loaded.error().message;
}

constexpr std::string_view kGood = "surname\ten\tsurname | last name\nmonth\t1\tjanuary\n";

TEST(Columns, TheTableThatShipsIsInOrderAndItsExamplesHold) {
  std::ifstream in(NOSTOS_SOURCE_DIR "/data/columns.tsv", std::ios::binary);
  const std::string table{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  EXPECT_EQ(faults_of(table), "");
}

TEST(Columns, EveryKindIsKnownInEnglishUkrainianAndRussian) {
  std::ifstream in(NOSTOS_SOURCE_DIR "/data/columns.tsv", std::ios::binary);
  const std::string table{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  for (std::size_t i = 0; i < static_cast<std::size_t>(FieldKind::other); ++i) {
    for (const std::string_view lang : {"en", "uk", "ru"}) {
      const std::string row =
          "\n" + std::string(name(static_cast<FieldKind>(i))) + "\t" + std::string(lang) + "\t";
      EXPECT_NE(table.find(row), std::string::npos) << row;
    }
  }
}

TEST(Columns, HeadingsAreKnownHoweverTheyAreTyped) {
  const Columns& columns = columns_of_tree();
  const auto kind = [&](std::string_view heading) { return name(columns.use_of(heading)); };
  EXPECT_EQ(kind("LAST_NAME"), "surname");
  EXPECT_EQ(kind(" Прізвище: "), "surname");
  EXPECT_EQ(kind("ім’я"), "given_name");
  EXPECT_EQ(kind("Імя"), "given_name");
  EXPECT_EQ(kind("Дата рождения (день.месяц.год)"), "birth_date");
  EXPECT_EQ(kind("Дівоче прізвище"), "maiden_name");
  EXPECT_EQ(kind("shoe size"), "other");
  EXPECT_EQ(kind(""), "other");
}

TEST(Columns, WhoeverHandsTheListInMaySayOtherwise) {
  const Columns& columns = columns_of_tree();
  const auto uses = columns.uses_of({"x", "surname", "cluster"}, "x=given_name, cluster=truth");
  ASSERT_TRUE(uses.has_value());
  EXPECT_EQ(name((*uses)[0]), "given_name");
  EXPECT_EQ(name((*uses)[1]), "surname");
  EXPECT_EQ(name((*uses)[2]), "truth");
  EXPECT_THAT(columns.uses_of({"x"}, "y=surname").error().message,
              HasSubstr("there is no column 'y'; there are: x"));
  EXPECT_THAT(columns.uses_of({"x"}, "x=colour").error().message,
              HasSubstr("'colour' is no kind of column; the kinds are full_name, surname"));
  EXPECT_THAT(columns.uses_of({"x"}, "x").error().message, HasSubstr("write HEADING=KIND"));
}

TEST(Columns, WordsThatMeanOneThingAreOneValue) {
  const Columns& columns = columns_of_tree();
  EXPECT_EQ(columns.value_of(FieldKind::sex, "Ж"), "f");
  EXPECT_EQ(columns.value_of(FieldKind::sex, "Female"), "f");
  EXPECT_EQ(columns.value_of(FieldKind::sex, "ч"), "m");
  EXPECT_EQ(columns.value_of(FieldKind::sex, "unknown"), "unknown");
  EXPECT_EQ(columns.value_of(FieldKind::surname, "Ж"), "Ж");
}

TEST(Columns, ATableWithAMistakeIsRefusedWithItsLine) {
  EXPECT_EQ(faults_of(kGood), "");
  const std::string good(kGood);
  EXPECT_THAT(faults_of(good + "given_name\ten\tLast  Name\n"),
              HasSubstr("data/columns.tsv:3: 'Last  Name' is surname further up"));
  EXPECT_THAT(faults_of(good + "colour\ten\tcolour\n"),
              HasSubstr("columns.tsv:3: 'colour' is no kind of column"));
  EXPECT_THAT(faults_of(good + "month\t13\tundecember\n"),
              HasSubstr("columns.tsv:3: a month has a number from 1 to 12"));
  EXPECT_THAT(faults_of(good + "example\tsurname\tgiven_name\n"),
              HasSubstr("columns.tsv:3: the example does not hold: 'surname' is surname"));
  EXPECT_THAT(faults_of(good + "surname\n"), HasSubstr("columns.tsv:3"));
  EXPECT_THAT(faults_of(""), HasSubstr("no headings"));
}

}  // namespace
}  // namespace nostos::ingest
