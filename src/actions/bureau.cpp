// SPDX-License-Identifier: Apache-2.0
#include "actions/bureau.h"

#include <algorithm>
#include <utility>

#include "actions/beginning.h"

namespace nostos::actions {

namespace kind = ledger::kind;

namespace {

constexpr std::size_t kEntriesAtOnce = 512;
constexpr std::uint64_t kMostPlaces = 0xFFFF'FFFFULL;  // a record's place has 32 bits

std::map<std::string, std::uint64_t> by_subject(const std::vector<ledger::Standing>& standing) {
  std::map<std::string, std::uint64_t> indexes;
  for (const ledger::Standing& one : standing) indexes[one.about] = one.index;
  return indexes;
}

// Brings to a running reckoning what has changed between two states of the holdings; both are in
// order of their entries.
void bring(RunningReckoning& running, const Holdings* before, const Holdings& now) {
  static const std::vector<FiledPointer> none;
  const auto& old = before == nullptr ? none : before->reports;
  std::vector<FiledPointer> gone;
  std::vector<FiledPointer> come;
  auto a = old.begin();
  auto b = now.reports.begin();
  while (a != old.end() || b != now.reports.end()) {
    if (a != old.end() && b != now.reports.end() && *a == *b) {
      ++a, ++b;
    } else if (b == now.reports.end() || (a != old.end() && (*a)->entry <= (*b)->entry)) {
      gone.push_back(*a++);
    } else {
      come.push_back(*b++);
    }
  }
  for (const FiledPointer& report : gone) running.remove(report->reading.digest);
  for (const FiledPointer& report : come)
    running.add(std::shared_ptr<const domain::Reading>(report, &report->reading));
}

}  // namespace

FiledPointer Holdings::find(const std::string& digest) const {
  FiledPointer found;
  for (const FiledPointer& report : reports) {
    if (report->digest == digest) return report;
    if (digest.size() >= kShortestBeginning && report->digest.starts_with(digest)) {
      if (found) return nullptr;  // two begin like this
      found = report;
    }
  }
  return found;
}

const domain::ExchangeView* ReckonedLedger::exchange(const std::string& id) const {
  const auto at = exchange_at.find(id);
  return at == exchange_at.end() ? nullptr : &reckoning.exchanges[at->second];
}

const std::string* ReckonedLedger::exchange_of(const std::string& event) const {
  std::call_once(found_->events_found, [this] {
    for (const domain::ExchangeView& exchange : reckoning.exchanges) {
      for (const std::string& member : exchange.members) found_->exchange_of[member] = exchange.id;
    }
  });
  const auto at = found_->exchange_of.find(event);
  return at == found_->exchange_of.end() ? nullptr : &at->second;
}

const std::map<std::string, ClaimPlace>& ReckonedLedger::claims() const {
  std::call_once(found_->claims_found, [this] {
    for (const FiledPointer& report : holdings->reports) {
      for (const domain::Claim& claim : report->reading.claims)
        found_->claims.try_emplace(claim.id, ClaimPlace{report, &claim});
    }
  });
  return found_->claims;
}

std::optional<ClaimPlace> ReckonedLedger::claim(const std::string& id) const {
  const auto at = claims().find(id);
  if (at == claims().end()) return std::nullopt;
  return at->second;
}

Bureau::Bureau(std::unique_ptr<ledger::LedgerStore> store, Engines engines, const Clock& clock,
               Chance& chance)
    : store_(std::move(store)),
      engines_(std::move(engines)),
      clock_(clock),
      chance_(chance),
      registry_(engines_.candidates, *store_) {}

Result<std::unique_ptr<Bureau>> Bureau::open(std::unique_ptr<ledger::LedgerStore> store,
                                             Engines engines, const Clock& clock, Chance& chance,
                                             const Opening& opening) {
  std::unique_ptr<Bureau> bureau(new Bureau(std::move(store), std::move(engines), clock, chance));
  TRY(bureau->open_ledger(opening));
  TRY(bureau->load(opening, false));
  return bureau;
}

Result<void> Bureau::open_ledger(const Opening& opening) {
  if (store_->head().size == 0) {
    about_ = {opening.name, opening.sample};
    TRY(record({kind::bureau_opened, "nostos", "open", "", to_payload(about_)}));
    return {};
  }
  TRY_ASSIGN(const ledger::Entry first, store_->entry(0));
  if (first.kind != kind::bureau_opened) {
    return fail(Fault::corrupt, "the ledger does not begin with the opening of a bureau");
  }
  TRY_ASSIGN(about_, bureau_opened(first.payload));
  if (opening.sample && !about_.sample) {
    return fail(Fault::conflict, "the bureau '" + about_.name +
                                     "' is a real one; samples are never filed among real reports");
  }
  return {};
}

Result<void> Bureau::load(const Opening& opening, bool from_entries_alone) {
  TRY(load_registry(opening, from_entries_alone));
  return load_reports(opening.progress);
}

// Which ledger it is and up to where: how many entries, and the beginning of the root over them.
// Nobody else's ledger, and none that was set back and went on another way, has the same.
Result<std::uint64_t> Bureau::mark_of(std::uint64_t size) const {
  TRY_ASSIGN(const Digest root, ledger::root_of(size, [this](unsigned level, std::uint64_t n) {
               return store_->node(level, n);
             }));
  std::uint64_t mark = 0;
  for (std::size_t i = 0; i < 4; ++i) mark = mark << 8U | root[i];
  return mark << 32U | size;
}

// How many entries are in what was kept; 0 when it cannot be used.
Result<std::uint64_t> Bureau::kept_candidates(const Opening& opening) {
  const auto anew = [&](const std::string& why) {
    registry_.clear();
    if (opening.remark) {
      opening.remark(why + "; it is made again from the ledger, from which nothing is lost");
    }
    return std::uint64_t{0};
  };
  const auto mark = registry_.open_kept();
  if (!mark) {
    if (mark.error().fault == Fault::not_found) return std::uint64_t{0};
    return anew(mark.error().message);
  }
  const std::uint64_t size = *mark & kMostPlaces;
  if (size > 0 && size <= store_->head().size) {
    TRY_ASSIGN(const std::uint64_t expected, mark_of(size));
    if (expected == *mark) return size;
  }
  return anew("the index of people beside the ledger was made from another ledger");
}

Result<void> Bureau::load_candidates(const Opening& opening, bool from_entries_alone) {
  std::uint64_t next = 0;
  if (!from_entries_alone) {
    TRY_ASSIGN(next, kept_candidates(opening));
  }
  const std::uint64_t size = store_->head().size;
  if (next == size) return {};
  const std::uint64_t first = next;
  const auto entries = [&]() -> Result<std::vector<ledger::StoredEntry>> {
    std::vector<ledger::StoredEntry> some;
    TRY(store_->each_stored(next, [&](const ledger::StoredEntry& stored) {
      if (stored.index >= size) return false;
      some.push_back(stored);
      return some.size() < kEntriesAtOnce;
    }));
    if (!some.empty()) next = some.back().index + 1;
    return some;
  };
  TRY_ASSIGN(const std::uint64_t mark, mark_of(size));
  auto kept = registry_.take_entries(entries, mark);
  if (kept) {
    kept = keep_candidates();
  } else if (kept.error().fault != Fault::corrupt) {
    next = first;
    TRY(registry_.take_entries(entries, 0));
  } else {
    return kept;
  }
  if (!kept && opening.remark) {
    opening.remark(kept.error().message +
                   "; people are found all the same, but each opening takes as long as this one");
  }
  return {};
}

Result<void> Bureau::keep_candidates() {
  const std::lock_guard keeping(keeping_);
  if (!registry_.should_keep()) return {};
  std::uint64_t mark = 0;
  {
    const std::lock_guard lock(recording_);  // what is recorded by now has been taken up
    TRY_ASSIGN(mark, mark_of(store_->head().size));
  }
  return registry_.keep(mark);
}

template <class Take>
Result<void> Bureau::each_standing(std::string_view kind, const Take& take) const {
  TRY_ASSIGN(const auto all, store_->standing(kind));
  for (const ledger::Standing& one : all) {
    TRY_ASSIGN(const ledger::Entry entry, store_->entry(one.index));
    TRY(take(entry, Recording{one.index, entry.recorded_at, entry.author}));
  }
  return {};
}

Result<void> Bureau::load_registry(const Opening& opening, bool from_entries_alone) {
  using ledger::Entry;
  TRY(load_candidates(opening, from_entries_alone));
  TRY(each_standing(
      kind::judgement_made, [this](const Entry& entry, Recording recording) -> Result<void> {
        TRY_ASSIGN(JudgementMade made, judgement_made(entry.payload));
        return registry_.take_judgement(entry.about, std::move(recording), std::move(made));
      }));
  return each_standing(
      kind::judgement_undone, [this](const Entry& entry, Recording recording) -> Result<void> {
        TRY_ASSIGN(JudgementUndone undone, judgement_undone(entry.payload));
        return registry_.take_undoing(entry.about, std::move(recording), std::move(undone));
      });
}

Result<void> Bureau::know_suggestions() {
  const std::lock_guard lock(knowing_suggestions_);
  if (suggestions_known_) return {};
  TRY(each_standing(kind::suggestion_made,
                    [this](const ledger::Entry& entry, const Recording& recording) -> Result<void> {
                      TRY_ASSIGN(const SuggestionMade made, suggestion_made(entry.payload));
                      return registry_.take_suggestion(recording.entry, made);
                    }));
  suggestions_known_ = true;
  return {};
}

Result<void> Bureau::load_reports(const Progress& progress) {
  TRY_ASSIGN(const auto received, store_->standing(kind::report_received));
  TRY_ASSIGN(const auto standing_readings, store_->standing(kind::claims_read));
  const auto readings = by_subject(standing_readings);
  for (std::size_t i = 0; i < received.size(); ++i) {
    const auto read = readings.find(received[i].about);
    TRY_ASSIGN(FiledPointer report,
               load_report(received[i],
                           read == readings.end() ? std::nullopt : std::optional(read->second)));
    put_on_file(std::move(report));
    if (progress) progress(i + 1, received.size());
  }
  return {};
}

Result<FiledPointer> Bureau::load_report(const ledger::Standing& received,
                                         const std::optional<std::uint64_t>& read_entry) {
  TRY_ASSIGN(const ledger::Entry entry, store_->entry(received.index));
  if (!read_entry) {
    // Received, then the program was killed before it was read.
    TRY_ASSIGN(const domain::Report as_it_counts, report(received.about));
    return take_up(received.about, as_it_counts);
  }
  TRY_ASSIGN(const ledger::Entry read, store_->entry(*read_entry));
  TRY_ASSIGN(ClaimsRead claims, claims_read(read.payload));
  auto filed = std::make_shared<FiledReport>();
  filed->digest = received.about;
  filed->entry = received.index;
  filed->recorded_at = entry.recorded_at;
  filed->author = entry.author;
  filed->title = std::move(claims.title);
  filed->read_entry = *read_entry;
  filed->reading = std::move(claims.reading);
  return FiledPointer(std::move(filed));
}

Result<ledger::Appended> Bureau::record(ledger::Happening happening) {
  const std::lock_guard lock(recording_);
  return store_->append(ledger::new_entry(std::move(happening), clock_, chance_));
}

Result<Bureau::Recorded> Bureau::record_once(ledger::Happening happening) {
  const std::lock_guard lock(recording_);
  // The operation comes first: a retry that changed its mind about the body is told so.
  TRY_ASSIGN(const auto done, store_->with_operation(happening.operation));
  if (done) {
    TRY_ASSIGN(const ledger::Entry entry, store_->entry(*done));
    return Recorded{*done, true, entry.about};
  }
  TRY_ASSIGN(const auto there, store_->standing_about(happening.kind, happening.about));
  if (there) return Recorded{*there, true, happening.about};
  const std::string about = happening.about;
  TRY_ASSIGN(const ledger::Appended appended,
             store_->append(ledger::new_entry(std::move(happening), clock_, chance_)));
  return Recorded{appended.index, false, about};
}

Result<std::vector<ledger::Appended>> Bureau::record_all(
    std::vector<ledger::Happening> happenings) {
  const std::lock_guard lock(recording_);
  std::vector<ledger::Entry> entries;
  entries.reserve(happenings.size());
  for (ledger::Happening& happening : happenings) {
    entries.push_back(ledger::new_entry(std::move(happening), clock_, chance_));
  }
  return store_->append_all(entries);
}

Result<ledger::Entry> Bureau::record_about_itself(ledger::Happening happening) {
  const std::lock_guard lock(recording_);
  ledger::Entry entry = ledger::new_entry(std::move(happening), clock_, chance_);
  entry.about = entry.id;
  TRY_ASSIGN(const ledger::Appended appended, store_->append(entry));
  return appended.already_there ? store_->entry(appended.index) : Result<ledger::Entry>(entry);
}

Result<std::vector<Bureau::RecordOnFile>> Bureau::record_persons(std::vector<NewRecord> records,
                                                                 const std::string& author) {
  const std::lock_guard lock(recording_);
  std::vector<ledger::Entry> entries;
  entries.reserve(records.size());
  for (NewRecord& one : records) {
    entries.push_back(ledger::new_entry(
        {kind::record_received, author, std::move(one.operation), "", to_payload(one.received)},
        clock_, chance_));
    entries.back().about = entries.back().id;
  }
  if (store_->head().size + entries.size() > kMostPlaces) {
    return fail(Fault::unavailable,
                "a ledger holds records among its first four thousand million entries only");
  }
  TRY_ASSIGN(const auto appended, store_->append_all(entries));
  std::vector<FiledRecord> fresh;
  for (std::size_t i = 0; i < appended.size(); ++i) {
    if (appended[i].already_there) continue;
    const std::uint64_t index = appended[i].index;
    fresh.push_back({entries[i].about,
                     static_cast<identity::RecordPlace>(index),
                     {index, entries[i].recorded_at, author},
                     std::move(records[i].received)});
  }
  registry_.take_records(std::move(fresh));
  std::vector<RecordOnFile> on_file;
  for (const ledger::Appended& one : appended) {
    TRY_ASSIGN(RecordPointer record, registry_.look([&](const RegistryState& state) {
      return state.at(static_cast<identity::RecordPlace>(one.index));
    }));
    on_file.push_back({std::move(record), one.already_there});
  }
  return on_file;
}

Result<domain::Report> Bureau::report(const std::string& digest) const {
  TRY_ASSIGN(const auto received, store_->standing_about(kind::report_received, digest));
  if (!received) return fail(Fault::not_found, "no report " + digest + " is on file");
  TRY_ASSIGN(const ledger::Entry entry, store_->entry(*received));
  TRY_ASSIGN(domain::Report report, report_received(entry.payload));
  TRY_ASSIGN(const auto corrected, store_->standing_about(kind::published_corrected, digest));
  if (corrected) {
    TRY_ASSIGN(const ledger::Entry correction, store_->entry(*corrected));
    TRY_ASSIGN(const PublishedCorrected published, published_corrected(correction.payload));
    report.published = published.published;
  }
  return report;
}

Result<std::uint64_t> Bureau::record_reading(const std::string& digest, const ClaimsRead& read) {
  const std::string payload = to_payload(read);
  TRY_ASSIGN(const auto before, store_->standing_about(kind::claims_read, digest));
  TRY_ASSIGN(const auto correction, store_->standing_about(kind::published_corrected, digest));
  if (before && before > correction) {
    TRY_ASSIGN(const ledger::Entry standing, store_->entry(*before));
    if (standing.payload == payload) return *before;
  }
  // Named by what it says and what it follows. Two threads that read the same report at once record
  // one reading; a reading that comes back after another one has stood is recorded anew.
  const std::uint64_t after = std::max(before.value_or(0), correction.value_or(0));
  const std::string operation =
      "read " + digest + " after " + std::to_string(after) + ": " + to_hex(sha256(payload), 16);
  TRY_ASSIGN(const ledger::Appended appended,
             record({kind::claims_read, "reader", operation, digest, payload}));
  return appended.index;
}

Result<FiledPointer> Bureau::take_up(const std::string& digest, const domain::Report& report) {
  TRY_ASSIGN(const auto received, store_->standing_about(kind::report_received, digest));
  if (!received) return fail(Fault::not_found, "no report " + digest + " is on file");
  TRY_ASSIGN(const ledger::Entry entry, store_->entry(*received));
  ClaimsRead read = engines_.read(report);
  TRY_ASSIGN(const std::uint64_t read_entry, record_reading(digest, read));
  auto filed = std::make_shared<FiledReport>();
  filed->digest = digest;
  filed->entry = *received;
  filed->recorded_at = entry.recorded_at;
  filed->author = entry.author;
  filed->title = std::move(read.title);
  filed->read_entry = read_entry;
  filed->reading = std::move(read.reading);
  FiledPointer pointer = std::move(filed);
  put_on_file(pointer);
  return pointer;
}

void Bureau::put_on_file(FiledPointer report) {
  const std::lock_guard lock(memory_);
  FiledPointer& place = filed_[report->digest];
  // Two readings of one report may finish in any order; the later entry stands.
  if (place && place->read_entry > report->read_entry) return;
  place = std::move(report);
  holdings_ = nullptr;
}

std::shared_ptr<const Holdings> Bureau::holdings() const {
  const std::lock_guard lock(memory_);
  if (!holdings_) {
    auto snapshot = std::make_shared<Holdings>();
    snapshot->reports.reserve(filed_.size());
    for (const auto& [digest, report] : filed_) snapshot->reports.push_back(report);
    std::sort(snapshot->reports.begin(), snapshot->reports.end(),
              [](const FiledPointer& a, const FiledPointer& b) { return a->entry < b->entry; });
    holdings_ = std::move(snapshot);
  }
  return holdings_;
}

std::shared_ptr<const ReckonedLedger> Bureau::reckon(
    std::shared_ptr<const Holdings> holdings) const {
  auto all = std::make_shared<ReckonedLedger>();
  if (engines_.run_reckoning) {
    if (!running_) running_ = engines_.run_reckoning();
    bring(*running_, running_holds_.get(), *holdings);
    running_holds_ = holdings;
    all->reckoning = running_->result();
  } else {
    std::vector<domain::Reading> readings;
    readings.reserve(holdings->reports.size());
    for (const FiledPointer& report : holdings->reports) readings.push_back(report->reading);
    all->reckoning = engines_.reckon(readings);
  }
  for (std::size_t i = 0; i < all->reckoning.exchanges.size(); ++i)
    all->exchange_at[all->reckoning.exchanges[i].id] = i;
  all->holdings = std::move(holdings);
  return all;
}

std::shared_ptr<const ReckonedLedger> Bureau::reckoned() const {
  for (;;) {
    const auto current = holdings();
    std::unique_lock lock(memory_);
    if (reckoned_ && reckoned_->holdings == current) return reckoned_;
    if (reckoning_) {
      reckoning_done_.wait(lock, [this] { return !reckoning_; });
      continue;
    }
    reckoning_ = true;
    lock.unlock();
    auto made = reckon(current);
    lock.lock();
    reckoning_ = false;
    reckoned_ = made;
    reckoning_done_.notify_all();
    return made;
  }
}

Result<void> Bureau::rebuild(const Progress& progress) {
  {
    const std::lock_guard recording(recording_);
    TRY(store_->rebuild_views());
    const std::lock_guard keeping(keeping_);
    const std::lock_guard suggestions(knowing_suggestions_);
    registry_.clear();
    suggestions_known_ = false;
    const std::lock_guard lock(memory_);
    filed_.clear();
    holdings_ = nullptr;
    reckoned_ = nullptr;
  }
  Opening opening;
  opening.progress = progress;
  return load(opening, true);
}

}  // namespace nostos::actions
