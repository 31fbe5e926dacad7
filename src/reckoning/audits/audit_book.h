// SPDX-License-Identifier: Apache-2.0
// AuditBook: what the audits found, and how often they held. An audit says what it asks once; each
// time it is made it either holds or leaves a finding.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "domain/exchange_view.h"

namespace nostos::reckoning {

class AuditBook {
 public:
  static constexpr std::size_t kAudits = 21;

  void held(std::string_view audit) { ++tally(audit).checked, ++tally(audit).held; }
  void held(std::string_view audit, std::size_t times) {
    tally(audit).checked += static_cast<std::uint32_t>(times);
    tally(audit).held += static_cast<std::uint32_t>(times);
  }
  // The check was made and did not hold.
  void add(std::string_view audit, std::string_view severity, std::string verdict,
           std::string arithmetic, std::vector<std::string> exchanges,
           std::vector<domain::ClaimRef> claims);
  // Worth telling, without a check that could hold or not.
  void note(std::string_view audit, std::string verdict, std::vector<std::string> exchanges,
            std::vector<domain::ClaimRef> claims);

  // What another book says, too.
  void take(const AuditBook& other);
  void take_tallies(const AuditBook& other);
  // Undoes take_tallies().
  void forget_tallies(const AuditBook& other);
  // The findings under another name of their one exchange.
  void rename(const std::string& exchange);
  bool has_findings() const { return !findings_.empty(); }

  SharedList<domain::Finding> findings() &&;  // in order of exchanges, then of weight
  std::vector<domain::AuditTally> tallies() const;

 private:
  struct Tally {
    std::uint32_t checked = 0;
    std::uint32_t held = 0;
  };
  Tally& tally(std::string_view audit);
  std::array<Tally, kAudits> tallies_{};
  std::vector<std::shared_ptr<const domain::Finding>> findings_;
};

}  // namespace nostos::reckoning
