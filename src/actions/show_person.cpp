// SPDX-License-Identifier: Apache-2.0
#include "actions/show_person.h"

#include <algorithm>
#include <limits>

#include "actions/judge_records.h"

namespace nostos::actions {

namespace {

constexpr std::size_t kUpToTheHour = 13;  // "2026-03-07T09"

// One entry an hour for each reader and person: who opens a file ten times reads it once.
Result<void> record_reading(Bureau& bureau, const FiledRecord& record,
                            const PersonRequest& request) {
  const std::string hour = rfc3339(bureau.clock().now()).substr(0, kUpToTheHour);
  const std::string operation = "read " + record.id + " by " + request.author + " for " +
                                std::string(name(request.purpose)) + " at " + hour;
  TRY(bureau.record({ledger::kind::person_read, request.author, operation, record.id,
                     to_payload(PersonRead{request.purpose})}));
  return {};
}

FiledJudgement as_it_was(FiledJudgement filed, std::uint64_t end) {
  std::erase_if(filed.undone, [&](const UndoneNote& note) { return note.recording.entry >= end; });
  return filed;
}

Result<PersonView> view_of(const RegistryState& state, const FiledRecord& record,
                           const PersonRequest& request) {
  const std::uint64_t end = request.as_of.value_or(std::numeric_limits<std::uint64_t>::max());
  PersonView view;
  view.person = request.as_of ? state.graph_as_of(end).person_of(record.place)
                              : state.graph().person_of(record.place);
  for (const identity::RecordPlace place : view.person.records) {
    TRY_ASSIGN(RecordPointer one, state.at(place));
    view.records.push_back(std::move(one));
  }
  view.id = view.records.front()->id;
  const auto inside = [&](identity::RecordPlace place) {
    return std::ranges::binary_search(view.person.records, place);
  };
  for (const auto& [entry, filed] : state.judgements()) {
    if (entry >= end) break;
    if (inside(filed.left) || inside(filed.right)) view.judgements.push_back(as_it_was(filed, end));
  }
  return view;
}

auto not_on_file(const std::string& id) {
  return fail(Fault::not_found, "no record " + id + " is on file");
}

// The record asked for, if it was there by then.
Result<RecordPointer> asked_for(const Bureau& bureau, const PersonRequest& request) {
  TRY_ASSIGN(RecordPointer record, bureau.registry().look([&](const RegistryState& state) {
    return state.record(request.id);
  }));
  if (request.as_of && record->recording.entry >= *request.as_of) return not_on_file(request.id);
  return record;
}

}  // namespace

Result<PersonView> show_person(Bureau& bureau, const PersonRequest& request) {
  TRY_ASSIGN(const RecordPointer record, asked_for(bureau, request));
  TRY(record_reading(bureau, *record, request));
  const std::uint64_t size = bureau.store().head().size;
  TRY_ASSIGN(PersonView view, bureau.registry().look([&](const RegistryState& state) {
    return view_of(state, *record, request);
  }));
  view.as_of = std::min(size, request.as_of.value_or(size));
  return view;
}

Result<RecordPointer> show_record(Bureau& bureau, const PersonRequest& request) {
  TRY_ASSIGN(const RecordPointer record, asked_for(bureau, request));
  TRY(record_reading(bureau, *record, request));
  return record;
}

Result<Comparison> compare_records(const Bureau& bureau, const std::string& left,
                                   const std::string& right) {
  return bureau.registry().look([&](const RegistryState& state) -> Result<Comparison> {
    TRY_ASSIGN(const RecordPointer one, state.record(left));
    TRY_ASSIGN(const RecordPointer other, state.record(right));
    if (one->place == other->place)
      return fail(Fault::invalid_input, "a record is not compared with itself");
    const auto persons = state.graph().person_of(one->place).records;
    return Comparison{one,
                      other,
                      waterfall_between(state, *one, *other),
                      state.graph().between(one->place, other->place),
                      std::ranges::binary_search(persons, other->place),
                      state.graph().kept_apart(one->place, other->place)};
  });
}

}  // namespace nostos::actions
