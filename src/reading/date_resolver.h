// SPDX-License-Identifier: Apache-2.0
// What a date in a text means, given the date of publication as far as it is known. Pure.
#pragma once

#include <optional>
#include <string>

#include "domain/partial_date.h"
#include "reading/chunks.h"

namespace nostos::reading {

enum class Tense { past, future };

struct ResolvedDate {
  domain::PartialDate date;
  bool exists = true;             // false for 31 February
  bool weekday_conflict = false;  // "Tuesday, 21 February 2018" was a Wednesday
  bool stated_day = false;        // day and month are in the words
};

// `published`: the day of publication; nothing when unknown.
ResolvedDate resolve_date(const DateMention& mention, std::optional<domain::Day> published,
                          Tense tense);

}  // namespace nostos::reading
