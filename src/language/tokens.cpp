// SPDX-License-Identifier: Apache-2.0
#include "language/tokens.h"

#include <array>
#include <bit>
#include <cstring>

#include "base/shingles.h"
#include "base/utf8.h"
#include "language/fold.h"

namespace nostos::language {
namespace {

// What the first byte of a character tells, so that most of a text is read without decoding it.
constexpr std::uint8_t kOther = 0, kLetter = 1, kDigit = 2, kSpace = 3, kCyrillic = 4, kBeyond = 5;

constexpr std::array<std::uint8_t, 256> byte_kinds() {
  std::array<std::uint8_t, 256> kinds{};
  for (std::size_t c = 0; c < 128; ++c) {
    const bool is_a_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool is_a_digit = c >= '0' && c <= '9';
    const bool is_a_space = c == ' ' || (c >= 9 && c <= 13);
    kinds[c] = is_a_letter ? kLetter : is_a_digit ? kDigit : is_a_space ? kSpace : kOther;
  }
  for (std::size_t c = 128; c < 256; ++c) kinds[c] = c == 0xD0 || c == 0xD1 ? kCyrillic : kBeyond;
  return kinds;
}
constexpr std::array<std::uint8_t, 256> kKinds = byte_kinds();

// U+0400 to U+047F as append_folded has them.
struct CyrillicLetter {
  std::array<char, 2> folded{};
  bool upper = false;
};
std::array<CyrillicLetter, 128> cyrillic_letters() {
  std::array<CyrillicLetter, 128> letters{};
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const auto c = static_cast<char32_t>(0x400 + i);
    std::string folded;
    append_folded(folded, c);
    letters[i] = {{folded[0], folded[1]}, is_upper(c)};
  }
  return letters;
}
const std::array<CyrillicLetter, 128> kCyrillicLetters = cyrillic_letters();

class Scanner {
 public:
  Scanner(std::string_view text, std::uint32_t start, std::uint32_t end, Tokens& out)
      : text_(text.substr(0, end)), at_(start), out_(out), folded_(out.folded_text.size()) {}

  void run() {
    out_.folded_text.resize(folded_ + (text_.size() - at_) + 64);
    while (at_ < text_.size()) {
      plain_run();
      if (at_ < text_.size()) careful_step();
    }
    out_.folded_text.resize(folded_);
  }

 private:
  static std::uint8_t kind_of(char c) { return kKinds[static_cast<unsigned char>(c)]; }
  std::uint8_t kind_at(std::size_t at) const { return kind_of(text_[at]); }

  // White space, usual marks, and words of ASCII or of Cyrillic letters with nothing odd behind
  // them: nearly all there is. Stops where the careful way must be gone.
  void plain_run() {
    // What is plain is as long when it is folded.
    room_for(text_.size() - at_ + kSlack);
    Plain plain{.at = at_, .folded = folded_, .space = space_, .line = line_};
    while (plain.at < text_.size() && plain_step(plain)) {
    }
    at_ = plain.at;
    folded_ = plain.folded;
    space_ = plain.space;
    line_ = plain.line;
  }

  // Where a run of what is plain has come to. In a value of its own, so that writing letters cannot
  // be taken for writing to it.
  struct Plain {
    std::size_t at, folded;
    bool space, line;
  };

  [[gnu::always_inline]] bool plain_step(Plain& plain) {
    const char c = text_[plain.at];
    switch (kind_of(c)) {
      case kSpace:
        plain.space = true;
        plain.line = plain.line || c == '\n';
        ++plain.at;
        return true;
      case kLetter:
        return plain_latin_word(plain);
      case kOther:
        if (!plain_mark(c)) return false;
        emit_plain_mark(plain);
        return true;
      case kCyrillic:
        return plain_cyrillic_word(plain);
      default:
        return false;
    }
  }

