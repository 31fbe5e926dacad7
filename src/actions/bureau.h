// SPDX-License-Identifier: Apache-2.0
// Bureau: the ledger, the engines that read and reckon, and what is kept in memory between
// requests. Every action takes one. Everything in memory can be made again from the ledger. Safe
// from any thread: writers wait for one another while an entry is recorded, never while a report is
// read; whoever looks gets a snapshot that does not change.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "actions/payloads.h"
#include "actions/registry.h"
#include "base/chance.h"
#include "base/clock.h"
#include "base/result.h"
#include "domain/exchange_view.h"
#include "domain/reading.h"
#include "domain/report.h"
#include "ingest/columns.h"
#include "ledger/ledger_store.h"

namespace nostos::actions {

// A reckoning that is kept up to date: readings come and go, and at any time it gives what a
// reckoning of all that are there would give. Used by one thread at a time.
class RunningReckoning {
 public:
  virtual ~RunningReckoning() = default;
  virtual void add(std::shared_ptr<const domain::Reading> reading) = 0;
  // All readings of a report.
  virtual void remove(const std::string& digest) = 0;
  virtual domain::Reckoning result() = 0;
};

struct Engines {
  // A report to what it says. Pure; may be called from several threads at once.
  std::function<ClaimsRead(const domain::Report&)> read;
  std::string rules;  // digest of what `read` goes by
  std::function<domain::Reckoning(const std::vector<domain::Reading>&)> reckon;
  // The same, report by report. Where there is none, every change reckons everything again.
  std::function<std::unique_ptr<RunningReckoning>()> run_reckoning = {};
  // What finds persons among the records. A bureau has its own; null: nobody is ever found.
  std::shared_ptr<CandidateSource> candidates = nullptr;
  // What columns of lists hold; null: no list can be read.
  std::shared_ptr<const ingest::Columns> columns = nullptr;
};

// A report on file with its standing reading. Never changes; a new reading makes a new one.
struct FiledReport {
  std::string digest;
  std::uint64_t entry = 0;  // index of the entry that recorded it
  Instant recorded_at;
  std::string author;
  std::string title;
  std::uint64_t read_entry = 0;  // index of the entry with the standing reading
  domain::Reading reading;       // with its text
};
using FiledPointer = std::shared_ptr<const FiledReport>;

struct Holdings {
  std::vector<FiledPointer> reports;  // in order of their entries

  // By digest or an unambiguous beginning of it (8 digits or more); null when there is none.
  FiledPointer find(const std::string& digest) const;
};

struct ClaimPlace {
  FiledPointer report;
  const domain::Claim* claim = nullptr;
};

// The reckoning over all holdings, with the ways into it that answers need. Those that grow with
// the number of claims are made when somebody first asks for them.
class ReckonedLedger {
 public:
  std::shared_ptr<const Holdings> holdings;
  domain::Reckoning reckoning;
  std::map<std::string, std::size_t> exchange_at;  // exchange id → index

  const domain::ExchangeView* exchange(const std::string& id) const;
  // The exchange that an event of a report ("digest#e1") is told of; null when it is in none.
  const std::string* exchange_of(const std::string& event) const;
  // Nothing when no report on file has such a claim.
  std::optional<ClaimPlace> claim(const std::string& id) const;
  // Claim id → where it stands.
  const std::map<std::string, ClaimPlace>& claims() const;

 private:
  // Copies share it: what they tell in other words stands where it stood.
  struct Found {
    std::once_flag events_found;
    std::unordered_map<std::string, std::string> exchange_of;
    std::once_flag claims_found;
    std::map<std::string, ClaimPlace> claims;
  };
  std::shared_ptr<Found> found_ = std::make_shared<Found>();
};

using Progress = std::function<void(std::size_t done, std::size_t total)>;

class Bureau {
 public:
  struct Opening {
    std::string name = "Bureau";  // given to a bureau that is opened for the first time
    bool sample = false;
    Progress progress = {};
    // Told what the user should know of the opening: that something is made again, and why.
    std::function<void(const std::string&)> remark = {};
  };
  // Reads what a crash left unread. Fault::conflict when a sample bureau is asked for and the
  // ledger holds a real one, or the other way round.
  static Result<std::unique_ptr<Bureau>> open(std::unique_ptr<ledger::LedgerStore> store,
                                              Engines engines, const Clock& clock, Chance& chance,
                                              const Opening& opening);

