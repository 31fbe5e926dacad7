// SPDX-License-Identifier: Apache-2.0
// What the bureau answers about persons, as JSON (api/openapi.yaml). Pure.
#pragma once

#include <string>
#include <vector>

#include "actions/file_records.h"
#include "actions/find_person.h"
#include "actions/judge_records.h"
#include "actions/read_list.h"
#include "actions/show_person.h"
#include "actions/suggest_matches.h"
#include "wire/phrasebook.h"

namespace nostos::http {

std::string search_json(const actions::SearchAnswer& answer);
std::string person_json(const actions::PersonView& view);
std::string record_json(const actions::FiledRecord& record);
std::string comparison_json(const actions::Comparison& comparison);
std::string suggestions_json(const std::vector<actions::OpenSuggestion>& suggestions);
std::string judgement_receipt_json(const actions::JudgementReceipt& receipt);
std::string touched_json(const actions::PersonsTouched& touched);
std::string records_receipt_json(const actions::RecordsReceipt& receipt);
// What was understood of a list: its columns, its first rows, what is odd and what cannot be used,
// in the words of the book; in English when it is null.
std::string list_json(const actions::ListRead& list, const wire::Phrasebook* words);
// Of a whole list: numbers only, however long it is.
std::string list_receipt_json(const actions::RecordsReceipt& receipt, std::size_t suggested,
                              std::size_t refused);
std::string completions_json(const std::vector<actions::CompletedWord>& words);

}  // namespace nostos::http
