// SPDX-License-Identifier: Apache-2.0
#include "actions/file_report.h"

#include <string_view>
#include <utility>

#include "base/utf8.h"
#include "ingest/bytes.h"

namespace nostos::actions {

namespace {

Result<FiledPointer> on_file_or_taken_up(Bureau& bureau, const std::string& digest) {
  if (auto filed = bureau.holdings()->find(digest)) return filed;
  // Recorded by somebody who is still reading it, or who was killed: read it here.
  TRY_ASSIGN(const domain::Report report, bureau.report(digest));
  return bureau.take_up(digest, report);
}

// What goes out again as it is, in exports and pages.
Result<void> check_particulars(const domain::Report& report) {
  using Particular = std::pair<std::string_view, const std::string&>;
  for (const auto& [name, text] : {Particular{"outlet", report.outlet}, {"url", report.url}}) {
    if (const auto bad = first_invalid_utf8(text)) {
      return fail(Fault::invalid_input, "the " + std::string(name) + " is not UTF-8 at byte " +
                                            std::to_string(*bad + 1) + "; give it in UTF-8");
    }
  }
  return {};
}

}  // namespace

Receipt receipt_of(const FiledReport& report, bool already_known) {
  return {report.digest,
          report.entry,
          report.recorded_at,
          already_known,
          report.reading.claims.size(),
          report.reading.doubts.size()};
}

Result<Receipt> file_report(Bureau& bureau, const Filing& filing) {
  TRY(ingest::check_body(filing.report.body,
                         filing.report.id.empty() ? "REPORT" : filing.report.id));
  TRY(check_particulars(filing.report));
  if (filing.operation.empty()) {
    return fail(Fault::invalid_input,
                "an operation id is needed, so that a retry files nothing twice");
  }
  const std::string digest = domain::digest_of(filing.report);
  const std::string operation = "file " + filing.operation;
  // Whether the body is on file and the entry that says so are one step: of two clients with the
  // same body one records it and the other finds it.
  TRY_ASSIGN(const Bureau::Recorded recorded,
             bureau.record_once({ledger::kind::report_received, filing.author, operation, digest,
                                 to_payload(filing.report)}));
  if (recorded.about != digest) {
    return fail(Fault::conflict,
                "operation '" + filing.operation + "' was used for another report; use a new one");
  }
  if (recorded.already_there) {
    TRY_ASSIGN(const FiledPointer known, on_file_or_taken_up(bureau, digest));
    return receipt_of(*known, true);
  }
  TRY_ASSIGN(const FiledPointer filed, bureau.take_up(digest, filing.report));
  return receipt_of(*filed, false);
}

}  // namespace nostos::actions
