// SPDX-License-Identifier: Apache-2.0
#include "cli/link_run.h"

#include <algorithm>
#include <cstdlib>
#include <unordered_map>

#include "base/json_writer.h"
#include "cli/csv_writer.h"

namespace nostos::cli {

std::string bits(matching::Millibits weight) {
  const std::int64_t whole = std::abs(static_cast<std::int64_t>(weight));
  std::string places = std::to_string(whole % 1000);
  places.insert(0, 3 - places.size(), '0');
  return (weight < 0 ? "-" : "+") + std::to_string(whole / 1000) + "." + places;
}

std::string step_in_words(const matching::Step& step, const PlainWords& words) {
  const std::size_t point = step.key.find('.');
  const std::string level = point == std::string::npos ? step.key : step.key.substr(point + 1);
  const auto word = [&](std::size_t i) { return i < step.words.size() ? step.words[i] : ""; };
  std::string field;
  if (!step.words.empty()) {
    const std::string key = "field." + step.words[0];
    field = words.rows().contains(key) ? words.say(key) : step.words[0];
  }
  return words.say("why." + level, {{"field", field}, {"a", word(1)}, {"b", word(2)}});
}

std::string reasons_in_words(const matching::Waterfall& waterfall, const PlainWords& words) {
  std::string out;
  for (const matching::Step& step : waterfall.steps) {
    if (step.weight == 0) continue;
    if (!out.empty()) out += "; ";
    out += step_in_words(step, words) + " " + bits(step.weight);
  }
  return out;
}

void append_pair(std::string& out, std::string_view format, const LinkRun& run,
                 const linkage::ScoredPair& pair, bool with_reasons) {
  const PeopleTable& people = run.people;
  const std::string reasons =
      with_reasons ? reasons_in_words(run.linker.explain(pair.left, pair.right), run.words) : "";
  const JudgedRows* const judged =
      run.judgements == nullptr ? nullptr : run.judgements->of({pair.left, pair.right});
  const std::string_view verdict = judged == nullptr ? "" : judged->same ? "same" : "different";
  if (format == "csv") {
    for (const linkage::Row row : {pair.left, pair.right}) {
      append_csv_field(out, people.list_of(row));
      out += ',';
      append_csv_field(out, people.id(row));
      out += "," + std::to_string(people.number(row)) + ",";
    }
    append_csv_field(out, matching::shown(pair.weight));
    out += "," + bits(pair.weight);
    if (run.judgements != nullptr) {
      out += ',';
      out += verdict;
    }
    if (with_reasons) {
      out += ',';
      append_csv_field(out, reasons);
    }
  } else {
    JsonWriter json(out);
    json.begin_object();
    json.field("left_list", people.list_of(pair.left)).field("left_id", people.id(pair.left));
    json.field("left_row", people.number(pair.left));
    json.field("right_list", people.list_of(pair.right)).field("right_id", people.id(pair.right));
    json.field("right_row", people.number(pair.right));
    json.field("probability", matching::shown(pair.weight)).field("weight", bits(pair.weight));
    if (run.judgements != nullptr) json.field("verdict", verdict);
    if (with_reasons) json.field("reasons", reasons);
    json.end_object();
  }
  out += '\n';
}

Agreement agreement(const LinkRun& run) {
  Agreement out;
  std::unordered_map<std::uint32_t, std::uint64_t> rows;
  std::unordered_map<std::uint64_t, std::uint64_t> rows_in_list;
  const bool across = run.result.settings.task == linkage::Task::link;
  for (linkage::Row row = 0; row < run.people.rows(); ++row) {
    const std::uint32_t who = run.people.truth(row);
    if (who == 0) continue;
    const std::uint64_t list = run.people.records().list(row);
    out.true_pairs += rows[who]++;
    if (across) out.true_pairs -= rows_in_list[std::uint64_t{who} << 16U | list]++;
  }
  const auto cut = matching::weight_of(run.result.settings.cut / (1 - run.result.settings.cut));
  for (const auto& pair : run.result.pairs) {
    if (pair.weight < cut) continue;
    ++out.found;
    const std::uint32_t who = run.people.truth(pair.left);
    if (who != 0 && who == run.people.truth(pair.right)) ++out.right;
  }
  return out;
}

}  // namespace nostos::cli
