// SPDX-License-Identifier: Apache-2.0
#include "ingest/written_date.h"

#include <gmock/gmock.h>

#include "ingest/testing/columns_of_tree.h"

namespace nostos::ingest {
namespace {

using ::testing::HasSubstr;

WrittenDate read(std::string_view written) {
  return read_written_date(written, columns_of_tree().dates());
}

std::string bounds(const WrittenDate& read) {
  return (read.date.earliest ? domain::iso(*read.date.earliest) : std::string("…")) + " to " +
         (read.date.latest ? domain::iso(*read.date.latest) : std::string("…"));
}

TEST(WrittenDate, DaysAsPeopleWriteThem) {
  for (const std::string_view written :
       {"1987-03-12", "12.03.1987", "12.3.1987 р.", "12/3/1987 r", "12 березня 1987 р.",
        "12 Марта 1987г.", "March 12, 1987", "12 Mar 1987", "1987/03/12", "1987.03.12",
        "12-03-1987", "19870312", "12031987", "1987-03-12T00:00:00Z", "1987-03-12 00:00:00",
        "12 marca 1987", " 12.03.1987 ", "12. März 1987"}) {
    const WrittenDate out = read(written);
    if (written == "12/3/1987 r" || written == "12-03-1987") {  // 3 December, too
      EXPECT_EQ(bounds(out), "1987-03-12 to 1987-12-03") << written;
      continue;
    }
    EXPECT_EQ(out.date.edtf, "1987-03-12") << written;
    EXPECT_EQ(out.doubt, "") << written;
  }
}

TEST(WrittenDate, LessThanADayStaysLess) {
  EXPECT_EQ(read("1987").date.edtf, "1987");
  EXPECT_EQ(read("1987 року народження").date.edtf, "1987");
  EXPECT_EQ(read("03/1987").date.edtf, "1987-03");
  EXPECT_EQ(read("1987-03").date.edtf, "1987-03");
  EXPECT_EQ(read("березень 1987").date.edtf, "1987-03");
  EXPECT_EQ(read("00.00.1987").date.edtf, "1987");
  EXPECT_EQ(read("00.03.1987").date.edtf, "1987-03");
  EXPECT_EQ(read("1987-03-XX").date.edtf, "1987-03");
  EXPECT_EQ(read("1987-XX-XX").date.edtf, "1987");
  EXPECT_EQ(bounds(read("198X")), "1980-01-01 to 1989-12-31");
  EXPECT_EQ(bounds(read("1984/1986")), "1984-01-01 to 1986-12-31");
  EXPECT_EQ(bounds(read("1984–1986")), "1984-01-01 to 1986-12-31");
  EXPECT_EQ(bounds(read("1984-02-03/1984-02-10")), "1984-02-03 to 1984-02-10");
}

TEST(WrittenDate, WhatIsNotCertainIsWide) {
  EXPECT_EQ(bounds(read("~1985")), "1983-01-01 to 1987-12-31");
  EXPECT_EQ(bounds(read("бл. 1985")), "1983-01-01 to 1987-12-31");
  EXPECT_EQ(read("ca 1985").date.edtf, "1985~");
  EXPECT_THAT(read("12.03.1987?").doubt, HasSubstr("not sure"));
}

TEST(WrittenDate, DayAndMonthThatMayBeTurnedStayBoth) {
  const WrittenDate out = read("03/04/1987");
  EXPECT_EQ(bounds(out), "1987-03-04 to 1987-04-03");
  EXPECT_THAT(out.doubt, HasSubstr("1987-03-04 or 1987-04-03"));
  EXPECT_EQ(read("03.04.1987").date.edtf, "1987-04-03");  // with points the day comes first
  EXPECT_EQ(read("13/04/1987").date.edtf, "1987-04-13");
  EXPECT_EQ(read("04/13/1987").date.edtf, "1987-04-13");
  EXPECT_EQ(read("04/04/1987").date.edtf, "1987-04-04");
  EXPECT_THAT(read("04.13.1987").doubt, HasSubstr("month first"));
}

TEST(WrittenDate, ADayThatDoesNotExistIsDoubtedAndTheYearKept) {
  const WrittenDate out = read("31.02.1987");
  EXPECT_EQ(bounds(out), "1987-01-01 to 1987-12-31");
  EXPECT_THAT(out.doubt,
              HasSubstr("\"31.02.1987\": there is no 31 February 1987; only the year is compared"));
  EXPECT_EQ(read("29.02.1988").doubt, "");
  EXPECT_THAT(read("29.02.1987").doubt, HasSubstr("there is no 29 February 1987"));
  EXPECT_THAT(read("1987-13-01").doubt, HasSubstr("there is no month 13"));
  EXPECT_THAT(read("45.45.1987").doubt, HasSubstr("there is no month 45"));
}

TEST(WrittenDate, TwoDigitsOfAYearAreReadWithADoubt) {
  EXPECT_EQ(read("12.03.87").date.edtf, "1987-03-12");
  EXPECT_THAT(read("12.03.87").doubt, HasSubstr("two digits of a year, read as 1987"));
  EXPECT_EQ(read("12.03.04").date.edtf, "2004-03-12");
}

TEST(WrittenDate, WhatIsNoDateIsNotGuessedAt) {
  for (const std::string_view written :
       {"unknown", "невідомо", "12", "123456", "1.2.3.4", "-", "12.03.1087", "12.03.2987",
        "99999999999999999999", "1e9", "Іван 1987"}) {
    const WrittenDate out = read(written);
    EXPECT_FALSE(out.date.earliest) << written;
    EXPECT_NE(out.doubt, "") << written;
  }
  EXPECT_THAT(read("31848").doubt, HasSubstr("as spreadsheets count it (1987-03-12)"));
}

TEST(WrittenDate, AnAgeOnADayIsARange) {
  const auto as_of = domain::exact_day(*domain::parse_iso("2023-05-10"), "");
  EXPECT_EQ(bounds(born_at_age("35", as_of)), "1987-05-11 to 1988-05-10");
  EXPECT_EQ(bounds(born_at_age("35", domain::whole_year(2023, ""))), "1987-01-02 to 1988-12-31");
  EXPECT_THAT(born_at_age("350", as_of).doubt, HasSubstr("is no age"));
  EXPECT_THAT(born_at_age("35", domain::unknown_date("")).doubt, HasSubstr("not on which day"));
}

}  // namespace
}  // namespace nostos::ingest
