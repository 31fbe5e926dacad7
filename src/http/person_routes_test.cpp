// SPDX-License-Identifier: Apache-2.0
#include "http/person_routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "actions/testing/fake_engines.h"
#include "http/site.h"

namespace nostos::http {
namespace {

using testing::HasSubstr;

class PersonPages : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(post("/api/records", kTwoOfMarlowAndOneOfQuill).status, 201U);
    for (int i = 0; i < 3; ++i) {
      const auto standing = *world.ledger.standing(ledger::kind::record_received);
      ids.push_back(standing[static_cast<std::size_t>(i)].about);
    }
  }
  Response get(const std::string& path,
               std::vector<std::pair<std::string, std::string>> query = {}) {
    return site.answer({"GET", path, std::move(query), {}, ""});
  }
  Response post(const std::string& path, const std::string& body) {
    return site.answer({"POST", path, {}, {}, body});
  }
  std::string judged(const std::string& more) {
    return R"({"left":")" + ids[0] + R"(","right":")" + ids[1] + "\"," + more + "}";
  }
  std::string judgement_id() {
    return world.bureau->registry().look(
        [](const actions::RegistryState& state) { return state.judgements().begin()->second.id; });
  }

  static constexpr const char* kTwoOfMarlowAndOneOfQuill =
      R"({"list":"list-1.csv","source":"Sudria","records":[
        {"id":"1","fields":[{"kind":"surname","text":"Marlow"},{"kind":"given_name","text":"Ann"}]},
        {"id":"2","fields":[{"kind":"surname","text":"Marlow"},{"kind":"given_name","text":"Ann"}]},
        {"id":"3","fields":[{"kind":"surname","text":"Quill"},{"kind":"given_name","text":"Cora"}]}]})";

  actions::FakeBureau world;
  Site site{{*world.bureau, world.chance, {}, "1.2.3", "", "", {}}};
  std::vector<std::string> ids;
};

TEST_F(PersonPages, FindAPersonAndGiveReasonsThatAddUp) {
  const Response found =
      post("/api/searches", R"({"question":"Marlow Ann","purpose":"inform_family"})");
  EXPECT_EQ(found.status, 200U) << found.body;
  EXPECT_THAT(found.body, HasSubstr(R"("band":"possible","waterfall":{"total":2000,)"));
  EXPECT_THAT(found.body, HasSubstr(R"({"key":"prior","words":[],"weight":-6000})"));
  EXPECT_THAT(found.body, HasSubstr(R"("named":null)"));
  EXPECT_EQ(found.headers.get("Cache-Control"), "no-store");
}

TEST_F(PersonPages, ASearchNeedsAPurposeAndSaysWhich) {
  const Response refused = post("/api/searches", R"({"question":"Marlow"})");
  EXPECT_EQ(refused.status, 400U);
  EXPECT_THAT(refused.body, HasSubstr("purpose: is missing; inform_family, account_for"));
  EXPECT_EQ(post("/api/searches", R"({"question":"M","purpose":"question_them"})").status, 400U);
  EXPECT_EQ(post("/api/searches", R"({"question":"","purpose":"identify"})").status, 400U);
  EXPECT_EQ(post("/api/searches", R"({"purpose":"identify","sought":[{"text":"Marlow"}]})").status,
            400U);
}

TEST_F(PersonPages, TellWhyANamedRecordIsNotAmongTheHits) {
  const Response found = post("/api/searches", R"({"question":"Marlow Ann","purpose":"identify",)"
                                               R"("record":")" +
                                                   ids[2] + "\"}");
  EXPECT_THAT(found.body, HasSubstr(R"("why":"below_weak")"));
}

