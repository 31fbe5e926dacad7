// SPDX-License-Identifier: Apache-2.0
#include "reading/language_lint.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "base/utf8.h"
#include "language/fold.h"
#include "language/table.h"
#include "reading/chunks.h"
#include "reading/entry_check.h"
#include "reading/language_pack.h"
#include "reading/patterns.h"
#include "reading/rule_shadows.h"

namespace nostos::reading {
namespace {

using language::Row;
using language::split;
using language::Table;
using language::trim;

constexpr std::string_view kFolder = "languages/";

struct OwnFile {
  const KnowledgeFile* file = nullptr;
  std::string name;  // lexicon.tsv
};

std::vector<OwnFile> files_of(const std::vector<KnowledgeFile>& files, const std::string& lang) {
  const std::string folder = std::string(kFolder) + lang + "/";
  std::vector<OwnFile> out;
  for (const KnowledgeFile& file : files) {
    if (file.path.starts_with(folder)) out.push_back({&file, file.path.substr(folder.size())});
  }
  std::ranges::sort(out, [](const OwnFile& a, const OwnFile& b) {
    const int left = LanguagePack::read_order(a.name);
    const int right = LanguagePack::read_order(b.name);
    return left != right ? left < right : a.name < b.name;
  });
  return out;
}

std::string listed(const std::vector<std::string>& words, std::size_t most = 12) {
  std::string out;
  for (std::size_t i = 0; i < words.size() && i < most; ++i) out += (i == 0 ? "" : ", ") + words[i];
  if (words.size() > most) out += " and " + std::to_string(words.size() - most) + " more";
  return out;
}

// Latin and Cyrillic letters in one word: one of them only looks right.
bool mixes_scripts(std::string_view word) {
  bool latin = false;
  bool cyrillic = false;
  for (std::size_t i = 0, length = 0; i < word.size(); i += length) {
    const char32_t c = decode_utf8(word, i, length);
    if (!language::is_letter(c)) {
      latin = cyrillic = false;  // "telegram-канал" is two words joined
      continue;
    }
    (language::is_cyrillic(c) ? cyrillic : latin) = true;
    if (latin && cyrillic) return true;
  }
  return false;
}

// What ids and rule names a language has: for the comparison with others.
struct Stock {
  std::map<std::string, std::set<std::string>> ids;  // class → ids
  std::set<std::string> rules;
};

Stock stock_of(const std::vector<KnowledgeFile>& files, const std::string& lang) {
  Stock out;
  for (const OwnFile& own : files_of(files, lang)) {
    std::vector<Error> ignored;
    if (own.name == "patterns.txt") {
      for (const std::string_view line : split(own.file->content, '\n')) {
        const auto words = split(line, ' ');
        if (words.size() > 1 && words[0] == "rule") out.rules.emplace(words[1]);
      }
    } else if (LanguagePack::read_order(own.name) == 1 && own.name.ends_with(".tsv")) {
      for (const Row& row :
           language::parse_rows(own.file->path, own.file->content, 4, ignored).rows)
        out.ids[std::string(row.cells[0])].emplace(row.cells[1]);
    }
  }
  return out;
}

class Lint {
 public:
  Lint(const std::vector<KnowledgeFile>& files, std::string lang)
      : files_(files), lang_(std::move(lang)), words_(lexicon_) {
    known_classes_ = lexicon_.classes().size();
    load_parties();
  }

  std::vector<Remark> run() && {
    bool meta = false;
    for (const OwnFile& own : files_of(files_, lang_)) {
      file_ = own.file;
      meta = meta || own.name == "meta.ini";
      if (const auto text = language::check_utf8(own.file->path, own.file->content); !text) {
        refused(text.error());
      } else if (own.name == "meta.ini") {
        check_meta();
      } else if (own.name == "patterns.txt") {
        check_rules();
      } else if (own.name.ends_with(".tsv") && own.name != "tests.tsv") {
        check_table(own.name);
      } else {
        say(RemarkWeight::warning, 0, "is not a file of a language; the reader leaves it out");
      }
    }
    if (!meta) {
      out_.push_back({RemarkWeight::error, "data/languages/" + lang_ + "/meta.ini",
                      "is missing; copy that of another language"});
    }
    check_paradigms_used();
    check_classes_asked_for();
    compare_with_others();
    return std::move(out_);
  }

