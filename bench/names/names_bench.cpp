// SPDX-License-Identifier: Apache-2.0
// What docs/benchmarks/names.md says, measured:
//
//   nostos_names_bench --names DIR [--schemes DIR] [--table FILE --half first|second] [--queries N]
//                      [--only PART | --except PART] [--losses FOLDER] [--markdown FILE]
//
// --only     schemes, languages, speed, scripts or judged; --except leaves one of them out
// --names    the folder with transliteration_tests.tsv, uk_ru_*.tsv, wikidata_ru_en_80.tsv and the
//            judged pairs; what is not there is left out
// --schemes  a folder of SCHEME.tsv files: Cyrillic, TAB, how the scheme writes it
//            (bench/names/schemes.mjs makes them)
// --table    a table of correspondences instead of the one that ships, learned from the other half
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "halves.h"
#include "knowledge/embedded_knowledge.h"
#include "names/name_engine.h"

namespace {

using namespace nostos::names;
namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<std::vector<std::string>> rows_of(const fs::path& path) {
  std::vector<std::vector<std::string>> out;
  std::ifstream in(path, std::ios::binary);
  for (std::string line; std::getline(in, line);) {
    std::vector<std::string> cells;
    std::stringstream split(line);
    for (std::string cell; std::getline(split, cell, '\t');) cells.push_back(cell);
    out.push_back(std::move(cells));
  }
  return out;
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> out;
  std::string plain = text;
  for (std::size_t at = 0; (at = plain.find("\\n", at)) != std::string::npos;) {
    plain.replace(at, 2, " ");
  }
  for (char& c : plain) {
    if (c == '-' || c == '(' || c == '/') c = ' ';
  }
  std::stringstream split(plain);
  for (std::string word; split >> word;) out.push_back(word);
  return out;
}

std::string report;

template <class... Values>
void say(const char* form, Values... values) {
  std::array<char, 512> line{};
  std::snprintf(line.data(), line.size(), form, values...);
  std::fputs(line.data(), stdout);
  std::fflush(stdout);
  report += line.data();
}

// Where what was missed is written, for whoever wants to know why (--losses FOLDER).
std::string losses_folder;
std::ofstream losses(const std::string& part) {
  return losses_folder.empty() ? std::ofstream()
                               : std::ofstream(losses_folder + "/" + part + ".tsv");
}

bool share_key(const Skeletons& a, const Skeletons& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b.size(); ++j) {
      if (a[i] == b[j]) return true;
    }
  }
  return false;
}

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t before = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t straight = before + (a[i] == b[j] ? 0 : 1);
      before = row[j + 1];
      row[j + 1] = std::min({straight, row[j] + 1, before + 1});
    }
  }
  return row[b.size()];
}

// Edits that the index searches: none up to 3 letters, 1 up to 5, 2 beyond.
std::size_t edits_searched(std::size_t letters) { return letters <= 3 ? 0 : letters <= 5 ? 1 : 2; }

std::size_t nearest(const Skeletons& a, const Skeletons& b, bool& within) {
  std::size_t best = 99;
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t now = distance(a[i], b[j]);
      best = std::min(best, now);
      within = within || now <= edits_searched(std::min(a[i].size(), b[j].size()));
    }
  }
  return best;
}

void scheme_row(const NameEngine& engine, const std::string& scheme,
                const std::vector<std::pair<std::string, std::string>>& pairs,
                std::size_t damaged) {
  std::size_t shared = 0;
  std::size_t first = 0;
  std::size_t keys = 0;
  std::ofstream missed = losses("scheme_" + scheme);
  for (const auto& [cyrillic, latin] : pairs) {
    Skeletons a;
    Skeletons b;
    engine.skeletons(cyrillic, NamePart::surname, a);
    engine.skeletons(latin, NamePart::surname, b);
    keys += b.size();
    first += !a.empty() && !b.empty() && a.front() == b.front() ? 1U : 0U;
    if (share_key(a, b)) {
      ++shared;
    } else {
      missed << scheme << '\t' << cyrillic << '\t' << latin << '\n';
    }
  }
  const auto n = static_cast<double>(pairs.size());
  std::string note;
  if (damaged > 0) note = " " + std::to_string(damaged) + " rows are cut off in the file";
  say("| %s | %zu | %.4f | %.4f | %.2f |%s |\n", scheme.c_str(), pairs.size(),
      static_cast<double>(shared) / n, static_cast<double>(first) / n,
      static_cast<double>(keys) / n, note.c_str());
}

