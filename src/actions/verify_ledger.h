// SPDX-License-Identifier: Apache-2.0
// Checks that the ledger is what was written, while nothing is recorded. See ledger/verification.h.
#pragma once

#include <optional>

#include "actions/bureau.h"
#include "ledger/verification.h"

namespace nostos::actions {

Result<ledger::Verification> verify_ledger(const Bureau& bureau,
                                           const std::optional<ledger::Head>& known = {});

}  // namespace nostos::actions