 private:
  void say(RemarkWeight weight, int line, std::string text) {
    std::string place = "data/" + file_->path;
    if (line > 0) place += ":" + std::to_string(line);
    out_.push_back({weight, std::move(place), std::move(text)});
  }
  void wrong(int line, std::string text) { say(RemarkWeight::error, line, std::move(text)); }
  void doubtful(int line, std::string text) { say(RemarkWeight::warning, line, std::move(text)); }
  // A loader's own complaint begins with its place.
  void refused(const Error& error) {
    const std::string place = "data/" + file_->path;
    std::string_view text = error.message;
    if (text.starts_with(place)) {
      const auto colon = text.find(": ", place.size());
      if (colon != std::string_view::npos) {
        out_.push_back({RemarkWeight::error, std::string(text.substr(0, colon)),
                        std::string(text.substr(colon + 2))});
        return;
      }
    }
    wrong(0, error.message);
  }

  void load_parties() {
    // What is wrong in them is not this language's, and the reader says it.
    std::vector<Error> ignored;
    const auto rows = [&](std::string_view path, std::size_t columns) {
      const auto file = std::ranges::find(files_, path, &KnowledgeFile::path);
      return file == files_.end()
                 ? Table{}
                 : language::parse_rows(file->path, file->content, columns, ignored);
    };
    (void)parties_.add_parties(rows("parties/parties.tsv", 6));
    (void)parties_.add_actors(rows("parties/actors.tsv", 5));
  }

  // meta.ini -------------------------------------------------------------------------------------

  void check_meta() {
    static constexpr std::array<std::string_view, 7> kKeys = {
        "lang", "name", "script", "letters", "words", "month_first", "capital_months"};
    std::map<std::string, std::string, std::less<>> meta;
    int number = 0;
    std::string_view content = file_->content;
    while (!content.empty()) {
      const auto cut = content.find('\n');
      const std::string_view line = trim(content.substr(0, cut));
      content.remove_prefix(cut == std::string_view::npos ? content.size() : cut + 1);
      ++number;
      if (line.empty() || line.front() == '#') continue;
      const auto equals = line.find('=');
      const std::string key(trim(line.substr(0, equals)));
      if (equals == std::string_view::npos) {
        wrong(number, "is no \"key = value\"");
      } else if (std::ranges::find(kKeys, key) == kKeys.end()) {
        doubtful(number, "has the key \"" + key + "\", which the reader does not know");
      } else {
        meta[key] = trim(line.substr(equals + 1));
      }
    }
    if (meta["lang"] != lang_)
      wrong(0, "says lang = " + meta["lang"] + ", but the folder is " + lang_);
    if (meta["name"].empty()) wrong(0, "lacks the name of the language: name = …");
    if (meta["script"] != "Latin" && meta["script"] != "Cyrillic")
      wrong(0, "needs script = Latin or script = Cyrillic");
    if (split(meta["words"], ' ').size() < 8)
      wrong(0, "needs words: at least eight small words that tell the language from others");
    for (const char* key : {"month_first", "capital_months"}) {
      if (!meta[key].empty() && meta[key] != "yes" && meta[key] != "no")
        wrong(0, std::string(key) + " is yes or no");
    }
  }

  // Tables ---------------------------------------------------------------------------------------

