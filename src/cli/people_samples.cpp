// SPDX-License-Identifier: Apache-2.0
#include "cli/people_samples.h"

#include <algorithm>
#include <map>

#include "actions/judge_records.h"
#include "actions/read_list.h"
#include "actions/suggest_matches.h"
#include "cli/people_input.h"

namespace nostos::cli {

namespace {

constexpr std::string_view kAuthor = "samples";

std::string_view content_of(const Environment& environment, std::string_view path) {
  const auto found = std::ranges::find(environment.samples, path, &EmbeddedFile::path);
  return found == environment.samples.end() ? std::string_view() : found->content;
}

// Rows of a table, cut at tabs; comments and blank lines left out.
std::vector<std::vector<std::string>> rows_of(std::string_view table) {
  std::vector<std::vector<std::string>> rows;
  while (!table.empty()) {
    std::string_view line = table.substr(0, table.find('\n'));
    table.remove_prefix(std::min(table.size(), line.size() + 1));
    if (line.empty() || line.starts_with('#')) continue;
    std::vector<std::string> cells;
    for (;;) {
      const std::size_t tab = line.find('\t');
      cells.emplace_back(line.substr(0, tab));
      if (tab == std::string_view::npos) break;
      line.remove_prefix(tab + 1);
    }
    rows.push_back(std::move(cells));
  }
  return rows;
}

// "people-1:3" → the record's id.
using IdsOfRows = std::map<std::string, std::string>;

Result<std::size_t> file_list(Environment& environment, actions::Bureau& bureau,
                              const ingest::Columns& columns, const std::vector<std::string>& row,
                              IdsOfRows& ids) {
  const std::string& file = row.at(0);
  ingest::PeopleListOptions options;
  options.source = row.at(2);
  TRY_ASSIGN(
      actions::ListRead list,
      actions::read_list(file, options, columns, ingest::bytes_of(content_of(environment, file))));
  if (!list.refused.empty())
    return fail(Fault::corrupt, "a sample list: " + ingest::said(list.refused.front(), file));
  list.filing.origin = actions::origin_named(row.at(1)).value_or(actions::Origin::list);
  list.filing.author = kAuthor;
  TRY_ASSIGN(const auto receipt,
             actions::file_records(bureau, std::move(list.filing), actions::BadRows::refuse_all));
  const std::string name = file.substr(0, file.find('-', file.find('-') + 1));
  for (const actions::FiledRow& filed : receipt.filed) {
    ids[name + ":" + std::to_string(filed.row)] = filed.id;
  }
  return receipt.fresh;
}

Result<void> judge(actions::Bureau& bureau, const std::vector<std::string>& row,
                   const IdsOfRows& ids) {
  const auto left = ids.find(row.at(0));
  const auto right = ids.find(row.at(2));
  const auto verdict = identity::verdict_named(row.at(1));
  if (left == ids.end() || right == ids.end() || !verdict) {
    return fail(Fault::corrupt, "a sample judgement is about " + row.at(0) + " and " + row.at(2) +
                                    ", which are not rows of the sample lists");
  }
  TRY(actions::judge_records(bureau,
                             {left->second, right->second, *verdict, row.at(3), std::nullopt,
                              "sample " + row.at(0) + "~" + row.at(2), std::string(kAuthor)}));
  return {};
}

}  // namespace

Result<std::size_t> file_people_samples(Environment& environment, actions::Bureau& bureau) {
  const auto lists = rows_of(content_of(environment, "people.tsv"));
  if (lists.empty()) return std::size_t{0};
  TRY_ASSIGN(const ingest::Columns columns, columns_for(environment));
  std::size_t fresh = 0;
  IdsOfRows ids;
  for (const auto& row : lists) {
    TRY_ASSIGN(const std::size_t filed, file_list(environment, bureau, columns, row, ids));
    fresh += filed;
  }
  for (const auto& row : rows_of(content_of(environment, "judgements.tsv"))) {
    TRY(judge(bureau, row, ids));
  }
  if (fresh > 0) TRY(actions::suggest_matches(bureau, {}));
  return fresh;
}

}  // namespace nostos::cli