void schemes(const NameEngine& engine, const fs::path& names, const fs::path& made) {
  say("\n## Keys shared by a name and its transliteration\n\n"
      "| scheme | words | share a key | share the first | keys of the Latin form | left out |\n"
      "|---|--:|--:|--:|--:|---|\n");
  std::map<std::string, std::vector<std::pair<std::string, std::string>>> by_scheme;
  std::map<std::string, std::size_t> damaged;
  for (const auto& row : rows_of(names / "transliteration_tests.tsv")) {
    if (row.size() < 3) continue;
    if (row[2].ends_with("\\")) {
      ++damaged[row[0]];
      continue;
    }
    const auto a = words_of(row[1]);
    const auto b = words_of(row[2]);
    if (a.size() != b.size()) {
      ++damaged[row[0]];
      continue;
    }
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (engine.primary(a[i], NamePart::surname).empty()) continue;
      by_scheme[row[0]].emplace_back(a[i], b[i]);
    }
  }
  for (const auto& [scheme, pairs] : by_scheme) scheme_row(engine, scheme, pairs, damaged[scheme]);
  if (made.empty()) return;
  std::set<fs::path> files;
  for (const auto& entry : fs::directory_iterator(made)) files.insert(entry.path());
  for (const fs::path& file : files) {
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const auto& row : rows_of(file)) {
      if (row.size() == 2) pairs.emplace_back(row[0], row[1]);
    }
    if (!pairs.empty()) scheme_row(engine, file.stem().string(), pairs, 0);
  }
}

void pairs_of_two_languages(const NameEngine& engine, const fs::path& names) {
  say("\n## Ukrainian and Russian forms of one name\n\n"
      "| set | pairs | share a key | at most 1 edit | within reach | keys a name | men's names a "
      "key | "
      "most |\n"
      "|---|--:|--:|--:|--:|--:|--:|--:|\n");
  const std::vector<std::pair<std::string, NamePart>> sets = {{"last", NamePart::surname},
                                                              {"first", NamePart::given},
                                                              {"patronymic", NamePart::patronymic}};
  for (const auto& [set, part] : sets) {
    std::size_t n = 0;
    std::size_t shared = 0;
    std::size_t one = 0;
    std::size_t reached = 0;
    std::size_t keys = 0;
    std::map<std::string, std::set<std::string>> names_of_key;
    std::set<std::string> distinct;
    std::ofstream missed = losses(set);
    for (const auto& row : rows_of(names / ("uk_ru_" + set + ".tsv"))) {
      if (row.size() < 2) continue;
      ++n;
      Skeletons a;
      Skeletons b;
      engine.skeletons(row[0], part, a);
      engine.skeletons(row[1], part, b);
      keys += a.size();
      // Men's forms only: that women's fall together with them is meant.
      if (!row[0].ends_with("а") && !row[0].ends_with("я")) {
        names_of_key[std::string(a.front())].insert(row[0]);
        distinct.insert(row[0]);
      }
      bool within = share_key(a, b);
      const std::size_t edits = within ? 0 : nearest(a, b, within);
      shared += edits == 0 ? 1U : 0U;
      one += edits <= 1 ? 1U : 0U;
      if (part == NamePart::given && !within) {
        for (std::size_t i = 0; i < a.size() && !within; ++i) {
          const auto mine = engine.given_classes(a[i]);
          for (std::size_t j = 0; j < b.size() && !within; ++j) {
            const auto theirs = engine.given_classes(b[j]);
            within = std::ranges::find_first_of(mine, theirs) != mine.end();
          }
        }
      }
      if (part == NamePart::patronymic && !within) {
        const auto father = engine.fathers_class(a.front());
        within = father != 0 && father == engine.fathers_class(b.front());
      }
      reached += within ? 1U : 0U;
      if (!within)
        missed << row[0] << '\t' << row[1] << '\t' << a.front() << '\t' << b.front() << '\n';
    }
    if (n == 0) continue;
    std::size_t largest = 0;
    for (const auto& [key, of_key] : names_of_key) largest = std::max(largest, of_key.size());
    const auto all = static_cast<double>(n);
    say("| %s | %zu | %.4f | %.4f | %.4f | %.2f | %.2f | %zu |\n", set.c_str(), n,
        static_cast<double>(shared) / all, static_cast<double>(one) / all,
        static_cast<double>(reached) / all, static_cast<double>(keys) / all,
        static_cast<double>(distinct.size()) / static_cast<double>(names_of_key.size()), largest);
  }
}

