// SPDX-License-Identifier: Apache-2.0
// Finding people with the tables and weights as they are.
#include "actions/person_engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "actions/file_records.h"
#include "actions/find_person.h"
#include "actions/suggest_matches.h"
#include "actions/testing/fake_engines.h"
#include "actions/testing/person_tables.h"

namespace nostos::actions {
namespace {

using domain::FieldKind;
using domain::SourceRecord;

SourceRecord full_name(const std::string& name, const std::string& born = "") {
  SourceRecord record{"", "Sudria", {{FieldKind::full_name, "ПІБ", name}}};
  if (!born.empty()) record.fields.push_back({FieldKind::birth_date, "born", born});
  return record;
}

class WithTheRealEngine : public testing::Test {
 protected:
  static Engines engines() {
    Engines all = fake_engines();
    static const PersonTablesOnDisk disk;
    auto made = make_person_engine(disk.tables());
    EXPECT_TRUE(made) << made.error().message;
    all.candidates = *made;
    return all;
  }
  void file(std::vector<SourceRecord> records, Origin origin = Origin::list) {
    const auto receipt = file_records(
        *world.bureau, {std::move(records), {}, "list", origin, "clerk"}, BadRows::refuse_all);
    ASSERT_TRUE(receipt) << receipt.error().message;
  }
  SearchAnswer search(const std::string& question) {
    Search asked;
    asked.question = question;
    asked.operation = question;
    auto answer = find_person(*world.bureau, asked);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? *answer : SearchAnswer{};
  }
  std::string first(const std::string& question) {
    const SearchAnswer answer = search(question);
    return answer.hits.empty() ? ""
                               : std::string(answer.hits[0].record->received.record.fields[0].text);
  }
  FakeBureau world{engines()};
};

TEST_F(WithTheRealEngine, OneNameInAnyScriptWithErrorsIsFound) {
  file({full_name("Коваленко Іван Петрович", "1987-03-12"),
        full_name("Коваленко Марія Петрівна", "1990-05-01"),
        full_name("Гриценко Олена Ігорівна", "1979"), full_name("Шаповал Юрій", "1987")});
  EXPECT_EQ(first("Kovalenko Ivan"), "Коваленко Іван Петрович");
  EXPECT_EQ(first("Коваленко Иван Петрович 12.03.1987"), "Коваленко Іван Петрович");
  EXPECT_EQ(first("Hrytsenko Olena"), "Гриценко Олена Ігорівна");
  EXPECT_EQ(first("Grytsenko Elena 1979"), "Гриценко Олена Ігорівна");
  EXPECT_EQ(first("Ковалеко Іван 1987"), "Коваленко Іван Петрович");
}

TEST_F(WithTheRealEngine, ReasonsAddUpToWhatIsShown) {
  file({full_name("Коваленко Іван Петрович", "1987-03-12"), full_name("Шаповал Юрій", "1987")});
  const SearchAnswer answer = search("Kovalenko Ivan 1987");
  ASSERT_FALSE(answer.hits.empty());
  const matching::Waterfall& waterfall = answer.hits[0].waterfall;
  matching::Millibits sum = 0;
  for (const matching::Step& step : waterfall.steps) sum += step.weight;
  EXPECT_EQ(sum, waterfall.total());
  EXPECT_EQ(waterfall.steps.front().key, "prior");
  EXPECT_GT(waterfall.steps.size(), 2U);
}

TEST_F(WithTheRealEngine, ARankInAnotherLanguageIsTheSameRankShownAsEachSideWroteIt) {
  SourceRecord known = full_name("Коваленко Іван", "1987");
  known.fields.push_back({FieldKind::rank, "звання", "старший сержант"});
  file({known, full_name("Шаповал Юрій", "1990")});
  Search asked;
  asked.operation = "search-1";
  asked.sought = {{FieldKind::full_name, "", "Kovalenko Ivan"},
                  {FieldKind::rank, "", "senior sergeant"}};
  const auto answer = find_person(*world.bureau, asked);
  ASSERT_TRUE(answer) << answer.error().message;
  ASSERT_FALSE(answer->hits.empty());
  const auto& steps = answer->hits[0].waterfall.steps;
  const auto rank = std::ranges::find(steps, "rank.exact", &matching::Step::key);
  ASSERT_NE(rank, steps.end());
  EXPECT_THAT(rank->words, testing::ElementsAre("senior sergeant", "старший сержант"));
}

TEST_F(WithTheRealEngine, NameWordsAreOfferedInAnyScriptAndNotForASingleLetter) {
  file({full_name("Коваленко Іван"), full_name("Коваленко Марія"), full_name("Шаповал Юрій")});
  const auto offered = [&](std::string_view typed) {
    std::vector<std::string> words;
    world.bureau->registry().look([&](const RegistryState& state) {
      for (const CompletedWord& one : state.candidates().complete(typed, 8))
        words.push_back(one.word + " " + std::to_string(one.records));
      return 0;
    });
    return words;
  };
  ASSERT_FALSE(offered("Kov").empty());
  EXPECT_EQ(offered("Kov").front(), "Коваленко 2");
  EXPECT_EQ(offered("Шаповал Юр").front(), "Юрій 1");
  EXPECT_THAT(offered("K"), testing::IsEmpty());
}

TEST_F(WithTheRealEngine, InitialsFirstNamesAndNewsAreNeverSuggested) {
  file({full_name("Коваленко І. П.", "1987-03-12"), full_name("Коваленко І. П.", "12.03.1987"),
        full_name("Іван Петрович", "1987-03-12"), full_name("Марія К.", "2013"),
        full_name("М. К.", "2013")});
  file({full_name("Гриценко Олена Ігорівна", "1979-01-02")}, Origin::news);
  file({full_name("Гриценко Олена Игоревна", "1979-01-02")});
  EXPECT_EQ(*suggest_matches(*world.bureau, {}), 0U);
  file({full_name("Hrytsenko Olena Ihorivna", "1979-01-02")});
  EXPECT_EQ(*suggest_matches(*world.bureau, {}), 1U) << "two lists may say the same person";
}

// A file that outlives whoever uses it, and can be harmed.
class BorrowedFile final : public finding::IndexFile {
 public:
  struct Disk {
    std::vector<std::byte> bytes;
    int commits = 0;
    bool full = false;
  };
  explicit BorrowedFile(Disk& disk) : disk_(disk) {}
  Result<std::shared_ptr<const finding::Mapping>> map() const override {
    if (disk_.bytes.empty()) return fail(Fault::not_found, "none");
    return finding::in_memory(disk_.bytes);
  }
  Result<void> write(std::span<const std::byte> bytes) override {
    if (disk_.full) return fail(Fault::unavailable, "people.index: no space left");
    aside_.insert(aside_.end(), bytes.begin(), bytes.end());
    return {};
  }
  Result<std::shared_ptr<const finding::Mapping>> commit() override {
    disk_.bytes = std::exchange(aside_, {});
    ++disk_.commits;
    return map();
  }
  void discard() override { aside_.clear(); }

