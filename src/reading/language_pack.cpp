// SPDX-License-Identifier: Apache-2.0
#include "reading/language_pack.h"

#include <algorithm>

#include "language/table.h"
#include "reading/entry_check.h"
#include "reading/patterns.h"

namespace nostos::reading {
namespace {

using language::parse_table;

// key = value lines.
std::map<std::string, std::string, std::less<>> parse_ini(std::string_view content) {
  std::map<std::string, std::string, std::less<>> out;
  for (const std::string_view line : language::split(content, '\n')) {
    const auto equals = line.find('=');
    if (line.front() == '#' || equals == std::string_view::npos) continue;
    out[std::string(language::trim(line.substr(0, equals)))] =
        std::string(language::trim(line.substr(equals + 1)));
  }
  return out;
}

Result<void> read_file(LanguagePack::Contents& pack, const KnowledgeFile& file,
                       std::string_view name) {
  TRY(language::check_utf8(file.path, file.content));
  if (name == "paradigms.tsv") {
    TRY_ASSIGN(const auto table, parse_table(file.path, file.content, 4));
    TRY(pack.lexicon.add_paradigms(table));
  } else if (name == "irregular.tsv") {
    TRY_ASSIGN(const auto table, parse_table(file.path, file.content, 3));
    TRY(pack.lexicon.add_irregular(table));
  } else if (name.ends_with(".tsv") && name != "tests.tsv") {
    TRY_ASSIGN(const auto table, parse_table(file.path, file.content, 4));
    for (const language::Row& row : table.rows) {
      if (const auto fault = fault_of_entry(row)) return complain(table, row, *fault);
    }
    TRY(pack.lexicon.add_entries(table));
  } else if (name == "patterns.txt") {
    TRY_ASSIGN(std::vector<Rule> rules, parse_patterns(file.path, file.content, pack.lexicon));
    pack.rules = RuleBook(std::move(rules), pack.lexicon);
  }
  return {};
}

}  // namespace

int LanguagePack::read_order(std::string_view name) {
  if (name == "paradigms.tsv" || name == "irregular.tsv") return 0;
  return name == "patterns.txt" ? 2 : 1;
}

void LanguagePack::add(KnowledgeFile file, std::string_view name) {
  if (name == "meta.ini") {
    meta_ = parse_ini(file.content);
    return;
  }
  const auto place = std::ranges::upper_bound(files_, read_order(name), {},
                                              [](const Named& n) { return read_order(n.name); });
  files_.insert(place, {std::move(file), std::string(name)});
}

std::string_view LanguagePack::meta(std::string_view key) const {
  const auto found = meta_.find(key);
  return found == meta_.end() ? std::string_view() : std::string_view(found->second);
}

Result<LanguagePack::Contents> LanguagePack::read() const {
  Contents pack;
  pack.words.emplace(pack.lexicon);
  pack.traits.month_first = meta("month_first") == "yes";
  pack.traits.capital_months = meta("capital_months") == "yes";
  pack.traits.cyrillic = meta("script") == "Cyrillic";
  for (const Named& named : files_) TRY(read_file(pack, named.file, named.name));
  pack.traits.cases = pack.lexicon.any_has(pack.words->cases);
  return pack;
}

const Result<LanguagePack::Contents>& LanguagePack::contents() const {
  std::call_once(once_, [this] { contents_.emplace(read()); });
  return *contents_;
}

}  // namespace nostos::reading
