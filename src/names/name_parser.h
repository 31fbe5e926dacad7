// SPDX-License-Identifier: Apache-2.0
// NameParser: tells the words of a written name apart, guesses what each of them is and brings
// those in another case back to the nominative.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "names/given_names.h"
#include "names/letter_reader.h"
#include "names/name_words.h"
#include "names/parsed_name.h"

namespace nostos::names {

class NameParser {
 public:
  NameParser(const LetterReader& reader, const GivenNames& given, const NameWords& lexicon,
             std::vector<CaseRule> cases);

  ParsedName parse(std::string_view written) const;

 private:
  struct Piece;
  struct Case {  // a case that a word may stand in
    std::string_view name;
    char sex = 'm';
    bool operator==(const Case&) const = default;
  };

  std::vector<Piece> split(std::string_view written) const;
  std::vector<Piece> without_titles(std::vector<Piece> pieces) const;
  void look_at(Piece& piece) const;
  void mend_by_neighbours(std::vector<Piece>& pieces) const;
  void guess_parts(std::vector<Piece>& pieces) const;
  void restore_nominatives(std::vector<Piece>& pieces) const;
  Skeletons keys_of(std::string_view word, NamePart part) const;
  bool is_given(std::string_view word) const;
  bool is_patronymic(std::string_view word) const;

  const LetterReader& reader_;
  const GivenNames& given_;
  const NameWords& lexicon_;
  std::vector<CaseRule> cases_;  // longest endings first
};

// The nominative that a rule makes of a word; empty when the word has not its ending.
std::string nominatives_by(const CaseRule& rule, std::string_view word);

}  // namespace nostos::names
