// SPDX-License-Identifier: Apache-2.0
// CandidateSource: the port through which the registry is searched. Whatever implements it promises
// that the steps of a waterfall are all there is to its total, and that comparing is symmetric
// enough to be shown from either side. Reading is safe from any thread; adding is done by one
// thread at a time, while nobody reads.
//
// A source may keep what it holds in a file of its own, so that a bureau that is opened again reads
// only what was recorded since. The file can always be made again from the ledger.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/source_record.h"
#include "identity/judgement.h"
#include "ingest/people_list.h"
#include "ledger/ledger_store.h"
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

struct PlacedRecord {
  identity::RecordPlace place = 0;
  const domain::SourceRecord* record = nullptr;
};

// A word of the records that a word typed may become.
struct CompletedWord {
  std::string word;
  std::uint64_t records = 0;
  bool begins = true;  // with what was typed, letter for letter or as its script is read
};

// Hands out the ledger's entries in their order, some at a time; none: that was all.
using NextEntries = std::function<Result<std::vector<ledger::StoredEntry>>()>;

class CandidateSource {
 public:
  virtual ~CandidateSource() = default;
  // By rising place; none of them was added before.
  virtual void add(const std::vector<PlacedRecord>& records) = 0;
  // The records among the entries. Fault::corrupt when an entry cannot be read. With a `mark` they
  // may be kept at once, as by keep; when that fails, take them again without.
  virtual Result<void> take(const NextEntries& next, std::uint64_t mark) = 0;
  virtual void clear() = 0;
  virtual std::size_t records() const = 0;

  // Takes up what was kept and gives the mark it was kept with. Fault::not_found when nothing was;
  // any other failure says why what was kept cannot be used. To an empty source only.
  virtual Result<std::uint64_t> open_kept() {
    return fail(Fault::not_found, "this source keeps nothing");
  }
  // Whether so much has come since that it should be kept again.
  virtual bool should_keep() const { return false; }
  // Keeps all records; `mark` says up to where of the ledger. Searches go on meanwhile.
  virtual Result<void> keep(std::uint64_t) { return {}; }

  virtual UnderstoodQuery understand(std::string_view question) const = 0;
  // The likeliest records first; of equal ones the one filed first.
  virtual std::vector<Candidate> find(const std::vector<domain::RecordField>& sought,
                                      std::size_t most) const = 0;
  // What the record says of the person's lot, in words of the tables; none without tables.
  virtual std::vector<ingest::SaidStatus> statuses_of(const domain::SourceRecord&) const {
    return {};
  }
  // Surnames and given names on file that begin as the last word typed, the most frequent first.
  virtual std::vector<CompletedWord> complete(std::string_view, std::size_t) const { return {}; }
  // Why a record has the probability it has to be the one sought, whether it was found or not.
  virtual matching::Waterfall compare(const std::vector<domain::RecordField>& sought,
                                      identity::RecordPlace place) const = 0;
  // Whether a record says enough of a person to be proposed as a match at all: initials only, a
  // first name only, a child's initials say too little.
  virtual bool says_enough(const domain::SourceRecord& record) const = 0;
};

}  // namespace nostos::actions
