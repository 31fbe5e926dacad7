// SPDX-License-Identifier: Apache-2.0
// Change a report in a way whose effect is known, and the reading changes in exactly that way:
// another week, the sides' names swapped, figures in words, other separators, other news between,
// another order in a list. Invented reports from a seed; the same ones in every run.
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

// With the properties below more than ten thousand cases.
constexpr int kStories = 1000;

// How figures are written.
struct Figures {
  std::string thousands = ",";  // between groups of three
  bool small_in_words = false;  // below a hundred
};

std::string in_words(int n) {
  static const std::array<const char*, 20> kLow = {
      "zero",     "one",     "two",     "three",     "four",     "five",    "six",
      "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
      "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
  static const std::array<const char*, 10> kTens = {
      "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
  if (n < 20) return kLow[static_cast<std::size_t>(n)];
  const std::string tens = kTens[static_cast<std::size_t>(n / 10)];
  return n % 10 == 0 ? tens : tens + "-" + kLow[static_cast<std::size_t>(n % 10)];
}

std::string written(int n, const Figures& figures) {
  if (figures.small_in_words && n > 0 && n < 100) return in_words(n);
  std::string digits = std::to_string(n);
  if (n >= 1000) digits.insert(digits.size() - 3, figures.thousands);
  return digits;
}

std::string day_and_month(domain::Day day) {
  static const std::array<const char*, 12> kMonths = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  const auto civil = domain::to_civil(day);
  return std::to_string(civil.day) + ' ' + kMonths[static_cast<std::size_t>(civil.month - 1)];
}

std::string weekday(domain::Day day) {
  std::string out(name(domain::weekday_of(day)));
  out.front() = static_cast<char>(out.front() - 'a' + 'A');
  return out;
}

std::string ordinal(int n) {
  const int tail = n % 100 / 10 == 1 ? 0 : n % 10;
  return std::to_string(n) + (tail == 1 ? "st" : tail == 2 ? "nd" : tail == 3 ? "rd" : "th");
}

Story story(Chance& chance) {
  Story s;
  s.day = domain::to_day({2018, 1 + below(chance, 10), 1 + below(chance, 27)});
  s.published_after = below(chance, 2);
  s.home = 20 + below(chance, 230);
  s.away = 20 + below(chance, 230);
  s.ordinal = 11 + below(chance, 60);
  s.total = 1000 + below(chance, 4000);
  s.previous_day = s.day - 15 - below(chance, 40);
  s.previous_home = 12 + below(chance, 180);
  s.women = 1 + below(chance, 9);
  int left = s.home - 4;
  for (std::size_t i = 0; i < 3; ++i) {
    const int part = below(chance, left / 2 + 1);
    s.services[i] = 1 + part;
    left -= part;
  }
  s.services[3] = 1 + left;
  s.opening = static_cast<std::size_t>(below(chance, 4));
  s.by_weekday = below(chance, 2) == 0;
  return s;
}

struct Telling {
  Figures figures;
  std::array<std::size_t, 4> order = {0, 1, 2, 3};  // of the services
  std::vector<std::string> between;                 // other news, after each paragraph
  bool list_last = false;                           // the services behind ordinal and total
};

std::string told(const Story& s, const Telling& how) {
  const auto figure = [&](int n) { return written(n, how.figures); };
  const std::string on =
      "on " + (s.by_weekday ? weekday(s.day) + ", " : std::string()) + day_and_month(s.day);
  static const std::array<const char*, 4> kServices = {"servicemen of the Armed Forces",
                                                       "National Guardsmen", "border guards",
                                                       "sailors of the Navy"};
  std::vector<std::string> paragraphs;
  switch (s.opening) {
    case 0:
      paragraphs.push_back("Norland and Sudria exchanged prisoners of war " + on + ". " +
                           "In all, " + figure(s.home) + " Norlanders returned to Norland and " +
                           figure(s.away) + " Sudrians returned to Sudria.");
      break;
    case 1:
      paragraphs.push_back("An exchange of prisoners between Norland and Sudria took place " + on +
                           ". The Defence Ministry of Norland said that " + figure(s.home) +
                           " Norlandic soldiers had come home. Sudria received " + figure(s.away) +
                           " of its servicemen.");
      break;
    case 2:
      paragraphs.push_back("Another exchange of prisoners took place " + on +
                           ". Norland got back " + figure(s.home) + " of its soldiers, and " +
                           figure(s.away) + " prisoners of war were handed over to Sudria.");
      break;
    default:
      paragraphs.push_back("Norland and Sudria carried out an exchange of prisoners " + on + ". " +
                           figure(s.home) + " Norlanders were freed from Sudrian captivity. " +
                           "In return, " + figure(s.away) +
                           " Sudrians were freed from Norlandic captivity.");
      if (how.figures.small_in_words && s.home < 100) {
        auto& text = paragraphs.back();
        const auto at = text.find(". ") + 2;
        text[at] = static_cast<char>(text[at] - 'a' + 'A');
      }
  }
  std::string list;
  for (std::size_t i = 0; i < 4; ++i) {
    const std::size_t which = how.order[i];
    list += (i == 0   ? ""
             : i == 3 ? " and "
                      : ", ") +
            figure(s.services[which]) + ' ' + kServices[which];
  }
  paragraphs.push_back("Among the Norlanders who returned are " + list + ".");
  paragraphs.push_back("It was the " + ordinal(s.ordinal) +
                       " exchange. Since the beginning of the war, " + figure(s.total) +
                       " Norlanders have been freed from Sudrian captivity.");
  if (how.list_last) std::swap(paragraphs[1], paragraphs[2]);
  paragraphs.push_back("The previous exchange took place on " + day_and_month(s.previous_day) +
                       ", when " + figure(s.previous_home) + " Norlanders came home.");
  std::string out;
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    out += paragraphs[i] + "\n\n";
    if (i < how.between.size()) out += how.between[i] + "\n\n";
  }
  return out;
}

void for_each_story(unsigned seed, const std::function<void(const Story&, Chance&)>& check) {
  readings::for_each_story(kStories, seed, story, check);
}

TEST(Metamorphic, EachStoryIsReadAsItWasMeant) {
  for_each_story(1, [](const Story& s, Chance&) { expect_as_meant(s, told(s, {})); });
}

TEST(Metamorphic, AWeekLaterEveryDateIsAWeekLater) {
  for_each_story(2, [](const Story& s, Chance&) {
    Story later = s;
    later.day += 7;
    later.previous_day += 7;
    std::string expected = events_of(told(s, {}), published(s));
    std::vector<std::pair<std::string, std::string>> days;
    for (domain::Day day = s.day - 120; day < s.day + 120; ++day)
      days.emplace_back(domain::iso(day), domain::iso(day + 7));
    EXPECT_EQ(events_of(told(later, {}), published(later)), replaced(expected, days))
        << told(s, {});
  });
}

TEST(Metamorphic, TheSidesSwappedAreTheReadingMirrored) {
  const std::vector<std::pair<std::string, std::string>> names = {
      {"Norlanders", "Sudrians"}, {"Norlandic", "Sudrian"}, {"Norland", "Sudria"},
      {"Sudrians", "Norlanders"}, {"Sudrian", "Norlandic"}, {"Sudria", "Norland"}};
  for_each_story(3, [&](const Story& s, Chance&) {
    const std::string text = told(s, {});
    const std::string expected =
        replaced(events_of(text, published(s)), {{"NRD", "SDR"}, {"SDR", "NRD"}});
    EXPECT_EQ(sorted_lines(events_of(replaced(text, names), published(s))), sorted_lines(expected))
        << text;
  });
}

TEST(Metamorphic, SmallFiguresInWordsAreTheSameFigures) {
  for_each_story(4, [](Story s, Chance& chance) {
    s.home = 20 + below(chance, 79);
    s.away = 2 + below(chance, 97);
    s.services = {s.home - 18, 5, 11, 2};
    Telling words;
    words.figures.small_in_words = true;
    EXPECT_EQ(events_of(told(s, words), published(s)), events_of(told(s, {}), published(s)))
        << told(s, words);
  });
}

TEST(Metamorphic, ThousandsAreTheSameWithCommaSpaceThinSpaceOrNothing) {
  for_each_story(5, [](Story s, Chance&) {
    s.home = 1000 + s.home;
    s.services[0] += 1000;
    const std::string expected = events_of(told(s, {}), published(s));
    for (const char* separator : {"", " ", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"}) {
      Telling how;
      how.figures.thousands = separator;
      EXPECT_EQ(events_of(told(s, how), published(s)), expected) << told(s, how);
    }
  });
}

const std::array<const char*, 12> kOtherNews = {
    "The river at Larch Bridge has risen by 30 centimetres in two weeks, the water board said.",
    "On Monday the finance ministers of six neutral countries met in Estmark to talk about grain "
    "prices.",
    "They agreed on a ceiling of 45 dollars a tonne, which takes effect next month.",
    "Get our evening letter: five stories, no noise.",
    "The national bank keeps its rate at 7.5 per cent.",
    "Two workers were injured when a grain silo burned near Velka, the regional governor says.",
    "About 400 people took part in a march for peace on Sunday, the police said.",
    "Photo: Nordpress",
    "The ferry strike ended after nine days; 14 crossings had been cancelled.",
    "A new hospital with 120 beds opened in the capital in 2016.",
    "Read also: Bread prices fall for the third month",
    "Tickets for the 40th song festival cost 12 dollars."};

TEST(Metamorphic, OtherNewsBetweenChangesNothing) {
  for_each_story(6, [](const Story& s, Chance& chance) {
    Telling how;
    for (int i = 0; i < 4; ++i)
      how.between.push_back(
          kOtherNews[static_cast<std::size_t>(below(chance, static_cast<int>(kOtherNews.size())))]);
    EXPECT_EQ(events_of(told(s, how), published(s)), events_of(told(s, {}), published(s)))
        << told(s, how);
  });
}

TEST(Metamorphic, TheOrderOfAListIsNotItsMeaning) {
  for_each_story(7, [](const Story& s, Chance& chance) {
    Telling how;
    std::ranges::shuffle(how.order, chance);
    const auto a = read(told(s, {}), domain::iso(published(s)));
    const auto b = read(told(s, how), domain::iso(published(s)));
    const auto parts = [](const domain::Reading& reading) {
      std::string out;
      for (const auto& event : reading.events) {
        for (const auto& one : event.breakdowns) {
          std::vector<std::string> labels;
          for (const auto& part : one.parts)
            labels.push_back(part.label + ' ' + in_short(part.count));
          std::ranges::sort(labels);
          out += one.dimension + ' ' + std::string(name(one.balance)) + ": ";
          for (const auto& label : labels) out += label + "; ";
        }
      }
      return out;
    };
    EXPECT_EQ(parts(b), parts(a)) << told(s, how) << outline(b);
    EXPECT_EQ(b.events.size(), a.events.size()) << told(s, how);
  });
}

TEST(Metamorphic, TypographyIsNotMeaning) {
  for_each_story(8, [](const Story& s, Chance& chance) {
    const std::string text = told(s, {});
    const std::string expected = events_of(text, published(s));
    const std::vector<std::vector<std::pair<std::string, std::string>>> ways = {
        {{"\n", "\r\n"}},
        {{" of ", " of\xC2\xA0"}, {" on ", "\xC2\xA0on "}},
        {{". ", ".  "}},
        {{" -", " –"}, {"\n\n", " \n\n \n"}}};
    const auto& way = ways[static_cast<std::size_t>(below(chance, static_cast<int>(ways.size())))];
    EXPECT_EQ(events_of(replaced(text, way), published(s)), expected) << replaced(text, way);
  });
}

TEST(Metamorphic, ParagraphsThatDoNotLeanOnEachOtherMayStandInAnyOrder) {
  for_each_story(11, [](const Story& s, Chance&) {
    Telling how;
    how.list_last = true;
    EXPECT_EQ(events_of(told(s, how), published(s)), events_of(told(s, {}), published(s)))
        << told(s, how);
  });
}

// What every page of an outlet carries says nothing about the exchange.
TEST(Metamorphic, TheFurnitureOfAPageChangesNothing) {
  for_each_story(12, [](const Story& s, Chance& chance) {
    static const std::array<const char*, 5> kAbove = {
        "Home | World | Politics | Sport", "Norland Today\nIndependent since 1921", "Share 179",
        "Photo: Nordpress", "Subscribe to our evening letter"};
    static const std::array<const char*, 5> kBelow = {
        "Read also: Bread prices fall for the third month", "All rights reserved. 2018",
        "Loading comments...", "If you notice a spelling error, select it and press Ctrl+Enter.",
        "Follow us on our channels: 14,000 readers already do"};
    const auto one_of = [&](const auto& lines) {
      return std::string(lines[static_cast<std::size_t>(below(chance, 5))]);
    };
    const std::string text = told(s, {});
    EXPECT_EQ(events_of(one_of(kAbove) + "\n\n" + text + one_of(kBelow) + "\n", published(s)),
              events_of(text, published(s)))
        << text;
  });
}

// Wire copy and letters come with lines of seventy-odd characters.
std::string in_lines(const std::string& text, std::size_t width) {
  std::string out, line;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find_first_of(" \n", at), text.size());
    const std::string word = text.substr(at, end - at);
    if (!line.empty() && line.size() + 1 + word.size() > width) {
      out += std::exchange(line, word) + '\n';
    } else {
      line += (line.empty() ? "" : " ") + word;
    }
    if (end < text.size() && text[end] == '\n') out += std::exchange(line, {}) + '\n';
    at = end + 1;
  }
  return out + line;
}

