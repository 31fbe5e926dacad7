// SPDX-License-Identifier: Apache-2.0
// CandidateSource: the port through which the registry is searched. Whatever implements it promises
// that the steps of a waterfall are all there is to its total, and that comparing is symmetric
// enough to be shown from either side. Reading is safe from any thread; adding is done by one
// thread at a time, while nobody reads.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "domain/source_record.h"
#include "identity/judgement.h"
#include "matching/waterfall.h"

namespace nostos::actions {

struct Candidate {
  identity::RecordPlace place = 0;
  matching::Waterfall waterfall;
};

// How a question was understood: fields as those of a record, `column` holding the words they were
// taken from. `unread` are words that nothing was made of.
struct UnderstoodQuery {
  std::vector<domain::RecordField> fields;
  std::vector<std::string> unread;
};

class CandidateSource {
 public:
  virtual ~CandidateSource() = default;
  virtual void add(identity::RecordPlace place, const domain::SourceRecord& record) = 0;
  virtual void clear() = 0;

  virtual UnderstoodQuery understand(std::string_view question) const = 0;
  // The likeliest records first; of equal ones the one filed first.
  virtual std::vector<Candidate> find(const std::vector<domain::RecordField>& sought,
                                      std::size_t most) const = 0;
  // Why a record has the probability it has to be the one sought, whether it was found or not.
  virtual matching::Waterfall compare(const std::vector<domain::RecordField>& sought,
                                      identity::RecordPlace place) const = 0;
  // Whether a record says enough of a person to be proposed as a match at all: initials only, a
  // first name only, a child's initials say too little.
  virtual bool says_enough(const domain::SourceRecord& record) const = 0;
};

}  // namespace nostos::actions
