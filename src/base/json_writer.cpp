// SPDX-License-Identifier: Apache-2.0
#include "base/json_writer.h"

#include <charconv>
#include <cstdint>
#include <cstring>

#include "base/utf8.h"

namespace nostos {

namespace {

constexpr std::uint64_t kOnes = 0x0101010101010101ULL;
constexpr std::uint64_t kHighs = 0x8080808080808080ULL;

// Eight bytes at once, of which none is a quote, a backslash, a control character or beyond ASCII.
// Exact for ASCII, and any byte beyond it says no.
bool all_plain(std::uint64_t block) {
  const auto zero_byte = [](std::uint64_t x) { return (x - kOnes) & ~x & kHighs; };
  const std::uint64_t control = (block - kOnes * 0x20) & ~block & kHighs;
  return ((block & kHighs) | control | zero_byte(block ^ (kOnes * '"')) |
          zero_byte(block ^ (kOnes * '\\'))) == 0;
}

// Bytes at the beginning of text[from …) that stand in JSON as they are.
std::size_t plain_run(std::string_view text, std::size_t from) {
  std::size_t i = from;
  while (i + 8 <= text.size()) {
    std::uint64_t block = 0;
    std::memcpy(&block, text.data() + i, 8);
    if (!all_plain(block)) break;
    i += 8;
  }
  while (i < text.size()) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 || byte >= 0x80 || byte == '"' || byte == '\\') break;
    ++i;
  }
  return i - from;
}

void append_escaped(std::string& out, unsigned char byte) {
  static constexpr char kDigits[] = "0123456789abcdef";
  switch (byte) {
    case '"':
      out += "\\\"";
      break;
    case '\\':
      out += "\\\\";
      break;
    case '\n':
      out += "\\n";
      break;
    case '\r':
      out += "\\r";
      break;
    case '\t':
      out += "\\t";
      break;
    default:
      if (byte < 0x20) {
        out += "\\u00";
        out.push_back(kDigits[byte >> 4U]);
        out.push_back(kDigits[byte & 15U]);
      } else {
        out += "\xEF\xBF\xBD";
      }
  }
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out.push_back('"');
  std::size_t plain = 0;  // start of the run that needs no escape
  for (std::size_t i = plain_run(text, 0); i < text.size(); i += plain_run(text, i)) {
    if (const std::size_t length =
            static_cast<unsigned char>(text[i]) < 0x80 ? 0 : utf8_length_at(text, i);
        length != 0) {
      i += length;
      continue;
    }
    out.append(text, plain, i - plain);
    append_escaped(out, static_cast<unsigned char>(text[i]));
    plain = ++i;
  }
  out.append(text, plain, text.size() - plain);
  out.push_back('"');
}

void JsonWriter::separate() {
  if (after_key_) {
    after_key_ = false;
  } else if (depth_ > 0) {
    // Right behind its bracket an item is the first.
    const char last = out_.back();
    if (last != '{' && last != '[') out_.push_back(',');
  }
}

JsonWriter& JsonWriter::open(char bracket) {
  separate();
  out_.push_back(bracket);
  ++depth_;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  --depth_;
  out_.push_back(bracket);
  return *this;
}

JsonWriter& JsonWriter::key(const JsonKey& key) {
  separate();
  // A copy of fixed size, cut behind, costs less than one of the right size.
  const std::size_t size = out_.size();
  out_.append(key.piece_, JsonKey::kRoom);
  out_.resize(size + key.size_);
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::text_key(std::string_view name) {
  separate();
  append_json_string(out_, name);
  out_.push_back(':');
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  separate();
  append_json_string(out_, text);
  return *this;
}

JsonWriter& JsonWriter::value(std::int64_t number) {
  separate();
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out_.append(digits, end);
  return *this;
}

JsonWriter& JsonWriter::value(std::uint64_t number) {
  separate();
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out_.append(digits, end);
  return *this;
}

JsonWriter& JsonWriter::value(double number) {
  separate();
  char digits[40];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out_.append(digits, end);
  return *this;
}

JsonWriter& JsonWriter::value(bool yes) {
  separate();
  out_ += yes ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::null() {
  separate();
  out_ += "null";
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  separate();
  out_ += json;
  return *this;
}

}  // namespace nostos
