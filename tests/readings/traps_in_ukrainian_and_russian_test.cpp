// SPDX-License-Identifier: Apache-2.0
// The traps of traps_test.cpp as they are set in Ukrainian and in Russian: one test a trap, run in
// both languages. Which trap stands where, and why one cannot occur, is told in traps.md.
#include <algorithm>
#include <string>
#include <utility>

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
using testing::AllOf;
using testing::AnyOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class TrapsIn : public testing::TestWithParam<const char*> {
 protected:
  // The wording in the language of the test.
  static std::string_view in(std::string_view uk, std::string_view ru) {
    return std::string_view(GetParam()) == "uk" ? uk : ru;
  }
  static domain::Reading read_in(std::string_view uk, std::string_view ru,
                                 std::string_view published = {}) {
    const domain::Reading reading = read(in(uk, ru), published);
    EXPECT_EQ(reading.lang, GetParam());
    return reading;
  }
};

INSTANTIATE_TEST_SUITE_P(UkrainianAndRussian, TrapsIn, testing::Values("uk", "ru"),
                         [](const auto& test) { return std::string(test.param); });

const domain::Event& only_event(const domain::Reading& reading) {
  static const domain::Event kNone;
  EXPECT_THAT(reading.events, SizeIs(1)) << outline(reading);
  return reading.events.size() == 1 ? reading.events.front() : kNone;
}

const domain::Event& main_of(const domain::Reading& reading) {
  static const domain::Event kNone;
  const domain::Event* found = main_event(reading);
  EXPECT_NE(found, nullptr) << outline(reading);
  return found != nullptr ? *found : kNone;
}

const domain::Event& previous_of(const domain::Reading& reading) {
  static const domain::Event kNone;
  const domain::Event* found = event_with(reading, EventRole::previous);
  EXPECT_NE(found, nullptr) << outline(reading);
  return found != nullptr ? *found : kNone;
}

TEST_P(TrapsIn, T1_AThursdayWithoutADateStaysAWeekdayAndItsLegGoesTheOtherWay) {
  const auto theirs = read_in(
      "Близько 50 судрійських військових звільнили в четвер в обмін на полонених норландських "
      "солдатів.",
      "Около 50 судрийских военных освободили в четверг в обмен на пленных норландских солдат.");
  const auto& swap = only_event(theirs);
  EXPECT_EQ(leg(swap, "SDR"), "ap 50");
  EXPECT_EQ(leg(swap, "NRD"), "null");
  EXPECT_EQ(swap.weekday, domain::Weekday::thursday);
  EXPECT_EQ(swap.date.edtf, "");

  const auto ours = read_in(
      "50 військових повернулися додому із судрійського полону в четвер, 28 вересня.",
      "50 военных вернулись домой из судрийского плена в четверг, 28 сентября.", "2017-09-29");
  EXPECT_EQ(leg(only_event(ours), "NRD"), "eq 50");
  EXPECT_EQ(leg(only_event(ours), "SDR"), "none");
  EXPECT_EQ(only_event(ours).date.edtf, "2017-09-28");
}

TEST_P(TrapsIn, T2_InTotalOfOneExchangeIsNoRunningTotal) {
  const auto reading = read_in(
      "27 вересня додому із судрійського полону повернулися 50 військових. «Усього вдалося "
      "повернути 4 офіцерів і 46 рядових та сержантів», – сказано в повідомленні.",
      "27 сентября домой из судрийского плена вернулись 50 военных. «Всего удалось вернуть 4 "
      "офицеров и 46 рядовых и сержантов», – сказано в сообщении.",
      "2017-09-28");
  const auto& event = only_event(reading);
  EXPECT_THAT(event.cumulative, IsEmpty()) << outline(reading);
  EXPECT_EQ(leg(event, "NRD"), "eq 50");
  EXPECT_EQ(breakdown(event, "rank"), "officers 4 + private_and_nco 46 ok");
}

// The word that is mistranslated as "next" means the one just made.
TEST_P(TrapsIn, T3_TheLatestExchangeIsNoPlanAndTheNextOneIs) {
  const auto latest = read_in(
      "Вчора 50 норландців повернулися із судрійського полону. Черговий обмін – результат роботи "
      "Координаційного бюро.",
      "Вчера 50 норландцев вернулись из судрийского плена. Очередной обмен – результат работы "
      "Координационного бюро.",
      "2017-09-28");
  EXPECT_EQ(only_event(latest).status, EventStatus::completed) << outline(latest);
  EXPECT_EQ(only_event(latest).date.edtf, "2017-09-27");

  const auto next = read_in(
      "27 вересня 50 норландців повернулися із судрійського полону. Наступний обмін заплановано "
      "на 11 жовтня.",
      "27 сентября 50 норландцев вернулись из судрийского плена. Следующий обмен запланирован на "
      "11 октября.",
      "2017-09-28");
  const auto* plan = event_on(next, "2017-10-11");
  ASSERT_NE(plan, nullptr) << outline(next);
  EXPECT_EQ(plan->status, EventStatus::planned);
  EXPECT_THAT(plan->legs, IsEmpty());
}

