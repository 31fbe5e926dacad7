// SPDX-License-Identifier: Apache-2.0
#include "actions/registry.h"

namespace nostos::actions {

namespace {

constexpr std::size_t kShortestPrefix = 8;

class FindsNothing final : public CandidateSource {
 public:
  void add(identity::RecordPlace, const domain::SourceRecord&) override {}
  void clear() override {}
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
  if (id.size() < kShortestPrefix || ambiguous) return std::nullopt;
  return at->second;
}

}  // namespace

RecordPointer RegistryState::record(const std::string& id) const {
  const auto place = by_beginning(place_of_, id);
  return place ? records_[*place] : nullptr;
}

RecordPointer RegistryState::record_of_entry(std::uint64_t entry) const {
  const auto place = place_of_entry_.find(entry);
  return place == place_of_entry_.end() ? nullptr : records_[place->second];
}

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

std::string RegistryState::person_id(identity::RecordPlace record) const {
  return records_[graph_.person_of(record).records.front()]->id;
}

Registry::Registry(std::shared_ptr<CandidateSource> candidates)
    : state_(candidates ? std::move(candidates) : std::make_shared<FindsNothing>()) {}

RecordPointer Registry::take_record(const std::string& id, Recording recording,
                                    RecordReceived received) {
  const std::unique_lock lock(mutex_);
  if (const auto known = state_.place_of_.find(id); known != state_.place_of_.end()) {
    return state_.records_[known->second];
  }
  const auto place = static_cast<identity::RecordPlace>(state_.records_.size());
  auto filed = std::make_shared<const FiledRecord>(
      FiledRecord{id, place, std::move(recording), std::move(received)});
  state_.records_.push_back(filed);
  state_.place_of_[id] = place;
  state_.place_of_entry_[filed->recording.entry] = place;
  state_.candidates_->add(place, filed->received.record);
  return filed;
}

Result<void> Registry::take_judgement(const std::string& id, Recording recording,
                                      JudgementMade made) {
  const std::unique_lock lock(mutex_);
  const RecordPointer left = state_.record(made.left);
  const RecordPointer right = state_.record(made.right);
  if (!left || !right || left == right) {
    return fail(Fault::corrupt, "judgement " + id + " is about records that are not there");
  }
  FiledJudgement filed{id, left->place, right->place, std::move(recording), std::move(made), {}};
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

Result<void> Registry::take_suggestion(Recording recording, SuggestionMade made) {
  const std::unique_lock lock(mutex_);
  const RecordPointer left = state_.record(made.left);
  const RecordPointer right = state_.record(made.right);
  if (!left || !right || left == right) {
    return fail(Fault::corrupt, "a suggestion is about records that are not there");
  }
  const auto pair = std::minmax(left->place, right->place);
  FiledSuggestion& place = state_.suggestions_[{pair.first, pair.second}];
  if (place.recording.entry > recording.entry) return {};
  place = {std::move(recording), pair.first, pair.second, std::move(made.waterfall)};
  return {};
}

void Registry::clear() {
  const std::unique_lock lock(mutex_);
  auto candidates = state_.candidates_;
  candidates->clear();
  state_ = RegistryState(std::move(candidates));
}

}  // namespace nostos::actions
