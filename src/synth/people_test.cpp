// SPDX-License-Identifier: Apache-2.0
#include "synth/people.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <unordered_map>

#include "base/utf8.h"

namespace nostos::synth {
namespace {

using ::testing::HasSubstr;

const std::map<std::string, std::string>& contents() {
  static const std::map<std::string, std::string> files = [] {
    std::map<std::string, std::string> out;
    for (const auto& file :
         std::filesystem::directory_iterator(NOSTOS_SOURCE_DIR "/data/synth/people")) {
      std::ifstream in(file.path(), std::ios::binary);
      out[file.path().stem()] = {std::istreambuf_iterator<char>(in),
                                 std::istreambuf_iterator<char>()};
    }
    return out;
  }();
  return files;
}

std::map<std::string, std::string_view> tree() {
  std::map<std::string, std::string_view> out;
  for (const auto& [name, content] : contents()) out[name] = content;
  return out;
}

People people(PeopleWishes wishes) {
  auto tables = PeopleTables::load(tree());
  EXPECT_TRUE(tables.has_value()) << tables.error().message;
  auto made = People::of(*tables, std::move(wishes));
  EXPECT_TRUE(made.has_value());
  return std::move(*made);
}

PeopleWishes without_slips() {
  PeopleWishes wishes;
  wishes.per_mille.fill(0);
  return wishes;
}

std::string flat(const InventedRow& row) {
  return row.surname + "|" + row.given_name + "|" + row.patronymic + "|" + row.maiden_name + "|" +
         row.alias + "|" + row.sex + "|" + row.birth_date + "|" + row.birth_place + "|" + row.rank +
         "|" + row.unit + "|" + row.service_number + "|" + std::to_string(row.list) + "|" +
         std::to_string(row.slips);
}

TEST(People, TheSameWishesGiveTheSameRowsInAnyOrder) {
  PeopleWishes wishes;
  wishes.people = 500;
  const People one = people(wishes);
  const People two = people(wishes);
  std::map<std::uint64_t, std::string> rows;
  InventedRow row;
  for (std::uint64_t i = 0; i < 500; ++i) {
    one.write(i, 1, row);
    rows[i] = flat(row);
  }
  for (std::uint64_t i = 500; i-- > 0;) {
    two.write(i, 1, row);
    EXPECT_EQ(flat(row), rows[i]);
  }
  wishes.seed = 2;
  const People other = people(wishes);
  int same = 0;
  for (std::uint64_t i = 0; i < 500; ++i) {
    other.write(i, 1, row);
    same += flat(row) == rows[i] ? 1 : 0;
  }
  EXPECT_LT(same, 3);
}

TEST(People, AnyOrderOfAllIsAPermutation) {
  for (const std::uint64_t count : {1ULL, 2ULL, 3ULL, 1000ULL, 4097ULL}) {
    PeopleWishes wishes;
    wishes.people = count;
    const People made = people(wishes);
    std::set<std::uint64_t> seen;
    for (std::uint64_t i = 0; i < count; ++i) seen.insert(made.shuffled(i));
    EXPECT_EQ(seen.size(), count);
    EXPECT_EQ(*seen.rbegin(), count - 1);
  }
}

TEST(People, WithoutSlipsEveryRowOfAPersonSaysTheSame) {
  PeopleWishes wishes = without_slips();
  wishes.people = 300;
  wishes.details = false;
  const People made = people(wishes);
  InventedRow first;
  InventedRow second;
  for (std::uint64_t i = 0; i < 300; ++i) {
    made.write(i, 0, first);
    made.write(i, 3, second);
    first.list = second.list;
    EXPECT_EQ(flat(first), flat(second));
    EXPECT_EQ(first.slips, 0U);
  }
}

TEST(People, SurnamesFollowZipfsLawAndTheBiggestIsOneOfAThousand) {
  PeopleWishes wishes = without_slips();
  wishes.people = 300'000;
  wishes.details = false;
  wishes.percent_men = 100;
  const People made = people(wishes);
  std::unordered_map<std::string, int> counts;
  InventedRow row;
  for (std::uint64_t i = 0; i < wishes.people; ++i) {
    made.write(i, 0, row);
    ++counts[row.surname];
  }
  int biggest = 0;
  for (const auto& [name, count] : counts) biggest = std::max(biggest, count);
  EXPECT_GT(biggest, 300'000 / 2000);
  EXPECT_LT(biggest, 300'000 / 400);
  EXPECT_GT(counts.size(), 100'000U);
}

TEST(People, SiblingsShareSurnameAndPatronymic) {
  PeopleWishes wishes = without_slips();
  wishes.people = 40'000;
  wishes.percent_men = 100;
  wishes.regions = {"ukraine"};
  const People made = people(wishes);
  int siblings = 0;
  int sons = 0;
  int twins = 0;
  for (std::uint64_t i = 0; i + 1 < wishes.people; i += 4) {
    const InventedPerson a = made.person(i);
    const InventedPerson b = made.person(i + 1);
    if (a.surname != b.surname || a.region != b.region) continue;
    if (a.father == b.father) ++siblings;
    if (a.given == b.father && a.born.year + 15 < b.born.year) ++sons;
    if (a.born == b.born) {
      ++twins;
      EXPECT_NE(a.given, b.given);
    }
  }
  EXPECT_GT(siblings, 1000);
  EXPECT_GT(sons, 500);
  EXPECT_GT(twins, 200);
}

// Every slip comes about as often as it was wished for, and does what its name says.
TEST(People, SlipsComeAsOftenAsWished) {
  for (std::size_t i = 0; i < kSlips; ++i) {
    const auto slip = static_cast<Slip>(i);
    PeopleWishes wishes = without_slips();
    wishes.people = 4000;
    wishes.percent_men = 50;
    wishes.regions = {"ukraine"};
    wishes.details = false;
    const People clean = people(wishes);
    wishes.per_mille[i] = 500;
    const People made = people(wishes);
    InventedRow row;
    InventedRow right;
    int slips = 0;
    for (std::uint64_t n = 0; n < wishes.people; ++n) {
      made.write(n, 0, row);
      clean.write(n, 0, right);
      ASSERT_FALSE(first_invalid_utf8(row.surname + row.given_name + row.patronymic));
      const std::string all = row.surname + row.given_name + row.patronymic + row.birth_date;
      const std::string all_right =
          right.surname + right.given_name + right.patronymic + right.birth_date;
      if (row.has(slip)) {
        ++slips;
        // A name may be written alike in two languages.
        if (slip != Slip::spelled_otherwise) {
          EXPECT_NE(all, all_right) << name(slip);
        }
      } else {
        EXPECT_EQ(all, all_right) << name(slip);
      }
      if (slip == Slip::year && row.has(slip)) {
        EXPECT_EQ(std::abs(std::stoi(row.birth_date) - std::stoi(right.birth_date)), 1);
      }
    }
    EXPECT_GT(slips, slip == Slip::spelled_otherwise || slip == Slip::day_month ||
                             slip == Slip::maiden_surname
                         ? 300
                         : 1000)
        << name(slip);
    EXPECT_LT(slips, 2300) << name(slip);
  }
}

TEST(People, NoListNamesAPersonTwiceWhenThereAreSeveral) {
  PeopleWishes wishes;
  wishes.people = 2000;
  wishes.lists = 2;
  wishes.percent_again = 100;
  const People made = people(wishes);
  InventedRow first;
  InventedRow second;
  for (std::uint64_t i = 0; i < wishes.people; ++i) {
    ASSERT_EQ(made.rows_of(i), 2U);
    made.write(i, 0, first);
    made.write(i, 1, second);
    EXPECT_NE(first.list, second.list);
  }
}

TEST(People, EveryRegionWritesItsOwnScriptAndOthers) {
  const auto tables = PeopleTables::load(tree());
  ASSERT_TRUE(tables.has_value());
  for (const std::string& region : tables->regions()) {
    PeopleWishes wishes;
    wishes.people = 500;
    wishes.regions = {region};
    const People made = people(wishes);
    std::set<char32_t> blocks;
    InventedRow row;
    for (std::uint64_t i = 0; i < wishes.people; ++i) {
      made.write(i, 0, row);
      ASSERT_FALSE(row.surname.empty());
      ASSERT_FALSE(row.given_name.empty());
      for (const char32_t c : letters_of(row.surname)) blocks.insert(c >> 8U);
    }
    EXPECT_GT(blocks.size(), 1U) << region;
  }
}

TEST(People, ARegionThatIsNotThereIsNamed) {
  auto tables = PeopleTables::load(tree());
  PeopleWishes wishes;
  wishes.regions = {"atlantis"};
  EXPECT_THAT(People::of(*tables, wishes).error().message,
              HasSubstr("there is no region 'atlantis'; there are: arabic, armenia"));
}

TEST(PeopleTables, AMistakeIsNamedWithFileAndLine) {
  auto files = tree();
  const std::string bad = "region\t5\tX\nwritten\t1\tno_such\town\t-\n";
  files["norland"] = bad;
  EXPECT_THAT(PeopleTables::load(files).error().message,
              HasSubstr("data/synth/people/norland.tsv:2: spellings.tsv has no scheme 'no_such'"));
}

TEST(Spelling, SpellsByTheLongestRuleThatFits) {
  const auto spelling =
      Spelling::load("зг=zgh ^я=ya я=ia з=z г=h о=o р=r и=y й=i ий$=iy _=x ь=_ ю=iu");
  ASSERT_TRUE(spelling.has_value());
  std::string out;
  spelling->append("Ягоря", out);
  EXPECT_EQ(out, "Yahoria");
  out.clear();
  spelling->append("згорий", out);
  EXPECT_EQ(out, "zghoriy");
  EXPECT_FALSE(Spelling::load("a").has_value());
  EXPECT_FALSE(Spelling::load("=b").has_value());
}

}  // namespace
}  // namespace nostos::synth
