// SPDX-License-Identifier: Apache-2.0
#include "names/correspondences.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "base/utf8.h"
#include "language/table.h"
#include "names/folded_word.h"

namespace nostos::names {
namespace {

constexpr std::size_t kLetterEnd = 0x1F00;
constexpr std::uint8_t kBefore = 1;  // the place before the word
constexpr std::uint8_t kBehind = 2;  // the place behind it

std::u32string letters_of(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 0;
    out.push_back(decode_utf8(text, at, length));
    at += length;
  }
  return out;
}

// A context as a number: its window, then a byte for each letter.
std::uint64_t packed(std::size_t window, std::span<const std::uint8_t> codes) {
  std::uint64_t key = window + 1;
  for (const std::uint8_t code : codes) key = (key << 8U) | code;
  return key;
}

// A context has at most three letters from here on, a reading may have more.
bool stands_there(const Correspondences::Heard& latin, std::size_t at,
                  const Correspondences::Reading& reading) {
  if (at + reading.latin > latin.size) return false;
  for (std::size_t k = 1; k < reading.latin; ++k) {
    if (latin.letters[at + k] != reading.from[k]) return false;
  }
  return true;
}

bool number(std::string_view text, double& out) {
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), out);
  return fault == std::errc() && end == text.data() + text.size();
}

}  // namespace

char32_t Correspondences::plain(char32_t c) {
  switch (c) {
    case U'ё':
    case U'є':
      return U'е';
    case U'і':
    case U'ї':
      return U'и';
    case U'ґ':
      return U'г';
    default:
      return c;
  }
}

Result<Correspondences> Correspondences::load(const NameFile& file) {
  TRY_ASSIGN(const language::Table table, language::parse_table(file.path, file.content, 3));
  Correspondences out;
  out.codes_.assign(kLetterEnd, 0);
  std::uint8_t last = kBehind;
  for (const language::Row& row : table.rows) {
    const auto bad = [&](const std::string& what) { return language::complain(table, row, what); };
    std::u32string before = letters_of(row.cells[0] == "-" ? "" : row.cells[0]);
    const std::u32string here = letters_of(row.cells[1]);
    const auto window = std::ranges::find(
        kWindows, std::pair(static_cast<int>(before.size()), static_cast<int>(here.size())));
    if (window == kWindows.end()) return bad("there is no window of so many letters");
    std::vector<std::uint8_t> codes;
    for (const char32_t c : before + here) {
      if (c == U'^' || c == U'$') {
        codes.push_back(c == U'^' ? kBefore : kBehind);
        continue;
      }
      if (c >= kLetterEnd || script_of(c) != Script::latin) {
        return bad("the letters around are Latin, ^ before the word or $ behind it");
      }
      if (out.codes_[c] == 0) {
        if (last == 255) return bad("there are more than 252 different letters");
        out.codes_[c] = ++last;
      }
      codes.push_back(out.codes_[c]);
    }
    const auto from = static_cast<std::uint32_t>(out.readings_.size());
    for (const std::string_view told : language::split(row.cells[2], ' ')) {
      const auto equals = told.find('=');
      const auto colon = told.rfind(':');
      double cost = 0;
      if (equals == std::string_view::npos || colon == std::string_view::npos || colon < equals ||
          !number(told.substr(colon + 1), cost) || !(cost >= 0) || cost > 100) {
        return bad("\"" + std::string(told) + "\" is not LETTERS=LETTERS:COST");
      }
      const std::u32string latin = letters_of(told.substr(0, equals));
      const std::u32string cyrillic = letters_of(told.substr(equals + 1, colon - equals - 1));
      if (latin.empty() || latin.size() > 4 || cyrillic.size() > 2) {
        return bad("one to four Latin letters are read as none, one or two Cyrillic ones");
      }
      Reading reading;
      reading.latin = static_cast<std::uint8_t>(latin.size());
      reading.cyrillic = static_cast<std::uint8_t>(cyrillic.size());
      for (std::size_t i = 0; i < latin.size(); ++i) {
        reading.from[i] = static_cast<char16_t>(latin[i]);
      }
      for (std::size_t i = 0; i < cyrillic.size(); ++i) {
        if (script_of(cyrillic[i]) != Script::cyrillic) return bad("is not read as Cyrillic");
        reading.letters[i] = static_cast<char16_t>(plain(cyrillic[i]));
      }
      reading.probability = static_cast<float>(std::exp(-cost));
      reading.cost = -std::log(double{reading.probability});
      out.readings_.push_back(reading);
    }
    const auto to = static_cast<std::uint32_t>(out.readings_.size());
    const auto index = static_cast<std::size_t>(window - kWindows.begin());
    if (!out.contexts_.try_emplace(packed(index, codes), from, to).second) {
      return bad("this context is told already");
    }
  }
  for (char32_t c = 0xC0; c < kLetterEnd; ++c) {
    if (out.codes_[c] == 0) out.codes_[c] = out.code(without_mark(c));
  }
  return out;
}

std::uint8_t Correspondences::code(char32_t letter) const {
  return letter < kLetterEnd ? codes_[letter] : std::uint8_t{0};
}

