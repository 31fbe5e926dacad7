// SPDX-License-Identifier: Apache-2.0
#include "ingest/people_list.h"

#include <gmock/gmock.h>

#include "ingest/testing/columns_of_tree.h"

namespace nostos::ingest {
namespace {

using domain::FieldKind;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

struct ReadList {
  std::vector<ListedPerson> people;
  std::vector<std::string> remarks;
  std::vector<std::string> doubts;
  std::string error;
};

ReadList read(std::string_view text, PeopleListOptions options = {}) {
  PeopleList list("list.csv", std::move(options), columns_of_tree(), bytes_of(text));
  ReadList out;
  while (true) {
    auto person = list.next();
    if (!person) {
      out.error = person.error().message;
      break;
    }
    if (!*person) break;
    for (const auto& remark : (*person)->remarks) out.remarks.push_back(said(remark, list.name()));
    if ((*person)->fault) out.remarks.push_back(said(*(*person)->fault, list.name()));
    out.people.push_back(std::move(**person));
  }
  for (const auto& doubt : list.doubts()) out.doubts.push_back(said(doubt, list.name()));
  return out;
}

TEST(PeopleList, RowsBecomeRecordsByTheirHeadings) {
  const auto list = read(
      "№;Прізвище;Ім'я;По батькові;Дата народження;Позивний\n"
      "7;Бриль;Остап;Гнатович;12.03.1987;Барс\n");
  ASSERT_THAT(list.people, SizeIs(1));
  const auto& record = list.people[0].record;
  EXPECT_EQ(record.id, "7");
  EXPECT_EQ(record.source, "list.csv");
  EXPECT_EQ(record.first(FieldKind::surname), "Бриль");
  EXPECT_EQ(record.first(FieldKind::given_name), "Остап");
  EXPECT_EQ(record.first(FieldKind::patronymic), "Гнатович");
  EXPECT_EQ(record.first(FieldKind::birth_date), "12.03.1987");  // as received
  EXPECT_EQ(record.first(FieldKind::alias), "Барс");
  EXPECT_EQ(record.fields[0].column, "Прізвище");
  EXPECT_THAT(list.doubts, IsEmpty());
}

TEST(PeopleList, AStatusIsWhatTheListSaysInTheTablesWordsAndAnUnknownOneIsKeptAndDoubted) {
  const auto list = read(
      "surname;status\n"
      "Bryl;взят в плен\n"
      "Ostap;У полоні, поранений\n"
      "Zuyko;Missing in Action\n"
      "Hnat;killed / in transit\n");
  ASSERT_THAT(list.people, SizeIs(4));
  const auto said = [&](std::size_t row) {
    std::vector<std::string> words;
    for (const auto& one : statuses_of(list.people[row].record, columns_of_tree()))
      words.push_back(one.status.empty() ? "? " + one.text : one.status);
    return words;
  };
  EXPECT_THAT(said(0), ElementsAre("said_captured"));
  EXPECT_THAT(said(1), ElementsAre("said_in_captivity", "said_wounded"));
  EXPECT_THAT(said(2), ElementsAre("said_missing"));
  EXPECT_THAT(said(3), ElementsAre("said_dead", "? in transit"));
  EXPECT_EQ(list.people[0].record.first(FieldKind::status), "взят в плен") << "kept as received";
  EXPECT_THAT(list.remarks,
              ElementsAre("list.csv:5: field 2 (status): 'in transit' is no status that is known; "
                          "it is kept as written"));
}

TEST(PeopleList, ARankIsOneRankInEachLanguage) {
  const Columns& columns = columns_of_tree();
  for (const char* word :
       {"старший сержант", "Старший Сержант", "senior sergeant", "starshyi serzhant"})
    EXPECT_EQ(columns.value_of(FieldKind::rank, word), "senior sergeant") << word;
  EXPECT_EQ(columns.value_of(FieldKind::rank, "молодший лейтенант"),
            columns.value_of(FieldKind::rank, "младший лейтенант"));
  EXPECT_NE(columns.value_of(FieldKind::rank, "сержант"),
            columns.value_of(FieldKind::rank, "старший сержант"));
  EXPECT_EQ(columns.value_of(FieldKind::rank, "hetman"), "hetman");
}

TEST(PeopleList, ARowWithoutAnIdIsNamedByItsNumber) {
  const auto list = read("surname\nBryl\nOstap\n", {.source = "the Eastern office"});
  EXPECT_EQ(list.people[1].record.id, "2");
  EXPECT_EQ(list.people[1].record.source, "the Eastern office");
}

TEST(PeopleList, ThirtyFirstOfFebruaryIsToldWithLineAndFieldAndTheRowGoesOn) {
  const auto list = read("surname,birth date\nBryl,1987-03-12\nOstap,31.02.1987\n");
  EXPECT_THAT(
      list.remarks,
      ElementsAre(HasSubstr(
          "list.csv:3: field 2 (birth date): \"31.02.1987\": there is no 31 February 1987")));
  EXPECT_EQ(list.people[1].record.first(FieldKind::birth_date), "31.02.1987");
  const auto born = birth_of(list.people[1].record, columns_of_tree().dates());
  ASSERT_TRUE(born.has_value());
  EXPECT_EQ(born->date.edtf, "1987");
}

TEST(PeopleList, AListWithoutAnyKnownColumnIsRefusedWithTheRemedy) {
  const auto list = read("colour,size\nred,7\n");
  EXPECT_THAT(list.error,
              HasSubstr("list.csv:1: no column is known by its heading (colour, size)"));
  EXPECT_THAT(list.error, HasSubstr("the first row must name the columns: surname, given name"));
  EXPECT_THAT(list.error, Not(HasSubstr("--columns"))) << "a page has none";
  EXPECT_THAT(read("colour,size\nred,7\n", {.at_command_line = true}).error,
              HasSubstr("or say what they hold: --columns"));
}

TEST(PeopleList, AColumnThatIsNotKnownIsKeptAndTold) {
  const auto list = read("surname,shoe size\nBryl,43\n");
  EXPECT_THAT(list.doubts, ElementsAre(HasSubstr("list.csv:1: field 2 (shoe size): not known by "
                                                 "its heading: kept and shown, never compared")));
  EXPECT_EQ(list.people[0].record.first(FieldKind::other), "43");
}

TEST(PeopleList, AColumnThatIsSaidButMissingIsAnError) {
  EXPECT_THAT(read("surname\nBryl\n", {.overrides = "born=birth_date"}).error,
              HasSubstr("list.csv:1: there is no column 'born'; there are: surname"));
}

TEST(PeopleList, AnAgeAndADayGiveARange) {
  const auto list = read("{\"surname\":\"Bryl\",\"age\":35,\"as_of\":\"2023-05-10\"}\n");
  const auto born = birth_of(list.people[0].record, columns_of_tree().dates());
  ASSERT_TRUE(born.has_value());
  EXPECT_EQ(born->date.edtf, "1987-05-11/1988-05-10");
}

TEST(PeopleList, ARowThatSaysNothingIsNamed) {
  const auto list = read("id,surname,rank\n1,,\n2,Bryl,\n");
  ASSERT_TRUE(list.people[0].fault.has_value());
  EXPECT_THAT(list.remarks, ElementsAre(HasSubstr("list.csv:2: says nothing of a person")));
  EXPECT_FALSE(list.people[1].fault.has_value());
}

TEST(PeopleList, TheTruthIsNoFieldOfTheRecord) {
  const auto list = read("surname,true_person\nBryl,p1\n");
  EXPECT_EQ(list.people[0].truth, "p1");
  EXPECT_THAT(list.people[0].record.fields, SizeIs(1));
}

}  // namespace
}  // namespace nostos::ingest
