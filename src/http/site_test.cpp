// SPDX-License-Identifier: Apache-2.0
#include "http/site.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <set>

#include "actions/testing/fake_engines.h"

namespace nostos::http {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::array<EmbeddedFile, 2> kPages{{
    {"assets/app-1a2b.js", "let a = 1;", "aabbccddeeff00112233445566778899", "GZ", "BR"},
    {"index.html", "<title>x</title>", "ffeeddccbbaa00112233445566778899", {}, {}},
}};

class ASite : public testing::Test {
 protected:
  Response get(const std::string& path, Headers headers = {},
               std::vector<std::pair<std::string, std::string>> query = {}) {
    return site.answer({"GET", path, std::move(query), std::move(headers), ""});
  }
  Response post(const std::string& path, const std::string& body) {
    return site.answer({"POST", path, {}, {}, body});
  }
  Response file(const std::string& text, const std::string& operation) {
    return post("/api/reports",
                R"({"format":"text","outlet":"The Courier","published":"2024-01-03","body":")" +
                    text + R"(","operation":")" + operation + "\"}");
  }
  actions::FakeBureau world;
  Site site{{*world.bureau, world.chance, kPages, "1.2.3",
             "# id\tkind\tfor\tEnglish\tUkrainian\tRussian\nA\tstate\t-\tAland\tАланд\tАланд\n"
             "B\tstate\t-\tBland\tБланд\tБланд\n",
             "| term | meaning | українською | по-русски |\n|---|---|---|---|\n"
             "| claim | one thing a report says | твердження | утверждение |\n",
             "en\tuk\nthe only source\tєдине джерело\n"}};
};

TEST_F(ASite, HasExactlyTheRoutesOfItsContract) {
  std::ifstream contract(NOSTOS_SOURCE_DIR "/api/openapi.yaml");
  ASSERT_TRUE(contract);
  std::set<std::string> promised;
  std::string path;
  bool in_paths = false;
  for (std::string line; std::getline(contract, line);) {
    if (!line.empty() && line[0] != ' ' && line[0] != '#') in_paths = line == "paths:";
    if (!in_paths) continue;
    if (line.starts_with("  /")) path = line.substr(2, line.size() - 3);
    for (const char* method : {"get", "post", "put", "delete", "patch"}) {
      if (line == "    " + std::string(method) + ":")
        promised.insert(std::string(method) + " " + path);
    }
  }
  std::set<std::string> kept;
  for (const Site::Route& route : Site::routes()) {
    std::string method(route.method);
    for (char& c : method) c = static_cast<char>(std::tolower(c));
    kept.insert(method + " " + std::string(route.pattern));
  }
  EXPECT_EQ(kept, promised);
}

TEST_F(ASite, FilesAReportOnceAndShowsItEverywhere) {
  const Response first = file("50 came home.", "operation-1");
  EXPECT_EQ(first.status, 201U);
  EXPECT_THAT(first.body, HasSubstr("\"already_known\":false,\"claims\":1"));
  EXPECT_THAT(file("50 came home.", "operation-1").body, HasSubstr("\"already_known\":true"));
  const std::string digest = to_hex(sha256("50 came home."));
  EXPECT_THAT(get("/api/bureau").body, HasSubstr("\"reports\":1,\"exchanges\":1"));
  EXPECT_THAT(get("/api/reports").body, HasSubstr(digest));
  const Response report = get("/api/reports/" + digest);
  EXPECT_THAT(report.body, HasSubstr("\"exchanges\":{\"e1\":\"x1\"}"));
  EXPECT_THAT(report.body, HasSubstr("\"text\":\"50 came home.\""));
  const Response exchange = get("/api/exchanges/x1");
  EXPECT_THAT(exchange.body, HasSubstr("\"neighbours\":{\"previous\":null,\"next\":null}"));
  EXPECT_THAT(exchange.body, HasSubstr("\"outlet\":\"The Courier\""));
  EXPECT_THAT(get("/api/exchanges").body, HasSubstr("\"id\":\"x1\""));
  EXPECT_THAT(get("/api/findings").body, HasSubstr("\"findings\":[]"));
  EXPECT_THAT(get("/api/ledger").body, HasSubstr("\"kind\":\"claims_read\""));
  EXPECT_THAT(get("/api/ledger/verify").body, HasSubstr("\"ok\":true,\"size\":3"));
  EXPECT_THAT(get("/api/why", {}, {{"number", "x1.leg.A"}}).body, HasSubstr("the only source"));
}

