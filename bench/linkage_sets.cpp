// SPDX-License-Identifier: Apache-2.0
#include "linkage_sets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <string_view>

#include "base/check.h"
#include "base/word_hash.h"
#include "synth/people.h"

namespace nostos::bench {
namespace {

using domain::FieldKind;
using linkage::Task;

struct Wanted {
  std::string name;
  FieldKind kind;
};

using Line = std::vector<std::string>;

std::string trimmed(const std::string& text) {
  const auto from = text.find_first_not_of(' ');
  return from == text.npos || text == "NA" ? std::string() : text.substr(from);
}

// Commas, quotation marks around a value, no line breaks inside: all these sets are so.
Line values_of(const std::string& line) {
  Line values;
  std::string value;
  bool quoted = false;
  for (const char c : line) {
    if (c == '\r') continue;
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      values.push_back(trimmed(value));
      value.clear();
    } else {
      value += c;
    }
  }
  values.push_back(trimmed(value));
  return values;
}

class Reader {
 public:
  Reader(LabelledSet& set, const std::vector<Wanted>& wanted) : set_(set) {
    for (const auto& [name, kind] : wanted) {
      linkage::Column column;
      column.name = name;
      column.kind = kind;
      set_.table.columns.push_back(std::move(column));
    }
  }

  bool read(const std::filesystem::path& path, const std::string& truth_column) {
    std::ifstream in(path);
    std::string line;
    if (!std::getline(in, line)) return false;
    const Line heads = values_of(line);
    while (std::getline(in, line)) {
      const Line values = values_of(line);
      std::map<std::string, std::string> row;
      for (std::size_t i = 0; i < std::min(heads.size(), values.size()); ++i)
        row[heads[i]] = values[i];
      if (row.contains("by")) {
        row["birth_date"] = fmt::format("{:0>4}-{:0>2}-{:0>2}", row["by"], row["bm"], row["bd"]);
      }
      for (auto& column : set_.table.columns)
        column.rows.push_back(column.values.intern(row[column.name]));
      set_.table.lists.push_back(list_);
      set_.table.keys.push_back(word_hash(line));
      set_.truth.push_back(word_hash(who(row[truth_column])));
    }
    ++list_;
    return true;
  }

 private:
  // "rec-1070-org" and "rec-1070-dup-0" are one person.
  static std::string who(const std::string& id) {
    if (!id.starts_with("rec-")) return id;
    return id.substr(0, id.find('-', 4));
  }

