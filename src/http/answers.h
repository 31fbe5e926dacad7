// SPDX-License-Identifier: Apache-2.0
// Answers as JSON, in the shapes of api/openapi.yaml. Pure: what to say is passed in.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "actions/bureau.h"
#include "actions/explain.h"
#include "actions/file_report.h"
#include "ledger/entry.h"
#include "ledger/verification.h"

namespace nostos::http {

std::string bureau_json(const actions::Bureau& bureau, const std::string& version);
std::string exchanges_json(const actions::ReckonedLedger& ledger);
std::string exchange_json(const actions::ReckonedLedger& ledger,
                          const domain::ExchangeView& exchange);
std::string findings_json(const actions::ReckonedLedger& ledger);
std::string reports_json(const actions::Holdings& holdings);
std::string report_json(const actions::ReckonedLedger& ledger, const actions::FiledReport& report);
std::string receipt_json(const actions::Receipt& receipt);
std::string why_json(const std::vector<actions::WhyStep>& steps);
std::string verification_json(const ledger::Verification& verification);

struct LedgerRow {
  std::uint64_t index = 0;
  ledger::Entry entry;
  Digest hash{};
};
std::string ledger_json(const std::vector<LedgerRow>& rows, const ledger::Head& head);

}  // namespace nostos::http
