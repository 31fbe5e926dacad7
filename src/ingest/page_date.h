// SPDX-License-Identifier: Apache-2.0
// page_date: the forms in which pages state when they were published: ISO 8601, RFC 2822 (mail and
// feeds), and a bare day. The day is the one written, in the page's own zone: no conversion.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/partial_date.h"

namespace nostos::ingest {

struct PageDate {
  domain::Day day = 0;
  std::string time;  // "11:40", empty when none is written
  bool operator==(const PageDate&) const = default;
};

// Nothing when the text is in none of these forms or names a day that does not exist.
std::optional<PageDate> parse_page_date(std::string_view text);

}  // namespace nostos::ingest
