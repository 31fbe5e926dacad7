// SPDX-License-Identifier: Apache-2.0
// Source records, searches and judgements over a bureau in memory.
#include "actions/registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "actions/file_records.h"
#include "actions/find_person.h"
#include "actions/judge_records.h"
#include "actions/rebuild_views.h"
#include "actions/show_person.h"
#include "actions/suggest_matches.h"
#include "actions/testing/fake_engines.h"
#include "actions/undo_judgement.h"
#include "actions/verify_ledger.h"

namespace nostos::actions {
namespace {

using domain::FieldKind;
using domain::SourceRecord;
using identity::Verdict;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

SourceRecord record(const std::string& id, const std::string& surname, const std::string& given,
                    const std::string& born = "") {
  SourceRecord one{id, "Sudria, hospital list", {}};
  if (!surname.empty()) one.fields.push_back({FieldKind::surname, "surname", surname});
  if (!given.empty()) one.fields.push_back({FieldKind::given_name, "name", given});
  if (!born.empty()) one.fields.push_back({FieldKind::birth_date, "born", born});
  return one;
}

class ARegistry : public testing::Test {
 protected:
  RecordsReceipt file(std::vector<SourceRecord> records, const std::string& list = "list-1.csv",
                      Origin origin = Origin::list) {
    auto receipt = file_records(*world.bureau, {std::move(records), {}, list, origin, "clerk"},
                                BadRows::refuse_all);
    EXPECT_TRUE(receipt) << receipt.error().message;
    return receipt ? *receipt : RecordsReceipt{};
  }
  std::string id(std::size_t place) const {
    return (*world.ledger.standing(ledger::kind::record_received))[place].about;
  }
  Result<JudgementReceipt> judge(std::size_t left, std::size_t right, Verdict verdict,
                                 const std::string& operation, const std::string& why = "") {
    return judge_records(*world.bureau,
                         {id(left), id(right), verdict, why, std::nullopt, operation, "judge"});
  }
  PersonView person(std::size_t place, std::optional<std::uint64_t> as_of = std::nullopt) {
    auto view = show_person(*world.bureau, {id(place), as_of, Purpose::identify, "reader"});
    EXPECT_TRUE(view) << view.error().message;
    return view ? *view : PersonView{};
  }
  std::size_t entries(std::string_view kind) const {
    std::size_t count = 0;
    for (std::uint64_t i = 0; i < world.ledger.head().size; ++i) {
      if (world.ledger.entry(i)->kind == kind) ++count;
    }
    return count;
  }
  Search search(const std::string& question) {
    Search asked;
    asked.question = question;
    asked.author = "reader";
    asked.operation = std::to_string(++searches_);
    return asked;
  }
  FakeBureau world;

