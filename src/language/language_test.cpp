// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "language/fold.h"
#include "language/lexicon.h"
#include "language/tokens.h"

namespace nostos::language {
namespace {

std::vector<std::string> words(std::string_view text) {
  Tokens tokens;
  tokenize(text, 0, static_cast<std::uint32_t>(text.size()), tokens);
  std::vector<std::string> out;
  for (std::size_t i = 0; i < tokens.items.size(); ++i) out.emplace_back(tokens.folded(i));
  return out;
}

std::int64_t first_number(std::string_view text) {
  Tokens tokens;
  tokenize(text, 0, static_cast<std::uint32_t>(text.size()), tokens);
  for (const Token& t : tokens.items) {
    if (t.kind == TokenKind::number) return t.value;
  }
  return -2;
}

TEST(Tokens, PossessiveIsItsOwnToken) {
  EXPECT_EQ(words("Ukraine’s and soldiers' п’ять"),
            (std::vector<std::string>{"ukraine", "'s", "and", "soldiers", "'", "п'ять"}));
}

TEST(Tokens, AbbreviationsStayWhole) {
  EXPECT_EQ(words("The U.S. and U.N. said."),
            (std::vector<std::string>{"the", "u.s.", "and", "u.n.", "said", "."}));
}

TEST(Tokens, ThousandsAreReadHoweverTheyAreWritten) {
  for (const char* text : {"2,828", "2 828", "2 828", "2 828", "2'828", "2.828", "2828"}) {
    EXPECT_EQ(first_number(text), 2828) << text;
  }
  EXPECT_EQ(first_number("1,234,567"), 1234567);
  EXPECT_EQ(first_number("3.5"), -1);
  EXPECT_EQ(first_number("2022 140"), 2022);
  EXPECT_EQ(first_number("36"), 36);
}

TEST(Fold, CapitalsOfTheThreeScripts) {
  EXPECT_EQ(fold("ЇЖАК ÉTAT ŠĆEPAN Ґ"), "їжак état šćepan ґ");
  EXPECT_EQ(fold("об­мін"), "обмін");  // a soft hyphen inside
  EXPECT_EQ(fold("Пленённых"), "плененных");
  EXPECT_EQ(fold("бійці\u0301"), "бійці");    // an accent
  EXPECT_EQ(fold("и\u0306 І\u0308"), "й ї");  // letters of two code points
}

TEST(Lexicon, InflectsOneWordOfAPhrase) {
  Lexicon lexicon;
  const auto paradigms = parse_table(
      "p", "V\t*\t-\t-\tbase\nV\t*\t-\ted\tpast\nV\te\te\ted\tpast\nV\te\te\ting\ting\n", 4);
  ASSERT_TRUE(lexicon.add_paradigms(*paradigms));
  const auto entries = parse_table("e", "FREE\trelease\t-\trelease/V | hand/V over\n", 4);
  ASSERT_TRUE(lexicon.add_entries(*entries));
  Tokens tokens;
  const std::string text = "they handed over and released";
  tokenize(text, 0, static_cast<std::uint32_t>(text.size()), tokens);
  std::vector<Hit> hits;
  std::vector<std::uint32_t> numbers;
  for (std::size_t i = 0; i < tokens.items.size(); ++i)
    numbers.push_back(lexicon.word(tokens.folded(i)));
  for (std::uint32_t i = 0; i < tokens.items.size(); ++i) {
    lexicon.find(numbers, i, static_cast<std::uint32_t>(tokens.items.size()), hits);
  }
  ASSERT_EQ(hits.size(), 2U);
  EXPECT_EQ(hits[0].first, 1U);
  EXPECT_EQ(hits[0].last, 3U);
  EXPECT_TRUE(hits[1].sense->features.test(lexicon.features().find("past")));
}

TEST(Table, ComplaintNamesFileAndLine) {
  const auto table = parse_table("languages/en/lexicon.tsv", "# note\na\tb\n", 4);
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().message,
            "data/languages/en/lexicon.tsv:2: has 2 columns, needs 4; separate columns by tabs");
}

}  // namespace
}  // namespace nostos::language