void speed(const NameEngine& engine, const fs::path& names) {
  std::vector<std::string> words;
  for (const auto& row : rows_of(names / "uk_ru_last.tsv")) words.push_back(row[0]);
  if (words.empty()) return;
  Skeletons keys;
  std::size_t letters = 0;
  const auto start = std::chrono::steady_clock::now();
  for (const std::string& word : words) {
    engine.skeletons(word, NamePart::surname, keys);
    letters += keys.front().size();
  }
  const auto middle = std::chrono::steady_clock::now();
  double cost = 0;
  for (std::size_t i = 1; i < 20000 && i < words.size(); ++i) {
    cost += engine.compare(words[i - 1], words[i], NamePart::surname).cost;
  }
  const auto end = std::chrono::steady_clock::now();
  const auto each = [](auto from, auto to, std::size_t n) {
    return std::chrono::duration<double, std::micro>(to - from).count() / static_cast<double>(n);
  };
  say("\n## Speed\n\nKeys of a word: %.2f µs. Two words compared, with reasons: %.1f µs. (%.1f "
      "letters a key, %.1f "
      "edits between neighbours of the list.)\n",
      each(start, middle, words.size()), each(middle, end, 20000),
      static_cast<double>(letters) / static_cast<double>(words.size()), cost / 20000);
}

// How many consonants of each kind a word has, whatever its script.
using Kinds = std::array<int, 6>;
Kinds kinds_of(const FoldedWord& word) {
  static const std::array<std::u32string, 6> kKinds = {U"bpбп", U"dtдтþ", U"lłл",
                                                       U"mм",   U"nnñńн", U"rр"};
  Kinds out{};
  for (const char32_t c : word.view()) {
    const char32_t plain = without_mark(c);
    for (std::size_t k = 0; k < kKinds.size(); ++k) {
      if (kKinds[k].find(c) != std::u32string::npos ||
          kKinds[k].find(plain) != std::u32string::npos) {
        ++out[k];
      }
    }
  }
  return out;
}

int apart(const Kinds& a, const Kinds& b) {
  int out = 0;
  for (std::size_t k = 0; k < a.size(); ++k) out += std::abs(a[k] - b[k]);
  return out;
}

constexpr double kSharedKey = 4.8;  // nats: 0.8 edits, see word_comparison.cpp

