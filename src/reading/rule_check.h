// SPDX-License-Identifier: Apache-2.0
// Rule check: does a reading of an example's text give what the example promises?
//
//   leg gt 200 to=NRD      a claim of this type, with this count and side, and nothing else
//   required mediator ESM           a claim of this type with this value in one of its slots event
//   planned          an event of this status date 2024-05-02        an event of this date, in EDTF
//   none                   no figure at all: a rule that keeps numbers from being counted as people
//
// A `no` line asks that its own rule has not fired. Pure.
#pragma once

#include <optional>
#include <string>

#include "domain/reading.h"
#include "reading/reader_examples.h"

namespace nostos::reading {

// Why the example does not hold, in one line that begins with file and line; nothing when it holds.
// An expectation that cannot be understood does not hold.
std::optional<std::string> breach_of(const RuleExample& example, const domain::Reading& reading);

}  // namespace nostos::reading
