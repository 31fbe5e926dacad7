// SPDX-License-Identifier: Apache-2.0
#include "ingest/json_ld.h"

#include <cstddef>
#include <limits>
#include <vector>

#include "base/utf8.h"

namespace nostos::ingest {
namespace {

constexpr std::size_t kNever = std::numeric_limits<std::size_t>::max();
constexpr std::size_t kLongestKey = 32;

// One fact and how deep in the data it stood.
struct Candidate {
  std::string value;
  std::size_t depth = kNever;

  void offer(std::string_view text, std::size_t at_depth) {
    if (at_depth >= depth || text.empty()) return;
    value = text;
    depth = at_depth;
  }
};

class JsonLdScanner {
 public:
  explicit JsonLdScanner(std::string_view json) : json_(json) {}

  void scan() {
    while (at_ < json_.size()) {
      const char c = json_[at_];
      if (c == '"') {
        string();
        continue;
      }
      if (c == '{' || c == '[') {
        parents_.push_back(key_);
        key_.clear();
      } else if (c == '}' || c == ']') {
        if (!parents_.empty()) parents_.pop_back();
        key_.clear();
      } else if (c == ',') {
        key_.clear();
      }
      ++at_;
    }
  }

  Candidate date_published;
  Candidate headline;
  Candidate publisher;
  Candidate language;

 private:
  void string() {
    const std::string text = unescaped();
    std::size_t next = at_;
    while (next < json_.size() && (json_[next] == ' ' || json_[next] == '\n' ||
                                   json_[next] == '\r' || json_[next] == '\t')) {
      ++next;
    }
    if (next < json_.size() && json_[next] == ':') {
      key_ = text.size() <= kLongestKey ? text : "";
      at_ = next + 1;
      return;
    }
    const std::size_t depth = parents_.size();
    if (key_ == "datePublished") date_published.offer(text, depth);
    if (key_ == "headline") headline.offer(text, depth);
    if (key_ == "inLanguage") language.offer(text, depth);
    const bool in_publisher = !parents_.empty() && parents_.back() == "publisher";
    if (key_ == "publisher" || (key_ == "name" && in_publisher)) publisher.offer(text, depth);
  }

  // The string at `at_`, which moves past it. A string that is never closed ends with the data.
  std::string unescaped() {
    std::string text;
    ++at_;
    while (at_ < json_.size() && json_[at_] != '"') {
      if (json_[at_] != '\\' || at_ + 1 >= json_.size()) {
        text += json_[at_++];
        continue;
      }
      const char escape = json_[at_ + 1];
      at_ += 2;
      if (escape == 'u') {
        append_utf8(text, code_unit());
      } else {
        text += escape == 'n' || escape == 't' || escape == 'r' ? ' ' : escape;
      }
    }
    if (at_ < json_.size()) ++at_;
    return text;
  }

  char32_t hex_digits() {
    char32_t value = 0;
    for (int i = 0; i < 4 && at_ < json_.size(); ++i, ++at_) {
      const char c = json_[at_];
      const bool digit = c >= '0' && c <= '9';
      const char lower = static_cast<char>(c | 0x20);
      if (!digit && (lower < 'a' || lower > 'f')) return 0xFFFD;
      value = value * 16 + static_cast<char32_t>(digit ? c - '0' : lower - 'a' + 10);
    }
    return value;
  }

  char32_t code_unit() {
    const char32_t first = hex_digits();
    if (first < 0xD800 || first > 0xDFFF) return first;
    if (first > 0xDBFF || json_.substr(at_, 2) != "\\u") return 0xFFFD;
    at_ += 2;
    const char32_t second = hex_digits();
    if (second < 0xDC00 || second > 0xDFFF) return 0xFFFD;
    return 0x10000 + ((first - 0xD800) << 10U) + (second - 0xDC00);
  }

  std::string_view json_;
  std::size_t at_ = 0;
  std::string key_;                   // of the value that is being read
  std::vector<std::string> parents_;  // keys of the objects and lists that are open
};

void keep(std::string& fact, const Candidate& candidate) {
  if (fact.empty()) fact = candidate.value;
}

}  // namespace

void read_json_ld(std::string_view json, JsonLdFacts& facts) {
  JsonLdScanner scanner(json);
  scanner.scan();
  keep(facts.date_published, scanner.date_published);
  keep(facts.headline, scanner.headline);
  keep(facts.publisher, scanner.publisher);
  keep(facts.language, scanner.language);
}

}  // namespace nostos::ingest
