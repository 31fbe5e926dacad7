// SPDX-License-Identifier: Apache-2.0
// reckoning_in_words: the ledger of exchanges as a page for a person: each exchange in order of
// date with both counts and why they were chosen, the running totals, the judgements that stay
// open, and what does not add up, with its arithmetic. Pure.
#pragma once

#include <map>
#include <string>

#include "cli/plain_words.h"
#include "domain/exchange_view.h"

namespace nostos::cli {

// `reports`: digest → the name a report goes by. Ends with a line end.
std::string reckoning_in_words(const domain::Reckoning& reckoning,
                               const std::map<std::string, std::string>& reports,
                               const PlainWords& words);

}  // namespace nostos::cli
