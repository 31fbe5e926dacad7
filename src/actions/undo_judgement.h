// SPDX-License-Identifier: Apache-2.0
// Takes a judgement back. What it would touch is shown first; the judgement itself stays on record.
#pragma once

#include <string>

#include "actions/judge_records.h"

namespace nostos::actions {

struct Undoing {
  std::string judgement;  // its id
  std::string why;
  std::string operation;
  std::string author;
};

Result<PersonsTouched> preview_undoing(const Bureau& bureau, const std::string& judgement);
// Fault::conflict when it was undone before, by another operation.
Result<JudgementReceipt> undo_judgement(Bureau& bureau, const Undoing& undoing);

}  // namespace nostos::actions
