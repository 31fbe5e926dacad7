// SPDX-License-Identifier: Apache-2.0
// WordComparison: what stands between two words that may be one name.
#pragma once

#include <string_view>

#include "names/correspondences.h"
#include "names/given_names.h"
#include "names/letter_costs.h"
#include "names/letter_reader.h"
#include "names/likeness.h"

namespace nostos::names {

class WordComparison {
 public:
  WordComparison(const LetterReader& reader, const GivenNames& given, const Correspondences& heard,
                 const LetterCosts& letters)
      : reader_(reader), given_(given), heard_(heard), letters_(letters) {}

  Likeness compare(std::string_view a, std::string_view b, NamePart part) const;
  // The letters alone: neither keys nor given names are asked.
  double by_letters(std::string_view a, std::string_view b) const;

 private:
  struct Word;
  Word word(std::string_view text, NamePart part) const;
  Likeness same_script(const Word& a, const Word& b) const;
  Likeness across(const Word& latin, const Word& cyrillic) const;
  bool same_given(const Word& a, const Word& b) const;

  const LetterReader& reader_;
  const GivenNames& given_;
  const Correspondences& heard_;
  const LetterCosts& letters_;
};

}  // namespace nostos::names