  LabelledSet& set_;
  std::uint16_t list_ = 0;
};

void count_true_pairs(LabelledSet& set) {
  std::map<std::uint64_t, std::map<std::uint16_t, double>> sizes;
  for (std::size_t row = 0; row < set.truth.size(); ++row)
    ++sizes[set.truth[row]][set.table.list(static_cast<linkage::Row>(row))];
  for (const auto& [person, lists] : sizes) {
    double all = 0;
    double within = 0;
    for (const auto& [list, size] : lists) {
      all += size;
      within += size * (size - 1) / 2;
    }
    const double pairs = all * (all - 1) / 2;
    set.true_pairs += set.settings.task == Task::link ? pairs - within : pairs;
  }
}

const std::vector<Wanted> kFebrlNames = {{"given_name", FieldKind::given_name},
                                         {"surname", FieldKind::surname},
                                         {"date_of_birth", FieldKind::birth_date}};
const std::vector<Wanted> kFebrl = {
    {"given_name", FieldKind::given_name},    {"surname", FieldKind::surname},
    {"date_of_birth", FieldKind::birth_date}, {"street_number", FieldKind::residence},
    {"address_1", FieldKind::residence},      {"address_2", FieldKind::residence},
    {"suburb", FieldKind::residence},         {"postcode", FieldKind::residence},
    {"state", FieldKind::residence}};
const std::vector<Wanted> kRlData = {{"fname_c1", FieldKind::given_name},
                                     {"fname_c2", FieldKind::alias},
                                     {"lname_c1", FieldKind::surname},
                                     {"lname_c2", FieldKind::alias},
                                     {"birth_date", FieldKind::birth_date}};
const std::vector<Wanted> kHistoricalNames = {{"first_name", FieldKind::given_name},
                                              {"surname", FieldKind::surname},
                                              {"dob", FieldKind::birth_date}};
const std::vector<Wanted> kHistorical = {
    {"first_name", FieldKind::given_name},   {"surname", FieldKind::surname},
    {"dob", FieldKind::birth_date},          {"birth_place", FieldKind::birth_place},
    {"postcode_fake", FieldKind::residence}, {"gender", FieldKind::sex},
    {"occupation", FieldKind::rank}};

std::string whole_file(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

const std::vector<std::string>& labelled_sets() {
  static const std::vector<std::string> names = {"febrl4",          "febrl4-names", "febrl3",
                                                 "febrl3-names",    "rldata10000",  "historical",
                                                 "historical-names"};
  return names;
}

std::optional<LabelledSet> labelled_set(const std::filesystem::path& data,
                                        const std::string& name) {
  LabelledSet set;
  set.name = name;
  bool there = false;
  if (name.starts_with("febrl4")) {
    Reader reader(set, name.ends_with("names") ? kFebrlNames : kFebrl);
    there = reader.read(data / "febrl/dataset4a.csv", "rec_id") &&
            reader.read(data / "febrl/dataset4b.csv", "rec_id");
    set.settings.task = Task::link;
    set.settings.lists_hold_a_person_once = true;
  } else if (name.starts_with("febrl3")) {
    Reader reader(set, name.ends_with("names") ? kFebrlNames : kFebrl);
    there = reader.read(data / "febrl/dataset3.csv", "rec_id");
  } else if (name == "rldata10000") {
    there = Reader(set, kRlData).read(data / "rldata/RLdata10000.csv", "ent_id");
  } else {
    Reader reader(set, name.ends_with("names") ? kHistoricalNames : kHistorical);
    there = reader.read(data / "historical/historical_50k.csv", "cluster");
  }
  if (!there) return std::nullopt;
  count_true_pairs(set);
  return set;
}

LabelledSet invented_set(const std::filesystem::path& tables, std::uint64_t records,
                         std::uint64_t seed) {
  std::map<std::string, std::string> texts;
  for (const auto& entry : std::filesystem::directory_iterator(tables))
    texts[entry.path().stem()] = whole_file(entry.path());
  std::map<std::string, std::string_view> files(texts.begin(), texts.end());
  auto loaded = synth::PeopleTables::load(files);
  NOSTOS_CHECK(loaded.has_value(), "the project's own tables are sound");
  synth::PeopleWishes wishes;
  wishes.seed = seed;
  wishes.people = records;
  wishes.percent_again = 30;
  wishes.details = false;
  wishes.lists = 4;
  wishes.per_mille[static_cast<std::size_t>(synth::Slip::spelled_otherwise)] = 0;
  const auto people = synth::People::of(std::move(*loaded), wishes);
  NOSTOS_CHECK(people.has_value(), "every region has its table");
  LabelledSet set;
  set.name = fmt::format("{} invented", records);
  const std::vector<Wanted> wanted = {{"surname", FieldKind::surname},
                                      {"given_name", FieldKind::given_name},
                                      {"patronymic", FieldKind::patronymic},
                                      {"birth_date", FieldKind::birth_date}};
  Reader reader(set, wanted);
  synth::InventedRow row;
  for (std::uint64_t place = 0; set.truth.size() < records; ++place) {
    const std::uint64_t person = people->shuffled(place);
    for (unsigned copy = 0; copy < people->rows_of(person) && set.truth.size() < records; ++copy) {
      people->write(person, copy, row);
      auto& columns = set.table.columns;
      columns[0].rows.push_back(columns[0].values.intern(row.surname));
      columns[1].rows.push_back(columns[1].values.intern(row.given_name));
      columns[2].rows.push_back(columns[2].values.intern(row.patronymic));
      columns[3].rows.push_back(columns[3].values.intern(row.birth_date));
      set.table.keys.push_back(person * 8 + copy);
      set.truth.push_back(person);
    }
  }
  count_true_pairs(set);
  return set;
}

}  // namespace nostos::bench
