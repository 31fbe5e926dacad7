// SPDX-License-Identifier: Apache-2.0
// JsonCursor: reads one line of strict JSON (RFC 8259) from left to right, without recursion, and
// says what is wrong at which byte. Pure.
#pragma once

#include <algorithm>
#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/eight_bytes.h"
#include "base/utf8.h"

namespace nostos::ingest {

// Where a fault was found, as a byte of the line; turned into a column once, at the end.
struct ByteFault {
  std::size_t at = 0;
  std::string message;
};

template <class T>
using Parsed = std::expected<T, ByteFault>;

inline std::unexpected<ByteFault> fault(std::size_t at, std::string message) {
  return std::unexpected(ByteFault{at, std::move(message)});
}

// Reads strict JSON from left to right, without recursion.
class JsonCursor {
 public:
  explicit JsonCursor(std::string_view json) : json_(json) {}

  std::size_t at() const { return at_; }
  bool at_end() const { return at_ == json_.size(); }

  char peek() {
    skip_spaces();
    return at_end() ? '\0' : json_[at_];
  }

  Parsed<void> expect(char wanted, std::string_view where) {
    if (peek() == wanted && !at_end()) {
      ++at_;
      return {};
    }
    return fault(
        at_, std::string("expected '") + wanted + "' " + std::string(where) + ", found " + found());
  }

  // A string at the cursor, its escapes resolved.
  Parsed<std::string> string() {
    if (auto quote = expect('"', "to begin a string"); !quote)
      return std::unexpected(quote.error());
    std::string text;
    while (true) {
      const std::size_t stop = plain_until();
      text.append(json_.substr(at_, stop - at_));
      at_ = stop;
      if (at_end())
        return fault(json_.size(), "the line ends inside a string; is the line cut off?");
      if (json_[at_] == '"') {
        ++at_;
        return text;
      }
      if (json_[at_] != '\\') {
        return fault(at_, "a control character in a string; write it as an escape, \\n or \\t");
      }
      if (auto escape = append_escape(text); !escape) return std::unexpected(escape.error());
    }
  }

  // Passes over any value.
  Parsed<void> skip_value() {
    std::vector<char> open;  // the closing brackets that are awaited
    do {
      const char c = peek();
      if (c == '{' || c == '[') {
        ++at_;
        const char close = c == '{' ? '}' : ']';
        if (peek() == close) {
          ++at_;
        } else {
          open.push_back(close);
          if (close == '}') {
            if (auto key = skip_key(); !key) return key;
          }
          continue;
        }
      } else if (auto scalar = skip_scalar(); !scalar) {
        return scalar;
      }
      if (auto closed = close_or_go_on(open); !closed) return closed;
    } while (!open.empty());
    return {};
  }

  // What stands at the cursor, for messages.
  std::string found() {
    if (at_end()) return "the end of the line";
    std::size_t length = utf8_length_at(json_, at_);
    return "'" + std::string(json_.substr(at_, std::max<std::size_t>(length, 1))) + "'";
  }

  std::string_view kind_of_value() {
    switch (peek()) {
      case '"':
        return "a string";
      case '{':
        return "an object";
      case '[':
        return "a list";
      case 't':
      case 'f':
        return "true or false";
      case 'n':
        return "null";
      default:
        return "a number";
    }
  }

 private:
  void skip_spaces() {
    while (!at_end() &&
           (json_[at_] == ' ' || json_[at_] == '\t' || json_[at_] == '\r' || json_[at_] == '\n'))
      ++at_;
  }

  std::size_t plain_until() const {
    std::size_t i = at_;
    for (; i + EightBytes::kSize <= json_.size(); i += EightBytes::kSize) {
      const EightBytes bytes(json_.data() + i);
      const auto stops = bytes.equal_to('"') | bytes.equal_to('\\') | bytes.below_space();
      if (stops != 0) return i + EightBytes::first(stops);
    }
    while (i < json_.size() && json_[i] != '"' && json_[i] != '\\' &&
           static_cast<unsigned char>(json_[i]) >= 0x20)
      ++i;
    return i;
  }

