// SPDX-License-Identifier: Apache-2.0
// The audits: what the numbers, dates and words of many reports should satisfy together. Each takes
// the same input and writes into the book; none changes what was reckoned.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "reckoning/audits/audit_book.h"
#include "reckoning/counters.h"
#include "reckoning/ledger_of_exchanges.h"

namespace nostos::reckoning {

// What the audits look for in a report by itself, and what it gives to those that look at all.
struct ReportAudit {
  AuditBook book;
  using Meaning = std::tuple<std::string, std::string, std::int64_t>;  // predicate, group, figure
  std::vector<std::pair<Meaning, std::size_t>> told;       // current claims with a meaning
  std::vector<std::pair<Meaning, std::size_t>> withdrawn;  // … that no longer stand
  std::vector<std::pair<std::string, std::size_t>> formulas;
  std::vector<std::size_t> subtotals;
  std::vector<std::pair<std::uint32_t, std::size_t>> superlatives;  // event and claim
};
ReportAudit audit_report(const domain::Reading& reading, const Options& options);

// The same of all reports at hand. Meanings and formulas by report, in order of `rank`.
class ReportAudits {
 public:
  void put(std::uint32_t reading, ReportAudit audit);
  void drop(std::uint32_t reading);
  const ReportAudit& of(std::uint32_t reading) const { return of_[reading]; }
  void write(const std::vector<std::uint32_t>& order, AuditBook& book) const;

  using Meaning = ReportAudit::Meaning;
  using Place = std::pair<std::uint32_t, std::size_t>;  // reading and claim
  std::size_t told() const { return told_count_; }
  const std::map<Meaning, std::vector<Place>>& withdrawn() const { return withdrawn_; }
  const std::map<Meaning, std::vector<Place>>& told_by_meaning() const { return told_; }
  const std::map<std::string, std::vector<Place>>& formulas() const { return formulas_; }
  const std::set<std::uint32_t>& with_subtotals() const { return with_subtotals_; }
  const std::set<std::uint32_t>& with_superlatives() const { return with_superlatives_; }

 private:
  std::vector<ReportAudit> of_;
  AuditBook tallies_;
  std::set<std::uint32_t> with_findings_;
  std::set<std::uint32_t> with_subtotals_;
  std::set<std::uint32_t> with_superlatives_;
  std::map<Meaning, std::vector<Place>> told_;
  std::map<Meaning, std::vector<Place>> withdrawn_;
  std::map<std::string, std::vector<Place>> formulas_;
  std::size_t told_count_ = 0;
};

struct AuditInput {
  const Inputs& in;
  const LedgerOfExchanges& ledger;
  const Counters& counters;
  const ReportAudits& reports;

  const std::string& id_of(EventId event) const { return ledger.of(event).view.id; }
  const domain::Reading& reading_of(MentionId id) const {
    return *in.readings[in.mentions[id].reading];
  }
  const domain::Event& event_of(MentionId id) const {
    return reading_of(id).events[in.mentions[id].event];
  }
};

// Of one report by itself.
void audit_ages(const domain::Reading& reading, AuditBook& book);  // impossible
void audit_war_days(const domain::Reading& reading, const Options& options,
                    AuditBook& book);                                        // war_day
void audit_corrections(const domain::Reading& reading, ReportAudit& audit);  // correction

// Of one exchange by itself.
void audit_breakdowns(const AuditInput& input, const Entry& entry,
                      AuditBook& book);  // sum, cross_partition, subset, impossible
void audit_dates(const AuditInput& input, const Entry& entry,
                 AuditBook& book);  // weekday, date_order
void audit_sides(const AuditInput& input, const Entry& entry,
                 AuditBook& book);  // side_conflict, relay, hedge, symmetry, title_body

// Of all together.
void audit_counters(const AuditInput& input,
                    AuditBook& book);  // chain, gap, stale_total, ordinal_order
void audit_copies(const AuditInput& input, AuditBook& book);        // copy
void audit_time_network(const AuditInput& input, AuditBook& book);  // date_order
void audit_superlatives(const AuditInput& input, AuditBook& book);  // superlative
void audit_stages(const AuditInput& input, AuditBook& book);        // sum, gap
void audit_statements(const AuditInput& input,
                      AuditBook& book);  // retraction, subset of sub-populations, formula

void audit_all(const AuditInput& input, AuditBook& book);

}  // namespace nostos::reckoning
