// SPDX-License-Identifier: Apache-2.0
// The obvious way to search: every record is compared with the query, word by word, and the best
// are taken. Slow, without dictionaries, postings or bounds; the index must agree with it.
#pragma once

#include <vector>

#include "finding/name_keys.h"
#include "finding/query.h"
#include "finding/row.h"
#include "finding/weights.h"

namespace nostos::finding::testing {

struct ReferenceHit {
  Row row = 0;
  matching::Millibits weight = 0;
  bool operator==(const ReferenceHit&) const = default;
};

// All records in reach, best first.
std::vector<ReferenceHit> reference_search(const std::vector<PersonRow>& people, const Query& query,
                                           const NameKeys& keys, const Weights& weights = {});

}  // namespace nostos::finding::testing
