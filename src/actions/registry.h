// SPDX-License-Identifier: Apache-2.0
// Registry: the source records on file, the judgements made on them, and what is suggested, as the
// ledger has them. Everything here can be made again from the entries; records are read from them
// when somebody looks at one. Safe from any thread: whoever looks sees one state while the look
// lasts.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <utility>
#include <vector>

#include "actions/candidate_source.h"
#include "actions/person_payloads.h"
#include "actions/records_on_file.h"
#include "base/result.h"
#include "identity/judgement_graph.h"

namespace nostos::actions {

struct UndoneNote {
  Recording recording;
  std::string why;
};

struct FiledJudgement {
  std::string id;
  identity::RecordPlace left = 0;
  identity::RecordPlace right = 0;
  Recording recording;
  JudgementMade made;
  std::vector<UndoneNote> undone;  // empty while it stands or is covered by a later one

  identity::Judgement judgement() const { return {recording.entry, left, right, made.verdict}; }
};

// What was suggested of a pair last.
struct FiledSuggestion {
  std::uint64_t entry = 0;
  matching::Millibits total = 0;
};

// One state of the registry; what `look` hands out.
class RegistryState {
 public:
  RegistryState(std::shared_ptr<CandidateSource> candidates, const ledger::LedgerStore& store);

  std::size_t records() const { return candidates_->records(); }
  Result<RecordPointer> at(identity::RecordPlace place) const { return records_->at(place); }
  // By id or an unambiguous beginning of it (8 digits or more); Fault::not_found otherwise.
  Result<RecordPointer> record(const std::string& id) const { return records_->with_id(id); }
  const std::map<std::uint64_t, FiledJudgement>& judgements() const { return judgements_; }
  const FiledJudgement* judgement(const std::string& id) const;  // likewise by a beginning
  // By pair, the record filed first before the other. As far as they have been taken.
  const std::map<std::pair<identity::RecordPlace, identity::RecordPlace>, FiledSuggestion>&
  suggestions() const {
    return suggestions_;
  }
  const identity::JudgementGraph& graph() const { return graph_; }
  // The judgements as they stood before entry `end`.
  identity::JudgementGraph graph_as_of(std::uint64_t end) const;
  const CandidateSource& candidates() const { return *candidates_; }

 private:
  friend class Registry;
  std::shared_ptr<CandidateSource> candidates_;
  std::shared_ptr<RecordsOnFile> records_;
  std::map<std::uint64_t, FiledJudgement> judgements_;  // by entry
  std::map<std::string, std::uint64_t> judgement_at_;   // by id
  std::map<std::pair<identity::RecordPlace, identity::RecordPlace>, FiledSuggestion> suggestions_;
  identity::JudgementGraph graph_;
};

class Registry {
 public:
  // No source: everything is kept and nothing is found. `store` must outlive the registry.
  Registry(std::shared_ptr<CandidateSource> candidates, const ledger::LedgerStore& store);

  template <class Look>
  auto look(const Look& look) const {
    const std::shared_lock lock(mutex_);
    return look(std::as_const(state_));
  }

  // Each takes what an entry tells; one that was taken before changes nothing. Fault::corrupt when
  // the entry speaks of a record or judgement that is not there.
  // Records by rising place, that were just recorded.
  std::vector<RecordPointer> take_records(std::vector<FiledRecord> records);
  // Those among the entries; `mark` is what the candidates are kept with.
  Result<void> take_entries(const NextEntries& next, std::uint64_t mark);
  Result<void> take_judgement(const std::string& id, Recording recording, JudgementMade made);
  Result<void> take_undoing(const std::string& judgement, Recording recording,
                            JudgementUndone undone);
  Result<void> take_suggestion(std::uint64_t entry, const SuggestionMade& made);
  void clear();

  // The mark of what the candidates kept, as of CandidateSource::open_kept.
  Result<std::uint64_t> open_kept();
  bool should_keep() const;
  Result<void> keep(std::uint64_t mark);

 private:
  mutable std::shared_mutex mutex_;
  RegistryState state_;
};

}  // namespace nostos::actions
