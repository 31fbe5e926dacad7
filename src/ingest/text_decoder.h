// SPDX-License-Identifier: Apache-2.0
// TextDecoder: bytes in one of the encodings that lists come in → UTF-8, piece by piece. Which
// encoding it is, is told by a mark at the beginning or by the bytes; told by the bytes alone it is
// a guess, and says so. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nostos::ingest {

enum class Encoding : std::uint8_t { by_content, utf8, utf16le, utf16be, windows1251, koi8u };

std::string_view name(Encoding encoding);  // "UTF-8", "Windows-1251", …
// As people write it on a command line: "cp1251", "windows-1251", "utf-8", …
std::optional<Encoding> encoding_named(std::string_view name);

class TextDecoder {
 public:
  explicit TextDecoder(Encoding encoding) : asked_(encoding) {}

  // Adds what `bytes` say to `out`. `last`: nothing comes after them. UTF-8 is passed on as it is,
  // good or bad: whoever reads a row of it looks at it. Half a surrogate pair becomes U+FFFD.
  void decode(std::string_view bytes, bool last, std::string& out);

  // Nothing as long as there was only ASCII.
  std::optional<Encoding> encoding() const { return decided_; }
  // What was guessed, why, and what to do when it is wrong; empty when nothing was.
  const std::string& doubt() const { return doubt_; }
  // What else to do at a command line, as the doubt goes on.
  const std::string& option() const { return option_; }

 private:
  void decide();
  void pass_on(bool last, std::string& out);

  Encoding asked_;
  std::optional<Encoding> decided_;
  std::string doubt_;
  std::string option_;
  std::string waiting_;  // bytes that are not decided on, or half a character
  bool begun_ = false;   // the beginning has been looked at for a mark
};

}  // namespace nostos::ingest