  void check_table(const std::string& name) {
    const bool paradigms = name == "paradigms.tsv";
    const bool irregular = name == "irregular.tsv";
    std::vector<Error> faults;
    const Table table =
        language::parse_rows(file_->path, file_->content, irregular ? 3 : 4, faults);
    for (const Error& fault : faults) refused(fault);
    for (const Row& row : table.rows) {
      const Table one{table.path, {row}};
      if (paradigms) {
        paradigms_.try_emplace(std::string(row.cells[0]), row.line);
        take(lexicon_.add_paradigms(one));
        paradigm_file_ = file_;
      } else if (irregular) {
        note_once("irregular", std::string(row.cells[0]) + " " + std::string(row.cells[1]), row);
        take(lexicon_.add_irregular(one));
      } else if (take(lexicon_.add_entries(one))) {
        check_entry(one, row);
      }
    }
  }
  bool take(const Result<void>& result) {
    if (!result) refused(result.error());
    return result.has_value();
  }

  // The same thing twice in one file.
  void note_once(const std::string& kind, const std::string& key, const Row& row) {
    const auto [seen, fresh] = once_.try_emplace(kind + "\t" + key, row.line);
    if (!fresh)
      doubtful(row.line, "says \"" + key + "\" again, which stands in line " +
                             std::to_string(seen->second) + "; the last one holds");
  }

  void check_entry(const Table& table, const Row& row) {
    check_id(row);
    const std::string cls(row.cells[0]);
    first_row_of_.try_emplace(cls, file_, row.line);
    std::vector<std::string> again;
    for (const std::string_view form : split(row.cells[3], '|')) {
      note_paradigms(form);
      if (mixes_scripts(form))
        wrong(row.line, "\"" + std::string(form) +
                            "\" has Latin and Cyrillic letters in one word; type it anew");
      const auto forms = lexicon_.forms_of(table, row, form);
      if (!forms) continue;
      if (forms->empty())
        wrong(row.line, "\"" + std::string(form) +
                            "\" has no form: its words never agree in case and number");
      if (auto other = said_before(row, *forms)) again.push_back(std::move(*other));
    }
    if (!again.empty()) doubtful(row.line, "says again what is said already: " + listed(again));
  }

  // "…" stands in line 12 with the same meaning.
  std::optional<std::string> said_before(const Row& row,
                                         const std::vector<Lexicon::InflectedForm>& forms) {
    std::optional<std::string> found;
    bool all = !forms.empty();
    for (const auto& form : forms) {
      const std::string key = std::string(row.cells[0]) + "\t" + std::string(row.cells[1]) + "\t" +
                              std::string(row.cells[2]) + "\t" + form.features + "\t" + form.text;
      const auto [seen, fresh] = meanings_.try_emplace(key, file_, row.line);
      if (fresh) {
        all = false;
      } else if (!found) {
        const auto& [file, line] = seen->second;
        found = "\"" + form.text + "\"";
        if (file != file_) *found += " of data/" + file->path + ":" + std::to_string(line);
        if (file == file_ && line != row.line) *found += " of line " + std::to_string(line);
      }
    }
    // A single form may well be that of two words; all forms are the same word.
    return all ? found : std::nullopt;
  }

  void note_paradigms(std::string_view form) {
    for (const std::string_view word : split(form, ' ')) {
      const auto slash = word.rfind('/');
      if (slash != std::string_view::npos) used_paradigms_.emplace(word.substr(slash + 1));
    }
  }

  void check_id(const Row& row) {
    const std::string_view cls = row.cells[0];
    const std::string id(row.cells[1]);
    if (auto fault = fault_of_entry(row)) wrong(row.line, std::move(*fault));
    if (cls == "SIDE" && parties_.party(id) == nullptr)
      wrong(row.line, "SIDE " + id + " is no party of data/parties/parties.tsv; add it there");
    if (cls == "ACTOR" && parties_.actor(id) == nullptr)
      wrong(row.line, "ACTOR " + id + " does not stand in data/parties/actors.tsv; add it there");
    for (const std::string_view feature : split(row.cells[2], ',')) {
      if (!feature.starts_with("side=")) continue;
      if (parties_.party(feature.substr(5)) == nullptr)
        wrong(row.line, std::string(feature) + " names no party of data/parties/parties.tsv");
    }
    if (cls == "LABEL" && row.cells[2].find("dim=") == std::string_view::npos)
      wrong(row.line, "LABEL needs dim=, the kind of breakdown it is a part of");
  }

