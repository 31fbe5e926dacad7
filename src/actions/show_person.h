// SPDX-License-Identifier: Apache-2.0
// Shows a person's file: every source record that judgements hold together, every judgement ever
// made on them, and what contradicts. As of now, or as of any past entry. The reading is recorded.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "actions/bureau.h"

namespace nostos::actions {

struct PersonRequest {
  std::string id;                      // of any of its records
  std::optional<std::uint64_t> as_of;  // before this entry; nothing: now
  Purpose purpose = Purpose::inform_family;
  std::string author;
};

struct PersonView {
  std::string id;  // of the first record
  identity::Person person;
  std::vector<RecordPointer> records;  // in order of filing
  // Every judgement that was made on one of the records until then, by entry; with the undone ones
  // and those that tell one of the records from somebody else's.
  std::vector<FiledJudgement> judgements;
  std::uint64_t as_of = 0;  // entries the view is made of
};

// Fault::not_found when the record is not on file (as of then).
Result<PersonView> show_person(Bureau& bureau, const PersonRequest& request);

// One record by itself. The reading is recorded likewise.
Result<RecordPointer> show_record(Bureau& bureau, const PersonRequest& request);

// Two records side by side: how likely they are of one person, and why.
struct Comparison {
  RecordPointer left;
  RecordPointer right;
  matching::Waterfall waterfall;
  std::optional<identity::Judgement> standing;
  bool one_person = false;
  bool kept_apart = false;
};
Result<Comparison> compare_records(const Bureau& bureau, const std::string& left,
                                   const std::string& right);

}  // namespace nostos::actions
