// SPDX-License-Identifier: Apache-2.0
#include "synth/spelling.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"

namespace nostos::synth {
namespace {

constexpr char32_t kLetters = 0x1100;  // all scripts of the tables lie below

std::string with_capital(std::string_view text) {
  std::string out;
  if (text.empty()) return out;
  std::size_t length = 0;
  append_utf8(out, capital_letter(decode_utf8(text, 0, length)));
  return out + std::string(text.substr(length));
}

}  // namespace

// The scripts of the tables that have capitals: Latin, Cyrillic, Armenian.
char32_t small_letter(char32_t c) {
  if (c >= U'A' && c <= U'Z') return c + 32;
  if (c < 0xC0) return c;
  if (c <= 0xDE && c != 0xD7) return c + 32;
  if (c >= 0x100 && c <= 0x137) return c | 1U;
  if (c >= 0x139 && c <= 0x148) return c % 2 == 1 ? c + 1 : c;
  if (c >= 0x14A && c <= 0x177) return c | 1U;
  if (c >= 0x179 && c <= 0x17E) return c % 2 == 1 ? c + 1 : c;
  if (c >= 0x410 && c <= 0x42F) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  if (c == 0x490) return 0x491;
  if (c >= 0x531 && c <= 0x556) return c + 48;
  return c;
}

char32_t capital_letter(char32_t c) {
  if (c >= U'a' && c <= U'z') return c - 32;
  if (c < 0xE0) return c;
  if (c <= 0xFE && c != 0xF7) return c - 32;
  if (c >= 0x100 && c <= 0x137) return c & ~char32_t{1};
  if (c >= 0x139 && c <= 0x148) return c % 2 == 0 ? c - 1 : c;
  if (c >= 0x14A && c <= 0x177) return c & ~char32_t{1};
  if (c >= 0x179 && c <= 0x17E) return c % 2 == 0 ? c - 1 : c;
  if (c >= 0x430 && c <= 0x44F) return c - 32;
  if (c >= 0x450 && c <= 0x45F) return c - 80;
  if (c == 0x491) return 0x490;
  if (c >= 0x561 && c <= 0x586) return c - 48;
  return c;
}

std::u32string letters_of(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  std::size_t length = 0;
  for (std::size_t i = 0; i < text.size(); i += length) out += decode_utf8(text, i, length);
  return out;
}

Result<Spelling> Spelling::load(std::string_view rules) {
  Spelling spelling;
  spelling.by_letter_.resize(kLetters);
  while (!rules.empty()) {
    const std::size_t end = std::min(rules.find(' '), rules.size());
    const std::string_view one = rules.substr(0, end);
    rules.remove_prefix(std::min(end + 1, rules.size()));
    if (one.empty()) continue;
    const std::size_t equals = one.find('=');
    std::string_view from = one.substr(0, equals);
    Rule rule;
    rule.at_start = from.starts_with('^');
    if (rule.at_start) from.remove_prefix(1);
    rule.at_end = from.ends_with('$');
    if (rule.at_end) from.remove_suffix(1);
    rule.from = letters_of(from);
    if (equals == std::string_view::npos || rule.from.empty() || rule.from[0] >= kLetters ||
        equals + 1 == one.size()) {
      return fail(Fault::invalid_input,
                  "'" + std::string(one) + "' is no rule; write FROM=TO, with _ for nothing");
    }
    if (one.substr(equals + 1) != "_") rule.to = one.substr(equals + 1);
    rule.capital = with_capital(rule.to);
    spelling.by_letter_[rule.from[0]].push_back(std::move(rule));
  }
  for (auto& bucket : spelling.by_letter_) {
    std::ranges::stable_sort(bucket, [](const Rule& a, const Rule& b) {
      const auto rank = [](const Rule& r) {
        return r.from.size() * 4 + (r.at_start ? 2U : 0U) + (r.at_end ? 1U : 0U);
      };
      return rank(a) > rank(b);
    });
  }
  return spelling;
}

const Spelling::Rule* Spelling::rule_at(std::u32string_view small, std::size_t at,
                                        bool start) const {
  if (small[at] >= kLetters) return nullptr;
  for (const Rule& rule : by_letter_[small[at]]) {
    if (rule.at_start && !start) continue;
    if (small.substr(at, rule.from.size()) != rule.from) continue;
    if (rule.at_end && at + rule.from.size() != small.size()) continue;
    return &rule;
  }
  return nullptr;
}

void Spelling::append(std::string_view word, std::string& out) const {
  const std::u32string written = letters_of(word);
  std::u32string small = written;
  for (char32_t& c : small) c = small_letter(c);
  // In a script without capitals a name begins with one all the same.
  const bool name =
      !written.empty() && (written[0] != small[0] || capital_letter(small[0]) == small[0]);
  bool start = true;
  for (std::size_t i = 0; i < small.size();) {
    const Rule* rule = rule_at(small, i, start);
    if (rule == nullptr) {
      append_utf8(out, written[i]);
      start = written[i] == U' ' || written[i] == U'-';
      ++i;
      continue;
    }
    const bool capital = written[i] != small[i] || (i == 0 && name);
    out += capital ? rule->capital : rule->to;
    i += rule->from.size();
    start = false;
  }
}

}  // namespace nostos::synth
