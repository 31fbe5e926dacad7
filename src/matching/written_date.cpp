// SPDX-License-Identifier: Apache-2.0
#include "matching/written_date.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdlib>

namespace nostos::matching {
namespace {

constexpr std::uint32_t kUnknown = 15;

struct Group {
  std::array<std::uint32_t, 8> digits{};
  std::size_t size = 0;
};

struct Groups {
  std::array<Group, 3> group{};
  std::size_t size = 0;
};

// The runs of digits (X and ? stand for unknown ones), at most three.
Groups groups_of(std::string_view text) {
  Groups groups;
  bool open = false;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    const bool unknown = c == 'X' || c == 'x' || c == 'u';
    if (!digit && !unknown) {
      open = false;
      if (c == '/' && groups.size == 1 && groups.group[0].size >= 4) continue;
      if (c == 'T' && groups.size > 0) break;  // a time of day follows
      continue;
    }
    if (!open) {
      if (groups.size == groups.group.size()) break;
      ++groups.size;
      open = true;
    }
    Group& group = groups.group[groups.size - 1];
    if (group.size == group.digits.size()) return Groups{};
    group.digits[group.size++] = digit ? static_cast<std::uint32_t>(c - '0') : kUnknown;
  }
  return groups;
}

std::uint32_t packed(const Group& group, std::size_t from, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value = value << 4U | group.digits[from + i];
  return value;
}

// One or two digits as two places.
std::uint32_t two_places(const Group& group) {
  return group.size == 1 ? group.digits[0] : packed(group, 0, 2);
}

std::uint32_t joined(std::uint32_t year, std::uint32_t month, std::uint32_t day) {
  return year << 16U | month << 8U | day;
}

// The places from the bit `from` on.
bool all_known(std::uint32_t digits, unsigned from) {
  for (unsigned place = from; place < 32; place += 4) {
    if ((digits >> place & 15U) == kUnknown) return false;
  }
  return true;
}

std::uint32_t differing_places(std::uint32_t a, std::uint32_t b) {
  std::uint32_t x = a ^ b;
  x |= x >> 1U;
  x |= x >> 2U;
  return x & 0x11111111U;
}

// Two neighbouring places of one part, changed round.
bool neighbours_changed(std::uint32_t a, std::uint32_t b, std::uint32_t places) {
  const int low = std::countr_zero(places);
  if ((places >> low) != 0x11U) return false;
  const bool same_part = low >= 16 || low == 0 || low == 8;
  const std::uint32_t pair_a = a >> low & 0xFFU;
  const std::uint32_t pair_b = b >> low & 0xFFU;
  return same_part && (pair_a >> 4U) == (pair_b & 15U) && (pair_a & 15U) == (pair_b >> 4U);
}

Level compare_partial(WrittenDate a, WrittenDate b) {
  using namespace date_level;
  // The places both know.
  std::uint32_t known = 0;
  for (unsigned place = 0; place < 32; place += 4) {
    if ((a.digits >> place & 15U) != kUnknown && (b.digits >> place & 15U) != kUnknown)
      known |= 15U << place;
  }
  if (known == 0) return kMissing;
  if ((a.digits & known) == (b.digits & known)) return consistent;
  if ((known >> 16U) != 0xFFFFU) return different;
  if ((a.digits & 0xFFFF0000U) == (b.digits & 0xFFFF0000U)) return year;
  const int apart = std::abs(a.year() - b.year());
  if (apart == 1) return close_year;
  return different;
}

}  // namespace

bool WrittenDate::is_whole() const { return all_known(digits, 0); }

bool WrittenDate::has_whole_year() const { return all_known(digits, 16); }

int WrittenDate::year() const {
  int value = 0;
  for (int place = 28; place >= 16; place -= 4) {
    const std::uint32_t digit = digits >> place & 15U;
    value = value * 10 + static_cast<int>(digit == kUnknown ? 0 : digit);
  }
  return value;
}

WrittenDate written_date(std::string_view text) {
  const Groups groups = groups_of(text);
  const auto& g = groups.group;
  if (groups.size == 1) {
    if (g[0].size == 8) return {packed(g[0], 0, 8)};
    if (g[0].size == 6) return {joined(packed(g[0], 0, 4), packed(g[0], 4, 2), 0xFF)};
    if (g[0].size == 4) return {joined(packed(g[0], 0, 4), 0xFF, 0xFF)};
    return {};
  }
  const auto is_small = [](const Group& group) { return group.size == 1 || group.size == 2; };
  if (groups.size == 2) {
    if (g[0].size == 4 && is_small(g[1]))
      return {joined(packed(g[0], 0, 4), two_places(g[1]), 0xFF)};
    if (g[1].size == 4 && is_small(g[0]))
      return {joined(packed(g[1], 0, 4), two_places(g[0]), 0xFF)};
    if (g[0].size == 4 && g[1].size == 4) return {joined(packed(g[0], 0, 4), 0xFF, 0xFF)};
    return {};
  }
  if (groups.size != 3 || !is_small(g[1])) return {};
  if (g[0].size == 4 && is_small(g[2]))
    return {joined(packed(g[0], 0, 4), two_places(g[1]), two_places(g[2]))};
  if (g[2].size == 4 && is_small(g[0]))
    return {joined(packed(g[2], 0, 4), two_places(g[1]), two_places(g[0]))};
  return {};
}

Level compare_dates(WrittenDate a, WrittenDate b) {
  using namespace date_level;
  if (a == b) return kExact;
  const bool whole = a.is_whole() && b.is_whole();
  if (!whole) return compare_partial(a, b);
  const std::uint32_t places = differing_places(a.digits, b.digits);
  const int digits = std::popcount(places);
  const bool same_year = (places >> 16U) == 0;
  const bool same_month = (places & 0xFF00U) == 0;
  const bool same_day = (places & 0xFFU) == 0;
  const std::uint32_t month_day_turned = (b.digits & 0xFFU) << 8U | (b.digits >> 8U & 0xFFU);
  if (same_year && (a.digits & 0xFFFFU) == month_day_turned) return turned;
  const int apart = same_year ? 0 : std::abs(a.year() - b.year());
  if (same_month && same_day && apart == 1) return near_year;
  if (digits == 1 || (digits == 2 && neighbours_changed(a.digits, b.digits, places)))
    return one_digit;
  if (same_month && same_day) return day_month;
  if (same_year && same_month) return year_month;
  if (same_year && same_day) return year_day;
  if (digits == 2) return two_digits;
  if (same_year) return year;
  if (apart == 1) return close_year;
  return different;
}

}  // namespace nostos::matching