TEST_F(ASite, TellsReasonsInTheLanguageThatIsAskedFor) {
  (void)file("50 came home.", "operation-1");
  const auto asking = [](const std::string& languages) {
    return Headers().add("Accept-Language", languages);
  };
  EXPECT_THAT(get("/api/exchanges/x1", asking("uk")).body, HasSubstr("єдине джерело"));
  EXPECT_THAT(get("/api/exchanges", asking("pl, uk-UA;q=0.8, en;q=0.5")).body,
              HasSubstr("єдине джерело"));
  EXPECT_THAT(get("/api/exchanges/x1", asking("en, uk;q=0.5")).body, HasSubstr("the only source"));
  EXPECT_THAT(get("/api/exchanges/x1").body, HasSubstr("the only source"));
  EXPECT_THAT(get("/api/why", asking("uk"), {{"number", "x1.leg.A"}}).body,
              HasSubstr("єдине джерело"));
  // A second report: what was retold before is not shown again.
  (void)file("70 came home.", "operation-2");
  EXPECT_THAT(get("/api/exchanges", asking("uk")).body, HasSubstr("\"id\":\"x2\""));
}

TEST_F(ASite, PreviewsWithoutFiling) {
  const Response preview = post("/api/readings", R"({"format":"text","body":"50 came home."})");
  EXPECT_EQ(preview.status, 200U);
  EXPECT_THAT(preview.body, HasSubstr("\"text\":\"50 came home.\""));
  EXPECT_EQ(get("/api/reports").body, "[]");
}

TEST_F(ASite, CorrectsThePublishedDay) {
  (void)file("50 came home.", "operation-1");
  const std::string digest = to_hex(sha256("50 came home."));
  const Response corrected = post("/api/reports/" + digest + "/published",
                                  R"({"published":"2024-01-02","reason":"the page says so"})");
  EXPECT_EQ(corrected.status, 201U) << corrected.body;
  EXPECT_THAT(get("/api/reports/" + digest).body, HasSubstr("2024-01-02"));
  EXPECT_EQ(
      post("/api/reports/" + digest + "/published", R"({"published":"2024-02-31","reason":"x"})")
          .status,
      400U);
  EXPECT_EQ(
      post("/api/reports/ffff/published", R"({"published":"2024-02-01","reason":"x"})").status,
      404U);
}

TEST_F(ASite, WrongBodiesNameTheFieldAndTheRemedy) {
  const std::vector<std::pair<std::string, std::string>> bad{
      {"", "not JSON"},
      {"{", "not JSON"},
      {"[1]", "must be a JSON object"},
      {R"({"format":"text"})", "'body' is missing"},
      {R"({"format":"pdf","body":"x","operation":"operation-1"})", "it is text or html"},
      {R"({"format":"text","body":7,"operation":"operation-1"})", "'body' must be a text"},
      {R"({"format":"text","body":"x"})", "'operation' is missing"},
      {R"({"format":"text","body":"x","operation":"short"})", "8 to 64"},
      {R"({"format":"text","body":"x","published":"31.12.2024","operation":"operation-1"})",
       "YYYY-MM-DD"},
      {R"({"format":"text","body":"a\u0000b","operation":"operation-1"})", "not UTF-8"},
      {std::string(5000, '['), "not JSON"}};
  for (const auto& [body, message] : bad) {
    const Response response = post("/api/reports", body);
    EXPECT_EQ(response.status, 400U) << body;
    EXPECT_THAT(response.body, HasSubstr("\"fault\":\"invalid_input\"")) << body;
    EXPECT_THAT(std::string(response.body), HasSubstr(message)) << body;
  }
  EXPECT_EQ(world.ledger.head().size, 1U);
}

TEST_F(ASite, AFullDiskIsServiceUnavailable) {
  world.store->failure = Error{Fault::unavailable, "no space left"};
  const Response response = file("50 came home.", "operation-1");
  EXPECT_EQ(response.status, 503U);
  EXPECT_THAT(response.body, HasSubstr("no space left"));
}

