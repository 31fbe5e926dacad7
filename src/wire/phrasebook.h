// SPDX-License-Identifier: Apache-2.0
// Phrasebook: the reasons, proofs and verdicts of the engines in another language. The engines
// explain themselves in one set of English sentences; a table gives each sentence, with its gaps,
// in the other languages, so that a translator needs no program and no engine needs a language.
//
// A row has a column for each language; the first row names them. Gaps stand in all of them and are
// named alike:
//   {n} a whole number          {nth} 1st, 2nd … (its number is put in)     {date} 2022-12-01
//   {id} one word: E5, UA       {x} any text, kept as it is                 {p} another sentence
//   {f} a sum: 2598 + 230 = 2828
//   {p; } {p, } sentences with "; " or ", " between them
// A digit after the kind tells gaps apart: {n1}, {n2}. Rows that stand earlier go first. Pure; safe
// from any thread; the time for one sentence is bounded whatever it says.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace nostos::wire {

class Phrasebook {
 public:
  // The column of `lang` ("uk"); for English, nothing needs translating and the book is empty.
  // `path` names the table in complaints. Fails with file and line: no such column, no translation,
  // a gap of one side that the other lacks, a gap of no known kind, the same English twice.
  static Result<Phrasebook> load(const std::string& path, std::string_view table,
                                 std::string_view lang);

  // Nothing when no row, or rows within rows, tell the whole of it.
  std::optional<std::string> translate(std::string_view english) const;
  // The English itself when it is not known.
  std::string say(std::string_view english) const;

  std::size_t size() const { return rows_.size(); }

  enum class Kind { words, number, nth, date, sum, id, text, phrase };
  struct Piece {
    Kind kind = Kind::words;
    std::string words;      // of Kind::words: the words; of a gap: its name, "n1"
    std::string separator;  // of a list of phrases
  };
  struct PhraseRow {
    std::vector<Piece> english;
    std::vector<Piece> translation;
  };

 private:
  std::vector<PhraseRow> rows_;
};

}  // namespace nostos::wire
