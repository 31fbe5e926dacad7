// SPDX-License-Identifier: Apache-2.0
// Phrases: the sentences of one language that invented reports are put together from
// (data/synth/LANG/phrases.tsv). They are no part of the packs that read reports.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/partial_date.h"

namespace nostos::synth {

// What stands in the braces: "n" → "1,200".
using Values = std::map<std::string, std::string, std::less<>>;

class Phrases {
 public:
  // Fails with the line and what is wrong with it, or with the key that is missing.
  static Result<Phrases> load(std::string_view table);

  const std::vector<std::string>& of(std::string_view key) const;
  std::string number(std::int64_t value) const;
  std::string ordinal(std::int64_t value) const;
  std::string date(domain::Day day) const;
  std::string weekday(domain::Weekday weekday) const;
  // The sentence with its braces filled; what no value is given for stays empty. "{n:a|b|c}" is the
  // form of a word that goes with the figure n: the rows "form.LAST DIGITS" say which.
  std::string filled(std::string_view sentence, const Values& values) const;

 private:
  // The row of a figure: for its last two digits, else for its last, else the general one; null
  // when there is none.
  const std::string* row_by_last_digits(std::string_view key, std::string_view digits) const;
  std::string form(std::string_view digits, std::string_view forms) const;
  std::map<std::string, std::vector<std::string>, std::less<>> rows_;
};

}  // namespace nostos::synth