TEST_P(TrapsIn, T4_TheDayOfTheWarIsNoOrdinalOfAnExchangeButDatesAReport) {
  const auto reading =
      read_in("На 199-й день війни 50 норландців повернулися із судрійського полону.",
              "На 199-й день войны 50 норландцев вернулись из судрийского плена.", "2017-09-28");
  EXPECT_THAT(only_event(reading).ordinals, IsEmpty()) << outline(reading);
  EXPECT_TRUE(has_claim(reading, ClaimType::war_day, 199));

  const auto undated = read_in(
      "Триває 331-й день війни. У середу, 7 лютого, 143 норландці повернулися із судрійського "
      "полону.",
      "Идёт 331-й день войны. В среду, 7 февраля, 143 норландца вернулись из судрийского плена.");
  EXPECT_EQ(only_event(undated).date.edtf, "2018-02-07") << outline(undated);
}

TEST_P(TrapsIn, T5_LossesAreToldOfOneSideByTheOtherAndNeverReturnAnybody) {
  const auto reading = read_in(
      "27 вересня 50 норландців повернулися із судрійського полону. За даними Генштабу Норланду, "
      "від 14 березня до 28 вересня Судрія втратила близько 9140 солдатів, 312 танків, 655 "
      "бронемашин і 18 гелікоптерів.",
      "27 сентября 50 норландцев вернулись из судрийского плена. По данным Генштаба Норланда, с "
      "14 марта по 28 сентября Судрия потеряла около 9140 солдат, 312 танков, 655 бронемашин и 18 "
      "вертолётов.",
      "2017-09-28");
  const auto losses = claims_of(reading, ClaimType::losses);
  ASSERT_THAT(losses, SizeIs(1)) << outline(reading);
  EXPECT_EQ(in_short(losses.front()->count), "ap 9140");
  EXPECT_EQ(losses.front()->to, "SDR") << "the side that lost them";
  EXPECT_EQ(leg(only_event(reading), "NRD"), "eq 50");
  EXPECT_EQ(leg(only_event(reading), "SDR"), "none");
  for (const std::int64_t noise : {14, 28, 312, 655, 18}) EXPECT_FALSE(counts(reading, noise));
}

TEST_P(TrapsIn, T6_AWeekdayOfOtherNewsDoesNotMoveTheExchange) {
  const auto reading = read_in(
      "У середу, 27 вересня, 50 норландців повернулися із судрійського полону.\n\nУ середу "
      "міністри фінансів шести нейтральних країн зустрілися в Естмарку. Нова межа діє з "
      "понеділка.",
      "В среду, 27 сентября, 50 норландцев вернулись из судрийского плена.\n\nВ среду министры "
      "финансов шести нейтральных стран встретились в Эстмарке. Новый предел действует с "
      "понедельника.",
      "2017-10-05");
  EXPECT_EQ(only_event(reading).date.edtf, "2017-09-27") << outline(reading);
}

TEST_P(TrapsIn, T7_TheSecondExchangeOfAWeekNeverEntersTheCountOfTheWar) {
  const auto week = read_in(
      "50 судрійських військових звільнено в середу. Це другий обмін між сторонами за тиждень.",
      "50 судрийских военных освобождены в среду. Это второй обмен между сторонами за неделю.");
  EXPECT_EQ(ordinals(main_of(week)), "week 2") << outline(week);
  EXPECT_THAT(claims_of(week, ClaimType::ordinal), IsEmpty());

  const auto year = read_in(
      "18 квітня 95 норландців повернулися із судрійського полону. Це 17-й обмін від початку "
      "війни і четвертий цього року.",
      "18 апреля 95 норландцев вернулись из судрийского плена. Это 17-й обмен с начала войны и "
      "четвёртый в этом году.",
      "2018-04-18");
  EXPECT_THAT(ordinals(main_of(year)), AllOf(HasSubstr("war 17"), HasSubstr("year 4")));

  const auto before = read_in(
      "18 квітня 95 норландців повернулися із судрійського полону. Цьогоріч це 4-й обмін, загалом "
      "17-й.",
      "18 апреля 95 норландцев вернулись из судрийского плена. В этом году это 4-й обмен, всего "
      "17-й.",
      "2018-04-18");
  EXPECT_THAT(ordinals(main_of(before)), AllOf(HasSubstr("war 17"), HasSubstr("year 4")))
      << outline(before);
}

