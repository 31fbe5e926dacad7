// SPDX-License-Identifier: Apache-2.0
#include "ingest/report_line.h"

#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "ingest/bytes.h"

namespace nostos::ingest {
namespace {

// Where a fault was found, as a byte of the line; turned into a column once, at the end.
struct ByteFault {
  std::size_t at = 0;
  std::string message;
};

template <class T>
using Parsed = std::expected<T, ByteFault>;

std::unexpected<ByteFault> fault(std::size_t at, std::string message) {
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

// The fields of a line that mean something, and where each value began.
struct Field {
  std::string_view name;
  std::optional<std::string> value;
  std::size_t at = 0;
  bool seen = false;
};

enum FieldIndex : std::size_t { kId, kText, kHtml, kUrl, kOutlet, kPublished, kLang, kFieldCount };

using Fields = std::array<Field, kFieldCount>;

Fields no_fields() {
  constexpr std::array<std::string_view, kFieldCount> kNames = {
      "id", "text", "html", "url", "outlet", "published", "lang"};
  Fields fields;
  for (std::size_t i = 0; i < kFieldCount; ++i) fields[i].name = kNames[i];
  return fields;
}

std::string quoted(std::string_view name) { return '"' + std::string(name) + '"'; }

Parsed<void> read_field(JsonCursor& json, Field& field) {
  if (field.seen) return fault(json.at(), quoted(field.name) + " is given twice; keep one of them");
  field.seen = true;
  const char first = json.peek();
  field.at = json.at();
  if (first == 'n') return json.skip_value();
  if (first != '"') {
    const std::string kind(json.kind_of_value());
    if (auto valid = json.skip_value(); !valid) return valid;
    return fault(field.at,
                 quoted(field.name) + " must be a string, not " + kind + "; put it in quotes");
  }
  auto text = json.string();
  if (!text) return std::unexpected(text.error());
  field.value = std::move(*text);
  return {};
}

Parsed<Fields> read_fields(std::string_view line) {
  JsonCursor json(line);
  Fields fields = no_fields();
  if (json.peek() == '[') {
    return fault(json.at(),
                 "a list where an object was expected; JSONL has one object a line (jq -c '.[]' "
                 "makes it so)");
  }
  if (auto open = json.expect('{', "to begin an object"); !open)
    return std::unexpected(open.error());
  bool more = json.peek() != '}';
  while (more) {
    auto key = json.string();
    if (!key) return std::unexpected(key.error());
    if (auto colon = json.expect(':', "after a key"); !colon) return std::unexpected(colon.error());
    Field* field = nullptr;
    for (Field& candidate : fields) field = candidate.name == *key ? &candidate : field;
    if (auto value = field != nullptr ? read_field(json, *field) : json.skip_value(); !value) {
      return std::unexpected(value.error());
    }
    more = json.peek() == ',';
    if (more) (void)json.expect(',', "");
  }
  if (auto close = json.expect('}', "or ',' after a value"); !close)
    return std::unexpected(close.error());
  json.peek();
  if (!json.at_end()) {
    return fault(json.at(), "expected the end of the line after '}', found " + json.found() +
                                "; put each object on a line of its own");
  }
  return fields;
}

Parsed<std::optional<domain::Day>> published_day(const Field& field) {
  if (!field.value) return std::optional<domain::Day>{};
  // A time after the day is allowed and not used: "2024-07-25T11:40:00Z".
  const std::string_view text = *field.value;
  const bool with_time = text.size() > 10 && (text[10] == 'T' || text[10] == ' ');
  const std::string_view date = with_time ? text.substr(0, 10) : text;
  if (const auto day = domain::parse_iso(date)) return day;
  const bool shaped = date.size() == 10 && date[4] == '-' && date[7] == '-' &&
                      date.find_first_not_of("0123456789-") == std::string_view::npos;
  return fault(field.at,
               "\"published\" says " + quoted(text.substr(0, 40)) +
                   (shaped ? ": there is no such day" : ": not a date; write it as YYYY-MM-DD"));
}

Parsed<domain::Report> to_report(Fields&& fields) {
  if (fields[kText].value && fields[kHtml].value) {
    return fault(fields[kHtml].at,
                 "has both \"text\" and \"html\"; keep the one that is to be read");
  }
  const bool html = fields[kHtml].value.has_value();
  Field& body = html ? fields[kHtml] : fields[kText];
  if (!body.value) {
    return fault(0, "has neither \"text\" nor \"html\"; one of them must hold the report");
  }
  if (auto good = check_body(*body.value, "it"); !good) {
    return fault(body.at, quoted(body.name) + " is " + good.error().message);
  }
  auto published = published_day(fields[kPublished]);
  if (!published) return std::unexpected(published.error());
  domain::Report report;
  report.id = std::move(fields[kId].value).value_or("");
  report.format = html ? domain::Format::html : domain::Format::text;
  report.body = std::move(*body.value);
  report.url = std::move(fields[kUrl].value).value_or("");
  report.outlet = std::move(fields[kOutlet].value).value_or("");
  report.lang = std::move(fields[kLang].value).value_or("");
  report.published = *published;
  return report;
}

}  // namespace

std::expected<domain::Report, LineFault> parse_report_line(std::string_view line) {
  const auto at_column = [&](const ByteFault& found) {
    return std::unexpected(
        LineFault{count_code_points(line.substr(0, found.at)) + 1, found.message});
  };
  if (const auto bad = first_invalid_utf8(line)) {
    return at_column(
        {*bad,
         "not UTF-8; convert the file first (iconv -f CP1251 -t UTF-8, or what it is written in)"});
  }
  auto fields = read_fields(line);
  if (!fields) return at_column(fields.error());
  auto report = to_report(std::move(*fields));
  if (!report) return at_column(report.error());
  return std::move(*report);
}

}  // namespace nostos::ingest
