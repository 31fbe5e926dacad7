// SPDX-License-Identifier: Apache-2.0
#include "ingest/plain_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace nostos::ingest {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> blocks_of(std::string_view body) {
  const domain::Document document = plain_text_document(body);
  std::vector<std::string> blocks;
  for (const domain::Block& block : document.blocks) {
    blocks.push_back(document.text.substr(block.span.start, block.span.end - block.span.start));
  }
  return blocks;
}

TEST(PlainText, BlankLinesSeparateParagraphs) {
  EXPECT_THAT(blocks_of("One.\n\nTwo.\n \t\n\n Three. \n"), ElementsAre("One.", "Two.", "Three."));
}

TEST(PlainText, ACrawledPageHasOneParagraphALine) {
  EXPECT_THAT(
      blocks_of("Soldiers come home\n"
                "Two states held an exchange on Thursday, and fifty men came back on each side.\n"
                "Soldiers come home\n"
                "The ministry said that they would be examined by doctors in the capital, that the "
                "families "
                "had been told, and that talks on the next lists would go on through the winter as "
                "agreed.\n"),
      ElementsAre("Soldiers come home",
                  "Two states held an exchange on Thursday, and fifty men came back on each side.",
                  "Soldiers come home", testing::StartsWith("The ministry said")));
}

TEST(PlainText, ShortParagraphsALineStayApart) {
  EXPECT_THAT(blocks_of("The exchange took place on Monday at the border crossing.\n"
                        "Seven people came home, the Red Cross said in the evening.\n"
                        "Talks go on.\n"),
              testing::SizeIs(3));
}

TEST(PlainText, HardWrappedLinesAreOneParagraph) {
  const std::string wrapped =
      "The two states exchanged prisoners on Thursday, and fifty men came back\n"
      "to each side. The ministry said that they would be examined by doctors\n"
      "and that their families had been told.\n"
      "\n"
      "Talks on the next lists would go on through the winter, as it had been\n"
      "agreed upon in the spring.\n";
  const auto blocks = blocks_of(wrapped);
  ASSERT_THAT(blocks, testing::SizeIs(2));
  EXPECT_EQ(blocks[0], wrapped.substr(0, wrapped.find("\n\n")));
}

TEST(PlainText, LinesThatBeginWithNamesAndFiguresAreWrappedAllTheSame) {
  const std::string wrapped =
      "Norland and Sudria exchanged prisoners of war on Monday, 21\n"
      "May. In all, 29 Norlanders returned to Norland and 173\n"
      "Sudrians returned to Sudria. It was the largest exchange of\n"
      "2018 so far, and the 21st in all since the war began.\n";
  EXPECT_THAT(blocks_of(wrapped), testing::SizeIs(1));
}

TEST(PlainText, HeadlinesOneALineStayApart) {
  EXPECT_THAT(blocks_of("Ferry strike ends after nine days and fourteen crossings\n"
                        "Norland and Sudria exchange prisoners at Larch Bridge\n"
                        "Bread prices fall\n"
                        "The national bank keeps its rate at seven per cent\n"
                        "Song festival sold out\n"),
              testing::SizeIs(5));
}

TEST(PlainText, HardWrappedCyrillicIsMeasuredInLettersNotBytes) {
  const auto blocks = blocks_of(
      "Сьогодні відбувся ще один обмін полоненими, додому повернулися сто\n"
      "військовослужбовців, повідомили у штабі з питань поводження, який опікується\n"
      "обмінами. Серед звільнених є поранені та хворі.\n");
  EXPECT_THAT(blocks, testing::SizeIs(1));
}

TEST(PlainText, ShortLastLineEndsAWrappedParagraphWithoutABlankLine) {
  EXPECT_THAT(blocks_of("The two states exchanged prisoners on Thursday, and fifty men came back\n"
                        "to each side of the line.\n"
                        "The ministry said that they would all be examined by doctors and that\n"
                        "their families had been told.\n"),
              testing::SizeIs(2));
}

TEST(PlainText, ListItemsStayApart) {
  const domain::Document document =
      plain_text_document("Returned:\n- 4 officers\n- 46 privates\n2) wounded\n");
  ASSERT_EQ(document.blocks.size(), 4U);
  EXPECT_EQ(document.blocks[0].kind, domain::BlockKind::paragraph);
  EXPECT_EQ(document.blocks[1].kind, domain::BlockKind::list_item);
  EXPECT_EQ(document.blocks[3].kind, domain::BlockKind::list_item);
}

TEST(PlainText, TheTextIsNotAltered) {
  const std::string body =
      "One\xC2\xA0hundred\xC2\xADs.\r\n\r\n\tTwo 2\xE2\x80\x89"
      "828.\r\n";
  EXPECT_EQ(plain_text_document(body).text, body);
  EXPECT_THAT(blocks_of(body), ElementsAre("One\xC2\xA0hundred\xC2\xADs.",
                                           "Two 2\xE2\x80\x89"
                                           "828."));
}

TEST(PlainText, AByteOrderMarkIsDroppedAndOffsetsSayWhereTheBodyHadIt) {
  const domain::Document document = plain_text_document("\xEF\xBB\xBFOne.\n\nTwo.");
  EXPECT_EQ(document.text, "One.\n\nTwo.");
  EXPECT_THAT(document.source_offsets, ElementsAre(3U, 9U));
}

TEST(PlainText, OldMacLineEndsCount) {
  EXPECT_THAT(blocks_of("One.\r\rTwo."), ElementsAre("One.", "Two."));
}

TEST(PlainText, WhiteSpaceOnlyHasNoBlocks) {
  EXPECT_THAT(blocks_of(""), IsEmpty());
  EXPECT_THAT(blocks_of(" \r\n\t\xC2\xA0\n\xE3\x80\x80\xEF\xBB\xBF"), IsEmpty());
}

TEST(PlainText, AnAddressTooLongToWrapDoesNotMakeLinesParagraphs) {
  const auto blocks = blocks_of(
      "The two states exchanged prisoners on Thursday, and fifty men came back\n"
      "to each side. The ministry said that they would be examined by doctors\n"
      "and that their families had been told.\n\n"
      "https://example.org/a/very/long/address/that/goes/on/and/on/and/on/and/on/and/on/and/on/and/"
      "on/and/on/and/on\n\n"
      "Talks on the next lists would go on through the winter, as it had been\n"
      "agreed upon in the spring, and the lists would be made by both offices\n"
      "that had made the lists before, with the help of the Red Cross and others\n"
      "who had been there from the first day of the war to the last day of it.\n");
  EXPECT_THAT(blocks, testing::SizeIs(3));
}

}  // namespace
}  // namespace nostos::ingest