TEST_P(TrapsIn, T8_AnotherFiftyIsExactAndAboutFiftyIsAboutAndBothAreOneLeg) {
  const auto reading = read_in(
      "Ще 50 судрійських військових повернулися додому\n\nБлизько 50 судрійських військових "
      "звільнили в середу в обмін на полонених норландців.",
      "Ещё 50 судрийских военных вернулись домой\n\nОколо 50 судрийских военных освободили в "
      "среду в обмен на пленных норландцев.");
  std::string ops;
  for (const auto* claim : claims_of(reading, ClaimType::leg)) {
    if (claim->to == "SDR") ops += in_short(claim->count) + "; ";
  }
  EXPECT_EQ(ops, "eq 50; ap 50; ") << outline(reading);
  EXPECT_EQ(leg(only_event(reading), "SDR"), "eq 50") << "the exact figure stands for the leg";
}

TEST_P(TrapsIn, T9_TradingThirtySixLeavesOpenWhoGotThem) {
  const auto reading = read_in("Сторони обмінялися 36 військовополоненими в п’ятницю.",
                               "Стороны обменялись 36 военнопленными в пятницу.");
  const auto& event = only_event(reading);
  ASSERT_THAT(event.legs, SizeIs(1)) << outline(reading);
  EXPECT_EQ(event.legs.front().to, "");
  EXPECT_THAT(event.legs.front().allocation,
              testing::UnorderedElementsAre("total", "each_side", "one_leg"));
}

TEST_P(TrapsIn, T10_TheFormulaOfANoticeIsMarkedAsAFormula) {
  const auto reading = read_in(
      "У середу звільнено 50 судрійських військових. У полоні їм загрожувала смертельна небезпека, "
      "зазначило Міноборони Судрії.",
      "В среду освобождены 50 судрийских военных. В плену им грозила смертельная опасность, "
      "отметило Минобороны Судрии.");
  const domain::Claim* formula = nullptr;
  for (const auto* claim : claims_of(reading, ClaimType::allegation)) {
    if (claim->rule == "formula") formula = claim;
  }
  ASSERT_NE(formula, nullptr) << outline(reading);
  EXPECT_EQ(chain(formula->speakers), "DOC > SDR:mod");
}

TEST_P(TrapsIn, T11_SeparatorsLeaveTheNestingOpenTheSumDecides) {
  const auto nested = read_in(
      "Норланд повернув із судрійського полону 185 людей.\n\nКоординаційне бюро уточнило, що "
      "вдалося повернути: 110 представників Збройних Сил, з них 12 із тероборони, 9 із ВМС; 45 "
      "нацгвардійців; 24 прикордонники; одного поліцейського; п’ятьох цивільних.",
      "Норланд вернул из судрийского плена 185 человек.\n\nКоординационное бюро уточнило, что "
      "удалось вернуть: 110 представителей Вооружённых сил, из них 12 из теробороны, 9 из ВМС; 45 "
      "нацгвардейцев; 24 пограничника; одного полицейского; пятерых гражданских.");
  EXPECT_EQ(leg(only_event(nested), "NRD"), "eq 185") << outline(nested);
  EXPECT_EQ(breakdown(only_event(nested), "service"),
            "armed_forces 110 (territorial_defence 12 + navy 9) + national_guard 45 + "
            "border_guards 24 + police 1 + civilians 5 ok");

  const auto flat = read_in(
      "27 вересня 50 норландців повернулися із судрійського полону: 20 нацгвардійців, 12 моряків "
      "ВМС, 10 військових Збройних сил, 6 прикордонників і 2 бійці тероборони.",
      "27 сентября 50 норландцев вернулись из судрийского плена: 20 нацгвардейцев, 12 моряков ВМС, "
      "10 военных Вооружённых сил, 6 пограничников и 2 бойца теробороны.",
      "2017-09-28");
  EXPECT_EQ(
      breakdown(only_event(flat), "service"),
      "national_guard 20 + navy 12 + armed_forces 10 + border_guards 6 + territorial_defence 2 ok");
}

