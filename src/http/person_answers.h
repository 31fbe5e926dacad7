// SPDX-License-Identifier: Apache-2.0
// What the bureau answers about persons, as JSON (api/openapi.yaml). Pure.
#pragma once

#include <string>
#include <vector>

#include "actions/file_records.h"
#include "actions/find_person.h"
#include "actions/judge_records.h"
#include "actions/show_person.h"
#include "actions/suggest_matches.h"

namespace nostos::http {

std::string search_json(const actions::SearchAnswer& answer);
std::string person_json(const actions::PersonView& view);
std::string record_json(const actions::FiledRecord& record);
std::string comparison_json(const actions::Comparison& comparison);
std::string suggestions_json(const std::vector<actions::OpenSuggestion>& suggestions);
std::string judgement_receipt_json(const actions::JudgementReceipt& receipt);
std::string touched_json(const actions::PersonsTouched& touched);
std::string records_receipt_json(const actions::RecordsReceipt& receipt);

}  // namespace nostos::http
