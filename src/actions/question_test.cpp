// SPDX-License-Identifier: Apache-2.0
// One box, with the tables of data/ as they are.
#include "actions/question.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

#include "actions/testing/person_tables.h"

namespace nostos::actions {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Tables {
  PersonTablesOnDisk disk;
  std::optional<names::NameEngine> names;
  std::optional<ingest::Columns> columns;
  std::optional<QuestionReader> reader;

  Tables() {
    const PersonTables tables = disk.tables();
    names.emplace(std::move(*names::NameEngine::load(tables.names)));
    columns.emplace(std::move(*ingest::Columns::load(tables.columns)));
    reader.emplace(std::move(*QuestionReader::load(tables.questions, *names, columns->dates())));
  }
};

// "kind=text kind=text …"
std::vector<std::string> understood(const std::string& question) {
  static const Tables tables;
  std::vector<std::string> fields;
  const UnderstoodQuery query = tables.reader->read(question);
  for (const auto& field : query.fields) {
    fields.push_back(std::string(domain::name(field.kind)) + "=" + field.text);
  }
  for (const std::string& word : query.unread) fields.push_back("unread=" + word);
  return fields;
}

TEST(Question, ANameAndAYear) {
  EXPECT_THAT(understood("Коваленко Іван Петрович 1987"),
              ElementsAre("surname=Коваленко", "given_name=Іван", "patronymic=Петрович",
                          "birth_date=1987"));
}

TEST(Question, EverythingAtOnceInAnyOrder) {
  EXPECT_THAT(understood("старший сержант Коваленко Іван, нар. 12.03.1987, 93 окрема бригада"),
              ElementsAre("surname=Коваленко", "given_name=Іван", "rank=старший сержант",
                          "birth_date=12.03.1987", "unit=93 окрема бригада"));
  EXPECT_THAT(understood("лейтенант Коваленко Иван 1987 г.р. из Северска"),
              ElementsAre("surname=Коваленко", "given_name=Иван", "rank=лейтенант",
                          "birth_date=1987", "place=Северска"));
}

TEST(Question, AnAgeIsNoUnitAndAUnitIsNoAge) {
  EXPECT_THAT(understood("Коваленко Іван 35 років"),
              ElementsAre("surname=Коваленко", "given_name=Іван", "age=35"));
  EXPECT_THAT(understood("Коваленко Іван 35 бригада"),
              ElementsAre("surname=Коваленко", "given_name=Іван", "unit=35 бригада"));
}

TEST(Question, NumbersOfCardsAndTags) {
  EXPECT_THAT(understood("Коваленко Іван АВ-12345"),
              ElementsAre("surname=Коваленко", "given_name=Іван", "service_number=АВ-12345"));
  EXPECT_THAT(understood("number 771"), ElementsAre("service_number=771"));
}

TEST(Question, InitialsStayInitials) {
  const auto fields = understood("Коваленко І. П.");
  ASSERT_EQ(fields.size(), 3U);
  EXPECT_EQ(fields[0], "surname=Коваленко");
  EXPECT_THAT(fields[1], testing::HasSubstr("=І."));
}

TEST(Question, WhatNothingIsMadeOfIsTold) {
  EXPECT_THAT(understood("Коваленко 77"), ElementsAre("full_name=Коваленко", "unread=77"))
      << "one word alone may be any part of a name";
  EXPECT_THAT(understood("  ,, "), IsEmpty());
  EXPECT_THAT(understood("???"), ElementsAre("unread=???"));
}

TEST(Question, AWrongTableIsRefusedWithItsLine) {
  static const Tables tables;
  const auto wrong = QuestionReader::load("rank\ten\tmajor\nshoe\ten\tboot\n", *tables.names,
                                          tables.columns->dates());
  ASSERT_FALSE(wrong);
  EXPECT_THAT(wrong.error().message, testing::HasSubstr("questions.tsv:2"));
}

}  // namespace
}  // namespace nostos::actions
