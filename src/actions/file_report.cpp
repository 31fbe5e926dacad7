// SPDX-License-Identifier: Apache-2.0
#include "actions/file_report.h"

#include <algorithm>

#include "base/utf8.h"

namespace nostos::actions {

namespace {

// Where the byte at `offset` stands, as an editor shows it.
std::string place_of(const std::string& body, std::size_t offset) {
  const auto lines =
      std::count(body.begin(), body.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
  return "line " + std::to_string(lines + 1) + " (byte " + std::to_string(offset) + ")";
}

Result<FiledPointer> on_file_or_taken_up(Bureau& bureau, const std::string& digest) {
  if (auto filed = bureau.holdings()->find(digest)) return filed;
  // Recorded by somebody who is still reading it, or who was killed: read it here.
  TRY_ASSIGN(const domain::Report report, bureau.report(digest));
  return bureau.take_up(digest, report);
}

}  // namespace

Result<void> check_body(const std::string& body) {
  if (body.empty()) {
    return fail(Fault::invalid_input, "the report is empty; there is nothing to read");
  }
  if (body.size() > kLargestBodyBytes) {
    return fail(Fault::invalid_input,
                "the report has " + std::to_string(body.size() / 1'000'000) +
                    " MB; the limit is 50 MB. File its parts, or only the page's text");
  }
  if (const std::size_t zero = body.find('\0'); zero != std::string::npos) {
    return fail(Fault::invalid_input, "the report is not text: a zero byte in " +
                                          place_of(body, zero) +
                                          ". Save the page as text or HTML and file that");
  }
  if (const auto bad = first_invalid_utf8(body)) {
    return fail(Fault::invalid_input,
                "the report is not UTF-8 in " + place_of(body, *bad) +
                    ". Convert it, for example: iconv -f windows-1251 -t utf-8");
  }
  return {};
}

Receipt receipt_of(const FiledReport& report, bool already_known) {
  return {report.digest,
          report.entry,
          report.recorded_at,
          already_known,
          report.reading.claims.size(),
          report.reading.doubts.size()};
}

Result<Receipt> file_report(Bureau& bureau, const Filing& filing) {
  TRY(check_body(filing.report.body));
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
