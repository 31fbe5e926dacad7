// SPDX-License-Identifier: Apache-2.0
#include "language/fold.h"

#include "base/utf8.h"

namespace nostos::language {

char32_t to_lower(char32_t c) {
  if (c < 0x80) return c >= U'A' && c <= U'Z' ? c + 32 : c;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
  if (c >= 0x100 && c <= 0x17F) {
    // Latin Extended-A: pairs, even upper except in two stretches; İ and ı stay apart.
    if (c == 0x130) return U'i';
    if (c == 0x131 || c == 0x138 || c == 0x149 || c == 0x17F) return c;
    if (c == 0x178) return 0xFF;
    const bool odd_upper = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
    return (c % 2 == (odd_upper ? 1U : 0U)) ? c + 1 : c;
  }
  if (c >= 0x391 && c <= 0x3A9) return c + 32;
  if (c >= 0x410 && c <= 0x42F) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  if (c >= 0x460 && c <= 0x481) return c % 2 == 0 ? c + 1 : c;
  if (c >= 0x48A && c <= 0x4BF) return c % 2 == 0 ? c + 1 : c;
  if (c >= 0x4D0 && c <= 0x52F) return c % 2 == 0 ? c + 1 : c;
  if (c >= 0x531 && c <= 0x556) return c + 48;
  if (c >= 0x1E00 && c <= 0x1EFF) return c % 2 == 0 ? c + 1 : c;
  return c;
}

bool is_letter(char32_t c) {
  if (c < 0x80) return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
  if (c < 0xC0) return c == 0xAA || c == 0xBA || c == 0xB5;
  if (c == 0xD7 || c == 0xF7) return false;
  if (c < 0x2000) return true;
  if (c >= 0x2C00 && c < 0x2E00) return true;
  return c >= 0x3040 && c < 0xFE00 && !(c >= 0xD800 && c < 0xF900);
}

bool is_upper(char32_t c) { return to_lower(c) != c; }
bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

bool is_space(char32_t c) {
  return c == U' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

bool is_apostrophe(char32_t c) {
  return c == U'\'' || c == 0x2019 || c == 0x02BC || c == 0x2018 || c == U'`' || c == 0x00B4;
}

bool is_hyphen(char32_t c) { return c == U'-' || c == 0x2010 || c == 0x2011; }
bool is_cyrillic(char32_t c) { return c >= 0x400 && c < 0x530; }

namespace {

// A mark that stands on the Cyrillic letter before it: й and ї may be written as two code points,
// an accent only helps to read aloud. False when the mark belongs to another script.
bool fold_cyrillic_mark(std::string& out, char32_t mark) {
  if (out.size() < 2) return false;
  const std::string_view letter = std::string_view(out).substr(out.size() - 2);
  const auto lead = static_cast<unsigned char>(letter[0]);
  if (lead < 0xD0 || lead > 0xD3) return false;
  if (mark == 0x301 || mark == 0x300) return true;
  std::string_view joined;
  if (mark == 0x306 && letter == "и") joined = "й";
  if (mark == 0x308 && letter == "і") joined = "ї";
  if (mark == 0x308 && letter == "е") joined = "е";
  if (joined.empty()) return false;
  out.replace(out.size() - 2, 2, joined);
  return true;
}

}  // namespace

void append_folded(std::string& out, char32_t c) {
  if (c == 0xAD) return;  // soft hyphen
  if (c >= 0x300 && c <= 0x308 && fold_cyrillic_mark(out, c)) return;
  if (c < 0x80) {
    out.push_back(static_cast<char>(c == U'`' ? U'\'' : to_lower(c)));
  } else if (is_apostrophe(c)) {
    out.push_back('\'');
  } else if (is_hyphen(c)) {
    out.push_back('-');
  } else {
    const char32_t low = to_lower(c);
    append_utf8(out, low == U'ё' ? U'е' : low);  // ё is often written е
  }
}

std::string fold(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] >= 'a' && text[i] <= 'z') {  // most letters of tables
      out.push_back(text[i++]);
      continue;
    }
    std::size_t length = 0;
    append_folded(out, decode_utf8(text, i, length));
    i += length;
  }
  return out;
}

}  // namespace nostos::language
