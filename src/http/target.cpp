// SPDX-License-Identifier: Apache-2.0
#include "http/target.h"

#include "base/utf8.h"

namespace nostos::http {

namespace {

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

enum class PlusIsSpace { no, yes };

std::optional<std::string> decode(std::string_view text, PlusIsSpace plus) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const auto high = hex_digit(text[i + 1]);
      const auto low = hex_digit(text[i + 2]);
      if (!high || !low) return std::nullopt;
      c = static_cast<char>(*high << 4U | *low);
      i += 2;
    } else if (c == '+' && plus == PlusIsSpace::yes) {
      c = ' ';
    }
    if (c == '\0') return std::nullopt;
    out.push_back(c);
  }
  if (first_invalid_utf8(out)) return std::nullopt;
  return out;
}

}  // namespace

std::optional<Target> parse_target(std::string_view target) {
  if (target.empty() || target.front() != '/') return std::nullopt;
  const std::size_t mark = target.find('?');
  Target parsed;
  auto path = decode(target.substr(0, mark), PlusIsSpace::no);
  if (!path) return std::nullopt;
  parsed.path = std::move(*path);
  if (mark == std::string_view::npos) return parsed;
  std::string_view rest = target.substr(mark + 1);
  while (!rest.empty()) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    auto key = decode(pair.substr(0, equals), PlusIsSpace::yes);
    auto value =
        decode(equals == std::string_view::npos ? "" : pair.substr(equals + 1), PlusIsSpace::yes);
    if (!key || !value) return std::nullopt;
    parsed.query.emplace_back(std::move(*key), std::move(*value));
  }
  return parsed;
}

}  // namespace nostos::http
