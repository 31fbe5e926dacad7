// SPDX-License-Identifier: Apache-2.0
// Corrects the day a report was published and reads it again. The day given first stays on record.
#pragma once

#include <string>

#include "actions/bureau.h"
#include "actions/file_report.h"

namespace nostos::actions {

struct PublishedCorrection {
  std::string digest;
  domain::Day published = 0;
  std::string reason;
  std::string operation;
  std::string author;
};

// The receipt's entry is that of the correction.
Result<Receipt> correct_published(Bureau& bureau, const PublishedCorrection& correction);

}  // namespace nostos::actions
