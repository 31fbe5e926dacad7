// SPDX-License-Identifier: Apache-2.0
// Answers about persons as pages of plain text, with the words of a table. Pure.
#pragma once

#include <string>

#include "actions/find_person.h"
#include "actions/judge_records.h"
#include "actions/show_person.h"
#include "cli/plain_words.h"

namespace nostos::cli {

std::string in_words(const actions::SearchAnswer& answer, const PlainWords& words);
std::string in_words(const actions::PersonView& view, const PlainWords& words);
std::string in_words(const actions::PersonsTouched& touched, const PlainWords& words);
// The steps, one a line, each with its weight in bits to the last digit, and their sum.
std::string in_words(const matching::Waterfall& waterfall, const PlainWords& words);

}  // namespace nostos::cli
