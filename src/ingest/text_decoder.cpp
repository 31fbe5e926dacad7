// SPDX-License-Identifier: Apache-2.0
#include "ingest/text_decoder.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "base/utf8.h"

namespace nostos::ingest {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view kUtf16leMark = "\xFF\xFE";
constexpr std::string_view kUtf16beMark = "\xFE\xFF";
// So many bytes from the first that is not ASCII are looked at before an encoding is guessed.
constexpr std::size_t kLookedAt = 8192;
// So many bytes are looked at for the NULs of UTF-16; the same in whatever pieces they come.
constexpr std::size_t kBeginning = 4096;
constexpr char32_t kLost = 0xFFFD;

using HighHalf = std::array<std::uint16_t, 128>;

// Bytes 0x80 to 0xFF; the Unicode Consortium's mapping tables CP1251 and KOI8-U (RFC 2319).
constexpr HighHalf kWindows1251 = {
    0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x0409, 0x2039,
    0x040A, 0x040C, 0x040B, 0x040F, 0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0xFFFD, 0x2122, 0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F, 0x00A0, 0x040E, 0x045E, 0x0408,
    0x00A4, 0x0490, 0x00A6, 0x00A7, 0x0401, 0x00A9, 0x0404, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x0407,
    0x00B0, 0x00B1, 0x0406, 0x0456, 0x0491, 0x00B5, 0x00B6, 0x00B7, 0x0451, 0x2116, 0x0454, 0x00BB,
    0x0458, 0x0405, 0x0455, 0x0457, 0x0410, 0x0411, 0x0412, 0x0413, 0x0414, 0x0415, 0x0416, 0x0417,
    0x0418, 0x0419, 0x041A, 0x041B, 0x041C, 0x041D, 0x041E, 0x041F, 0x0420, 0x0421, 0x0422, 0x0423,
    0x0424, 0x0425, 0x0426, 0x0427, 0x0428, 0x0429, 0x042A, 0x042B, 0x042C, 0x042D, 0x042E, 0x042F,
    0x0430, 0x0431, 0x0432, 0x0433, 0x0434, 0x0435, 0x0436, 0x0437, 0x0438, 0x0439, 0x043A, 0x043B,
    0x043C, 0x043D, 0x043E, 0x043F, 0x0440, 0x0441, 0x0442, 0x0443, 0x0444, 0x0445, 0x0446, 0x0447,
    0x0448, 0x0449, 0x044A, 0x044B, 0x044C, 0x044D, 0x044E, 0x044F};
constexpr HighHalf kKoi8u = {
    0x2500, 0x2502, 0x250C, 0x2510, 0x2514, 0x2518, 0x251C, 0x2524, 0x252C, 0x2534, 0x253C, 0x2580,
    0x2584, 0x2588, 0x258C, 0x2590, 0x2591, 0x2592, 0x2593, 0x2320, 0x25A0, 0x2219, 0x221A, 0x2248,
    0x2264, 0x2265, 0x00A0, 0x2321, 0x00B0, 0x00B2, 0x00B7, 0x00F7, 0x2550, 0x2551, 0x2552, 0x0451,
    0x0454, 0x2554, 0x0456, 0x0457, 0x2557, 0x2558, 0x2559, 0x255A, 0x255B, 0x0491, 0x255D, 0x255E,
    0x255F, 0x2560, 0x2561, 0x0401, 0x0404, 0x2563, 0x0406, 0x0407, 0x2566, 0x2567, 0x2568, 0x2569,
    0x256A, 0x0490, 0x256C, 0x00A9, 0x044E, 0x0430, 0x0431, 0x0446, 0x0434, 0x0435, 0x0444, 0x0433,
    0x0445, 0x0438, 0x0439, 0x043A, 0x043B, 0x043C, 0x043D, 0x043E, 0x043F, 0x044F, 0x0440, 0x0441,
    0x0442, 0x0443, 0x0436, 0x0432, 0x044C, 0x044B, 0x0437, 0x0448, 0x044D, 0x0449, 0x0447, 0x044A,
    0x042E, 0x0410, 0x0411, 0x0426, 0x0414, 0x0415, 0x0424, 0x0413, 0x0425, 0x0418, 0x0419, 0x041A,
    0x041B, 0x041C, 0x041D, 0x041E, 0x041F, 0x042F, 0x0420, 0x0421, 0x0422, 0x0423, 0x0416, 0x0412,
    0x042C, 0x042B, 0x0417, 0x0428, 0x042D, 0x0429, 0x0427, 0x042A};

struct Named {
  std::string_view word;
  Encoding encoding;
};

constexpr auto kNames = std::to_array<Named>({
    {"auto", Encoding::by_content},
    {"utf-8", Encoding::utf8},
    {"utf8", Encoding::utf8},
    {"utf-16le", Encoding::utf16le},
    {"utf-16be", Encoding::utf16be},
    {"windows-1251", Encoding::windows1251},
    {"cp1251", Encoding::windows1251},
    {"koi8-u", Encoding::koi8u},
    {"koi8-r", Encoding::koi8u},
    {"koi8", Encoding::koi8u},
});

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// Which of the Cyrillic letters are frequent in running text and names, whatever the language:
// half of all letters are of these ten. In the order of the alphabet from U+0430.
bool is_frequent(char32_t small) {
  constexpr std::u32string_view kFrequent = U"авеиклнорт";
  return kFrequent.find(small) != std::u32string_view::npos;
}

// How much like written names and words the bytes are when read by `table`: frequent letters speak
// for it; a capital after a small letter, or a sign that no list holds, against it.
long likeness(std::string_view bytes, const HighHalf& table) {
  long score = 0;
  bool after_small = false;
  for (const char byte : bytes) {
    if (is_ascii(byte)) {
      after_small = false;
      continue;
    }
    const char32_t c = table[static_cast<unsigned char>(byte) - 0x80U];
    const bool capital = c >= 0x410 && c <= 0x42F;
    const bool small = c >= 0x430 && c <= 0x44F;
    if (capital || small) {
      score += is_frequent(capital ? c + 32 : c) ? 3 : -1;
      if (capital && after_small) score -= 6;
    } else if (c >= 0x2320 && c <= 0x25FF) {
      score -= 8;  // KOI8's box drawings
    } else if (c == kLost) {
      score -= 20;
    }
    after_small = small;
  }
  return score;
}

std::optional<Encoding> marked(std::string_view bytes, std::size_t& mark) {
  for (const auto& [sign, encoding] :
       {std::pair(kUtf8Mark, Encoding::utf8), std::pair(kUtf16leMark, Encoding::utf16le),
        std::pair(kUtf16beMark, Encoding::utf16be)}) {
    if (!bytes.starts_with(sign)) continue;
    mark = sign.size();
    return encoding;
  }
  return std::nullopt;
}

// UTF-16 without a mark: separators and line ends have a NUL beside them.
std::optional<Encoding> utf16_by_nuls(std::string_view bytes) {
  std::array<std::size_t, 2> nuls{};
  const std::size_t looked_at = std::min(bytes.size(), kBeginning) & ~std::size_t{1};
  for (std::size_t i = 0; i < looked_at; ++i) nuls[i % 2] += bytes[i] == '\0' ? 1U : 0U;
  if (looked_at < 4) return std::nullopt;
  const auto enough = [&](std::size_t count) { return count >= 4 && count * 40 > looked_at; };
  if (enough(nuls[1]) && nuls[0] == 0) return Encoding::utf16le;
  if (enough(nuls[0]) && nuls[1] == 0) return Encoding::utf16be;
  return std::nullopt;
}

// Well-formed sequences and broken bytes; a sequence cut off at the very end is neither.
struct Utf8Count {
  std::size_t good = 0;
  std::size_t broken = 0;
};

Utf8Count count_utf8(std::string_view bytes) {
  Utf8Count count;
  for (std::size_t i = 0; i < bytes.size();) {
    if (is_ascii(bytes[i])) {
      ++i;
      continue;
    }
    const std::size_t length = utf8_length_at(bytes, i);
    if (length == 0 && bytes.size() - i >= 4) ++count.broken;
    if (length != 0) ++count.good;
    i += std::max<std::size_t>(length, 1);
  }
  return count;
}

void decode_single_bytes(std::string_view bytes, const HighHalf& table, std::string& out) {
  for (const char byte : bytes) {
    if (is_ascii(byte)) {
      out.push_back(byte);
    } else {
      append_utf8(out, table[static_cast<unsigned char>(byte) - 0x80U]);
    }
  }
}

// Returns how many bytes were read; the rest is half a character.
std::size_t decode_utf16(std::string_view bytes, bool big_endian, bool last, std::string& out) {
  const auto unit = [&](std::size_t at) {
    const auto a = static_cast<unsigned char>(bytes[at]);
    const auto b = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(big_endian ? a * 256U + b : b * 256U + a);
  };
  std::size_t i = 0;
  while (i + 2 <= bytes.size()) {
    const char32_t first = unit(i);
    if (first < 0xD800 || first > 0xDFFF) {
      append_utf8(out, first);
      i += 2;
      continue;
    }
    if (first < 0xDC00 && i + 4 > bytes.size() && !last) return i;
    const char32_t second = i + 4 <= bytes.size() ? unit(i + 2) : 0;
    const bool pair = first < 0xDC00 && second >= 0xDC00 && second <= 0xDFFF;
    append_utf8(out, pair ? 0x10000 + ((first - 0xD800) << 10U) + (second - 0xDC00) : kLost);
    i += pair ? 4 : 2;
  }
  if (last && i < bytes.size()) {
    append_utf8(out, kLost);
    i = bytes.size();
  }
  return i;
}

}  // namespace

