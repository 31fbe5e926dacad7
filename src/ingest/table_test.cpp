// SPDX-License-Identifier: Apache-2.0
#include "ingest/table.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "base/utf8.h"

namespace nostos::ingest {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct ReadTable {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;  // texts of the good rows
  std::vector<std::string> faults;             // as said
  std::vector<std::string> remarks;
  std::vector<std::string> doubts;
  std::vector<std::size_t> lines;
  std::string error;
};

// Hands the bytes on in pieces of `piece`, as a pipe may.
ReadTable read(std::string_view bytes, TableOptions options = {}, std::size_t piece = 1 << 20) {
  std::size_t at = 0;
  TableReader reader("list.csv", options, [&](std::span<char> into) -> Result<std::size_t> {
    const std::size_t count = std::min({into.size(), piece, bytes.size() - at});
    std::copy_n(bytes.data() + at, count, into.data());
    at += count;
    return count;
  });
  ReadTable out;
  while (true) {
    auto row = reader.next();
    if (!row) {
      out.error = row.error().message;
      break;
    }
    if (!*row) break;
    for (const TableRemark& remark : (*row)->remarks)
      out.remarks.push_back(said(remark, "list.csv"));
    if ((*row)->fault) {
      out.faults.push_back(said(*(*row)->fault, "list.csv"));
      continue;
    }
    out.rows.emplace_back();
    for (const TableCell& cell : (*row)->cells) out.rows.back().push_back(cell.text);
    out.lines.push_back((*row)->line);
  }
  out.columns = reader.columns();
  for (const TableRemark& doubt : reader.doubts())
    out.doubts.push_back(said_at_command_line(doubt, "list.csv"));
  return out;
}

std::string utf16(std::string_view text, bool big_endian, bool mark) {
  std::string out;
  const auto put = [&](char32_t c) {
    const char high = static_cast<char>(c >> 8U);
    const char low = static_cast<char>(c & 0xFFU);
    out += big_endian ? std::string{high, low} : std::string{low, high};
  };
  if (mark) put(0xFEFF);
  std::size_t length = 0;
  for (std::size_t i = 0; i < text.size(); i += length) put(decode_utf8(text, i, length));
  return out;
}

// Cyrillic capitals and small letters only, which is all the tests need.
std::string windows1251(std::string_view text) {
  std::string out;
  std::size_t length = 0;
  for (std::size_t i = 0; i < text.size(); i += length) {
    const char32_t c = decode_utf8(text, i, length);
    out += c < 0x80    ? static_cast<char>(c)
           : c == U'і' ? '\xB3'
                       : static_cast<char>(c - 0x410 + 0xC0);
  }
  return out;
}

std::string koi8(std::string_view text) {
  constexpr std::u32string_view kOrder =
      U"юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ";
  std::string out;
  std::size_t length = 0;
  for (std::size_t i = 0; i < text.size(); i += length) {
    const char32_t c = decode_utf8(text, i, length);
    out += c < 0x80    ? static_cast<char>(c)
           : c == U'і' ? '\xA6'
                       : static_cast<char>(0xC0 + kOrder.find(c));
  }
  return out;
}

TEST(Csv, ReadsQuotedFieldsWithSeparatorsMarksAndLineEnds) {
  const auto table =
      read("surname,note\r\n\"Bryl, junior\",\"he said \"\"no\"\"\nand left\"\r\nOstap,\r\n");
  EXPECT_THAT(table.columns, ElementsAre("surname", "note"));
  EXPECT_THAT(table.rows, ElementsAre(ElementsAre("Bryl, junior", "he said \"no\" and left"),
                                      ElementsAre("Ostap")));
  EXPECT_THAT(table.lines, ElementsAre(2, 4));
  EXPECT_THAT(table.faults, IsEmpty());
}

TEST(Csv, TellsTheSeparatorByTheHeading) {
  EXPECT_THAT(read("a;b;c\n1;2,5;3\n").rows, ElementsAre(ElementsAre("1", "2,5", "3")));
  EXPECT_THAT(read("a\tb\n1, 2\t3\n").rows, ElementsAre(ElementsAre("1, 2", "3")));
  EXPECT_THAT(read("sep=;\na,x;b\n1;2\n").columns, ElementsAre("a,x", "b"));
  TableOptions options;
  options.separator = ';';
  EXPECT_THAT(read("a,b\n1,2\n", options).columns, ElementsAre("a,b"));
}

TEST(Csv, AByteOrderMarkIsNoPartOfTheFirstHeading) {
  EXPECT_THAT(read("\xEF\xBB\xBFsurname,x\nBryl,1\n").columns, ElementsAre("surname", "x"));
}

TEST(Csv, TheLastRowNeedsNoLineEndAndBlankLinesArePassedOver) {
  const auto table = read("\n\na,b\n\n1,2\n\r\n3,4");
  EXPECT_THAT(table.rows, ElementsAre(ElementsAre("1", "2"), ElementsAre("3", "4")));
  EXPECT_THAT(table.lines, ElementsAre(5, 7));
}

TEST(Csv, AMarkLeftOpenCostsItsOwnLineAndNoOther) {
  const auto table = read("surname,rank\nBryl,\"private\nOstap,private\nZuyko,sergeant\n");
  ASSERT_THAT(table.faults, SizeIs(1));
  EXPECT_THAT(
      table.faults[0],
      HasSubstr("list.csv:2: field 2 (rank): the quotation mark that opens it is never closed"));
  EXPECT_THAT(table.rows,
              ElementsAre(ElementsAre("Ostap", "private"), ElementsAre("Zuyko", "sergeant")));
  EXPECT_THAT(table.lines, ElementsAre(3, 4));
}

TEST(Csv, AMarkClosedByALaterOneCostsTheLinesThatHoldThemOnly) {
  const auto table = read("a,b\n1,\"x\n2,y\n3,\"z\"\n4,w\n");
  EXPECT_THAT(table.faults, ElementsAre(HasSubstr("list.csv:2: field 2 (b): text after the closing "
                                                  "quotation mark, which stands on a later line")));
  EXPECT_THAT(table.rows,
              ElementsAre(ElementsAre("2", "y"), ElementsAre("3", "z"), ElementsAre("4", "w")));
}

TEST(Csv, AMarkWithinAFieldIsNamedWithTheRemedy) {
  const auto table =
      read("name,rank\nPetro \"Bars\" Bryl,private\n\"Petro\" Bryl,private\nOstap,private\n");
  EXPECT_THAT(
      table.faults,
      ElementsAre(HasSubstr("list.csv:2: field 1 (name): a quotation mark within a field"),
                  HasSubstr("list.csv:3: field 1 (name): text after the closing quotation mark")));
  EXPECT_THAT(table.rows, ElementsAre(ElementsAre("Ostap", "private")));
}

TEST(Csv, AWrongNumberOfFieldsIsNamed) {
  const auto table = read("a,b,c\n1,2\n1,2,3,4\n1,2,3,,\nx,y,z\n");
  EXPECT_THAT(
      table.faults,
      ElementsAre(
          HasSubstr("list.csv:2: has 2 fields, the heading has 3; was the row cut off"),
          HasSubstr(
              "list.csv:3: has 4 fields, the heading has 3; a field that holds the separator")));
  EXPECT_THAT(table.rows, SizeIs(2));  // empty fields at the end do no harm
}

TEST(Csv, ControlCharactersAndNulsAreRefusedWithTheirPlace) {
  const auto table = read(std::string_view("surname,rank\nBr\x01yl,a\nOs\0tap,b\nZuyko,c\n", 38));
  EXPECT_THAT(table.faults,
              ElementsAre(HasSubstr("list.csv:2: field 1 (surname): the control character U+0001"),
                          HasSubstr("list.csv:3: field 1 (surname): a NUL")));
  EXPECT_THAT(table.rows, ElementsAre(ElementsAre("Zuyko", "c")));
}

TEST(Csv, MarksThatNobodySeesAreLeftOutAndTold) {
  const auto table = read("surname,rank\n\u202EBryl\u200F,a\nOs\u200Btap\u00AD,b\n");
  EXPECT_THAT(table.rows, ElementsAre(ElementsAre("Bryl", "a"), ElementsAre("Ostap", "b")));
  ASSERT_THAT(table.remarks, SizeIs(4));
  EXPECT_THAT(
      table.remarks[0],
      HasSubstr("list.csv:2: field 1 (surname): left out U+202E, a mark of writing direction"));
  EXPECT_THAT(
      table.remarks[2],
      HasSubstr("list.csv:3: field 1 (surname): left out U+200B, a character without width"));
}

TEST(Csv, AJoinerThatSpellsAWordStays) {
  const auto table = read("surname,rank\nمی\u200Cنویسد,a\n");
  EXPECT_THAT(table.rows[0][0], "می\u200Cنویسد");
  EXPECT_THAT(table.remarks, IsEmpty());
}

TEST(Csv, ATenMegabyteNameIsRefusedAndTheRowsAfterItAreRead) {
  for (const std::string_view quote : {"", "\""}) {
    std::string list = "surname,rank\nBryl,a\n";
    list += std::string(quote) + std::string(10 << 20, 'x') + std::string(quote) + ",b\nOstap,c\n";
    const auto table = read(list);
    EXPECT_THAT(
        table.faults,
        ElementsAre(HasSubstr("list.csv:3: field 1 (surname): 10 MB long, more than the 1 MB")));
    EXPECT_THAT(table.rows, ElementsAre(ElementsAre("Bryl", "a"), ElementsAre("Ostap", "c")));
    EXPECT_THAT(table.lines, ElementsAre(2, 4));
  }
}

TEST(Csv, ARowLongerThanAnyRowMayBeIsPassedOverInBoundedMemory) {
  TableOptions options;
  options.largest_row = 4096;
  std::string list =
      "surname,rank\nBryl," + std::string(2'000'000, 'x') + "\nOstap,c\nZuyko,\"open\n";
  for (int i = 0; i < 1000; ++i) list += "Hnat,d\n";
  const auto table = read(list, options);
  EXPECT_THAT(
      table.faults,
      ElementsAre(HasSubstr("list.csv:2: field 2 (rank): the row is larger than 4096 bytes"),
                  HasSubstr("list.csv:4: field 2 (rank): the row is larger than 4096 bytes; was a "
                            "quotation mark left open?")));
  EXPECT_THAT(table.rows, SizeIs(1001));
}

TEST(Csv, AHeadingThatClaimsAMillionColumnsIsRefused) {
  std::string list = "a";
  for (int i = 0; i < 1'000'000; ++i) list += ",a";
  EXPECT_THAT(read(list + "\n1\n").error,
              HasSubstr("list.csv:1: the heading has 1000001 columns, more than the 4096"));
}

TEST(Csv, WhatIsNoListIsNamedWithTheRemedy) {
  EXPECT_THAT(read("").error, "list.csv: empty; there is no list in it");
  EXPECT_THAT(read(" \n\n ").error, "list.csv: empty; there is no list in it");
  EXPECT_THAT(read("PK\x03\x04zzz").error,
              HasSubstr("perhaps a spreadsheet, not a list as CSV or JSONL; open it in the "
                        "spreadsheet program and save the list as CSV"));
  EXPECT_THAT(read("[{\"a\":1}]").error, HasSubstr("jq -c '.[]'"));
  EXPECT_THAT(read("\"surname,x\nBryl,1\n").error,
              HasSubstr("list.csv:1: the heading cannot be read: field 1: the quotation mark"));
}

TEST(Encoding, Windows1251IsReadWithASaidDoubt) {
  const std::string list = "прізвище;звання\nКоваленко;солдат\nБОНДАРЕНКО;сержант\n";
  const auto table = read(windows1251(list));
  EXPECT_THAT(table.rows, ElementsAre(ElementsAre("Коваленко", "солдат"),
                                      ElementsAre("БОНДАРЕНКО", "сержант")));
  ASSERT_THAT(table.doubts, SizeIs(1));
  EXPECT_THAT(table.doubts[0], HasSubstr("list.csv: not UTF-8; read as Windows-1251"));
  EXPECT_THAT(table.doubts[0], HasSubstr("--encoding koi8-u"));
}

TEST(Encoding, Koi8IsToldFromWindows1251EvenInCapitals) {
  const std::string small = "прізвище;звання\nКоваленко;солдат\n";
  EXPECT_THAT(read(koi8(small)).rows, ElementsAre(ElementsAre("Коваленко", "солдат")));
  const std::string capitals = "ФАМИЛИЯ;ЗВАНИЕ\nКОВАЛЕНКО;СОЛДАТ\nИВАНЕНКО;СЕРЖАНТ\n";
  EXPECT_THAT(read(koi8(capitals)).rows[0], ElementsAre("КОВАЛЕНКО", "СОЛДАТ"));
  EXPECT_THAT(read(windows1251(capitals)).rows[0], ElementsAre("КОВАЛЕНКО", "СОЛДАТ"));
}

TEST(Encoding, OneSaidIsNotDoubted) {
  TableOptions options;
  options.encoding = Encoding::koi8u;
  const auto table = read(koi8("прізвище;звання\nКоваленко;солдат\n"), options);
  EXPECT_THAT(table.rows, SizeIs(1));
  EXPECT_THAT(table.doubts, IsEmpty());
}

TEST(Encoding, Utf16IsReadWithAndWithoutItsMark) {
  const std::string list = "прізвище;звання\nКоваленко;солдат\n";
  for (const bool big : {false, true}) {
    EXPECT_THAT(read(utf16(list, big, true)).rows[0], ElementsAre("Коваленко", "солдат"));
    EXPECT_THAT(read(utf16(list + list + list, big, false)).rows[0],
                ElementsAre("Коваленко", "солдат"));
    EXPECT_THAT(read(utf16(list, big, true)).doubts, IsEmpty());
  }
}

TEST(Encoding, ABrokenCharacterAmongGoodOnesCostsItsRow) {
  std::string list = "прізвище;звання\n";
  for (int i = 0; i < 20; ++i) list += "Коваленко;солдат\n";
  list += "Бонда\xD1;сержант\nОстап;солдат\n";
  const auto table = read(list);
  EXPECT_THAT(
      table.faults,
      ElementsAre(HasSubstr("list.csv:22: field 1 (прізвище): not UTF-8 after 5 characters")));
  EXPECT_THAT(table.rows, SizeIs(21));
}

TEST(Encoding, IsDecidedWhenTheFirstLetterThatNeedsItComes) {
  std::string list = "surname,rank\n";
  while (list.size() < 1'000'000) list += "Bryl,private\n";
  list += windows1251("Коваленко,солдат\nБондаренко,сержант\n");
  const auto table = read(list);
  EXPECT_THAT(table.rows.back(), ElementsAre("Бондаренко", "сержант"));
}

TEST(Jsonl, TextsNumbersAndListsAreCellsOfTheirColumns) {
  const auto table = read(
      "{\"surname\":\"Bryl\",\"age\":34,\"alias\":[\"Bars\",\"Kit\"],\"note\":null}\n"
      "{\"rank\":\"private\",\"surname\":\"Ostap\"}\n");
  EXPECT_THAT(table.columns, ElementsAre("surname", "age", "alias", "note", "rank"));
  EXPECT_THAT(table.rows, ElementsAre(ElementsAre("Bryl", "34", "Bars", "Kit"),
                                      ElementsAre("private", "Ostap")));
}

TEST(Jsonl, ABrokenLineIsNamedAndTheOthersAreRead) {
  const auto table = read(
      "{\"surname\":\"Bryl\"}\n{\"surname\":\"Os\n{\"surname\":{\"a\":1}}\n{\"surname\":\"a\","
      "\"surname\":\"b\"}\n"
      "{\"surname\":\"a\\u0000b\"}\n{\"surname\":\"Zuyko\"} x\n\n{\"surname\":\"Hnat\"}\n");
  EXPECT_THAT(
      table.faults,
      ElementsAre(HasSubstr("list.csv:2: field 1: character 15: the line ends inside a string"),
                  HasSubstr("list.csv:3: field 1 (surname): character 12: a value within a value"),
                  HasSubstr("list.csv:4: field 2: character 16: \"surname\" is given twice"),
                  HasSubstr("list.csv:5: field 1 (surname): a NUL"),
                  HasSubstr("list.csv:6: character 21: expected the end of the line")));
  EXPECT_THAT(table.rows, ElementsAre(ElementsAre("Bryl"), ElementsAre("Hnat")));
}

TEST(Jsonl, EverNewKeysDoNotFillTheMemory) {
  std::string list;
  for (int i = 0; i < 5000; ++i)
    list +=
        "{\"k" + std::string(1, static_cast<char>('a' + i % 26)) + std::to_string(i) + "\":1}\n";
  const auto table = read(list);
  EXPECT_EQ(table.columns.size(), 4096);
  EXPECT_THAT(table.faults, SizeIs(5000 - 4096));
}

// However the bytes come in, the rows are the same.
TEST(Table, PiecesOfAnySizeGiveTheSameRows) {
  const std::string list =
      "прізвище;звання;нотатка\r\nКоваленко;солдат;\"а;б\r\nв\"\"г\"\r\nБондар;\"сержант\r\nОстап;"
      "x;y\r\nZ;;\r\n\"a\"b;c;d\r\n";
  const auto whole = read(list);
  ASSERT_THAT(whole.faults, SizeIs(2));
  for (std::size_t piece = 1; piece < 40; ++piece) {
    const auto cut = read(list, {}, piece);
    EXPECT_EQ(cut.rows, whole.rows) << piece;
    EXPECT_EQ(cut.faults, whole.faults) << piece;
    EXPECT_EQ(cut.lines, whole.lines) << piece;
  }
}

// What is written by the rules comes back, whatever the texts hold.
TEST(Table, WhatIsWrittenByTheRulesComesBack) {
  std::mt19937 random(7);
  const std::vector<std::string> letters = {"a",  "б",    "\"", ",", ";",  "\t",
                                            "\n", "\r\n", " ",  "ї", "語", "'"};
  for (int round = 0; round < 500; ++round) {
    const std::size_t columns = 1 + random() % 4;
    std::string list;
    std::vector<std::vector<std::string>> expected;
    for (std::size_t i = 0; i < columns; ++i) list += (i ? ",c" : "c") + std::to_string(i);
    list += "\n";
    for (std::size_t row = 0; row < 5; ++row) {
      expected.emplace_back();
      for (std::size_t i = 0; i < columns; ++i) {
        std::string text = "x";
        for (std::size_t n = random() % 6; n > 0; --n) text += letters[random() % letters.size()];
        text += "y";
        std::string field = "\"";
        for (const char c : text) field += c == '"' ? "\"\"" : std::string(1, c);
        list += (i ? "," : "") + field + "\"";
        std::string seen;  // as spaces are read: one for any run of them
        bool space = false;
        for (const char c : text) {
          const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
          if (!blank) seen += (space ? " " : "") + std::string(1, c);
          space = blank;
        }
        expected.back().push_back(seen);
      }
      list += "\n";
    }
    const auto table = read(list);
    ASSERT_EQ(table.faults.size(), 0U) << list;
    ASSERT_EQ(table.rows.size(), expected.size()) << list;
    ASSERT_EQ(table.rows, expected) << list;
  }
}

}  // namespace
}  // namespace nostos::ingest
