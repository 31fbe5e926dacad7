// SPDX-License-Identifier: Apache-2.0
#include "reading/reader.h"

#include <algorithm>
#include <map>

#include "base/shingles.h"
#include "language/language_guess.h"
#include "reading/assembler.h"
#include "reading/patterns.h"
#include "reading/reader_examples.h"

namespace nostos::reading {
namespace {

struct Pack {
  std::string lang;
  Lexicon lexicon;
  std::optional<Vocabulary> words;
  RuleBook rules;
  bool month_first = false;
  std::map<std::string, std::string> meta;  // meta.ini
};

// key = value lines.
std::map<std::string, std::string> parse_ini(std::string_view content) {
  std::map<std::string, std::string> out;
  for (const std::string_view line : language::split(content, '\n')) {
    const auto equals = line.find('=');
    if (line.front() == '#' || equals == std::string_view::npos) continue;
    out[std::string(language::trim(line.substr(0, equals)))] =
        std::string(language::trim(line.substr(equals + 1)));
  }
  return out;
}

}  // namespace

struct Reader::Knowledge {
  PartyTable parties;
  std::map<std::string, Pack> packs;
  language::LanguageGuess guess;
  std::string digest;

  const Pack* pack(const std::string& lang) const {
    const auto found = packs.find(lang);
    return found == packs.end() ? nullptr : &found->second;
  }
};

Reader::Reader(std::unique_ptr<const Knowledge> knowledge) : knowledge_(std::move(knowledge)) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

const std::string& Reader::rules_digest() const { return knowledge_->digest; }

namespace {

Result<void> load_pack_file(Pack& pack, const std::string& path, const std::string& name,
                            std::string_view content) {
  using language::parse_table;
  if (name == "meta.ini") {
    pack.meta = parse_ini(content);
    pack.month_first = pack.meta["month_first"] == "yes";
  } else if (name == "paradigms.tsv") {
    TRY_ASSIGN(const auto table, parse_table(path, content, 4));
    TRY(pack.lexicon.add_paradigms(table));
  } else if (name == "irregular.tsv") {
    TRY_ASSIGN(const auto table, parse_table(path, content, 3));
    TRY(pack.lexicon.add_irregular(table));
  } else if (name.ends_with(".tsv") && name != "tests.tsv") {
    TRY_ASSIGN(const auto table, parse_table(path, content, 4));
    TRY(pack.lexicon.add_entries(table));
  } else if (name == "patterns.txt") {
    TRY_ASSIGN(std::vector<Rule> rules, parse_patterns(path, content, pack.lexicon));
    pack.rules = RuleBook(std::move(rules), pack.lexicon);
  }
  return {};
}

// Paradigms before the words that use them, patterns last.
int load_order(std::string_view name) {
  if (name == "meta.ini") return 0;
  if (name == "paradigms.tsv" || name == "irregular.tsv") return 1;
  if (name == "patterns.txt") return 3;
  return 2;
}

}  // namespace

Result<Reader> Reader::load(const std::vector<KnowledgeFile>& files) {
  auto knowledge = std::make_unique<Knowledge>();
  std::vector<const KnowledgeFile*> sorted;
  for (const KnowledgeFile& file : files) sorted.push_back(&file);
  std::ranges::sort(
      sorted, [](const KnowledgeFile* a, const KnowledgeFile* b) { return a->path < b->path; });
  std::string all;
  std::vector<std::pair<int, const KnowledgeFile*>> packs;
  for (const KnowledgeFile* file : sorted) {
    all += file->path;
    all += '\0';
    all += to_hex(sha256(file->content));
    if (file->path == "parties/parties.tsv") {
      TRY_ASSIGN(const auto table, language::parse_table(file->path, file->content, 6));
      TRY(knowledge->parties.add_parties(table));
    } else if (file->path.starts_with("languages/")) {
      const auto slash = file->path.rfind('/');
      packs.emplace_back(load_order(file->path.substr(slash + 1)), file);
    }
  }
  for (const KnowledgeFile* file : sorted) {
    if (file->path == "parties/conflicts.tsv") {
      TRY_ASSIGN(const auto table, language::parse_table(file->path, file->content, 5));
      TRY(knowledge->parties.add_conflicts(table));
    } else if (file->path == "parties/actors.tsv") {
      TRY_ASSIGN(const auto table, language::parse_table(file->path, file->content, 5));
      TRY(knowledge->parties.add_actors(table));
    }
  }
  std::ranges::stable_sort(packs, [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [order, file] : packs) {
    const auto first = file->path.find('/') + 1;
    const auto second = file->path.find('/', first);
    if (second == std::string::npos) continue;
    const std::string lang = file->path.substr(first, second - first);
    const auto [entry, fresh] = knowledge->packs.try_emplace(lang);
    if (fresh) {
      entry->second.lang = lang;
      entry->second.words.emplace(entry->second.lexicon);
    }
    TRY(load_pack_file(entry->second, file->path, file->path.substr(second + 1), file->content));
  }
  for (auto& [lang, pack] : knowledge->packs)
    knowledge->guess.add(lang, pack.meta["script"], pack.meta["letters"], pack.meta["words"]);
  knowledge->digest = to_hex(sha256(all));
  return Reader(std::move(knowledge));
}

domain::Reading Reader::read(const domain::Report& report, const domain::Document& document) const {
  DocumentTokens tokens = tokens_of(document);
  const std::string lang =
      knowledge_->guess.of(tokens.tokens, report.lang.empty() ? document.lang : report.lang);
  const Pack* pack = knowledge_->pack(lang);
  if (pack == nullptr || pack->rules.rules().empty()) {
    domain::Reading reading;
    reading.digest = domain::digest_of(report);
    reading.id = report.id.empty() ? reading.digest.substr(0, 16) : report.id;
    reading.url = report.url;
    reading.outlet = report.outlet.empty() ? document.outlet : report.outlet;
    reading.lang = lang;
    reading.rules = knowledge_->digest;
    reading.text = document.text;
    reading.shingles = shingles_of(document.text);
    const auto day = report.published ? report.published : document.published;
    reading.published.date =
        day ? domain::exact_day(*day, report.published ? "given" : document.published_basis)
            : domain::unknown_date("none stated");
    if (!document.text.empty()) {
      reading.doubts.push_back({"language_not_read",
                                {0, static_cast<std::uint32_t>(document.text.size())},
                                "there is no language pack for \"" + lang + "\" yet"});
    }
    return reading;
  }
  Grammar grammar{&pack->lexicon, &*pack->words, &knowledge_->parties, pack->month_first};
  const Lattice lattice = build_lattice(document, std::move(tokens), grammar);
  Assembler assembler(report, document, lattice, pack->rules, grammar,
                      find_zones(lattice, grammar));
  domain::Reading reading = assembler.run(knowledge_->digest, lang);
  reading.shingles = shingles_of(document.text);
  return reading;
}

std::vector<RuleExample> Reader::examples() const {
  std::vector<RuleExample> out;
  for (const auto& [lang, pack] : knowledge_->packs) {
    for (const Rule& rule : pack.rules.rules()) {
      for (const Example& e : rule.examples) {
        out.push_back({lang, rule.file, rule.name, e.line, e.yes, e.text, e.expect});
      }
    }
  }
  return out;
}

const language::PartyTable& Reader::parties() const { return knowledge_->parties; }

}  // namespace nostos::reading
