// SPDX-License-Identifier: Apache-2.0
// The same changes of a report as in metamorphic_test.cpp, in the two languages with cases: nouns
// agree with figures, sides stand in every case, thousands have spaces and no commas.
#include <algorithm>
#include <array>
#include <functional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "metamorphic.h"
#include "outline.h"
#include "reckoning/reckoner.h"
#include "told.h"

namespace nostos::readings {
namespace {

constexpr int kStories = 400;

// A noun with its words: behind 1, behind 2 to 4, behind 5 and more.
struct Counted {
  const char* one;
  const char* few;
  const char* many;
};

const char* agreeing(const Counted& noun, int n) {
  const int tail = n % 100 / 10 == 1 ? 0 : n % 10;
  return tail == 1 ? noun.one : tail >= 2 && tail <= 4 ? noun.few : noun.many;
}

// A side in its cases, its people, and what is named after it.
struct Side {
  const char* nom;
  const char* gen;
  const char* dat;
  const char* ins;
  const char* to;       // "to Norland"
  Counted people;       // Norlanders
  const char* of_them;  // "of the Norlanders"
  Counted soldiers;     // Norlandic soldiers
  const char* captivity;
};

struct Tongue {
  const char* lang;
  Side norland, sudria;
  std::array<const char*, 12> months;   // in the genitive
  std::array<const char*, 7> weekdays;  // "on Monday"
  std::array<const char*, 20> low;
  std::array<const char*, 10> tens;
  std::array<const char*, 4> openings;
  const char* list;
  const char* ordinal_and_total;
  const char* previous;
  Counted own_soldiers, own_servicemen, prisoners;
  std::array<const char*, 4> services;  // behind five and more
  std::array<const char*, 6> other_news;
  std::array<const char*, 4> furniture;
  std::array<std::pair<const char*, const char*>, 2> glued;  // words that a space no break holds
};

const Tongue kUkrainian = {
    "uk",
    {"Норланд",
     "Норланду",
     "Норланду",
     "Норландом",
     "у Норланд",
     {"норландець", "норландці", "норландців"},
     "норландців",
     {"норландський військовий", "норландські військові", "норландських військових"},
     "норландського полону"},
    {"Судрія",
     "Судрії",
     "Судрії",
     "Судрією",
     "у Судрію",
     {"судрієць", "судрійці", "судрійців"},
     "судрійців",
     {"судрійський військовий", "судрійські військові", "судрійських військових"},
     "судрійського полону"},
    {"січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня",
     "жовтня", "листопада", "грудня"},
    {"у понеділок", "у вівторок", "у середу", "у четвер", "у п’ятницю", "у суботу", "у неділю"},
    {"нуль",        "один",        "два",        "три",          "чотири",
     "п’ять",       "шість",       "сім",        "вісім",        "дев’ять",
     "десять",      "одинадцять",  "дванадцять", "тринадцять",   "чотирнадцять",
     "п’ятнадцять", "шістнадцять", "сімнадцять", "вісімнадцять", "дев’ятнадцять"},
    {"", "", "двадцять", "тридцять", "сорок", "п’ятдесят", "шістдесят", "сімдесят", "вісімдесят",
     "дев’яносто"},
    {"{A.nom} і {B.nom} обмінялися військовополоненими {on}. Усього {A.to} повернулися {home} "
     "{A.people}, {B.to} повернулися {away} {B.people}.",
     "Обмін полоненими між {A.ins} і {B.ins} відбувся {on}. Міноборони {A.gen} повідомило, що "
     "додому повернулися {home} {A.soldiers}. {B.nom} отримала {away} {own_servicemen}.",
     "Черговий обмін полоненими пройшов {on}. {A.nom} повернув {home} {own_soldiers}, а {B.dat} "
     "передано {away} {prisoners}.",
     "{A.nom} і {B.nom} провели обмін полоненими {on}. Із {B.captivity} звільнено {home} "
     "{A.people}. Натомість із {A.captivity} звільнено {away} {B.people}."},
    "Серед {A.of_them}, які повернулися, {list}.",
    "Це {ordinal}-й обмін. Від початку війни з {B.captivity} звільнено {total} {A.of_them}.",
    "Попередній обмін відбувся {before}, тоді додому повернулися {before_home} {A.people}.",
    {"свого солдата", "своїх солдатів", "своїх солдатів"},
    {"свого військового", "своїх військових", "своїх військових"},
    {"військовополоненого", "військовополонених", "військовополонених"},
    {"військових Збройних сил", "нацгвардійців", "прикордонників", "моряків ВМС"},
    {"Річка біля Модринового мосту за два тижні піднялася на 30 сантиметрів, повідомили "
     "гідрологи.",
     "У понеділок міністри фінансів шести нейтральних країн говорили в Естмарку про ціни на "
     "зерно.",
     "Національний банк залишив ставку на рівні 7,5 відсотка.",
     "Двоє робітників зазнали опіків, коли біля Вельки горів елеватор, каже губернатор області.",
     "Страйк на поромах закінчився за дев’ять днів; скасовано 14 рейсів.",
     "Нова лікарня на 120 ліжок відкрилася в столиці у 2016 році."},
    {"Читайте також: Ціни на хліб падають третій місяць", "Фото: Нордпрес", "Коментарі — 0",
     "Підписуйтесь на наш Telegram-канал"},
    {{{" і ", " і\xC2\xA0"}, {" з ", " з\xC2\xA0"}}}};

const Tongue kRussian = {
    "ru",
    {"Норланд",
     "Норланда",
     "Норланду",
     "Норландом",
     "в Норланд",
     {"норландец", "норландца", "норландцев"},
     "норландцев",
     {"норландский военный", "норландских военных", "норландских военных"},
     "норландского плена"},
    {"Судрия",
     "Судрии",
     "Судрии",
     "Судрией",
     "в Судрию",
     {"судриец", "судрийца", "судрийцев"},
     "судрийцев",
     {"судрийский военный", "судрийских военных", "судрийских военных"},
     "судрийского плена"},
    {"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
     "октября", "ноября", "декабря"},
    {"в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу",
     "в воскресенье"},
    {"ноль",       "один",        "два",        "три",          "четыре",
     "пять",       "шесть",       "семь",       "восемь",       "девять",
     "десять",     "одиннадцать", "двенадцать", "тринадцать",   "четырнадцать",
     "пятнадцать", "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать"},
    {"", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят",
     "девяносто"},
    {"{A.nom} и {B.nom} обменялись военнопленными {on}. Всего {A.to} вернулись {home} {A.people}, "
     "{B.to} вернулись {away} {B.people}.",
     "Обмен пленными между {A.ins} и {B.ins} состоялся {on}. Минобороны {A.gen} сообщило, что "
     "домой вернулись {home} {A.soldiers}. {B.nom} получила {away} {own_servicemen}.",
     "Очередной обмен пленными прошёл {on}. {A.nom} вернул {home} {own_soldiers}, а {B.dat} "
     "передано {away} {prisoners}.",
     "{A.nom} и {B.nom} провели обмен пленными {on}. Из {B.captivity} освобождены {home} "
     "{A.people}. Взамен из {A.captivity} освобождены {away} {B.people}."},
    "Среди {A.of_them}, которые вернулись, {list}.",
    "Это {ordinal}-й обмен. С начала войны из {B.captivity} освобождены {total} {A.of_them}.",
    "Предыдущий обмен состоялся {before}, тогда домой вернулись {before_home} {A.people}.",
    {"своего солдата", "своих солдат", "своих солдат"},
    {"своего военного", "своих военных", "своих военных"},
    {"военнопленного", "военнопленных", "военнопленных"},
    {"военнослужащих Вооружённых сил", "нацгвардейцев", "пограничников", "моряков ВМС"},
    {"Река у Лиственничного моста за две недели поднялась на 30 сантиметров, сообщили гидрологи.",
     "В понедельник министры финансов шести нейтральных стран говорили в Эстмарке о ценах на "
     "зерно.",
     "Национальный банк оставил ставку на уровне 7,5 процента.",
     "Двое рабочих получили ожоги, когда у Вельки горел элеватор, говорит губернатор области.",
     "Забастовка на паромах закончилась через девять дней; отменено 14 рейсов.",
     "Новая больница на 120 коек открылась в столице в 2016 году."},
    {"Читайте также: Цены на хлеб падают третий месяц", "Фото: Нордпресс", "Комментарии — 0",
     "Подписывайтесь на наш Telegram-канал"},
    {{{" и ", " и\xC2\xA0"}, {" с ", " с\xC2\xA0"}}}};

Story story(Chance& chance) {
  Story s;
  s.day = domain::to_day({2018, 1 + below(chance, 10), 1 + below(chance, 27)});
  s.published_after = below(chance, 2);
  for (int& part : s.services) part = 5 + below(chance, 16);  // 21 would want the singular
  s.services[0] = 25 + below(chance, 6);
  s.home = s.services[0] + s.services[1] + s.services[2] + s.services[3];
  s.away = 20 + below(chance, 230);
  s.ordinal = 11 + below(chance, 60);
  s.total = 1005 + 10 * below(chance, 400);
  s.previous_day = s.day - 15 - below(chance, 40);
  s.previous_home = 12 + below(chance, 180);
  s.opening = static_cast<std::size_t>(below(chance, 4));
  s.by_weekday = below(chance, 2) == 0;
  return s;
}

struct Telling {
  std::string thousands = " ";
  bool small_in_words = false;
  bool sides_swapped = false;
  bool list_last = false;
  std::array<std::size_t, 4> order = {0, 1, 2, 3};
  std::vector<std::string> between;
};

std::string in_words(int n, const Tongue& tongue) {
  if (n < 20) return tongue.low[static_cast<std::size_t>(n)];
  const std::string tens = tongue.tens[static_cast<std::size_t>(n / 10)];
  return n % 10 == 0 ? tens : tens + ' ' + tongue.low[static_cast<std::size_t>(n % 10)];
}

std::string told(const Story& s, const Tongue& tongue, const Telling& how = {}) {
  const auto figure = [&](int n) {
    if (how.small_in_words && n > 0 && n < 100) return in_words(n, tongue);
    std::string digits = std::to_string(n);
    if (n >= 1000) digits.insert(digits.size() - 3, how.thousands);
    return digits;
  };
  const auto on = [&](domain::Day day) {
    const auto civil = domain::to_civil(day);
    return std::to_string(civil.day) + ' ' +
           tongue.months[static_cast<std::size_t>(civil.month - 1)];
  };
  const std::string day =
      (s.by_weekday
           ? std::string(tongue.weekdays[static_cast<std::size_t>(domain::weekday_of(s.day))]) +
                 ", "
           : std::string()) +
      on(s.day);
  std::string list;
  for (std::size_t i = 0; i < 4; ++i) {
    const std::size_t which = how.order[i];
    list += (i == 0   ? ""
             : i == 3 ? (std::string(tongue.lang) == "uk" ? " та " : " и ")
                      : ", ") +
            figure(s.services[which]) + ' ' + tongue.services[which];
  }
  const Side& a = how.sides_swapped ? tongue.sudria : tongue.norland;
  const Side& b = how.sides_swapped ? tongue.norland : tongue.sudria;
  Pairs words = {{"{on}", day},
                 {"{home}", figure(s.home)},
                 {"{away}", figure(s.away)},
                 {"{own_soldiers}", agreeing(tongue.own_soldiers, s.home)},
                 {"{own_servicemen}", agreeing(tongue.own_servicemen, s.away)},
                 {"{prisoners}", agreeing(tongue.prisoners, s.away)},
                 {"{list}", list},
                 {"{ordinal}", std::to_string(s.ordinal)},
                 {"{total}", figure(s.total)},
                 {"{before}", on(s.previous_day)},
                 {"{before_home}", figure(s.previous_home)}};
  for (const auto& [letter, side] : {std::pair{"A", &a}, std::pair{"B", &b}}) {
    const int n = letter == std::string("A") ? s.home : s.away;
    const std::string open = std::string("{") + letter + '.';
    words.insert(words.end(), {{open + "nom}", side->nom},
                               {open + "gen}", side->gen},
                               {open + "dat}", side->dat},
                               {open + "ins}", side->ins},
                               {open + "to}", side->to},
                               {open + "people}", agreeing(side->people, n)},
                               {open + "of_them}", side->of_them},
                               {open + "soldiers}", agreeing(side->soldiers, n)},
                               {open + "captivity}", side->captivity}});
  }
  Pairs before = words;
  for (auto& [key, value] : before) {
    if (key == "{A.people}") value = agreeing(a.people, s.previous_home);
  }
  std::vector<std::string> paragraphs = {
      replaced(tongue.openings[s.opening], words), replaced(tongue.list, words),
      replaced(tongue.ordinal_and_total, words), replaced(tongue.previous, before)};
  if (how.list_last) std::swap(paragraphs[1], paragraphs[2]);
  std::string out;
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    out += paragraphs[i] + "\n\n";
    if (i < how.between.size()) out += how.between[i] + "\n\n";
  }
  return out;
}

class Metamorphic : public testing::TestWithParam<const Tongue*> {
 protected:
  void for_each_story(unsigned seed, const std::function<void(const Story&, Chance&)>& check) {
    readings::for_each_story(kStories, seed, story, check);
  }
  const Tongue& tongue() const { return *GetParam(); }
};

TEST_P(Metamorphic, EachStoryIsReadAsItWasMeant) {
  for_each_story(1, [&](const Story& s, Chance&) { expect_as_meant(s, told(s, tongue())); });
}

TEST_P(Metamorphic, AWeekLaterEveryDateIsAWeekLater) {
  for_each_story(2, [&](const Story& s, Chance&) {
    Story later = s;
    later.day += 7;
    later.previous_day += 7;
    Pairs days;
    for (domain::Day day = s.day - 120; day < s.day + 120; ++day)
      days.emplace_back(domain::iso(day), domain::iso(day + 7));
    EXPECT_EQ(events_of(told(later, tongue()), published(later)),
              replaced(events_of(told(s, tongue()), published(s)), days))
        << told(s, tongue());
  });
}

TEST_P(Metamorphic, TheSidesSwappedAreTheReadingMirrored) {
  for_each_story(3, [&](const Story& s, Chance&) {
    Telling swapped;
    swapped.sides_swapped = true;
    const Tongue& t = tongue();
    const std::string expected = replaced(events_of(told(s, t), published(s)),
                                          {{"NRD", "SDR"},
                                           {"SDR", "NRD"},
                                           {t.norland.people.one, t.sudria.people.one},
                                           {t.norland.people.few, t.sudria.people.few},
                                           {t.norland.people.many, t.sudria.people.many},
                                           {t.norland.soldiers.one, t.sudria.soldiers.one},
                                           {t.norland.soldiers.few, t.sudria.soldiers.few},
                                           {t.norland.soldiers.many, t.sudria.soldiers.many},
                                           {t.sudria.people.one, t.norland.people.one},
                                           {t.sudria.people.few, t.norland.people.few},
                                           {t.sudria.people.many, t.norland.people.many},
                                           {"Норланду", "Судрії"},
                                           {"Норланда", "Судрии"}});
    EXPECT_EQ(sorted_lines(events_of(told(s, t, swapped), published(s))), sorted_lines(expected))
        << told(s, t, swapped);
  });
}

TEST_P(Metamorphic, SmallFiguresInWordsAreTheSameFigures) {
  for_each_story(4, [&](Story s, Chance& chance) {
    s.away = 5 + below(chance, 16);
    Telling words;
    words.small_in_words = true;
    EXPECT_EQ(events_of(told(s, tongue(), words), published(s)),
              events_of(told(s, tongue()), published(s)))
        << told(s, tongue(), words);
  });
}

TEST_P(Metamorphic, ThousandsAreTheSameWithAnySpaceOrNone) {
  for_each_story(5, [&](Story s, Chance&) {
    s.home += 1000;
    s.services[0] += 1000;
    const std::string expected = events_of(told(s, tongue()), published(s));
    for (const char* separator : {"", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"}) {
      Telling how;
      how.thousands = separator;
      EXPECT_EQ(events_of(told(s, tongue(), how), published(s)), expected)
          << told(s, tongue(), how);
    }
  });
}

TEST_P(Metamorphic, OtherNewsBetweenChangesNothing) {
  for_each_story(6, [&](const Story& s, Chance& chance) {
    Telling how;
    for (int i = 0; i < 4; ++i)
      how.between.emplace_back(tongue().other_news[static_cast<std::size_t>(below(chance, 6))]);
    EXPECT_EQ(events_of(told(s, tongue(), how), published(s)),
              events_of(told(s, tongue()), published(s)))
        << told(s, tongue(), how);
  });
}

TEST_P(Metamorphic, TheOrderOfAListIsNotItsMeaning) {
  for_each_story(7, [&](const Story& s, Chance& chance) {
    Telling how;
    std::ranges::shuffle(how.order, chance);
    const auto parts = [](const domain::Reading& reading) {
      std::vector<std::string> all;
      for (const auto& event : reading.events) {
        for (const auto& one : event.breakdowns) {
          for (const auto& part : one.parts)
            all.push_back(one.dimension + ' ' + part.label + ' ' + in_short(part.count));
        }
      }
      std::ranges::sort(all);
      return all;
    };
    const auto a = read(told(s, tongue()), domain::iso(published(s)));
    const auto b = read(told(s, tongue(), how), domain::iso(published(s)));
    EXPECT_EQ(parts(b), parts(a)) << told(s, tongue(), how) << outline(b);
    EXPECT_EQ(parts(a).size(), 4U) << told(s, tongue());
    EXPECT_EQ(b.events.size(), a.events.size()) << told(s, tongue(), how);
  });
}

TEST_P(Metamorphic, TypographyIsNotMeaning) {
  for_each_story(8, [&](const Story& s, Chance& chance) {
    const std::string text = told(s, tongue());
    Pairs glued;
    for (const auto& [from, to] : tongue().glued) glued.emplace_back(from, to);
    const std::vector<Pairs> ways = {{{"\n", "\r\n"}},       glued,
                                     {{". ", ".  "}},        {{"’", "'"}},
                                     {{"\n\n", " \n\n \n"}}, {{"ё", "е"}}};
    const Pairs& way = ways[static_cast<std::size_t>(below(chance, static_cast<int>(ways.size())))];
    EXPECT_EQ(replaced(events_of(replaced(text, way), published(s)), way),
              replaced(events_of(text, published(s)), way))
        << replaced(text, way);
  });
}

TEST_P(Metamorphic, ParagraphsThatDoNotLeanOnEachOtherMayStandInAnyOrder) {
  for_each_story(9, [&](const Story& s, Chance&) {
    Telling how;
    how.list_last = true;
    EXPECT_EQ(events_of(told(s, tongue(), how), published(s)),
              events_of(told(s, tongue()), published(s)))
        << told(s, tongue(), how);
  });
}

TEST_P(Metamorphic, TheFurnitureOfAPageChangesNothing) {
  for_each_story(10, [&](const Story& s, Chance& chance) {
    const std::string text = told(s, tongue());
    const std::string below_text = tongue().furniture[static_cast<std::size_t>(below(chance, 4))];
    EXPECT_EQ(events_of(text + below_text + "\n", published(s)), events_of(text, published(s)))
        << text << below_text;
  });
}

TEST_P(Metamorphic, OneMoreSoldierIsOneMoreSoldierAndNothingElse) {
  for_each_story(11, [&](const Story& s, Chance&) {
    Story more = s;
    more.away += 1;
    const auto before = read(told(s, tongue()), domain::iso(published(s)));
    const auto after = read(told(more, tongue()), domain::iso(published(s)));
    ASSERT_NE(main_event(before), nullptr);
    ASSERT_NE(main_event(after), nullptr);
    EXPECT_EQ(leg(*main_event(after), "SDR"), "eq " + std::to_string(s.away + 1))
        << told(s, tongue());
    EXPECT_EQ(leg(*main_event(after), "NRD"), leg(*main_event(before), "NRD"));
    EXPECT_EQ(total(*main_event(after), "NRD"), total(*main_event(before), "NRD"));
    EXPECT_EQ(after.events.size(), before.events.size());
  });
}

// Another outlet prints the same text: nothing that was reckoned becomes another number, and the
// copy is no second witness.
TEST_P(Metamorphic, ACopyIsNoSecondWitness) {
  for_each_story(12, [&](const Story& s, Chance& chance) {
    const std::string text = told(s, tongue());
    const std::string day = domain::iso(published(s));
    const std::string copy =
        text + tongue().furniture[static_cast<std::size_t>(below(chance, 4))] + "\n";
    const auto first = read(Told{text, day, "one.example", domain::Format::text, "one"});
    const auto second = read(Told{copy, day, "two.example", domain::Format::text, "two"});
    const auto alone = reckoning::reckon({first});
    const auto both = reckoning::reckon({first, second});
    ASSERT_EQ(both.exchanges.size(), alone.exchanges.size()) << text;
    for (std::size_t e = 0; e < alone.exchanges.size(); ++e) {
      const auto& one = alone.exchanges[e].legs;
      const auto& two = both.exchanges[e].legs;
      ASSERT_EQ(two.size(), one.size()) << text;
      for (std::size_t l = 0; l < one.size(); ++l) {
        EXPECT_EQ(two[l].count.best, one[l].count.best) << text;
        EXPECT_EQ(two[l].count.origins, one[l].count.origins) << text;
        EXPECT_EQ(two[l].count.conflict, one[l].count.conflict) << text;
      }
    }
  });
}

INSTANTIATE_TEST_SUITE_P(InUkrainianAndRussian, Metamorphic,
                         testing::Values(&kUkrainian, &kRussian),
                         [](const auto& named) { return std::string(named.param->lang); });

}  // namespace
}  // namespace nostos::readings
