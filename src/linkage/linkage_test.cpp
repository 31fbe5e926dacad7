// SPDX-License-Identifier: Apache-2.0
#include "linkage/linkage.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "linkage/bound.h"
#include "linkage/clusters.h"
#include "linkage/pattern.h"
#include "linkage/scoring.h"
#include "linkage/screen.h"
#include "linkage/walker.h"
#include "matching/compare.h"
#include "matching/distance.h"
#include "names/name_engine.h"

namespace nostos::linkage {
namespace {

using domain::FieldKind;
using matching::Measure;

struct Person {
  std::string surname, given, patronymic, born;
  std::uint64_t key = 0;
  std::uint64_t who = 0;
};

RecordTable table_of(const std::vector<Person>& people) {
  RecordTable table;
  table.columns.resize(4);
  const std::pair<const char*, FieldKind> heads[] = {{"surname", FieldKind::surname},
                                                     {"given_name", FieldKind::given_name},
                                                     {"patronymic", FieldKind::patronymic},
                                                     {"birth_date", FieldKind::birth_date}};
  for (std::size_t c = 0; c < 4; ++c) {
    table.columns[c].name = heads[c].first;
    table.columns[c].kind = heads[c].second;
  }
  for (const Person& person : people) {
    const std::string* texts[] = {&person.surname, &person.given, &person.patronymic, &person.born};
    for (std::size_t c = 0; c < 4; ++c)
      table.columns[c].rows.push_back(table.columns[c].values.intern(*texts[c]));
    table.keys.push_back(person.key);
  }
  return table;
}

// People of few names, many of them twice, with the slips of lists.
std::vector<Person> crowd(std::size_t records, unsigned seed) {
  std::mt19937 dice(seed);
  const std::vector<std::string> syllables = {"ко", "ва", "лен", "шев", "чу", "рав", "мель", "ни"};
  const auto name = [&](std::size_t length) {
    std::string text;
    for (std::size_t i = 0; i < length; ++i) text += syllables[dice() % syllables.size()];
    return text;
  };
  std::vector<Person> people;
  std::uint64_t who = 0;
  while (people.size() < records) {
    Person person;
    person.who = ++who;
    person.surname = name(3);
    person.given = name(2);
    person.patronymic = dice() % 4 == 0 ? "" : name(2) + "вич";
    person.born = std::to_string(1950 + dice() % 50) + "-0" + std::to_string(1 + dice() % 9) + "-" +
                  std::to_string(10 + dice() % 19);
    for (auto copies = 1 + dice() % 3; copies > 0 && people.size() < records; --copies) {
      Person copy = person;
      copy.key = people.size() + 1;
      switch (dice() % 7) {
        case 0:
          copy.surname += "н";
          break;
        case 1:
          copy.born[9] = '9';
          break;
        case 2:
          std::swap(copy.surname, copy.given);
          break;
        case 3:
          copy.patronymic = "";
          break;
        case 4:
          copy.born = "";
          break;
        default:
          break;
      }
      people.push_back(copy);
    }
  }
  return people;
}

// Clusters as sets of keys, in order.
std::vector<std::vector<std::uint64_t>> groups(const RecordTable& table, const Linkage& linkage) {
  std::map<std::uint32_t, std::vector<std::uint64_t>> by_cluster;
  for (Row row = 0; row < table.rows(); ++row)
    by_cluster[linkage.cluster_of[row]].push_back(table.keys[row]);
  std::vector<std::vector<std::uint64_t>> all;
  for (auto& [number, keys] : by_cluster) {
    std::ranges::sort(keys);
    all.push_back(keys);
  }
  std::ranges::sort(all);
  return all;
}

using KeyedPairs = std::map<std::pair<std::uint64_t, std::uint64_t>, matching::Millibits>;
KeyedPairs keyed(const RecordTable& table, const Linkage& linkage) {
  KeyedPairs pairs;
  for (const ScoredPair& pair : linkage.pairs)
    pairs[std::minmax(table.keys[pair.left], table.keys[pair.right])] = pair.weight;
  return pairs;
}

Linkage linked(const RecordTable& table, Job job = {}) {
  auto linkage = link_records(table, job);
  EXPECT_TRUE(linkage.has_value()) << linkage.error().message;
  return std::move(*linkage);
}

TEST(linkage, a_thousand_orders_of_the_records_give_the_same_people_and_the_same_weights) {
  auto people = crowd(60, 5);
  const auto table = table_of(people);
  const auto expected = linked(table);
  const auto expected_groups = groups(table, expected);
  const auto expected_pairs = keyed(table, expected);
  ASSERT_LT(expected_groups.size(), 50U);
  std::mt19937 dice(1);
  for (int order = 0; order < 1000; ++order) {
    std::ranges::shuffle(people, dice);
    const auto shuffled = table_of(people);
    const auto again = linked(shuffled);
    ASSERT_EQ(groups(shuffled, again), expected_groups) << "order " << order;
    ASSERT_EQ(keyed(shuffled, again), expected_pairs) << "order " << order;
  }
}

Settings with_blocks() {
  Settings settings;
  settings.compare_all = 0;
  return settings;
}

TEST(linkage, any_number_of_threads_gives_the_same_to_the_last_digit) {
  const auto table = table_of(crowd(3000, 8));
  Job job;
  job.settings = with_blocks();
  const auto alone = linked(table, job);
  EXPECT_GT(alone.blocking.rules.size(), 2U);
  for (const unsigned threads : {2U, 3U, 7U}) {
    job.threads = threads;
    const auto together = linked(table, job);
    EXPECT_EQ(together.pairs, alone.pairs);
    EXPECT_EQ(together.cluster_of, alone.cluster_of);
    EXPECT_EQ(matching::write_model(together.model), matching::write_model(alone.model));
  }
}

TEST(linkage, shares_of_a_job_add_up_to_the_whole_and_no_pair_comes_twice) {
  const auto table = table_of(crowd(3000, 9));
  Job job;
  for (const auto& settings : {with_blocks(), Settings{}}) {
    job.settings = settings;
    job.model.reset();
    job.share = {};
    job.model = linked(table, job).model;
    const auto whole = linked(table, job);
    std::vector<ScoredPair> parts;
    std::uint64_t compared = 0;
    for (std::uint32_t number = 0; number < 5; ++number) {
      job.share = {number, 5};
      const auto part = linked(table, job);
      parts.insert(parts.end(), part.pairs.begin(), part.pairs.end());
      compared += part.blocking.compared;
    }
    std::ranges::sort(parts);
    EXPECT_EQ(parts, whole.pairs);
    EXPECT_EQ(compared, whole.blocking.compared);
  }
}

TEST(linkage, most_of_a_crowd_are_found_and_hardly_anybody_is_confused) {
  const auto people = crowd(3000, 10);
  const auto linkage = linked(table_of(people));
  double right = 0;
  double wrong = 0;
  double missed = 0;
  for (std::size_t i = 0; i < people.size(); ++i) {
    for (std::size_t j = i + 1; j < people.size(); ++j) {
      const bool together = linkage.cluster_of[i] == linkage.cluster_of[j];
      const bool same = people[i].who == people[j].who;
      right += together && same;
      wrong += together && !same;
      missed += !together && same;
    }
  }
  EXPECT_GT(right / (right + missed), 0.9);
  EXPECT_LT(wrong / (right + wrong), 0.05);
}

TEST(linkage, of_three_rows_the_two_that_say_the_same_are_one_person) {
  for (const std::size_t copies : {2U, 3U}) {
    std::vector<Person> people(copies, {"Коваленко", "Іван", "Петрович", "1987-03-12", 1, 1});
    people.push_back({"Мельник", "Тарас", "Олегович", "1969-11-30", 9, 9});
    for (std::size_t i = 0; i < people.size(); ++i) people[i].key = i + 1;
    const auto linkage = linked(table_of(people));
    EXPECT_EQ(linkage.clusters, 2U);
    ASSERT_FALSE(linkage.pairs.empty());
    EXPECT_GT(matching::probability(linkage.pairs.front().weight), 0.9);
    EXPECT_TRUE(matching::parse_model(matching::write_model(linkage.model)).has_value());
  }
}

TEST(linkage, initials_and_first_names_alone_are_linked_to_nobody) {
  auto people = crowd(500, 11);
  for (std::uint64_t i = 0; i < 4; ++i) {
    people.push_back({"К.", "І.", "П.", "", 9000 + i, 9000 + i});
    people.push_back({"", "Микола", "Петрович", "", 9100 + i, 9100 + i});
    people.push_back({"", "", "", "", 9200 + i, 9200 + i});
  }
  const auto table = table_of(people);
  const auto linkage = linked(table);
  EXPECT_EQ(linkage.doubtful.size(), 12U);
  for (const ScoredPair& pair : linkage.pairs) {
    EXPECT_LT(table.keys[pair.left], 9000U);
    EXPECT_LT(table.keys[pair.right], 9000U);
  }
  for (Row row = 500; row < table.rows(); ++row) {
    EXPECT_EQ(std::ranges::count(linkage.cluster_of, linkage.cluster_of[row]), 1);
  }
}

// A list of children and grown-ups: the one named by initials with a birth date, as often.
TEST(linkage, a_childs_initials_are_linked_to_nobody_and_nobody_to_them) {
  auto people = crowd(300, 18);
  people.push_back({"К.", "Максим", "", "2012-03-05", 9001, 9001});  // 14 when it was written
  people.push_back({"К.", "Максим", "", "2012-03-05", 9002, 9001});
  people.push_back({"Коваленко", "М.", "", "2012-03-05", 9003, 9001});
  people.push_back({"Коваленко", "Максим", "", "2012-03-05", 9004, 9001});
  people.push_back({"Коваленко", "Максим", "", "2012-03-05", 9005, 9001});
  people.push_back({"Ш.", "Ярослав", "", "1987-03-05", 9006, 9006});  // grown up
  people.push_back({"Ш.", "Ярослав", "", "1987-03-05", 9007, 9006});
  const auto clusters_by = [&](FieldKind kind, const char* name, const std::string& child) {
    auto table = table_of(people);
    Column column;
    column.name = name;
    column.kind = kind;
    for (const Person& person : people)
      column.rows.push_back(column.values.intern(kind == FieldKind::as_of          ? "2026-11"
                                                 : person.born.starts_with("2012") ? child
                                                                                   : "39"));
    table.columns.push_back(std::move(column));
    const auto linkage = linked(table);
    EXPECT_EQ(linkage.doubtful, (std::vector<Row>{300, 301, 302}));
    for (const ScoredPair& pair : linkage.pairs) {
      EXPECT_FALSE((pair.left >= 300 && pair.left <= 302) ||
                   (pair.right >= 300 && pair.right <= 302));
    }
    return linkage.cluster_of;
  };
  for (const auto& of :
       {clusters_by(FieldKind::age, "age", "14"), clusters_by(FieldKind::as_of, "as_of", "")}) {
    for (const Row row : {300U, 301U, 302U}) EXPECT_EQ(std::ranges::count(of, of[row]), 1);
    EXPECT_EQ(of[303], of[304]) << "a child with a whole name is somebody";
    EXPECT_EQ(of[305], of[306]) << "a grown-up with a birth date is somebody";
  }
}

TEST(linkage, what_people_decided_stands_above_the_weights) {
  const auto people = crowd(300, 12);
  const auto table = table_of(people);
  const auto before = linked(table);
  RecordPair together{};
  RecordPair apart{};
  for (const ScoredPair& pair : before.pairs) {
    if (before.cluster_of[pair.left] == before.cluster_of[pair.right])
      together = {pair.left, pair.right};
  }
  for (Row row = 1; row < table.rows(); ++row) {
    if (before.cluster_of[row] != before.cluster_of[0]) apart = {0, row};
  }
  Job job;
  job.judged.different.push_back(together);
  job.judged.same.push_back(apart);
  const auto after = linked(table, job);
  EXPECT_NE(after.cluster_of[together.left], after.cluster_of[together.right]);
  EXPECT_EQ(after.cluster_of[apart.left], after.cluster_of[apart.right]);
}

// Who writes one name by its initial writes the other so, too. That both agree is one coincidence.
TEST(linkage, initials_that_agree_together_do_not_make_one_person_of_two) {
  auto people = crowd(900, 19);
  std::mt19937 dice(4);
  const std::vector<std::string> letters = {"к.", "в.", "л.", "ш.", "ч.", "р.", "м.", "н."};
  for (std::size_t i = 0; i < people.size(); i += 15) {
    people[i].given = people[i].given.substr(0, 2) + ".";
    people[i].patronymic = letters[dice() % letters.size()];
  }
  const auto table = table_of(people);
  const auto linkage = linked(table);
  std::size_t wrong = 0;
  std::size_t right = 0;
  for (const ScoredPair& pair : linkage.pairs) {
    const bool same = people[pair.left].who == people[pair.right].who;
    (same ? right : wrong) += pair.weight >= 0;
  }
  EXPECT_GT(right, 500U);
  EXPECT_LT(wrong * 20, right);
  std::size_t looked_at = 0;
  for (Row row = 1; row < table.rows() && looked_at < 20; ++row) {
    const auto& other = people[row];
    if (other.given.size() <= 4 || !other.given.starts_with(people[0].given.substr(0, 2)) ||
        !other.patronymic.starts_with(people[0].patronymic.substr(0, 2)))
      continue;
    ++looked_at;
    const auto waterfall = explain(table, linkage, 0, row);
    const auto step = std::ranges::find(waterfall.steps, "initials", &matching::Step::key);
    ASSERT_NE(step, waterfall.steps.end());
    EXPECT_LT(step->weight, -1000);
    if (other.who != people[0].who) {
      EXPECT_LT(waterfall.total(), 0);
    }
  }
  EXPECT_GT(looked_at, 0U);
}

TEST(linkage, every_waterfall_adds_up_to_the_weight_that_is_given_out) {
  const auto table = table_of(crowd(300, 13));
  const auto linkage = linked(table);
  ASSERT_GT(linkage.pairs.size(), 50U);
  for (const ScoredPair& pair : linkage.pairs) {
    const auto waterfall = explain(table, linkage, pair.left, pair.right);
    ASSERT_EQ(waterfall.total(), pair.weight);
    ASSERT_EQ(waterfall.steps.front().key, "prior");
  }
}

names::NameEngine name_engine() {
  std::vector<std::string> texts;
  std::vector<names::NameFile> files;
  const std::filesystem::path folder = std::filesystem::path(NOSTOS_SOURCE_DIR) / "data/names";
  texts.reserve(64);
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream in(entry.path());
    texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    files.push_back({"names/" + entry.path().filename().string(), texts.back()});
  }
  auto engine = names::NameEngine::load(files);
  EXPECT_TRUE(engine.has_value()) << engine.error().message;
  return std::move(*engine);
}

TEST(linkage, one_name_in_two_scripts_is_one_name) {
  const auto engine = name_engine();
  std::vector<Person> people = crowd(600, 21);
  const Row first = 600;
  people.push_back({"Шевченко", "Микола", "Петрович", "1987-03-12", 7001, 7001});
  people.push_back({"Shevchenko", "Nikolai", "Petrovich", "1987-03-12", 7002, 7001});
  const auto table = table_of(people);
  Job job;
  job.names = &engine;
  const auto with_engine = linked(table, job);
  EXPECT_EQ(with_engine.cluster_of[first], with_engine.cluster_of[first + 1]);
  const auto prepared = prepare(table, with_engine.settings, &engine);
  ASSERT_TRUE(prepared.has_value());
  Comparer comparer(*prepared);
  Place a = 0;
  Place b = 0;
  for (Place place = 0; place < prepared->size(); ++place) {
    if (prepared->row_at[place] == first) a = place;
    if (prepared->row_at[place] == first + 1) b = place;
  }
  const Pattern pattern = comparer.compare(a, b);
  EXPECT_EQ(level_in(pattern, 0), matching::name_level::same_name);
  EXPECT_EQ(level_in(pattern, 1), matching::name_level::same_name);
  EXPECT_EQ(level_in(pattern, 2), matching::name_level::same_name);
}

TEST(linkage, settings_that_name_no_column_say_which) {
  Job job;
  job.settings.fields.push_back({"shoe size", Measure::number, false});
  const auto linkage = link_records(table_of(crowd(10, 14)), job);
  ASSERT_FALSE(linkage.has_value());
  EXPECT_EQ(linkage.error().message, "settings: there is no column \"shoe size\".");
}

TEST(linkage, settings_are_read_as_they_are_written) {
  Settings settings = settings_for(table_of(crowd(10, 15)), Task::link);
  settings.blocking.push_back({{{"surname", KeyPart::start}, {"birth_date", KeyPart::year}}});
  settings.cannot_link = {"sex or gender"};
  const auto again = parse_settings(write_settings(settings));
  ASSERT_TRUE(again.has_value()) << again.error().message;
  EXPECT_EQ(*again, settings);
  const auto wrong = parse_settings("task dedupe\nblock surname:colour\n");
  ASSERT_FALSE(wrong.has_value());
  EXPECT_TRUE(wrong.error().message.starts_with("settings, line 2: block: \"surname:colour\""));
}

// The slow and obvious matcher: each field's texts, folded and compared by themselves.
Pattern slow_pattern(const RecordTable& table, const Settings& settings, Row a, Row b) {
  std::vector<std::u16string> left, right;
  Pattern pattern = 0;
  const auto slow_level = [](Measure measure, const std::string& x, const std::string& y) {
    if (measure == Measure::date) {
      const auto first = matching::written_date(x);
      const auto second = matching::written_date(y);
      if (first.says_nothing() || second.says_nothing()) return matching::kMissing;
      return matching::compare_dates(first, second);
    }
    const auto first = matching::spelled(x);
    const auto second = matching::spelled(y);
    if (first.empty() || second.empty()) return matching::kMissing;
    return matching::compare_spellings(measure, {first, 0}, {second, 0});
  };
  const auto text = [&](std::size_t f, Row row) {
    const Column& column = *table.column(settings.fields[f].column);
    return std::string(column.values.text(column.rows[row]));
  };
  for (std::size_t f = 0; f < settings.fields.size(); ++f) {
    pattern |= static_cast<Pattern>(slow_level(settings.fields[f].measure, text(f, a), text(f, b)))
               << (4 * f);
  }
  // Surname is field 0, given name field 1.
  using namespace matching::name_level;
  const auto near = [](matching::Level level) {
    return level >= matching::kExact && level <= close;
  };
  if (level_in(pattern, 0) == different && level_in(pattern, 1) == different &&
      near(slow_level(Measure::name, text(0, a), text(1, b))) &&
      near(slow_level(Measure::name, text(1, a), text(0, b)))) {
    pattern &= ~Pattern{0xFF};
    pattern |= swapped;  // the first of the two speaks, the other is silent
  }
  return pattern;
}

TEST(linkage, a_slow_and_obvious_matcher_agrees_on_a_hundred_thousand_pairs) {
  const auto table = table_of(crowd(448, 16));  // 100,128 pairs
  const Settings settings = settings_for(table, Task::dedupe);
  const auto prepared = prepare(table, settings, nullptr);
  ASSERT_TRUE(prepared.has_value());
  const auto candidates = Candidates::choose(*prepared, settings, nullptr);
  ASSERT_TRUE(candidates.has_value());
  ASSERT_TRUE(candidates->all());
  for (const ScreenPath& path : screen_paths()) {
    Walker walker(*prepared, *candidates, path);
    std::size_t compared = 0;
    for (const Unit& unit : candidates->units()) {
      walker.each(unit, {}, [&](std::size_t at) {
        ++compared;
        const Row a = prepared->row_at[walker.a()];
        const Row b = prepared->row_at[walker.b(at)];
        ASSERT_EQ(walker.pattern(at), slow_pattern(table, settings, a, b))
            << path.name << ": rows " << a << " and " << b;
      });
    }
    EXPECT_EQ(compared, 448U * 447U / 2);
  }
}

// What is left out before its letters are compared would not have been kept.
TEST(linkage, no_pair_that_could_be_kept_is_left_out_early) {
  const auto table = table_of(crowd(700, 17));
  const auto linkage = linked(table);
  const auto prepared = prepare(table, linkage.settings, nullptr);
  ASSERT_TRUE(prepared.has_value());
  const auto candidates = Candidates::choose(*prepared, linkage.settings, nullptr);
  ASSERT_TRUE(candidates.has_value());
  matching::Model one_kind = linkage.model;
  one_kind.kinds.clear();
  matching::Model three_kinds = linkage.model;
  three_kinds.kinds.push_back(three_kinds.kinds.front());
  for (auto& kind : three_kinds.kinds) kind.share = 1.0 / 3;
  matching::Model calibrated = linkage.model;
  calibrated.calibration = {{-9'000, -12'000}, {0, 2'000}, {9'000, 5'000}};
  for (const auto& model : {linkage.model, one_kind, three_kinds, calibrated}) {
    const Scorer scorer(model, *prepared, {});
    Scorer::Memory memory;
    for (const matching::Millibits keep : {-12'000, -5'000, 0, 4'000}) {
      Walker walker(*prepared, *candidates);
      Bound bound(scorer, *prepared, keep);
      std::size_t left_out = 0;
      std::size_t kept = 0;
      Place last = ~Place{0};
      for (const Unit& unit : candidates->units()) {
        walker.each(unit, {}, [&](std::size_t at) {
          const Place a = walker.a();
          if (a != last) bound.next_record(prepared->record(a));
          last = a;
          const Pattern whole = walker.pattern(at);
          Pattern found = 0;
          if (walker.pattern_if(at, bound, found)) {
            ASSERT_EQ(found, whole);
            kept += scorer.total(whole, a, walker.b(at), memory) >= keep;
            return;
          }
          ++left_out;
          ASSERT_LT(scorer.total(whole, a, walker.b(at), memory), keep);
        });
      }
      EXPECT_GT(left_out, 100'000U);
      EXPECT_GT(kept, 100U);
    }
  }
}

TEST(screen, what_is_alike_at_best_is_never_closer_and_what_is_different_never_alike) {
  std::mt19937 dice(78);
  std::size_t said_alike = 0;
  std::size_t said_different = 0;
  for (int round = 0; round < 400'000; ++round) {
    std::u16string words[2];
    for (auto& letters : words) {
      letters.resize(1 + dice() % 12);
      for (auto& letter : letters) letter = static_cast<char16_t>(u'a' + dice() % 14);
    }
    if (round % 3 == 0) words[1] = words[0].substr(0, 1 + words[0].size() / 2) + words[1];
    if (words[1].size() > 3 && round % 7 == 0) words[1][3] = u' ';
    SpellingValue values[2];
    for (int i = 0; i < 2; ++i) {
      values[i] = {matching::letter_signature(words[i]), 0,
                   static_cast<std::uint32_t>(words[i].size()), words[i].front(),
                   static_cast<std::uint32_t>(i + 1)};
    }
    // A word in common is told by `words`; here it is worked out anew.
    values[0].words = 1;
    values[1].words = words[0].find(u' ') != words[0].npos || words[1].find(u' ') != words[1].npos;
    const SpellingColumns other{&values[1].id, &values[1].length, &values[1].first,
                                &values[1].signature, &values[1].words};
    std::uint8_t code = 0;
    screen_paths().front().spellings(values[0], other, 1, &code);
    const bool alike = code == static_cast<std::uint8_t>(Screened::alike_at_best);
    if (!alike && code != static_cast<std::uint8_t>(Screened::different)) continue;
    ++(alike ? said_alike : said_different);
    for (const Measure measure : {Measure::name, Measure::text}) {
      const auto level = matching::compare_spellings(measure, {words[0], 0}, {words[1], 0});
      ASSERT_TRUE((alike && level == matching::name_level::alike) ||
                  level == matching::name_level::different)
          << int{level};
    }
  }
  EXPECT_GT(said_alike, 50'000U);
  EXPECT_GT(said_different, 50'000U);
}

TEST(screen, all_ways_of_sifting_agree_and_pass_over_what_is_not_enough) {
  std::mt19937 dice(79);
  constexpr std::size_t kCount = 501;
  std::size_t enough = 0;
  std::size_t too_little = 0;
  for (std::size_t fields = 1; fields <= 9; ++fields) {
    std::vector<std::vector<std::uint8_t>> codes(fields);
    std::vector<const std::uint8_t*> begin;
    std::vector<CodeWeights> weights(fields);
    for (std::size_t f = 0; f < fields; ++f) {
      weights[f].of_levels = dice() % 2 == 0;
      for (std::size_t i = 0; i < kCount + kScreenRoom; ++i)
        codes[f].push_back(static_cast<std::uint8_t>(dice() % (weights[f].of_levels ? 16 : 8)));
      begin.push_back(codes[f].data());
      for (auto& sum : weights[f].sum)
        for (auto& weight : sum) weight = static_cast<std::int32_t>(dice() % 20'000) - 10'000;
    }
    const Sifting sifting{weights, {-500, 300}, static_cast<std::int32_t>(dice() % 4'000)};
    for (const ScreenPath& path : screen_paths()) {
      std::vector<std::uint8_t> out(kCount + kScreenRoom);
      path.sift(sifting, begin.data(), kCount, out.data());
      for (std::size_t i = 0; i < kCount; ++i) {
        std::int32_t sum[2] = {-500, 300};
        for (std::size_t f = 0; f < fields; ++f) {
          sum[0] += weights[f].sum[0][codes[f][i]];
          sum[1] += weights[f].sum[1][codes[f][i]];
        }
        ASSERT_EQ(out[i] != 0, std::max(sum[0], sum[1]) >= sifting.least) << path.name;
        ++(out[i] != 0 ? enough : too_little);
      }
    }
  }
  EXPECT_GT(enough, kCount);
  EXPECT_GT(too_little, kCount);
}

TEST(screen, all_ways_of_computing_it_agree_byte_for_byte) {
  std::mt19937_64 dice(77);
  constexpr std::size_t kCount = 1003;
  constexpr std::size_t kColumn = kCount + kScreenRoom;
  std::vector<std::uint32_t> id(kColumn), length(kColumn), first(kColumn), day(kColumn),
      digits(kColumn), year(kColumn);
  std::vector<std::uint64_t> signature(kColumn), words(kColumn);
  std::array<std::size_t, kCodes> seen{};
  for (int round = 0; round < 300; ++round) {
    for (std::size_t i = 0; i < kCount; ++i) {
      std::u16string letters(1 + dice() % (round % 5 == 0 ? 200 : 12), u'a');
      for (auto& letter : letters) letter = static_cast<char16_t>(u'a' + dice() % 9);
      id[i] = static_cast<std::uint32_t>(dice() % 20);
      length[i] = static_cast<std::uint32_t>(letters.size());
      first[i] = letters[0];
      signature[i] = matching::letter_signature(letters);
      words[i] = std::uint64_t{1} << (dice() % 64);
      // Years, months and days that are near each other, each digit sometimes unknown.
      digits[i] =
          static_cast<std::uint32_t>(0x19000101 + (dice() % 3) * 0x100000 + (dice() % 4) * 0x10000 +
                                     (dice() % 3) * 0x100 + (dice() % 2) * 0xF00 + dice() % 3);
      if (dice() % 3 == 0) digits[i] = (digits[i] & 0xFFFF0000U) | 0x0110U << dice() % 4;
      for (unsigned place = 0; place < 32; place += 4)
        if (dice() % 40 == 0) digits[i] |= 15U << place;
      if (dice() % 12 == 0) digits[i] |= dice() % 2 == 0 ? 0xFFU : 0xFFFFU;
      const matching::WrittenDate written{digits[i]};
      day[i] = dice() % 15 == 0 ? 0 : digits[i];  // equal days have one number
      year[i] = written.has_whole_year() ? static_cast<std::uint32_t>(written.year()) : kNoYear;
    }
    const std::size_t one = dice() % kCount;
    const std::size_t count = kCount - dice() % 20;
    const SpellingValue spelling{signature[one], words[one], length[one], first[one], id[one]};
    const DateValue date{day[one], digits[one], year[one]};
    std::vector<std::uint8_t> slow(kColumn), fast(kColumn), slow_dates(kColumn),
        fast_dates(kColumn);
    const ScreenPath& scalar = screen_paths().front();
    scalar.spellings(spelling,
                     {id.data(), length.data(), first.data(), signature.data(), words.data()},
                     count, slow.data());
    scalar.dates(date, {day.data(), digits.data(), year.data()}, count, slow_dates.data());
    for (const ScreenPath& path : screen_paths()) {
      path.spellings(spelling,
                     {id.data(), length.data(), first.data(), signature.data(), words.data()},
                     count, fast.data());
      path.dates(date, {day.data(), digits.data(), year.data()}, count, fast_dates.data());
      for (std::size_t i = 0; i < count; ++i) {
        ASSERT_EQ(fast[i], slow[i]) << path.name;
        ASSERT_EQ(fast_dates[i], slow_dates[i])
            << path.name << std::hex << ' ' << date.digits << ' ' << digits[i];
      }
    }
    for (std::size_t i = 0; i < count; ++i) ++seen[slow_dates[i]];
  }
  // All levels of dates have been met.
  for (std::size_t level = 0; level <= matching::date_level::different; ++level)
    EXPECT_GT(seen[level], 50U) << level;
}

Evidence evidence_of(std::vector<Edge> edges, std::uint32_t size) {
  Evidence evidence;
  evidence.size = size;
  evidence.edges = edges;
  evidence.weight = [edges](std::uint32_t a, std::uint32_t b) {
    for (const Edge& edge : edges) {
      if (edge.a == a && edge.b == b) return edge.weight;
    }
    return matching::Millibits{-9'000};
  };
  return evidence;
}

TEST(clusters, one_weak_bridge_joins_no_two_people) {
  // 0 1 2 are one person, 3 4 5 another; somebody mistook 2 for 3.
  const std::vector<Edge> edges = {{0, 1, 9'000}, {0, 2, 9'000}, {1, 2, 9'000}, {3, 4, 9'000},
                                   {3, 5, 9'000}, {4, 5, 9'000}, {2, 3, 3'000}};
  EXPECT_EQ(cluster(evidence_of(edges, 6)), (std::vector<std::uint32_t>{0, 0, 0, 3, 3, 3}));
}

TEST(clusters, a_pair_that_is_weak_by_itself_is_joined_through_the_others) {
  // 0 and 3 differ, but both are surely 1 and 2.
  const std::vector<Edge> edges = {{0, 1, 9'000}, {0, 2, 9'000}, {1, 2, 9'000},
                                   {1, 3, 9'000}, {2, 3, 9'000}, {0, 3, -2'000}};
  Evidence evidence = evidence_of(edges, 4);
  std::erase_if(evidence.edges, [](const Edge& edge) { return edge.weight < 0; });
  EXPECT_EQ(cluster(evidence), (std::vector<std::uint32_t>{0, 0, 0, 0}));
}

TEST(clusters, what_cannot_be_one_person_is_never_in_one_cluster_not_even_through_others) {
  const std::vector<Edge> edges = {{0, 1, 9'000}, {1, 2, 8'000}, {0, 2, 9'500}};
  Evidence evidence = evidence_of(edges, 3);
  evidence.cannot = [](std::uint32_t a, std::uint32_t b) { return a == 0 && b == 2; };
  const auto clusters = cluster(evidence);
  EXPECT_NE(clusters[0], clusters[2]);
  EXPECT_EQ(clusters[0], clusters[1]);
}

}  // namespace
}  // namespace nostos::linkage
