// SPDX-License-Identifier: Apache-2.0
#include "base/json_writer.h"

#include <charconv>
#include <cstdint>
#include <cstring>

#include "base/eight_bytes.h"
#include "base/utf8.h"

namespace nostos {

namespace {

// Bytes at the beginning of text[from …) that stand in JSON as they are.
std::size_t plain_run(std::string_view text, std::size_t from) {
  std::size_t i = from;
  while (i + 8 <= text.size()) {
    if (const auto marks = EightBytes(text.data() + i).not_plain_in_json(); marks != 0)
      return i + EightBytes::first(marks) - from;
    i += 8;
  }
  while (i < text.size()) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 || byte >= 0x80 || byte == '"' || byte == '\\') break;
    ++i;
  }
  return i - from;
}

// Less than eight bytes, filled up with spaces.
std::uint64_t short_block(std::string_view text) {
  std::uint64_t block = 0x2020202020202020ULL;
  if (text.size() >= 4) {
    std::uint32_t head = 0;
    std::uint32_t tail = 0;
    std::memcpy(&head, text.data(), 4);
    std::memcpy(&tail, text.data() + text.size() - 4, 4);
    const std::uint64_t shift = 8 * (text.size() - 4);
    return (block << (32 + shift)) | static_cast<std::uint64_t>(tail) << shift | head;
  }
  for (std::size_t i = text.size(); i-- > 0;)
    block = block << 8U | static_cast<unsigned char>(text[i]);
  return block;
}

// Copies the text and up to eight bytes more. False when it needs escapes; then the copy is of no
// use.
bool copy_plain(std::string_view text, char* to) {
  EightBytes::Marks marks = 0;
  const auto copy = [&marks, to](std::uint64_t block, std::size_t at) {
    std::memcpy(to + at, &block, 8);
    marks |= EightBytes(block).not_plain_in_json();
  };
  if (text.size() < 8) {
    copy(short_block(text), 0);
  } else {
    std::uint64_t block = 0;
    for (std::size_t i = 0; i + 8 < text.size(); i += 8) {
      std::memcpy(&block, text.data() + i, 8);
      copy(block, i);
    }
    std::memcpy(&block, text.data() + text.size() - 8, 8);
    copy(block, text.size() - 8);
  }
  return marks == 0;
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

void JsonWriter::flush() {
  out_.append(room_.data(), used_);
  used_ = 0;
  if (depth_ == 0) comma_ = false;
}

// Into room for the text, its quotes and eight bytes more. False when the text needs escapes.
bool JsonWriter::put_plain(std::string_view text) {
  char* const to = room_.data() + used_;
  to[0] = '"';
  if (!copy_plain(text, to + 1)) return false;
  to[1 + text.size()] = '"';
  used_ += text.size() + 2;
  return true;
}

void JsonWriter::append_text(std::string_view text) {
  make_room(text.size() + kSlack);
  if (text.size() + kSlack <= kRoom && put_plain(text)) return;
  flush();
  append_json_string(out_, text);
}

JsonWriter& JsonWriter::text_key(std::string_view name) {
  separate();
  append_text(name);
  make_room(1);
  put(':');
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  separate();
  append_text(text);
  done();
  return *this;
}

template <class Number>
JsonWriter& JsonWriter::number(Number value) {
  separate();
  make_room(40);
  char* const at = room_.data() + used_;
  used_ += static_cast<std::size_t>(std::to_chars(at, at + 40, value).ptr - at);
  done();
  return *this;
}

JsonWriter& JsonWriter::value(std::int64_t value) { return number(value); }
JsonWriter& JsonWriter::value(std::uint64_t value) { return number(value); }
JsonWriter& JsonWriter::value(double value) { return number(value); }

JsonWriter& JsonWriter::members_of(std::string_view object) {
  return object.size() > 2 ? raw(object.substr(1, object.size() - 2)) : *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  separate();
  make_room(json.size());
  if (json.size() <= kRoom) {
    std::memcpy(room_.data() + used_, json.data(), json.size());
    used_ += json.size();
  } else {
    out_ += json;
  }
  done();
  return *this;
}

}  // namespace nostos
