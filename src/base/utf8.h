// SPDX-License-Identifier: Apache-2.0
// UTF-8 (RFC 3629): validation, counting, decoding. Pure; no locale. Counting is by code point.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nostos {

// Length in bytes of the well-formed sequence that starts at `at`, 0 when there is none.
// Over-long forms, surrogates and values above U+10FFFF are not well formed.
std::size_t utf8_length_at(std::string_view text, std::size_t at);
// Byte offset of the first malformed sequence, or nothing when the text is all UTF-8.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);
// Code point at `at` (which must start a well-formed sequence); `length` receives its bytes.
char32_t decode_utf8(std::string_view text, std::size_t at, std::size_t& length);
void append_utf8(std::string& out, char32_t code_point);
// Number of code points in well-formed text.
std::size_t count_code_points(std::string_view text);

}  // namespace nostos