 private:
  Disk& disk_;
  std::vector<std::byte> aside_;
};

class AnIndexBesideTheLedger : public testing::Test {
 protected:
  static constexpr std::size_t kPeople = 40;
  static constexpr std::size_t kWorthKeeping = 20;

  static std::vector<SourceRecord> people() {
    const std::vector<std::string> surnames{"Коваленко", "Гриценко", "Шаповал", "Мельник",
                                            "Ткаченко"};
    const std::vector<std::string> given{"Іван",  "Марія", "Юрій",   "Олена",
                                         "Петро", "Ганна", "Степан", "Оксана"};
    std::vector<SourceRecord> all;
    for (std::size_t i = 0; i < kPeople; ++i) {
      all.push_back(full_name(surnames[i % surnames.size()] + " " + given[i % given.size()],
                              std::to_string(1960 + i)));
    }
    return all;
  }
  // The same ledger in another program, with the same file beside it or none.
  void open(bool with_file = true) {
    static const PersonTablesOnDisk tables;
    PersonEngineOptions options{.threads = 2, .worth_keeping = kWorthKeeping};
    if (with_file) options.file = std::make_shared<BorrowedFile>(disk);
    Engines all = fake_engines();
    auto made = make_person_engine(tables.tables(), options);
    ASSERT_TRUE(made) << made.error().message;
    all.candidates = *made;
    remarks.clear();
    Bureau::Opening opening;
    opening.remark = [this](const std::string& remark) { remarks.push_back(remark); };
    ASSERT_TRUE(world.open(all, opening));
  }
  void file(std::vector<SourceRecord> records) {
    const auto receipt =
        file_records(*world.bureau, {std::move(records), {}, "list", Origin::list, "clerk"},
                     BadRows::refuse_all);
    ASSERT_TRUE(receipt) << receipt.error().message;
  }
  // What a search finds, with its weights, for comparing one opening with another.
  std::vector<std::pair<std::string, matching::Millibits>> found(const std::string& question) {
    Search asked;
    asked.question = question;
    asked.operation = question + std::to_string(++searches_);
    const auto answer = find_person(*world.bureau, asked);
    EXPECT_TRUE(answer) << answer.error().message;
    std::vector<std::pair<std::string, matching::Millibits>> all;
    if (!answer) return all;
    EXPECT_EQ(answer->searched, expected);
    for (const FoundRecord& hit : answer->hits)
      all.emplace_back(hit.record->received.record.fields[0].text, hit.waterfall.total());
    return all;
  }
  // The answer of an index made anew from the entries.
  auto as_without_file(const std::string& question) {
    open(false);
    return found(question);
  }

  BorrowedFile::Disk disk;
  FakeBureau world;
  std::vector<std::string> remarks;
  std::size_t expected = kPeople;

