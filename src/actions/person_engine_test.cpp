// SPDX-License-Identifier: Apache-2.0
// Finding people with the tables and weights as they are.
#include "actions/person_engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "actions/file_records.h"
#include "actions/find_person.h"
#include "actions/suggest_matches.h"
#include "actions/testing/fake_engines.h"
#include "actions/testing/person_tables.h"

namespace nostos::actions {
namespace {

using domain::FieldKind;
using domain::SourceRecord;

SourceRecord full_name(const std::string& name, const std::string& born = "") {
  SourceRecord record{"", "Sudria", {{FieldKind::full_name, "ПІБ", name}}};
  if (!born.empty()) record.fields.push_back({FieldKind::birth_date, "born", born});
  return record;
}

class WithTheRealEngine : public testing::Test {
 protected:
  static Engines engines() {
    Engines all = fake_engines();
    static const PersonTablesOnDisk disk;
    auto made = make_person_engine(disk.tables());
    EXPECT_TRUE(made) << made.error().message;
    all.candidates = *made;
    return all;
  }
  void file(std::vector<SourceRecord> records, Origin origin = Origin::list) {
    const auto receipt = file_records(
        *world.bureau, {std::move(records), {}, "list", origin, "clerk"}, BadRows::refuse_all);
    ASSERT_TRUE(receipt) << receipt.error().message;
  }
  SearchAnswer search(const std::string& question) {
    Search asked;
    asked.question = question;
    asked.operation = question;
    auto answer = find_person(*world.bureau, asked);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? *answer : SearchAnswer{};
  }
  std::string first(const std::string& question) {
    const SearchAnswer answer = search(question);
    return answer.hits.empty() ? ""
                               : std::string(answer.hits[0].record->received.record.fields[0].text);
  }
  FakeBureau world{engines()};
};

TEST_F(WithTheRealEngine, OneNameInAnyScriptWithErrorsIsFound) {
  file({full_name("Коваленко Іван Петрович", "1987-03-12"),
        full_name("Коваленко Марія Петрівна", "1990-05-01"),
        full_name("Гриценко Олена Ігорівна", "1979"), full_name("Шаповал Юрій", "1987")});
  EXPECT_EQ(first("Kovalenko Ivan"), "Коваленко Іван Петрович");
  EXPECT_EQ(first("Коваленко Иван Петрович 12.03.1987"), "Коваленко Іван Петрович");
  EXPECT_EQ(first("Hrytsenko Olena"), "Гриценко Олена Ігорівна");
  EXPECT_EQ(first("Grytsenko Elena 1979"), "Гриценко Олена Ігорівна");
  EXPECT_EQ(first("Ковалеко Іван 1987"), "Коваленко Іван Петрович");
}

TEST_F(WithTheRealEngine, ReasonsAddUpToWhatIsShown) {
  file({full_name("Коваленко Іван Петрович", "1987-03-12"), full_name("Шаповал Юрій", "1987")});
  const SearchAnswer answer = search("Kovalenko Ivan 1987");
  ASSERT_FALSE(answer.hits.empty());
  const matching::Waterfall& waterfall = answer.hits[0].waterfall;
  matching::Millibits sum = 0;
  for (const matching::Step& step : waterfall.steps) sum += step.weight;
  EXPECT_EQ(sum, waterfall.total());
  EXPECT_EQ(waterfall.steps.front().key, "prior");
  EXPECT_GT(waterfall.steps.size(), 2U);
}

TEST_F(WithTheRealEngine, InitialsFirstNamesAndNewsAreNeverSuggested) {
  file({full_name("Коваленко І. П.", "1987-03-12"), full_name("Коваленко І. П.", "12.03.1987"),
        full_name("Іван Петрович", "1987-03-12"), full_name("Марія К.", "2013"),
        full_name("М. К.", "2013")});
  file({full_name("Гриценко Олена Ігорівна", "1979-01-02")}, Origin::news);
  file({full_name("Гриценко Олена Игоревна", "1979-01-02")});
  EXPECT_EQ(*suggest_matches(*world.bureau, {}), 0U);
  file({full_name("Hrytsenko Olena Ihorivna", "1979-01-02")});
  EXPECT_EQ(*suggest_matches(*world.bureau, {}), 1U) << "two lists may say the same person";
}

TEST_F(WithTheRealEngine, ABrokenTableIsNamed) {
  PersonTablesOnDisk disk;
  PersonTables tables = disk.tables();
  tables.questions = "shoe\ten\tboot\n";
  const auto made = make_person_engine(tables);
  ASSERT_FALSE(made);
  EXPECT_THAT(made.error().message, testing::HasSubstr("questions.tsv:1"));
}

}  // namespace
}  // namespace nostos::actions
