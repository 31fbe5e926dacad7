// SPDX-License-Identifier: Apache-2.0
// Spelling: how a name is written in another script or language by one scheme
// (data/synth/people/spellings.tsv), for invented people. Independent of the engine that reads
// names, so that the one can be measured against the other. Immutable; safe from any thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace nostos::synth {

class Spelling {
 public:
  // "зг=zgh ^є=ye а=a": fails with the rule that is wrong.
  static Result<Spelling> load(std::string_view rules);

  // Adds `word` as this scheme spells it; capitals stay capitals.
  void append(std::string_view word, std::string& out) const;

 private:
  struct Rule {
    std::u32string from;
    std::string to;
    std::string capital;  // the same with its first letter a capital
    bool at_start = false;
    bool at_end = false;
  };
  const Rule* rule_at(std::u32string_view small, std::size_t at, bool start) const;

  // By the first letter: the longest rule first, and of rules of one length those for beginning and
  // end.
  std::vector<std::vector<Rule>> by_letter_;
};

char32_t small_letter(char32_t c);
char32_t capital_letter(char32_t c);
std::u32string letters_of(std::string_view text);

}  // namespace nostos::synth
