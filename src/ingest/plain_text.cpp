// SPDX-License-Identifier: Apache-2.0
#include "ingest/plain_text.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "base/eight_bytes.h"
#include "base/utf8.h"
#include "ingest/white_space.h"

namespace nostos::ingest {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Mail, telegrams and man-made text files wrap between 50 and 110 columns. A longer "longest line"
// means the lines are paragraphs; a shorter one, that they are a list or a menu.
constexpr std::size_t kNarrowestWrap = 50;
constexpr std::size_t kWidestWrap = 110;

struct Line {
  std::size_t start = 0;  // first byte that is not white space
  std::size_t end = 0;    // one past the last such byte
  std::size_t width = 0;  // in code points, trimmed
  bool blank() const { return start == end; }
};

Line line_between(std::string_view text, std::size_t start, std::size_t end) {
  const Trimmed content = trimmed(text, start, end);
  return {content.start, content.end,
          count_code_points(text.substr(content.start, content.end - content.start))};
}

// The first line break at or behind `at`, else the end; eight bytes at a time.
std::size_t line_end(std::string_view text, std::size_t at) {
  for (; at + EightBytes::kSize <= text.size(); at += EightBytes::kSize) {
    const EightBytes bytes(text.data() + at);
    const auto breaks = bytes.equal_to('\n') | bytes.equal_to('\r');
    if (breaks != 0) return at + EightBytes::first(breaks);
  }
  while (at < text.size() && text[at] != '\n' && text[at] != '\r') ++at;
  return at;
}

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  lines.reserve(text.size() / 60 + 8);  // as many as a usual text has
  std::size_t start = 0;
  while (start < text.size()) {
    const std::size_t end = line_end(text, start);
    lines.push_back(line_between(text, start, end));
    start = end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
  }
  return lines;
}

std::size_t first_word_width(std::string_view text, const Line& line) {
  const std::string_view content = text.substr(line.start, line.end - line.start);
  return count_code_points(content.substr(0, std::min(content.find(' '), content.size())));
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_list_item(std::string_view text, const Line& line) {
  const std::string_view content = text.substr(line.start, line.end - line.start);
  if (content.empty() || is_letter(content.front())) return false;  // as most lines begin
  for (const std::string_view bullet :
       {"- ", "* ", "\xE2\x80\xA2", "\xE2\x96\xAA", "\xC2\xB7 ", "\xE2\x97\x8F"}) {
    if (content.starts_with(bullet)) return true;
  }
  const std::size_t digits = std::min(content.find_first_not_of("0123456789"), content.size());
  if (digits == 0 || digits > 2) return false;
  return content.substr(digits).starts_with(") ") || content.substr(digits).starts_with(". ");
}

bool ends_sentence(std::string_view text) {
  constexpr std::string_view kMarks = ".!?:\"";
  return text.empty() || kMarks.find(text.back()) != std::string_view::npos ||
         text.ends_with("\xE2\x80\x9D") || text.ends_with("\xC2\xBB");
}

// How the lines of this text were broken. `width` is 0 when each line is a paragraph.
struct Wrapping {
  std::size_t width = 0;

  // The next line's first word had no room on this one.
  bool joins(std::string_view text, const Line& line, const Line& next) const {
    if (width == 0 || line.blank() || next.blank() || is_list_item(text, next)) return false;
    return line.width + 1 + first_word_width(text, next) > width;
  }
};

Wrapping wrapping_of(std::string_view text, const std::vector<Line>& lines) {
  std::size_t widest = 0;
  std::size_t letters_in_all = 0;
  std::size_t letters_in_long_lines = 0;
  for (const Line& line : lines) {
    const bool one_word = first_word_width(text, line) == line.width;
    if (one_word) continue;  // a web address has no place to wrap, and says nothing of the width
    letters_in_all += line.width;
    if (line.width > kWidestWrap) {
      letters_in_long_lines += line.width;
    } else {
      widest = std::max(widest, line.width);
    }
  }
  if (widest < kNarrowestWrap || letters_in_long_lines * 6 > letters_in_all) return {};
  const Wrapping wrapping{widest};
  std::size_t followed = 0;
  std::size_t full = 0;
  std::size_t go_on = 0;
  std::size_t unfinished = 0;
  std::size_t paragraphs = 1;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (lines[i].blank() && !lines[i + 1].blank()) ++paragraphs;
    if (lines[i].blank() || lines[i + 1].blank()) continue;
    ++followed;
    if (!wrapping.joins(text, lines[i], lines[i + 1])) continue;
    ++full;
    if (starts_lower_case(text.substr(lines[i + 1].start))) ++go_on;
    if (!ends_sentence(text.substr(0, lines[i].end))) ++unfinished;
  }
  // Where text is wrapped most lines are full and many next lines start in mid-sentence; a page
  // with one short paragraph a line has neither. Text full of names and figures starts few lines in
  // lower case: then nearly all lines must be full and most must stop in mid-sentence.
  const bool many_go_on = full * 2 >= followed && go_on * 3 >= full;
  const bool nearly_all_full = full * 4 >= followed * 3 && unfinished * 3 >= full * 2;
  const bool between_blanks = paragraphs > 1 && full == followed && unfinished * 2 >= full;
  const bool wrapped =
      full > 0 && (many_go_on || (full >= 3 && (nearly_all_full || (between_blanks && go_on > 0))));
  return wrapped ? wrapping : Wrapping{};
}

}  // namespace

domain::Document plain_text_document(std::string_view body) {
  const std::size_t skipped = body.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  domain::Document document;
  document.text = body.substr(skipped);
  const std::string_view text = document.text;
  const std::vector<Line> lines = lines_of(text);
  const Wrapping wrapping = wrapping_of(text, lines);
  document.blocks.reserve(lines.size());
  document.source_offsets.reserve(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].blank()) continue;
    const Line& first = lines[i];
    while (i + 1 < lines.size() && wrapping.joins(text, lines[i], lines[i + 1])) ++i;
    const domain::Span span{static_cast<std::uint32_t>(first.start),
                            static_cast<std::uint32_t>(lines[i].end)};
    document.blocks.push_back({span, is_list_item(text, first) ? domain::BlockKind::list_item
                                                               : domain::BlockKind::paragraph});
    document.source_offsets.push_back(static_cast<std::uint32_t>(first.start + skipped));
  }
  return document;
}

}  // namespace nostos::ingest
