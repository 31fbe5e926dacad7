// SPDX-License-Identifier: Apache-2.0
#include "corpus.h"

#include "base/json_writer.h"

namespace nostos::bench {
namespace {

constexpr std::size_t kReportBytes = 2800;
constexpr std::size_t kPageBytes = 127'000;

constexpr std::string_view kMonths[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};

// What news pages say besides: nothing of it is about an exchange.
constexpr std::string_view kFiller[] = {
    "The grain harvest in the river provinces is expected to be the best for years, the chamber of "
    "agriculture said, "
    "although dry weeks in June had worried growers in the south.",
    "Talks about the lists go on, and neither capital would say when the next meeting is to be "
    "held or who will take part "
    "in it; both have praised the work of the commission in the past.",
    "Relatives had waited at the gate of the hospital since the morning, many of them with "
    "photographs and flags of the "
    "units in which their sons had served.",
    "\"We have waited for this day for a long time, and we know that many families are still "
    "waiting,\" one of the mothers "
    "said while the buses were turning into the yard.",
    "In the coming days all of them are to undergo a medical examination, get new documents and "
    "bank cards, and rest; "
    "rehabilitation is to follow where doctors advise it.",
    "Observers note that such steps have become one of the few fields in which the two governments "
    "still speak to each "
    "other, while the front has hardly moved since the autumn.",
    "The central bank left its rate unchanged on Tuesday and said that prices would rise by 4.2 "
    "percent this year, less "
    "than it had thought in spring, when fuel had been dearer.",
    "The road between the two border posts was closed for five hours; lorry drivers were asked to "
    "take the bridge at Larch "
    "Ferry, 40 kilometres to the north.",
    "Some of the men had been captured in the first weeks of the war, others in the summer, and a "
    "few were thought to be "
    "missing until their names were read out on Monday night.",
};

}  // namespace

std::string Corpus::date() {
  return std::to_string(pick(28) + 1) + " " + std::string(one_of(kMonths)) + " 20" +
         std::to_string(21 + pick(4));
}

std::string Corpus::lede(bool northern, std::uint32_t people) {
  const std::string_view ours = northern ? "Norlandic" : "Sudrian";
  const std::string_view other = northern ? "Sudrian" : "Norlandic";
  const std::string n = std::to_string(people);
  constexpr std::string_view kPeople[] = {"soldiers", "servicemen", "prisoners of war", "defenders",
                                          "service members"};
  constexpr std::string_view kHedges[] = {"", "", "", "some ", "more than ", "at least "};
  switch (pick(3)) {
    case 0:
      return std::string(one_of(kHedges)) + n + " " + std::string(ours) + " " +
             std::string(one_of(kPeople)) + " have returned home from " + std::string(other) +
             " captivity, the Coordination Office said on Thursday.";
    case 1:
      return (northern ? "Norland" : "Sudria") + std::string(" has brought ") + n + " " +
             std::string(one_of(kPeople)) +
             " back from captivity in an exchange of prisoners, President's adviser Marta Holm "
             "wrote on her channel.";
    default:
      return "Norland and Sudria carried out another exchange on " + date() + ", with " +
             std::string(one_of(kHedges)) + n + " " + std::string(ours) + " " +
             std::string(one_of(kPeople)) + " released in exchange for " +
             std::to_string(pick(200) + 10) + " " + std::string(other) + " troops.";
  }
}

std::string Corpus::report() {
  const bool northern = pick(2) == 0;
  const std::uint32_t people = 20 + pick(300);
  const std::uint32_t officers = pick(people / 4 + 1);
  const std::uint32_t guards = pick(people / 2 + 1);
  std::string text = (northern ? "Norland" : "Sudria") + std::string(" brings ") +
                     std::to_string(people) + " people home\n\n";
  text += "By Our Correspondent, " + date() + ", 11:40\n\n";
  text += lede(northern, people) + "\n\n";
  text += "Source: the Coordination Office for Prisoners of War\n\n";
  text += "Among them are " + std::to_string(officers) + " officers and " +
          std::to_string(people - officers) + " privates and sergeants. " + std::to_string(guards) +
          " are from the National Guard and " + std::to_string(people - guards) +
          " from the Armed Forces, the office said.\n\n";
  text += "This is the " + std::to_string(20 + pick(50)) +
          "th exchange since the war began. In all, " + std::to_string(1000 + pick(4000)) +
          " people have been returned, Ombudsman Ivo Lind said.\n\n";
  text += "The previous exchange took place on " + date() + ", when " +
          std::to_string(20 + pick(200)) + " soldiers came home.\n\n";
  while (text.size() < kReportBytes) text += std::string(one_of(kFiller)) + "\n\n";
  return text;
}

void Corpus::menu(std::string& page, std::string_view role, int entries) {
  constexpr std::string_view kEntries[] = {
      "World", "Politics", "Business",          "Culture and Arts",    "Weather",
      "Sport", "Opinion",  "Health & Wellness", "Most read this week", "Archive"};
  page += "<ul class=\"" + std::string(role) + "__list u-flex u-gap-2\">\n";
  for (int i = 0; i < entries; ++i) {
    page += "  <li class=\"" + std::string(role) + "__item\"><a class=\"" + std::string(role) +
            "__link js-track\" data-track=\"nav:" + std::to_string(i) +
            "\" href=\"https://news.example/section/" + std::to_string(pick(100'000)) +
            "?from=menu&amp;pos=" + std::to_string(i) + "\"><span>" +
            std::string(one_of(kEntries)) + "</span></a></li>\n";
  }
  page += "</ul>\n";
}

void Corpus::ballast(std::string& page, std::size_t bytes) {
  const std::size_t end = page.size() + bytes;
  while (page.size() < end) {
    page += "(function(w,d){var q=w.q=w.q||[];if(q.length<" + std::to_string(pick(100)) +
            "&&d.getElementById('x" + std::to_string(pick(9999)) + "')){q.push({k:\"v" +
            std::to_string(pick(9999)) + "\",t:'<b>'+d.title+'</b>'});}})(window,document);\n";
  }
}

std::string Corpus::page() {
  std::string page =
      "<!DOCTYPE html>\n<html lang=\"en-GB\" class=\"no-js theme-light\">\n<head>\n<meta "
      "charset=\"utf-8\">\n";
  page +=
      "<title>Report | The Example</title>\n<meta property=\"og:site_name\" content=\"The "
      "Example\">\n";
  page += "<meta property=\"article:published_time\" content=\"2024-07-" +
          std::to_string(10 + pick(18)) + "T11:40:00+03:00\">\n";
  for (int i = 0; i < 40; ++i) {
    page += "<link rel=\"preload\" as=\"script\" href=\"https://cdn.example/static/chunk." +
            std::to_string(pick(1'000'000)) + ".js\">\n";
  }
  page += "<style>";
  for (int i = 0; i < 240; ++i)
    page += ".c" + std::to_string(i) + "{margin:0 auto;padding:" + std::to_string(i % 40) +
            "px;display:block}\n";
  page += "</style>\n<script>";
  ballast(page, 24'000);
  page +=
      "</script>\n</head>\n<body class=\"page page--article\">\n<header "
      "class=\"site-header\"><nav>";
  menu(page, "main-nav", 60);
  page += "</nav></header>\n<main><article class=\"article\">\n";
  const std::string text = report();
  std::size_t start = 0;
  bool first = true;
  while (start < text.size()) {
    const std::size_t end = std::min(text.find("\n\n", start), text.size());
    const std::string paragraph = text.substr(start, end - start);
    page += first ? "<h1 class=\"article__title\">" + paragraph + "</h1>\n"
                  : "<div class=\"article__block block--text\"><p class=\"p p--body\" data-id=\"" +
                        std::to_string(start) + "\">" + paragraph + "</p></div>\n";
    first = false;
    start = end + 2;
  }
  page +=
      "<figure><img src=\"https://img.example/1.jpg\" srcset=\"https://img.example/1.jpg 1x, "
      "https://img.example/2.jpg 2x\" alt=\"\">"
      "<figcaption>Photo: the Coordination Office</figcaption></figure>\n</article></main>\n<aside "
      "class=\"sidebar\">";
  while (page.size() < kPageBytes - 34'000) {
    page +=
        "<div class=\"teaser teaser--small\"><a class=\"teaser__link\" "
        "href=\"https://news.example/story/" +
        std::to_string(pick(1'000'000)) + "\"><img loading=\"lazy\" src=\"https://img.example/t/" +
        std::to_string(pick(1'000'000)) +
        ".webp\" width=\"320\" height=\"180\" alt=\"\"><h3 class=\"teaser__title\">" +
        std::string(one_of(kFiller)).substr(0, 72) +
        "</h3></a><svg class=\"icon\" viewBox=\"0 0 24 24\"><path d=\"M12 2C6.5 2 2 6.5 2 12s4.5 "
        "10 10 10\"/></svg>"
        "<span class=\"teaser__meta\">" +
        std::to_string(pick(59) + 1) + " min</span></div>\n";
  }
  page += "</aside>\n<footer>";
  menu(page, "footer-nav", 30);
  page += "&copy; 2024 The Example &middot; All rights reserved</footer>\n<script>";
  if (page.size() < kPageBytes) ballast(page, kPageBytes - page.size());
  return page + "</script>\n</body>\n</html>\n";
}

std::string Corpus::line(std::uint64_t number) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("id", "r" + std::to_string(number)).field("outlet", "The Example");
  json.field("published", "2024-07-25").field("text", report()).end_object();
  return out;
}

}  // namespace nostos::bench
