// SPDX-License-Identifier: Apache-2.0
// Linked data: claims as schema.org Claim, what contradicts as ClaimReview, and where each number
// comes from in the words of PROV-O. One JSON-LD 1.1 document.
#pragma once

#include "actions/export_ledger.h"

namespace nostos::actions {

Result<void> write_json_ld(const ReckonedLedger& ledger, const Write& write);

}  // namespace nostos::actions