  Parsed<void> append_escape(std::string& text) {
    constexpr std::string_view kNames = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const std::size_t start = at_++;
    if (at_end()) return fault(json_.size(), "the line ends inside a string; is the line cut off?");
    const char name = json_[at_++];
    if (name == 'u') return append_code_unit(text, start);
    const std::size_t known = kNames.find(name);
    if (known == std::string_view::npos) {
      return fault(start, "there is no such escape in JSON; a backslash itself is written \\\\");
    }
    text += kMeanings[known];
    return {};
  }

  std::optional<char32_t> hex_digits() {
    char32_t value = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
      if (at_end()) return std::nullopt;
      const char c = json_[at_];
      const char small = static_cast<char>(c | 0x20);
      const bool digit = c >= '0' && c <= '9';
      if (!digit && (small < 'a' || small > 'f')) return std::nullopt;
      value = value * 16 + static_cast<char32_t>(digit ? c - '0' : small - 'a' + 10);
    }
    return value;
  }

  Parsed<void> append_code_unit(std::string& text, std::size_t start) {
    const auto first = hex_digits();
    if (!first) return fault(start, "\\u needs four hexadecimal digits");
    char32_t code_point = *first;
    if (code_point >= 0xD800 && code_point < 0xE000) {
      std::optional<char32_t> second;
      if (code_point < 0xDC00 && json_.substr(at_, 2) == "\\u") {
        at_ += 2;
        second = hex_digits();
      }
      if (!second || *second < 0xDC00 || *second > 0xDFFF) {
        return fault(start,
                     "half of a surrogate pair; the text was cut in the middle of a character");
      }
      code_point = 0x10000 + ((code_point - 0xD800) << 10U) + (*second - 0xDC00);
    }
    append_utf8(text, code_point);
    return {};
  }

  Parsed<void> skip_key() {
    if (auto key = string(); !key) return std::unexpected(key.error());
    return expect(':', "after a key");
  }

  // After a value: a comma and the next one, or closing brackets.
  Parsed<void> close_or_go_on(std::vector<char>& open) {
    while (!open.empty()) {
      if (peek() == ',') {
        ++at_;
        return open.back() == '}' ? skip_key() : Parsed<void>{};
      }
      if (auto closed = expect(open.back(), "or ',' after a value"); !closed) return closed;
      open.pop_back();
    }
    return {};
  }

  Parsed<void> skip_scalar() {
    if (peek() == '"') {
      if (auto text = string(); !text) return std::unexpected(text.error());
      return {};
    }
    for (const std::string_view word : {"true", "false", "null"}) {
      if (json_.substr(at_, word.size()) != word) continue;
      at_ += word.size();
      return {};
    }
    return skip_number();
  }

  Parsed<void> skip_number() {
    const std::size_t start = at_;
    if (!at_end() && json_[at_] == '-') ++at_;
    if (!at_end() && json_[at_] == '0') {
      ++at_;
    } else if (!skip_digits()) {
      at_ = start;
      return fault(start, "expected a value, found " + found());
    }
    if (!at_end() && json_[at_] == '.') {
      ++at_;
      if (!skip_digits()) return fault(at_, "a number needs digits after its point");
    }
    if (!at_end() && (json_[at_] == 'e' || json_[at_] == 'E')) {
      ++at_;
      if (!at_end() && (json_[at_] == '+' || json_[at_] == '-')) ++at_;
      if (!skip_digits()) return fault(at_, "a number needs digits in its exponent");
    }
    return {};
  }

  bool skip_digits() {
    const std::size_t start = at_;
    while (!at_end() && json_[at_] >= '0' && json_[at_] <= '9') ++at_;
    return at_ > start;
  }

  std::string_view json_;
  std::size_t at_ = 0;
};

}  // namespace nostos::ingest