TEST_F(ASite, WhatIsNotThereIsNotFoundAndWhatIsNotAllowedSaysWhatIs) {
  EXPECT_EQ(get("/api/nothing").status, 404U);
  EXPECT_EQ(get("/api").status, 404U);
  EXPECT_EQ(get("/api/exchanges/x99").status, 404U);
  EXPECT_EQ(get("/api/reports/").status, 404U);
  EXPECT_EQ(get("/api/why").status, 400U);
  EXPECT_EQ(get("/api/ledger", {}, {{"limit", "0"}}).status, 400U);
  EXPECT_EQ(get("/api/export", {}, {{"format", "xml"}}).status, 400U);
  const Response wrong = site.answer({"DELETE", "/api/reports", {}, {}, ""});
  EXPECT_EQ(wrong.status, 405U);
  EXPECT_EQ(wrong.headers.get("Allow"), "GET, POST");
}

TEST_F(ASite, AnUnchangedAnswerIsNotSentAgain) {
  const Response first = get("/api/reports");
  Headers known;
  known.add("If-None-Match", std::string(first.headers.get("ETag")));
  EXPECT_EQ(get("/api/reports", known).status, 304U);
  (void)file("50 came home.", "operation-1");
  EXPECT_EQ(get("/api/reports", known).status, 200U);
}

TEST_F(ASite, ExportsComeAsFiles) {
  (void)file("=50 came home.", "operation-1");
  const Response csv = get("/api/export", {}, {{"format", "csv"}, {"what", "claims"}});
  EXPECT_THAT(csv.headers.get("Content-Disposition"), HasSubstr("nostos.csv"));
  EXPECT_THAT(csv.headers.get("Content-Type"), HasSubstr("text/csv"));
  EXPECT_EQ(get("/api/export", {}, {{"format", "jsonl"}}).headers.get("Content-Type"),
            "application/x-ndjson");
}

TEST_F(ASite, PartiesComeInTheOrderOfTheTable) {
  EXPECT_THAT(
      get("/api/parties").body,
      HasSubstr(R"([{"id":"A","names":{"en":"Aland","uk":"Аланд","ru":"Аланд"},"order":0},)"));
  EXPECT_EQ(
      get("/api/glossary").body,
      R"([{"term":"claim","meaning":"one thing a report says","uk":"твердження","ru":"утверждение"}])");
}

TEST_F(ASite, PagesAreCachedForEverWhenTheirNameHoldsAHash) {
  const Response script = get("/assets/app-1a2b.js");
  EXPECT_THAT(script.headers.get("Cache-Control"), HasSubstr("immutable"));
  EXPECT_THAT(script.headers.get("Content-Type"), HasSubstr("text/javascript"));
  const Response index = get("/");
  EXPECT_EQ(index.headers.get("Cache-Control"), "no-cache");
  EXPECT_EQ(index.body, "<title>x</title>");
  Headers known;
  known.add("If-None-Match", std::string(index.headers.get("ETag")));
  EXPECT_EQ(get("/", known).status, 304U);
}

TEST_F(ASite, PagesComeCompressedToWhoeverTakesIt) {
  const auto with = [&](const char* accepted) {
    Headers headers;
    headers.add("Accept-Encoding", accepted);
    return std::string(get("/assets/app-1a2b.js", headers).body);
  };
  EXPECT_EQ(with("gzip, deflate, br"), "BR");
  EXPECT_EQ(with("gzip;q=0.5, br;q=0"), "GZ");
  EXPECT_EQ(with("identity"), "let a = 1;");
}

TEST_F(ASite, AddressesOfTheAppGetItsPageAndMissingFilesDoNot) {
  EXPECT_EQ(get("/exchanges/x1").body, "<title>x</title>");
  EXPECT_EQ(get("/assets/gone.js").status, 404U);
  EXPECT_EQ(get("/../etc/passwd").status, 404U);
  EXPECT_EQ(site.answer({"POST", "/", {}, {}, ""}).status, 405U);
}

TEST_F(ASite, WithoutPagesItSaysHowToBuildThem) {
  const Site bare({*world.bureau, world.chance, {}, "1", "", "", ""});
  EXPECT_THAT(bare.answer({"GET", "/", {}, {}, ""}).body, HasSubstr("npm run build"));
}

}  // namespace
}  // namespace nostos::http