TEST_P(TrapsIn, T12_TheSpeakerIsCarriedOverWithinAParagraphOnly) {
  const auto carried = read_in(
      "Омбудсман Томас Брек додав, що від початку війни повернуто 1412 норландських військових. "
      "Під час цього обміну вдалося повернути 185 людей.",
      "Омбудсмен Томас Брек добавил, что с начала войны возвращены 1412 норландских военных. В "
      "ходе этого обмена удалось вернуть 185 человек.");
  const auto legs = claims_of(carried, ClaimType::leg);
  ASSERT_THAT(legs, SizeIs(1)) << outline(carried);
  EXPECT_EQ(chain(legs.front()->speakers), "DOC > breck");
  EXPECT_EQ(legs.front()->speakers.back().mode, "carried_over");

  const auto apart = read_in(
      "Омбудсман Томас Брек повідомив, що 185 людей повернулися із судрійського полону.\n\n"
      "Попередній обмін відбувся 30 листопада 2017 року: тоді повернулися 22 норландські "
      "військові.",
      "Омбудсмен Томас Брек сообщил, что 185 человек вернулись из судрийского плена.\n\n"
      "Предыдущий обмен прошёл 30 ноября 2017 года: тогда вернулись 22 норландских военных.");
  for (const auto* claim : claims_of(apart, ClaimType::leg)) {
    EXPECT_EQ(chain(claim->speakers), claim->count.nominal() == 22 ? "DOC" : "DOC > breck")
        << outline(apart);
  }
}

TEST_P(TrapsIn, T13_MoreThanAndTheExactFigureAgree) {
  const auto reading = read_in(
      "Норланд повернув понад 180 людей із судрійського полону, оголосила президентка Інгрід "
      "Галвард.\n\nПід час цього обміну вдалося повернути 185 людей, сказав омбудсман Томас Брек.",
      "Норланд вернул более 180 человек из судрийского плена, объявила президент Ингрид Халвард."
      "\n\nВо время этого обмена удалось вернуть 185 человек, сказал омбудсмен Томас Брек.");
  EXPECT_EQ(leg(main_of(reading), "NRD"), "eq 185") << outline(reading);
  EXPECT_THAT(reading.events, SizeIs(1));
  EXPECT_THAT(reading.doubts, IsEmpty()) << outline(reading);
}

TEST_P(TrapsIn, T14_ATotalOfSoldiersKeepsItsWordBesideABreakdownWithCivilians) {
  const auto reading = read_in(
      "Під час обміну в Норланд повернулися 185 людей: 180 військових і п’ятеро цивільних. Від "
      "початку війни повернуто 1412 норландських солдатів.",
      "В ходе обмена в Норланд вернулись 185 человек: 180 военных и пятеро гражданских. С начала "
      "войны возвращены 1412 норландских солдат.");
  const auto& event = main_of(reading);
  EXPECT_EQ(total(event, "NRD"), "eq 1412") << outline(reading);
  ASSERT_THAT(event.cumulative, SizeIs(1));
  EXPECT_THAT(event.cumulative.front().population_words,
              HasSubstr(std::string(in("солдатів", "солдат"))));
  EXPECT_EQ(leg(event, "NRD"), "eq 185");
}

TEST_P(TrapsIn, T15_TheLastExchangeIsTheOneBeforeAndBoundsThisOne) {
  const auto reading = read_in(
      "Норланд повернув із судрійського полону 185 людей.\n\nМинулий обмін полоненими відбувся 30 "
      "листопада 2017 року: тоді повернулися 22 норландські військові.",
      "Норланд вернул из судрийского плена 185 человек.\n\nПрошлый обмен пленными состоялся 30 "
      "ноября 2017 года: тогда вернулись 22 норландских военных.");
  EXPECT_EQ(leg(main_of(reading), "NRD"), "eq 185") << outline(reading);
  EXPECT_EQ(leg(previous_of(reading), "NRD"), "eq 22");
  EXPECT_EQ(previous_of(reading).date.edtf, "2017-11-30");
  EXPECT_EQ(main_of(reading).previous, previous_of(reading).id);
  EXPECT_EQ(main_of(reading).date.earliest, *domain::parse_iso("2017-12-01"));
}

