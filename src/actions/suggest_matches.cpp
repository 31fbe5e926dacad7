// SPDX-License-Identifier: Apache-2.0
#include "actions/suggest_matches.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "actions/find_person.h"
#include "actions/judge_records.h"

namespace nostos::actions {

namespace {

// What was found is on record before more is looked for: a run that is stopped loses little.
constexpr std::size_t kAtOnce = 500;
constexpr std::size_t kCandidates = 20;

struct Proposal {
  RecordPointer left;
  RecordPointer right;
  matching::Waterfall waterfall;
};

// Whether people have left the pair for a machine to speak of.
bool is_open(const RegistryState& state, identity::RecordPlace a, identity::RecordPlace b) {
  const auto& graph = state.graph();
  const auto standing = graph.between(a, b);
  if (standing && standing->verdict != identity::Verdict::none) return false;
  if (graph.kept_apart(a, b)) return false;
  return !std::ranges::binary_search(graph.person_of(a).records, b);
}

void propose_for(const RegistryState& state, const FiledRecord& record,
                 std::vector<Proposal>& proposals) {
  if (!may_be_suggested(state, record)) return;
  for (const Candidate& candidate :
       state.candidates().find(record.received.record.fields, kCandidates)) {
    if (candidate.place == record.place) continue;
    const FiledRecord& other = *state.records()[candidate.place];
    if (!may_be_suggested(state, other) || !is_open(state, record.place, other.place)) continue;
    matching::Waterfall waterfall = waterfall_between(state, record, other);
    if (waterfall.total() < 0) continue;  // more likely two people than one
    const auto [left, right] = std::minmax(record.place, other.place);
    if (state.suggestions().contains({left, right})) continue;
    proposals.push_back({state.records()[left], state.records()[right], std::move(waterfall)});
  }
}

std::string operation_of(const Proposal& proposal) {
  return "suggest " + proposal.left->id + "~" + proposal.right->id;
}

// Gives how many were not on record.
Result<std::size_t> put_on_record(Bureau& bureau, std::vector<Proposal> proposals) {
  std::vector<ledger::Happening> happenings;
  std::set<std::string> seen;
  std::vector<Proposal> fresh;
  for (Proposal& proposal : proposals) {
    std::string operation = operation_of(proposal);
    if (!seen.insert(operation).second) continue;
    happenings.push_back(
        {ledger::kind::suggestion_made, "matcher", std::move(operation),
         proposal.left->id + "~" + proposal.right->id,
         to_payload(SuggestionMade{proposal.left->id, proposal.right->id, proposal.waterfall})});
    fresh.push_back(std::move(proposal));
  }
  TRY_ASSIGN(const auto recorded, bureau.record_all(std::move(happenings)));
  std::size_t added = 0;
  for (std::size_t i = 0; i < recorded.size(); ++i) {
    if (!recorded[i].already_there) ++added;
    TRY_ASSIGN(const ledger::Entry entry, bureau.store().entry(recorded[i].index));
    TRY(bureau.registry().take_suggestion(
        {recorded[i].index, entry.recorded_at, entry.author},
        {fresh[i].left->id, fresh[i].right->id, fresh[i].waterfall}));
  }
  return added;
}

}  // namespace

Result<std::size_t> suggest_matches(Bureau& bureau, const Progress& progress, std::size_t first) {
  const std::size_t records =
      bureau.registry().look([](const RegistryState& state) { return state.records().size(); });
  std::size_t added = 0;
  std::vector<Proposal> proposals;
  for (std::size_t i = first; i < records; ++i) {
    bureau.registry().look(
        [&](const RegistryState& state) { propose_for(state, *state.records()[i], proposals); });
    if (progress) progress(i + 1 - first, records - first);
    if (proposals.size() < kAtOnce && i + 1 < records) continue;
    TRY_ASSIGN(const std::size_t more, put_on_record(bureau, std::exchange(proposals, {})));
    added += more;
  }
  return added;
}

std::vector<OpenSuggestion> open_suggestions(const Bureau& bureau, std::size_t most) {
  auto open = bureau.registry().look([&](const RegistryState& state) {
    std::vector<OpenSuggestion> all;
    for (const auto& [pair, suggestion] : state.suggestions()) {
      const auto [left, right] = pair;
      if (!is_open(state, left, right)) continue;
      all.push_back({state.records()[left], state.records()[right], suggestion.waterfall,
                     state.graph().between(left, right).has_value()});
    }
    return all;
  });
  std::ranges::stable_sort(open, {}, [](const OpenSuggestion& one) {
    return std::tuple(one.left_open_before, -one.waterfall.total());
  });
  if (open.size() > most) open.resize(most);
  // As the two are weighed now: what is shown is what a judgement is held against.
  bureau.registry().look([&](const RegistryState& state) {
    for (OpenSuggestion& one : open) {
      one.waterfall = waterfall_between(state, *one.left, *one.right);
    }
  });
  return open;
}

}  // namespace nostos::actions
