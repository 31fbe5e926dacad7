// SPDX-License-Identifier: Apache-2.0
// QuestionReader: one box → what is known of a person. "старший сержант Коваль Іван, 1987, 12
// бригада" is a rank, a surname, a given name, a year of birth and a unit. Every word is accounted
// for: it became a field, or it is told as unread. Words are data (data/people/questions.tsv).
// Immutable; safe from any thread.
#pragma once

#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "actions/candidate_source.h"
#include "base/result.h"
#include "ingest/written_date.h"
#include "names/name_engine.h"

namespace nostos::actions {

enum class QuestionWord : std::uint8_t { rank, unit, born, years, aged, place, number };
inline constexpr std::size_t kQuestionWords = 7;

class QuestionReader {
 public:
  // `names` and `dates` must outlive it. Fails with the line of the table that is wrong.
  static Result<QuestionReader> load(std::string_view table, const names::NameEngine& names,
                                     const ingest::DateWords& dates);

  // Any bytes; those that are not UTF-8 are passed over.
  UnderstoodQuery read(std::string_view question) const;

 private:
  QuestionReader(const names::NameEngine& names, const ingest::DateWords& dates)
      : names_(names), dates_(dates) {}
  struct Words;  // of one question, and what was made of them
  // How many words from `at` on are a word of that kind, the longest way; 0: none.
  std::size_t length_of(QuestionWord kind, const Words& words, std::size_t at) const;
  std::size_t take_rank(Words& words, std::size_t at) const;
  std::size_t take_unit(Words& words, std::size_t at) const;
  std::size_t take_age(Words& words, std::size_t at) const;
  std::size_t take_date(Words& words, std::size_t at) const;
  std::size_t take_number(Words& words, std::size_t at) const;
  std::size_t take_place(Words& words, std::size_t at) const;
  void take_names(Words& words) const;

  const names::NameEngine& names_;
  const ingest::DateWords& dates_;
  std::array<std::set<std::string, std::less<>>, kQuestionWords> words_;
  std::size_t longest_ = 1;
};

}  // namespace nostos::actions