void Correspondences::hear(std::span<const char32_t> latin, Heard& out) const {
  out.size = std::min(latin.size(), kMostLetters);
  constexpr std::size_t kEdge = 4;
  std::array<std::uint8_t, kMostLetters + 2 * kEdge> codes;
  std::ranges::fill(codes, kBefore);
  std::fill(codes.begin() + static_cast<std::ptrdiff_t>(kEdge + out.size), codes.end(), kBehind);
  for (std::size_t i = 0; i < out.size; ++i) {
    out.letters[i] = latin[i];
    codes[kEdge + i] = code(latin[i]);
  }
  for (std::size_t i = 0; i < out.size; ++i) {
    out.readings[i] = {};
    for (std::size_t w = 0; w < kWindows.size(); ++w) {
      const auto [before, here] = kWindows[w];
      const std::span around(codes.data() + kEdge + i - before,
                             static_cast<std::size_t>(before + here));
      const auto found = contexts_.find(packed(w, around));
      if (found == contexts_.end()) continue;
      out.readings[i] = std::span(readings_).subspan(found->second.first,
                                                     found->second.second - found->second.first);
      break;
    }
  }
}

double Correspondences::cost(const Heard& latin, std::span<const char32_t> cyrillic, double most) {
  static const double unheard = std::exp(-kUnheardOf);
  constexpr std::size_t kWidth = kMostLetters + 5;
  std::array<std::array<double, kWidth>, kWidth> way;
  const std::size_t n = latin.size;
  const std::size_t m = std::min(cyrillic.size(), kMostLetters);
  for (std::size_t i = 0; i <= n + 4 && i < kWidth; ++i) {
    std::fill_n(way[i].begin(), m + 3, 0.0);
  }
  const double least = std::exp(-std::min(most, 600.0));
  way[0][0] = 1;
  for (std::size_t i = 0; i <= n; ++i) {
    bool open = false;  // whether a way of at most `most` leads through here or past it
    for (std::size_t k = i; k < std::min(i + 4, n + 1) && !open; ++k) {
      open = *std::max_element(way[k].begin(),
                               way[k].begin() + static_cast<std::ptrdiff_t>(m) + 1) >= least;
    }
    if (!open) return 1e9;
    for (std::size_t j = 0; j <= m; ++j) {
      const double here = way[i][j];
      if (here < least * 0.01) continue;
      if (here * unheard >= least * 0.01) {
        if (j < m) way[i][j + 1] += here * unheard;
        if (i < n) way[i + 1][j] += here * unheard;
        if (i < n && j < m) way[i + 1][j + 1] += here * unheard;
      }
      if (i == n) continue;
      for (const Reading& reading : latin.readings[i]) {
        if (reading.cyrillic > 0 && (j >= m || plain(cyrillic[j]) != reading.letters[0])) continue;
        if (reading.cyrillic > 1 && (j + 1 >= m || plain(cyrillic[j + 1]) != reading.letters[1])) {
          continue;
        }
        if (!stands_there(latin, i, reading)) continue;
        way[i + reading.latin][j + reading.cyrillic] += here * double{reading.probability};
      }
    }
  }
  const double all = way[n][m];
  return all <= 0 ? 1e9 : -std::log(all);
}

std::vector<Correspondences::Step> Correspondences::path(const Heard& latin,
                                                         std::span<const char32_t> cyrillic) {
  const std::size_t n = latin.size;
  const std::size_t m = std::min(cyrillic.size(), kMostLetters);
  struct Best {
    double cost = 1e9;
    Step step;
  };
  std::vector<Best> best((n + 5) * (m + 3));
  const auto at = [&](std::size_t i, std::size_t j) -> Best& { return best[i * (m + 3) + j]; };
  at(0, 0).cost = 0;
  const auto go = [&](std::size_t i, std::size_t j, std::uint8_t di, std::uint8_t dj, double cost) {
    Best& to = at(i + di, j + dj);
    const double whole = at(i, j).cost + cost;
    if (whole < to.cost) to = {whole, {i, j, di, dj, cost}};
  };
  for (std::size_t i = 0; i <= n; ++i) {
    for (std::size_t j = 0; j <= m; ++j) {
      if (at(i, j).cost >= 1e9) continue;
      if (i < n) {
        for (const Reading& reading : latin.readings[i]) {
          const bool fits = j + reading.cyrillic <= m &&
                            (reading.cyrillic < 1 || plain(cyrillic[j]) == reading.letters[0]) &&
                            (reading.cyrillic < 2 || plain(cyrillic[j + 1]) == reading.letters[1]);
          if (fits && stands_there(latin, i, reading)) {
            go(i, j, reading.latin, reading.cyrillic, reading.cost);
          }
        }
        go(i, j, 1, 0, kUnheardOf);
        if (j < m) go(i, j, 1, 1, kUnheardOf);
      }
      if (j < m) go(i, j, 0, 1, kUnheardOf);
    }
  }
  std::vector<Step> out;
  for (std::size_t i = n, j = m; i > 0 || j > 0;) {
    const Step& step = at(i, j).step;
    out.push_back(step);
    i = step.latin;
    j = step.cyrillic;
  }
  std::ranges::reverse(out);
  return out;
}

}  // namespace nostos::names