TEST_F(PersonPages, JudgeUndoAndShowTheFileAsItWas) {
  const std::string same = R"("verdict":"same","shown":2000,"why":"one card number")";
  const Response preview = post("/api/judgements", judged(same + R"(,"preview":true)"));
  EXPECT_EQ(preview.status, 200U) << preview.body;
  EXPECT_THAT(get("/api/persons/" + ids[0]).body, HasSubstr(R"("judgements":[])"));
  const Response made = post("/api/judgements", judged(same + R"(,"operation":"operation-1")"));
  EXPECT_EQ(made.status, 201U) << made.body;
  EXPECT_THAT(made.body, HasSubstr(R"("after":[{"id":")" + ids[0] + R"(","records":[")" + ids[0]));
  const Response person = get("/api/persons/" + ids[1]);
  EXPECT_THAT(person.body, HasSubstr(R"({"id":")" + ids[0] + "\""));
  EXPECT_THAT(person.body, HasSubstr(R"("why":"one card number","inside":true)"));

  const std::string undo = "/api/judgements/" + judgement_id() + "/undo";
  EXPECT_EQ(post(undo, R"({"preview":true})").status, 200U);
  EXPECT_THAT(get("/api/persons/" + ids[1]).body, HasSubstr(R"("undone":[])"));
  EXPECT_EQ(post(undo, R"({"why":"mistaken","operation":"operation-2"})").status, 201U);
  EXPECT_EQ(post(undo, R"({"why":"mistaken"})").status, 409U);
  EXPECT_THAT(get("/api/persons/" + ids[1]).body, HasSubstr(R"("why":"mistaken"}]})"));
  EXPECT_THAT(get("/api/persons/" + ids[1], {{"as_of", "1"}}).body, HasSubstr("not_found"));
}

TEST_F(PersonPages, AJudgementOnAnOutdatedFigureIsAConflict) {
  EXPECT_EQ(post("/api/judgements", judged(R"("verdict":"same","shown":1)")).status, 409U);
  EXPECT_EQ(post("/api/judgements", judged(R"("verdict":"perhaps")")).status, 400U);
  EXPECT_EQ(post("/api/judgements", judged(R"("why":"")")).status, 400U);
  EXPECT_EQ(
      post("/api/judgements", R"({"left":"ffffffff","right":"eeeeeeee","verdict":"same"})").status,
      404U);
}

TEST_F(PersonPages, SuggestWhatIsToBeJudgedUntilItIs) {
  EXPECT_THAT(get("/api/suggestions").body, HasSubstr(R"("waterfall":{"total":2000)"));
  EXPECT_THAT(get("/api/comparisons", {{"left", ids[0]}, {"right", ids[2]}}).body,
              HasSubstr(R"("standing":null,"one_person":false,"kept_apart":false)"));
  EXPECT_EQ(post("/api/judgements", judged(R"("verdict":"different")")).status, 201U);
  EXPECT_THAT(get("/api/suggestions").body, HasSubstr(R"("suggestions":[])"));
  EXPECT_THAT(get("/api/comparisons", {{"left", ids[0]}, {"right", ids[1]}}).body,
              HasSubstr(R"("standing":"different","one_person":false,"kept_apart":true)"));
}

TEST_F(PersonPages, AListWithABadRecordIsRefusedAsAWholeWithItsPlace) {
  const Response refused = post(
      "/api/records",
      R"({"list":"l","records":[{"fields":[{"kind":"surname","text":"A"}]},{"fields":[{"kind":"shoe_size","text":"44"}]}]})");
  EXPECT_EQ(refused.status, 400U);
  EXPECT_THAT(refused.body, HasSubstr(R"(records[1].fields[0].kind: \"shoe_size\")"));
  EXPECT_EQ(post("/api/records", R"({"list":"l","records":[]})").status, 400U);
  const Response again = post("/api/records", kTwoOfMarlowAndOneOfQuill);
  EXPECT_THAT(again.body, HasSubstr(R"("fresh":0)"));
}

TEST_F(PersonPages, ASearchIsNeverAnAddress) {
  EXPECT_EQ(get("/api/searches", {{"question", "Marlow"}}).status, 405U);
}

