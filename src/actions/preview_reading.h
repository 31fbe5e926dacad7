// SPDX-License-Identifier: Apache-2.0
// Reads a report without filing it. Nothing is recorded.
#pragma once

#include "actions/bureau.h"

namespace nostos::actions {

Result<ClaimsRead> preview_reading(const Bureau& bureau, const domain::Report& report);

}  // namespace nostos::actions
