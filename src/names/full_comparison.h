// SPDX-License-Identifier: Apache-2.0
// FullComparison: how likely two full names, of people, firms or ships, are meant to be one. Their
// words are matched one to one; what has no partner on both sides speaks against, what only one
// side has speaks little, and legal forms, titles and particles hardly speak at all.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "names/likeness.h"
#include "names/name_words.h"
#include "names/word_comparison.h"

namespace nostos::names {

class FullComparison {
 public:
  FullComparison(const NameWords& lexicon, const WordComparison& words)
      : lexicon_(lexicon), words_(words) {}

  NameLikeness compare(std::string_view a, std::string_view b) const;

 private:
  struct Term;
  struct Match;
  std::vector<Term> terms_of(std::string_view name) const;
  void join_split_words(std::vector<Term>& terms, const std::vector<Term>& others) const;
  Match match(const Term& a, const Term& b, bool organisation) const;

  const NameWords& lexicon_;
  const WordComparison& words_;
};

}  // namespace nostos::names
