// SPDX-License-Identifier: Apache-2.0
// What the ledger's entries say, as values and as the JSON of their payloads
// (docs/formats/ledger.md). Each payload carries its version; an unknown version is Fault::corrupt
// with a hint to upgrade.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/reading.h"
#include "domain/report.h"

namespace nostos::actions {

struct BureauOpened {
  std::string name;
  bool sample = false;  // holds the sample reports; nothing in it is real
};

struct ClaimsRead {
  std::string title;
  domain::Reading reading;  // with its text
};

struct PublishedCorrected {
  domain::Day published = 0;
  std::string reason;
};

std::string to_payload(const BureauOpened& opened);
std::string to_payload(const domain::Report& report);
std::string to_payload(const ClaimsRead& read);
std::string to_payload(const PublishedCorrected& corrected);

Result<BureauOpened> bureau_opened(std::string_view payload);
Result<domain::Report> report_received(std::string_view payload);
Result<ClaimsRead> claims_read(std::string_view payload);
Result<PublishedCorrected> published_corrected(std::string_view payload);

}  // namespace nostos::actions
