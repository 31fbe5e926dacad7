// SPDX-License-Identifier: Apache-2.0
// A true ledger of exchanges made by chance, and reports that tell it in parts: with or without a
// date, one side or both, ordinals, totals, breakdowns, the exchange before. What the reckoning
// makes of the reports can be held against the truth.
#pragma once

#include <algorithm>
#include <optional>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "base/shingles.h"
#include "base/word_hash.h"
#include "reckoning/reckoner.h"
#include "reckoning/testing/report_says.h"

namespace nostos::testing {

struct TrueExchange {
  Day day = 0;
  std::int64_t to_a = 0;  // came to side A, of whom `officers` + `others` = to_a
  std::int64_t to_b = 0;
  std::int64_t officers = 0;
  std::int64_t ordinal = 0;
  std::int64_t total_a = 0;
};

struct TrueReport {
  Reading reading;
  std::size_t exchange = 0;             // index of the exchange its event e1 is
  std::optional<std::size_t> previous;  // … its event e2 is
};

class LedgerGenerator {
 public:
  LedgerGenerator(unsigned seed, std::string side_a = "UA", std::string side_b = "RU")
      : random_(seed), side_a_(std::move(side_a)), side_b_(std::move(side_b)) {}

  std::int64_t pick(std::int64_t least, std::int64_t most) {
    return least +
           static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(most - least + 1));
  }
  bool chance(int percent) { return pick(1, 100) <= percent; }

  std::vector<TrueExchange> exchanges(std::size_t count) {
    std::vector<TrueExchange> all;
    Day day = *parse_iso("2022-03-24");
    std::int64_t total = pick(0, 50);
    for (std::size_t i = 0; i < count; ++i) {
      TrueExchange e;
      e.day = day += static_cast<Day>(pick(2, 40));
      e.to_a = pick(10, 300);
      e.to_b = chance(40) ? e.to_a : pick(10, 300);
      e.officers = pick(1, 9);
      e.ordinal = static_cast<std::int64_t>(i) + 1;
      e.total_a = total += e.to_a;
      all.push_back(e);
    }
    return all;
  }

  // One report of `ledger[at]`. Undated ones carry something that finds their exchange.
  TrueReport report(const std::vector<TrueExchange>& ledger, std::size_t at, bool dated) {
    const TrueExchange& e = ledger[at];
    TrueReport made{Reading(), at, std::nullopt};
    ReportSays says("report " + std::to_string(++reports_), side_b_, side_a_);
    if (dated) says.published(iso(e.day + static_cast<Day>(pick(0, 2))));
    says.main_event();
    if (dated) {
      says.on(iso(e.day));
      if (chance(30)) says.on_a(weekday_of(e.day));
    }
    const bool tells_a = chance(80);
    if (chance(30)) says.by("hq_a", side_a_);
    if (tells_a) says.leg(side_a_, e.to_a);
    if (tells_a && chance(20))
      says.in_zone("title").leg(side_a_, more_than(e.to_a - e.to_a % 10 - 1)).in_zone("body");
    if (tells_a && chance(30))
      says.breakdown("rank", side_a_,
                     {part("officers", e.officers), part("others", e.to_a - e.officers)});
    if (chance(50)) says.in_its_own_voice().by("ministry_b", side_b_).leg(side_b_, e.to_b);
    says.in_its_own_voice();
    if (!dated || chance(40)) says.ordinal(e.ordinal, "war", side_a_);
    if (tells_a && chance(40)) says.total(side_a_, e.total_a);
    if (at > 0 && chance(30)) {
      const TrueExchange& before = ledger[at - 1];
      made.previous = at - 1;
      says.previous_event().leg(side_a_, before.to_a);
      if (dated || chance(50)) says.on(iso(before.day));
      if (!dated && before.day != 0) says.ordinal(before.ordinal, "war", side_a_);
    }
    made.reading = says;
    return made;
  }

  std::vector<TrueReport> reports(const std::vector<TrueExchange>& ledger, std::size_t count,
                                  int percent_dated) {
    std::vector<TrueReport> all;
    for (std::size_t i = 0; i < ledger.size() && i < count; ++i)
      all.push_back(report(ledger, i, true));
    while (all.size() < count) {
      const auto at =
          static_cast<std::size_t>(pick(0, static_cast<std::int64_t>(ledger.size()) - 1));
      all.push_back(report(ledger, at, chance(percent_dated)));
    }
    return all;
  }

  std::mt19937& random() { return random_; }

 private:
  std::mt19937 random_;
  std::string side_a_;
  std::string side_b_;
  std::size_t reports_ = 0;
};

inline std::vector<Reading> readings_of(const std::vector<TrueReport>& reports) {
  std::vector<Reading> all;
  for (const TrueReport& report : reports) all.push_back(report.reading);
  return all;
}

// The side that keeps its own lists in these ledgers.
inline reckoning::Options ledger_options() {
  reckoning::Options o;
  o.list_keepers = {"hq_a"};
  return o;
}

// Words apart by spaces.
inline std::vector<std::uint32_t> shingles_of(const std::string& text) {
  Shingler shingler;
  std::istringstream words(text);
  for (std::string word; words >> word;) shingler.word(word_hash(word));
  return shingler.sketch();
}

// A text in twelve sentences; texts of one kind are one text.
inline std::string text_of_kind(std::size_t kind) {
  std::string text;
  for (std::size_t sentence = 1; sentence <= 12; ++sentence)
    text += "In the " + std::string(kind, 'x') + " house at the river " +
            std::string(sentence, 'y') + " people waited. ";
  return text;
}

// Gives each report a text of its own; so many of a hundred are an earlier report, word for word,
// some of them published a day later.
inline void copy_some(std::vector<Reading>& readings, int percent, LedgerGenerator& generator) {
  for (std::size_t i = 1; i < readings.size(); ++i) {
    const auto of = static_cast<std::size_t>(generator.pick(0, static_cast<std::int64_t>(i) - 1));
    for (int k = 0; k < 90; ++k)
      readings[i].shingles.push_back(static_cast<std::uint32_t>(generator.random()()));
    std::ranges::sort(readings[i].shingles);
    if (!generator.chance(percent)) continue;
    Reading copy = readings[of];
    copy.id = readings[i].id;
    copy.digest = readings[i].digest;
    if (copy.published.date.is_exact_day() && generator.chance(40))
      copy.published.date = exact_day(*copy.published.date.earliest + 1, "given");
    readings[i] = std::move(copy);
  }
}

}  // namespace nostos::testing
