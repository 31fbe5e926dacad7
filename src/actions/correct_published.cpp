// SPDX-License-Identifier: Apache-2.0
#include "actions/correct_published.h"

namespace nostos::actions {

Result<Receipt> correct_published(Bureau& bureau, const PublishedCorrection& correction) {
  if (correction.reason.empty()) {
    return fail(Fault::invalid_input, "a correction needs its reason");
  }
  const FiledPointer on_file = bureau.holdings()->find(correction.digest);
  if (!on_file) return fail(Fault::not_found, "no report " + correction.digest + " is on file");
  const std::string& digest = on_file->digest;
  const ledger::Happening happening{
      ledger::kind::published_corrected, correction.author, "correct " + correction.operation,
      digest, to_payload(PublishedCorrected{correction.published, correction.reason})};
  TRY_ASSIGN(const ledger::Appended appended, bureau.record(happening));
  TRY_ASSIGN(const ledger::Entry entry, bureau.store().entry(appended.index));
  if (entry.about != digest || entry.payload != happening.payload) {
    return fail(Fault::conflict, "operation '" + correction.operation +
                                     "' was used for another correction; use a new one");
  }
  TRY_ASSIGN(const domain::Report report, bureau.report(digest));
  TRY_ASSIGN(const FiledPointer filed, bureau.take_up(digest, report));
  Receipt receipt = receipt_of(*filed, appended.already_there);
  receipt.entry = appended.index;
  receipt.recorded_at = entry.recorded_at;
  return receipt;
}

}  // namespace nostos::actions
