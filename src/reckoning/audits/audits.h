// SPDX-License-Identifier: Apache-2.0
// The audits: what the numbers, dates and words of many reports should satisfy together. Each takes
// the same input and writes into the book; none changes what was reckoned.
#pragma once

#include <functional>
#include <string>

#include "reckoning/audits/audit_book.h"
#include "reckoning/counters.h"
#include "reckoning/ledger_of_exchanges.h"

namespace nostos::reckoning {

struct AuditInput {
  const Inputs& in;
  const LedgerOfExchanges& ledger;
  const Counters& counters;

  const std::string& id_of(EventId event) const { return ledger.of(event).view.id; }
  const domain::Reading& reading_of(MentionId id) const {
    return *in.readings[in.mentions[id].reading];
  }
  const domain::Event& event_of(MentionId id) const {
    return reading_of(id).events[in.mentions[id].event];
  }
};

void audit_breakdowns(const AuditInput& input,
                      AuditBook& book);  // sum, cross_partition, subset, impossible
void audit_counters(const AuditInput& input,
                    AuditBook& book);  // chain, gap, stale_total, ordinal_order
void audit_copies(const AuditInput& input, AuditBook& book);  // copy
void audit_dates(const AuditInput& input, AuditBook& book);   // weekday, war_day, date_order
void audit_stages(const AuditInput& input, AuditBook& book);  // sum, gap
void audit_sides(
    const AuditInput& input,
    AuditBook& book);  // side_conflict, relay, hedge, symmetry, title_body, superlative
void audit_statements(
    const AuditInput& input,
    AuditBook& book);  // correction, retraction, subset of sub-populations, formula

void audit_all(const AuditInput& input, AuditBook& book);

}  // namespace nostos::reckoning