TEST_P(TrapsIn, T16_WhoAccusesWhomIsKeptInsideWhoSaysSo) {
  const auto reading = read_in(
      "Омбудсман Томас Брек заявив, що Судрія відмовляється від обміну полоненими і звинувачує в "
      "цьому Норланд.",
      "Омбудсмен Томас Брек заявил, что Судрия отказывается от обмена пленными и обвиняет в этом "
      "Норланд.");
  const auto refusals = claims_of(reading, ClaimType::suspension);
  ASSERT_THAT(refusals, SizeIs(1)) << outline(reading);
  EXPECT_EQ(chain(refusals.front()->speakers), "DOC > breck");
  EXPECT_THAT(claims_of(reading, ClaimType::allegation), SizeIs(1));
  EXPECT_THAT(reading.events, IsEmpty()) << "a refused exchange is no exchange";
}

TEST_P(TrapsIn, T17_CaptionsInAnotherLanguageAreNoAttribution) {
  const auto reading = read_in(
      "Норланд повернув 185 людей із судрійського полону.\n\nPhoto: Tomas Breck\nФото: Томас "
      "Брек\n\nНа них чекає медичне обстеження.",
      "Норланд вернул 185 человек из судрийского плена.\n\nPhoto: Tomas Breck\nФото: Томас "
      "Брек\n\nИх ждёт медицинское обследование.");
  for (const auto& claim : reading.claims)
    EXPECT_EQ(chain(claim.speakers), "DOC") << outline(reading);
}

TEST_P(TrapsIn, T18_T19_AHeadingTurnsTheTalkToThePreviousExchangeAndItsTotal) {
  const auto reading = read_in(
      "75 норландських захисників повернулися із судрійського полону\n\n«Від початку війни із "
      "судрійського полону звільнено 1630 захисників», – пише Координаційне бюро.\n\nПопередній "
      "обмін полоненими\n\nПопередній обмін між Норландом і Судрією відбувся 7 лютого. Тоді додому "
      "повернулися 143 норландці.\n\nЦе був 14-й обмін полоненими.\n\nВід початку війни Норланд "
      "повернув 1555 людей.",
      "75 норландских защитников вернулись из судрийского плена\n\n«С начала войны из судрийского "
      "плена освобождены 1630 защитников», – пишет Координационное бюро.\n\nПредыдущий обмен "
      "пленными\n\nПредыдущий обмен между Норландом и Судрией прошёл 7 февраля. Тогда домой "
      "вернулись 143 норландца.\n\nЭто был 14-й обмен пленными.\n\nС начала войны Норланд вернул "
      "1555 человек.",
      "2018-02-21");
  const auto& now = main_of(reading);
  const auto& before = previous_of(reading);
  EXPECT_EQ(leg(now, "NRD"), "eq 75") << outline(reading);
  EXPECT_EQ(ordinals(now), "none") << "the 14th is the previous one";
  EXPECT_EQ(total(now, "NRD"), "eq 1630");
  EXPECT_EQ(leg(before, "NRD"), "eq 143");
  EXPECT_EQ(ordinals(before), "war 14 NRD");
  EXPECT_EQ(total(before, "NRD"), "eq 1555");
  EXPECT_EQ(before.date.edtf, "2018-02-07");
}

TEST_P(TrapsIn, T20_TheRestAllAndMost) {
  const auto rest = read_in(
      "75 захисників повернулися додому із судрійського полону. 61 з них обороняли Порт-Гейл, "
      "решта воювали на півночі.",
      "75 защитников вернулись домой из судрийского плена. 61 из них обороняли Порт-Хейл, "
      "остальные воевали на севере.",
      "2018-02-21");
  EXPECT_EQ(breakdown(only_event(rest), "place_defended"), "port_hale 61 + rest 14 ok")
      << outline(rest);

  const auto all = read_in(
      "75 захисників повернулися додому із судрійського полону. Усі вони рядові та сержанти.",
      "75 защитников вернулись домой из судрийского плена. Все они рядовые и сержанты.",
      "2018-02-21");
  const auto& breakdowns = only_event(all).breakdowns;
  const auto rank = std::ranges::find(breakdowns, "rank", &domain::Breakdown::dimension);
  ASSERT_NE(rank, breakdowns.end()) << outline(all);
  EXPECT_EQ(rank->exhaustive, domain::Exhaustive::yes);

  const auto most = read_in(
      "75 захисників повернулися додому із судрійського полону. Більшість звільнених поранені.",
      "75 защитников вернулись домой из судрийского плена. Большинство освобождённых ранены.",
      "2018-02-21");
  ASSERT_THAT(only_event(most).health, SizeIs(1)) << outline(most);
  EXPECT_FALSE(only_event(most).health.front().count.has_figure());
}

