// SPDX-License-Identifier: Apache-2.0
#include "cli/link_filter.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json_writer.h"
#include "cli/link_run.h"
#include "cli/open_bureau.h"
#include "ingest/people_list.h"
#include "linkage/linker.h"

namespace nostos::cli {
namespace {

constexpr std::size_t kLargestText = 16UL << 20U;
constexpr std::size_t kWriteAt = 1UL << 20U;
constexpr std::size_t kLargestBlock = 50'000;  // rows

std::string hex(std::uint64_t value) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out(16, '0');
  for (std::size_t i = 16; i-- > 0; value >>= 4U) out[i] = kDigits[value & 15U];
  return out;
}

Result<std::string> text_of(const std::string& path, Environment& environment) {
  TRY_ASSIGN(const auto source, environment.files.open(path));
  return read_all(*source, kLargestText);
}

Result<linkage::Settings> settings_in(const std::string& path, Environment& environment) {
  TRY_ASSIGN(const std::string text, text_of(path, environment));
  auto settings = linkage::parse_settings(text);
  if (!settings) return fail(settings.error().fault, path + ": " + settings.error().message);
  return std::move(*settings);
}

// Writes every row once for each of its blocks.
Result<ExitCode> write_keys(const Options& options, const ListWishes& wishes, linkage::Task task,
                            Environment& environment) {
  TRY_ASSIGN(const LinkKnowledge knowledge, link_knowledge(environment));
  PeopleTable people(environment, knowledge.columns, knowledge.names, wishes);
  for (const std::string& list : options.operands()) TRY(people.add_list(list));
  linkage::Job job;
  if (const auto path = options.value("--settings")) {
    TRY_ASSIGN(job.settings, settings_in(*path, environment));
  }
  job.settings.task = task;
  job.names = &knowledge.names;
  job.threads = environment.processors;
  linkage::Linker linker(people.records(), std::move(job));
  TRY(linker.prepare());
  const auto& rules = linker.so_far().blocking.rules;
  std::string out;
  const auto& records = people.records();
  for (linkage::Row row = 0; row < people.rows(); ++row) {
    std::vector<std::string> blocks;
    const auto keys = linker.keys(row);
    for (std::size_t rule = 0; rule < keys.size(); ++rule)
      if (keys[rule] != 0) blocks.push_back(std::to_string(rule) + "-" + hex(keys[rule]));
    if (rules.empty()) blocks.emplace_back("all");
    for (const std::string& block : blocks) {
      {
        JsonWriter json(out);
        json.begin_object().field("block", block).key("blocks").begin_array();
        for (const std::string& one : blocks) json.value(one);
        json.end_array();
        json.field("list", people.list_of(row)).field("id", people.id(row));
        json.field("row", people.number(row));
        for (const linkage::Column& column : records.columns) {
          if (column.rows[row] != linkage::kNoValue)
            json.text_key(column.name).value(column.values.text(column.rows[row]));
        }
        json.end_object();
      }
      out += '\n';
    }
    if (out.size() < kWriteAt) continue;
    TRY(environment.output.write(out));
    out.clear();
  }
  TRY(environment.output.write(out));
  return people.bad_rows() > 0 ? ExitCode::refused : ExitCode::fine;
}

// The rows of one block, and of each the blocks that it is in.
struct Block {
  std::string name;
  std::vector<ingest::ListedPerson> rows;
  std::vector<std::vector<std::string>> blocks;
};

class Filter {
 public:
  Filter(const LinkKnowledge& knowledge, matching::Model model, linkage::Settings settings,
         PlainWords words, bool with_reasons, Environment& environment)
      : knowledge_(knowledge),
        model_(std::move(model)),
        settings_(std::move(settings)),
        words_(std::move(words)),
        with_reasons_(with_reasons),
        environment_(environment) {
    // How common a name is cannot be seen from within a block: what is rare weighs as the rest.
    for (auto& field : model_.fields) field.rarity = false;
    for (auto& field : settings_.fields) field.rarity = false;
    settings_.compare_all = ~std::uint64_t{0};
  }

  Result<void> pairs_of(const Block& block, std::string& out) const {
    if (block.rows.size() < 2) return {};
    PeopleTable people(environment_, knowledge_.columns, knowledge_.names, {});
    for (const auto& field : model_.fields) people.want_column(field.column, field.kind);
    std::map<std::string, std::uint16_t, std::less<>> lists;
    for (const auto& person : block.rows) {
      auto found = lists.find(person.record.source);
      if (found == lists.end())
        found = lists.emplace(person.record.source, people.begin_list(person.record.source)).first;
      people.add_row(person, found->second);
    }
    linkage::Job job;
    job.settings = settings_;
    job.model = model_;
    job.names = &knowledge_.names;
    linkage::Linker linker(people.records(), std::move(job));
    TRY(linker.prepare());
    TRY(linker.learn());
    TRY_ASSIGN(auto compared, linker.compare({}));
    std::ranges::sort(compared.pairs);
    const LinkRun run{people, linker, linker.so_far(), words_};
    for (const auto& pair : compared.pairs) {
      if (first_shared(block.blocks[pair.left], block.blocks[pair.right]) != block.name) continue;
      append_pair(out, "jsonl", run, pair, with_reasons_);
    }
    return {};
  }

 private:
  // Two rows meet in each block they share; the pair is given out in the first of them.
  static std::string first_shared(const std::vector<std::string>& a,
                                  const std::vector<std::string>& b) {
    for (const std::string& one : a)
      if (std::ranges::find(b, one) != b.end()) return one;
    return {};
  }

