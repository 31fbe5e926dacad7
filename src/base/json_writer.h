// SPDX-License-Identifier: Apache-2.0
// JsonWriter: appends JSON (RFC 8259) to a string, in the order it is told. Keys come out in call
// order, so the same calls give the same bytes. Input strings must be UTF-8; bytes that are not
// are written as U+FFFD. What is written stands in the string as soon as the outermost value is
// complete, not before: pieces are gathered in a small room first. Thread-compatible.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace nostos {

// A key written in the program: checked while compiling, so that it is written without a look.
class JsonKey {
 public:
  template <std::size_t N>
  // NOLINTNEXTLINE(google-explicit-constructor): a literal is a key
  consteval JsonKey(const char (&name)[N]) : size_(N + 3) {
    if (N > kRoom - 4) throw "a shorter key is meant";
    piece_[0] = ',';
    piece_[1] = '"';
    for (std::size_t i = 0; i + 1 < N; ++i) {
      const char c = name[i];
      if (c < 0x20 || c > 0x7E || c == '"' || c == '\\') throw "a key of plain ASCII is meant";
      piece_[i + 2] = c;
    }
    piece_[N + 1] = '"';
    piece_[N + 2] = ':';
  }

 private:
  friend class JsonWriter;
  static constexpr std::size_t kRoom = 40;
  char piece_[kRoom + 1] = {};  // ,"name":
  std::size_t size_;            // of the piece
};

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}
  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;
  ~JsonWriter() { flush(); }

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(const JsonKey& name) {
    make_room(JsonKey::kRoom);
    // A copy of fixed size, of which the end is written over, costs less than one of the right
    // size.
    const std::size_t skip = comma_ ? 0 : 1;
    std::memcpy(room_.data() + used_, name.piece_ + skip, JsonKey::kRoom);
    used_ += name.size_ - skip;
    comma_ = false;
    return *this;
  }
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
  JsonWriter& value(bool yes) { return yes ? word("true") : word("false"); }
  JsonWriter& null() { return word("null"); }
  // Already valid JSON, written as it is.
  JsonWriter& raw(std::string_view json);
  // The members of an object that is valid JSON already, into the object at hand.
  JsonWriter& members_of(std::string_view object);

  template <class T>
  JsonWriter& value(const std::optional<T>& maybe) {
    return maybe ? value(*maybe) : null();
  }
  template <class T>
  JsonWriter& field(const JsonKey& name, const T& content) {
    return key(name).value(content);
  }

 private:
  static constexpr std::size_t kRoom = 4096;
  static constexpr std::size_t kSlack = 10;  // quotes, and the end of the last block copied

  void make_room(std::size_t bytes) {
    if (kRoom - used_ < bytes) flush();
  }
  void put(char c) { room_[used_++] = c; }
  void separate() {
    make_room(32);
    room_[used_] = ',';
    used_ += comma_ ? 1U : 0U;
    comma_ = true;
  }
  void done() {
    if (depth_ == 0) flush();
  }
  JsonWriter& open(char bracket) {
    separate();
    put(bracket);
    comma_ = false;
    ++depth_;
    return *this;
  }
  JsonWriter& close(char bracket) {
    make_room(1);
    put(bracket);
    comma_ = true;
    --depth_;
    done();
    return *this;
  }
  template <std::size_t N>
  JsonWriter& word(const char (&text)[N]) {
    separate();
    std::memcpy(room_.data() + used_, text, N - 1);
    used_ += N - 1;
    done();
    return *this;
  }
  void flush();
  bool put_plain(std::string_view text);
  void append_text(std::string_view text);
  template <class Number>
  JsonWriter& number(Number value);

  std::string& out_;
  std::uint32_t depth_ = 0;
  bool comma_ = false;  // what comes next is not the first of its kind
  std::size_t used_ = 0;
  std::array<char, kRoom> room_;
};

// Appends `text` as a JSON string with its quotes.
void append_json_string(std::string& out, std::string_view text);

}  // namespace nostos
