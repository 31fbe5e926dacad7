// SPDX-License-Identifier: Apache-2.0
#include "ingest/white_space.h"

#include "base/utf8.h"

namespace nostos::ingest {
namespace {

// Bytes of the white space that starts at `at`, 0 when there is none.
std::size_t length_at(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
  const std::string_view rest = text.substr(at, 3);
  if (rest.starts_with("\xC2\xA0")) return 2;
  if (rest == "\xEF\xBB\xBF" || rest == "\xE3\x80\x80" || rest == "\xE2\x80\xAF") return 3;
  const bool general = rest.starts_with("\xE2\x80") && rest.size() == 3;
  return general && static_cast<unsigned char>(rest[2]) <= 0x8B ? 3 : 0;
}

std::size_t length_before(std::string_view text, std::size_t start, std::size_t end) {
  for (std::size_t length = 1; length <= 3 && length <= end - start; ++length) {
    if (length_at(text, end - length) == length) return length;
  }
  return 0;
}

}  // namespace

Trimmed trimmed(std::string_view text, std::size_t start, std::size_t end) {
  const std::string_view within = text.substr(0, end);
  while (start < end) {
    const std::size_t length = length_at(within, start);
    if (length == 0) break;
    start += length;
  }
  while (const std::size_t length = length_before(within, start, end)) end -= length;
  return {start, end};
}

bool starts_lower_case(std::string_view text) {
  if (text.empty()) return false;
  std::size_t length = 0;
  const char32_t c = decode_utf8(text, 0, length);
  const bool latin = (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF);
  return latin || (c >= 0x430 && c <= 0x45F) || c == 0x491;
}

}  // namespace nostos::ingest
