// SPDX-License-Identifier: Apache-2.0
#include "language/tokens.h"

#include <array>

#include "base/utf8.h"
#include "language/fold.h"

namespace nostos::language {
namespace {

// What an ASCII character is, so that most of a text is read without decoding it.
constexpr std::uint8_t kOther = 0, kLetter = 1, kDigit = 2, kSpace = 3;

constexpr std::array<std::uint8_t, 128> ascii_kinds() {
  std::array<std::uint8_t, 128> kinds{};
  for (std::size_t c = 0; c < kinds.size(); ++c) {
    const bool is_a_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool is_a_digit = c >= '0' && c <= '9';
    const bool is_a_space = c == ' ' || (c >= 9 && c <= 13);
    kinds[c] = is_a_letter ? kLetter : is_a_digit ? kDigit : is_a_space ? kSpace : kOther;
  }
  return kinds;
}
constexpr std::array<std::uint8_t, 128> kAscii = ascii_kinds();

class Scanner {
 public:
  Scanner(std::string_view text, std::uint32_t start, std::uint32_t end, Tokens& out)
      : text_(text.substr(0, end)), at_(start), out_(out) {}

  void run() {
    while (at_ < text_.size()) {
      if (plain_step()) continue;
      std::size_t length = 0;
      const char32_t c = peek(at_, length);
      if (is_space(c) || c == 0xAD) {
        space_ = true;
        line_ = line_ || c == U'\n';
        at_ += length;
      } else if (is_digit(c)) {
        number();
      } else if (is_letter(c)) {
        word();
      } else if (is_apostrophe(c) && possessive(at_ + length)) {
        const std::size_t s = at_;
        std::size_t e = at_ + length;
        std::size_t l = 0;
        if (e < text_.size() && to_lower(peek(e, l)) == U's') e += l;
        emit(s, e, TokenKind::mark);
      } else {
        emit(at_, at_ + length, TokenKind::mark);
      }
    }
  }

 private:
  std::uint8_t kind_at(std::size_t at) const {
    const auto byte = static_cast<unsigned char>(text_[at]);
    return byte < 0x80 ? kAscii[byte] : kOther;
  }

  // White space, and words of ASCII letters with nothing odd behind them: nearly all there is in
  // Latin script. False when the careful way must be gone.
  bool plain_step() {
    const std::uint8_t kind = kind_at(at_);
    if (kind == kSpace) {
      space_ = true;
      line_ = line_ || text_[at_] == '\n';
      ++at_;
      return true;
    }
    if (kind != kLetter) return false;
    std::size_t end = at_ + 1;
    while (end < text_.size() && kind_at(end) == kLetter) ++end;
    // A hyphen, an apostrophe, a digit or a full stop may belong to the word; so may what is beyond
    // ASCII.
    const bool plain_end = end == text_.size() || kind_at(end) == kSpace ||
                           (static_cast<unsigned char>(text_[end]) < 0x80 &&
                            kind_at(end) == kOther && text_[end] != '-' && text_[end] != '\'' &&
                            text_[end] != '`' && (text_[end] != '.' || end - at_ > 1));
    if (!plain_end) return false;
    emit_plain_word(end);
    return true;
  }

  void emit_plain_word(std::size_t end) {
    Token token;
    token.start = static_cast<std::uint32_t>(at_);
    token.end = static_cast<std::uint32_t>(end);
    token.kind = TokenKind::word;
    token.space_before = space_;
    token.line_before = line_;
    token.folded = static_cast<std::uint32_t>(out_.folded_text.size());
    std::size_t capitals = 0;
    out_.folded_text.resize(token.folded + (end - at_));
    char* to = out_.folded_text.data() + token.folded;
    for (std::size_t i = at_; i < end; ++i) {
      const bool upper = text_[i] <= 'Z';
      capitals += upper ? 1U : 0U;
      *to++ = static_cast<char>(text_[i] | 0x20);
    }
    token.folded_end = static_cast<std::uint32_t>(out_.folded_text.size());
    token.capital = text_[at_] <= 'Z';
    token.all_capitals = capitals > 1 && capitals == end - at_;
    out_.items.push_back(token);
    at_ = end;
    space_ = line_ = false;
  }

  char32_t peek(std::size_t at, std::size_t& length) const {
    return decode_utf8(text_, at, length);
  }
  char32_t peek(std::size_t at) const {
    if (at >= text_.size()) return 0;
    std::size_t length = 0;
    return peek(at, length);
  }

  // An apostrophe right after a word, as in "Ukraine's" or "soldiers'".
  bool possessive(std::size_t after) const {
    if (space_ || out_.items.empty()) return false;
    const Token& previous = out_.items.back();
    if (previous.kind != TokenKind::word || previous.end != at_) return false;
    const char32_t next = peek(after);
    if (to_lower(next) == U's') {
      std::size_t length = 0;
      peek(after, length);
      return !is_letter(peek(after + length));
    }
    return !is_letter(next) && text_[previous.end - 1] == 's';
  }

