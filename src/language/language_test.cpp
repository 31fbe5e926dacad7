// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/utf8.h"
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
  for (std::size_t t = 0; t < tokens.items.size(); ++t) {
    if (tokens.items[t].kind == TokenKind::number) return tokens.value(t);
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

// The lexicon takes such phrases for their own tokens, without a look.
TEST(Tokens, WordsOfPlainLettersAreTokensAsTheyStand) {
  std::vector<std::string> letters;
  for (char c = 'a'; c <= 'z'; ++c) letters.emplace_back(1, c);
  for (char32_t c = 0x430; c < 0x460; ++c) {
    if (c == U'ё') continue;  // folded to е
    letters.emplace_back();
    append_utf8(letters.back(), c);
  }
  for (const std::string& first : letters) {
    for (const std::string& second : letters) {
      for (const std::string& third : {std::string(), std::string("s"), std::string("ї")}) {
        const std::string word = first + second + third;
        EXPECT_EQ(words(word), std::vector<std::string>{word});
        EXPECT_EQ(words(word + " " + first), (std::vector<std::string>{word, first}));
      }
    }
  }
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
    numbers.push_back(lexicon.word(tokens.folded(i), tokens.items[i].hash));
  for (std::uint32_t i = 0; i < tokens.items.size(); ++i) {
    lexicon.find(numbers, i, static_cast<std::uint32_t>(tokens.items.size()), hits);
  }
  ASSERT_EQ(hits.size(), 2U);
  EXPECT_EQ(hits[0].first, 1U);
  EXPECT_EQ(hits[0].last, 3U);
  EXPECT_TRUE(hits[1].sense->features.test(lexicon.features().find("past")));
}

std::vector<std::uint32_t> sketch_of(const std::string& text) {
  Tokens tokens;
  tokenize(text, 0, static_cast<std::uint32_t>(text.size()), tokens);
  return shingles_of(tokens);
}

TEST(Tokens, ACopyWithOtherFiguresCaseAndDashesHasTheSameShingles) {
  const std::string notice =
      "On the bridge over the river the buses stood from early morning. According to the office, "
      "100 people came home in the third exchange of the month, among them 12 who had been thought "
      "missing. Doctors met them behind the barrier, and each of them was given a telephone.";
  std::string copy = notice;
  copy.replace(copy.find("100"), 3, "1,100");
  copy.replace(copy.find("On the"), 2, "ON");
  copy.replace(copy.find(", and"), 1, " \xE2\x80\x94");
  EXPECT_EQ(sketch_of(notice), sketch_of(copy));
  EXPECT_NE(sketch_of(notice), sketch_of(copy + " That was all."));
}

// The quick way through plain words and the careful one agree: a soft hyphen makes it careful.
TEST(Tokens, PlainWordsAreReadAsCarefullyAsOthers) {
  for (const std::string word : {"NATO", "Kyiv", "soldiers", "I", "McMahon", "counterintelligence",
                                 "REHABILITATION", "Київ", "ЗСУ", "ёлка", "Єва", "обмін"}) {
    Tokens quick;
    const std::string plain = word + " x";
    tokenize(plain, 0, static_cast<std::uint32_t>(plain.size()), quick);
    Tokens careful;
    const std::string hyphenated = word + "\xC2\xAD x";
    tokenize(hyphenated, 0, static_cast<std::uint32_t>(hyphenated.size()), careful);
    EXPECT_EQ(quick.folded(0), careful.folded(0)) << word;
    EXPECT_EQ(quick.items[0].hash, careful.items[0].hash) << word;
    EXPECT_EQ(quick.items[0].capital, careful.items[0].capital) << word;
    EXPECT_EQ(quick.items[0].all_capitals, careful.items[0].all_capitals) << word;
    EXPECT_EQ(quick.items[0].cyrillic, careful.items[0].cyrillic) << word;
    // Where the text ends there is nothing to read ahead into.
    Tokens last;
    tokenize(word, 0, static_cast<std::uint32_t>(word.size()), last);
    EXPECT_EQ(last.folded(0), careful.folded(0)) << word;
    EXPECT_EQ(last.folded_text, quick.folded(0)) << word;
  }
}

TEST(Tokens, MarksAreToldApartByNumber) {
  const std::string text = "\"Home,\" she said — it’s true…";
  Tokens tokens;
  tokenize(text, 0, static_cast<std::uint32_t>(text.size()), tokens);
  ASSERT_EQ(tokens.items.size(), 11U);
  EXPECT_TRUE(tokens.is(0, "\""));
  EXPECT_TRUE(tokens.is(2, ","));
  EXPECT_FALSE(tokens.is(2, "."));
  EXPECT_TRUE(tokens.is(6, "—"));
  EXPECT_FALSE(tokens.is(6, "–"));
  EXPECT_FALSE(tokens.is(1, ","));
}

TEST(WordHash, OneByteMakesAnotherWordWhateverItsLength) {
  for (std::size_t size = 1; size <= 33; ++size) {
    const std::string word(size, 'a');
    EXPECT_TRUE(same_word(word, std::string(size, 'a'))) << size;
    EXPECT_FALSE(same_word(word, word + "a")) << size;
    for (std::size_t at = 0; at < size; ++at) {
      std::string other = word;
      other[at] = 'b';
      EXPECT_FALSE(same_word(word, other)) << size << " " << at;
    }
  }
  EXPECT_TRUE(same_word("", ""));
}

TEST(WordTable, KnowsEveryWordAgainAndNoOther) {
  WordTable table;
  for (std::uint32_t i = 0; i < 5000; ++i) {
    const std::string word = "w" + std::to_string(i);
    EXPECT_EQ(table.intern(word, token_hash(word)), i);
  }
  EXPECT_EQ(table.find("w4711", token_hash("w4711")), 4711U);
  EXPECT_EQ(table.find("w5000", token_hash("w5000")), WordTable::kNone);
  // Another word with the hash of one that is known is not it.
  EXPECT_EQ(table.find("w4712", token_hash("w4711")), WordTable::kNone);
}

TEST(EdgeTable, LeadsFromEveryNodeByEveryWordToItsOwnEnd) {
  EdgeTable table;
  for (std::uint32_t from = 1; from < 200; ++from) {
    for (std::uint32_t by = 0; by < 20; ++by) table.edge(from, by) = from * 100 + by;
  }
  EXPECT_EQ(table.find(7, 3), 703U);
  EXPECT_EQ(table.find(199, 19), 19919U);
  EXPECT_EQ(table.find(200, 3), 0U);
}

TEST(Table, ComplaintNamesFileAndLine) {
  const auto table = parse_table("languages/en/lexicon.tsv", "# note\na\tb\n", 4);
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().message,
            "data/languages/en/lexicon.tsv:2: has 2 columns, needs 4; separate columns by tabs");
}

}  // namespace
}  // namespace nostos::language
