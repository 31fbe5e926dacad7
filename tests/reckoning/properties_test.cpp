// SPDX-License-Identifier: Apache-2.0
// What holds for every ledger: the order of the reports and the names of the sides do not matter,
// the truth lies within every bound, and an error put in is found while nothing else is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "ledger_generator.h"
#include "reckoning/coreference.h"
#include "reckoning/mention.h"
#include "reckoning/reckoner.h"
#include "reckoning/testing/five_reports.h"
#include "reckoning/testing/reckoned.h"
#include "wire/reading_json.h"
#include "wire/reckoning_json.h"

namespace nostos::reckoning {
namespace {

using namespace nostos::testing;
using ::testing::Contains;

Options options() { return ledger_options(); }

// Some of the reports share a text, some a language with nobody.
void give_texts(std::vector<Reading>& readings) {
  for (std::size_t i = 0; i < readings.size(); ++i) {
    readings[i].shingles = shingles_of(text_of_kind(i % 5 + 1));
    if (i % 4 == 0) readings[i].lang = "uk";
  }
}

TEST(Permutation, TheOrderOfTheReportsDoesNotMatter) {
  for (unsigned seed = 0; seed < 25; ++seed) {
    LedgerGenerator generator(seed);
    const auto ledger = generator.exchanges(8);
    auto readings = readings_of(generator.reports(ledger, 40, 60));
    for (const Reading& reading : five_reports()) readings.push_back(reading);
    give_texts(readings);
    const std::string first = wire::reckoning_json(reckon(readings, options()));
    for (int again = 0; again < 4; ++again) {
      std::ranges::shuffle(readings, generator.random());
      ASSERT_EQ(wire::reckoning_json(reckon(readings, options())), first) << "seed " << seed;
    }
  }
}

TEST(Permutation, AReadingThatWentOverTheWireReckonsTheSame) {
  LedgerGenerator generator(5);
  auto readings = readings_of(generator.reports(generator.exchanges(6), 30, 60));
  give_texts(readings);
  EXPECT_FALSE(reckon(readings, options()).copies.empty());
  const std::string first = wire::reckoning_json(reckon(readings, options()));
  for (Reading& reading : readings) {
    auto back = wire::parse_reading(wire::reading_json(reading, wire::WithText::no));
    ASSERT_TRUE(back) << back.error().message;
    reading = std::move(*back);
  }
  EXPECT_EQ(wire::reckoning_json(reckon(readings, options())), first);
}

// -- the mirror
// ------------------------------------------------------------------------------------

void swap_side(std::string& side) { side = side == "UA" ? "RU" : side == "RU" ? "UA" : side; }

void mirror(domain::Speakers& speakers) {
  for (Speaker& speaker : speakers.own()) swap_side(speaker.side);
}

Reading mirrored(Reading reading) {
  for (Event& event : reading.events) {
    for (std::string& side : event.sides) swap_side(side);
    for (Leg& leg : event.legs) {
      swap_side(leg.to);
      swap_side(leg.from);
      mirror(leg.speakers);
    }
    for (Ordinal& ordinal : event.ordinals) swap_side(ordinal.ns);
    for (RunningTotal& total : event.cumulative) {
      swap_side(total.side);
      mirror(total.speakers);
    }
    for (Breakdown& breakdown : event.breakdowns) swap_side(breakdown.to);
  }
  for (Claim& claim : reading.claims) {
    swap_side(claim.to);
    swap_side(claim.from);
    mirror(claim.speakers);
    if (claim.breakdown) swap_side(claim.breakdown->to);
  }
  return reading;
}

// Lists that are ordered by the name of a side are put in an order of their own.
std::string canonical(Reckoning r, bool swap) {
  const auto turn = [swap](std::string& side) {
    if (swap) swap_side(side);
  };
  for (ExchangeView& e : r.exchanges) {
    for (std::string& side : e.sides) turn(side);
    std::ranges::sort(e.sides);
    for (LegView& leg : e.legs) {
      turn(leg.to);
      turn(leg.from);
    }
    std::ranges::sort(e.legs, {},
                      [](const LegView& l) { return l.to + "|" + l.population + "|" + l.scope; });
    for (OrdinalView& ordinal : e.ordinals) turn(ordinal.ns);
    std::ranges::sort(e.ordinals, {}, [](const OrdinalView& o) { return o.ns + "|" + o.scope; });
    for (TotalView& total : e.totals) turn(total.side);
    std::ranges::sort(e.totals, {}, &TotalView::side);
    for (Breakdown& breakdown : e.breakdowns) turn(breakdown.to);
  }
  for (Chain& chain : r.chains) turn(chain.side);
  std::ranges::sort(r.chains, {}, &Chain::side);
  std::string json = wire::reckoning_json(r);
  if (!swap) return json;
  // Words name the sides, too.
  for (std::size_t at = 0; at + 1 < json.size(); ++at) {
    const std::string_view here(json.data() + at, 2);
    const auto letter = [&](std::size_t i) {
      return i < json.size() &&
             ((json[i] >= 'A' && json[i] <= 'Z') || (json[i] >= 'a' && json[i] <= 'z'));
    };
    if ((here != "UA" && here != "RU") || (at > 0 && letter(at - 1)) || letter(at + 2)) continue;
    const char before = at > 0 ? json[at - 1] : ' ';
    if (before == '"') continue;  // a field; turned already
    json.replace(at, 2, here == "UA" ? "RU" : "UA");
  }
  return json;
}

TEST(Mirror, SwappingTheNamesOfTheSidesSwapsThemInTheResultAndNothingElse) {
  for (unsigned seed = 100; seed < 130; ++seed) {
    LedgerGenerator generator(seed);
    const auto ledger = generator.exchanges(7);
    auto readings = readings_of(generator.reports(ledger, 30, 60));
    for (const Reading& reading : five_reports()) readings.push_back(reading);
    give_texts(readings);
    std::vector<Reading> swapped;
    for (const Reading& reading : readings) swapped.push_back(mirrored(reading));
    Options o = options();
    ASSERT_EQ(canonical(reckon(swapped, o), true), canonical(reckon(readings, o), false))
        << "seed " << seed;
  }
}

// -- the truth
// -------------------------------------------------------------------------------------

TEST(Truth, NoReportJoinsAnExchangeThatIsNotItsOwn) {
  std::size_t found = 0;
  std::size_t true_exchanges = 0;
  for (unsigned seed = 200; seed < 500; ++seed) {
    LedgerGenerator generator(seed);
    const auto ledger = generator.exchanges(12);
    const auto reports = generator.reports(ledger, 60, 70);
    const ReckonedReports r{reckon(readings_of(reports), options()), readings_of(reports)};
    std::map<std::string, std::set<std::size_t>> truth_of;  // exchange → true exchanges
    for (const TrueReport& report : reports) {
      truth_of[r.joined_by(report.reading.id + "#e1")].insert(report.exchange);
      if (report.previous)
        truth_of[r.joined_by(report.reading.id + "#e2")].insert(*report.previous);
    }
    for (const auto& [id, exchanges] : truth_of)
      EXPECT_EQ(exchanges.size(), 1U) << "seed " << seed << " merged in " << id;
    found += r.reckoning.exchanges.size();
    true_exchanges += ledger.size();
  }
  // Nearly every report finds its exchange; a few tell too little and stay by themselves.
  EXPECT_GE(found, true_exchanges);
  EXPECT_LE(found, true_exchanges + true_exchanges / 50);
}

TEST(Truth, LiesWithinEveryBound) {
  for (unsigned seed = 300; seed < 600; ++seed) {
    LedgerGenerator generator(seed);
    const auto ledger = generator.exchanges(10);
    // Few dated reports: most days must be found.
    std::vector<TrueReport> reports;
    for (int i = 0; i < 18; ++i)
      reports.push_back(generator.report(ledger, static_cast<std::size_t>(generator.pick(0, 9)),
                                         generator.chance(25)));
    const ReckonedReports r{reckon(readings_of(reports), options()), readings_of(reports)};
    for (const TrueReport& report : reports) {
      const ExchangeView& view = r.exchange(r.joined_by(report.reading.id + "#e1"));
      const TrueExchange& truth = ledger[report.exchange];
      ASSERT_LE(view.date.earliest.value_or(truth.day), truth.day) << "seed " << seed;
      ASSERT_GE(view.date.latest.value_or(truth.day), truth.day) << "seed " << seed;
      for (const LegView& leg : view.legs) {
        const std::int64_t count = leg.to == "UA" ? truth.to_a : truth.to_b;
        ASSERT_LE(leg.count.low.value_or(count), count) << "seed " << seed;
        ASSERT_GE(leg.count.high.value_or(count), count) << "seed " << seed;
      }
      for (const TotalView& total : view.totals) {
        ASSERT_EQ(total.value.best.value_or(truth.total_a), truth.total_a) << "seed " << seed;
      }
      for (const OrdinalView& ordinal : view.ordinals) {
        ASSERT_EQ(ordinal.value.best.value_or(truth.ordinal), truth.ordinal) << "seed " << seed;
      }
    }
  }
}

TEST(Truth, AnHonestLedgerHasNothingThatContradicts) {
  for (unsigned seed = 400; seed < 600; ++seed) {
    LedgerGenerator generator(seed);
    const auto reports = generator.reports(generator.exchanges(10), 50, 70);
    const Reckoning r = reckon(readings_of(reports), options());
    for (const Finding& finding : r.findings)
      ASSERT_EQ(finding.severity, "note")
          << "seed " << seed << ": " << finding.verdict << " " << finding.arithmetic;
  }
}

// -- errors put in
// ---------------------------------------------------------------------------------

struct Injected {
  std::string audit;
  std::vector<Reading> readings;
};

Injected with_error(unsigned seed, int kind) {
  LedgerGenerator generator(seed);
  const auto ledger = generator.exchanges(8);
  auto reports = generator.reports(ledger, 24, 100);
  std::vector<Reading> readings = readings_of(reports);
  const auto at = static_cast<std::size_t>(generator.pick(2, 6));
  const TrueExchange& e = ledger[at];
  ReportSays says("the wrong one", "RU", "UA");
  says.published(iso(e.day + 1)).main_event().on(iso(e.day));
  // The counters of this ledger are anchored on both sides of the error.
  for (const std::size_t i : {at - 1, at, at + 1}) {
    readings.push_back(ReportSays("anchor " + std::to_string(i), "RU", "UA")
                           .published(iso(ledger[i].day))
                           .main_event()
                           .on(iso(ledger[i].day))
                           .by("hq_a", "UA")
                           .leg("UA", ledger[i].to_a)
                           .ordinal(ledger[i].ordinal)
                           .total("UA", ledger[i].total_a));
  }
  std::string audit;
  switch (kind) {
    case 0:
      audit = "sum";
      says.leg("UA", e.to_a).breakdown("sex", "UA", {part("men", e.to_a - 4), part("women", 5)});
      break;
    case 1:
      audit = "weekday";
      says.on_a(weekday_of(e.day + 1)).leg("UA", e.to_a);
      break;
    case 2:
      audit = "side_conflict";
      says.by("ministry_b", "RU").leg("UA", e.to_a - 3);
      break;
    case 3:
      audit = "relay";
      says.leg("UA", e.to_a + 4);
      break;
    case 4:
      audit = "hedge";
      says.leg("UA", more_than(e.to_a + 20));
      break;
    case 5:
      audit = "title_body";
      says.in_zone("title").leg("UA", e.to_a + 100).in_zone("body").leg("UA", e.to_a);
      break;
    case 6:
      audit = "date_order";
      says = ReportSays("the wrong one", "RU", "UA");
      says.published(iso(e.day - 1)).main_event().on(iso(e.day)).leg("UA", e.to_a);
      break;
    case 7:
      audit = "subset";
      says.leg("UA", e.to_a)
          .breakdown("place", "UA", {part("city", 5, {part("plant", 9)})}, Exhaustive::no);
      break;
    case 8: {
      audit = "chain";
      // One exchange with a figure of its own that the running total does not know.
      for (Reading& reading : readings) {
        for (Event& event : reading.events) {
          if (event.date.earliest != e.day) continue;
          for (Leg& leg : event.legs) {
            if (leg.to == "UA" && leg.count.op == CountOp::exact) leg.count = exactly(e.to_a - 2);
          }
          event.breakdowns.clear();
        }
        for (Event& event : reading.events) {  // undated recollections of it
          if (event.role != EventRole::previous || event.date.earliest) continue;
          for (Leg& leg : event.legs) {
            if (leg.count == exactly(e.to_a)) leg.count = exactly(e.to_a - 2);
          }
        }
      }
      says.leg("UA", e.to_a - 2);
      break;
    }
    case 9:
      audit = "stale_total";
      readings.erase(
          std::remove_if(readings.begin(), readings.end(),
                         [&](const Reading& r) { return r.events[0].date.earliest == e.day; }),
          readings.end());
      says.leg("UA", e.to_a).total("UA", ledger[at - 1].total_a);
      break;
    default:
      audit = "superlative";
      says.leg("UA", e.to_a).claim(ClaimType::superlative);
      readings.push_back(ReportSays("before", "RU", "UA")
                             .published(iso(ledger[0].day))
                             .main_event()
                             .on(iso(ledger[0].day - 40))
                             .leg("UA", 999));
  }
  readings.push_back(says);
  return {audit, readings};
}

TEST(Errors, WhatIsPutInIsFound) {
  for (int kind = 0; kind <= 10; ++kind) {
    for (unsigned seed = 500; seed < 520; ++seed) {
      const Injected injected = with_error(seed, kind);
      const Reckoning r = reckon(injected.readings, options());
      std::vector<std::string> audits;
      for (const Finding& finding : r.findings) audits.push_back(finding.audit);
      ASSERT_THAT(audits, Contains(injected.audit)) << "seed " << seed;
    }
  }
}

// -- how it grows
// ------------------------------------------------------------------------------------

TEST(Scale, TwentyTimesTheReportsTakeNotMuchMoreThanTwentyTimesTheComparisons) {
  const auto comparisons = [](std::size_t reports) {
    LedgerGenerator generator(7);
    const auto given = readings_of(generator.reports(generator.exchanges(60), reports, 90));
    const auto readings = in_order(given);
    const auto mentions = mentions_in(readings);
    Coreference coreference(readings, mentions, options());
    EXPECT_TRUE(coreference.join_alike());
    return coreference.comparisons();
  };
  const std::size_t small = comparisons(500);
  const std::size_t large = comparisons(10000);
  // All pairs would be four hundred times as much.
  EXPECT_LT(large, 40 * small) << small << ", " << large;
}

}  // namespace
}  // namespace nostos::reckoning