  const LinkKnowledge& knowledge_;
  matching::Model model_;
  linkage::Settings settings_;
  PlainWords words_;
  bool with_reasons_;
  Environment& environment_;
};

Result<ExitCode> filter_blocks(const Options& options, const ListWishes& wishes, linkage::Task task,
                               Environment& environment) {
  const auto model_path = options.value("--model");
  const auto settings_path = options.value("--settings");
  if (!model_path || !settings_path || options.operands() != std::vector<std::string>{"-"})
    return fail(Fault::invalid_input,
                "--filter reads rows of --keys from standard input (-) and wants --model FILE and "
                "--settings FILE, as --write-model and --write-settings write them");
  TRY_ASSIGN(const LinkKnowledge knowledge, link_knowledge(environment));
  TRY_ASSIGN(const std::string text, text_of(*model_path, environment));
  auto model = matching::parse_model(text);
  if (!model) return fail(model.error().fault, *model_path + ": " + model.error().message);
  TRY_ASSIGN(linkage::Settings settings, settings_in(*settings_path, environment));
  settings.task = task;
  TRY_ASSIGN(PlainWords words, words_for(options, environment));
  const Filter filter(knowledge, std::move(*model), std::move(settings), std::move(words),
                      !options.has("--no-reasons"), environment);
  ingest::PeopleListOptions list;
  list.table = wishes.table;
  list.table.form = ingest::TableForm::jsonl;
  list.overrides = wishes.columns.empty() ? "list=source" : wishes.columns;
  ingest::PeopleList rows("standard input", std::move(list), knowledge.columns,
                          [&](std::span<char> into) { return environment.input.read(into); });
  Block block;
  std::string out;
  bool refused = false;
  const auto end_block = [&]() -> Result<void> {
    TRY(filter.pairs_of(block, out));
    block = {};
    if (out.size() < kWriteAt) return {};
    TRY(environment.output.write(out));
    out.clear();
    return {};
  };
  while (true) {
    TRY_ASSIGN(auto person, rows.next());
    if (!person) break;
    std::string name;
    std::vector<std::string> blocks;
    for (const auto& field : person->record.fields) {
      if (field.column == "block") name = field.text;
      if (field.column == "blocks") blocks.push_back(field.text);
      if (field.column == "row")
        std::from_chars(field.text.data(), field.text.data() + field.text.size(), person->number);
    }
    if (!person->fault && name.empty())
      person->fault =
          ingest::TableRemark{person->line, 0, "block", "is not there; rows of --keys have it"};
    if (person->fault) {
      complain(environment, ingest::said(*person->fault, rows.name()));
      if (!wishes.skip_bad_rows)
        return fail(Fault::invalid_input, "stopped there; --skip-bad-rows goes on");
      refused = true;
      continue;
    }
    if (name != block.name) {
      TRY(end_block());
      block.name = std::move(name);
    }
    if (block.rows.size() == kLargestBlock)
      return fail(Fault::invalid_input, rows.name() + ":" + std::to_string(person->line) +
                                            ": block " + block.name + " has more than " +
                                            std::to_string(kLargestBlock) + " rows");
    if (blocks.empty()) blocks.push_back(block.name);
    block.rows.push_back(std::move(*person));
    block.blocks.push_back(std::move(blocks));
  }
  TRY(end_block());
  TRY(environment.output.write(out));
  return refused ? ExitCode::refused : ExitCode::fine;
}

}  // namespace

Result<LinkKnowledge> link_knowledge(Environment& environment) {
  TRY_ASSIGN(const auto knowledge, environment.knowledge());
  TRY_ASSIGN(ingest::Columns columns, ingest::Columns::load(table_of(knowledge, "columns.tsv")));
  std::vector<names::NameFile> files;
  for (const auto& file : knowledge)
    if (file.path.starts_with("names/")) files.push_back({file.path, file.content});
  TRY_ASSIGN(names::NameEngine engine, names::NameEngine::load(files));
  return LinkKnowledge{std::move(columns), std::move(engine)};
}

Result<ListWishes> list_wishes_of(const Options& options) {
  ListWishes wishes;
  wishes.columns = options.value_or("--columns", "");
  wishes.skip_bad_rows = options.has("--skip-bad-rows");
  TRY(ingest::parse_column_overrides(wishes.columns));
  if (const auto word = options.value("--separator")) {
    if (*word != "," && *word != ";" && *word != "tab" && *word != "\t")
      return fail(Fault::invalid_input, "--separator " + *word + ": write , or ; or tab");
    wishes.table.separator = *word == "tab" ? '\t' : word->front();
  }
  if (const auto word = options.value("--encoding")) {
    const auto encoding = ingest::encoding_named(*word);
    if (!encoding)
      return fail(Fault::invalid_input,
                  "--encoding " + *word +
                      ": write utf-8, utf-16le, utf-16be, windows-1251 or koi8-u; others are "
                      "converted first, with iconv");
    wishes.table.encoding = *encoding;
  }
  return wishes;
}

Result<ExitCode> link_filter(const Options& options, const ListWishes& wishes, linkage::Task task,
                             Environment& environment) {
  return options.has("--keys") ? write_keys(options, wishes, task, environment)
                               : filter_blocks(options, wishes, task, environment);
}

}  // namespace nostos::cli
