// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/digest.h"
#include "base/eight_bytes.h"
#include "base/hex.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "base/utf8.h"

namespace nostos {
namespace {

TEST(Digest, MatchesTheStandardsExample) {  // FIPS 180-4, "abc"
  EXPECT_EQ(to_hex(sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256("ab", "c"), sha256("abc"));
}

TEST(Utf8, FindsTheFirstBadByte) {
  EXPECT_EQ(first_invalid_utf8("обмін"), std::nullopt);
  EXPECT_EQ(first_invalid_utf8("abcdefgh\xFFxyz"), 8U);
  EXPECT_EQ(first_invalid_utf8("\xC0\xAF"), 0U);          // over-long slash
  EXPECT_EQ(first_invalid_utf8("\xED\xA0\x80"), 0U);      // surrogate
  EXPECT_EQ(first_invalid_utf8("\xF4\x90\x80\x80"), 0U);  // above U+10FFFF
  EXPECT_EQ(first_invalid_utf8("ab\xD0"), 2U);            // cut off
}

TEST(Utf8, EveryCodePointComesBack) {
  for (char32_t c = 1; c < 0x110000; c += c < 0x3000 ? 1 : 61) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string text;
    append_utf8(text, c);
    std::size_t length = 0;
    EXPECT_EQ(decode_utf8(text, 0, length), c);
    EXPECT_EQ(length, text.size());
    EXPECT_EQ(first_invalid_utf8(text), std::nullopt);
  }
}

// Every byte, alone and with its like behind it, at each of the eight places.
TEST(EightBytes, NamesTheFirstByteThatPasses) {
  for (int value = 0; value < 256; ++value) {
    const char byte = static_cast<char>(value);
    for (std::size_t place = 0; place < EightBytes::kSize; ++place) {
      std::string alone(EightBytes::kSize, 'x');
      alone[place] = byte;
      const std::string many = alone.substr(0, place) + std::string(8 - place, byte);
      for (const std::string& text : {alone, many}) {
        const EightBytes bytes(text.data());
        const auto says = [&](EightBytes::Marks marks, bool passes) {
          EXPECT_EQ(marks != 0, passes) << value;
          if (marks == 0) return;
          EXPECT_EQ(EightBytes::first(marks), place) << value;
        };
        says(bytes.equal_to('"'), byte == '"');
        says(bytes.below_space(), value < 0x20);
        says(bytes.beyond_ascii(), value >= 0x80);
        says(bytes.not_plain_in_json(),
             value < 0x20 || value >= 0x80 || byte == '"' || byte == '\\');
      }
    }
  }
}

TEST(Hex, WritesAllDigits) {
  char digits[17] = {};
  put_hex(std::uint32_t{0x0012AF9B}, digits);
  EXPECT_STREQ(digits, "0012af9b");
  put_hex(std::uint64_t{0x0123456789ABCDEF}, digits);
  EXPECT_STREQ(digits, "0123456789abcdef");
}

TEST(JsonWriter, WritesWhatItIsToldInOrder) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("b", 1).field("a", "x\"\n\x01 б").key("list").begin_array();
  json.value(true).null().value(std::optional<std::int64_t>()).end_array().end_object();
  EXPECT_EQ(out, "{\"b\":1,\"a\":\"x\\\"\\n\\u0001 б\",\"list\":[true,null,null]}");
}

TEST(JsonWriter, TakesTheMembersOfAnObjectThatIsWritten) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().members_of("{}").field("a", 1).members_of(R"({"b":[2],"c":{}})");
  json.field("d", 3).end_object();
  EXPECT_EQ(out, R"({"a":1,"b":[2],"c":{},"d":3})");
}

TEST(JsonWriter, TakesJsonOfAnyLengthAsItIs) {
  for (const std::size_t size : {0U, 30U, 4000U, 4093U, 4094U, 4095U, 9000U}) {
    const std::string json = '"' + std::string(size, 'y') + '"';
    std::string out;
    JsonWriter writer(out);
    writer.begin_array().value("before").raw(json).value("between").raw(json).end_array();
    EXPECT_EQ(out, "[\"before\"," + json + ",\"between\"," + json + "]");
  }
}

// Longer than any room that it is gathered in, plain and not.
TEST(JsonWriter, WritesTextOfAnyLength) {
  for (const std::size_t size : {0U, 1U, 7U, 8U, 9U, 4080U, 4096U, 5000U, 20000U}) {
    std::string out;
    JsonWriter json(out);
    const std::string plain(size, 'x');
    json.begin_array().value(plain).value(plain + "\"").value(plain + "\xD0\x96").value(plain);
    json.end_array();
    EXPECT_EQ(out, "[\"" + plain + "\",\"" + plain + "\\\"\",\"" + plain + "\xD0\x96\",\"" + plain +
                       "\"]");
  }
}

TEST(JsonWriter, BrokenBytesBecomeTheReplacementCharacter) {
  std::string out;
  append_json_string(out, "a\xFFz");
  EXPECT_EQ(out, "\"a\xEF\xBF\xBDz\"");
}

Result<int> half(int n) {
  if (n % 2 != 0) return fail(Fault::invalid_input, "odd");
  return n / 2;
}
Result<int> quarter(int n) {
  TRY_ASSIGN(const int h, half(n));
  TRY(half(h));
  return half(h);
}

TEST(Result, PassesFailureUp) {
  EXPECT_EQ(quarter(8).value(), 2);
  EXPECT_EQ(quarter(6).error().message, "odd");
}

}  // namespace
}  // namespace nostos
