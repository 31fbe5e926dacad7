// SPDX-License-Identifier: Apache-2.0
// Judges two records: one person, two, or not to be told. Nothing is merged: a judgement is an
// entry that holds records together or apart for as long as nobody takes it back. What the judge
// had before their eyes is recorded with it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "actions/bureau.h"

namespace nostos::actions {

// What a step changes, with the records' ids. Each person by its records, the first names it.
struct PersonsTouched {
  struct One {
    std::vector<std::string> records;
    std::size_t contradictions = 0;
  };
  std::vector<One> before;
  std::vector<One> after;
};
Result<PersonsTouched> touched_by(const RegistryState& state, const identity::Effect& effect);

struct Judging {
  std::string left;  // ids of records
  std::string right;
  identity::Verdict verdict = identity::Verdict::none;
  std::string why;
  // The total the judge was shown. Fault::conflict when the bureau would show another by now.
  std::optional<matching::Millibits> shown;
  std::string operation;
  std::string author;
};

struct JudgementReceipt {
  std::string id;
  std::uint64_t entry = 0;
  Instant recorded_at;
  bool already_known = false;
  PersonsTouched touched;
};

// Fault::invalid_input when a record that says too little is called the same as another and no
// reason is given: initials alone are nobody in particular.
Result<JudgementReceipt> judge_records(Bureau& bureau, const Judging& judging);
// What it would change; nothing is done.
Result<PersonsTouched> preview_judgement(const Bureau& bureau, const Judging& judging);

// The two records as the candidate source weighs them, the earlier one sought among all.
matching::Waterfall waterfall_between(const RegistryState& state, const FiledRecord& one,
                                      const FiledRecord& other);
// A waterfall with what the two sides wrote, where the tables weighed by their own words: ranks.
matching::Waterfall as_written(matching::Waterfall waterfall,
                               const std::vector<domain::RecordField>& sought,
                               const domain::SourceRecord& record);
// Whether a record may be proposed as a match: it says enough, and it is no name in the news.
bool may_be_suggested(const RegistryState& state, const FiledRecord& record);

}  // namespace nostos::actions
