// SPDX-License-Identifier: Apache-2.0
// Registry: the source records on file, the judgements made on them, and what is suggested, as the
// ledger has them. Everything here can be made again from the entries. Safe from any thread:
// whoever looks sees one state while the look lasts.
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
#include "base/clock.h"
#include "identity/judgement_graph.h"

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
};
using RecordPointer = std::shared_ptr<const FiledRecord>;

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

struct FiledSuggestion {
  Recording recording;
  identity::RecordPlace left = 0;  // filed before right
  identity::RecordPlace right = 0;
  matching::Waterfall waterfall;
};

// One state of the registry; what `look` hands out.
class RegistryState {
 public:
  explicit RegistryState(std::shared_ptr<CandidateSource> candidates)
      : candidates_(std::move(candidates)) {}

  const std::vector<RecordPointer>& records() const { return records_; }  // by place
  // By id or an unambiguous beginning of it (8 digits or more); null when there is none.
  RecordPointer record(const std::string& id) const;
  RecordPointer record_of_entry(std::uint64_t entry) const;
  const std::map<std::uint64_t, FiledJudgement>& judgements() const { return judgements_; }
  const FiledJudgement* judgement(const std::string& id) const;  // likewise by a beginning
  const std::map<std::pair<identity::RecordPlace, identity::RecordPlace>, FiledSuggestion>&
  suggestions() const {
    return suggestions_;
  }
  const identity::JudgementGraph& graph() const { return graph_; }
  // The judgements as they stood before entry `end`.
  identity::JudgementGraph graph_as_of(std::uint64_t end) const;
  const CandidateSource& candidates() const { return *candidates_; }
  std::string person_id(identity::RecordPlace record) const;

 private:
  friend class Registry;
  std::shared_ptr<CandidateSource> candidates_;
  std::vector<RecordPointer> records_;
  std::map<std::string, identity::RecordPlace> place_of_;  // by id
  std::map<std::uint64_t, identity::RecordPlace> place_of_entry_;
  std::map<std::uint64_t, FiledJudgement> judgements_;  // by entry
  std::map<std::string, std::uint64_t> judgement_at_;   // by id
  std::map<std::pair<identity::RecordPlace, identity::RecordPlace>, FiledSuggestion> suggestions_;
  identity::JudgementGraph graph_;
};

class Registry {
 public:
  // No source: everything is kept and nothing is found.
  explicit Registry(std::shared_ptr<CandidateSource> candidates);

  template <class Look>
  auto look(const Look& look) const {
    const std::shared_lock lock(mutex_);
    return look(std::as_const(state_));
  }

  // Each takes what an entry tells; one that was taken before changes nothing. Fault::corrupt when
  // the entry speaks of a record or judgement that is not there.
  RecordPointer take_record(const std::string& id, Recording recording, RecordReceived received);
  Result<void> take_judgement(const std::string& id, Recording recording, JudgementMade made);
  Result<void> take_undoing(const std::string& judgement, Recording recording,
                            JudgementUndone undone);
  Result<void> take_suggestion(Recording recording, SuggestionMade made);
  void clear();

 private:
  mutable std::shared_mutex mutex_;
  RegistryState state_;
};

}  // namespace nostos::actions
