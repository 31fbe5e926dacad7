// SPDX-License-Identifier: Apache-2.0
// The traps that news reports of exchanges set, one by one: what looks like a count, a date, a
// total, a speaker or an exchange and is not, and what does not look like one and is. Each test
// says what a user of the reading would otherwise be told wrongly.
#include <algorithm>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "outline.h"
#include "told.h"

namespace nostos::readings {
namespace {

using domain::ClaimState;
using domain::ClaimType;
using domain::EventRole;
using domain::EventStatus;
using testing::AnyOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

// The only event of a reading, or a failure that shows the reading.
const domain::Event& only_event(const domain::Reading& reading) {
  static const domain::Event kNone;
  EXPECT_THAT(reading.events, SizeIs(1)) << outline(reading);
  return reading.events.size() == 1 ? reading.events.front() : kNone;
}

const domain::Event& main_of(const domain::Reading& reading) {
  static const domain::Event kNone;
  const domain::Event* found = main_event(reading);
  EXPECT_NE(found, nullptr) << "one main event expected in\n" << outline(reading);
  return found != nullptr ? *found : kNone;
}

const domain::Event& previous_of(const domain::Reading& reading) {
  static const domain::Event kNone;
  const domain::Event* found = event_with(reading, EventRole::previous);
  EXPECT_NE(found, nullptr) << "one previous event expected in\n" << outline(reading);
  return found != nullptr ? *found : kNone;
}

const domain::Claim& claim_with(const domain::Reading& reading, ClaimType type,
                                std::int64_t nominal) {
  static const domain::Claim kNone;
  for (const domain::Claim* claim : claims_of(reading, type)) {
    if (claim->count.nominal() == nominal) return *claim;
  }
  ADD_FAILURE() << "no " << name(type) << " of " << nominal << " in\n" << outline(reading);
  return kNone;
}

// T1: same weekday, same count, a week apart, opposite legs.

TEST(Traps, T1_AThursdayWithoutADateStaysAWeekdayAndItsLegGoesTheOtherWay) {
  const auto theirs = read(
      "Some 50 Sudrian servicemen were released on Thursday in exchange for captured Norlandic "
      "troops.");
  const auto& swap = only_event(theirs);
  EXPECT_EQ(leg(swap, "SDR"), "ap 50");
  EXPECT_EQ(leg(swap, "NRD"), "null");
  EXPECT_EQ(swap.weekday, domain::Weekday::thursday);
  EXPECT_EQ(swap.date.edtf, "");
  EXPECT_EQ(swap.date.earliest, std::nullopt);
  EXPECT_EQ(swap.date.latest, std::nullopt);

  const auto ours = read(
      "50 soldiers have come home from Sudrian captivity on Thursday, 28 September.", "2017-09-29");
  const auto& home = only_event(ours);
  EXPECT_EQ(leg(home, "NRD"), "eq 50");
  EXPECT_EQ(leg(home, "SDR"), "none");
  EXPECT_EQ(home.date.edtf, "2017-09-28");
}

// T2: "in total" of one exchange.

TEST(Traps, T2_InTotalOfOneExchangeIsNoRunningTotal) {
  const auto reading = read(
      "50 soldiers came home from Sudrian captivity on 27 September. \"In total, it was possible "
      "to bring back "
      "4 officers and 46 privates and sergeants,\" the statement says.",
      "2017-09-28");
  const auto& event = only_event(reading);
  EXPECT_THAT(event.cumulative, IsEmpty()) << outline(reading);
  EXPECT_EQ(leg(event, "NRD"), "eq 50");
  EXPECT_EQ(breakdown(event, "rank"), "officers 4 + private_and_nco 46 ok");
}

// T3: "the next exchange" that is this one.

TEST(Traps, T3_TheNextExchangeThatIsThisOneIsNoPlan) {
  const auto reading = read(
      "Yesterday 50 Norlanders came home from Sudrian captivity. The next exchange is the result "
      "of the work of "
      "the Coordination Office for Prisoners of War.",
      "2017-09-28");
  EXPECT_EQ(only_event(reading).status, EventStatus::completed);
  EXPECT_EQ(only_event(reading).date.edtf, "2017-09-27");
}

TEST(Traps, T3_ANextExchangeThatIsToComeIsAPlan) {
  const auto reading = read(
      "50 Norlanders came home from Sudrian captivity on 27 September. The next exchange is "
      "planned for 11 October.",
      "2017-09-28");
  const auto* plan = event_on(reading, "2017-10-11");
  ASSERT_NE(plan, nullptr) << outline(reading);
  EXPECT_EQ(plan->status, EventStatus::planned);
  EXPECT_THAT(plan->legs, IsEmpty());
}

// T4: the day of the war.

TEST(Traps, T4_TheDayOfTheWarIsNoOrdinalOfAnExchange) {
  const auto reading = read(
      "On the 199th day of the war 50 Norlanders came home from Sudrian captivity. Sudria crossed "
      "the border on 14 March.",
      "2017-09-28");
  EXPECT_THAT(only_event(reading).ordinals, IsEmpty()) << outline(reading);
  EXPECT_TRUE(has_claim(reading, ClaimType::war_day, 199));
  EXPECT_FALSE(has_claim(reading, ClaimType::ordinal, 199));
}

TEST(Traps, T4_TheDayOfTheWarDatesAnUndatedReport) {
  const auto reading = read(
      "Live: day 331 of the war. On Wednesday, 7 February, 143 Norlanders came home from Sudrian "
      "captivity.");
  EXPECT_EQ(only_event(reading).date.edtf, "2018-02-07") << outline(reading);
}

// T5: the loss table.

constexpr std::string_view kLosses =
    "50 Norlanders came home from Sudrian captivity on 27 September. According to the General "
    "Staff of Norland, "
    "between 14 March and 28 September Sudria lost about 9,140 personnel, 312 tanks, 655 armoured "
    "vehicles and "
    "18 helicopters. Presidential adviser Jonas Lidell estimates that Norland has lost between "
    "2,000 and 2,600 soldiers.";

TEST(Traps, T5_LossesAreToldOfOneSideByTheOtherAndNeverReturnAnybody) {
  const auto reading = read(kLosses, "2017-09-28");
  const auto& losses = claim_with(reading, ClaimType::losses, 9140);
  EXPECT_EQ(losses.to, "SDR") << "the side that lost them";
  EXPECT_THAT(chain(losses.speakers), HasSubstr("NRD")) << "the side that says so";
  EXPECT_EQ(leg(only_event(reading), "NRD"), "eq 50");
  EXPECT_EQ(leg(only_event(reading), "SDR"), "none");
}

TEST(Traps, T5_AboutBindsTheFirstItemOfTheListOnly) {
  const auto reading = read(kLosses, "2017-09-28");
  EXPECT_EQ(claim_with(reading, ClaimType::losses, 9140).count.op, domain::CountOp::about);
  std::string items;
  for (const auto* claim : claims_of(reading, ClaimType::losses)) {
    for (const auto& slot : claim->slots) items += slot.name + '=' + slot.value + ' ';
    items += in_short(claim->count) + ' ';
  }
  for (const char* figure : {"312", "655", "18"}) EXPECT_THAT(items, HasSubstr(figure));
  for (const char* hedged : {"ap 312", "ap 655", "ap 18", "about 312"})
    EXPECT_THAT(items, Not(HasSubstr(hedged)));
}

TEST(Traps, T5_BetweenTwoDatesIsAWindowAndBetweenTwoNumbersARange) {
  const auto reading = read(kLosses, "2017-09-28");
  const auto& own = claim_with(reading, ClaimType::own_losses, 2000);
  EXPECT_EQ(in_short(own.count), "rg 2000..2600");
  EXPECT_EQ(own.to, "NRD");
  EXPECT_THAT(chain(own.speakers), HasSubstr("lidell"));
  EXPECT_FALSE(counts(reading, 14)) << "14 March is a date";
  EXPECT_FALSE(counts(reading, 28)) << "28 September is a date";
}

// T6: a second day of the same name.

TEST(Traps, T6_AWeekdayOfOtherNewsDoesNotMoveTheExchange) {
  const auto reading = read(
      "50 Norlanders came home from Sudrian captivity on Wednesday, 27 September.\n\n"
      "On Wednesday the finance ministers of six neutral countries met in Estmark to talk about "
      "grain prices. "
      "The new ceiling takes effect on Monday.",
      "2017-10-05");
  EXPECT_EQ(only_event(reading).date.edtf, "2017-09-27") << outline(reading);
}

// T7: an ordinal of a week.

TEST(Traps, T7_TheSecondSwapOfAWeekNeverEntersTheCountOfTheWar) {
  const auto reading = read(
      "Some 50 Sudrian servicemen were released on Wednesday in exchange for Norlandic troops. It "
      "was the second "
      "prisoner swap between the two sides in the span of a week.");
  EXPECT_EQ(ordinals(main_of(reading)), "week 2");
  EXPECT_THAT(claims_of(reading, ClaimType::ordinal), IsEmpty());
  EXPECT_THAT(claims_of(reading, ClaimType::local_ordinal), SizeIs(1));
}

TEST(Traps, T7_AnOrdinalOfAYearIsKeptApartFromTheOneOfTheWar) {
  const auto reading = read(
      "95 Norlanders came home from Sudrian captivity on 18 April. It was the 17th exchange since "
      "the beginning of "
      "the war and the fourth exchange this year.",
      "2018-04-18");
  EXPECT_THAT(ordinals(main_of(reading)), AllOf(HasSubstr("war 17"), HasSubstr("year 4")));
}

// T8: "another 50" and "some 50".

TEST(Traps, T8_AnotherFiftyIsExactAndSomeFiftyIsAboutAndBothAreOneLeg) {
  const auto reading = read(
      "Another 50 Sudrian servicemen come home in a second swap\n\n"
      "Some 50 Sudrian servicemen were released on Wednesday in exchange for captured Norlandic "
      "troops.");
  const auto legs = claims_of(reading, ClaimType::leg);
  std::string ops;
  for (const auto* claim : legs) {
    if (claim->to == "SDR") ops += in_short(claim->count) + "; ";
  }
  EXPECT_EQ(ops, "eq 50; ap 50; ") << outline(reading);
  EXPECT_EQ(leg(only_event(reading), "SDR"), "eq 50") << "the exact figure stands for the leg";
}

// T9: who the 36 are.

TEST(Traps, T9_TradingThirtySixLeavesOpenWhoGotThem) {
  const auto reading = read("The sides traded 36 prisoners of war on Friday.");
  const auto& event = only_event(reading);
  ASSERT_THAT(event.legs, SizeIs(1)) << outline(reading);
  EXPECT_EQ(event.legs.front().to, "");
  EXPECT_THAT(event.legs.front().allocation,
              testing::UnorderedElementsAre("total", "each_side", "one_leg"));
}

// T10: official formulas.

TEST(Traps, T10_TheFormulaOfANoticeIsMarkedAsAFormulaAndItsReadingIsTheOutlets) {
  const auto reading = read(
      "Some 50 Sudrian servicemen were released on Wednesday. Being a prisoner constituted a "
      "\"mortal danger\" for "
      "them, the Sudrian Defence Ministry noted in a statement, apparently referring to beatings "
      "and torture.");
  const domain::Claim* formula = nullptr;
  const domain::Claim* beatings = nullptr;
  for (const auto* claim : claims_of(reading, ClaimType::allegation)) {
    if (words(reading, *claim) == "mortal danger") formula = claim;
    if (words(reading, *claim).find("beatings") != std::string_view::npos) beatings = claim;
  }
  ASSERT_NE(formula, nullptr) << outline(reading);
  EXPECT_EQ(formula->rule, "formula");
  EXPECT_EQ(chain(formula->speakers), "DOC > SDR:mod");
  ASSERT_NE(beatings, nullptr) << outline(reading);
  EXPECT_EQ(chain(beatings->speakers), "DOC") << "\"apparently\" is the outlet's word";
}

// T11: what belongs to what in a list.

TEST(Traps, T11_SeparatorsLeaveTheNestingOpenTheSumDecides) {
  const auto reading = read(
      "This is the 13th exchange of prisoners of war, during which Norland was able to return 185 "
      "people from Sudrian "
      "captivity.\n\nThe Coordination Office for Prisoners of War specified that it was possible "
      "to return: 110 "
      "representatives of the Armed Forces, including 12 from the Territorial Guard, 9 from the "
      "Navy; 45 National "
      "Guardsmen; 24 border guards; one police officer; five civilians.");
  const auto& event = only_event(reading);
  EXPECT_EQ(leg(event, "NRD"), "eq 185") << outline(reading);
  EXPECT_EQ(breakdown(event, "service"),
            "armed_forces 110 (territorial_defence 12 + navy 9) + national_guard 45 + "
            "border_guards 24 + police 1 + "
            "civilians 5 ok");
}

TEST(Traps, T11_TheSameServicesStandFlatWhereTheSumSaysSo) {
  const auto reading = read(
      "50 Norlanders came home from Sudrian captivity on 27 September: 20 National Guardsmen, 12 "
      "sailors of the Navy, "
      "10 servicemen of the Armed Forces, 6 border guards and 2 fighters of the Territorial Guard.",
      "2017-09-28");
  const auto& event = only_event(reading);
  EXPECT_EQ(leg(event, "NRD"), "eq 50") << outline(reading);
  EXPECT_EQ(
      breakdown(event, "service"),
      "national_guard 20 + navy 12 + armed_forces 10 + border_guards 6 + territorial_defence 2 ok");
}

TEST(Traps, T11_AListThatDoesNotAddUpIsSaidToBeOff) {
  const auto reading = read(
      "75 Norlanders came home from Sudrian captivity on 21 February: 37 National Guardsmen, 19 "
      "border guards and 18 "
      "servicemen of the Armed Forces.",
      "2018-02-21");
  EXPECT_EQ(breakdown(only_event(reading), "service"),
            "national_guard 37 + border_guards 19 + armed_forces 18 off by -1");
  EXPECT_EQ(leg(only_event(reading), "NRD"), "eq 75") << "the stated whole stands";
}

// T12: who speaks is told a sentence before.

TEST(Traps, T12_TheSpeakerOfTheSentenceBeforeIsCarriedOver) {
  const auto reading = read(
      "Ombudsman Tomas Breck added that Norland has already managed to return home 1,412 Norlandic "
      "soldiers. This is "
      "the 13th exchange of prisoners of war, during which it was possible to return 185 people.");
  const auto& people = claim_with(reading, ClaimType::leg, 185);
  EXPECT_EQ(chain(people.speakers), "DOC > breck") << outline(reading);
  ASSERT_FALSE(people.speakers.empty());
  EXPECT_EQ(people.speakers.back().mode, "carried_over");
  EXPECT_EQ(chain(claim_with(reading, ClaimType::ordinal, 13).speakers), "DOC > breck");
}

TEST(Traps, T12_ASpeakerIsNotCarriedOverIntoAnotherParagraph) {
  const auto reading = read(
      "Ombudsman Tomas Breck added that 185 people came home from Sudrian captivity.\n\n"
      "The previous exchange took place on 30 November 2017, when 22 Norlandic soldiers were "
      "returned.");
  EXPECT_EQ(chain(claim_with(reading, ClaimType::leg, 22).speakers), "DOC") << outline(reading);
}

// T13: a hedge and an exact figure.

TEST(Traps, T13_MoreThanAndTheExactFigureAgree) {
  const auto reading = read(
      "Norland has brought more than 180 people back from Sudrian captivity, President Ingrid "
      "Halvard announced.\n\n"
      "During this exchange it was possible to return 185 people, Ombudsman Tomas Breck said.");
  EXPECT_EQ(leg(main_of(reading), "NRD"), "eq 185") << outline(reading);
  EXPECT_THAT(reading.events, SizeIs(1));
  for (const auto& doubt : reading.doubts) ADD_FAILURE() << doubt.kind << ": " << doubt.reason;
}

// T14: "soldiers" that count civilians too.

TEST(Traps, T14_ATotalOfSoldiersKeepsItsWordBesideABreakdownWithCivilians) {
  const auto reading = read(
      "Ombudsman Tomas Breck added that Norland has so far returned 1,412 Norlandic soldiers. "
      "During this exchange "
      "185 people were returned to Norland: 180 servicemen and five civilians.");
  const auto& event = main_of(reading);
  EXPECT_EQ(total(event, "NRD"), "eq 1412") << outline(reading);
  ASSERT_THAT(event.cumulative, SizeIs(1));
  EXPECT_THAT(event.cumulative.front().population_words, HasSubstr("soldiers"));
  EXPECT_EQ(leg(event, "NRD"), "eq 185");
}

// T15: "the last exchange".

TEST(Traps, T15_TheLastExchangeIsTheOneBeforeAndBoundsThisOne) {
  const auto reading = read(
      "Norland has brought 185 people back from Sudrian captivity.\n\n"
      "The last exchange of prisoners took place on 30 November 2017, when 22 Norlandic soldiers "
      "were returned from "
      "Sudrian captivity.");
  const auto& now = main_of(reading);
  const auto& before = previous_of(reading);
  EXPECT_EQ(leg(now, "NRD"), "eq 185") << outline(reading);
  EXPECT_EQ(leg(before, "NRD"), "eq 22");
  EXPECT_EQ(before.date.edtf, "2017-11-30");
  EXPECT_EQ(now.previous, before.id);
  EXPECT_EQ(now.date.earliest, *domain::parse_iso("2017-12-01"));
  EXPECT_EQ(now.date.latest, std::nullopt);
}

// T16: an accusation inside a claim.

TEST(Traps, T16_WhoAccusesWhomIsKeptInsideWhoSaysSo) {
  const auto reading = read(
      "Ombudsman Tomas Breck claimed that Sudria does not agree to the exchange of prisoners of "
      "war, accusing Norland "
      "of this.");
  const auto refusals = claims_of(reading, ClaimType::suspension);
  ASSERT_THAT(refusals, SizeIs(1)) << outline(reading);
  EXPECT_EQ(chain(refusals.front()->speakers), "DOC > breck");
  const auto accusations = claims_of(reading, ClaimType::allegation);
  ASSERT_THAT(accusations, SizeIs(1)) << outline(reading);
  EXPECT_EQ(chain(accusations.front()->speakers), "DOC > breck > SDR");
  EXPECT_THAT(reading.events, IsEmpty()) << "a refused exchange is no exchange";
}

// T17: captions in another language.

TEST(Traps, T17_CaptionsInAnotherLanguageAreNoAttribution) {
  const auto reading = read(
      "Norland has brought 185 people back from Sudrian captivity.\n\n"
      "Фото: Томас Брек\nPhoto: Tomas Breck\nФото: Томас Брек\nPhoto: Tomas Breck\n\n"
      "They will have a medical examination.");
  EXPECT_EQ(reading.lang, "en");
  for (const auto& claim : reading.claims)
    EXPECT_EQ(chain(claim.speakers), "DOC") << outline(reading);
}

// T18, T19: a section about the exchange before.

constexpr std::string_view kSections =
    "Norland brings home 75 defenders from Sudrian captivity\n\n"
    "\"Since the beginning of the war, a total of 1,630 defenders have been freed from Sudrian "
    "captivity,\" the "
    "Coordination Office writes.\n\n"
    "Previous prisoner exchange\n\n"
    "The previous exchange between Norland and Sudria took place on 7 February. 143 Norlanders "
    "came home then.\n\n"
    "This was the 14th prisoner exchange between Norland and Sudria.\n\n"
    "Since the start of the war, Norland has managed to bring back 1,555 people, as President "
    "Halvard reported.";

TEST(Traps, T18_AHeadingTurnsTheTalkToThePreviousExchange) {
  const auto reading = read(kSections, "2018-02-21");
  const auto& now = main_of(reading);
  const auto& before = previous_of(reading);
  EXPECT_EQ(leg(now, "NRD"), "eq 75") << outline(reading);
  EXPECT_EQ(ordinals(now), "none") << "the 14th is the previous one";
  EXPECT_EQ(leg(before, "NRD"), "eq 143");
  EXPECT_EQ(ordinals(before), "war 14 NRD");
  EXPECT_EQ(before.date.edtf, "2018-02-07");
  EXPECT_EQ(now.previous, before.id);
}

TEST(Traps, T19_TwoTotalsOfOnePageBelongToTwoExchanges) {
  const auto reading = read(kSections, "2018-02-21");
  EXPECT_EQ(total(main_of(reading), "NRD"), "eq 1630") << outline(reading);
  EXPECT_EQ(total(previous_of(reading), "NRD"), "eq 1555");
}

// T20: the rest, all, most.

TEST(Traps, T20_TheRestIsWhatIsMissingFromTheWhole) {
  const auto reading = read(
      "75 defenders have returned home from Sudrian captivity. 61 of them defended Port Hale "
      "(including 58 defenders "
      "of the Kestrel Works), while the rest fought in the Velka direction.",
      "2018-02-21");
  const auto& event = only_event(reading);
  EXPECT_EQ(breakdown(event, "place_defended"), "port_hale 61 (kestrel_works 58) + rest 14 ok")
      << outline(reading);
  EXPECT_TRUE(has_claim(reading, ClaimType::complement, 14));
}

TEST(Traps, T20_AllOfOneRankLeavesNobodyOfAnother) {
  const auto reading = read(
      "75 defenders have returned home from Sudrian captivity. All of the released are privates "
      "and sergeants.",
      "2018-02-21");
  const auto& event = only_event(reading);
  const auto rank = std::ranges::find(event.breakdowns, "rank", &domain::Breakdown::dimension);
  ASSERT_NE(rank, event.breakdowns.end()) << outline(reading);
  ASSERT_FALSE(rank->parts.empty());
  EXPECT_EQ(rank->parts.front().label, "private_and_nco");
  EXPECT_EQ(rank->exhaustive, domain::Exhaustive::yes);
}

TEST(Traps, T20_MostIsAShareWithoutAFigure) {
  const auto reading = read(
      "75 defenders have returned home from Sudrian captivity. Most of the freed people are "
      "wounded.",
      "2018-02-21");
  const auto& event = only_event(reading);
  ASSERT_THAT(event.health, SizeIs(1)) << outline(reading);
  EXPECT_EQ(in_short(event.health.front().count), "fr");
  EXPECT_FALSE(event.health.front().count.has_figure());
}

// T21: a day without a year.

TEST(Traps, T21_ADayWithoutAYearStaysOpenInAnUndatedReport) {
  const auto reading = read(
      "The exchange of prisoners took place on January 31. 207 Norlanders returned home from "
      "Sudrian captivity.");
  EXPECT_EQ(only_event(reading).date.edtf, "XXXX-01-31") << outline(reading);
  EXPECT_EQ(only_event(reading).date.earliest, std::nullopt);
}

TEST(Traps, T21_ADayWithoutAYearIsTheLastOneBeforePublication) {
  constexpr std::string_view kText =
      "The exchange of prisoners took place on December 30. 207 Norlanders returned home from "
      "Sudrian captivity.";
  EXPECT_EQ(only_event(read(kText, "2018-01-04")).date.edtf, "2017-12-30");
  EXPECT_EQ(only_event(read(kText, "2018-12-31")).date.edtf, "2018-12-30");
}

TEST(Traps, T21_TheYearWhoseExchangesAreCountedIsTheYearOfTheDayBesideIt) {
  const auto day_in = [](std::string_view text) { return only_event(read(text)).date.edtf; };
  EXPECT_EQ(day_in("On 8 January Norland and Sudria held the first exchange of 2023: 50 Norland "
                   "soldiers came home."),
            "2023-01-08");
  EXPECT_EQ(day_in("On 8 January Norland and Sudria held the first exchange since 2021: 50 Norland "
                   "soldiers came home."),
            "XXXX-01-08");
  EXPECT_EQ(day_in("On 8 January Norland and Sudria held the first exchange of 2023 prisoners."),
            "XXXX-01-08");
  EXPECT_EQ(day_in("On 31 December 82 Norland soldiers came home from Sudria; the first exchange "
                   "of 2023 was on 8 January."),
            "XXXX-12-31");
}

// T22–T26: the corrected interview.

constexpr std::string_view kCorrected =
    "640 or Norland's National Guard soldiers freed from Sudrian captivity\n\n"
    "Elin SolbergThursday, 3 May 2018, 11:05\n"
    "Brigadier General Anders Vik, Commander of the National Guard of Norland. Photo: Nordpress\n\n"
    "As of May 2018, 640 National Guard soldiers were freed from Sudrian captivity, says Anders "
    "Vik, the Commander of "
    "Norland's National Guard.\n\n"
    "Corrected: Earlier, the Nordpress article said that 640 members of the National Guard of "
    "Norland remained in "
    "Sudrian captivity. Later, Nordpress changed this, stating that 640 guardsmen were freed from "
    "captivity.\n\n"
    "Source: Vik in an interview with Nordpress\n\n"
    "Quote: \"640. Many of them were captured in Port Hale. So there is still a large number of "
    "Kestrels whom we want "
    "to bring back (Kestrels here means all defenders of the Kestrel Works - ed.).\"\n\n"
    "Details: Vik said that he meets one of the freed guardsmen after each exchange. At the "
    "hospital they first get "
    "\"2-3 days to sleep and to get used to quiet\".\n\n"
    "Background: The latest exchange took place on 18 April. Norland brought 95 of its defenders "
    "back from Sudrian captivity.";

TEST(Traps, T22_ATypingErrorInTheTitleDoesNotHideTheFigure) {
  const auto reading = read(kCorrected);
  EXPECT_EQ(in_short(claim_with(reading, ClaimType::subtotal, 640).count), "eq 640");
  for (const auto& event : reading.events) {
    for (const auto& one : event.legs)
      EXPECT_NE(one.count.nominal(), 640) << "nobody came home by this report:\n" << outline(event);
  }
}

TEST(Traps, T23_TheRetractedReadingStaysBesideTheOneThatReplacesIt) {
  const auto reading = read(kCorrected);
  const auto& freed = claim_with(reading, ClaimType::subtotal, 640);
  const auto& held = claim_with(reading, ClaimType::held, 640);
  EXPECT_EQ(freed.state, ClaimState::current);
  EXPECT_EQ(held.state, ClaimState::retracted);
  const auto corrections = claims_of(reading, ClaimType::correction);
  ASSERT_THAT(corrections, SizeIs(1)) << outline(reading);
  EXPECT_THAT(chain(corrections.front()->speakers), HasSubstr("nordpress"));
  EXPECT_EQ(corrections.front()->about, held.id);
}

TEST(Traps, T24_AQuoteThatFitsTheRetractedReadingDoesNotReviveIt) {
  const auto reading = read(kCorrected);
  for (const auto* claim : claims_of(reading, ClaimType::held)) {
    EXPECT_TRUE(claim->state == ClaimState::retracted || !claim->count.has_figure())
        << outline(reading);
  }
}

TEST(Traps, T25_APhotoCreditIsNoSource) {
  const auto reading = read(
      "95 defenders have returned home from Sudrian captivity.\nPhoto: Nordpress\n\nThe exchange "
      "took place at Larch Bridge.",
      "2018-04-18");
  for (const auto& claim : reading.claims) {
    EXPECT_THAT(chain(claim.speakers), Not(HasSubstr("nordpress"))) << outline(reading);
  }
}

TEST(Traps, T26_SmallNumeralsThatCountNobodyWhoCameHome) {
  const auto reading = read(kCorrected);
  ASSERT_THAT(reading.events, SizeIs(1)) << outline(reading);
  EXPECT_EQ(leg(reading.events.front(), "NRD"), "eq 95");
  EXPECT_EQ(reading.events.front().date.edtf, "2018-04-18");
  for (const std::int64_t noise : {1, 2, 3, 11, 5}) EXPECT_FALSE(counts(reading, noise)) << noise;
}

TEST(Traps, T26_TwoBrothersAreIndividualsAndNoPartOfTheCount) {
  const auto reading = read(
      "75 defenders have returned home from Sudrian captivity. Two brothers and a field medic are "
      "among the returned.",
      "2018-02-21");
  EXPECT_TRUE(has_claim(reading, ClaimType::individual, 2)) << outline(reading);
  EXPECT_TRUE(has_claim(reading, ClaimType::individual, 1)) << "the medic";
  EXPECT_EQ(leg(only_event(reading), "NRD"), "eq 75");
}

// T27: one page, two clocks.

TEST(Traps, T27_ThePageKeepsTheHourOfItsOwnZone) {
  const auto page = [](std::string_view stamp) {
    std::string html =
        "<html lang=\"en\"><head><title>95 home</title><meta property=\"article:published_time\" "
        "content=\"";
    html += stamp;
    html +=
        "\"></head><body><article><h1>95 home</h1><p>95 Norlanders returned home today from "
        "Sudrian captivity.</p></article></body></html>";
    return html;
  };
  const std::string summer = page("2018-04-18T15:58:00+03:00");
  const std::string winter = page("2018-04-18T14:58:00+02:00");
  const auto a = read(Told{.text = summer, .format = domain::Format::html});
  const auto b = read(Told{.text = winter, .format = domain::Format::html});
  EXPECT_EQ(a.published.time, "15:58");
  EXPECT_EQ(b.published.time, "14:58");
  EXPECT_EQ(a.published.date.edtf, "2018-04-18");
  EXPECT_EQ(outline(only_event(a)), outline(only_event(b)));
}

// T28: announced and did not happen.

TEST(Traps, T28_AnExchangeThatDidNotTakePlaceReturnsNobody) {
  const auto reading = read(
      "An exchange of prisoners between Norland and Sudria that was to be held on Wednesday did "
      "not take place.\n\n"
      "The Defence Ministry of Sudria had announced that 160 of its servicemen would be exchanged "
      "for 160 Norlandic "
      "prisoners. The ministry said that the exchange was postponed for an indefinite time.",
      "2018-01-31");
  for (const auto& event : reading.events) {
    EXPECT_THAT(event.status, AnyOf(EventStatus::cancelled, EventStatus::postponed))
        << outline(reading);
    for (const auto& one : event.legs)
      EXPECT_NE(one.modality, domain::Modality::actual) << outline(event);
  }
  EXPECT_THAT(reading.events, SizeIs(1)) << outline(reading);
}

TEST(Traps, T28_APlannedExchangeIsAPlan) {
  const auto reading =
      read("Norland and Sudria plan to exchange 160 prisoners each next week, Nils Arden said.",
           "2018-01-25");
  EXPECT_EQ(only_event(reading).status, EventStatus::planned) << outline(reading);
}

// T29: stages of one deal.

TEST(Traps, T29_AStageIsPartOfItsDealAndTheDealReturnsNobodyItself) {
  const auto reading = read(
      "Norland and Sudria have begun the exchange of 300 prisoners for 300 that they agreed on "
      "Monday in Estmark.\n\n"
      "In the first stage, on Friday, 120 Norlanders came home from Sudrian captivity, and 120 "
      "Sudrian servicemen "
      "returned to Sudria.",
      "2018-06-08");
  const auto* stage = event_on(reading, "2018-06-08");
  ASSERT_NE(stage, nullptr) << outline(reading);
  EXPECT_EQ(leg(*stage, "NRD"), "eq 120");
  EXPECT_EQ(leg(*stage, "SDR"), "eq 120");
  const auto* deal = event_with(reading, EventRole::parent);
  ASSERT_NE(deal, nullptr) << outline(reading);
  EXPECT_EQ(stage->parent, deal->id);
  for (const auto& one : deal->legs) EXPECT_NE(one.modality, domain::Modality::actual);
}

// T30: many words for one's own people.

TEST(Traps, T30_WhateverASideCallsItsPeopleTheyAreCounted) {
  for (const char* people : {"soldiers",
                             "defenders",
                             "heroes",
                             "Norlandic heroes",
                             "Norlanders",
                             "people",
                             "persons",
                             "prisoners",
                             "prisoners of war",
                             "POWs",
                             "servicemen",
                             "service members",
                             "troops",
                             "captives",
                             "individuals",
                             "of its soldiers",
                             "of our people",
                             "men and women",
                             "fighters",
                             "military personnel",
                             "guys",
                             "of our guys"}) {
    const std::string text =
        std::string("Norland has brought 75 ") + people + " back from Sudrian captivity.";
    const auto reading = read(text, "2018-02-21");
    ASSERT_THAT(reading.events, SizeIs(1)) << text;
    EXPECT_EQ(leg(reading.events.front(), "NRD"), "eq 75") << text << '\n' << outline(reading);
  }
}

TEST(Traps, T30_ThingsAreNotPeople) {
  for (const char* things : {"ambulances", "lorries", "tonnes of grain", "kilometres of road",
                             "days", "documents", "villages", "per cent of the land", "dollars"}) {
    const std::string text = std::string("Norland has brought back 75 ") + things + " from Sudria.";
    const auto reading = read(text, "2018-02-21");
    for (const auto& event : reading.events)
      EXPECT_THAT(event.legs, IsEmpty()) << text << '\n' << outline(reading);
  }
}

// Bodies are never people who came home.

TEST(Traps, BodiesAreAnotherKindOfEvent) {
  const auto reading =
      read("The bodies of 212 fallen soldiers were returned to Norland on Monday, 11 June.",
           "2018-06-12");
  const auto& event = only_event(reading);
  EXPECT_EQ(event.type, domain::EventType::bodies) << outline(reading);
  ASSERT_NE(leg_to(event, "NRD"), nullptr);
  EXPECT_EQ(leg_to(event, "NRD")->population, "bodies");
}

// A weekday that does not fit its date is kept as a doubt; the date stands.

TEST(Traps, AWeekdayThatDoesNotFitItsDateIsSaid) {
  const auto reading =
      read("Norland and Sudria exchanged prisoners on Tuesday, 21 February.", "2018-02-22");
  EXPECT_EQ(only_event(reading).date.edtf, "2018-02-21");
  ASSERT_THAT(reading.doubts, SizeIs(1)) << outline(reading);
  EXPECT_EQ(reading.doubts.front().kind, "date_conflict");
}

// Who says what, clause by clause.

TEST(Traps, TwoSpeakersOfOneSentenceEachHaveTheirOwnFigure) {
  const auto reading = read(
      "Norland's ombudsman said that 75 Norlanders had come home, while the Sudrian ministry put "
      "the figure at 80.");
  EXPECT_EQ(chain(claim_with(reading, ClaimType::leg, 75).speakers), "DOC > NRD:ombudsman");
  EXPECT_EQ(chain(claim_with(reading, ClaimType::leg, 80).speakers), "DOC > SDR:ministry");
}

TEST(Traps, ADeniedReleaseReturnsNobody) {
  const auto reading = read(
      "Norland's Defence Ministry denied a Sudrian claim that 40 Sudrian prisoners had been "
      "freed.");
  const auto& event = only_event(reading);
  EXPECT_EQ(event.status, EventStatus::denied) << outline(reading);
  EXPECT_EQ(claim_with(reading, ClaimType::leg, 40).polarity, domain::Polarity::denied);
}

// When it was, and whether it was.

TEST(Traps, ThreeDatesOfOneParagraphAreThreeExchanges) {
  const auto reading = read(
      "The largest disagreement concerns 7 February. Norland says 143 of its people came back from "
      "Sudria. In the exchange before that one, in January, 185 Norlanders went home. For April "
      "the "
      "two sides agree: 95 to Norland, 90 to Sudria.",
      "2018-06-14");
  for (const auto& [day, home] : {std::pair("2018-02-07", "eq 143"), std::pair("2018-01", "eq 185"),
                                  std::pair("2018-04", "eq 95")}) {
    const auto* event = event_on(reading, day);
    ASSERT_NE(event, nullptr) << day << '\n' << outline(reading);
    EXPECT_EQ(leg(*event, "NRD"), home) << outline(reading);
  }
  EXPECT_EQ(event_on(reading, "2018-02-07")->previous, event_on(reading, "2018-01")->id);
}

TEST(Traps, APostponedExchangeKeepsTheDayItWasSetFor) {
  const auto reading = read(
      "A prisoner swap between Norland and Sudria scheduled for Saturday has been postponed "
      "indefinitely.",
      "2018-06-07");
  EXPECT_EQ(only_event(reading).status, EventStatus::postponed) << outline(reading);
  EXPECT_EQ(only_event(reading).date.edtf, "2018-06-09");
}

TEST(Traps, ASpanBesideAnOrdinalIsNoDay) {
  const auto reading = read(
      "Norland and Sudria swapped prisoners on Tuesday. It was the second swap this month and the "
      "62nd since the war began.",
      "2018-06-07");
  EXPECT_EQ(only_event(reading).date.edtf, "2018-06-05") << outline(reading);
  EXPECT_THAT(ordinals(only_event(reading)), AllOf(HasSubstr("month 2"), HasSubstr("war 62")));
}

// What figures count.

TEST(Traps, PeopleSinceADayAreARunningTotal) {
  const auto reading = read(
      "Norland and Sudria exchanged prisoners on Monday. Since February, 4,131 Norlanders have "
      "been "
      "brought back in 60 exchanges.",
      "2018-06-07");
  EXPECT_EQ(total(only_event(reading), "NRD"), "eq 4131") << outline(reading);
  EXPECT_THAT(only_event(reading).legs, IsEmpty());
}

TEST(Traps, ABareFigureBehindBodiesCountsBodies) {
  const auto reading =
      read("Sudria claims it returned 1,000 bodies; Norland says it received 957.");
  const auto& event = only_event(reading);
  EXPECT_EQ(event.type, domain::EventType::bodies) << outline(reading);
  EXPECT_EQ(chain(claim_with(reading, ClaimType::leg, 957).speakers), "DOC > NRD");
}

TEST(Traps, TheHeldAreHeldAndTheFreedWere) {
  EXPECT_TRUE(has_claim(read("Sudria holds at least 8,000 Norlandic soldiers and 60 civilians."),
                        ClaimType::held, 8000));
  EXPECT_THAT(claims_of(read("Norland freed 40 Sudrian soldiers. Nearly half of the 40 released "
                             "prisoners had been held for more than 1,000 days."),
                        ClaimType::held),
              IsEmpty());
}

TEST(Traps, TheCounterOfASummedListIsNotLost) {
  const auto reading =
      read("Fifty Sudrian soldiers and five officers were exchanged for 60 Norlandic prisoners.");
  EXPECT_EQ(leg(only_event(reading), "SDR"), "eq 55 = 50 + 5") << outline(reading);
  EXPECT_EQ(leg(only_event(reading), "NRD"), "eq 60") << outline(reading);
}

// Sentences of lawyers and ministries are long.
TEST(LongSentences, TellTheSameHoweverLateTheirNewsStands) {
  for (const int clauses : {0, 3, 8, 12, 20, 30}) {
    std::string text = "On 7 February 2018 the gate of the yard stayed shut";
    for (int i = 0; i < clauses; ++i) text += " and the road lay empty under the snow";
    text += " before Norland freed 50 soldiers of Sudria.";
    const domain::Reading reading = read(text);
    EXPECT_EQ(leg(main_of(reading), "SDR"), "eq 50") << text << outline(reading);
  }
}

}  // namespace
}  // namespace nostos::readings
