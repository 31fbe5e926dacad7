// SPDX-License-Identifier: Apache-2.0
#include "actions/person_engine.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <thread>

#include "actions/question.h"
#include "actions/records_on_file.h"
#include "base/utf8.h"
#include "finding/builder.h"
#include "finding/engine_keys.h"
#include "finding/index.h"
#include "ingest/people_list.h"
#include "names/name_engine.h"

namespace nostos::actions {

namespace {

using domain::FieldKind;
using domain::RecordField;
using names::NamePart;

// The part of a name that a field of the record is, when the record says so.
std::optional<NamePart> part_of(FieldKind kind) {
  switch (kind) {
    case FieldKind::surname:
      return NamePart::surname;
    case FieldKind::given_name:
      return NamePart::given;
    case FieldKind::patronymic:
      return NamePart::patronymic;
    case FieldKind::maiden_name:
      return NamePart::maiden;
    case FieldKind::alias:
      return NamePart::alias;
    case FieldKind::full_name:
      return NamePart::unknown;
    default:
      return std::nullopt;
  }
}

constexpr std::size_t kShortestTyped = 2;

bool is_number(FieldKind kind) {
  return kind == FieldKind::service_number || kind == FieldKind::prisoner_number ||
         kind == FieldKind::document_number;
}

class PersonEngine final : public CandidateSource {
 public:
  PersonEngine(names::NameEngine names, ingest::Columns columns, std::uint64_t version,
               PersonEngineOptions options)
      : names_(std::move(names)),
        columns_(std::move(columns)),
        keys_(names_, version),
        options_(std::move(options)),
        index_(std::make_unique<finding::Index>(keys_)) {}
  Result<void> take_questions(std::string_view table) {
    auto questions = QuestionReader::load(table, names_, columns_.dates());
    if (!questions) return std::unexpected(questions.error());
    questions_.emplace(std::move(*questions));
    return {};
  }

  void add(const std::vector<PlacedRecord>& records) override {
    std::vector<finding::Gatherer> gatherers(1);
    for (const PlacedRecord& one : records)
      gatherers.front().add(row_of(one.place, one.record->fields));
    index_->add_new(std::move(gatherers));
  }

  Result<void> take(const NextEntries& next, std::uint64_t mark) override {
    TRY_ASSIGN(auto gatherers, gather(next));
    std::uint64_t rows = 0;
    for (const finding::Gatherer& one : gatherers) rows += one.rows();
    if (mark != 0 && options_.file && index_->sizes().records == 0 &&
        rows >= options_.worth_keeping) {
      auto base = finding::build(std::move(gatherers), keys_, *options_.file,
                                 {.threads = options_.threads, .mark = mark});
      if (base) return index_->open(std::move(*base), finding::Check::header);
      return std::unexpected(std::move(base).error());
    }
    index_->add_new(std::move(gatherers));
    return {};
  }

  void clear() override { index_ = std::make_unique<finding::Index>(keys_); }
  std::size_t records() const override { return index_->sizes().records; }

  Result<std::uint64_t> open_kept() override {
    if (!options_.file) return fail(Fault::not_found, "nothing is kept");
    TRY_ASSIGN(auto base, options_.file->map());
    if (auto opened = index_->open(std::move(base)); !opened) {
      return fail(opened.error().fault,
                  opened.error().fault == Fault::conflict
                      ? "the index of people beside the ledger was made with other name tables"
                      : "the index of people beside the ledger is damaged (" +
                            opened.error().message + ")");
    }
    return index_->sizes().mark;
  }
  bool should_keep() const override {
    if (!options_.file) return false;
    const finding::IndexSizes sizes = index_->sizes();
    const std::uint64_t in_base = sizes.records - sizes.since_base;
    return sizes.since_base >= std::max<std::uint64_t>(options_.worth_keeping, in_base / 8);
  }
  Result<void> keep(std::uint64_t mark) override { return index_->rebuild(*options_.file, mark); }

  UnderstoodQuery understand(std::string_view question) const override {
    return questions_->read(question);
  }
  std::vector<Candidate> find(const std::vector<RecordField>& sought,
                              std::size_t most) const override {
    finding::Query query = query_of(sought);
    query.limit = most;
    std::vector<Candidate> candidates;
    for (finding::Hit& hit : index_->search(query).hits) {
      candidates.push_back({hit.row, std::move(hit.waterfall)});
    }
    return candidates;
  }
  matching::Waterfall compare(const std::vector<RecordField>& sought,
                              identity::RecordPlace place) const override {
    return index_->weigh(query_of(sought), place);
  }
  std::vector<CompletedWord> complete(std::string_view typed, std::size_t most) const override {
    const std::size_t space = typed.find_last_of(" ,");
    const std::string_view last = space == std::string_view::npos ? typed : typed.substr(space + 1);
    std::vector<CompletedWord> words;
    if (count_code_points(last) < kShortestTyped) return words;
    for (const NamePart part : {NamePart::surname, NamePart::given}) {
      for (finding::Completion& one : index_->complete(last, part, most)) {
        const auto same = std::ranges::find(words, one.word, &CompletedWord::word);
        if (same == words.end())
          words.push_back({std::move(one.word), one.records, one.edits == 0});
        else
          same->records = std::max(same->records, one.records);
      }
    }
    std::ranges::stable_sort(words, {}, [](const CompletedWord& one) {
      return std::pair(!one.begins, -static_cast<std::int64_t>(one.records));
    });
    if (words.size() > most) words.resize(most);
    return words;
  }
  std::vector<ingest::SaidStatus> statuses_of(const domain::SourceRecord& record) const override {
    return ingest::statuses_of(record, columns_);
  }
  bool says_enough(const domain::SourceRecord& record) const override {
    bool surname = false;
    bool given = false;
    std::size_t whole = 0;
    for (const finding::NameWord& word : words_of(record.fields)) {
      if (word.initial) continue;
      ++whole;
      surname = surname || word.part == NamePart::surname || word.part == NamePart::maiden ||
                word.part == NamePart::unknown;
      given = given || word.part == NamePart::given || word.part == NamePart::unknown;
    }
    return whole >= 2 && surname && given;
  }

