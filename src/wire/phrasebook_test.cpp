// SPDX-License-Identifier: Apache-2.0
#include "wire/phrasebook.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace nostos::wire {
namespace {

using testing::HasSubstr;

Phrasebook book_of(const std::string& rows) {
  auto book = Phrasebook::load("reasons.tsv", "en\tuk\n" + rows, "uk");
  EXPECT_TRUE(book.has_value()) << book.error().message;
  return std::move(*book);
}

std::string refusal(const std::string& rows) {
  const auto book = Phrasebook::load("reasons.tsv", "en\tuk\n" + rows, "uk");
  return book ? "" : book.error().message;
}

std::string shipped() {
  std::ifstream in(std::string(NOSTOS_SOURCE_DIR) + "/data/words/reasons.tsv");
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

Phrasebook shipped_book(std::string_view lang) {
  auto book = Phrasebook::load("reasons.tsv", shipped(), lang);
  EXPECT_TRUE(book.has_value()) << book.error().message;
  return std::move(*book);
}

TEST(phrasebook, fills_numbers_ordinals_and_days) {
  const auto book = book_of("the {nth} is not {date}, {n} days\t№ {nth} – не {date}, {n} дн.\n");
  EXPECT_EQ(book.translate("the 49th is not 2022-12-01, 12 days"), "№ 49 – не 01.12.2022, 12 дн.");
  EXPECT_EQ(book.translate("the 49 is not 2022-12-01, 12 days"), std::nullopt);
  EXPECT_EQ(book.translate("the 49th is not 2022-12, 12 days"), std::nullopt);
}

TEST(phrasebook, a_sentence_within_a_sentence_is_translated_too) {
  const auto book = book_of(
      "report {id}\tповідомлення {id}\nthese cannot hold: {p; }. Set aside: {p2}\t"
      "разом неможливо: {p; }. Відкладено: {p2}\n{p} names {id}\t{p} називає {id}\n");
  EXPECT_EQ(
      book.translate("these cannot hold: report A names E1; report B. Set aside: report B"),
      "разом неможливо: повідомлення A називає E1; повідомлення B. Відкладено: повідомлення B");
  EXPECT_EQ(book.translate("these cannot hold: report A; who knows. Set aside: report B"),
            std::nullopt);
}

TEST(phrasebook, the_first_row_that_fits_is_taken) {
  const auto book = book_of("a report in its own voice\tвід себе\na {x}\tякесь: {x}\n");
  EXPECT_EQ(book.translate("a report in its own voice"), "від себе");
  EXPECT_EQ(book.translate("a report"), "якесь: report");
}

TEST(phrasebook, what_it_does_not_know_stays_english) {
  const auto book = book_of("stated\tсказано\n");
  EXPECT_EQ(book.say("never heard"), "never heard");
  EXPECT_EQ(book.say(""), "");
}

TEST(phrasebook, english_needs_no_book) {
  const auto book = Phrasebook::load("reasons.tsv", shipped(), "en");
  ASSERT_TRUE(book.has_value());
  EXPECT_EQ(book->say("stated"), "stated");
}

TEST(phrasebook, says_what_is_wrong_with_a_row) {
  EXPECT_THAT(refusal("stated\n"), HasSubstr("reasons.tsv:2: there is no translation"));
  EXPECT_THAT(refusal("{n} days\tдні\n"), HasSubstr("same gaps"));
  EXPECT_THAT(refusal("{what} days\t{what} дні\n"), HasSubstr("'{what}' is no gap"));
  EXPECT_THAT(refusal("a {n\tа {n\n"), HasSubstr("is no gap"));
  EXPECT_THAT(refusal("{n}{x}\t{n}{x}\n"), HasSubstr("two gaps touch"));
  EXPECT_THAT(refusal("stated\tсказано\nstated\tмовлено\n"),
              HasSubstr("reasons.tsv:3: this English"));
  const auto none = Phrasebook::load("reasons.tsv", "en\tuk\nstated\tсказано\n", "pl");
  ASSERT_FALSE(none.has_value());
  EXPECT_THAT(none.error().message, HasSubstr("'pl' is not among them"));
}

TEST(phrasebook, a_sentence_made_to_be_hard_is_left_in_english_in_good_time) {
  const auto book = book_of("{p}, {p2}\t{p}, {p2}\n{p}; {p2}\t{p}; {p2}\na\tа\n");
  std::string hard;
  for (int i = 0; i < 2000; ++i) hard += i % 3 == 0 ? "a, " : "a; ";
  EXPECT_EQ(book.say(hard + "b"), hard + "b");
}

// A month, a weekday or a party more or less: each language has a form for it.
TEST(phrasebook, ukrainian_and_russian_say_what_a_reckoning_says) {
  const auto uk = shipped_book("uk");
  const auto ru = shipped_book("ru");
  EXPECT_EQ(
      uk.translate("the sides disagree: 230 by UA, 231, 232 by the other side; none is chosen"),
      "сторони розходяться: 230 каже UA, 231, 232 – інша сторона; жодного не обрано");
  EXPECT_EQ(
      ru.translate("report A2 names a Monday, and the date it gives is a Sunday; the date is kept"),
      "сообщение A2: назван день недели – понедельник, а указанная дата – воскресенье; "
      "оставлена дата");
  EXPECT_EQ(uk.translate("E5 was on a 31 January (report A3) → E5 not before 2024-01-31"),
            "E5 відбувся в такий день: 31 січня (повідомлення A3) → E5 не раніше 31.01.2024");
  EXPECT_EQ(ru.translate("2598 + 230 = 2828, stated 2818"), "2598 + 230 = 2828, сказано 2818");
  EXPECT_EQ(uk.size(), ru.size());
  EXPECT_GT(uk.size(), 300U);
}

}  // namespace
}  // namespace nostos::wire