  // Digits with separators: 2,828 · 2 828 · 2'828 · 2.828 when three digits follow each.
  void number() {
    const std::size_t start = at_;
    std::size_t i = at_;
    std::int64_t value = 0;
    bool whole = true;
    int digits = 0;
    const auto take_digits = [&] {
      int taken = 0;
      while (i < text_.size() && text_[i] >= '0' && text_[i] <= '9') {
        if (digits < 15) value = value * 10 + (text_[i] - '0');
        ++digits, ++taken, ++i;
      }
      return taken;
    };
    const int first = take_digits();
    while (first <= 3 && i < text_.size()) {
      std::size_t length = 0;
      const char32_t c = peek(i, length);
      const bool separator = c == U',' || is_apostrophe(c) || c == 0xA0 || c == 0x202F ||
                             c == 0x2009 || c == U'.' || c == U' ';
      if (!separator || !three_digits(i + length)) break;
      // "1.234" may be a fraction; only a second group or no fraction reading makes it thousands.
      i += length;
      take_digits();
    }
    if (i < text_.size() && (text_[i] == '.' || text_[i] == ',') && digit_at(i + 1) &&
        !dotted_date(start, i)) {
      whole = false;
      ++i;
      while (i < text_.size() && text_[i] >= '0' && text_[i] <= '9') ++i;
    }
    emit(start, i, TokenKind::number);
    out_.items.back().value = whole && digits <= 15 ? value : -1;
  }

  bool digit_at(std::size_t at) const {
    return at < text_.size() && text_[at] >= '0' && text_[at] <= '9';
  }

  // "24.01.2025": figures, a dot, figures, a dot and figures are no fraction.
  bool dotted_date(std::size_t start, std::size_t dot) const {
    if (start > 1 && text_[start - 1] == '.' && digit_at(start - 2)) return true;
    std::size_t i = dot + 1;
    while (digit_at(i)) ++i;
    return text_[dot] == '.' && i < text_.size() && text_[i] == '.' && digit_at(i + 1);
  }

  bool three_digits(std::size_t at) const {
    for (std::size_t k = 0; k < 3; ++k) {
      if (at + k >= text_.size() || text_[at + k] < '0' || text_[at + k] > '9') return false;
    }
    return !(at + 3 < text_.size() && text_[at + 3] >= '0' && text_[at + 3] <= '9');
  }

  void word() {
    const std::size_t start = at_;
    std::size_t i = at_;
    int letters = 0;
    int capitals = 0;
    bool cyrillic = false;
    while (i < text_.size()) {
      std::size_t length = 0;
      const char32_t c = peek(i, length);
      if (is_letter(c)) {
        ++letters;
        if (is_upper(c)) ++capitals;
        cyrillic = cyrillic || is_cyrillic(c);
        i += length;
        continue;
      }
      if (c == 0xAD) {  // soft hyphen inside a word
        i += length;
        continue;
      }
      if (is_digit(c) && i > start) {  // "F16", "T72"
        i += length;
        continue;
      }
      const char32_t next = peek(i + length);
      if (is_apostrophe(c) && is_letter(next) && !ends_in_s(i + length)) {
        i += length;  // п'ять, O'Neill, don't
        continue;
      }
      if (is_hyphen(c) && is_letter(next)) {
        i += length;
        continue;
      }
      // U.S., U.N.: single letters with full stops.
      if (c == U'.' && letters == 1 && i - start <= 2 && is_letter(next) &&
          (is_upper(next) || peek(i + 1 + utf8_length_at(text_, i + 1)) == U'.')) {
        std::size_t j = i;
        int pairs = 0;
        while (j < text_.size() && text_[j] == '.') {
          std::size_t l = 0;
          const char32_t n = j + 1 < text_.size() ? peek(j + 1, l) : 0;
          ++pairs;
          if (!is_letter(n) || is_letter(peek(j + 1 + l))) {
            ++j;
            break;
          }
          j += 1 + l;
        }
        if (pairs >= 2) {
          i = j;
          letters = capitals = 2;
        }
        break;
      }
      break;
    }
    emit(start, i, TokenKind::word);
    Token& token = out_.items.back();
    token.capital = is_upper(peek(start));
    token.all_capitals = letters > 1 && capitals == letters;
    token.cyrillic = cyrillic;
  }

  // 's at the end of a word is its own token.
  bool ends_in_s(std::size_t at) const {
    return to_lower(peek(at)) == U's' && !is_letter(peek(at + 1));
  }

  void emit(std::size_t start, std::size_t end, TokenKind kind) {
    Token token;
    token.start = static_cast<std::uint32_t>(start);
    token.end = static_cast<std::uint32_t>(end);
    token.kind = kind;
    token.space_before = space_;
    token.line_before = line_;
    token.folded = static_cast<std::uint32_t>(out_.folded_text.size());
    for (std::size_t i = start; i < end;) {
      std::size_t length = 0;
      append_folded(out_.folded_text, peek(i, length));
      i += length;
    }
    token.folded_end = static_cast<std::uint32_t>(out_.folded_text.size());
    out_.items.push_back(token);
    at_ = end;
    space_ = line_ = false;
  }

  std::string_view text_;
  std::size_t at_;
  Tokens& out_;
  bool space_ = true;
  bool line_ = false;
};

}  // namespace

void tokenize(std::string_view text, std::uint32_t start, std::uint32_t end, Tokens& out) {
  Scanner(text, start, end, out).run();
}

}  // namespace nostos::language