  // Rules ----------------------------------------------------------------------------------------

  struct Block {
    int first_line = 0;
    std::string text;
  };

  // The rules one by one, so that one that is malformed does not hide the others.
  std::vector<Block> blocks() const {
    std::vector<Block> out;
    int number = 0;
    std::string_view content = file_->content;
    while (!content.empty()) {
      const auto cut = content.find('\n');
      const std::string_view line = content.substr(0, cut);
      content.remove_prefix(cut == std::string_view::npos ? content.size() : cut + 1);
      ++number;
      const std::string_view text = trim(line);
      const bool opens = text == "rule" || text.starts_with("rule ");
      const bool says_something = !text.empty() && text.front() != '#';
      if (opens || (out.empty() && says_something)) out.push_back({number, {}});
      if (!out.empty()) out.back().text += std::string(line) + "\n";
    }
    return out;
  }

  void check_rules() {
    std::map<std::string, int> names;
    for (const Block& block : blocks()) {
      const std::string padded =
          std::string(static_cast<std::size_t>(block.first_line) - 1, '\n') + block.text;
      auto rules = parse_patterns(file_->path, padded, lexicon_);
      if (!rules) {
        refused(rules.error());
        continue;
      }
      if (rules->empty()) continue;
      const auto [seen, fresh] = names.try_emplace(rules->front().name, block.first_line);
      if (!fresh)
        wrong(block.first_line, "rule " + rules->front().name + " stands already in line " +
                                    std::to_string(seen->second) +
                                    "; a rule has one name, and may have many when lines");
      check_rule(*rules, block);
      for (Rule& rule : *rules) {
        rule.group = static_cast<std::uint32_t>(names.size());
        rules_.push_back(std::move(rule));
      }
    }
    check_shadows();
    check_written_twice();
  }

  void check_rule(const std::vector<Rule>& variants, const Block& block) {
    const Rule& rule = variants.front();
    if (block.text.find(" priority ") == std::string::npos)
      doubtful(block.first_line, "rule " + rule.name + " has no priority and gets 50; say which");
    for (const auto& [key, value] : rule.arguments) {
      const bool bound = std::ranges::any_of(variants, [&](const Rule& variant) {
        return std::ranges::find(variant.bindings, value) != variant.bindings.end();
      });
      if (!bound && value.size() == 1)
        wrong(block.first_line, "rule " + rule.name + " gives " + key + "=" + value +
                                    ", but no when line remembers anything as " + value + ":");
    }
    for (const Rule& variant : variants) {
      for (const std::string& binding : variant.bindings) {
        const bool given = std::ranges::any_of(
            rule.arguments, [&](const auto& argument) { return argument.second == binding; });
        if (!given)
          doubtful(variant.line, "rule " + rule.name + " remembers " + binding +
                                     ":, which its give line does not use");
      }
      check_tests(variant);
    }
    std::set<std::string> texts;
    for (const Example& example : rule.examples) {
      if (!texts.insert((example.yes ? "y" : "n") + example.text + example.expect).second)
        doubtful(example.line, "rule " + rule.name + " has this example twice");
      if (example.yes && example.expect.empty())
        wrong(example.line,
              "rule " + rule.name + ": a yes line says what is read: \"text\" -> leg eq 40 to=NRD");
    }
  }

