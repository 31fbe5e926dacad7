// SPDX-License-Identifier: Apache-2.0
#include "cli/synth_people.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/json_writer.h"
#include "cli/csv_writer.h"
#include "cli/open_bureau.h"
#include "synth/people.h"

namespace nostos::cli {
namespace {

constexpr long long kMostPeople = 1'000'000'000;
constexpr std::size_t kWriteAt = 1U << 20U;
constexpr std::array<std::string_view, 2> kFormats = {"csv", "jsonl"};
constexpr std::string_view kFolder = "synth/people/";

using Text = std::string synth::InventedRow::*;
struct ColumnOf {
  JsonKey key;
  Text text;
};
constexpr std::array<ColumnOf, 11> kColumns = {{
    {"surname", &synth::InventedRow::surname},
    {"given_name", &synth::InventedRow::given_name},
    {"patronymic", &synth::InventedRow::patronymic},
    {"maiden_name", &synth::InventedRow::maiden_name},
    {"alias", &synth::InventedRow::alias},
    {"sex", &synth::InventedRow::sex},
    {"birth_date", &synth::InventedRow::birth_date},
    {"birth_place", &synth::InventedRow::birth_place},
    {"rank", &synth::InventedRow::rank},
    {"unit", &synth::InventedRow::unit},
    {"service_number", &synth::InventedRow::service_number},
}};
constexpr std::string_view kHeading =
    "surname,given_name,patronymic,maiden_name,alias,sex,birth_date,birth_place,rank,unit,service_"
    "number";

struct Plan {
  synth::PeopleWishes wishes;
  std::string format;
  int list = 0;  // 0: all of them
  bool truth_apart = false;
};

// "typo=40,ocr=0"
Result<void> set_rates(std::string_view text, std::array<int, synth::kSlips>& rates) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    const std::string_view one = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t equals = std::min(one.find('='), one.size());
    const std::string_view word = one.substr(0, equals);
    int rate = -1;
    if (equals < one.size())
      std::from_chars(one.data() + equals + 1, one.data() + one.size(), rate);
    if (rate < 0 || rate > 1000) {
      return fail(Fault::invalid_input,
                  "--rates: '" + std::string(one) + "'; write SLIP=N with N from 0 to 1000");
    }
    if (word == "all") {
      rates.fill(rate);
      continue;
    }
    bool found = false;
    std::string known;
    for (std::size_t i = 0; i < synth::kSlips; ++i) {
      const auto slip = static_cast<synth::Slip>(i);
      known += (i == 0 ? "" : ", ") + std::string(name(slip));
      if (name(slip) != word) continue;
      rates[i] = rate;
      found = true;
    }
    if (!found) {
      return fail(Fault::invalid_input,
                  "--rates: there is no slip '" + std::string(word) + "'; there are: " + known);
    }
  }
  return {};
}