 private:
  // The records among the entries, dealt out to as many threads as there may be.
  Result<std::vector<finding::Gatherer>> gather(const NextEntries& next) const {
    std::vector<finding::Gatherer> gatherers(std::max(1U, options_.threads));
    std::mutex taking;
    std::optional<Error> failed;
    const auto work = [&](finding::Gatherer& into) {
      for (;;) {
        std::vector<ledger::StoredEntry> entries;
        {
          const std::lock_guard lock(taking);
          if (failed) return;
          auto some = next();
          if (!some) failed = some.error();
          if (!some || some->empty()) return;
          entries = std::move(*some);
        }
        for (const ledger::StoredEntry& stored : entries) {
          const auto record = record_in(stored);
          if (!record) {
            const std::lock_guard lock(taking);
            failed = record.error();
            return;
          }
          if (*record) into.add(row_of((*record)->place, (*record)->received.record.fields));
        }
      }
    };
    {
      std::vector<std::jthread> others;
      for (std::size_t i = 1; i < gatherers.size(); ++i)
        others.emplace_back(work, std::ref(gatherers[i]));
      work(gatherers.front());
    }
    if (failed) return std::unexpected(*failed);
    return gatherers;
  }

  std::vector<finding::NameWord> words_of(const std::vector<RecordField>& fields) const {
    std::vector<finding::NameWord> words;
    for (const RecordField& field : fields) {
      const auto part = part_of(field.kind);
      if (!part) continue;
      for (const names::ParsedWord& word : names_.parse(field.text).words) {
        // A column of first names may hold the patronymic as well.
        const bool by_itself = *part == NamePart::unknown ||
                               (*part == NamePart::given && word.part == NamePart::patronymic);
        words.push_back({word.best(), by_itself ? word.part : *part, word.initial});
      }
    }
    return words;
  }

  std::optional<finding::Born> born_of(const std::vector<RecordField>& fields) const {
    const auto born = ingest::birth_of({"", "", fields}, columns_.dates());
    if (!born || !born->date.earliest || !born->date.latest) return std::nullopt;
    return finding::Born{*born->date.earliest, *born->date.latest};
  }

  finding::PersonRow row_of(identity::RecordPlace place,
                            const std::vector<RecordField>& fields) const {
    finding::PersonRow row;
    row.row = place;
    row.words = words_of(fields);
    row.born = born_of(fields);
    for (const RecordField& field : fields) {
      if (is_number(field.kind)) row.numbers.push_back(field.text);
      if (field.kind == FieldKind::unit && row.unit.empty()) row.unit = field.text;
      // One rank in two languages is one rank.
      if (field.kind == FieldKind::rank && row.rank.empty())
        row.rank = columns_.value_of(FieldKind::rank, field.text);
      if (field.kind == FieldKind::place && row.place.empty()) row.place = field.text;
    }
    return row;
  }

  finding::Query query_of(const std::vector<RecordField>& fields) const {
    finding::PersonRow row = row_of(0, fields);
    finding::Query query;
    for (finding::NameWord& word : row.words) {
      query.words.push_back({std::move(word.text), word.part, word.initial, false});
    }
    query.born = row.born;
    query.numbers = std::move(row.numbers);
    query.unit = std::move(row.unit);
    query.rank = std::move(row.rank);
    query.place = std::move(row.place);
    return query;
  }

  names::NameEngine names_;
  ingest::Columns columns_;
  finding::EngineKeys keys_;
  PersonEngineOptions options_;
  std::unique_ptr<finding::Index> index_;
  std::optional<QuestionReader> questions_;
};

}  // namespace

Result<std::shared_ptr<CandidateSource>> make_person_engine(const PersonTables& tables,
                                                            const PersonEngineOptions& options) {
  TRY_ASSIGN(names::NameEngine names, names::NameEngine::load(tables.names));
  TRY_ASSIGN(ingest::Columns columns, ingest::Columns::load(tables.columns));
  // Ranks are filed as the columns name them: with other columns the index is another.
  std::vector<names::NameFile> filed_by = tables.names;
  filed_by.push_back({"columns.tsv", tables.columns});
  auto engine = std::make_shared<PersonEngine>(std::move(names), std::move(columns),
                                               finding::digest_of(filed_by), options);
  TRY(engine->take_questions(tables.questions));
  return std::shared_ptr<CandidateSource>(std::move(engine));
}

}  // namespace nostos::actions
