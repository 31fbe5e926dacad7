// SPDX-License-Identifier: Apache-2.0
#include "reading/reader.h"

#include <algorithm>
#include <map>

#include "language/language_guess.h"
#include "reading/assembler.h"
#include "reading/language_pack.h"
#include "reading/mixed_languages.h"
#include "reading/reader_examples.h"

namespace nostos::reading {

struct Reader::Knowledge {
  PartyTable parties;
  std::map<std::string, LanguagePack> packs;
  language::LanguageGuess guess;
  std::string digest;
  ReaderOptions options;

  const LanguagePack* pack(const std::string& lang) const {
    const auto found = packs.find(lang);
    return found == packs.end() ? nullptr : &found->second;
  }
};

Reader::Reader(std::unique_ptr<const Knowledge> knowledge) : knowledge_(std::move(knowledge)) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

const std::string& Reader::rules_digest() const { return knowledge_->digest; }

Result<Reader> Reader::load(const std::vector<KnowledgeFile>& files, const ReaderOptions& options) {
  auto knowledge = std::make_unique<Knowledge>();
  knowledge->options = options;
  std::vector<const KnowledgeFile*> sorted;
  for (const KnowledgeFile& file : files) sorted.push_back(&file);
  std::ranges::sort(
      sorted, [](const KnowledgeFile* a, const KnowledgeFile* b) { return a->path < b->path; });
  std::string all;
  for (const KnowledgeFile* file : sorted) {
    // What reports are invented with and what pages are written with is no rule of reading.
    if (!file->path.starts_with("languages/") && !file->path.starts_with("parties/")) continue;
    all += file->path;
    all += '\0';
    if (file->digest.empty()) {
      all += to_hex(sha256(file->content));
    } else {
      all += file->digest;
    }
    const bool read_now = file->path.starts_with("parties/") || file->path.ends_with("/meta.ini");
    if (read_now) TRY(language::check_utf8(file->path, file->content));
    if (file->path == "parties/parties.tsv") {
      TRY_ASSIGN(const auto table, language::parse_table(file->path, file->content, 6));
      TRY(knowledge->parties.add_parties(table));
    } else if (file->path.starts_with("languages/")) {
      const auto first = file->path.find('/') + 1;
      const auto second = file->path.find('/', first);
      if (second == std::string::npos) continue;
      const std::string lang = file->path.substr(first, second - first);
      knowledge->packs.try_emplace(lang, lang)
          .first->second.add(*file, std::string_view(file->path).substr(second + 1));
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
  for (const auto& [lang, pack] : knowledge->packs)
    knowledge->guess.add(lang, pack.meta("script"), pack.meta("letters"), pack.meta("words"));
  knowledge->digest = to_hex(sha256(all));
  return Reader(std::move(knowledge));
}

Result<void> Reader::load_all() const {
  for (const auto& [lang, pack] : knowledge_->packs) {
    if (!pack.contents()) return std::unexpected(pack.contents().error());
  }
  return {};
}

// What is known of a report in a language that cannot be read.
domain::Reading Reader::unread(const domain::Report& report, const domain::Document& document,
                               const std::string& lang, std::string reason) const {
  domain::Reading reading;
  reading.digest = domain::digest_of(report);
  reading.id = report.id.empty() ? reading.digest.substr(0, 16) : report.id;
  reading.url = report.url;
  reading.outlet = report.outlet.empty() ? document.outlet : report.outlet;
  reading.lang = lang;
  reading.rules = knowledge_->digest;
  reading.text = document.text;
  const auto day = report.published ? report.published : document.published;
  reading.published.date =
      day ? domain::exact_day(*day, report.published ? "given" : document.published_basis)
          : domain::unknown_date("none stated");
  if (!document.text.empty()) {
    reading.doubts.push_back({"language_not_read",
                              {0, static_cast<std::uint32_t>(document.text.size())},
                              std::move(reason)});
  }
  return reading;
}

namespace {

using BlocksByLanguage = std::map<std::string, std::vector<std::size_t>>;

// The paragraphs of a text that are plainly not in the language of the whole.
BlocksByLanguage other_languages(const language::LanguageGuess::Languages& languages) {
  BlocksByLanguage out;
  if (languages.parts.size() < 2) return out;
  for (std::size_t b = 0; b < languages.parts.size(); ++b) {
    if (languages.parts[b] != languages.whole) out[languages.parts[b]].push_back(b);
  }
  return out;
}

void leave_out(DocumentTokens& tokens, std::size_t block) {
  tokens.blocks[block].second = tokens.blocks[block].first;
}

DocumentTokens only(DocumentTokens tokens, const std::vector<std::size_t>& blocks) {
  for (std::size_t b = 0; b < tokens.blocks.size(); ++b) {
    if (std::ranges::find(blocks, b) == blocks.end()) leave_out(tokens, b);
  }
  return tokens;
}

}  // namespace

domain::Reading Reader::read_in(const std::string& lang, const domain::Report& report,
                                const domain::Document& document, DocumentTokens tokens) const {
  const LanguagePack* pack = knowledge_->pack(lang);
  if (pack == nullptr)
    return unread(report, document, lang, "there is no language pack for \"" + lang + "\" yet");
  const auto& contents = pack->contents();
  if (!contents) return unread(report, document, lang, contents.error().message);
  const Grammar grammar{&contents->lexicon, &*contents->words, &knowledge_->parties,
                        contents->traits, knowledge_->options.nesting};
  const Lattice lattice = build_lattice(document, std::move(tokens), grammar);
  Assembler assembler(report, document, lattice, contents->rules, grammar,
                      find_zones(lattice, grammar));
  return assembler.run(knowledge_->digest, lang);
}

domain::Reading Reader::read(const domain::Report& report, const domain::Document& document) const {
  DocumentTokens tokens = tokens_of(document);
  const auto languages = knowledge_->guess.of(tokens.tokens, tokens.blocks,
                                              report.lang.empty() ? document.lang : report.lang);
  const std::string& lang = languages.whole;
  std::vector<std::uint32_t> shingles = language::shingles_of(tokens.tokens);
  BlocksByLanguage others;
  if (knowledge_->pack(lang) != nullptr) others = other_languages(languages);
  std::map<std::string, DocumentTokens> runs;
  for (const auto& [other, blocks] : others) runs.emplace(other, only(tokens, blocks));
  for (const auto& [other, blocks] : others) {
    for (const std::size_t block : blocks) leave_out(tokens, block);
  }
  domain::Reading reading = read_in(lang, report, document, std::move(tokens));
  for (auto& [other, run] : runs) {
    // What the body tells of the day of publication holds for all of the page.
    domain::Report same = report;
    const auto& day = reading.published.date;
    if (!same.published && day.earliest && day.earliest == day.latest)
      same.published = day.earliest;
    join_reading(reading, read_in(other, same, document, std::move(run)));
  }
  reading.shingles = std::move(shingles);
  return reading;
}

std::vector<RuleExample> Reader::examples() const {
  std::vector<RuleExample> out;
  for (const auto& [lang, pack] : knowledge_->packs) {
    if (!pack.contents()) continue;
    for (const Rule& rule : pack.contents()->rules.rules()) {
      for (const Example& e : rule.examples) {
        out.push_back({lang, rule.file, rule.name, e.line, e.yes, e.text, e.expect});
      }
    }
  }
  return out;
}

namespace {

WhenLine when_line(const std::string& lang, const Rule& rule) {
  return {lang, rule.file, rule.name, rule.frame.text(), rule.line};
}

}  // namespace

std::vector<WhenLine> Reader::when_lines() const {
  std::vector<WhenLine> out;
  for (const auto& [lang, pack] : knowledge_->packs) {
    if (!pack.contents()) continue;
    for (const Rule& rule : pack.contents()->rules.rules()) out.push_back(when_line(lang, rule));
  }
  return out;
}

std::vector<WhenLine> Reader::when_lines_met(const domain::Report& report,
                                             const domain::Document& document) const {
  DocumentTokens tokens = tokens_of(document);
  const std::string lang =
      knowledge_->guess
          .of(tokens.tokens, tokens.blocks, report.lang.empty() ? document.lang : report.lang)
          .whole;
  const LanguagePack* pack = knowledge_->pack(lang);
  if (pack == nullptr || !pack->contents()) return {};
  const LanguagePack::Contents& contents = *pack->contents();
  const Grammar grammar{&contents.lexicon, &*contents.words, &knowledge_->parties, contents.traits};
  const Lattice lattice = build_lattice(document, std::move(tokens), grammar);
  SentenceMatcher matcher(contents.rules, lattice, *contents.words);
  std::vector<Frame> joined;
  std::map<int, const Rule*> met;
  for (std::uint32_t s = 0; s < lattice.sentences.size(); ++s) {
    matcher.match(s, joined);
    for (const Frame& frame : matcher.all_of_last()) met.emplace(frame.rule->line, frame.rule);
  }
  std::vector<WhenLine> out;
  for (const auto& [line, rule] : met) out.push_back(when_line(lang, *rule));
  return out;
}

const language::PartyTable& Reader::parties() const { return knowledge_->parties; }

}  // namespace nostos::reading
