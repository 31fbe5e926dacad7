// SPDX-License-Identifier: Apache-2.0
// JSONL: the bytes are lines. A line that we take must be JSON for a parser written by others, too,
// and hold the same text; what we refuse has a column within the line.
#include <simdjson.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "ingest/report_line.h"
#include "invariants.h"

namespace {

void must(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

void check_line(std::string_view line) {
  const auto report = nostos::ingest::parse_report_line(line);
  if (!report) {
    must(report.error().column >= 1 && report.error().column <= line.size() + 1,
         "a fault's column lies in the line");
    must(!report.error().message.empty(), "a fault says what is wrong");
    return;
  }
  simdjson::dom::parser parser;
  const std::string padded(line);
  simdjson::dom::element object;
  const auto error = parser.parse(padded).get(object);
  // Limits of that parser, not of JSON.
  if (error == simdjson::DEPTH_ERROR || error == simdjson::NUMBER_ERROR) return;
  must(error == simdjson::SUCCESS, "a line that we take is JSON");
  const char* body = report->format == nostos::domain::Format::html ? "html" : "text";
  std::string_view text;
  if (object[body].get_string().get(text) == simdjson::SUCCESS)
    must(text == report->body, "the text is the same");
  nostos::fuzz::check_report(*report);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    check_line(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return 0;
}
