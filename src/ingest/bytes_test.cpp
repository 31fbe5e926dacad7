// SPDX-License-Identifier: Apache-2.0
#include "ingest/bytes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace nostos::ingest {
namespace {

using namespace std::string_literals;
using testing::AllOf;
using testing::HasSubstr;

std::string fault_of(const std::string& body) {
  const auto checked = check_body(body, "FILE");
  return checked ? "" : checked.error().message;
}

TEST(Body, UTF8TextIsTaken) {
  EXPECT_EQ(fault_of("Обмін: 50 на 50."), "");
  EXPECT_EQ(fault_of("\xEF\xBB\xBFOne."), "");
}

TEST(Body, EmptyAndBlankHaveNothingToRead) {
  EXPECT_THAT(fault_of(""), HasSubstr("empty"));
  EXPECT_THAT(fault_of(" \n\t\xC2\xA0"), HasSubstr("only white space"));
}

TEST(Body, AnotherEncodingIsNamedWithItsPlaceAndTheCommandThatConverts) {
  const std::string cp1251 =
      "Report\n\xCE\xE1\xEC\xE5\xED \xEF\xEB\xE5\xED\xED\xFB\xEC\xE8";  // "Обмен пленными"
  EXPECT_THAT(fault_of(cp1251), AllOf(HasSubstr("byte 8 (line 2)"), HasSubstr("Windows-1251"),
                                      HasSubstr("iconv -f CP1251 -t UTF-8 FILE")));
  const std::string koi8 = "\xEF\xC2\xCD\xC5\xCE \xD0\xCC\xC5\xCE\xCE\xD9\xCD\xC9";
  EXPECT_THAT(fault_of(koi8), HasSubstr("KOI8"));
  EXPECT_THAT(fault_of("The exchange took place at the caf\xE9 near the border crossing"),
              HasSubstr("CP1252"));
  EXPECT_THAT(fault_of("<html><meta charset=\"windows-1251\">\xCE\xE1\xEC"),
              HasSubstr("iconv -f windows-1251"));
}

TEST(Body, UTF16IsNamed) {
  EXPECT_THAT(fault_of("\xFF\xFEO\0n\0e\0"s), HasSubstr("iconv -f UTF-16LE"));
  EXPECT_THAT(fault_of("O\0n\0e\0 \0t\0w\0o\0"s), HasSubstr("UTF-16LE"));
  EXPECT_THAT(fault_of("\0O\0n\0e\0 \0t\0w\0o"s), HasSubstr("UTF-16BE"));
}

TEST(Body, OneDamagedCharacterIsNotAnotherEncoding) {
  EXPECT_THAT(fault_of("Обмін полоненими \xD0"),
              AllOf(HasSubstr("cut or damaged"), HasSubstr("iconv -f UTF-8 -t UTF-8 -c FILE")));
}

TEST(Body, FilesThatAreNoTextAreNamed) {
  EXPECT_THAT(fault_of("%PDF-1.7\n..."), AllOf(HasSubstr("PDF"), HasSubstr("pdftotext FILE")));
  EXPECT_THAT(fault_of("PK\x03\x04..."), HasSubstr("ZIP"));
  EXPECT_THAT(fault_of("\x89PNG\r\n"), HasSubstr("PNG image"));
  EXPECT_THAT(fault_of("\xFF\xD8\xFF\xE0"), HasSubstr("JPEG image"));
  EXPECT_THAT(fault_of("\x1F\x8B\x08"), HasSubstr("zcat FILE"));
  EXPECT_THAT(fault_of("text\nthen a \0 here and more of the text"s),
              AllOf(HasSubstr("NUL"), HasSubstr("line 2")));
}

TEST(Body, TheLimitIsSaid) {
  EXPECT_THAT(fault_of(std::string(kLargestReport + 1, 'x')), HasSubstr("64 MB"));
}

TEST(Body, HtmlIsToldFromTextByItsBeginning) {
  EXPECT_EQ(sniff_format("\xEF\xBB\xBF\n <!DOCTYPE HTML><html>"), domain::Format::html);
  EXPECT_EQ(sniff_format("<Html lang=en>"), domain::Format::html);
  EXPECT_EQ(sniff_format("<p>One</p>"), domain::Format::html);
  EXPECT_EQ(sniff_format("An exchange <b>"), domain::Format::text);
  EXPECT_EQ(sniff_format("<3 from Kyiv"), domain::Format::text);
}

}  // namespace
}  // namespace nostos::ingest
