// SPDX-License-Identifier: Apache-2.0
// What holds of every reading of every text, sensible or not.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <random>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "base/digest.h"
#include "base/utf8.h"
#include "ingest/ingest.h"
#include "told.h"
#include "wire/reading_json.h"

namespace nostos::readings {
namespace {

using Chance = std::mt19937;  // the same numbers everywhere, from the seed

std::size_t below(Chance& chance, std::size_t limit) { return limit == 0 ? 0 : chance() % limit; }

struct Sample {
  std::string name;
  std::string content;
  domain::Format format;
};

const std::vector<Sample>& samples() {
  static const std::vector<Sample> all = [] {
    std::vector<Sample> out;
    for (const auto& entry : std::filesystem::directory_iterator(
             std::filesystem::path(NOSTOS_SOURCE_DIR) / "samples")) {
      const auto extension = entry.path().extension();
      if (extension != ".txt" && extension != ".html") continue;
      out.push_back({entry.path().filename().string(), file_content(entry.path()),
                     extension == ".html" ? domain::Format::html : domain::Format::text});
    }
    std::ranges::sort(out, {}, &Sample::name);
    return out;
  }();
  return all;
}

bool on_border(std::string_view text, std::uint32_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

// Empty when all holds, else what does not.
std::string breach_in_spans(const domain::Reading& reading) {
  const auto good = [&](const domain::Span& span) {
    return span.start <= span.end && span.end <= reading.text.size() &&
           on_border(reading.text, span.start) && on_border(reading.text, span.end);
  };
  for (const auto& claim : reading.claims) {
    if (claim.spans.empty()) return "a claim without a span: " + claim.rule;
    for (const auto& span : claim.spans) {
      if (!good(span) || span.start == span.end) return "claim " + claim.rule;
    }
    for (const auto& speaker : claim.speakers) {
      if (!good(speaker.span)) return "speaker of " + claim.rule;
    }
  }
  for (const auto& doubt : reading.doubts) {
    if (!good(doubt.span)) return "doubt " + doubt.kind;
  }
  for (const auto& zone : reading.zones) {
    if (!good(zone.span)) return "zone " + zone.kind;
  }
  return {};
}

std::string breach_in_order(const domain::Reading& reading) {
  std::set<std::string> ids;
  std::uint32_t last = 0;
  for (const auto& claim : reading.claims) {
    if (claim.id.empty() || !ids.insert(claim.id).second)
      return "claim id \"" + claim.id + "\" of " + claim.rule;
    if (claim.spans.front().start < last) return "claim out of text order: " + claim.rule;
    last = claim.spans.front().start;
    if (claim.speakers.empty() || claim.speakers.front().mode != "document")
      return "chain does not begin at the report: " + claim.rule;
    if (claim.rule.empty()) return "claim without the rule that made it";
  }
  for (const auto& claim : reading.claims) {
    if (!claim.about.empty() && !ids.contains(claim.about))
      return "about an unknown claim: " + claim.rule;
  }
  return {};
}

std::string breach_in_events(const domain::Reading& reading) {
  std::set<std::string> ids;
  for (const auto& event : reading.events) {
    if (event.id.empty() || !ids.insert(event.id).second) return "event id \"" + event.id + "\"";
  }
  const auto known = [&](const std::string& id) { return id.empty() || ids.contains(id); };
  for (const auto& claim : reading.claims) {
    if (!known(claim.event)) return "claim of an unknown event: " + claim.event;
  }
  for (const auto& event : reading.events) {
    if (!known(event.previous) || !known(event.parent) || event.previous == event.id ||
        event.parent == event.id) {
      return "event " + event.id + " refers to " + event.previous + " and " + event.parent;
    }
    const auto& date = event.date;
    if (date.earliest && date.latest && *date.earliest > *date.latest)
      return "dates of " + event.id + " turned round";
    for (std::size_t claim : event.claims) {
      if (claim >= reading.claims.size()) return "claims of " + event.id;
    }
    for (const auto& one : event.legs) {
      if (one.claim >= reading.claims.size()) return "leg of " + event.id + " rests on nothing";
      if (!one.to.empty() && one.to == one.from)
        return "leg of " + event.id + " from a side to itself";
    }
    for (const auto& one : event.cumulative) {
      if (one.claim >= reading.claims.size()) return "total of " + event.id + " rests on nothing";
    }
  }
  return {};
}

void expect_sound(const domain::Reading& reading, const std::string& what) {
  EXPECT_EQ(breach_in_spans(reading), "") << what;
  EXPECT_EQ(breach_in_order(reading), "") << what;
  EXPECT_EQ(breach_in_events(reading), "") << what;
}

std::string json(const domain::Reading& reading) {
  return wire::reading_json(reading, wire::WithText::yes);
}

domain::Reading read_as(std::string_view text, domain::Format format) {
  return read(Told{.text = text, .format = format});
}

TEST(Properties, EverySampleIsReadSoundly) {
  ASSERT_GE(samples().size(), 20U);
  for (const Sample& sample : samples())
    expect_sound(read_as(sample.content, sample.format), sample.name);
}

TEST(Properties, AClaimAndItsEventNameEachOther) {
  for (const Sample& sample : samples()) {
    const auto reading = read_as(sample.content, sample.format);
    std::set<std::pair<std::string, std::size_t>> listed;
    for (const auto& event : reading.events) {
      for (const std::size_t claim : event.claims) {
        EXPECT_EQ(reading.claims.at(claim).event, event.id)
            << sample.name << ": " << words(reading, reading.claims.at(claim));
        listed.emplace(event.id, claim);
      }
    }
    for (std::size_t i = 0; i < reading.claims.size(); ++i) {
      const auto& claim = reading.claims[i];
      EXPECT_TRUE(claim.event.empty() || listed.contains({claim.event, i}))
          << sample.name << ": " << words(reading, claim);
    }
  }
}

TEST(Properties, EqualReportsGiveEqualBytes) {
  for (const Sample& sample : samples()) {
    EXPECT_EQ(json(read_as(sample.content, sample.format)),
              json(read_as(sample.content, sample.format)))
        << sample.name;
  }
}

// What is built into the program brings its digests along.
TEST(Properties, RulesHaveTheSameDigestWhetherTablesBringTheirsOrNot) {
  std::vector<std::string> digests;
  for (const reading::KnowledgeFile& file : tables())
    digests.push_back(to_hex(sha256(file.content)));
  std::vector<reading::KnowledgeFile> with = tables();
  for (std::size_t i = 0; i < with.size(); ++i) with[i].digest = digests[i];
  const auto reader = reading::Reader::load(with);
  ASSERT_TRUE(reader) << reader.error().message;
  EXPECT_EQ(reader->rules_digest(), readings::reader().rules_digest());
}

TEST(Properties, AClaimKeepsItsIdInAnyRunAndHasAnotherInAnotherReport) {
  const auto a = read("75 defenders have returned home from Sudrian captivity.", "2018-02-21");
  const auto b = read("75 defenders have returned home from Sudrian captivity.", "2018-02-21");
  const auto c = read("76 defenders have returned home from Sudrian captivity.", "2018-02-21");
  ASSERT_FALSE(a.claims.empty());
  EXPECT_EQ(a.claims.front().id, b.claims.front().id);
  EXPECT_NE(a.claims.front().id, c.claims.front().id);
}

// Cuts on borders of code points: what is taken in has been checked to be UTF-8 before it is read.
std::size_t border_near(std::string_view text, std::size_t at) {
  while (at < text.size() && !on_border(text, static_cast<std::uint32_t>(at))) ++at;
  return at;
}

std::string mutated(std::string text, Chance& chance) {
  static const std::vector<std::string> kOdd = {"“",
                                                "”",
                                                "\"",
                                                "(",
                                                ")",
                                                ";",
                                                ",",
                                                ".",
                                                ":",
                                                "-",
                                                " – ",
                                                "\n",
                                                "\n\n",
                                                "\t",
                                                "0",
                                                "000,000",
                                                "9999999999999999999",
                                                "1,2,3,4",
                                                "31 February",
                                                "0th",
                                                "XXXX",
                                                "and",
                                                "of which",
                                                "including",
                                                "the rest",
                                                "in total",
                                                "yesterday",
                                                "Norland",
                                                "Sudria",
                                                "each",
                                                "for",
                                                "\xC2\xA0",
                                                "\xE2\x80\xAF",
                                                "\xE2\x80\x8B",
                                                "\xEF\xBB\xBF",
                                                "ї",
                                                "\xF0\x9F\x95\x8A",
                                                "%",
                                                "<b>",
                                                "&amp;"};
  const std::size_t steps = 1 + below(chance, 8);
  for (std::size_t step = 0; step < steps; ++step) {
    const std::size_t from = border_near(text, below(chance, text.size() + 1));
    const std::size_t to = border_near(text, std::min(text.size(), from + below(chance, 60)));
    switch (below(chance, 4)) {
      case 0:
        text.erase(from, to - from);
        break;
      case 1:
        text.insert(from, kOdd[below(chance, kOdd.size())]);
        break;
      case 2:
        text.insert(border_near(text, below(chance, text.size() + 1)),
                    text.substr(from, to - from));
        break;
      default:
        text = text.substr(from) + text.substr(0, from);
        break;
    }
  }
  return text;
}

TEST(Properties, DamagedReportsAreReadSoundlyToo) {
  Chance chance(20180207);
  for (int round = 0; round < 12; ++round) {
    for (const Sample& sample : samples()) {
      const std::string text = mutated(sample.content, chance);
      ASSERT_EQ(first_invalid_utf8(text), std::nullopt);
      expect_sound(read_as(text, sample.format), sample.name + ", round " + std::to_string(round));
      if (HasFailure()) {
        ADD_FAILURE() << "the damaged text:\n" << text;
        return;
      }
    }
  }
}

TEST(Properties, WordSaladIsReadSoundly) {
  Chance chance(12);
  std::vector<std::string> words;
  for (const Sample& sample : samples()) {
    std::string word;
    for (const char c : sample.content) {
      if (c == ' ' || c == '\n') {
        if (!word.empty()) words.push_back(word);
        word.clear();
      } else {
        word += c;
      }
    }
  }
  for (int round = 0; round < 200; ++round) {
    std::string text;
    for (int i = 0; i < 120; ++i)
      text += words[below(chance, words.size())] + (below(chance, 30) == 0 ? "\n\n" : " ");
    expect_sound(read_as(text, round % 2 == 0 ? domain::Format::text : domain::Format::html), text);
    if (HasFailure()) return;
  }
}

// One sentence without end, one list without end, quotes that never close. (What they cost is
// measured in bench/.)
TEST(Properties, TextsMadeToCostTimeAreReadSoundly) {
  for (const char* piece :
       {"50 soldiers and ", "12 National Guardsmen, ", "\"50 soldiers ", "1 ", "(50 of them ",
        "Norland and Sudria and ", "in exchange for 50 for 50 for ", "on 7 February 2018 and ",
        "said that Sudria said that ", "including 5 ",
        "On 7 February Norland freed 50 soldiers. "}) {
    std::string text;
    while (text.size() < 60'000) text += piece;
    expect_sound(read(text), text.substr(0, 60));
  }
}

TEST(Properties, WhatIsTooLongForAReportIsSaidToBeUnread) {
  std::string text;
  while (text.size() < (1U << 20U) + 5000) text += "Norland freed 5 soldiers of Sudria.\n\n";
  const auto reading = read(text);
  const auto doubt = std::ranges::find(reading.doubts, "too_long", &domain::Doubt::kind);
  ASSERT_NE(doubt, reading.doubts.end());
  EXPECT_EQ(reading.doubts.back().kind, "too_long");
  EXPECT_EQ(reading.doubts.back().span.end, text.size());
}

// Short and long, empty, in one language and in several, in none that can be read.
std::vector<domain::Report> reports_of_all_kinds() {
  std::vector<domain::Report> out;
  const auto add = [&](std::string body, domain::Format format = domain::Format::text,
                       std::string lang = {}) {
    domain::Report& report = out.emplace_back();
    report.id = std::to_string(out.size());
    report.format = format;
    report.body = std::move(body);
    report.lang = std::move(lang);
    if (out.size() % 3 != 0) report.published = domain::parse_iso("2018-05-04");
  };
  for (const Sample& sample : samples()) add(sample.content, sample.format);
  add("");
  add(" \n\n ");
  add("50 soldiers of Norland came home.", domain::Format::text, "xx");
  std::string chapter;
  for (const char* paragraph :
       {"On Thursday Norland and Sudria exchanged prisoners of war, and 140 Norlandic soldiers "
        "came home, the ombudsman of Norland said.\n\n",
        "Попередній обмін між Норландом і Судрією відбувся 7 квітня 2018 року, тоді додому "
        "повернулися 24 норландські військові.\n\n",
        "В четверг Норландия и Судрия обменялись пленными, домой вернулись 140 норландских "
        "военных, сообщил омбудсмен Норландии.\n\n"}) {
    add(paragraph);
    chapter += paragraph;
    add(chapter);
  }
  std::string huge;
  while (huge.size() < 1'300'000) huge += chapter;
  add(huge);
  add("Norland freed 5 soldiers of Sudria.");
  return out;
}

TEST(Properties, TextsReadTogetherAreReadAsEachAlone) {
  std::vector<domain::Report> reports = reports_of_all_kinds();
  Chance chance(7);
  std::ranges::shuffle(reports, chance);
  std::vector<domain::Document> documents;
  std::vector<domain::Reading> alone;
  for (const domain::Report& report : reports) {
    documents.push_back(ingest::to_document(report));
    alone.push_back(reader().read(report, documents.back()));
  }
  const auto check = [&](std::size_t first, std::size_t size) {
    const auto together = reader().read_many(std::span(reports).subspan(first, size),
                                             std::span(documents).subspan(first, size));
    ASSERT_EQ(together.size(), size);
    for (std::size_t n = 0; n < size; ++n) {
      const domain::Reading& one = alone[first + n];
      EXPECT_EQ(wire::reading_json(together[n], wire::WithText::yes),
                wire::reading_json(one, wire::WithText::yes))
          << "report " << one.id << " among " << size;
      EXPECT_EQ(together[n].shingles, one.shingles) << "report " << one.id << " among " << size;
    }
  };
  check(0, reports.size());
  for (const std::size_t size : {0U, 2U, 3U, 7U}) check(reports.size() - size, size);
  for (int run = 0; run < 4; ++run) {
    const std::size_t first = below(chance, reports.size());
    check(first, below(chance, reports.size() - first));
  }
}

TEST(Properties, TextsOfNothingGiveNothing) {
  for (const char* text :
       {"", " ", "\n\n\n", "\xEF\xBB\xBF", ".", "\"", "((((((((((", "1", "?!?!?!", "\xC2\xA0"}) {
    const auto reading = read(text);
    EXPECT_TRUE(reading.events.empty()) << text;
    EXPECT_TRUE(reading.claims.empty()) << text;
  }
}

}  // namespace
}  // namespace nostos::readings