TEST_P(TrapsIn, T20_TheRestOfMoreThanOneListIsLeftUncounted) {
  const auto reading = read_in(
      "95 захисників повернулися додому із судрійського полону. З них 48 служили у Збройних силах, "
      "34 захищали Порт-Гейл, решта – прикордонники.",
      "95 защитников вернулись домой из судрийского плена. Из них 48 служили в Вооружённых силах, "
      "34 защищали Порт-Хейл, остальные – пограничники.",
      "2018-02-21");
  EXPECT_FALSE(counts(reading, 47)) << outline(reading);
  EXPECT_FALSE(counts(reading, 61)) << outline(reading);
}

TEST_P(TrapsIn, T21_ADayWithoutAYearStaysOpenInAnUndatedReport) {
  const auto uk =
      "Обмін полоненими відбувся 30 грудня. Із судрійського полону повернулися 207 "
      "норландців.";
  const auto ru =
      "Обмен пленными прошёл 30 декабря. Из судрийского плена вернулись 207 "
      "норландцев.";
  EXPECT_EQ(only_event(read_in(uk, ru)).date.edtf, "XXXX-12-30");
  EXPECT_EQ(only_event(read_in(uk, ru, "2018-01-04")).date.edtf, "2017-12-30");
}

TEST_P(TrapsIn, T21_TheYearWhoseExchangesAreCountedIsTheYearOfTheDayBesideIt) {
  const auto reading = read_in(
      "До цього, 8 січня, Норландія і Судрія провели перший обмін 2023 року: додому повернулися 50 "
      "норландських військових.",
      "До этого, 8 января, Норландия и Судрия провели первый обмен 2023 года: домой вернулись 50 "
      "норландских военных.");
  EXPECT_EQ(only_event(reading).date.edtf, "2023-01-08") << outline(reading);
}

TEST_P(TrapsIn, T22_T23_T24_ATypingErrorARetractionAndAQuoteThatFitsIt) {
  const auto reading = read_in(
      "640 або нацгвардійців звільнено із судрійського полону\n\nСтаном на травень 2018 року із "
      "судрійського полону звільнено 640 нацгвардійців, сказав Андерс Вік.\n\nВиправлено: раніше "
      "тут помилково вказали, що 640 нацгвардійців залишаються в судрійському полоні.\n\n«Багатьох "
      "ми ще намагаємося повернути», – додав він.",
      "640 или нацгвардейцев освобождены из судрийского плена\n\nПо состоянию на май 2018 года из "
      "судрийского плена освобождены 640 нацгвардейцев, сказал Андерс Вик.\n\nИсправлено: ранее "
      "здесь ошибочно указали, что 640 нацгвардейцев остаются в судрийском плену.\n\n«Многих мы "
      "ещё пытаемся вернуть», – добавил он.");
  EXPECT_TRUE(has_claim(reading, ClaimType::subtotal, 640)) << outline(reading);
  const auto held = claims_of(reading, ClaimType::held);
  ASSERT_FALSE(held.empty()) << outline(reading);
  for (const auto* claim : held) {
    EXPECT_TRUE(claim->state == ClaimState::retracted || !claim->count.has_figure())
        << outline(reading);
  }
  for (const auto& event : reading.events) {
    for (const auto& one : event.legs)
      EXPECT_NE(one.count.nominal(), 640) << "nobody came home by this report:\n" << outline(event);
  }
}

TEST_P(TrapsIn, T25_APhotoCreditIsNoSource) {
  const auto reading = read_in(
      "95 захисників повернулися додому із судрійського полону.\nФото: Нордпрес\n\nОбмін відбувся "
      "на Модриновому мосту.",
      "95 защитников вернулись домой из судрийского плена.\nФото: Нордпресс\n\nОбмен прошёл на "
      "Лиственничном мосту.",
      "2018-04-18");
  EXPECT_EQ(leg(only_event(reading), "NRD"), "eq 95") << outline(reading);
  for (const auto& claim : reading.claims) EXPECT_EQ(chain(claim.speakers), "DOC");
}

TEST_P(TrapsIn, T26_SmallNumeralsThatCountNobodyWhoCameHome) {
  const auto reading = read_in(
      "75 захисників повернулися додому із судрійського полону. Один із них розповів, що перші 2-3 "
      "дні тільки спав, а в камері було 6 ліжок.",
      "75 защитников вернулись домой из судрийского плена. Один из них рассказал, что первые 2-3 "
      "дня только спал, а в камере было 6 коек.",
      "2018-02-21");
  EXPECT_EQ(leg(only_event(reading), "NRD"), "eq 75") << outline(reading);
  for (const std::int64_t noise : {1, 2, 3, 6}) EXPECT_FALSE(counts(reading, noise)) << noise;
}