std::string_view name(Encoding encoding) {
  switch (encoding) {
    case Encoding::by_content:
      return "unknown";
    case Encoding::utf8:
      return "UTF-8";
    case Encoding::utf16le:
      return "UTF-16LE";
    case Encoding::utf16be:
      return "UTF-16BE";
    case Encoding::windows1251:
      return "Windows-1251";
    case Encoding::koi8u:
      return "KOI8-U";
  }
  return "unknown";
}

std::optional<Encoding> encoding_named(std::string_view word) {
  std::string small(word);
  for (char& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  const auto* found = std::ranges::find(kNames, small, &Named::word);
  if (found == kNames.end()) return std::nullopt;
  return found->encoding;
}

void TextDecoder::decode(std::string_view bytes, bool last, std::string& out) {
  waiting_.append(bytes);
  if (!begun_ && (waiting_.size() >= kBeginning || last)) {
    begun_ = true;
    std::size_t mark = 0;
    const auto by_mark = marked(waiting_, mark);
    if (by_mark && (asked_ == Encoding::by_content || asked_ == *by_mark)) {
      decided_ = by_mark;
      waiting_.erase(0, mark);
    } else if (asked_ != Encoding::by_content) {
      decided_ = asked_;
    } else if (const auto wide = utf16_by_nuls(waiting_)) {
      decided_ = wide;
      doubt_ = "read as " + std::string(name(*wide)) +
               ", by its NULs; it has no byte-order mark. If names look wrong, save it as UTF-8";
      option_ = ", or say --encoding";
    }
  }
  if (begun_) pass_on(last, out);
}

void TextDecoder::pass_on(bool last, std::string& out) {
  if (!decided_) {
    const auto high = std::ranges::find_if_not(waiting_, is_ascii);
    const auto seen = static_cast<std::size_t>(waiting_.end() - high);
    if (seen > 0 && (seen >= kLookedAt || last)) decide();
    if (!decided_) {
      // ASCII is the same in all that are left to choose from.
      out.append(waiting_.begin(), high);
      waiting_.erase(waiting_.begin(), high);
      return;
    }
  }
  std::size_t read = waiting_.size();
  switch (*decided_) {
    case Encoding::windows1251:
      decode_single_bytes(waiting_, kWindows1251, out);
      break;
    case Encoding::koi8u:
      decode_single_bytes(waiting_, kKoi8u, out);
      break;
    case Encoding::utf16le:
    case Encoding::utf16be:
      read = decode_utf16(waiting_, *decided_ == Encoding::utf16be, last, out);
      break;
    case Encoding::utf8:
    case Encoding::by_content:
      out.append(waiting_);
      break;
  }
  waiting_.erase(0, read);
}

void TextDecoder::decide() {
  const Utf8Count count = count_utf8(waiting_);
  if (count.broken == 0 || count.good > 4 * count.broken) {
    decided_ = Encoding::utf8;  // a broken character among many good ones is that row's fault
    return;
  }
  const long windows = likeness(waiting_, kWindows1251);
  const long koi = likeness(waiting_, kKoi8u);
  if (std::max(windows, koi) <= 0) {
    decided_ = Encoding::utf8;  // neither: the rows say what is wrong with them
    return;
  }
  decided_ = windows >= koi ? Encoding::windows1251 : Encoding::koi8u;
  const std::string_view other = windows >= koi ? "koi8-u" : "windows-1251";
  doubt_ = "not UTF-8; read as " + std::string(name(*decided_)) +
           ", by how often its letters occur. If names look wrong, save it as UTF-8";
  option_ = ", or say --encoding " + std::string(other) + " or what it is written in";
}

}  // namespace nostos::ingest
