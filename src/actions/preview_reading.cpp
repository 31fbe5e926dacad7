// SPDX-License-Identifier: Apache-2.0
#include "actions/preview_reading.h"

#include "ingest/bytes.h"

namespace nostos::actions {

Result<ClaimsRead> preview_reading(const Bureau& bureau, const domain::Report& report) {
  TRY(ingest::check_body(report.body, "REPORT"));
  return bureau.engines().read(report);
}

}  // namespace nostos::actions
