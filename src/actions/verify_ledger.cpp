// SPDX-License-Identifier: Apache-2.0
#include "actions/verify_ledger.h"

namespace nostos::actions {

Result<ledger::Verification> verify_ledger(const Bureau& bureau,
                                           const std::optional<ledger::Head>& known) {
  return bureau.while_still([&] { return ledger::verify(bureau.store(), known); });
}

}  // namespace nostos::actions