std::shared_ptr<const ingest::Columns> columns_of_tree() {
  std::ifstream in(NOSTOS_SOURCE_DIR "/data/columns.tsv", std::ios::binary);
  const std::string table{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  auto columns = ingest::Columns::load(table);
  EXPECT_TRUE(columns) << columns.error().message;
  return std::make_shared<const ingest::Columns>(std::move(*columns));
}

class Lists : public testing::Test {
 protected:
  static actions::Engines engines() {
    actions::Engines all = actions::fake_engines();
    all.columns = columns_of_tree();
    return all;
  }
  Response send(const std::string& path, const std::string& bytes,
                std::vector<std::pair<std::string, std::string>> query) {
    return site.answer({"POST", path, std::move(query), {}, bytes});
  }
  actions::FakeBureau world{engines()};
  Site site{{*world.bureau, world.chance, {}, "1", "", "", {}}};
};

constexpr const char* kList = "Who;Ім'я;status\nMarlow;Ann;у полоні\nQuill;Co\x07ra;\n";

TEST_F(Lists, AreShownAsUnderstoodAndNothingIsFiled) {
  const auto size = world.ledger.head().size;
  const Response shown = send("/api/lists/preview", kList, {{"name", "l.csv"}});
  ASSERT_EQ(shown.status, 200U) << shown.body;
  EXPECT_THAT(shown.body, HasSubstr(R"("rows":2,"good":1)"));
  EXPECT_THAT(shown.body, HasSubstr(R"({"heading":"Who","holds":"other"})"));
  EXPECT_THAT(shown.body, HasSubstr("l.csv:3: field 2 (Ім'я)"));
  EXPECT_EQ(world.ledger.head().size, size);
  const Response told =
      send("/api/lists/preview", kList, {{"name", "l.csv"}, {"columns", "Who=surname"}});
  EXPECT_THAT(told.body, HasSubstr(R"({"heading":"Who","holds":"surname"})"));
}

TEST_F(Lists, AreToldOfInTheLanguageOfWhoReads) {
  Site told{{*world.bureau,
             world.chance,
             {},
             "1",
             "",
             "",
             {},
             "en\tuk\n{x}: field {n} ({x2}): {x3}\t{x}, поле {n} («{x2}»): {x3}\n"}};
  const auto preview = [&](const char* language) {
    Request request{"POST", "/api/lists/preview", {{"name", "l.csv"}}, {}, kList};
    request.headers.add("Accept-Language", language);
    return told.answer(request);
  };
  EXPECT_THAT(preview("uk").body, HasSubstr("l.csv:3, поле 2 («Ім'я»): "));
  EXPECT_THAT(preview("en").body, HasSubstr("l.csv:3: field 2 (Ім'я): "));
}

TEST_F(Lists, AreEnteredWholeOrTheirGoodRowsWhereAsked) {
  const std::vector<std::pair<std::string, std::string>> query{{"name", "l.csv"},
                                                               {"columns", "Who=surname"}};
  const Response refused = send("/api/lists", kList, query);
  EXPECT_EQ(refused.status, 400U);
  EXPECT_THAT(refused.body, HasSubstr("l.csv:3: field 2"));
  auto going_on = query;
  going_on.emplace_back("go_on", "true");
  const Response entered = send("/api/lists", kList, going_on);
  EXPECT_EQ(entered.status, 201U) << entered.body;
  EXPECT_EQ(entered.body, R"({"fresh":1,"known":0,"refused":1,"suggested":0})");
  EXPECT_EQ(send("/api/lists", kList, going_on).body,
            R"({"fresh":0,"known":1,"refused":1,"suggested":0})");
  EXPECT_EQ(send("/api/lists", kList, {}).status, 400U) << "a list needs a name";
}

TEST_F(Lists, ThatArePicturesAreRefused) {
  EXPECT_EQ(send("/api/lists/preview", "\x89PNG\r\n", {{"name", "l.csv"}}).status, 400U);
}

}  // namespace
}  // namespace nostos::http