void across_scripts(const NameEngine& engine, const fs::path& names, std::string_view half,
                    std::size_t most) {
  struct Candidate {
    std::string latin;
    std::string cyrillic;
    Correspondences::Heard heard;
    Skeletons keys;
    Kinds kinds{};
  };
  std::vector<Candidate> all;
  std::map<std::string, std::set<std::string>> right;
  std::vector<std::size_t> queries;
  for (const auto& row : rows_of(names / "wikidata_ru_en_80.tsv")) {
    if (row.size() < 2) continue;
    Candidate one;
    one.latin = row[0];
    for (const char c : row[1]) {
      if (c != ' ') one.cyrillic += c;
    }
    FoldedWord folded;
    engine.fold(one.latin, folded);
    engine.correspondences().hear(folded.view(), one.heard);
    engine.skeletons(one.latin, NamePart::surname, one.keys);
    one.kinds = kinds_of(folded);
    right[one.cyrillic].insert(one.latin);
    if (half.empty() || nostos::bench::half_of(one.latin) == (half == "first" ? 0 : 1)) {
      queries.push_back(all.size());
    }
    all.push_back(std::move(one));
  }
  if (queries.empty()) return;
  // Queries evenly over the file, whose order is that of no property of the names.
  std::vector<std::size_t> asked;
  const std::size_t step =
      std::max<std::size_t>(1, queries.size() / std::max<std::size_t>(1, most));
  for (std::size_t i = 0; i < queries.size() && asked.size() < most; i += step) {
    asked.push_back(queries[i]);
  }
  std::size_t row1 = 0, row10 = 0, any1 = 0, any10 = 0;
  const auto start = std::chrono::steady_clock::now();
  std::ofstream missed = losses("scripts");
  std::vector<std::pair<int, std::size_t>> order;
  for (const std::size_t query : asked) {
    FoldedWord folded;
    engine.fold(all[query].cyrillic, folded);
    const Kinds kinds = kinds_of(folded);
    Skeletons keys;
    engine.skeletons(all[query].cyrillic, NamePart::surname, keys);
    order.clear();
    for (std::size_t i = 0; i < all.size(); ++i) {
      const int d = apart(kinds, all[i].kinds);
      const auto longer = static_cast<int>(all[i].heard.size) - static_cast<int>(folded.size);
      if (d <= 3 && longer >= -3 && longer <= 7) order.emplace_back(d, i);
    }
    std::ranges::sort(order);
    std::vector<std::pair<double, std::size_t>> best;
    for (const auto& [d, i] : order) {
      const double limit = best.size() < 10 ? 60.0 : best.back().first;
      double cost = Correspondences::cost(all[i].heard, folded.view(), limit);
      // As compare() has it: a shared key bounds the cost from above.
      if (cost > kSharedKey && share_key(keys, all[i].keys)) cost = kSharedKey;
      if (cost > limit) continue;
      best.insert(std::ranges::upper_bound(best, std::pair(cost, i)), {cost, i});
      if (best.size() > 10) best.pop_back();
    }
    bool row_hit = false, any_hit = false;
    const auto& good = right[all[query].cyrillic];
    for (std::size_t k = 0; k < best.size(); ++k) {
      row_hit = row_hit || best[k].second == query;
      any_hit = any_hit || good.contains(all[best[k].second].latin);
      if (k == 0) {
        row1 += row_hit ? 1U : 0U;
        any1 += any_hit ? 1U : 0U;
        if (!any_hit) {
          missed << all[query].cyrillic << '\t' << all[query].latin << '\t'
                 << Correspondences::cost(all[query].heard, folded.view()) << '\t'
                 << all[best[0].second].latin << '\t' << best[0].first << '\n';
        }
      }
    }
    row10 += row_hit ? 1U : 0U;
    any10 += any_hit ? 1U : 0U;
  }
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const auto n = static_cast<double>(asked.size());
  say("\n## A Cyrillic name among %zu Latin ones\n\n"
      "%zu queries%s. *A right one*: a Latin form that the set has for this Cyrillic name; *the "
      "row's own*: the very "
      "form of the row the query was taken from (%zu Cyrillic names stand for %zu rows, so that 1 "
      "cannot be reached).\n\n"
      "| | R@1 | R@10 |\n|---|--:|--:|\n| a right one | %.4f | %.4f |\n| the row's own | %.4f | "
      "%.4f |\n\n"
      "%.1f ms a query.\n",
      all.size(), asked.size(),
      half.empty()
          ? ""
          : (", of the half that the table was not learned from (" + std::string(half) + ")")
                .c_str(),
      right.size(), all.size(), static_cast<double>(any1) / n, static_cast<double>(any10) / n,
      static_cast<double>(row1) / n, static_cast<double>(row10) / n, seconds * 1000 / n);
}

std::vector<std::string> csv_cells(const std::string& line) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"') {
      out.back() += '"';
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      out.emplace_back();
    } else if (c != '\r') {
      out.back() += c;
    }
  }
  return out;
}

