// SPDX-License-Identifier: Apache-2.0
// written_date: a date of birth as lists and people write it → what it says, no more: "12.03.1987",
// "1987", "03/1987", "12 March 1987", "~1985", "1987-03-XX", "1984/1986", or an age on a day. What
// can be read in two ways stays a range, with a doubt. Months by name come from a table. Pure.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "domain/partial_date.h"

namespace nostos::ingest {

// The words in dates, folded, from a table (data/columns.tsv).
struct DateWords {
  std::map<std::string, int, std::less<>> months;  // 1 to 12
  std::set<std::string, std::less<>> about;        // "ca"
  std::set<std::string, std::less<>> passed_over;  // words that say no more: "року"
};

struct WrittenDate {
  domain::PartialDate date;  // as far as it could be read
  std::string doubt;         // what is odd and what to do; empty when nothing is
};

WrittenDate read_written_date(std::string_view written, const DateWords& words);

// Born between: someone who was `age` whole years old on some day from `as_of`.
WrittenDate born_at_age(std::string_view age, const domain::PartialDate& as_of);

}  // namespace nostos::ingest