  void careful_step() {
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

  // What is nothing else than itself; an apostrophe may be one of several.
  static bool plain_mark(char c) {
    return c == ',' || c == '.' || c == '"' || c == ':' || c == ';' || c == '(' || c == ')';
  }

  // Whether a word that may end at `end` ends there: a hyphen, an apostrophe, a digit or a full
  // stop may belong to it; so may what is beyond ASCII, but for guillemets.
  bool ends_plainly(std::size_t end, std::size_t letters) const {
    if (end == text_.size()) return true;
    const char c = text_[end];
    switch (kind_at(end)) {
      case kSpace:
        return true;
      case kOther:
        return c != '-' && c != '\'' && c != '`' && (c != '.' || letters > 1);
      case kBeyond:
        return c == '\xC2' && end + 1 < text_.size() &&
               (text_[end + 1] == '\xAB' || text_[end + 1] == '\xBB');
      default:
        return false;
    }
  }

  [[gnu::always_inline]] bool plain_latin_word(Plain& plain) {
    const std::size_t end = letters_end(plain.at);
    const std::size_t letters = end - plain.at;
    if (!ends_plainly(end, letters)) return false;
    const char* const word = text_.data() + plain.at;
    const auto upper = [word](std::size_t i) { return (word[i] & 0x20) == 0; };
    bool all = letters > 1 && upper(0);
    for (std::size_t i = 1; all && i < letters; ++i) all = upper(i);
    const bool capital = upper(0);
    lower(plain.at, letters, out_.folded_text.data() + plain.folded);
    emit_plain_word(plain, end, capital, all, false);
    return true;
  }

  // The end of the run of ASCII letters that begins at `at`.
  std::size_t letters_end(std::size_t at) const {
    constexpr std::uint64_t kOnes = 0x0101010101010101ULL;
    constexpr std::uint64_t kHighs = 0x8080808080808080ULL;
    for (; at + 8 <= text_.size(); at += 8) {
      std::uint64_t block = 0;
      std::memcpy(&block, text_.data() + at, 8);
      // The high bit of each byte: set where it is 'a' or more, set where it is more than 'z'.
      const std::uint64_t small = (block | kOnes * 0x20) & ~kHighs;
      const std::uint64_t from_a = small + kOnes * (0x80 - 'a');
      const std::uint64_t behind_z = small + kOnes * (0x80 - 'z' - 1);
      const std::uint64_t others = ~(from_a & ~behind_z & ~block) & kHighs;
      if (others != 0) return at + static_cast<std::size_t>(std::countr_zero(others)) / 8;
    }
    while (at < text_.size() && kind_at(at) == kLetter) ++at;
    return at;
  }

  // The ASCII letters at `at`, small. What stands up to seven bytes behind them in `to` is lost.
  void lower(std::size_t at, std::size_t letters, char* to) const {
    for (const std::size_t end = at + letters; at < end; at += 8, to += 8) {
      std::uint64_t block = 0;
      if (at + 8 <= text_.size()) {
        std::memcpy(&block, text_.data() + at, 8);
      } else {
        std::memcpy(&block, text_.data() + at, end - at);
      }
      block |= 0x2020202020202020ULL;
      std::memcpy(to, &block, 8);
    }
  }

  // Letters of U+0400 to U+047F, two bytes each, and as many when folded.
  bool plain_cyrillic_word(Plain& plain) {
    std::size_t end = plain.at + 2;
    while (end + 1 < text_.size() && kind_at(end) == kCyrillic) end += 2;
    const std::size_t letters = (end - plain.at) / 2;
    if (end > text_.size() || !ends_plainly(end, letters)) return false;
    std::size_t capitals = 0;
    char* word = out_.folded_text.data() + plain.folded;
    for (std::size_t i = plain.at; i < end; i += 2) {
      const auto& letter = kCyrillicLetters[cyrillic_number(i)];
      *word++ = letter.folded[0];
      *word++ = letter.folded[1];
      capitals += letter.upper ? 1U : 0U;
    }
    emit_plain_word(plain, end, kCyrillicLetters[cyrillic_number(plain.at)].upper,
                    capitals > 1 && capitals == letters, true);
    return true;
  }

  std::size_t cyrillic_number(std::size_t at) const {
    return (static_cast<unsigned char>(text_[at]) & 1U) << 6U |
           (static_cast<unsigned char>(text_[at + 1]) & 0x3FU);
  }

  // Room for the folded form of a word of so many bytes; a little more may be written behind it.
  static constexpr std::size_t kSlack = 8;
  char* room_for(std::size_t bytes) {
    if (out_.folded_text.size() - folded_ < bytes + kSlack)
      out_.folded_text.resize(2 * out_.folded_text.size() + bytes + kSlack);
    return out_.folded_text.data() + folded_;
  }

  // A word up to `end`, the folded form of which has been written.
  [[gnu::always_inline]] void emit_plain_word(Plain& plain, std::size_t end, bool capital,
                                              bool all_capitals, bool cyrillic) {
    Token& token = emit_plain(plain, end);
    token.kind = TokenKind::word;
    token.capital = capital;
    token.all_capitals = all_capitals;
    token.cyrillic = cyrillic;
    token.ascii = !cyrillic;
  }

  // A mark of one byte, which no folding changes.
  void emit_plain_mark(Plain& plain) {
    const char mark = text_[plain.at];
    out_.folded_text[plain.folded] = mark;
    emit_plain(plain, plain.at + 1).mark = static_cast<unsigned char>(mark);
  }

  [[gnu::always_inline]] Token& emit_plain(Plain& plain, std::size_t end) {
    const std::size_t size = end - plain.at;
    Token& token = out_.items.emplace_back();
    token.start = static_cast<std::uint32_t>(plain.at);
    token.end = static_cast<std::uint32_t>(end);
    token.folded = static_cast<std::uint32_t>(plain.folded);
    token.folded_end = static_cast<std::uint32_t>(plain.folded + size);
    token.hash = token_hash({out_.folded_text.data() + plain.folded, size});
    token.space_before = plain.space;
    token.line_before = plain.line;
    plain.at = end;
    plain.folded += size;
    plain.space = plain.line = false;
    return token;
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
    if (whole && digits <= 15) out_.set_value(out_.items.back(), value);
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
    piece_.clear();
    for (std::size_t i = start; i < end;) {
      std::size_t length = 0;
      append_folded(piece_, peek(i, length));
      i += length;
    }
    token.folded = static_cast<std::uint32_t>(folded_);
    piece_.copy(room_for(piece_.size()), piece_.size());
    folded_ += piece_.size();
    token.folded_end = static_cast<std::uint32_t>(folded_);
    token.hash = token_hash(piece_);
    if (kind == TokenKind::mark) token.mark = Mark::number_of(piece_);
    out_.items.push_back(token);
    at_ = end;
    space_ = line_ = false;
  }

  std::string_view text_;
  std::size_t at_;
  Tokens& out_;
  bool space_ = true;
  bool line_ = false;
  std::string piece_;       // the folded form at hand
  std::size_t folded_ = 0;  // bytes of the folded text that are taken
};

}  // namespace

std::vector<std::uint32_t> shingles_of(const Tokens& tokens) {
  std::vector<std::uint32_t> words;
  words.reserve(tokens.items.size());
  for (const Token& token : tokens.items) {
    if (token.kind == TokenKind::mark) continue;
    words.push_back(token.kind == TokenKind::word ? token.hash : Shingler::kFigure);
  }
  Shingler shingler;
  shingler.expect(words.size());
  shingler.run(words);
  return shingler.sketch();
}

void tokenize(std::string_view text, std::uint32_t start, std::uint32_t end, Tokens& out) {
  Scanner(text, start, end, out).run();
}

}  // namespace nostos::language
