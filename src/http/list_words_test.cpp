// SPDX-License-Identifier: Apache-2.0
// Whatever is said of a list stands in data/words/lists.tsv, in every language.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "actions/read_list.h"
#include "wire/phrasebook.h"

namespace nostos::http {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string content_of(const std::string& path) {
  std::ifstream in(std::string(NOSTOS_SOURCE_DIR) + "/data/" + path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

wire::Phrasebook book(const std::string& lang) {
  auto loaded = wire::Phrasebook::load("words/lists.tsv", content_of("words/lists.tsv"), lang);
  EXPECT_TRUE(loaded.has_value()) << loaded.error().message;
  return std::move(*loaded);
}

const ingest::Columns& columns() {
  static const ingest::Columns kColumns = [] {
    auto loaded = ingest::Columns::load(content_of("columns.tsv"));
    EXPECT_TRUE(loaded.has_value()) << loaded.error().message;
    return std::move(*loaded);
  }();
  return kColumns;
}

// All that is said of a list as a page shows it.
std::vector<std::string> said_of(const std::string& list, ingest::TableOptions limits = {}) {
  ingest::PeopleListOptions options;
  options.table = limits;
  const auto read = actions::read_list("list.csv", options, columns(), ingest::bytes_of(list));
  if (!read) return {read.error().message};
  std::vector<std::string> out;
  for (const auto& remark : read->refused) out.push_back(ingest::said(remark, "list.csv"));
  for (const auto& remark : read->remarks) out.push_back(ingest::said(remark, "list.csv"));
  return out;
}

std::string row(const std::string& cells) {
  return "surname,given name,birth date,age,status\n" + cells + "\n";
}
std::string line(const std::string& json) { return json + "\n"; }

TEST(WordsOfLists, TellEveryOddRowInEveryLanguage) {
  const auto uk = book("uk");
  const auto ru = book("ru");
  const std::string joiner = "Bryl\xE2\x80\x8B";
  for (const std::string& list : {
           row("Bryl,Ivo,31.02.1987,,"),
           row("Bryl,Ivo,1987-13-02,,"),
           row("Bryl,Ivo,03/04/1987,,"),
           row("Bryl,Ivo,12.03.87,,"),
           row("Bryl,Ivo,12.03.1987?,,"),
           row("Bryl,Ivo,31848,,"),
           row("Bryl,Ivo,once,,"),
           row("Bryl,Ivo,12.03.1487,,"),
           row("Bryl,Ivo," + std::string(300, 'x') + ",,"),
           row("Bryl,Ivo,,old,"),
           row("Bryl,Ivo,,,in transit"),
           row(",,,,"),
           row("Bryl,Ivo"),
           row("Bryl,Ivo,,,,more"),
           row("\"Bryl,Ivo,,,"),
           row("Br\"yl,Ivo,,,"),
           row("\"Bryl\"x,Ivo,,,"),
           row(joiner + ",Ivo,,,"),
           row("Bryl\xC2\xAD,Ivo,,,"),
           row("Bryl\xE2\x80\x8F,Ivo,,,"),
           row("Bryl\xEF\xBF\xBD,Ivo,,,"),
           row("Bryl\x01,Ivo,,,"),
           row(std::string("Bryl\0,Ivo,,,", 12)),
           row("Жук,Іво,,,\nБриль,І\xD0,,,"),
           std::string("surname,shoe size\nBryl,43\n"),
           std::string("surname,surname\nBryl,Bryl\n"),
           std::string("surname\nBryl\n"),
           std::string("\xEF\xF0\xE8\xE7\xE2\xE8\xF9\xE5\n\xC1\xF0\xE8\xEB\xFC\n"),
           std::string("who,what\na,b\n"),
           std::string(),
           std::string("[{\"surname\":\"Bryl\"}]"),
           std::string("PK\x03\x04 and more"),
           std::string("%PDF-1.7"),
           std::string("<html><table>"),
           line(R"({"surname":"Bryl","shoe size":"43"})"),
           line(R"({"surname":"Bryl")") + line(R"({"surname":"Bryl"})"),
           line(R"({"surname")") + line(R"({"surname":"Bryl"})"),
           line(R"({"surname":Bryl})") + line(R"({"surname":"Bryl"})"),
           line(R"({"surname":"Bryl","surname":"Bryl"})") + line(R"({"surname":"Bryl"})"),
           line(R"({"surname":{"a":"b"}})") + line(R"({"surname":"Bryl"})"),
           line(R"({"surname":"Bryl"} x)") + line(R"({"surname":"Bryl"})"),
           line(R"({"surname":"Br\xyl"})") + line(R"({"surname":"Bryl"})"),
           line(R"({"surname":"Bryl)") + line(R"({"surname":"Bryl"})"),
           line("{\"surname\":\"Br\xFFyl\"}") + line(R"({"surname":"Bryl"})"),
       }) {
    const auto said = said_of(list);
    EXPECT_THAT(said, Not(IsEmpty())) << list;
    for (const std::string& english : said) {
      EXPECT_THAT(english, Not(HasSubstr("--"))) << "no option of a command line on a page";
      for (const auto* other : {&uk, &ru}) {
        EXPECT_TRUE(other->translate(english).has_value()) << english;
        EXPECT_THAT(other->say(english), Not(testing::ContainsRegex("[a-z]{3,} [a-z]{2,} [a-z]")))
            << english;
      }
    }
  }
}

TEST(WordsOfLists, TellRowsThatAreTooLong) {
  const auto uk = book("uk");
  ingest::TableOptions limits;
  limits.largest_field = 20;
  const auto field = said_of(row(std::string(40, 'x') + ",Ivo,,,"), limits);
  ASSERT_THAT(field, testing::SizeIs(1));
  EXPECT_THAT(uk.say(field[0]), HasSubstr("завдовжки 40 байтів, а поле може мати щонайбільше 20"));
  EXPECT_THAT(uk.say("l.csv:2: field 1 (surname): the row is larger than 16 MB; was a quotation "
                     "mark left open?"),
              HasSubstr("рядок більший за 16 МБ"));
}

TEST(WordsOfLists, NameTheListTheLineAndTheFieldFirst) {
  EXPECT_EQ(book("uk").say("list.csv:7: field 3 (birth date): two digits of a year, read as 1987"),
            "list.csv, рядок 7, поле 3 («birth date»): дві цифри року, прочитано як 1987");
  EXPECT_EQ(book("ru").say("list.csv:7: says nothing of a person; all its fields are empty"),
            "list.csv, строка 7: ничего не сказано о человеке; все поля пусты");
}

}  // namespace
}  // namespace nostos::http
