// SPDX-License-Identifier: Apache-2.0
// WordComparison: what stands between two words, and between two full names.
#pragma once

#include <string_view>

#include "names/given_names.h"
#include "names/letter_reader.h"
#include "names/likeness.h"
#include "names/parsed_name.h"

namespace nostos::names {

class WordComparison {
 public:
  WordComparison(const LetterReader& reader, const GivenNames& given)
      : reader_(reader), given_(given) {}

  Likeness compare(std::string_view a, std::string_view b, NamePart part) const;
  NameLikeness compare_names(const ParsedName& a, const ParsedName& b) const;

 private:
  const LetterReader& reader_;
  const GivenNames& given_;
};

}  // namespace nostos::names
