// SPDX-License-Identifier: Apache-2.0
#include "ledger/memory_ledger_store.h"

#include "ledger/testing/ledger_store_contract.h"

namespace nostos::ledger {

INSTANTIATE_TEST_SUITE_P(Memory, LedgerStoreContract, testing::Values(MakeStore([] {
                           return std::make_unique<MemoryLedgerStore>();
                         })));

}  // namespace nostos::ledger
