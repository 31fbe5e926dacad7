// SPDX-License-Identifier: Apache-2.0
#include "actions/records_on_file.h"

#include <utility>

#include "actions/beginning.h"

namespace nostos::actions {

namespace {

constexpr std::size_t kKept = 4096;

auto not_on_file(const std::string& id) {
  return fail(Fault::not_found, "no record " + id + " is on file");
}

Result<FiledRecord> record_of(std::uint64_t index, ledger::Entry entry) {
  TRY_ASSIGN(RecordReceived received, record_received(entry.payload));
  return FiledRecord{std::move(entry.about),
                     static_cast<identity::RecordPlace>(index),
                     {index, entry.recorded_at, std::move(entry.author)},
                     std::move(received)};
}

}  // namespace

Result<std::optional<FiledRecord>> record_in(const ledger::StoredEntry& stored) {
  TRY_ASSIGN(ledger::Entry entry, ledger::from_envelope(stored.envelope));
  if (entry.kind != ledger::kind::record_received) return std::optional<FiledRecord>();
  TRY_ASSIGN(FiledRecord record, record_of(stored.index, std::move(entry)));
  return std::optional(std::move(record));
}

Result<void> each_record(const NextEntries& next,
                         const std::function<void(const FiledRecord&)>& visit) {
  for (;;) {
    TRY_ASSIGN(const auto entries, next());
    if (entries.empty()) return {};
    for (const ledger::StoredEntry& stored : entries) {
      TRY_ASSIGN(const auto record, record_in(stored));
      if (record) visit(*record);
    }
  }
}

RecordPointer RecordsOnFile::remember(FiledRecord read) const {
  read.statuses = reader_.statuses_of(read.received.record);
  auto record = std::make_shared<const FiledRecord>(std::move(read));
  const std::lock_guard lock(mutex_);
  if (const auto known = at_.find(record->place); known != at_.end()) return *known->second;
  last_used_.push_front(record);
  at_[record->place] = last_used_.begin();
  if (last_used_.size() > kKept) {
    at_.erase(last_used_.back()->place);
    last_used_.pop_back();
  }
  return record;
}

RecordPointer RecordsOnFile::put(FiledRecord record) { return remember(std::move(record)); }

Result<RecordPointer> RecordsOnFile::at(identity::RecordPlace place) const {
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = at_.find(place); known != at_.end()) {
      last_used_.splice(last_used_.begin(), last_used_, known->second);
      return last_used_.front();
    }
  }
  TRY_ASSIGN(ledger::Entry entry, store_.entry(place));
  if (entry.kind != ledger::kind::record_received)
    return fail(Fault::not_found, "entry " + std::to_string(place) + " holds no record");
  TRY_ASSIGN(FiledRecord record, record_of(place, std::move(entry)));
  return remember(std::move(record));
}

Result<RecordPointer> RecordsOnFile::with_id(const std::string& id) const {
  if (id.size() < kShortestBeginning) return not_on_file(id);
  TRY_ASSIGN(const auto found, store_.standing_beginning(ledger::kind::record_received, id, 2));
  const bool whole = !found.empty() && found.front().about == id;
  if (found.empty() || (found.size() > 1 && !whole)) return not_on_file(id);
  return at(static_cast<identity::RecordPlace>(found.front().index));
}

void RecordsOnFile::forget() {
  const std::lock_guard lock(mutex_);
  at_.clear();
  last_used_.clear();
}

}  // namespace nostos::actions
