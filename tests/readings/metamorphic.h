// SPDX-License-Identifier: Apache-2.0
// What the suites of changed reports share in every language: an invented exchange, the ways its
// report is changed, and what is compared. How it is told is each language's own.
#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "outline.h"
#include "told.h"

namespace nostos::readings {

using Chance = std::mt19937;

inline int below(Chance& chance, int limit) {
  return static_cast<int>(chance() % static_cast<unsigned>(limit));
}

struct Story {
  domain::Day day = 0;  // of the exchange
  int published_after = 0;
  int home = 0, away = 0;
  int ordinal = 0;
  int total = 0;
  domain::Day previous_day = 0;
  int previous_home = 0;
  std::array<int, 4> services{};  // add up to `home`
  int women = 0;
  std::size_t opening = 0;
  bool by_weekday = false;  // "on Wednesday, 7 February"
};

inline domain::Day published(const Story& s) { return s.day + s.published_after; }

// The first few that fail are enough to see by.
inline void for_each_story(int stories, unsigned seed, const std::function<Story(Chance&)>& story,
                           const std::function<void(const Story&, Chance&)>& check) {
  Chance chance(seed);
  int failures = 0;
  for (int i = 0; i < stories && failures < 3; ++i) {
    const Story s = story(chance);
    check(s, chance);
    if (testing::Test::HasFailure()) ++failures;
  }
}

inline std::string events_of(const domain::Reading& reading) {
  std::string out;
  for (const auto& event : reading.events) out += outline(event);
  return out;
}

inline std::string events_of(const std::string& text, domain::Day day) {
  return events_of(read(text, domain::iso(day)));
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

inline std::string replaced(const std::string& text, const Pairs& pairs) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto hit = std::ranges::find_if(pairs, [&](const auto& pair) {
      return text.compare(at, pair.first.size(), pair.first) == 0;
    });
    if (hit == pairs.end()) {
      out += text[at++];
    } else {
      out += hit->second;
      at += hit->first.size();
    }
  }
  return out;
}

// Order of legs and of sides is the order of the text or of the table of parties: not compared.
inline std::string sorted_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::string line;
  for (const char c : text) {
    if (c == '\n') {
      lines.push_back(std::exchange(line, {}));
    } else {
      line += c;
    }
  }
  std::ranges::sort(lines);
  std::string out;
  for (const auto& one : lines) out += one + '\n';
  return out;
}

// All that the story has is read from the text as it was meant.
inline void expect_as_meant(const Story& s, const std::string& text) {
  const auto reading = read(text, domain::iso(published(s)));
  const auto* now = main_event(reading);
  const auto* before = event_with(reading, domain::EventRole::previous);
  if (now == nullptr || before == nullptr) {
    ADD_FAILURE() << text << outline(reading);
    return;
  }
  EXPECT_EQ(now->date.edtf, domain::iso(s.day)) << text;
  EXPECT_EQ(leg(*now, "NRD"), "eq " + std::to_string(s.home)) << text << outline(reading);
  EXPECT_EQ(leg(*now, "SDR"), "eq " + std::to_string(s.away)) << text << outline(reading);
  EXPECT_EQ(total(*now, "NRD"), "eq " + std::to_string(s.total)) << text;
  EXPECT_EQ(ordinals(*now).substr(0, 6), "war " + std::to_string(s.ordinal)) << text;
  EXPECT_EQ(before->date.edtf, domain::iso(s.previous_day)) << text;
  EXPECT_EQ(leg(*before, "NRD"), "eq " + std::to_string(s.previous_home)) << text;
  const auto [a, n, b, v] = s.services;
  EXPECT_EQ(breakdown(*now, "service"),
            "armed_forces " + std::to_string(a) + " + national_guard " + std::to_string(n) +
                " + border_guards " + std::to_string(b) + " + navy " + std::to_string(v) + " ok")
      << text << outline(reading);
}

}  // namespace nostos::readings
