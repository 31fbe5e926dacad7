// SPDX-License-Identifier: Apache-2.0
#include "actions/registry.h"

#include <algorithm>

#include "actions/beginning.h"

namespace nostos::actions {

namespace {

class FindsNothing final : public CandidateSource {
 public:
  void add(const std::vector<PlacedRecord>& records) override { records_ += records.size(); }
  Result<void> take(const NextEntries& next, std::uint64_t) override {
    return each_record(next, [this](const FiledRecord&) { ++records_; });
  }
  void clear() override { records_ = 0; }
  std::size_t records() const override { return records_; }
  UnderstoodQuery understand(std::string_view question) const override {
    return {{}, {std::string(question)}};
  }
  std::vector<Candidate> find(const std::vector<domain::RecordField>&, std::size_t) const override {
    return {};
  }
  matching::Waterfall compare(const std::vector<domain::RecordField>&,
                              identity::RecordPlace) const override {
    return {};
  }
  bool says_enough(const domain::SourceRecord&) const override { return false; }

 private:
  std::size_t records_ = 0;
};

// The value of an id or of its unambiguous beginning.
template <class Value>
std::optional<Value> by_beginning(const std::map<std::string, Value>& values,
                                  const std::string& id) {
  const auto at = values.lower_bound(id);
  if (at == values.end() || !at->first.starts_with(id)) return std::nullopt;
  if (at->first == id) return at->second;
  const auto next = std::next(at);
  const bool ambiguous = next != values.end() && next->first.starts_with(id);
  if (id.size() < kShortestBeginning || ambiguous) return std::nullopt;
  return at->second;
}

// The two records of an entry; what is not there is the ledger's fault.
struct Pair {
  identity::RecordPlace left = 0;
  identity::RecordPlace right = 0;
};
Result<Pair> pair_of(const RegistryState& state, const std::string& left, const std::string& right,
                     const std::string& what) {
  const auto one = state.record(left);
  const auto other = state.record(right);
  if (one && other && (*one)->place != (*other)->place) return Pair{(*one)->place, (*other)->place};
  return fail(Fault::corrupt, what + " is about records that are not there");
}

}  // namespace

RegistryState::RegistryState(std::shared_ptr<CandidateSource> candidates,
                             const ledger::LedgerStore& store)
    : candidates_(std::move(candidates)),
      records_(std::make_shared<RecordsOnFile>(store, *candidates_)) {}

const FiledJudgement* RegistryState::judgement(const std::string& id) const {
  const auto entry = by_beginning(judgement_at_, id);
  return entry ? &judgements_.at(*entry) : nullptr;
}

identity::JudgementGraph RegistryState::graph_as_of(std::uint64_t end) const {
  std::vector<identity::Judgement> judgements;
  std::vector<identity::JudgementGraph::Undoing> undoings;
  for (const auto& [entry, filed] : judgements_) {
    judgements.push_back(filed.judgement());
    for (const UndoneNote& note : filed.undone) {
      undoings.push_back({note.recording.entry, entry});
    }
  }
  return identity::JudgementGraph::as_of(end, judgements, undoings);
}

Registry::Registry(std::shared_ptr<CandidateSource> candidates, const ledger::LedgerStore& store)
    : state_(candidates ? std::move(candidates) : std::make_shared<FindsNothing>(), store) {}

std::vector<RecordPointer> Registry::take_records(std::vector<FiledRecord> records) {
  const std::unique_lock lock(mutex_);
  std::vector<RecordPointer> filed;
  std::vector<PlacedRecord> placed;
  for (FiledRecord& record : records) {
    filed.push_back(state_.records_->put(std::move(record)));
    placed.push_back({filed.back()->place, &filed.back()->received.record});
  }
  state_.candidates_->add(placed);
  return filed;
}

Result<void> Registry::take_entries(const NextEntries& next, std::uint64_t mark) {
  const std::unique_lock lock(mutex_);
  return state_.candidates_->take(next, mark);
}

Result<void> Registry::take_judgement(const std::string& id, Recording recording,
                                      JudgementMade made) {
  const std::unique_lock lock(mutex_);
  TRY_ASSIGN(const Pair pair, pair_of(state_, made.left, made.right, "judgement " + id));
  FiledJudgement filed{id, pair.left, pair.right, std::move(recording), std::move(made), {}};
  const std::uint64_t entry = filed.recording.entry;
  state_.graph_.judge(filed.judgement());
  state_.judgement_at_[id] = entry;
  state_.judgements_.try_emplace(entry, std::move(filed));
  return {};
}

Result<void> Registry::take_undoing(const std::string& judgement, Recording recording,
                                    JudgementUndone undone) {
  const std::unique_lock lock(mutex_);
  const auto at = state_.judgement_at_.find(judgement);
  if (at == state_.judgement_at_.end()) {
    return fail(Fault::corrupt, "there is no judgement " + judgement + " to be undone");
  }
  FiledJudgement& filed = state_.judgements_.at(at->second);
  for (const UndoneNote& note : filed.undone) {
    if (note.recording.entry == recording.entry) return {};
  }
  state_.graph_.undo(at->second);
  filed.undone.push_back({std::move(recording), std::move(undone.why)});
  return {};
}

Result<void> Registry::take_suggestion(std::uint64_t entry, const SuggestionMade& made) {
  const std::unique_lock lock(mutex_);
  TRY_ASSIGN(const Pair of, pair_of(state_, made.left, made.right, "a suggestion"));
  const auto pair = std::minmax(of.left, of.right);
  FiledSuggestion& place = state_.suggestions_[{pair.first, pair.second}];
  if (place.entry <= entry) place = {entry, made.waterfall.total()};
  return {};
}

void Registry::clear() {
  const std::unique_lock lock(mutex_);
  state_.candidates_->clear();
  state_.records_->forget();
  state_.judgements_.clear();
  state_.judgement_at_.clear();
  state_.suggestions_.clear();
  state_.graph_ = {};
}

Result<std::uint64_t> Registry::open_kept() {
  const std::unique_lock lock(mutex_);
  return state_.candidates_->open_kept();
}

bool Registry::should_keep() const {
  const std::shared_lock lock(mutex_);
  return state_.candidates_->should_keep();
}

Result<void> Registry::keep(std::uint64_t mark) {
  // Nobody replaces the source; it looks after searches that go on meanwhile.
  return state_.candidates_->keep(mark);
}

}  // namespace nostos::actions
