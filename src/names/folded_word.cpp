// SPDX-License-Identifier: Apache-2.0
#include "names/folded_word.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include "base/utf8.h"
#include "language/fold.h"

namespace nostos::names {
namespace {

bool is_mark(char32_t c) { return (c >= 0x300 && c <= 0x36F) || (c >= 0xFE20 && c <= 0xFE2F); }

bool is_latin(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ||
         (c >= 0xC0 && c < 0x2B0 && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c <= 0x1EFF);
}

// Letters of other scripts; modifier letters and signs (ʹ ʼ ·) are none.
bool is_other(char32_t c) {
  if (c < 0x2B0 || (c >= 0x2B0 && c < 0x370)) return false;
  return language::is_letter(c);
}

icu::UnicodeString to_icu(std::string_view text) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

std::string from_icu(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

// One code point at a time; what is not UTF-8 is passed over a byte at a time.
template <class See>
void each_code_point(std::string_view text, See see) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = utf8_length_at(text, at);
    if (length == 0) {
      ++at;
      continue;
    }
    if (!see(decode_utf8(text, at, length))) return;
    at += length;
  }
}

struct Seen {
  std::size_t latin = 0;
  std::size_t cyrillic = 0;
  std::size_t other = 0;
  std::size_t digits = 0;
  std::size_t marks = 0;
};

Seen look(std::string_view word) {
  Seen seen;
  each_code_point(word, [&](char32_t c) {
    seen.latin += is_latin(c) ? 1U : 0U;
    seen.cyrillic += language::is_cyrillic(c) && c != 0x482 ? 1U : 0U;
    seen.digits += language::is_digit(c) ? 1U : 0U;
    seen.marks += is_mark(c) ? 1U : 0U;
    seen.other += is_other(c) && !language::is_cyrillic(c) && !is_latin(c) ? 1U : 0U;
    return true;
  });
  return seen;
}

char32_t mend(char32_t c, bool to_cyrillic, const Homoglyphs& homoglyphs) {
  for (const auto& [cyrillic, latin] : homoglyphs) {
    if (to_cyrillic && latin == c) return cyrillic;
    if (!to_cyrillic && cyrillic == c) return latin;
  }
  return 0;
}

// Whose letters can only be of this script: those that have no double in the other.
std::size_t certain(std::string_view word, bool cyrillic, const Homoglyphs& homoglyphs) {
  std::size_t count = 0;
  each_code_point(word, [&](char32_t c) {
    const bool mine = cyrillic ? language::is_cyrillic(c) : is_latin(c);
    if (mine && mend(c, !cyrillic, homoglyphs) == 0) ++count;
    return true;
  });
  return count;
}

}  // namespace

Script script_of(char32_t c) {
  if (is_latin(c)) return Script::latin;
  if (language::is_cyrillic(c)) return Script::cyrillic;
  return is_other(c) ? Script::other : Script::none;
}

std::string composed(std::string_view text) {
  bool marks = false;
  each_code_point(text, [&](char32_t c) {
    marks = is_mark(c) || (c >= 0x370 && !language::is_cyrillic(c) && c < 0xFFFFFF && c >= 0x590);
    return !marks;
  });
  if (!marks) return std::string(text);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status) != 0) return std::string(text);
  const icu::UnicodeString out = nfc->normalize(to_icu(text), status);
  return U_FAILURE(status) != 0 ? std::string(text) : from_icu(out);
}

std::string in_latin_letters(std::string_view text) {
  // ICU does not promise that one transliterator may be used by several threads at once.
  static std::mutex alone;
  const std::lock_guard lock(alone);
  UErrorCode status = U_ZERO_ERROR;
  static const std::unique_ptr<icu::Transliterator> any(
      icu::Transliterator::createInstance("Any-Latin; NFC; Lower", UTRANS_FORWARD, status));
  if (any == nullptr) return {};
  icu::UnicodeString out = to_icu(text);
  any->transliterate(out);
  return from_icu(out);
}

char32_t without_mark(char32_t letter) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  if (U_FAILURE(status) != 0) return letter;
  icu::UnicodeString parts;
  if (nfd->getDecomposition(static_cast<UChar32>(letter), parts) == 0) return letter;
  const auto first = static_cast<char32_t>(parts.char32At(0));
  return first == letter ? letter : without_mark(first);
}

void fold_word(std::string_view word, const Homoglyphs& homoglyphs, FoldedWord& out) {
  out.size = 0;
  out.script = Script::none;
  out.mended = false;
  const Seen seen = look(word);
  if (seen.other > 0) {
    const std::string latin = in_latin_letters(word.substr(0, 4 * kMostLetters));
    if (look(latin).other == 0) fold_word(latin, homoglyphs, out);
    out.script = Script::other;
    return;
  }
  if (seen.marks > 0) {
    const std::string whole = composed(word.substr(0, 8 * kMostLetters));
    if (look(whole).marks < seen.marks) return fold_word(whole, homoglyphs, out);
  }
  bool mixed =
      (seen.latin > 0 && seen.cyrillic > 0) || (seen.digits > 0 && seen.latin + seen.cyrillic > 1);
  bool to_cyrillic = seen.latin == 0;
  if (seen.latin > 0 && seen.cyrillic > 0) {
    const std::size_t sure_latin = certain(word, false, homoglyphs);
    const std::size_t sure_cyrillic = certain(word, true, homoglyphs);
    to_cyrillic =
        sure_cyrillic != sure_latin ? sure_cyrillic > sure_latin : seen.cyrillic >= seen.latin;
  } else if (mixed) {
    mixed = to_cyrillic;  // figures are letters only in Cyrillic words: 3 is З, 0 is О
  }
  out.script = seen.latin == 0 && seen.cyrillic == 0 ? Script::none
               : to_cyrillic                         ? Script::cyrillic
                                                     : Script::latin;
  each_code_point(word, [&](char32_t c) {
    const bool cyrillic = language::is_cyrillic(c);
    const bool figure = language::is_digit(c);
    if (!cyrillic && !is_latin(c) && !(figure && mixed)) return true;
    if (mixed && (figure || cyrillic != to_cyrillic)) {
      const char32_t other = mend(c, to_cyrillic, homoglyphs);
      if (other == 0 && figure) return true;
      if (other != 0) {
        c = other;
        out.mended = true;
      }
    }
    out.letters[out.size++] = language::to_lower(c);
    return out.size < kMostLetters;
  });
}

}  // namespace nostos::names