Result<Plan> plan_of(const Options& options) {
  Plan plan;
  synth::PeopleWishes& wishes = plan.wishes;
  TRY_ASSIGN(const long long count, options.number("--count", 1000, 1, kMostPeople));
  TRY_ASSIGN(const long long seed, options.number("--seed", 1, 0, 1'000'000'000));
  TRY_ASSIGN(const long long lists, options.number("--lists", 1, 1, 26));
  TRY_ASSIGN(const long long list, options.number("--list", 0, 0, lists));
  TRY_ASSIGN(const long long again, options.number("--again", wishes.percent_again, 0, 100));
  TRY_ASSIGN(const long long men, options.number("--men", wishes.percent_men, 0, 100));
  TRY_ASSIGN(plan.format, options.choice("--format", kFormats));
  TRY(set_rates(options.value_or("--rates", ""), wishes.per_mille));
  wishes.people = static_cast<std::uint64_t>(count);
  wishes.seed = static_cast<std::uint64_t>(seed);
  wishes.lists = static_cast<int>(lists);
  wishes.percent_again = static_cast<int>(again);
  wishes.percent_men = static_cast<int>(men);
  wishes.first_is_clean = options.has("--first-clean");
  plan.list = static_cast<int>(list);
  std::string regions = options.value_or("--regions", "");
  while (!regions.empty()) {
    const std::string one = regions.substr(0, regions.find(','));
    regions.erase(0, one.size() + 1);
    wishes.regions.push_back(one);
  }
  return plan;
}

Result<synth::People> people_of(const Plan& plan, Environment& environment) {
  TRY_ASSIGN(const auto knowledge, environment.knowledge());
  std::map<std::string, std::string_view> files;
  for (const auto& file : knowledge) {
    const std::string_view path = file.path;
    if (!path.starts_with(kFolder) || !path.ends_with(".tsv")) continue;
    files[std::string(path.substr(kFolder.size(), path.size() - kFolder.size() - 4))] =
        file.content;
  }
  TRY_ASSIGN(auto tables, synth::PeopleTables::load(files));
  return synth::People::of(std::move(tables), plan.wishes);
}

std::string list_name(int list) { return "list " + std::string(1, static_cast<char>('A' + list)); }

// Writes rows, and the truth beside them or within.
class Writer {
 public:
  Writer(const Plan& plan, Sink& rows, Sink* truth) : plan_(plan), rows_(rows), truth_(truth) {
    if (plan.format != "csv") return;
    out_ = plan.wishes.lists > 1 ? "id,source," : "id,";
    out_ += kHeading;
    out_ += truth == nullptr ? ",true_person\n" : "\n";
  }

  Result<void> write(const synth::InventedRow& row) {
    std::string id =
        plan_.wishes.lists > 1 ? std::string(1, static_cast<char>('A' + row.list)) : "";
    id += std::to_string(++numbers_[static_cast<std::size_t>(row.list)]);
    if (plan_.format == "csv") {
      csv(id, row);
    } else {
      json(id, row);
    }
    if (truth_ != nullptr) truth(id, row);
    return out_.size() < kWriteAt ? Result<void>{} : hand_on();
  }

  Result<void> end() {
    TRY(hand_on());
    return truth_ != nullptr ? truth_->flush() : Result<void>{};
  }

 private:
  void csv(const std::string& id, const synth::InventedRow& row) {
    out_ += id;
    if (plan_.wishes.lists > 1) out_ += "," + list_name(row.list);
    for (const auto& [key, text] : kColumns) {
      out_ += ',';
      append_csv_field(out_, row.*text);
    }
    if (truth_ == nullptr) out_ += "," + std::to_string(row.person);
    out_ += '\n';
  }

  void json(const std::string& id, const synth::InventedRow& row) {
    {
      JsonWriter json(out_);
      json.begin_object().field("id", id);
      if (plan_.wishes.lists > 1) json.field("source", list_name(row.list));
      for (const auto& [key, text] : kColumns)
        if (!(row.*text).empty()) json.key(key).value(row.*text);
      if (truth_ == nullptr) json.field("true_person", std::to_string(row.person));
      json.end_object();
    }
    out_ += '\n';
  }

  void truth(const std::string& id, const synth::InventedRow& row) {
    if (beside_.empty() && !headed_) beside_ = "id,true_person,slips\n";
    headed_ = true;
    beside_ += id + "," + std::to_string(row.person) + ",";
    bool first = true;
    for (std::size_t i = 0; i < synth::kSlips; ++i) {
      const auto slip = static_cast<synth::Slip>(i);
      if (!row.has(slip)) continue;
      if (!std::exchange(first, false)) beside_ += ' ';
      beside_ += name(slip);
    }
    beside_ += '\n';
  }

  Result<void> hand_on() {
    TRY(rows_.write(out_));
    out_.clear();
    if (truth_ != nullptr) TRY(truth_->write(beside_));
    beside_.clear();
    return {};
  }

  const Plan& plan_;
  Sink& rows_;
  Sink* truth_;
  std::string out_;
  std::string beside_;
  bool headed_ = false;
  std::array<std::uint64_t, 26> numbers_{};
};

Result<void> make(const Plan& plan, const synth::People& people, const Options& options,
                  Environment& environment) {
  std::unique_ptr<Sink> truth;
  if (const auto path = options.value("--truth")) {
    TRY_ASSIGN(truth, environment.files.create(*path));
  }
  Writer writer(plan, environment.output, truth.get());
  synth::InventedRow row;
  // All first rows, then all second ones, each time in the same order without order: the rows of a
  // person are far apart, and nothing is kept in memory.
  for (unsigned copy = 0; copy < people.most_rows(); ++copy) {
    for (std::uint64_t place = 0; place < people.count(); ++place) {
      const std::uint64_t person = people.shuffled(place);
      if (copy >= people.rows_of(person)) continue;
      people.write(person, copy, row);
      if (plan.list != 0 && row.list + 1 != plan.list) continue;
      TRY(writer.write(row));
    }
  }
  return writer.end();
}

}  // namespace

ExitCode synth_people(const Options& options, Environment& environment) {
  const auto plan = plan_of(options);
  auto people = plan ? people_of(*plan, environment) : std::unexpected(plan.error());
  if (!people) {
    complain(environment, people.error().message + "\n        'nostos help synth' tells how");
    return ExitCode::usage;
  }
  if (const auto made = make(*plan, *people, options, environment); !made)
    return complain_of_storage(environment, made.error());
  return ExitCode::fine;
}

}  // namespace nostos::cli
