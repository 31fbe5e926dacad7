// SPDX-License-Identifier: Apache-2.0
#include "actions/payloads.h"

#include <simdjson.h>

#include "base/json_writer.h"
#include "wire/reading_json.h"

namespace nostos::actions {

namespace {

constexpr std::uint64_t kVersion = 1;
namespace od = simdjson::ondemand;

// Reads the fields of a payload. The first failure sticks; the caller asks once at the end.
class Payload {
 public:
  explicit Payload(std::string_view json) : padded_(json) {
    if (parser_.iterate(padded_).get(document_) != simdjson::SUCCESS ||
        document_.get_object().get(object_) != simdjson::SUCCESS) {
      problem_ = "is not a JSON object";
      return;
    }
    std::uint64_t version = 0;
    if (object_["version"].get_uint64().get(version) != simdjson::SUCCESS) {
      problem_ = "has no version";
    } else if (version != kVersion) {
      problem_ = "has version " + std::to_string(version) + "; this program knows only 1";
    }
  }

  std::string text(const char* key) {
    std::string_view value;
    if (problem_.empty() && object_[key].get_string().get(value) != simdjson::SUCCESS) lacks(key);
    return std::string(value);
  }
  bool yes(const char* key) {
    bool value = false;
    if (problem_.empty() && object_[key].get_bool().get(value) != simdjson::SUCCESS) lacks(key);
    return value;
  }
  // A date or null.
  std::optional<domain::Day> day(const char* key) {
    if (!problem_.empty()) return std::nullopt;
    od::value value;
    if (object_[key].get(value) != simdjson::SUCCESS) {
      lacks(key);
      return std::nullopt;
    }
    bool null = false;
    if (value.is_null().get(null) == simdjson::SUCCESS && null) return std::nullopt;
    std::string_view written;
    std::optional<domain::Day> day;
    if (value.get_string().get(written) == simdjson::SUCCESS) day = domain::parse_iso(written);
    if (!day) lacks(key);
    return day;
  }
  std::string raw_object(const char* key) {
    std::string_view json;
    od::object inner;
    if (problem_.empty() && (object_[key].get_object().get(inner) != simdjson::SUCCESS ||
                             inner.raw_json().get(json) != simdjson::SUCCESS)) {
      lacks(key);
    }
    return std::string(json);
  }
  Result<void> end() const {
    if (problem_.empty()) return {};
    return fail(Fault::corrupt, "an entry's payload " + problem_);
  }

 private:
  void lacks(const char* key) { problem_ = std::string("has no proper '") + key + "'"; }

  simdjson::padded_string padded_;
  od::parser parser_;
  od::document document_;
  od::object object_;
  std::string problem_;
};

class NewPayload {
 public:
  NewPayload() : json_(out_) { json_.begin_object().field("version", kVersion); }
  JsonWriter* operator->() { return &json_; }
  std::string take() {
    json_.end_object();
    return std::move(out_);
  }

 private:
  std::string out_;
  JsonWriter json_;
};

std::optional<std::string> written(const std::optional<domain::Day>& day) {
  if (!day) return std::nullopt;
  return domain::iso(*day);
}

}  // namespace

std::string to_payload(const BureauOpened& opened) {
  NewPayload payload;
  payload->field("name", opened.name).field("sample", opened.sample);
  return payload.take();
}

std::string to_payload(const domain::Report& report) {
  NewPayload payload;
  payload->field("id", report.id)
      .field("format", report.format == domain::Format::html ? "html" : "text")
      .field("url", report.url)
      .field("outlet", report.outlet)
      .field("lang", report.lang)
      .field("published", written(report.published))
      .field("body", report.body);
  return payload.take();
}

std::string to_payload(const ClaimsRead& read) {
  NewPayload payload;
  payload->field("title", read.title).key("reading");
  wire::write_reading(*payload.operator->(), read.reading, wire::WithText::yes);
  return payload.take();
}

std::string to_payload(const PublishedCorrected& corrected) {
  NewPayload payload;
  payload->field("published", domain::iso(corrected.published)).field("reason", corrected.reason);
  return payload.take();
}

Result<BureauOpened> bureau_opened(std::string_view payload) {
  Payload in(payload);
  BureauOpened opened;
  opened.name = in.text("name");
  opened.sample = in.yes("sample");
  TRY(in.end());
  return opened;
}

Result<domain::Report> report_received(std::string_view payload) {
  Payload in(payload);
  domain::Report report;
  report.id = in.text("id");
  report.format = in.text("format") == "html" ? domain::Format::html : domain::Format::text;
  report.url = in.text("url");
  report.outlet = in.text("outlet");
  report.lang = in.text("lang");
  report.published = in.day("published");
  report.body = in.text("body");
  TRY(in.end());
  return report;
}

Result<ClaimsRead> claims_read(std::string_view payload) {
  Payload in(payload);
  ClaimsRead read;
  read.title = in.text("title");
  const std::string reading = in.raw_object("reading");
  TRY(in.end());
  auto parsed = wire::parse_reading(reading);
  if (!parsed) return fail(Fault::corrupt, "a stored reading: " + parsed.error().message);
  read.reading = std::move(*parsed);
  return read;
}

Result<PublishedCorrected> published_corrected(std::string_view payload) {
  Payload in(payload);
  const auto published = in.day("published");
  std::string reason = in.text("reason");
  TRY(in.end());
  if (!published) return fail(Fault::corrupt, "a correction without a date");
  return PublishedCorrected{*published, std::move(reason)};
}

}  // namespace nostos::actions
