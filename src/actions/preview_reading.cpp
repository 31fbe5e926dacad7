// SPDX-License-Identifier: Apache-2.0
#include "actions/preview_reading.h"

#include "actions/file_report.h"

namespace nostos::actions {

Result<ClaimsRead> preview_reading(const Bureau& bureau, const domain::Report& report) {
  TRY(check_body(report.body));
  return bureau.engines().read(report);
}

}  // namespace nostos::actions
