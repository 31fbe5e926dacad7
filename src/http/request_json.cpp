// SPDX-License-Identifier: Apache-2.0
#include "http/request_json.h"

#include <simdjson.h>

#include <optional>

namespace nostos::http {

namespace {

constexpr std::size_t kShortestOperation = 8;
constexpr std::size_t kLongestOperation = 64;
constexpr std::size_t kLongestField = 2000;

// One JSON object; the first problem sticks and the caller asks once, at the end.
class Body {
 public:
  explicit Body(std::string_view json) {
    const auto error = parser_.parse(json.data(), json.size()).get(element_);
    if (error != simdjson::SUCCESS) {
      problem_ = std::string("the body is not JSON: ") + simdjson::error_message(error);
    } else if (!element_.is_object()) {
      problem_ = "the body must be a JSON object";
    }
  }

  bool has(std::string_view key) const {
    simdjson::dom::element value;
    return problem_.empty() && element_[key].get(value) == simdjson::SUCCESS && !value.is_null();
  }
  // Absent and null are the empty text.
  std::string text(std::string_view key, std::size_t longest = kLongestField) {
    if (!has(key)) return {};
    std::string_view value;
    if (element_[key].get_string().get(value) != simdjson::SUCCESS) {
      wrong(key, "must be a text");
    } else if (value.size() > longest) {
      wrong(key, "is longer than " + std::to_string(longest) + " bytes");
    }
    return std::string(value);
  }
  std::string needed(std::string_view key, std::size_t longest = kLongestField) {
    if (problem_.empty() && !has(key)) wrong(key, "is missing");
    std::string value = text(key, longest);
    if (problem_.empty() && value.empty()) wrong(key, "is empty");
    return value;
  }
  std::optional<domain::Day> day(std::string_view key) {
    const std::string value = text(key);
    if (value.empty()) return std::nullopt;
    const auto day = domain::parse_iso(value);
    if (!day) wrong(key, "is '" + value + "', which is no day; write YYYY-MM-DD");
    return day;
  }
  void wrong(std::string_view key, const std::string& how) {
    if (problem_.empty()) problem_ = "'" + std::string(key) + "' " + how;
  }
  Result<void> end() const {
    if (problem_.empty()) return {};
    return fail(Fault::invalid_input, problem_);
  }

 private:
  simdjson::dom::parser parser_;
  simdjson::dom::element element_;
  std::string problem_;
};

domain::Report report_in(Body& body) {
  domain::Report report;
  const std::string format = body.needed("format");
  if (format == "html") {
    report.format = domain::Format::html;
  } else if (!format.empty() && format != "text") {
    body.wrong("format", "is '" + format + "'; it is text or html");
  }
  report.body = body.needed("body", std::string::npos);
  report.url = body.text("url");
  report.outlet = body.text("outlet");
  report.lang = body.text("lang");
  report.published = body.day("published");
  return report;
}

void check_operation(Body& body, const std::string& operation) {
  if (operation.size() < kShortestOperation || operation.size() > kLongestOperation) {
    body.wrong("operation", "must have 8 to 64 characters; make a new one for each report");
  }
}

}  // namespace

Result<domain::Report> parse_new_report(std::string_view json) {
  Body body(json);
  domain::Report report = report_in(body);
  TRY(body.end());
  return report;
}

Result<FileReportRequest> parse_file_report(std::string_view json) {
  Body body(json);
  FileReportRequest request;
  request.report = report_in(body);
  request.operation = body.needed("operation");
  check_operation(body, request.operation);
  TRY(body.end());
  return request;
}

Result<CorrectionRequest> parse_correction(std::string_view json) {
  Body body(json);
  CorrectionRequest request;
  const std::string written = body.needed("published");
  if (!written.empty()) request.published = body.day("published").value_or(0);
  request.reason = body.needed("reason");
  request.operation = body.text("operation");
  if (!request.operation.empty()) check_operation(body, request.operation);
  TRY(body.end());
  return request;
}

}  // namespace nostos::http
