// SPDX-License-Identifier: Apache-2.0
// JsonWriter: appends JSON (RFC 8259) to a string, in the order it is told. Keys come out in call
// order, so the same calls give the same bytes. Input strings must be UTF-8; bytes that are not
// are written as U+FFFD. Thread-compatible.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nostos {

// A key written in the program: checked while compiling, so that it is written without a look.
class JsonKey {
 public:
  template <std::size_t N>
  // NOLINTNEXTLINE(google-explicit-constructor): a literal is a key
  consteval JsonKey(const char (&name)[N]) : size_(N + 2) {
    if (N > kRoom - 3) throw "a shorter key is meant";
    piece_[0] = '"';
    for (std::size_t i = 0; i + 1 < N; ++i) {
      const char c = name[i];
      if (c < 0x20 || c > 0x7E || c == '"' || c == '\\') throw "a key of plain ASCII is meant";
      piece_[i + 1] = c;
    }
    piece_[N] = '"';
    piece_[N + 1] = ':';
  }

 private:
  friend class JsonWriter;
  static constexpr std::size_t kRoom = 40;
  char piece_[kRoom] = {};  // "name":
  std::size_t size_;        // of the piece
};

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}
  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(const JsonKey& name);
  // A key that comes from data.
  JsonWriter& text_key(std::string_view name);
  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
  JsonWriter& value(std::int64_t number);
  JsonWriter& value(std::uint64_t number);
  JsonWriter& value(int number) { return value(static_cast<std::int64_t>(number)); }
  JsonWriter& value(unsigned number) { return value(static_cast<std::uint64_t>(number)); }
  JsonWriter& value(double number);
  JsonWriter& value(bool yes);
  JsonWriter& null();
  // Already valid JSON, written as it is.
  JsonWriter& raw(std::string_view json);

  template <class T>
  JsonWriter& value(const std::optional<T>& maybe) {
    return maybe ? value(*maybe) : null();
  }
  template <class T>
  JsonWriter& field(const JsonKey& name, const T& content) {
    return key(name).value(content);
  }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  void separate();

  std::string& out_;
  std::uint32_t depth_ = 0;
  bool after_key_ = false;
};

// Appends `text` as a JSON string with its quotes.
void append_json_string(std::string& out, std::string_view text);

}  // namespace nostos
