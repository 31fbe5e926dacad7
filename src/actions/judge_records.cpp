// SPDX-License-Identifier: Apache-2.0
#include "actions/judge_records.h"

#include <algorithm>
#include <limits>

namespace nostos::actions {

namespace {

Result<std::vector<std::string>> ids_of(const RegistryState& state,
                                        const std::vector<identity::RecordPlace>& places) {
  std::vector<std::string> ids;
  for (const identity::RecordPlace place : places) {
    TRY_ASSIGN(const RecordPointer record, state.at(place));
    ids.push_back(record->id);
  }
  return ids;
}

Result<std::vector<PersonsTouched::One>> named(const RegistryState& state,
                                               const std::vector<identity::Person>& persons) {
  std::vector<PersonsTouched::One> all;
  for (const identity::Person& person : persons) {
    TRY_ASSIGN(auto ids, ids_of(state, person.records));
    all.push_back({std::move(ids), person.contradictions.size()});
  }
  return all;
}

Result<std::vector<std::string>> held_together_with(const RegistryState& state,
                                                    const FiledRecord& record) {
  return ids_of(state, state.graph().person_of(record.place).records);
}

struct Pair {
  RecordPointer left;
  RecordPointer right;
};

Result<Pair> pair_of(const RegistryState& state, const Judging& judging) {
  TRY_ASSIGN(RecordPointer left, state.record(judging.left));
  TRY_ASSIGN(RecordPointer right, state.record(judging.right));
  if (left->place == right->place) {
    return fail(Fault::invalid_input, "a record is not judged against itself");
  }
  return Pair{std::move(left), std::move(right)};
}

Result<JudgementMade> as_made(const RegistryState& state, const Pair& pair,
                              const Judging& judging) {
  TRY_ASSIGN(auto left_with, held_together_with(state, *pair.left));
  TRY_ASSIGN(auto right_with, held_together_with(state, *pair.right));
  JudgementMade made{pair.left->id,
                     pair.right->id,
                     judging.verdict,
                     judging.why,
                     waterfall_between(state, *pair.left, *pair.right),
                     std::move(left_with),
                     std::move(right_with)};
  if (judging.shown && *judging.shown != made.shown.total()) {
    return fail(Fault::conflict,
                "the two records are weighed differently by now; look at them again, then judge");
  }
  if (judging.verdict == identity::Verdict::same && judging.why.empty()) {
    for (const RecordPointer& record : {pair.left, pair.right}) {
      if (may_be_suggested(state, *record)) continue;
      return fail(Fault::invalid_input,
                  "record " + record->id.substr(0, 8) +
                      " says too little to be somebody in particular (initials, a first name only, "
                      "or a name in the news); say why it is the same person all the same");
    }
  }
  return made;
}

}  // namespace

matching::Waterfall waterfall_between(const RegistryState& state, const FiledRecord& one,
                                      const FiledRecord& other) {
  const FiledRecord& earlier = one.place < other.place ? one : other;
  const FiledRecord& later = one.place < other.place ? other : one;
  const auto& sought = earlier.received.record.fields;
  return as_written(state.candidates().compare(sought, later.place), sought, later.received.record);
}

matching::Waterfall as_written(matching::Waterfall waterfall,
                               const std::vector<domain::RecordField>& sought,
                               const domain::SourceRecord& record) {
  constexpr auto kRank = domain::FieldKind::rank;
  const auto asked = std::ranges::find(sought, kRank, &domain::RecordField::kind);
  const std::string_view there = record.first(kRank);
  if (asked == sought.end() || there.empty()) return waterfall;
  for (matching::Step& step : waterfall.steps) {
    if (step.key.starts_with("rank.") && step.words.size() == 2)
      step.words = {asked->text, std::string(there)};
  }
  return waterfall;
}

bool may_be_suggested(const RegistryState& state, const FiledRecord& record) {
  return record.received.origin != Origin::news &&
         state.candidates().says_enough(record.received.record);
}

Result<PersonsTouched> touched_by(const RegistryState& state, const identity::Effect& effect) {
  TRY_ASSIGN(auto before, named(state, effect.before));
  TRY_ASSIGN(auto after, named(state, effect.after));
  return PersonsTouched{std::move(before), std::move(after)};
}

Result<PersonsTouched> preview_judgement(const Bureau& bureau, const Judging& judging) {
  return bureau.registry().look([&](const RegistryState& state) -> Result<PersonsTouched> {
    TRY_ASSIGN(const Pair pair, pair_of(state, judging));
    constexpr auto kNow = std::numeric_limits<identity::EntryIndex>::max();
    return touched_by(state, state.graph().effect_of(
                                 {kNow, pair.left->place, pair.right->place, judging.verdict}));
  });
}

Result<JudgementReceipt> judge_records(Bureau& bureau, const Judging& judging) {
  if (judging.operation.empty()) {
    return fail(Fault::invalid_input,
                "an operation id is needed, so that a retry judges nothing twice");
  }
  TRY_ASSIGN(const PersonsTouched touched, preview_judgement(bureau, judging));
  TRY_ASSIGN(const JudgementMade made,
             bureau.registry().look([&](const RegistryState& state) -> Result<JudgementMade> {
               TRY_ASSIGN(const Pair pair, pair_of(state, judging));
               return as_made(state, pair, judging);
             }));
  TRY_ASSIGN(const ledger::Entry entry,
             bureau.record_about_itself({ledger::kind::judgement_made, judging.author,
                                         "judge " + judging.operation, "", to_payload(made)}));
  TRY_ASSIGN(const JudgementMade recorded, judgement_made(entry.payload));
  if (recorded.left != made.left || recorded.right != made.right ||
      recorded.verdict != made.verdict) {
    return fail(Fault::conflict, "operation '" + judging.operation +
                                     "' was used for another judgement; use a new one");
  }
  TRY_ASSIGN(const auto index, bureau.store().with_operation(entry.operation));
  const bool known = bureau.registry().look(
      [&](const RegistryState& state) { return state.judgement(entry.id) != nullptr; });
  TRY(bureau.registry().take_judgement(entry.id, {*index, entry.recorded_at, entry.author},
                                       recorded));
  return JudgementReceipt{entry.id, *index, entry.recorded_at, known, touched};
}

}  // namespace nostos::actions
