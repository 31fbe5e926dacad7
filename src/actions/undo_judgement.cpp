// SPDX-License-Identifier: Apache-2.0
#include "actions/undo_judgement.h"

namespace nostos::actions {

namespace {

Result<FiledJudgement> judgement_on_file(const Bureau& bureau, const std::string& id) {
  return bureau.registry().look([&](const RegistryState& state) -> Result<FiledJudgement> {
    const FiledJudgement* filed = state.judgement(id);
    if (filed == nullptr) return fail(Fault::not_found, "there is no judgement " + id);
    return *filed;
  });
}

}  // namespace

Result<PersonsTouched> preview_undoing(const Bureau& bureau, const std::string& judgement) {
  TRY_ASSIGN(const FiledJudgement filed, judgement_on_file(bureau, judgement));
  return bureau.registry().look([&](const RegistryState& state) -> Result<PersonsTouched> {
    return touched_by(state, state.graph().effect_of_undoing(filed.recording.entry));
  });
}

Result<JudgementReceipt> undo_judgement(Bureau& bureau, const Undoing& undoing) {
  if (undoing.operation.empty()) {
    return fail(Fault::invalid_input,
                "an operation id is needed, so that a retry undoes nothing twice");
  }
  TRY_ASSIGN(const FiledJudgement filed, judgement_on_file(bureau, undoing.judgement));
  TRY_ASSIGN(const PersonsTouched touched, preview_undoing(bureau, filed.id));
  const std::string operation = "undo " + undoing.operation;
  TRY_ASSIGN(const auto done_before, bureau.store().with_operation(operation));
  if (!filed.undone.empty() && !done_before) {
    return fail(Fault::conflict, "judgement " + filed.id.substr(0, 8) + " was undone already, at " +
                                     rfc3339(filed.undone.front().recording.at));
  }
  TRY_ASSIGN(const ledger::Appended appended,
             bureau.record({ledger::kind::judgement_undone, undoing.author, operation, filed.id,
                            to_payload(JudgementUndone{undoing.why})}));
  TRY_ASSIGN(const ledger::Entry entry, bureau.store().entry(appended.index));
  if (entry.about != filed.id || entry.kind != ledger::kind::judgement_undone) {
    return fail(Fault::conflict,
                "operation '" + undoing.operation + "' was used for something else; use a new one");
  }
  TRY(bureau.registry().take_undoing(filed.id, {appended.index, entry.recorded_at, entry.author},
                                     {undoing.why}));
  return JudgementReceipt{filed.id, appended.index, entry.recorded_at, appended.already_there,
                          touched};
}

}  // namespace nostos::actions
