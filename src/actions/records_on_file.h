// SPDX-License-Identifier: Apache-2.0
// RecordsOnFile: the source records of a ledger, read when somebody asks for one. A record's place
// is the index of the entry that recorded it, so that places rise in the order of filing. A few
// thousand that were looked at last are kept in memory, whatever the ledger holds. Safe from any
// thread.
#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "actions/candidate_source.h"
#include "actions/person_payloads.h"
#include "base/clock.h"
#include "base/result.h"
#include "identity/judgement.h"
#include "ledger/ledger_store.h"

namespace nostos::actions {

// When and by whom an entry was recorded.
struct Recording {
  std::uint64_t entry = 0;
  Instant at;
  std::string author;
};

struct FiledRecord {
  std::string id;  // random, so that nothing about the person can be guessed from it
  identity::RecordPlace place = 0;
  Recording recording;
  RecordReceived received;
  std::vector<ingest::SaidStatus> statuses = {};
};
using RecordPointer = std::shared_ptr<const FiledRecord>;

// The record that an entry holds; nothing when it is an entry of another kind.
Result<std::optional<FiledRecord>> record_in(const ledger::StoredEntry& stored);

// Each record among the entries, in their order. Fault::corrupt at the first that cannot be read.
Result<void> each_record(const NextEntries& next,
                         const std::function<void(const FiledRecord&)>& visit);

class RecordsOnFile {
 public:
  // Both must outlive it; `reader` tells what statuses mean.
  RecordsOnFile(const ledger::LedgerStore& store, const CandidateSource& reader)
      : store_(store), reader_(reader) {}

  // Fault::not_found when the entry of that index holds no record.
  Result<RecordPointer> at(identity::RecordPlace place) const;
  // By id or an unambiguous beginning of it (8 digits or more); Fault::not_found otherwise.
  Result<RecordPointer> with_id(const std::string& id) const;
  // What was just recorded, so that it need not be read again.
  RecordPointer put(FiledRecord record);
  void forget();

 private:
  RecordPointer remember(FiledRecord record) const;

  const ledger::LedgerStore& store_;
  const CandidateSource& reader_;
  mutable std::mutex mutex_;
  mutable std::list<RecordPointer> last_used_;  // the latest first
  mutable std::unordered_map<identity::RecordPlace, std::list<RecordPointer>::iterator> at_;
};

}  // namespace nostos::actions
