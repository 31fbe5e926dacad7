// SPDX-License-Identifier: Apache-2.0
#include "ledger/entry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/testing/still_clock.h"

namespace nostos::ledger {
namespace {

using testing::HasSubstr;

Entry example() {
  return {"000102030405060708090a0b0c0d0e0f",
          "report_received",
          Instant(std::chrono::milliseconds(1'709'373'600'000)),
          "clerk",
          "op-1",
          "ab12",
          R"({"version":1})"};
}

// The worked example of docs/formats/ledger.md.
TEST(Envelope, IsTheDeterministicCborOfItsFormatPage) {
  const std::string bytes = to_envelope(example());
  EXPECT_EQ(
      bytes,
      std::string("\x88\x01\x50\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f",
                  19) +
          "\x6freport_received" + std::string("\x1b\x00\x00\x01\x8d\xfe\x9b\x31\x00", 9) +
          "\x65"
          "clerk"
          "\x64"
          "op-1"
          "\x64"
          "ab12"
          "\x4d"
          R"({"version":1})");
}

TEST(Envelope, ComesBackAsTheSameEntryWhateverItHolds) {
  for (const std::size_t length : {0U, 1U, 23U, 24U, 255U, 256U, 65535U, 65536U}) {
    Entry entry = example();
    entry.payload.assign(length, 'x');
    entry.operation = "операція";
    const auto back = from_envelope(to_envelope(entry));
    ASSERT_TRUE(back) << length;
    EXPECT_EQ(*back, entry);
  }
}

TEST(Envelope, RefusesEveryTruncationAndAnyByteTooMany) {
  const std::string bytes = to_envelope(example());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_FALSE(from_envelope(std::string_view(bytes).substr(0, length))) << length;
  }
  EXPECT_FALSE(from_envelope(bytes + '\0'));
}

TEST(Envelope, RefusesAnotherSpellingOfTheSameValues) {
  std::string bytes = to_envelope(example());
  bytes.replace(1, 1, "\x18\x01");  // version 1, spelled with a length byte
  EXPECT_EQ(from_envelope(bytes).error().fault, Fault::corrupt);
}

TEST(Envelope, SaysWhenItIsOfALaterLayout) {
  std::string bytes = to_envelope(example());
  bytes[1] = '\x02';
  EXPECT_THAT(from_envelope(bytes).error().message, HasSubstr("layout version 2"));
}

TEST(Entry, TakesItsTimeAndIdFromOutside) {
  StillClock clock;
  CountingChance chance;
  const Entry first = new_entry({kind::claims_read, "reader", "op", "ab", "{}"}, clock, chance);
  const Entry second = new_entry({kind::claims_read, "reader", "op", "ab", "{}"}, clock, chance);
  EXPECT_EQ(rfc3339(first.recorded_at), "2024-03-02T10:00:00.000Z");
  EXPECT_EQ(first.id.size(), 32U);
  EXPECT_NE(first.id, second.id);
}

}  // namespace
}  // namespace nostos::ledger