TEST(Metamorphic, TheLengthOfLinesIsNotMeaning) {
  for_each_story(10, [](const Story& s, Chance& chance) {
    const std::string text = told(s, {});
    const auto width = static_cast<std::size_t>(60 + below(chance, 20));
    EXPECT_EQ(events_of(in_lines(text, width), published(s)), events_of(text, published(s)))
        << in_lines(text, width);
  });
}

TEST(Metamorphic, OneMoreSoldierIsOneMoreSoldierAndNothingElse) {
  for_each_story(9, [](const Story& s, Chance&) {
    Story more = s;
    more.away += 1;
    const std::string before = events_of(told(s, {}), published(s));
    const std::string after = events_of(told(more, {}), published(s));
    const std::string old_line = "NRD → SDR: eq " + std::to_string(s.away) + ' ';
    const std::string new_line = "NRD → SDR: eq " + std::to_string(more.away) + ' ';
    EXPECT_EQ(after, replaced(before, {{old_line, new_line}})) << told(more, {});
    EXPECT_NE(after, before);
  });
}

// Another outlet prints the same text: nothing that was reckoned becomes another number, and the
// copy is no second witness.
TEST(Metamorphic, ACopyIsNoSecondWitness) {
  for_each_story(13, [](const Story& s, Chance&) {
    const std::string text = told(s, {});
    const std::string copy = "Share 179\n\n" + text + "All rights reserved. 2018\n";
    const std::string day = domain::iso(published(s));
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

}  // namespace
}  // namespace nostos::readings
