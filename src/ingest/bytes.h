// SPDX-License-Identifier: Apache-2.0
// bytes: what was handed in, before anything is read from it. Tells text from files that only look
// like reports, and says in plain words what the bytes are and what to do with them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/report.h"

namespace nostos::ingest {

// The largest report that is taken, in bytes of its body.
inline constexpr std::size_t kLargestReport = 64UL * 1024 * 1024;

// Fails when the body is empty, too large, binary or not UTF-8. The message names the place (byte,
// line), the likely kind or encoding, and the remedy; `name` stands for the file in its commands.
Result<void> check_body(std::string_view body, std::string_view name);

// HTML or plain text, by what the body begins with.
domain::Format sniff_format(std::string_view body);

}  // namespace nostos::ingest
