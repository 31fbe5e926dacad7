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

bool filed_before(const RecordPointer& a, const RecordPointer& b) { return a->place < b->place; }

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

Result<void> propose_for(const RegistryState& state, identity::RecordPlace place,
                         std::vector<Proposal>& proposals) {
  TRY_ASSIGN(const RecordPointer record, state.at(place));
  if (!may_be_suggested(state, *record)) return {};
  for (const Candidate& candidate :
       state.candidates().find(record->received.record.fields, kCandidates)) {
    if (candidate.place == place || !is_open(state, place, candidate.place)) continue;
    TRY_ASSIGN(const RecordPointer other, state.at(candidate.place));
    if (!may_be_suggested(state, *other)) continue;
    matching::Waterfall waterfall = waterfall_between(state, *record, *other);
    if (waterfall.total() < 0) continue;  // more likely two people than one
    const auto& [left, right] = std::minmax(record, other, filed_before);
    proposals.push_back({left, right, std::move(waterfall)});
  }
  return {};
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
    TRY(bureau.registry().take_suggestion(
        recorded[i].index, {fresh[i].left->id, fresh[i].right->id, fresh[i].waterfall}));
  }
  return added;
}

}  // namespace

Result<std::size_t> suggest_matches(Bureau& bureau, const Progress& progress,
                                    const std::vector<identity::RecordPlace>& records) {
  std::size_t added = 0;
  std::vector<Proposal> proposals;
  for (std::size_t i = 0; i < records.size(); ++i) {
    TRY(bureau.registry().look(
        [&](const RegistryState& state) { return propose_for(state, records[i], proposals); }));
    if (progress) progress(i + 1, records.size());
    if (proposals.size() < kAtOnce && i + 1 < records.size()) continue;
    TRY_ASSIGN(const std::size_t more, put_on_record(bureau, std::exchange(proposals, {})));
    added += more;
  }
  return added;
}

Result<std::size_t> suggest_matches(Bureau& bureau, const Progress& progress) {
  TRY_ASSIGN(const auto standing, bureau.store().standing(ledger::kind::record_received));
  std::vector<identity::RecordPlace> all;
  for (const ledger::Standing& one : standing)
    all.push_back(static_cast<identity::RecordPlace>(one.index));
  return suggest_matches(bureau, progress, all);
}

Result<std::vector<OpenSuggestion>> open_suggestions(Bureau& bureau, std::size_t most) {
  TRY(bureau.know_suggestions());
  return bureau.registry().look(
      [&](const RegistryState& state) -> Result<std::vector<OpenSuggestion>> {
        struct Open {
          bool left_open_before = false;
          matching::Millibits total = 0;
          identity::RecordPlace left = 0;
          identity::RecordPlace right = 0;
        };
        std::vector<Open> open;
        for (const auto& [pair, suggestion] : state.suggestions()) {
          const auto [left, right] = pair;
          if (!is_open(state, left, right)) continue;
          open.push_back(
              {state.graph().between(left, right).has_value(), suggestion.total, left, right});
        }
        std::ranges::stable_sort(
            open, {}, [](const Open& one) { return std::tuple(one.left_open_before, -one.total); });
        if (open.size() > most) open.resize(most);
        std::vector<OpenSuggestion> shown;
        for (const Open& one : open) {
          TRY_ASSIGN(RecordPointer left, state.at(one.left));
          TRY_ASSIGN(RecordPointer right, state.at(one.right));
          // As the two are weighed now: what is shown is what a judgement is held against.
          matching::Waterfall waterfall = waterfall_between(state, *left, *right);
          shown.push_back(
              {std::move(left), std::move(right), std::move(waterfall), one.left_open_before});
        }
        return shown;
      });
}

}  // namespace nostos::actions
