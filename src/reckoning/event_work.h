// SPDX-License-Identifier: Apache-2.0
// EventWork: what follows from the mentions of one event alone. It is made once and used in every
// reckoning in which the event consists of the same mentions, joined in the same way.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "reckoning/audits/audit_book.h"
#include "reckoning/ledger_of_exchanges.h"
#include "reckoning/timeline.h"

namespace nostos::reckoning {

struct EventWork {
  // Timeline
  bool bounds_said = false;
  bool any_done = false;
  std::vector<SaidBound> bounds;

  // Layout: the view without its name, its day and what other exchanges add to it
  std::shared_ptr<const Entry> entry;
  // Days as the members state them, each the first time; the last that leaves the year open.
  struct StatedDay {
    MentionId mention = 0;
    std::optional<domain::Day> earliest;
    std::optional<domain::Day> latest;
    bool exact = false;
    bool in_words = false;  // of EDTF
  };
  std::vector<StatedDay> days;
  std::optional<MentionId> open_year;

  // Counters: the claims of a total and of a leg together
  struct Together {
    SharedVector<domain::ClaimRef> total;
    SharedVector<domain::ClaimRef> leg;
    SharedVector<domain::ClaimRef> both;
  };
  std::vector<Together> together;

  // Audits of the event by itself, for the name that it had
  std::string audited_as;
  std::optional<AuditBook> audits;
};

}  // namespace nostos::reckoning