  const BureauOpened& about() const { return about_; }
  const Engines& engines() const { return engines_; }
  const Clock& clock() const { return clock_; }
  std::shared_ptr<const Holdings> holdings() const;
  // Made once for each state of the ledger; whoever asks meanwhile waits for the same one.
  std::shared_ptr<const ReckonedLedger> reckoned() const;
  const Registry& registry() const { return registry_; }
  Registry& registry() { return registry_; }
  // Suggestions are taken up from the ledger when somebody first asks for them.
  Result<void> know_suggestions();
  // Keeps what finds persons, if so much has come since that the next opening would be slow.
  Result<void> keep_candidates();

  // ---- for actions ----
  const ledger::LedgerStore& store() const { return *store_; }
  Result<ledger::Appended> record(ledger::Happening happening);
  // Records it unless an entry of this kind about this subject is there, or the operation was done
  // before; `about` is the subject of the entry that is there.
  struct Recorded {
    std::uint64_t index = 0;
    bool already_there = false;
    std::string about;
  };
  Result<Recorded> record_once(ledger::Happening happening);
  // Records a list of entries in one step.
  Result<std::vector<ledger::Appended>> record_all(std::vector<ledger::Happening> happenings);
  // Records an entry that is its own subject, so that each one stands. Gives the entry as recorded,
  // which is the first one when the operation was done before.
  Result<ledger::Entry> record_about_itself(ledger::Happening happening);
  // Records source records in one step and takes them up; what is there already adds nothing.
  struct NewRecord {
    std::string operation;
    RecordReceived received;
  };
  struct RecordOnFile {
    RecordPointer record;
    bool already_known = false;
  };
  Result<std::vector<RecordOnFile>> record_persons(std::vector<NewRecord> records,
                                                   const std::string& author);
  // The report as it counts now: as received, with the standing correction of its date.
  Result<domain::Report> report(const std::string& digest) const;
  // Reads a received report with the present rules, records the reading unless it is the standing
  // one already, and puts it on file. `report` is what report(digest) would return.
  Result<FiledPointer> take_up(const std::string& digest, const domain::Report& report);
  // Runs `work` while nothing is recorded.
  template <class Work>
  auto while_still(const Work& work) const {
    const std::lock_guard lock(recording_);
    return work();
  }
  // Drops everything in memory and the store's views, and makes them again from the entries.
  Result<void> rebuild(const Progress& progress);

 private:
  Bureau(std::unique_ptr<ledger::LedgerStore> store, Engines engines, const Clock& clock,
         Chance& chance);
  Result<void> open_ledger(const Opening& opening);
  Result<void> load(const Opening& opening, bool from_entries_alone);
  Result<FiledPointer> load_report(const ledger::Standing& received,
                                   const std::optional<std::uint64_t>& read_entry);
  Result<std::uint64_t> record_reading(const std::string& digest, const ClaimsRead& read);
  void put_on_file(FiledPointer report);
  Result<void> load_reports(const Progress& progress);
  Result<void> load_registry(const Opening& opening, bool from_entries_alone);
  Result<void> load_candidates(const Opening& opening, bool from_entries_alone);
  Result<std::uint64_t> mark_of(std::uint64_t size) const;
  Result<std::uint64_t> kept_candidates(const Opening& opening);
  template <class Take>
  Result<void> each_standing(std::string_view kind, const Take& take) const;

  const std::unique_ptr<ledger::LedgerStore> store_;
  const Engines engines_;
  const Clock& clock_;
  Chance& chance_;
  BureauOpened about_;
  Registry registry_;
  std::mutex knowing_suggestions_;
  bool suggestions_known_ = false;
  std::mutex keeping_;
  std::shared_ptr<const ReckonedLedger> reckon(std::shared_ptr<const Holdings> holdings) const;

  mutable std::mutex recording_;  // held while an entry is appended
  mutable std::mutex memory_;     // guards what follows
  mutable std::condition_variable reckoning_done_;
  std::map<std::string, FiledPointer> filed_;               // by digest
  mutable std::shared_ptr<const Holdings> holdings_;        // null after a change
  mutable std::shared_ptr<const ReckonedLedger> reckoned_;  // of the last state it was asked for
  mutable bool reckoning_ = false;                          // somebody is at it
  // Only whoever is at it may use these.
  mutable std::unique_ptr<RunningReckoning> running_;
  mutable std::shared_ptr<const Holdings> running_holds_;
};

}  // namespace nostos::actions
