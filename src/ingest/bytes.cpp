// SPDX-License-Identifier: Apache-2.0
#include "ingest/bytes.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/utf8.h"
#include "ingest/html_scanner.h"
#include "ingest/white_space.h"

namespace nostos::ingest {
namespace {

using namespace std::string_view_literals;

struct FileKind {
  std::string_view magic;
  std::string_view what;
  std::string_view remedy;  // %s stands for the file's name
};

constexpr auto kKinds = std::to_array<FileKind>({
    {"%PDF-", "a PDF file", "take its text out first: pdftotext %s - | nostos read -"},
    {"PK\x03\x04", "a ZIP archive (Word and OpenDocument files are ones)",
     "save it as plain text or HTML first"},
    {"\xD0\xCF\x11\xE0", "an old Word or Excel file", "save it as plain text or HTML first"},
    {"{\\rtf", "an RTF document", "save it as plain text or HTML first"},
    {"\x1F\x8B", "a gzip file", "unpack it first: zcat %s | nostos read -"},
    {"\xFD"
     "7zXZ\0"sv,
     "an xz file", "unpack it first: xzcat %s | nostos read -"},
    {"BZh", "a bzip2 file", "unpack it first: bzcat %s | nostos read -"},
    {"\x28\xB5\x2F\xFD", "a zstd file", "unpack it first: zstdcat %s | nostos read -"},
    {"7z\xBC\xAF\x27\x1C", "a 7-Zip archive", "unpack it first"},
    {"Rar!", "a RAR archive", "unpack it first"},
    {"\x89PNG", "a PNG image", "type off or recognise its text first"},
    {"\xFF\xD8\xFF", "a JPEG image", "type off or recognise its text first"},
    {"GIF8", "a GIF image", "type off or recognise its text first"},
    {"RIFF", "a media file (RIFF)", "only text and HTML can be read"},
    {"\x7F"
     "ELF",
     "a program", "only text and HTML can be read"},
    {"SQLite format 3", "an SQLite database", "only text, HTML and JSONL can be read"},
});

std::string filled(std::string_view pattern, std::string_view name) {
  std::string out(pattern);
  const std::size_t at = out.find("%s");
  if (at != std::string::npos) out.replace(at, 2, name);
  return out;
}

std::string convert(std::string_view encoding, std::string_view name) {
  return "convert it first: iconv -f " + std::string(encoding) + " -t UTF-8 " + std::string(name) +
         " | nostos read -";
}

std::size_t line_at(std::string_view body, std::size_t at) {
  return 1 + static_cast<std::size_t>(std::ranges::count(body.substr(0, at), '\n'));
}

std::string place(std::string_view body, std::size_t at) {
  return "byte " + std::to_string(at + 1) + " (line " + std::to_string(line_at(body, at)) + ")";
}

// UTF-16 has a byte-order mark, or NULs at every other byte where the text is Latin.
std::optional<std::string_view> utf16_kind(std::string_view body) {
  if (body.starts_with("\xFF\xFE")) return "UTF-16LE";
  if (body.starts_with("\xFE\xFF")) return "UTF-16BE";
  const std::size_t looked_at = std::min<std::size_t>(body.size(), 4096);
  if (body.substr(0, looked_at).find('\0') == std::string_view::npos) return std::nullopt;
  std::array<std::size_t, 2> nuls{};
  for (std::size_t i = 0; i < looked_at; ++i) nuls[i % 2] += body[i] == '\0' ? 1U : 0U;
  if (nuls[1] * 4 > looked_at && nuls[0] * 50 < looked_at) return "UTF-16LE";
  if (nuls[0] * 4 > looked_at && nuls[1] * 50 < looked_at) return "UTF-16BE";
  return std::nullopt;
}

// The charset that an HTML page declares near its beginning, in lower case.
std::string declared_charset(std::string_view body) {
  constexpr std::string_view kKey = "charset";
  const std::string_view head = body.substr(0, 2048);
  for (std::size_t at = 0; at + kKey.size() < head.size(); ++at) {
    if (!equals_ignoring_case(head.substr(at, kKey.size()), kKey)) continue;
    std::size_t i = at + kKey.size();
    while (i < head.size() &&
           (is_html_space(head[i]) || head[i] == '=' || head[i] == '"' || head[i] == '\''))
      ++i;
    std::string charset;
    for (; i < head.size() && charset.size() < 32; ++i) {
      const char c = ascii_lower(head[i]);
      const bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
      if (!fits) break;
      charset += c;
    }
    if (!charset.empty()) return charset;
  }
  return {};
}

struct HighBytes {
  std::size_t upper_half = 0;  // 0xC0–0xDF: capitals in Windows-1251, small letters in KOI8
  std::size_t lower_half = 0;  // 0xE0–0xFF: the other way round
  std::size_t in_all = 0;
  std::size_t ascii_letters = 0;
  std::size_t sequences = 0;  // well-formed UTF-8 of more than one byte
  std::size_t broken = 0;     // bytes that are not
};

HighBytes count_high_bytes(std::string_view body) {
  HighBytes counts;
  std::size_t well_formed_until = 0;
  for (std::size_t i = 0; i < body.size(); ++i) {
    const auto byte = static_cast<unsigned char>(body[i]);
    const char small = ascii_lower(body[i]);
    if (small >= 'a' && small <= 'z') ++counts.ascii_letters;
    if (byte < 0x80) continue;
    ++counts.in_all;
    if (byte >= 0xE0) ++counts.lower_half;
    if (byte >= 0xC0 && byte < 0xE0) ++counts.upper_half;
    if (i < well_formed_until) continue;
    const std::size_t length = utf8_length_at(body, i);
    if (length == 0) {
      ++counts.broken;
    } else {
      ++counts.sequences;
      well_formed_until = i + length;
    }
  }
  return counts;
}

std::string encoding_advice(std::string_view body, std::string_view name) {
  const std::string charset = declared_charset(body);
  if (!charset.empty() && charset != "utf-8" && charset != "utf8") {
    return "the page says that it is " + charset + "; " + convert(charset, name);
  }
  const HighBytes counts = count_high_bytes(body);
  if (counts.sequences > 4 * counts.broken) {
    return "the rest is UTF-8, so a character was cut or damaged; drop it: iconv -f UTF-8 -t UTF-8 "
           "-c " +
           std::string(name) + " | nostos read -";
  }
  const bool mostly_latin = counts.ascii_letters > 4 * counts.in_all;
  if (mostly_latin) return "it may be Windows-1252 (Western European); " + convert("CP1252", name);
  if (counts.lower_half >= counts.upper_half) {
    return "it looks like Windows-1251 (Cyrillic); " + convert("CP1251", name);
  }
  return "it looks like KOI8 (Cyrillic); " + convert("KOI8-U", name);
}

Result<void> check_text(std::string_view body, std::string_view name) {
  if (const auto utf16 = utf16_kind(body)) {
    return fail(Fault::invalid_input,
                "not UTF-8 but " + std::string(*utf16) + "; " + convert(*utf16, name));
  }
  if (const std::size_t at = body.find('\0'); at != std::string_view::npos) {
    return fail(Fault::invalid_input,
                "binary: a NUL at " + place(body, at) + "; only text, HTML and JSONL can be read");
  }
  if (const auto bad = first_invalid_utf8(body)) {
    return fail(Fault::invalid_input,
                "not UTF-8 at " + place(body, *bad) + "; " + encoding_advice(body, name));
  }
  return {};
}

}  // namespace

Result<void> check_body(std::string_view body, std::string_view name) {
  if (body.empty()) return fail(Fault::invalid_input, "empty; there is nothing to read");
  if (body.size() > kLargestReport) {
    return fail(Fault::invalid_input,
                "larger than a report may be (64 MB); if it holds many reports, hand them in as "
                "JSONL, one a line");
  }
  for (const FileKind& kind : kKinds) {
    if (!body.starts_with(kind.magic)) continue;
    return fail(Fault::invalid_input,
                std::string(kind.what) + ", not a text; " + filled(kind.remedy, name));
  }
  TRY(check_text(body, name));
  const Trimmed content = trimmed(body, 0, body.size());
  if (content.start == content.end)
    return fail(Fault::invalid_input, "only white space; there is nothing to read");
  return {};
}

domain::Format sniff_format(std::string_view body) {
  constexpr auto kSigns =
      std::to_array<std::string_view>({"<!doctype html", "<html", "<head", "<body", "<article",
                                       "<div", "<p>", "<p ", "<h1", "<meta", "<!--", "<?xml"});
  const Trimmed content = trimmed(body, 0, std::min<std::size_t>(body.size(), 1024));
  const std::string_view start = body.substr(content.start);
  const bool html = std::ranges::any_of(kSigns, [&](std::string_view sign) {
    return equals_ignoring_case(start.substr(0, sign.size()), sign);
  });
  return html ? domain::Format::html : domain::Format::text;
}

}  // namespace nostos::ingest
