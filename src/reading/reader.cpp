// SPDX-License-Identifier: Apache-2.0
#include "reading/reader.h"

#include <algorithm>
#include <map>

#include "base/check.h"
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

// How many texts go through a stage together: enough that its code is fetched for many at once,
// few enough that what is made of them stays near.
constexpr std::size_t kTextsTogether = 32;
constexpr std::size_t kBytesTogether = std::size_t{256} << 10U;

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

// What of one text is in one language.
struct Reader::Part {
  const domain::Report* report = nullptr;
  const domain::Document* document = nullptr;
  std::string lang;
  DocumentTokens tokens;
  domain::Reading reading;  // but for the shingles, once it is read
  void take(domain::Reading read) {
    read.shingles = std::move(reading.shingles);
    reading = std::move(read);
  }
};

// The paragraphs of a text that are in another language than the whole.
struct Reader::Mixed {
  std::size_t whole = 0;  // number of the text
  Part part;
  domain::Report report{};  // as the part is read
};

void Reader::read_in(const std::string& lang, std::span<Part* const> parts) const {
  const LanguagePack* pack = knowledge_->pack(lang);
  if (pack == nullptr || !pack->contents()) {
    const std::string reason = pack == nullptr
                                   ? "there is no language pack for \"" + lang + "\" yet"
                                   : pack->contents().error().message;
    for (Part* part : parts) part->take(unread(*part->report, *part->document, lang, reason));
    return;
  }
  const LanguagePack::Contents& contents = *pack->contents();
  const Grammar grammar{&contents.lexicon, &*contents.words, &knowledge_->parties, contents.traits,
                        knowledge_->options.nesting};
  std::vector<Passage> passages;
  passages.reserve(parts.size());
  for (Part* part : parts) passages.push_back({part->document, std::move(part->tokens)});
  const std::vector<Lattice> lattices = build_lattices(std::move(passages), grammar);
  std::vector<Assembler> assemblers;
  assemblers.reserve(parts.size());
  for (std::size_t p = 0; p < parts.size(); ++p)
    assemblers.emplace_back(*parts[p]->report, *parts[p]->document, lattices[p], grammar,
                            find_zones(lattices[p], grammar));
  for (Assembler& assembler : assemblers) assembler.head(knowledge_->digest, lang);
  SentenceMatcher matcher(contents.rules, *contents.words);
  for (Assembler& assembler : assemblers) assembler.find_frames(matcher);
  for (const Assembler::Step step : Assembler::steps()) {
    for (Assembler& assembler : assemblers) (assembler.*step)();
  }
  for (std::size_t p = 0; p < parts.size(); ++p) parts[p]->take(assemblers[p].take());
}

// One language after the other.
void Reader::read_parts(std::span<Part* const> parts) const {
  std::map<std::string, std::vector<Part*>> by_language;
  for (Part* part : parts) by_language[part->lang].push_back(part);
  for (const auto& [lang, same] : by_language) read_in(lang, same);
}

// The texts, each without the paragraphs that are in other languages; those go to `mixed`.
std::vector<Reader::Part> Reader::tell_languages(std::span<const domain::Report> reports,
                                                 std::span<const domain::Document> documents,
                                                 std::vector<Mixed>& mixed) const {
  std::vector<Part> wholes(reports.size());
  for (std::size_t t = 0; t < reports.size(); ++t) {
    wholes[t].report = &reports[t];
    wholes[t].document = &documents[t];
    wholes[t].tokens = tokens_of(documents[t]);
  }
  for (std::size_t t = 0; t < reports.size(); ++t) {
    Part& whole = wholes[t];
    const auto languages =
        knowledge_->guess.of(whole.tokens.tokens, whole.tokens.blocks,
                             reports[t].lang.empty() ? documents[t].lang : reports[t].lang);
    whole.lang = languages.whole;
    whole.reading.shingles = language::shingles_of(whole.tokens.tokens);
    if (knowledge_->pack(whole.lang) == nullptr) continue;
    const BlocksByLanguage others = other_languages(languages);
    for (const auto& [other, blocks] : others)
      mixed.push_back({t, {&reports[t], &documents[t], other, only(whole.tokens, blocks), {}}});
    for (const auto& [other, blocks] : others) {
      for (const std::size_t block : blocks) leave_out(whole.tokens, block);
    }
  }
  return wholes;
}

void Reader::read_mixed(std::vector<Part>& wholes, std::vector<Mixed>& mixed) const {
  std::vector<Part*> parts;
  for (Mixed& other : mixed) {
    // What the body tells of the day of publication holds for all of the page.
    other.report = *other.part.report;
    const auto& day = wholes[other.whole].reading.published.date;
    if (!other.report.published && day.earliest && day.earliest == day.latest)
      other.report.published = day.earliest;
    other.part.report = &other.report;
    parts.push_back(&other.part);
  }
  read_parts(parts);
  for (Mixed& other : mixed)
    join_reading(wholes[other.whole].reading, std::move(other.part.reading));
}

void Reader::read_together(std::span<const domain::Report> reports,
                           std::span<const domain::Document> documents,
                           std::vector<domain::Reading>& out) const {
  std::vector<Mixed> mixed;
  std::vector<Part> wholes = tell_languages(reports, documents, mixed);
  std::vector<Part*> parts;
  parts.reserve(wholes.size());
  for (Part& whole : wholes) parts.push_back(&whole);
  read_parts(parts);
  read_mixed(wholes, mixed);
  for (Part& whole : wholes) out.push_back(std::move(whole.reading));
}

std::vector<domain::Reading> Reader::read_many(std::span<const domain::Report> reports,
                                               std::span<const domain::Document> documents) const {
  NOSTOS_CHECK(reports.size() == documents.size(), "each report has its document");
  std::vector<domain::Reading> out;
  out.reserve(reports.size());
  while (out.size() < reports.size()) {
    const std::size_t first = out.size();
    std::size_t last = first;
    std::size_t bytes = 0;
    do {
      bytes += documents[last++].text.size();
    } while (last < reports.size() && last - first < kTextsTogether &&
             bytes + documents[last].text.size() <= kBytesTogether);
    read_together(reports.subspan(first, last - first), documents.subspan(first, last - first),
                  out);
  }
  return out;
}

domain::Reading Reader::read(const domain::Report& report, const domain::Document& document) const {
  return std::move(read_many({&report, 1}, {&document, 1}).front());
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
  std::vector<Passage> passages;
  passages.push_back({&document, std::move(tokens)});
  const Lattice lattice = std::move(build_lattices(std::move(passages), grammar).front());
  SentenceMatcher matcher(contents.rules, *contents.words);
  std::vector<Frame> joined;
  std::map<int, const Rule*> met;
  for (std::uint32_t s = 0; s < lattice.sentences.size(); ++s) {
    matcher.match(lattice, s, joined);
    for (const Frame& frame : matcher.all_of_last()) met.emplace(frame.rule->line, frame.rule);
  }
  std::vector<WhenLine> out;
  for (const auto& [line, rule] : met) out.push_back(when_line(lang, *rule));
  return out;
}

const language::PartyTable& Reader::parties() const { return knowledge_->parties; }

}  // namespace nostos::reading
