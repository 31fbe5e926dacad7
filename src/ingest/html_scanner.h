// SPDX-License-Identifier: Apache-2.0
// HtmlScanner: cuts a page into runs of text and tags, in order, without building anything.
// Comments, doctypes and processing instructions are passed over. Every byte of the page is looked
// at once.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "ingest/html_tags.h"

namespace nostos::ingest {

class HtmlScanner {
 public:
  enum class Kind { text, start_tag, end_tag };

  struct Token {
    Kind kind = Kind::text;
    Tag tag = Tag::unknown;
    std::string_view content;  // the text as written, or a start tag's attributes
    std::size_t at = 0;        // byte offset of the token in the page
  };

  explicit HtmlScanner(std::string_view page) : page_(page) {}

  std::optional<Token> next();

  // After the start tag of an element without markup inside: its content, up to its end tag or the
  // end of the page. The end tag itself comes as the next token.
  std::string_view raw_content(Tag tag);

  // The next token is `token` again, the last one given.
  void go_back_to(const Token& token) { at_ = token.at; }

 private:
  std::optional<Token> markup();
  std::size_t after_comment() const;
  std::size_t after_tag(std::size_t at) const;

  std::string_view page_;
  std::size_t at_ = 0;
};

// Walks the attributes of a start tag: `name="value"`, `name=value`, `name`.
class HtmlAttributes {
 public:
  explicit HtmlAttributes(std::string_view attributes) : rest_(attributes) {}
  // False at the end. `name` is as written; `value` still holds its character references.
  bool next(std::string_view& name, std::string_view& value);

 private:
  std::string_view rest_;
};

inline char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
inline bool is_html_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}
// Compares without regard to the case of ASCII letters; `lower` is in lower case already.
bool equals_ignoring_case(std::string_view text, std::string_view lower);

}  // namespace nostos::ingest