struct Tally {
  std::size_t right = 0, false_ones = 0, missed = 0, all = 0;
  double f1() const {
    const auto found = static_cast<double>(2 * right);
    return found / (found + static_cast<double>(false_ones + missed));
  }
  void count(bool said, bool is) {
    ++all;
    right += said && is ? 1U : 0U;
    false_ones += said && !is ? 1U : 0U;
    missed += !said && is ? 1U : 0U;
  }
};

void judged_pairs(const NameEngine& engine, const fs::path& names) {
  std::ifstream in(names / "name_pair_judgements_logic_v2_scores.csv", std::ios::binary);
  std::string line;
  if (!std::getline(in, line)) return;
  const auto heads = csv_cells(line);
  const auto column = [&](const char* head) {
    return static_cast<std::size_t>(std::ranges::find(heads, head) - heads.begin());
  };
  std::map<std::string, Tally> mine, theirs;
  std::ofstream wrong = losses("judged");
  while (std::getline(in, line)) {
    const auto cells = csv_cells(line);
    if (cells.size() != heads.size()) continue;
    const bool is = cells[column("is_match")] == "true";
    const double score = engine.compare_names(cells[column("name1")], cells[column("name2")]).score;
    const bool said = score >= 0.5;
    const bool they = std::stod(cells[column("score")]) >= 0.7;
    const std::string schema = cells[column("schema")] == "Person" ? "people" : "others";
    for (const std::string& group : {std::string("all"), schema}) {
      mine[group].count(said, is);
      theirs[group].count(they, is);
    }
    if (said != is) {
      wrong << schema << '\t' << (is ? "one" : "two") << '\t' << score << '\t'
            << cells[column("name1")] << '\t' << cells[column("name2")] << '\n';
    }
  }
  say("\n## Judged pairs of names\n\nCut: 0.5 for ours, 0.7 for logic-v2, both fixed before.\n\n"
      "| | pairs | F1 | precision | recall | logic-v2 F1 |\n|---|--:|--:|--:|--:|--:|\n");
  for (const auto& [group, tally] : mine) {
    const auto right = static_cast<double>(tally.right);
    say("| %s | %zu | %.4f | %.4f | %.4f | %.4f |\n", group.c_str(), tally.all, tally.f1(),
        right / (right + static_cast<double>(tally.false_ones)),
        right / (right + static_cast<double>(tally.missed)), theirs[group].f1());
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::map<std::string, std::string> options;
  for (int i = 1; i + 1 < argc; i += 2) options[argv[i]] = argv[i + 1];
  if (!options.contains("--names")) {
    std::fprintf(
        stderr,
        "nostos_names_bench --names DIR [--schemes DIR] [--table FILE --half first|second] "
        "[--queries N] [--only PART | --except PART] [--losses FOLDER] [--markdown FILE]\n");
    return 2;
  }
  losses_folder = options["--losses"];
  const std::string table = options.contains("--table") ? read(options["--table"]) : "";
  std::vector<NameFile> files;
  for (const nostos::EmbeddedFile& file : nostos::embedded_knowledge()) {
    const std::string path(file.path);
    const bool instead = !table.empty() && path == "names/correspondences.tsv";
    files.push_back({path, instead ? std::string_view(table) : file.content});
  }
  const auto engine = NameEngine::load(files);
  if (!engine) {
    std::fprintf(stderr, "%s\n", engine.error().message.c_str());
    return 1;
  }
  const fs::path names = options["--names"];
  const std::string only = options["--only"];
  const auto asked = [&](const char* part) {
    return only.empty() ? options["--except"] != part : only == part;
  };
  say("# How well names are recognised\n\nMade by\n\n    bench/names/run\n");
  if (asked("schemes")) schemes(*engine, names, options["--schemes"]);
  if (asked("languages")) pairs_of_two_languages(*engine, names);
  if (asked("speed")) speed(*engine, names);
  if (asked("scripts")) {
    across_scripts(*engine, names, options["--half"],
                   options.contains("--queries") ? std::stoul(options["--queries"]) : 2000);
  }
  if (asked("judged")) judged_pairs(*engine, names);
  if (options.contains("--markdown")) std::ofstream(options["--markdown"]) << report;
  return 0;
}
