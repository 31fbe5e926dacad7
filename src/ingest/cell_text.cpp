// SPDX-License-Identifier: Apache-2.0
#include "ingest/cell_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "base/utf8.h"

namespace nostos::ingest {
namespace {

constexpr char32_t kJoinersFrom = 0x200C;  // zero-width non-joiner and joiner
constexpr char32_t kJoinersTo = 0x200D;

std::string code_name(char32_t c) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out = "U+";
  for (int shift = c > 0xFFFF ? 20 : 12; shift >= 0; shift -= 4)
    out.push_back(kDigits[(c >> static_cast<unsigned>(shift)) & 0xFU]);
  return out;
}

// Nothing is seen of it, and it changes no sound: a mark of direction, a zero width, a soft hyphen.
std::string_view invisible(char32_t c) {
  if (c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
      c == 0x061C)
    return "a mark of writing direction";
  if (c == 0x200B || (c >= kJoinersFrom && c <= kJoinersTo) || (c >= 0x2060 && c <= 0x2064) ||
      c == 0xFEFF)
    return "a character without width";
  if (c == 0xAD) return "a soft hyphen";
  return {};
}

bool is_control(char32_t c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0);
}

bool is_blank(char32_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x202F || c == 0x3000;
}

// Letters of scripts in which a joiner changes how a word is written: Arabic to the end of the
// Indic ones.
bool joins(char32_t c) { return c >= 0x0600 && c < 0x1100; }

// Nothing above ASCII needs a look but what begins with these bytes, and ASCII only its controls.
bool plain(std::string_view text) {
  return std::ranges::none_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xD8 || byte == 0xE2 ||
           byte == 0xE3 || byte == 0xEF;
  });
}

std::string_view trimmed_of_spaces(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

void tell(std::vector<std::string>& remarks, std::string remark) {
  if (remarks.size() < 8 && std::ranges::find(remarks, remark) == remarks.end())
    remarks.push_back(std::move(remark));
}

void clean(std::string_view written, CellText& cell) {
  char32_t before = 0;
  std::size_t length = 0;
  for (std::size_t i = 0; i < written.size(); i += length) {
    const char32_t c = decode_utf8(written, i, length);
    if (c == 0) {
      cell.fault = "a NUL; the file was damaged or is no text. Export the list again";
      return;
    }
    if (is_control(c)) {
      cell.fault = "the control character " + code_name(c) +
                   ", which no name or date holds; take it out, or export the list again";
      return;
    }
    if (const auto what = invisible(c); !what.empty()) {
      const bool written_so = c >= kJoinersFrom && c <= kJoinersTo && joins(before);
      if (!written_so) {
        tell(cell.remarks, "left out " + code_name(c) + ", " + std::string(what) +
                               " that nobody sees; the name may come from a chat or a page");
        continue;
      }
    }
    if (c == 0xFFFD)
      tell(cell.remarks,
           "a character was lost before the list came here (U+FFFD); look it up in the original");
    before = c;
    if (is_blank(c)) {
      // One space for any run of them, line ends included; none at the beginning.
      if (!cell.text.empty() && cell.text.back() != ' ') cell.text.push_back(' ');
    } else {
      cell.text.append(written.substr(i, length));
    }
  }
  if (!cell.text.empty() && cell.text.back() == ' ') cell.text.pop_back();
}

}  // namespace

CellText cell_text(std::string_view written) {
  CellText cell;
  if (const auto bad = first_invalid_utf8(written)) {
    cell.fault = "not UTF-8 after " + std::to_string(count_code_points(written.substr(0, *bad))) +
                 " characters; a character was cut, or the list is in another encoding: export it "
                 "again as UTF-8";
    cell.option = ", or say --encoding";
    return cell;
  }
  if (plain(written) && written.find("  ") == std::string_view::npos) {
    cell.text = trimmed_of_spaces(written);
    return cell;
  }
  clean(written, cell);
  return cell;
}

std::string beginning(std::string_view value) {
  std::size_t end = std::min<std::size_t>(value.size(), 60);
  while (end < value.size() && end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0U) == 0x80U)
    --end;
  return std::string(value.substr(0, end));
}

}  // namespace nostos::ingest
