// SPDX-License-Identifier: Apache-2.0
// PlainWords: the words of one language that pages of plain text are written with, and its rules
// for numbers, ordinals, dates and number forms, all from a table (data/words/LANG.tsv). Pure.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "domain/partial_date.h"

namespace nostos::cli {

class PlainWords {
 public:
  using Values = std::vector<std::pair<std::string_view, std::string>>;  // "n" → "1,200"

  // Fails with the line that is wrong.
  static Result<PlainWords> load(std::string_view table);

  // The words of a key with its {names} filled; the key itself when the table has none.
  std::string say(std::string_view key, const Values& values = {}) const;
  // The same in the form that goes with `n`, which fills {n}.
  std::string count(std::string_view key, std::int64_t n) const;
  // What a thing of the data is called: name("status", "completed"); the id made readable when the
  // table has no word for it.
  std::string name(std::string_view group, std::string_view id) const;

  std::string number(std::int64_t value) const;   // "1,412"
  std::string ordinal(std::int64_t value) const;  // "49th"
  std::string day(domain::Day day) const;

  const std::map<std::string, std::vector<std::string>, std::less<>>& rows() const { return rows_; }

 private:
  const std::vector<std::string>* row(std::string_view key) const;
  const std::vector<std::string>& row_for_figure(std::string_view key, std::int64_t value) const;

  std::map<std::string, std::vector<std::string>, std::less<>> rows_;
};

}  // namespace nostos::cli
