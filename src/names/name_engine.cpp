// SPDX-License-Identifier: Apache-2.0
#include "names/name_engine.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "language/table.h"
#include "names/full_comparison.h"
#include "names/given_names.h"
#include "names/letter_costs.h"
#include "names/letter_reader.h"
#include "names/name_parser.h"
#include "names/name_words.h"
#include "names/word_comparison.h"

namespace nostos::names {

struct NameEngine::Parts {
  Parts(const NameTables& tables, Correspondences learned)
      : reader(tables),
        given(tables, reader),
        lexicon(tables),
        parser(reader, given, lexicon, tables.cases),
        heard(std::move(learned)),
        letters(tables.confusions),
        words(reader, given, heard, letters),
        full(lexicon, words) {}

  LetterReader reader;
  GivenNames given;
  NameWords lexicon;
  NameParser parser;
  Correspondences heard;
  LetterCosts letters;
  WordComparison words;
  FullComparison full;
};

namespace {

// The examples of a row, tried with the engine that the rows make.
void try_examples(const NameEngine& engine, const std::vector<NameExample>& examples, NamePart part,
                  const std::string& place, std::vector<std::string>& faults) {
  for (const NameExample& example : examples) {
    Skeletons keys;
    engine.skeletons(example.word, part, keys);
    std::string has;
    bool found = false;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      found = found || keys[i] == example.key;
      has += (has.empty() ? "" : ", ") + std::string(keys[i]);
    }
    if (found == example.holds) continue;
    faults.push_back(place + ": the example \"" + example.word + (example.holds ? "=" : "!") +
                     example.key + "\" does not hold: the keys are " + has +
                     "; mend the row or the example");
  }
}

std::vector<std::string> examples_that_fail(const NameEngine& engine, const NameTables& tables) {
  std::vector<std::string> faults;
  for (const LetterRule& rule : tables.letters) {
    try_examples(engine, rule.examples, NamePart::given, rule.place, faults);
  }
  for (const EndingRule& rule : tables.endings) {
    try_examples(engine, rule.examples, rule.part, rule.place, faults);
  }
  for (const ConfusionRule& rule : tables.confusions) {
    for (const NameExample& example : rule.examples) {
      const double cost = engine.letter_cost(example.word, example.key);
      if ((cost <= rule.cost + 0.01) == example.holds) continue;
      std::array<char, 16> costs{};
      const auto end = std::to_chars(costs.data(), costs.data() + costs.size(), cost,
                                     std::chars_format::fixed, 2);
      faults.push_back(rule.at + ": the example \"" + example.word + (example.holds ? "=" : "!") +
                       example.key + "\" does not hold: the two cost " +
                       std::string(costs.data(), end.ptr) + "; mend the row or the example");
    }
  }
  for (const GivenName& name : tables.given) {
    const auto own = static_cast<std::uint32_t>(&name - tables.given.data() + 1);
    for (const std::string& other : name.others) {
      const auto classes = engine.given_classes(engine.primary(other, NamePart::given));
      if (std::ranges::find(classes, own) == classes.end()) continue;
      faults.push_back(name.place + ": \"" + other +
                       "\" is told to be another name and is this one; mend the last column");
    }
  }
  for (const CaseRule& rule : tables.cases) {
    for (const NameExample& example : rule.examples) {
      const auto candidates = nominatives_by(rule, example.word);
      if ((candidates == example.key) == example.holds) continue;
      faults.push_back(rule.place + ": the example \"" + example.word +
                       (example.holds ? "=" : "!") + example.key +
                       "\" does not hold: the nominative is \"" + candidates +
                       "\"; mend the row or the example");
    }
  }
  return faults;
}

Result<Correspondences> load_correspondences(const std::vector<NameFile>& files) {
  const std::string path = "names/correspondences.tsv";
  const auto file = std::ranges::find(files, path, &NameFile::path);
  if (file == files.end()) {
    return fail(Fault::not_found, "data/" + path + " is missing; the names need it");
  }
  TRY(language::check_utf8(file->path, file->content));
  return Correspondences::load(*file);
}

}  // namespace

Result<NameEngine> NameEngine::load(const std::vector<NameFile>& files) {
  TRY_ASSIGN(NameTables tables, NameTables::load(files));
  TRY_ASSIGN(Correspondences learned, load_correspondences(files));
  NameEngine engine(tables, std::move(learned));
  auto faults = examples_that_fail(engine, tables);
  if (!faults.empty()) return fail(Fault::invalid_input, std::move(faults.front()));
  return engine;
}

