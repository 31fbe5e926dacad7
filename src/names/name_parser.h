// SPDX-License-Identifier: Apache-2.0
// NameParser: tells the words of a written name apart and guesses what each of them is.
#pragma once

#include <string_view>

#include "names/given_names.h"
#include "names/letter_reader.h"
#include "names/parsed_name.h"

namespace nostos::names {

class NameParser {
 public:
  NameParser(const LetterReader& reader, const GivenNames& given)
      : reader_(reader), given_(given) {}

  ParsedName parse(std::string_view written) const;

 private:
  struct Draft;
  Draft split(std::string_view written) const;
  void guess_parts(Draft& draft) const;

  const LetterReader& reader_;
  const GivenNames& given_;
};

}  // namespace nostos::names
