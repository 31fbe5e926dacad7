// SPDX-License-Identifier: Apache-2.0
// HTML: the bytes are the page.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "ingest/bytes.h"
#include "invariants.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto good = nostos::ingest::check_body(bytes, "FILE"); !good) {
    if (good.error().message.empty()) std::abort();
    return 0;
  }
  nostos::domain::Report report;
  report.format = nostos::domain::Format::html;
  report.body = bytes;
  nostos::fuzz::check_report(report);
  return 0;
}