  // CLASS[id=…] that no word has.
  void check_tests(const Rule& rule) {
    for (const ChunkTest& test : rule.tests) {
      if (test.values.empty()) continue;
      const bool met = std::ranges::any_of(lexicon_.senses(), [&](const Sense& sense) {
        return sense.cls == test.cls && std::ranges::all_of(test.values, [&](const auto& value) {
                 return value.first == "id" ? sense.id == value.second
                                            : sense.value(value.first) == value.second;
               });
      });
      if (met) continue;
      std::string asked = lexicon_.classes().name(test.cls);
      for (const auto& [key, value] : test.values) asked += "[" + key + "=" + value + "]";
      doubtful(rule.line,
               "rule " + rule.name + " asks for " + asked + ", and no word of the tables is one");
    }
  }

  void check_shadows() {
    for (const Shadow& shadow : shadows_in(rules_, words_.qtys)) {
      const bool same_rule = shadow.over->group == shadow.under->group;
      const std::string over = "line " + std::to_string(shadow.over->line);
      if (same_rule) {
        say(RemarkWeight::note, shadow.under->line,
            "rule " + shadow.under->name + ": this wording adds nothing to " + over +
                " of the same rule");
      } else {
        doubtful(shadow.under->line,
                 "rule " + shadow.under->name + " never gets its count here: " + over + " (rule " +
                     shadow.over->name + ", priority " + std::to_string(shadow.over->priority) +
                     ") takes all that it would; ask for more there, or give this one more than " +
                     "priority " + std::to_string(shadow.under->priority));
      }
    }
  }

  // The same wording for the same claim in two rules.
  void check_written_twice() {
    std::map<std::string, const Rule*> seen;
    for (const Rule& rule : rules_) {
      std::string key = rule.frame.text();
      for (const auto& [name, value] : rule.literals) key += " " + name + "=" + value;
      for (const auto& [name, binding] : rule.roles) key += " " + name + std::to_string(binding);
      for (const Rule::Instruction& in : rule.program) {
        key += "/" + std::to_string(static_cast<int>(in.op)) + ",";
        if (in.op == Rule::Op::chunk) key += test_in_words(rule.tests[in.test]);
        if (in.op == Rule::Op::word) key += "w" + std::to_string(in.word);
        if (in.op != Rule::Op::word && in.op != Rule::Op::chunk)
          key += std::to_string(in.a) + "," + std::to_string(in.b);
      }
      const auto [first, fresh] = seen.try_emplace(key, &rule);
      if (!fresh)
        doubtful(rule.line, "rule " + rule.name + " says again what line " +
                                std::to_string(first->second->line) + " says (rule " +
                                first->second->name + "); one of them can go");
    }
  }
  static std::string test_in_words(const ChunkTest& test) {
    std::string out = std::to_string(test.cls) + test.with.to_string() + test.without.to_string();
    for (const auto& [key, value] : test.values) out += key + "=" + value;
    return out;
  }

  // The whole pack
  // ---------------------------------------------------------------------------------

  void check_paradigms_used() {
    if (paradigm_file_ == nullptr) return;
    file_ = paradigm_file_;
    for (const auto& [name, line] : paradigms_) {
      if (!used_paradigms_.contains(name))
        doubtful(line, "no word is of the paradigm " + name + "; it can go");
    }
  }

  // A class that neither the reader nor a rule knows is a slip of the fingers.
  void check_classes_asked_for() {
    // Of the reader, but named where it looks them up.
    static constexpr std::array<std::string_view, 9> kAlsoKnown = {
        "ZONE", "CLAUSE", "DEFEND", "CAPTURE", "XCHG", "PREVIOUS", "XNOUN", "CLOCK", "QUOTE"};
    std::set<Symbol> asked;
    for (const Rule& rule : rules_) {
      for (const ChunkTest& test : rule.tests) asked.insert(test.cls);
    }
    if (rules_.empty()) return;
    for (const auto& [cls, where] : first_row_of_) {
      const Symbol symbol = lexicon_.classes().find(cls);
      if (symbol < known_classes_ || asked.contains(symbol) ||
          std::ranges::find(kAlsoKnown, cls) != kAlsoKnown.end())
        continue;
      file_ = where.first;
      doubtful(where.second, "nothing asks for the class " + cls +
                                 ": neither the reader nor a rule; is it another word for one?");
    }
  }

