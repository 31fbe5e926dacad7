// SPDX-License-Identifier: Apache-2.0
#include "ingest/page_metadata.h"

#include <gtest/gtest.h>

#include <string>

#include "ingest/html.h"

namespace nostos::ingest {
namespace {

std::string published_of(const std::string& page) {
  const domain::Document document = html_document(page);
  if (!document.published) return "none";
  return domain::iso(*document.published) + " " + document.published_time + " " +
         document.published_basis;
}

TEST(PageDate, FormsInWhichPagesStateADay) {
  const auto shown = [](std::string_view text) {
    const auto date = parse_page_date(text);
    return date ? domain::iso(date->day) + " " + date->time : "none";
  };
  EXPECT_EQ(shown("2024-07-25T11:40:00+03:00"), "2024-07-25 11:40");
  EXPECT_EQ(shown("2024-07-25T21:40:00.000Z"), "2024-07-25 21:40");
  EXPECT_EQ(shown(" 2024-07-25 9:05"), "2024-07-25 09:05");
  EXPECT_EQ(shown("2024-07-25"), "2024-07-25 ");
  EXPECT_EQ(shown("2024/7/5"), "2024-07-05 ");
  EXPECT_EQ(shown("20240725"), "2024-07-25 ");
  EXPECT_EQ(shown("Thu, 25 Jul 2024 11:40:00 GMT"), "2024-07-25 11:40");
  EXPECT_EQ(shown("25 July 2024"), "2024-07-25 ");
  EXPECT_EQ(shown("July 25, 2024, 11:40"), "2024-07-25 11:40");
  EXPECT_EQ(shown("Mon, 01 Apr 2024 08:00:00 +0000"), "2024-04-01 08:00");
  EXPECT_EQ(shown("2023-02-31"), "none");  // no such day
  EXPECT_EQ(shown("2024-07-25T25:00"), "2024-07-25 ");
  EXPECT_EQ(shown("yesterday"), "none");
  EXPECT_EQ(shown(""), "none");
  EXPECT_EQ(shown("1721900400"), "none");
}

TEST(PageMetadata, JsonLdIsTheBestWitnessOfTheDay) {
  EXPECT_EQ(
      published_of(
          "<meta property='article:published_time' content='2024-01-02T10:00'>"
          "<script "
          "type='application/"
          "ld+json'>{\"@type\":\"NewsArticle\",\"comment\":[{\"datePublished\":\"2020-01-01\"}],"
          "\"datePublished\":\"2024-01-03T11:40:00+02:00\",}</script>"),
      "2024-01-03 11:40 page metadata: datePublished");
}

TEST(PageMetadata, MetaElementsInOrderOfTrust) {
  EXPECT_EQ(published_of("<meta name=date content=2024-02-01><meta content='2024-01-31' "
                         "property='article:published_time'>"),
            "2024-01-31  page metadata: article:published_time");
  EXPECT_EQ(published_of("<META NAME='DC.date.issued' CONTENT='2024-01-31'>"),
            "2024-01-31  page metadata: dc.date.issued");
  EXPECT_EQ(published_of("<meta name=parsely-pub-date content='2024-01-31T08:00:00Z'>"),
            "2024-01-31 08:00 page metadata: parsely-pub-date");
}

TEST(PageMetadata, ADayThatDoesNotExistIsNotTaken) {
  EXPECT_EQ(published_of("<meta property='article:published_time' content='2023-02-31'><meta "
                         "name=date content=2023-03-01>"),
            "2023-03-01  page metadata: date");
}

TEST(PageMetadata, ATimeElementCountsWhenItStandsWithTheArticle) {
  EXPECT_EQ(published_of("<nav><time datetime=2020-01-01>x</time></nav><article><time "
                         "datetime='2024-01-31T10:00'>y</time></article>"),
            "2024-01-31 10:00 page metadata: time");
  EXPECT_EQ(published_of("<article><time datetime=2024-01-30>x</time><time itemprop=datePublished "
                         "datetime=2024-01-31>y</time></article>"),
            "2024-01-31  page metadata: time");
  EXPECT_EQ(published_of("<p>no date, updated 2024</p>"), "none");
}

TEST(PageMetadata, TitleOutletAndLanguage) {
  const domain::Document document = html_document(
      "<html lang='uk-UA'><head><title>An exchange |  The Paper</title><meta "
      "property='og:site_name' content='The &quot;Paper&quot;'>"
      "<meta property=og:title content='An exchange'></head><body><h1>Heading</h1></body></html>");
  EXPECT_EQ(document.title, "An exchange");
  EXPECT_EQ(document.outlet, "The \"Paper\"");
  EXPECT_EQ(document.lang, "uk");
}

TEST(PageMetadata, TheHeadingIsTheTitleWhenNothingBetterIsSaid) {
  EXPECT_EQ(html_document("<title>Paper</title><h1>An &amp; <b>exchange</b></h1>").title,
            "An & exchange");
  EXPECT_EQ(html_document("<title> An\nexchange </title><p>x</p>").title, "An exchange");
}

TEST(PageMetadata, ThePublisherOfJsonLdIsTheOutlet) {
  const domain::Document document = html_document(
      "<script "
      "type=\"application/"
      "ld+json\">[{\"@graph\":[{\"publisher\":{\"@type\":\"Organization\",\"name\":"
      "\"\\u041f\\u0430\\u043f\\u0435\\u0440\"},"
      "\"inLanguage\":\"ru-RU\",\"headline\":\"H\\\"q\\\"\"}]}]</script><p>x</p>");
  EXPECT_EQ(document.outlet, "Папер");
  EXPECT_EQ(document.lang, "ru");
  EXPECT_EQ(document.title, "H\"q\"");
}

TEST(PageMetadata, BrokenJsonLdIsReadAsFarAsItGoes) {
  for (const char* json :
       {"{\"datePublished\":\"2024-01-31",
        "{\"datePublished\" : \"2024-01-31\", \"a\":", "}}]\"datePublished\":\"2024-01-31\"",
        "{\"a\":\"raw\nline\",\"datePublished\":\"2024-01-31\"}"}) {
    EXPECT_EQ(published_of(std::string("<script type=application/ld+json>") + json + "</script>"),
              "2024-01-31  page metadata: datePublished");
  }
}

}  // namespace
}  // namespace nostos::ingest
