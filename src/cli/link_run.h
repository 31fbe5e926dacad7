// SPDX-License-Identifier: Apache-2.0
// LinkRun: one run of `nostos link` or `nostos dedupe`, as its outputs and its report see it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/link_judgements.h"
#include "cli/people_table.h"
#include "cli/plain_words.h"
#include "linkage/linker.h"

namespace nostos::cli {

struct LinkRun {
  const PeopleTable& people;
  const linkage::Linker& linker;
  const linkage::Linkage& result;
  const PlainWords& words;
  const LinkJudgements* judgements = nullptr;  // given to the run by people
};

// A weight as it is shown: bits with three places behind the point, "+3.170".
std::string bits(matching::Millibits weight);
// A step of a waterfall in words: "surname: one letter differs (Bryl, Bril)".
std::string step_in_words(const matching::Step& step, const PlainWords& words);
// All steps with their weights, divided by "; ".
std::string reasons_in_words(const matching::Waterfall& waterfall, const PlainWords& words);

// One pair as a line of CSV or JSONL, with its line end; where people have judged pairs, with their
// verdict, so that the file can be gone on with.
inline constexpr std::string_view kPairHeading =
    "left_list,left_id,left_row,right_list,right_id,right_row,probability,weight";
void append_pair(std::string& out, std::string_view format, const LinkRun& run,
                 const linkage::ScoredPair& pair, bool with_reasons);

// What the truth of the lists says of the result.
struct Agreement {
  std::uint64_t true_pairs = 0;  // in the lists
  std::uint64_t found = 0;       // pairs at or above the cut
  std::uint64_t right = 0;       // of these, of one person
  double precision() const {
    return found > 0 ? static_cast<double>(right) / static_cast<double>(found) : 1;
  }
  double recall() const {
    return true_pairs > 0 ? static_cast<double>(right) / static_cast<double>(true_pairs) : 1;
  }
  double f1() const {
    return precision() + recall() > 0 ? 2 * precision() * recall() / (precision() + recall()) : 0;
  }
};
Agreement agreement(const LinkRun& run);

// A page that needs nothing but itself: charts with their tables, waterfalls, what blocking lost.
std::string link_report(const LinkRun& run);

}  // namespace nostos::cli