 private:
  int searches_ = 0;
};

TEST_F(AnIndexBesideTheLedger, OpenedAgainReadsOnlyWhatCameSince) {
  open();
  file(people());
  EXPECT_EQ(disk.commits, 1);
  open();
  EXPECT_EQ(world.store->read_in_order, 0U) << "all that is on file is in the index";
  EXPECT_FALSE(found("Kovalenko Ivan 1960").empty());
  file({full_name("Довженко Лев", "1991")});
  expected = kPeople + 1;
  EXPECT_EQ(disk.commits, 1) << "one record is not worth writing everything anew";
  open();
  EXPECT_LE(world.store->read_in_order, 3U) << "a search and a record came since";
  EXPECT_THAT(remarks, testing::IsEmpty());
  const auto new_one = found("Dovzhenko Lev");
  ASSERT_THAT(new_one, testing::SizeIs(1));
  const auto mapped = found("Коваленко Иван");
  EXPECT_EQ(new_one, as_without_file("Dovzhenko Lev"));
  EXPECT_EQ(mapped, as_without_file("Коваленко Иван"));
}

TEST_F(AnIndexBesideTheLedger, GrownByAnEighthIsWrittenAnewAndHoldsEverything) {
  open();
  file(people());
  std::vector<SourceRecord> more;
  for (std::size_t i = 0; i < kWorthKeeping; ++i)
    more.push_back(full_name("Довженко Лев", std::to_string(1970 + i)));
  file(std::move(more));
  EXPECT_EQ(disk.commits, 2);
  expected = kPeople + kWorthKeeping;
  open();
  EXPECT_EQ(world.store->read_in_order, 0U);
  EXPECT_FALSE(found("Dovzhenko Lev 1975").empty());
}

TEST_F(AnIndexBesideTheLedger, DamagedIsSaidAndMadeAgainFromTheLedger) {
  open();
  file(people());
  const auto before = found("Коваленко Иван");
  const std::vector<std::byte> sound = disk.bytes;
  for (const std::size_t at : {std::size_t{9}, sound.size() / 3, sound.size() - 70}) {
    disk.bytes = sound;
    disk.bytes[at] ^= std::byte{0x40};
    open();
    ASSERT_THAT(remarks, testing::SizeIs(1)) << "byte " << at;
    EXPECT_THAT(remarks[0], testing::HasSubstr("made again from the ledger"));
    EXPECT_EQ(found("Коваленко Иван"), before);
    open();
    EXPECT_THAT(remarks, testing::IsEmpty()) << "it was mended";
  }
  disk.bytes.resize(disk.bytes.size() / 2);
  open();
  EXPECT_THAT(remarks, testing::SizeIs(1));
  EXPECT_EQ(found("Коваленко Иван"), before);
}

TEST_F(AnIndexBesideTheLedger, MissingIsMadeAgain) {
  open();
  file(people());
  const auto before = found("Коваленко Иван");
  disk.bytes.clear();
  open();
  EXPECT_FALSE(disk.bytes.empty());
  EXPECT_EQ(found("Коваленко Иван"), before);
}

TEST_F(AnIndexBesideTheLedger, OfAnotherLedgerIsNotUsed) {
  open();
  file(people());
  FakeBureau other;
  other.chance.next = 1000;
  static const PersonTablesOnDisk tables;
  Engines all = fake_engines();
  all.candidates = *make_person_engine(tables.tables(),
                                       {std::make_shared<BorrowedFile>(disk), 1, kWorthKeeping});
  Bureau::Opening opening;
  opening.remark = [this](const std::string& remark) { remarks.push_back(remark); };
  // As long as the first, and with other people in it.
  ASSERT_TRUE(file_records(*other.bureau,
                           {std::vector<SourceRecord>{full_name("Довженко Лев", "1991")},
                            {},
                            "list",
                            Origin::list,
                            "clerk"},
                           BadRows::refuse_all));
  while (other.ledger.head().size < world.ledger.head().size) {
    Search asked;
    asked.question = "Marlow";
    asked.operation = std::to_string(other.ledger.head().size);
    ASSERT_TRUE(find_person(*other.bureau, asked));
  }
  ASSERT_TRUE(other.open(all, opening));
  ASSERT_THAT(remarks, testing::SizeIs(1));
  EXPECT_THAT(remarks[0], testing::HasSubstr("another ledger"));
  Search asked;
  asked.question = "Коваленко";
  asked.operation = "search-1";
  const auto answer = find_person(*other.bureau, asked);
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->searched, 1U);
  EXPECT_THAT(answer->hits, testing::IsEmpty());
}

TEST_F(AnIndexBesideTheLedger, ThatCannotBeWrittenStopsNobodyFromFinding) {
  open();
  disk.full = true;
  file(people());
  EXPECT_TRUE(disk.bytes.empty());
  const auto before = found("Коваленко Иван");
  EXPECT_FALSE(before.empty());
  open();
  ASSERT_THAT(remarks, testing::SizeIs(1));
  EXPECT_THAT(remarks[0], testing::HasSubstr("no space left"));
  EXPECT_EQ(found("Коваленко Иван"), before);
}

TEST_F(WithTheRealEngine, ABrokenTableIsNamed) {
  PersonTablesOnDisk disk;
  PersonTables tables = disk.tables();
  tables.questions = "shoe\ten\tboot\n";
  const auto made = make_person_engine(tables);
  ASSERT_FALSE(made);
  EXPECT_THAT(made.error().message, testing::HasSubstr("questions.tsv:1"));
}

}  // namespace
}  // namespace nostos::actions