TEST_P(TrapsIn, T27_ThePageKeepsTheHourOfItsOwnZone) {
  const auto page = [](std::string_view stamp) {
    std::string html = "<html lang=\"" + std::string(GetParam()) +
                       "\"><head><title>95</title><meta property=\"article:published_time\" "
                       "content=\"";
    html += stamp;
    html += "\"></head><body><article><p>";
    html += in("Сьогодні 95 норландців повернулися із судрійського полону.",
               "Сегодня 95 норландцев вернулись из судрийского плена.");
    return html + "</p></article></body></html>";
  };
  const std::string summer = page("2018-04-18T15:58:00+03:00");
  const std::string winter = page("2018-04-18T14:58:00+02:00");
  const auto a = read(Told{.text = summer, .format = domain::Format::html});
  const auto b = read(Told{.text = winter, .format = domain::Format::html});
  EXPECT_EQ(a.published.time, "15:58");
  EXPECT_EQ(b.published.time, "14:58");
  EXPECT_EQ(only_event(a).date.edtf, "2018-04-18");
  EXPECT_EQ(outline(only_event(a)), outline(only_event(b)));
}

TEST_P(TrapsIn, T28_AnExchangeThatDidNotTakePlaceReturnsNobodyAndAPlanIsAPlan) {
  const auto failed = read_in(
      "Обмін полоненими між Норландом і Судрією, запланований на середу, не відбувся.\n\n"
      "Міноборони Судрії анонсувало, що 160 її військових обміняють на 160 норландських полонених.",
      "Обмен пленными между Норландом и Судрией, запланированный на среду, не состоялся.\n\n"
      "Минобороны Судрии анонсировало, что 160 её военных обменяют на 160 норландских пленных.",
      "2018-01-31");
  EXPECT_THAT(only_event(failed).status, AnyOf(EventStatus::cancelled, EventStatus::postponed))
      << outline(failed);
  for (const auto& one : only_event(failed).legs)
    EXPECT_NE(one.modality, domain::Modality::actual) << outline(failed);

  const auto plan = read_in(
      "Норланд і Судрія планують обміняти по 160 полонених наступного тижня.",
      "Норланд и Судрия планируют обменять по 160 пленных на следующей неделе.", "2018-01-25");
  EXPECT_EQ(only_event(plan).status, EventStatus::planned) << outline(plan);

  const auto none = read_in(
      "12 норландських військових повернулися додому 7 лютого. Після цього обмінів не було.",
      "12 норландских военных вернулись домой 7 февраля. После этого обменов не было.",
      "2018-03-01");
  EXPECT_THAT(none.events, SizeIs(1)) << outline(none);
}

