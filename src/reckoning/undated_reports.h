// SPDX-License-Identifier: Apache-2.0
// UndatedReports: the reports without a day of their own, in order of digests, and which of them
// are of one kind: those that follow the same events and state the same days have the same bounds.
// What kind a report is of is remembered as long as its events stay what they are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "domain/exchange_view.h"
#include "reckoning/coreference.h"
#include "reckoning/mention.h"

namespace nostos::reckoning {

// A report without a day of its own and what bounds it.
struct UndatedReport {
  std::uint32_t reading = 0;
  bool bounded = false;           // by what it says of its own publication
  std::vector<MentionId> done;    // what it tells as done
  std::optional<MentionId> main;  // the first of them that it is about
  struct Past {
    std::size_t claim = 0;
    domain::Day day = 0;
  };
  std::vector<Past> past;  // days that it states for what has happened
};
UndatedReport undated_report(const domain::Reading& reading, std::uint32_t index,
                             const std::vector<Mention>& mentions, MentionId first);

class UndatedReports {
 public:
  struct Row {
    std::unique_ptr<const UndatedReport> report;
    std::uint32_t reading = 0;
    // What was said of its day the last time, by number, and the words.
    std::uint64_t bounds = 0;
    const domain::ReportDate* date = nullptr;

   private:
    friend class UndatedReports;
    bool bounded = false;
    std::uint32_t kind = kNone;
    // What it tells as done and which events those were; nothing when there are more.
    static constexpr std::size_t kFew = 2;
    std::uint32_t count = 0;
    MentionId done[kFew] = {};
    EventId events[kFew] = {};
  };

  // In order of `rank`, as those before; the rank of a report may grow, but two never turn round.
  void add(std::vector<std::unique_ptr<const UndatedReport>> reports,
           const std::vector<std::uint32_t>& rank);
  void drop(std::uint32_t reading);

  std::vector<Row>& rows() { return rows_; }

  struct Kinds {
    std::vector<const UndatedReport*> first;  // of each kind, in order
    std::vector<std::uint32_t> of;            // by row: index into first
  };
  Kinds kinds(const Coreference& coreference, const Options& options);

 private:
  static constexpr std::uint32_t kNone = static_cast<std::uint32_t>(-1);
  bool is_as_it_was(const Row& row, const Coreference& coreference, const Options& options) const;
  std::uint32_t kind_of(Row& row, const Coreference& coreference, const Options& options);

  std::vector<Row> rows_;
  std::map<std::vector<std::int64_t>, std::uint32_t> known_;  // events and days → kind
  std::vector<std::uint32_t> number_;
};

}  // namespace nostos::reckoning