std::vector<std::string> NameEngine::lint(const std::vector<NameFile>& files) {
  auto tables = NameTables::load(files);
  if (!tables) return {tables.error().message};
  auto learned = load_correspondences(files);
  if (!learned) return {learned.error().message};
  return examples_that_fail(NameEngine(*tables, std::move(*learned)), *tables);
}

NameEngine::NameEngine(const NameTables& tables, Correspondences correspondences)
    : parts_(std::make_unique<const Parts>(tables, std::move(correspondences))) {}
NameEngine::~NameEngine() = default;
NameEngine::NameEngine(NameEngine&&) noexcept = default;
NameEngine& NameEngine::operator=(NameEngine&&) noexcept = default;

void NameEngine::skeletons(std::string_view word, NamePart part, Skeletons& out) const {
  FoldedWord folded;
  fold_word(word, parts_->reader.homoglyphs(), folded);
  parts_->reader.read(folded, part, out);
}

std::vector<std::string> NameEngine::skeletons(std::string_view word, NamePart part) const {
  Skeletons keys;
  skeletons(word, part, keys);
  std::vector<std::string> out;
  for (std::size_t i = 0; i < keys.size(); ++i) out.emplace_back(keys[i]);
  return out;
}

std::string NameEngine::primary(std::string_view word, NamePart part) const {
  Skeletons keys;
  skeletons(word, part, keys);
  return keys.empty() ? std::string() : std::string(keys.front());
}

std::string NameEngine::consonants(std::string_view skeleton) {
  std::string out;
  for (const char c : skeleton) {
    if (std::string_view("aeiou").find(c) != std::string_view::npos) continue;
    if (out.empty() || out.back() != c) out.push_back(c);
  }
  return out.empty() ? std::string(skeleton) : out;
}

std::uint32_t NameEngine::given_class(std::string_view skeleton) const {
  const auto* classes = parts_->given.classes_of(skeleton);
  return classes == nullptr ? 0 : classes->front();
}

std::vector<std::uint32_t> NameEngine::given_classes(std::string_view skeleton) const {
  const auto* classes = parts_->given.classes_of(skeleton);
  return classes == nullptr ? std::vector<std::uint32_t>() : *classes;
}

std::uint32_t NameEngine::fathers_class(std::string_view patronymic_skeleton) const {
  return parts_->given.fathers_class(patronymic_skeleton);
}

namespace {

std::vector<std::uint32_t> once_each(std::vector<std::uint32_t> classes) {
  std::ranges::sort(classes);
  const auto same = std::ranges::unique(classes);
  classes.erase(same.begin(), same.end());
  return classes;
}

}  // namespace

std::vector<std::uint32_t> NameEngine::classes_near(std::string_view skeleton, NamePart part,
                                                    std::size_t edits) const {
  std::vector<std::uint32_t> out;
  if (part == NamePart::patronymic)
    parts_->given.add_fathers_near(skeleton, edits, out);
  else
    parts_->given.add_near(skeleton, edits, out);
  return once_each(std::move(out));
}

std::vector<std::uint32_t> NameEngine::classes_beginning(std::string_view skeleton) const {
  std::vector<std::uint32_t> out;
  parts_->given.add_beginning(skeleton, out);
  return once_each(std::move(out));
}

const std::vector<std::string>& NameEngine::beginnings(std::uint32_t name_class) const {
  return parts_->given.beginnings(name_class);
}

std::size_t NameEngine::classes() const { return parts_->given.size(); }

void NameEngine::fold(std::string_view word, FoldedWord& out) const {
  fold_word(word, parts_->reader.homoglyphs(), out);
}

const Correspondences& NameEngine::correspondences() const { return parts_->heard; }

double NameEngine::letter_cost(std::string_view a, std::string_view b) const {
  return parts_->words.by_letters(a, b);
}

ParsedName NameEngine::parse(std::string_view written) const {
  return parts_->parser.parse(written);
}

Likeness NameEngine::compare(std::string_view a, std::string_view b, NamePart part) const {
  return parts_->words.compare(a, b, part);
}

NameLikeness NameEngine::compare_names(std::string_view full_a, std::string_view full_b) const {
  return parts_->full.compare(full_a, full_b);
}

}  // namespace nostos::names
