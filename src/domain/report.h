// SPDX-License-Identifier: Apache-2.0
// Report: what was published, as received. The bytes are never changed; `digest` is over them.
#pragma once

#include <optional>
#include <string>

#include "base/digest.h"
#include "domain/partial_date.h"

namespace nostos::domain {

enum class Format { text, html };

struct Report {
  std::string id;  // the caller's name for it (file name, "id" of a JSONL line); may be empty
  Format format = Format::text;
  std::string body;  // UTF-8
  std::string url;
  std::string outlet;
  std::string lang;              // as declared; empty: the reader decides
  std::optional<Day> published;  // as declared by whoever handed the report in
};

// SHA-256 of the body as received, in hexadecimal.
inline std::string digest_of(const Report& report) { return to_hex(sha256(report.body)); }

}  // namespace nostos::domain