  // What most of the other languages have and this one lacks.
  void compare_with_others() {
    std::vector<std::string> others = languages_in(files_);
    std::erase(others, lang_);
    if (others.empty()) return;
    const Stock own = stock_of(files_, lang_);
    std::map<std::string, std::map<std::string, std::vector<std::string>>> had;  // class → id
    std::map<std::string, std::vector<std::string>> rules;
    for (const std::string& other : others) {
      const Stock stock = stock_of(files_, other);
      for (const auto& [cls, ids] : stock.ids) {
        for (const std::string& id : ids) had[cls][id].push_back(other);
      }
      for (const std::string& rule : stock.rules) rules[rule].push_back(other);
    }
    const auto lacks = [&](const std::string& text) {
      out_.push_back({RemarkWeight::note, "data/languages/" + lang_, text});
    };
    for (const auto& [cls, ids] : had) {
      const auto mine = own.ids.find(cls);
      std::vector<std::string> missing;
      for (const auto& [id, where] : ids) {
        const bool here = mine != own.ids.end() && mine->second.contains(id);
        if (!here && where.size() * 2 > others.size()) missing.push_back(id);
      }
      if (missing.empty()) continue;
      lacks(mine == own.ids.end() ? "lacks the class " + cls + ", which most others have"
                                  : "lacks " + cls + " " + listed(missing));
    }
    std::vector<std::string> missing;
    for (const auto& [rule, where] : rules) {
      if (!own.rules.contains(rule) && where.size() * 2 > others.size()) missing.push_back(rule);
    }
    if (!missing.empty()) lacks("lacks the rules " + listed(missing, 100));
  }

  const std::vector<KnowledgeFile>& files_;
  std::string lang_;
  Lexicon lexicon_;
  Vocabulary words_;
  std::size_t known_classes_ = 0;
  PartyTable parties_;
  const KnowledgeFile* file_ = nullptr;
  const KnowledgeFile* paradigm_file_ = nullptr;
  std::map<std::string, int> paradigms_;  // → first line
  std::set<std::string, std::less<>> used_paradigms_;
  std::map<std::string, int> once_;
  std::map<std::string, std::pair<const KnowledgeFile*, int>> meanings_;
  std::map<std::string, std::pair<const KnowledgeFile*, int>> first_row_of_;
  std::vector<Rule> rules_;
  std::vector<Remark> out_;
};

}  // namespace

std::vector<std::string> languages_in(const std::vector<KnowledgeFile>& files) {
  std::set<std::string> found;
  for (const KnowledgeFile& file : files) {
    if (!file.path.starts_with(kFolder)) continue;
    const auto slash = file.path.find('/', kFolder.size());
    if (slash != std::string::npos)
      found.insert(file.path.substr(kFolder.size(), slash - kFolder.size()));
  }
  return {found.begin(), found.end()};
}

std::map<std::string, std::map<std::string, std::size_t>> rows_by_class(
    const std::vector<KnowledgeFile>& files) {
  std::map<std::string, std::map<std::string, std::size_t>> out;
  for (const std::string& lang : languages_in(files)) {
    for (const OwnFile& own : files_of(files, lang)) {
      if (LanguagePack::read_order(own.name) != 1 || !own.name.ends_with(".tsv")) continue;
      std::vector<Error> ignored;
      for (const Row& row :
           language::parse_rows(own.file->path, own.file->content, 4, ignored).rows)
        ++out[std::string(row.cells[0])][lang];
    }
  }
  return out;
}

std::vector<Remark> lint_language(const std::vector<KnowledgeFile>& files,
                                  const std::string& lang) {
  if (files_of(files, lang).empty()) return {};
  return Lint(files, lang).run();
}

}  // namespace nostos::reading
