// SPDX-License-Identifier: Apache-2.0
// LinkJudgements: what people have decided of pairs of rows, as they hand it to a run: CSV or JSONL
// with the columns of the pairs that a run writes (left_list, left_id, left_row, …) and one more,
// verdict. Such a file is the output of an earlier run with a column filled in.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/environment.h"
#include "cli/people_table.h"
#include "linkage/linkage.h"

namespace nostos::cli {

struct JudgedRows {
  linkage::RecordPair pair;  // left < right
  bool same = false;         // else different
  bool operator==(const JudgedRows&) const = default;
};

struct LinkJudgements {
  std::vector<JudgedRows> judged;                 // each pair once, in the order of the file
  std::map<linkage::RecordPair, std::size_t> at;  // where each stands among them
  std::size_t left_open = 0;  // rows of the file without a verdict, or with unsure or none
  linkage::Judged for_linker() const;
  const JudgedRows* of(linkage::RecordPair pair) const;  // null: nobody decided
};

// Rows that name nobody in the lists, or contradict each other, are told with file and line; they
// fail the reading unless `wishes` says that bad rows are skipped.
Result<LinkJudgements> read_judgements(const std::string& path, const PeopleTable& people,
                                       const ListWishes& wishes, Environment& environment);

}  // namespace nostos::cli
