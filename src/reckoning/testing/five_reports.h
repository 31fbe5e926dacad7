// SPDX-License-Identifier: Apache-2.0
// What five public reports say, as hand-made readings: facts only. Their eight exchanges, told by
// undated, half-dated and dated reports, are the smallest set that needs every part of the
// reckoning.
#pragma once

#include <string>
#include <vector>

#include "reckoning/testing/report_says.h"

namespace nostos::testing {

// A Thursday with its date; 50 came to one side.
inline Reading report_a0() {
  return ReportSays("A0")
      .published("2022-12-02")
      .main_event()
      .on("2022-12-01")
      .on_a(Weekday::thursday)
      .by("sbu", "UA")
      .in_zone("title")
      .leg("UA", 50, "military", "soldiers")
      .in_zone("quote")
      .leg("UA", 50, "military", "Ukrainian heroes")
      .breakdown("rank", "UA", {part("officers", 4), part("privates_and_sergeants", 46)})
      .breakdown("place_defended", "UA", {part("mariupol", 14, {part("azovstal", 8)})},
                 Exhaustive::no)
      .health("wounded", share("most"))
      .in_its_own_voice()
      .claim(ClaimType::war_day, exactly(281))
      .slot("since", "2022-02-24")
      .apart();
}

// Another Thursday, no date; 50 came to the other side; the second in a week.
inline Reading report_a1() {
  return ReportSays("A1")
      .main_event()
      .on_a(Weekday::thursday)
      .leg("RU", 50, "military", "servicemen")
      .leg("RU", some(50, 5), "military", "servicemen")
      .leg("UA", Quantity{}, "military", "troops")
      .ordinal(2, "week", "")
      .claim(ClaimType::allegation)
      .slot("formula", "mortal danger")
      .previous_event()
      .on_a(Weekday::wednesday)
      .leg("", 36, "pow", "POWs")
      .allocation({"total", "each_side", "one_leg"});
}

// The 49th exchange, no date; 230 back, 2,828 in all; the one before was on 7 August 2023.
inline Reading report_a2() {
  return ReportSays("A2")
      .main_event()
      .by("zelenskyy", "UA")
      .in_zone("lede")
      .leg("UA", more_than(200), "persons", "soldiers and civilians")
      .by("lubinets", "UA")
      .in_zone("body")
      .leg("UA", 230, "persons", "people")
      .ordinal(49)
      .total("UA", 2828, "Ukrainian soldiers")
      .by("coord_hq", "UA")
      .breakdown("service", "UA",
                 {part("armed_forces", 130, {part("territorial_defence", 14), part("navy", 14)}),
                  part("national_guard", 55), part("border_guard", 38), part("police", 1),
                  part("civilians", 6)})
      .in_its_own_voice()
      .claim(ClaimType::superlative)
      .slot("what", "largest")
      .slot("by", "returned")
      .by("coord_hq", "UA")
      .claim(ClaimType::suspension)
      .dated("2023-11-28")
      .apart()
      .previous_event()
      .on("2023-08-07")
      .leg("UA", 22, "military", "soldiers");
}

// No date; 100 back, 3,135 in all; the one before, the 50th, was on "January 31": 207, 3,035 in
// all.
inline Reading report_a3() {
  return ReportSays("A3")
      .main_event()
      .by("coord_hq", "UA")
      .leg("UA", 100, "military", "defenders")
      .breakdown("service", "UA",
                 {part("national_guard", 49), part("border_guard", 25),
                  part("armed_forces", 26, {part("territorial_defence", 11)})})
      .breakdown("place_defended", "UA",
                 {part("mariupol", 84, {part("azovstal", 82)}), part("donetsk_or_luhansk", 16)})
      .health("wounded_or_ill", at_least(28))
      .total("UA", 3135, "Defenders")
      .mediator("ARE", "United Arab Emirates")
      .previous_event()
      .on_every("01-31")
      .leg("UA", 207, "persons", "Ukrainians")
      .ordinal(50)
      .by("zelenskyy", "UA")
      .total("UA", 3035, "individuals");
}

// Dated; 755 of one service are home, where an earlier version said they were still held; the
// latest round was on 17 July with 95.
inline Reading report_a4() {
  return ReportSays("A4")
      .published("2024-07-25")
      .by("pivnenko", "UA")
      .claim(ClaimType::subtotal, exactly(755), "national_guard")
      .slot("status", "liberated")
      .claim(ClaimType::held, exactly(755), "national_guard")
      .slot("status", "held")
      .state(ClaimState::retracted)
      .claim(ClaimType::correction)
      .slot("changed", "status")
      .about(1)
      .by("pivnenko", "UA", "quote")
      .in_zone("quote")
      .claim(ClaimType::held, share("a large share"), "national_guard")
      .slot("status", "held")
      .background_event()
      .on("2024-07-17")
      .leg("UA", 95, "military", "defenders");
}

inline std::vector<Reading> five_reports() {
  return {report_a0(), report_a1(), report_a2(), report_a3(), report_a4()};
}

}  // namespace nostos::testing
