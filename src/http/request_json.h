// SPDX-License-Identifier: Apache-2.0
// Bodies of requests: JSON to values. Errors name the field and what belongs there.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/report.h"

namespace nostos::http {

Result<domain::Report> parse_new_report(std::string_view json);

struct FileReportRequest {
  domain::Report report;
  std::string operation;
};
Result<FileReportRequest> parse_file_report(std::string_view json);

struct CorrectionRequest {
  domain::Day published = 0;
  std::string reason;
  std::string operation;  // empty when the caller named none
};
Result<CorrectionRequest> parse_correction(std::string_view json);

}  // namespace nostos::http