TEST_P(TrapsIn, T29_AStageIsPartOfItsDealAndTheDealReturnsNobodyItself) {
  const auto reading = read_in(
      "Норланд і Судрія почали обмін 300 на 300, про який домовилися в понеділок в Естмарку.\n\nУ "
      "межах першого етапу в п’ятницю 120 норландців повернулися із судрійського полону, а 120 "
      "судрійських військових повернулися в Судрію.",
      "Норланд и Судрия начали обмен 300 на 300, о котором договорились в понедельник в "
      "Эстмарке.\n\nВ рамках первого этапа в пятницу 120 норландцев вернулись из судрийского "
      "плена, а 120 судрийских военных вернулись в Судрию.",
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

TEST_P(TrapsIn, T29_ADealThatIsOverIsNotItsLastDay) {
  const auto reading = read_in(
      "Норланд і Судрія завершили обмін «1000 на 1000», що тривав три дні. У неділю додому поїхали "
      "по 303 військових з кожної сторони.\n\nНапередодні, у суботу, віддали по 307 людей, а в "
      "п’ятницю – по 270 військових і 120 цивільних.",
      "Норланд и Судрия закончили обмен «1000 на 1000», растянувшийся на три дня. В воскресенье "
      "домой отправились по 303 военных с каждой стороны.\n\nНакануне, в субботу, отдали по 307 "
      "человек, а в пятницу – по 270 военных и 120 гражданских.",
      "2018-06-10");
  for (const auto& [day, count] :
       {std::pair{"2018-06-10", "eq 303"}, std::pair{"2018-06-09", "eq 307"},
        std::pair{"2018-06-08", "eq 390 = 270 + 120"}}) {
    const auto* stage = event_on(reading, day);
    ASSERT_NE(stage, nullptr) << day << outline(reading);
    EXPECT_EQ(leg(*stage, "NRD"), count) << outline(reading);
    EXPECT_EQ(leg(*stage, "SDR"), count) << outline(reading);
  }
  const auto* deal = event_with(reading, EventRole::parent);
  ASSERT_NE(deal, nullptr) << outline(reading);
  EXPECT_EQ(leg(*deal, "NRD"), "eq 1000");
  for (const auto& one : deal->legs) EXPECT_NE(one.modality, domain::Modality::actual);
}

TEST_P(TrapsIn, AnAnswerTellsOfWhatWasAsked) {
  const auto reading = read_in(
      "Норланд і Судрія провели обмін.\n\n– Скільки норландських солдатів повернулося 24 "
      "серпня?\n– Сто п’ятнадцять.\n\n– А скільки отримала Судрія?\n– 112 людей.",
      "Норланд и Судрия провели обмен.\n\n– Сколько норландских солдат вернулось 24 августа?\n– "
      "Сто пятнадцать.\n\n– А сколько получила Судрия?\n– 112 человек.",
      "2018-08-27");
  const auto& event = main_of(reading);
  EXPECT_EQ(leg(event, "NRD"), "eq 115") << outline(reading);
  EXPECT_EQ(leg(event, "SDR"), "eq 112") << outline(reading);
  EXPECT_EQ(event.date.edtf, "2018-08-24");
}

TEST_P(TrapsIn, OurPeopleAreThoseOfTheOneSideThatSpeaks) {
  const auto reading = read_in(
      "Додому доїхали 25 наших солдатів. Судрія отримала 27 своїх.\n\n«Попереду лікування», "
      "сказав речник Координаційного бюро Норланду.",
      "Домой доехали 25 наших солдат. Судрия получила 27 своих.\n\n«Впереди лечение», сказал "
      "представитель Координационного бюро Норланда.");
  EXPECT_EQ(leg(main_of(reading), "NRD"), "eq 25") << outline(reading);
  EXPECT_EQ(leg(main_of(reading), "SDR"), "eq 27") << outline(reading);
}

TEST_P(TrapsIn, WhoAddsSomethingToldTheOpeningAndWhoSaysSomethingElseDidNot) {
  const auto added = read_in(
      "Із судрійського полону вдалося визволити 63 норландських військових. Переговори були "
      "складними, зазначили в Міноборони Норланду.",
      "Из судрийского плена удалось вызволить 63 норландских военных. Переговоры были сложными, "
      "отметили в Минобороны Норланда.");
  EXPECT_EQ(chain(leg_to(main_of(added), "NRD")->speakers), "DOC > NRD:mod") << outline(added);
  const auto other = read_in(
      "Із судрійського полону вдалося визволити 63 норландських військових. Міноборони Судрії "
      "заявило, що дороги відремонтовано.",
      "Из судрийского плена удалось вызволить 63 норландских военных. Минобороны Судрии заявило, "
      "что дороги отремонтированы.");
  EXPECT_EQ(chain(leg_to(main_of(other), "NRD")->speakers), "DOC") << outline(other);
}

TEST_P(TrapsIn, T30_WhateverASideCallsItsPeopleTheyAreCounted) {
  const std::vector<std::string> uk = {"солдатів",
                                       "захисників",
                                       "героїв",
                                       "норландців",
                                       "людей",
                                       "осіб",
                                       "полонених",
                                       "військовополонених",
                                       "військовослужбовців",
                                       "бійців",
                                       "наших",
                                       "оборонців",
                                       "воїнів",
                                       "наших людей",
                                       "хлопців"};
  const std::vector<std::string> ru = {"солдат",         "защитников",  "героев",  "норландцев",
                                       "человек",        "граждан",     "пленных", "военнопленных",
                                       "военнослужащих", "бойцов",      "наших",   "военных",
                                       "воинов",         "наших людей", "парней"};
  const bool ukrainian = std::string_view(GetParam()) == "uk";
  for (const std::string& people : ukrainian ? uk : ru) {
    const std::string text = ukrainian
                                 ? "Норланд повернув із судрійського полону 75 " + people + "."
                                 : "Норланд вернул из судрийского плена 75 " + people + ".";
    const auto reading = read(text, "2018-02-21");
    ASSERT_THAT(reading.events, SizeIs(1)) << text;
    EXPECT_EQ(leg(reading.events.front(), "NRD"), "eq 75") << text << '\n' << outline(reading);
  }
}

}  // namespace
}  // namespace nostos::readings
