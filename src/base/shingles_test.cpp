// SPDX-License-Identifier: Apache-2.0
#include "base/shingles.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <span>
#include <sstream>

#include "base/word_hash.h"

namespace nostos {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::string kNotice =
    "On the bridge over the river the buses stood from early morning. According to the office, "
    "100 people came home in the third exchange of the month, among them 12 who had been thought "
    "missing. Doctors met them behind the barrier, and each of them was given a telephone.";

// Words apart by spaces, as they are; language/ knows words better.
std::vector<std::uint32_t> shingles_of(const std::string& text) {
  Shingler shingler;
  std::istringstream words(text);
  for (std::string word; words >> word;) shingler.word(word_hash(word));
  return shingler.sketch();
}

TEST(Shingles, OfFewWordsThereAreNone) {
  EXPECT_THAT(shingles_of("100 came home"), IsEmpty());
  EXPECT_THAT(shingles_of(""), IsEmpty());
}

TEST(Shingles, WordsInOneGoGiveWhatTheyGiveOneByOne) {
  std::vector<std::uint32_t> words;
  for (std::uint32_t n = 0; n < 5000; ++n) {  // more than are kept at a time
    words.push_back(static_cast<std::uint32_t>(word_hash("word " + std::to_string(n))));
    if (n % 7 == 0) words.push_back(Shingler::kFigure);
  }
  for (const std::size_t size : {std::size_t{3}, std::size_t{5}, std::size_t{200}, words.size()}) {
    Shingler one_by_one;
    for (const std::uint32_t word : std::span(words).first(size)) one_by_one.word(word);
    Shingler at_once;
    at_once.run(std::span(words).first(size));
    Shingler in_pieces;  // a run goes on where the words before it ended
    in_pieces.run(std::span(words).first(size / 3));
    in_pieces.word(words[size / 3]);
    in_pieces.run(std::span(words).first(size).subspan(size / 3 + 1));
    const auto sketch = one_by_one.sketch();
    EXPECT_EQ(at_once.sketch(), sketch) << size;
    EXPECT_EQ(in_pieces.sketch(), sketch) << size;
  }
}

TEST(Shingles, APartIsContainedInTheWholeAndAnotherTextIsNot) {
  std::string longer = kNotice;
  for (int i = 0; i < 60; ++i)
    longer += " Sentence number " + std::string(static_cast<std::size_t>(i % 7 + 1), 'x') +
              " tells of roads, harvests and the price of bread in town.";
  EXPECT_GT(containment(shingles_of(kNotice), shingles_of(longer)), 0.8);
  EXPECT_LT(containment(shingles_of(kNotice),
                        shingles_of("The council met on Monday and talked about the new school, "
                                    "its roof, its garden and the way to it from the station.")),
            0.05);
}

TEST(Shingles, OfALongTextTheSketchStaysSmallAndComesBackFromItsText) {
  std::string longer;
  for (int i = 0; i < 5000; ++i)
    longer += "word" + std::string(static_cast<std::size_t>(i % 91 + 1), 'y') + " and ";
  const auto sketch = shingles_of(longer);
  EXPECT_THAT(sketch, SizeIs(kSketchSize));
  EXPECT_EQ(parse_shingles(shingles_text(sketch)), sketch);
}

// However the smallest are found: with and without repeats, few and many.
TEST(Shingles, TheSmallestAreKeptEachOnce) {
  for (const int different : {4, 90, 100, 300, 5000}) {
    std::vector<std::uint64_t> words;
    for (int i = 0; i < 5000; ++i) words.push_back(word_hash("w" + std::to_string(i % different)));
    Shingler whole;
    std::set<std::uint32_t> all;
    for (const std::uint64_t word : words) whole.word(word);
    // Each run of five on its own gives its one shingle.
    for (std::size_t i = 0; i + 5 <= words.size(); ++i) {
      Shingler run;
      for (std::size_t k = i; k < i + 5; ++k) run.word(words[k]);
      all.insert(run.sketch().front());
    }
    std::vector<std::uint32_t> smallest(all.begin(), all.end());
    if (smallest.size() > kSketchSize) smallest.resize(kSketchSize);
    EXPECT_EQ(whole.sketch(), smallest) << different;
  }
}

TEST(Shingles, WhatIsNoSketchIsRefused) {
  EXPECT_THAT(parse_shingles("0000000"), IsEmpty());
  EXPECT_THAT(parse_shingles("0000000g"), IsEmpty());
  EXPECT_THAT(parse_shingles("0000000200000001"), IsEmpty());
  EXPECT_THAT(parse_shingles("00000001"), SizeIs(1));
}

}  // namespace
}  // namespace nostos
