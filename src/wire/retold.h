// SPDX-License-Identifier: Apache-2.0
// retell: what the engines explain, in the language of a phrasebook; ids, numbers, words of reports
// and everything else stay as they are. What the book does not know stays English. Pure.
#pragma once

#include "domain/exchange_view.h"
#include "domain/reading.h"
#include "wire/phrasebook.h"

namespace nostos::wire {

// Whys, proofs, bases of dates, reasons, verdicts, arithmetic, differences, assumptions.
void retell(domain::Reckoning& reckoning, const Phrasebook& book);
// Reasons of doubts, bases of dates, notes of breakdowns.
void retell(domain::Reading& reading, const Phrasebook& book);

}  // namespace nostos::wire