 private:
  int searches_ = 0;
};

TEST_F(ARegistry, KeepsRecordsAsReceivedAndAListFiledTwiceAddsNothing) {
  const SourceRecord odd{
      "7", "Sudria, hospital list", {{FieldKind::full_name, "ПІБ", "Коваль  І"}}};
  const auto first = file({odd, record("8", "Marlow", "Ann")});
  EXPECT_EQ(first.fresh, 2U);
  const auto size = world.ledger.head().size;
  const auto again = file({odd, record("8", "Marlow", "Ann")}, "the same list, renamed.csv");
  EXPECT_EQ(again.fresh, 0U);
  EXPECT_EQ(again.filed[0].id, first.filed[0].id);
  EXPECT_TRUE(again.filed[1].already_known);
  EXPECT_EQ(world.ledger.head().size, size);
  const auto kept = show_record(*world.bureau, {first.filed[0].id, {}, Purpose::identify, "r"});
  EXPECT_EQ((*kept)->received.record, odd);
  EXPECT_EQ((*kept)->received.list, "list-1.csv");
  EXPECT_EQ((*kept)->received.row, 1U);
  EXPECT_TRUE(verify_ledger(*world.bureau)->ok);
}

TEST_F(ARegistry, ABadRowIsNamedWithRowAndFieldAndTheGoodOnesGoOnWhereAsked) {
  SourceRecord bad = record("2", "Marlow", "B\xFF");
  const RecordsFiling filing{{record("1", "Marlow", "Ann"), bad, {"3", "s", {}}},
                             {11, 12, 13},
                             "list.csv",
                             Origin::list,
                             "clerk"};
  const auto refused = file_records(*world.bureau, filing, BadRows::refuse_all);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("list.csv, row 12: field 'name' is not UTF-8"));
  EXPECT_EQ(world.ledger.head().size, 1U) << "nothing was filed";
  const auto passed = file_records(*world.bureau, filing, BadRows::pass_over);
  ASSERT_TRUE(passed);
  EXPECT_THAT(passed->filed, SizeIs(1));
  ASSERT_THAT(passed->refused, SizeIs(2));
  EXPECT_EQ(passed->refused[1].row, 13U);
}

TEST_F(ARegistry, FindsAPersonWithReasonsThatAddUpAndRecordsTheSearchButNotTheAnswer) {
  file({record("1", "Marlow", "Ann", "1987"), record("2", "Marlow", "Ben", "1990"),
        record("3", "Quill", "Cora", "1987")});
  const auto answer = find_person(*world.bureau, search("Marlow Ann 1987"));
  ASSERT_TRUE(answer) << answer.error().message;
  ASSERT_THAT(answer->hits, SizeIs(1)) << "where two of three fields differ it is not even weak";
  EXPECT_EQ(answer->hits[0].record->received.record.id, "1");
  EXPECT_EQ(answer->hits[0].waterfall.total(), 6'000);
  EXPECT_EQ(band_of(answer->hits[0].waterfall.total()), Band::strong);
  EXPECT_EQ(answer->searched, 3U);
  const auto entry = world.ledger.entry(answer->entry);
  EXPECT_EQ(entry->kind, "search_made");
  EXPECT_EQ(entry->author, "reader");
  EXPECT_THAT(entry->payload, HasSubstr("\"purpose\":\"inform_family\""));
  EXPECT_THAT(entry->payload, testing::Not(HasSubstr(id(0)))) << "the answer is not recorded";
}

TEST_F(ARegistry, WhatWasCorrectedByTheAskerCountsInsteadOfWhatWasUnderstood) {
  file({record("1", "Ann", "Marlow"), record("2", "Marlow", "Ann")});
  Search asked = search("Marlow Ann");
  asked.as_corrected = true;
  asked.sought = {{FieldKind::surname, "", "Ann"}, {FieldKind::given_name, "", "Marlow"}};
  const auto answer = find_person(*world.bureau, asked);
  EXPECT_EQ(answer->hits.front().record->received.record.id, "1");
}

TEST_F(ARegistry, TellsWhyANamedRecordWasNotFound) {
  file({record("1", "Marlow", "Ann", "1987"), record("2", "Quill", "Cora", "1990")});
  Search asked = search("Marlow Ann 1987");
  asked.named = id(1);
  const auto answer = find_person(*world.bureau, asked);
  ASSERT_TRUE(answer->named);
  EXPECT_EQ(answer->named->why, Why::below_weak);
  EXPECT_EQ(answer->named->found.waterfall.total(), -15'000);
  asked.named = id(0);
  EXPECT_EQ(find_person(*world.bureau, asked)->named->why, Why::found);
  asked.named = "00000000";
  EXPECT_EQ(find_person(*world.bureau, asked).error().fault, Fault::not_found);
}

TEST_F(ARegistry, AnEmptyQuestionIsRefusedAndNotRecorded) {
  EXPECT_EQ(find_person(*world.bureau, search("  ")).error().fault, Fault::invalid_input);
  EXPECT_EQ(entries("search_made"), 0U);
}

TEST_F(ARegistry, APersonIsWhatJudgementsHoldTogetherAndUndoingShowsWhatItTouches) {
  file({record("1", "Marlow", "Ann"), record("2", "Marlow", "Anne"), record("3", "Marlo", "Ann")});
  const auto first = judge(0, 1, Verdict::same, "op-1", "the same card number");
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_THAT(first->touched.before, SizeIs(2));
  EXPECT_THAT(first->touched.after, SizeIs(1));
  const auto second = judge(1, 2, Verdict::same, "op-2");
  ASSERT_TRUE(second);
  EXPECT_THAT(person(2).records, SizeIs(3));
  EXPECT_EQ(person(2).id, id(0));
  EXPECT_EQ(person(0).judgements[0].made.why, "the same card number");
  EXPECT_EQ(person(0).judgements[0].recording.author, "judge");
  EXPECT_THAT(person(0).judgements[1].made.left_with, ElementsAre(id(0), id(1)));

  const auto touched = preview_undoing(*world.bureau, first->id);
  ASSERT_TRUE(touched);
  EXPECT_THAT(touched->before, SizeIs(1));
  ASSERT_THAT(touched->after, SizeIs(2));
  EXPECT_THAT(touched->after[1].records, ElementsAre(id(1), id(2)));
  EXPECT_THAT(person(0).records, SizeIs(3)) << "a preview does nothing";

  const auto undone =
      undo_judgement(*world.bureau, {first->id, "the number was another's", "op-3", "chief"});
  ASSERT_TRUE(undone) << undone.error().message;
  EXPECT_THAT(person(0).records, SizeIs(1));
  ASSERT_THAT(person(0).judgements, SizeIs(1)) << "what was undone is still shown";
  EXPECT_EQ(person(0).judgements[0].undone[0].why, "the number was another's");
  EXPECT_EQ(person(0).judgements[0].undone[0].recording.author, "chief");
  EXPECT_EQ(undo_judgement(*world.bureau, {first->id, "", "op-4", "chief"}).error().fault,
            Fault::conflict);
  EXPECT_TRUE(undo_judgement(*world.bureau, {first->id, "", "op-3", "chief"})->already_known);
}

TEST_F(ARegistry, AnyPastEntryCanBeLookedAt) {
  file({record("1", "Marlow", "Ann"), record("2", "Marlow", "Anne")});
  const auto made = *judge(0, 1, Verdict::same, "op-1");
  const auto undone = *undo_judgement(*world.bureau, {made.id, "", "op-2", "chief"});
  EXPECT_THAT(person(0, made.entry).records, SizeIs(1));
  EXPECT_THAT(person(0, made.entry).judgements, IsEmpty());
  EXPECT_THAT(person(0, made.entry + 1).records, SizeIs(2));
  EXPECT_THAT(person(0, made.entry + 1).judgements[0].undone, IsEmpty());
  EXPECT_THAT(person(0, undone.entry + 1).records, SizeIs(1));
  const auto before_filing = show_person(*world.bureau, {id(1), 1, Purpose::identify, "r"});
  EXPECT_EQ(before_filing.error().fault, Fault::not_found);
}

TEST_F(ARegistry, WhatWasToldApartIsRememberedAndShownAsAContradiction) {
  file({record("1", "Marlow", "Ann"), record("2", "Marlow", "Ann"), record("3", "Marlow", "Ann")});
  ASSERT_TRUE(judge(0, 1, Verdict::different, "op-1", "two sisters"));
  ASSERT_TRUE(judge(1, 2, Verdict::same, "op-2"));
  const auto receipt = judge(0, 2, Verdict::same, "op-3");
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->touched.after[0].contradictions, 1U) << "said at once";
  EXPECT_THAT(person(0).person.contradictions, SizeIs(1));
  EXPECT_THAT(person(0).person.contradictions[0].way, SizeIs(2));
}

TEST_F(ARegistry, SuggestionsAreEntriesAndNeverJudgements) {
  file({record("1", "Marlow", "Ann", "1987"), record("2", "Marlow", "Ann", "1987"),
        record("3", "Quill", "Cora", "1990")});
  EXPECT_EQ(*suggest_matches(*world.bureau, {}), 1U);
  EXPECT_EQ(entries("suggestion_made"), 1U);
  EXPECT_THAT(person(0).records, SizeIs(1)) << "a suggestion holds nothing together";
  const auto open = *open_suggestions(*world.bureau, 10);
  ASSERT_THAT(open, SizeIs(1));
  EXPECT_EQ(open[0].waterfall.total(), 6'000);
  EXPECT_EQ(*suggest_matches(*world.bureau, {}), 0U) << "what was suggested is not said again";
  ASSERT_TRUE(judge(0, 1, Verdict::none, "op-1"));
  EXPECT_TRUE((*open_suggestions(*world.bureau, 10))[0].left_open_before);
  ASSERT_TRUE(judge(0, 1, Verdict::different, "op-2"));
  EXPECT_THAT(*open_suggestions(*world.bureau, 10), IsEmpty()) << "people outrank the machine";
}

TEST_F(ARegistry, WhoSaysTooLittleIsNeverSuggestedAndJoinedOnlyWithAReason) {
  file({record("1", "M", "A", "2012"), record("2", "M", "A", "2012"), record("3", "", "Ann"),
        record("4", "Marlow", "", "1987"), record("5", "Marlow", "", "1987")});
  file({record("6", "Quill", "Cora", "1990")}, "Courier, 3 May", Origin::news);
  file({record("7", "Quill", "Cora", "1990")});
  EXPECT_EQ(*suggest_matches(*world.bureau, {}), 0U);
  const auto refused = judge(0, 1, Verdict::same, "op-1");
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("says too little"));
  EXPECT_TRUE(judge(0, 1, Verdict::same, "op-2", "both cards carry the same photograph"));
  EXPECT_TRUE(judge(0, 2, Verdict::different, "op-3"));
}

TEST_F(ARegistry, AJudgeWhoSawAnotherFigureIsAskedToLookAgain) {
  file({record("1", "Marlow", "Ann"), record("2", "Marlow", "Ann")});
  Judging judging{id(0), id(1), Verdict::same, "", 1'999, "op-1", "judge"};
  EXPECT_EQ(judge_records(*world.bureau, judging).error().fault, Fault::conflict);
  judging.shown = 2'000;
  const auto receipt = judge_records(*world.bureau, judging);
  ASSERT_TRUE(receipt) << receipt.error().message;
  EXPECT_FALSE(receipt->already_known);
  EXPECT_TRUE(judge_records(*world.bureau, judging)->already_known) << "a retry judges once";
  EXPECT_EQ(person(0).judgements[0].made.shown.total(), 2'000);
  judging.verdict = Verdict::different;
  EXPECT_EQ(judge_records(*world.bureau, judging).error().fault, Fault::conflict);
}

TEST_F(ARegistry, EveryReadingOfAPersonIsRecordedOnceAnHour) {
  file({record("1", "Marlow", "Ann")});
  (void)person(0);
  (void)person(0);
  EXPECT_EQ(entries("person_read"), 1U);
  ASSERT_TRUE(show_record(*world.bureau, {id(0), {}, Purpose::correct, "reader"}));
  EXPECT_EQ(entries("person_read"), 2U) << "another purpose is another reading";
}

TEST_F(ARegistry, IsMadeAgainFromTheLedgerAlone) {
  file({record("1", "Marlow", "Ann", "1987"), record("2", "Marlow", "Ann", "1987"),
        record("3", "Quill", "Cora")});
  (void)suggest_matches(*world.bureau, {});
  const auto made = *judge(0, 1, Verdict::same, "op-1");
  ASSERT_TRUE(judge(0, 2, Verdict::different, "op-2"));
  (void)undo_judgement(*world.bureau, {made.id, "mistaken", "op-3", "chief"});
  const auto expect_all = [&](const std::string& when) {
    SCOPED_TRACE(when);
    EXPECT_THAT(person(0).records, SizeIs(1));
    EXPECT_THAT(person(0, made.entry + 1).records, SizeIs(2));
    ASSERT_THAT(person(0).judgements, SizeIs(2));
    EXPECT_EQ(person(0).judgements[0].undone[0].why, "mistaken");
    EXPECT_THAT(*open_suggestions(*world.bureau, 10), SizeIs(1));
    EXPECT_EQ(find_person(*world.bureau, search("Quill Cora"))->hits.size(), 1U);
  };
  expect_all("as it grew");
  ASSERT_TRUE(rebuild_views(*world.bureau, {}));
  expect_all("views rebuilt");
  ASSERT_TRUE(world.open(fake_engines()));
  expect_all("opened again by another program");
}

TEST_F(ARegistry, AFailedWriteLeavesNothingBehind) {
  world.store->failure = Error{Fault::unavailable, "the disk is full"};
  const auto receipt =
      file_records(*world.bureau, {{record("1", "Marlow", "Ann")}, {}, "l", Origin::list, "c"},
                   BadRows::refuse_all);
  EXPECT_EQ(receipt.error().fault, Fault::unavailable);
  EXPECT_EQ(find_person(*world.bureau, search("Marlow")).error().fault, Fault::unavailable)
      << "a search that cannot be recorded is not answered";
  world.store->failure.reset();
  EXPECT_EQ(find_person(*world.bureau, search("Marlow"))->searched, 0U);
}

}  // namespace
}  // namespace nostos::actions
