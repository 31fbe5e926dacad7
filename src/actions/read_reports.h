// SPDX-License-Identifier: Apache-2.0
// read_reports: any number of reports in, what each of them says out, in the order they came and in
// bounded memory. What cannot be read is refused with its place and remedy; the rest goes on.
// Nothing is stored. The answers do not depend on the number of threads.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "actions/in_order.h"
#include "base/result.h"
#include "domain/document.h"
#include "domain/reading.h"
#include "domain/report.h"

namespace nostos::actions {

// What is handed in, before anything is known of it but where it came from.
struct HandedIn {
  enum class Kind {
    sniffed,      // a report, HTML or text by its beginning
    text,         // a report in plain text
    html,         // a page
    report_line,  // one line of JSONL
    not_there,    // could not be opened or read: `trouble` says why
  };
  Kind kind = Kind::sniffed;
  std::string name;      // of the file, or "standard input"
  std::size_t line = 0;  // of the file, from 1, for lines
  std::string bytes;
  std::optional<Error> trouble;
  bool has_id = true;  // the name is the report's id, unless a line says its own
};

using Batch = std::vector<HandedIn>;

// One report's answer: what was made of its reading, or why it was refused.
struct Answer {
  std::string output;
  std::optional<Error> refusal;  // the message begins with the place: "reports.jsonl:7:12: …"
};

struct HowToRead {
  // Pure functions, called from several threads at once. A reading for each report with its
  // document, in their order: some are read together, since that costs less than one by one.
  std::function<std::vector<domain::Reading>(std::span<const domain::Report>,
                                             std::span<const domain::Document>)>
      read;
  std::function<std::string(const domain::Report&, const domain::Reading&)> show;
  // For reports that do not say it themselves.
  std::optional<domain::Day> published;
  std::string outlet;
  InOrderLimits limits;
};

struct ReadCount {
  std::size_t read = 0;
  std::size_t refused = 0;
  std::optional<Fault> worst;  // of the refusals: `unavailable` when reading itself failed
};

// `supply` gives batches until there are none; `deliver` gets every answer, in order, and fails
// when nobody can take them any more.
Result<ReadCount> read_reports(const HowToRead& how,
                               const std::function<std::optional<Batch>()>& supply,
                               const std::function<Result<void>(Answer&&)>& deliver);

// The report, or why it is refused; the message begins with the place.
Result<domain::Report> to_report(HandedIn&& handed_in);

}  // namespace nostos::actions
