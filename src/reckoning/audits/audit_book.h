// SPDX-License-Identifier: Apache-2.0
// AuditBook: what the audits found, and how often they held. An audit says what it asks once; each
// time it is made it either holds or leaves a finding.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domain/exchange_view.h"

namespace nostos::reckoning {

class AuditBook {
 public:
  AuditBook();

  void held(std::string_view audit) { ++tally(audit).checked, ++tally(audit).held; }
  // The check was made and did not hold.
  void add(std::string_view audit, std::string_view severity, std::string verdict,
           std::string arithmetic, std::vector<std::string> exchanges,
           std::vector<domain::ClaimRef> claims);
  // Worth telling, without a check that could hold or not.
  void note(std::string_view audit, std::string verdict, std::vector<std::string> exchanges,
            std::vector<domain::ClaimRef> claims);

  std::vector<domain::Finding> findings() &&;  // in order of exchanges, then of weight
  const std::vector<domain::AuditTally>& tallies() const { return tallies_; }

 private:
  domain::AuditTally& tally(std::string_view audit);
  std::vector<domain::AuditTally> tallies_;
  std::vector<domain::Finding> findings_;
};

}  // namespace nostos::reckoning
