// SPDX-License-Identifier: Apache-2.0
#include "ingest/html_scanner.h"

#include <algorithm>

namespace nostos::ingest {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool ends_name(char c) { return is_html_space(c) || c == '/' || c == '>'; }

std::size_t found_or_end(std::size_t found, std::string_view text) {
  return found == std::string_view::npos ? text.size() : found;
}

}  // namespace

bool equals_ignoring_case(std::string_view text, std::string_view lower) {
  return std::ranges::equal(text, lower, {}, ascii_lower);
}

std::optional<HtmlScanner::Token> HtmlScanner::next() {
  while (at_ < page_.size()) {
    const std::size_t start = at_;
    if (page_[start] == '<') {
      if (auto token = markup()) return token;
      if (at_ != start) continue;  // a comment
      ++at_;                       // "5 < 6": a bare '<' is text
    }
    at_ = found_or_end(page_.find('<', at_), page_);
    return Token{Kind::text, Tag::unknown, page_.substr(start, at_ - start), start};
  }
  return std::nullopt;
}

// The tag at `at_`. Nothing when there is none: then `at_` has moved past a comment, or stayed.
std::optional<HtmlScanner::Token> HtmlScanner::markup() {
  const std::size_t start = at_;
  const std::string_view rest = page_.substr(start);
  const bool closing = rest.size() > 1 && rest[1] == '/';
  const std::size_t name_at = start + (closing ? 2 : 1);
  if (name_at >= page_.size()) return std::nullopt;
  if (!is_letter(page_[name_at])) {
    const bool comment = closing || rest[1] == '!' || rest[1] == '?';
    if (comment) at_ = after_comment();
    return std::nullopt;
  }
  std::size_t name_end = name_at;
  while (name_end < page_.size() && !ends_name(page_[name_end])) ++name_end;
  at_ = after_tag(name_end);
  const std::size_t end = at_ > name_end && page_[at_ - 1] == '>' ? at_ - 1 : at_;
  return Token{closing ? Kind::end_tag : Kind::start_tag,
               tag_named(page_.substr(name_at, name_end - name_at)),
               page_.substr(name_end, end - name_end), start};
}

std::size_t HtmlScanner::after_comment() const {
  const std::string_view rest = page_.substr(at_);
  if (!rest.starts_with("<!--"))
    return std::min(found_or_end(page_.find('>', at_), page_) + 1, page_.size());
  if (rest.starts_with("<!-->")) return at_ + 5;
  if (rest.starts_with("<!--->")) return at_ + 6;
  std::size_t from = at_ + 4;
  while (true) {
    const std::size_t dashes = page_.find("--", from);
    if (dashes == std::string_view::npos) return page_.size();
    const std::string_view after = page_.substr(dashes + 2);
    if (after.starts_with(">")) return dashes + 3;
    if (after.starts_with("!>")) return dashes + 4;
    from = dashes + 1;
  }
}

// Past the '>' that ends a tag. A '>' in a quoted value does not; a quote that does not follow '='
// opens nothing, so that a stray one cannot swallow the page.
std::size_t HtmlScanner::after_tag(std::size_t at) const {
  bool value_expected = false;
  while (at < page_.size()) {
    const char c = page_[at];
    if (c == '>') return at + 1;
    if (value_expected && (c == '"' || c == '\'')) {
      at = found_or_end(page_.find(c, at + 1), page_);
      value_expected = false;
    } else if (value_expected && !is_html_space(c)) {
      while (at + 1 < page_.size() && !is_html_space(page_[at + 1]) && page_[at + 1] != '>') ++at;
      value_expected = false;
    } else if (c == '=') {
      value_expected = true;
    }
    ++at;
  }
  return page_.size();
}

std::string_view HtmlScanner::raw_content(Tag tag) {
  const std::string_view wanted = name(tag);
  const std::size_t start = at_;
  std::size_t from = at_;
  while (true) {
    const std::size_t less = page_.find("</", from);
    if (less == std::string_view::npos) break;
    const std::size_t name_end = less + 2 + wanted.size();
    const bool named = equals_ignoring_case(page_.substr(less + 2, wanted.size()), wanted);
    if (named && (name_end >= page_.size() || ends_name(page_[name_end]))) {
      at_ = less;
      return page_.substr(start, less - start);
    }
    from = less + 2;
  }
  at_ = page_.size();
  return page_.substr(start);
}

bool HtmlAttributes::next(std::string_view& name, std::string_view& value) {
  std::size_t at = 0;
  while (at < rest_.size() && (is_html_space(rest_[at]) || rest_[at] == '/')) ++at;
  if (at == rest_.size()) return false;
  const std::size_t name_at = at++;  // a leading '=' belongs to the name
  while (at < rest_.size() && !is_html_space(rest_[at]) && rest_[at] != '=' && rest_[at] != '/')
    ++at;
  name = rest_.substr(name_at, at - name_at);
  value = {};
  std::size_t after = at;
  while (after < rest_.size() && is_html_space(rest_[after])) ++after;
  if (after == rest_.size() || rest_[after] != '=') {
    rest_.remove_prefix(at);
    return true;
  }
  ++after;
  while (after < rest_.size() && is_html_space(rest_[after])) ++after;
  std::size_t end = after;
  if (after < rest_.size() && (rest_[after] == '"' || rest_[after] == '\'')) {
    end = found_or_end(rest_.find(rest_[after], after + 1), rest_);
    value = rest_.substr(after + 1, end - after - 1);
    end = std::min(end + 1, rest_.size());
  } else {
    while (end < rest_.size() && !is_html_space(rest_[end])) ++end;
    value = rest_.substr(after, end - after);
  }
  rest_.remove_prefix(end);
  return true;
}

}  // namespace nostos::ingest
