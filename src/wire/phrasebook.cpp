// SPDX-License-Identifier: Apache-2.0
#include "wire/phrasebook.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

namespace nostos::wire {
namespace {

using Kind = Phrasebook::Kind;
using Piece = Phrasebook::Piece;
using PhraseRow = Phrasebook::PhraseRow;

// Enough for the longest proof many times over; a sentence made to be hard is left in English.
constexpr std::size_t kMostSteps = 200'000;
constexpr int kMostDepth = 12;

constexpr std::array<std::pair<std::string_view, Kind>, 7> kKinds = {{{"n", Kind::number},
                                                                      {"nth", Kind::nth},
                                                                      {"date", Kind::date},
                                                                      {"f", Kind::sum},
                                                                      {"id", Kind::id},
                                                                      {"x", Kind::text},
                                                                      {"p", Kind::phrase}}};

bool digits(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
}

bool is_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return digits(text);
}

bool is_nth(std::string_view text) {
  if (text.size() < 3) return false;
  const std::string_view ending = text.substr(text.size() - 2);
  const bool known = ending == "st" || ending == "nd" || ending == "rd" || ending == "th";
  return known && digits(text.substr(0, text.size() - 2));
}

bool is_date(std::string_view text) {
  return text.size() == 10 && text[4] == '-' && text[7] == '-' && digits(text.substr(0, 4)) &&
         digits(text.substr(5, 2)) && digits(text.substr(8));
}

bool is_id(std::string_view text) {
  return text.find_first_of(" ,;()\"") == std::string_view::npos;
}

// "95 + 56 = 151", "140 (E3)": figures and what stands between them.
bool is_sum(std::string_view text) {
  constexpr std::string_view kSigns = " +-=><().,E";
  return text.find_first_of("0123456789") != std::string_view::npos &&
         std::ranges::all_of(text, [&](char c) {
           return std::isdigit(static_cast<unsigned char>(c)) != 0 || kSigns.contains(c);
         });
}

std::optional<Piece> gap_of(std::string_view inside) {
  Piece piece;
  std::size_t end = 0;
  while (end < inside.size() && std::islower(static_cast<unsigned char>(inside[end])) != 0) ++end;
  const auto kind =
      std::ranges::find(kKinds, inside.substr(0, end), &std::pair<std::string_view, Kind>::first);
  if (kind == kKinds.end()) return std::nullopt;
  piece.kind = kind->second;
  if (end < inside.size() && std::isdigit(static_cast<unsigned char>(inside[end])) != 0) ++end;
  piece.words = inside.substr(0, end);
  piece.separator = inside.substr(end);
  if (!piece.separator.empty() && piece.kind != Kind::phrase) return std::nullopt;
  return piece;
}

// The pieces of one side of a row; the gap that is wrong when one is.
std::expected<std::vector<Piece>, std::string> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    if (open > 0) pieces.push_back({Kind::words, std::string(text.substr(0, open)), {}});
    text.remove_prefix(open);
    if (text.empty()) break;
    const std::size_t close = text.find('}');
    const auto gap =
        close == std::string_view::npos ? std::nullopt : gap_of(text.substr(1, close - 1));
    if (!gap)
      return std::unexpected(std::string(text.substr(0, std::min(close, text.size() - 1) + 1)));
    pieces.push_back(*gap);
    text.remove_prefix(close + 1);
  }
  return pieces;
}

std::multiset<std::string> gaps(const std::vector<Piece>& pieces) {
  std::multiset<std::string> names;
  for (const Piece& piece : pieces) {
    if (piece.kind != Kind::words) names.insert(piece.words + piece.separator);
  }
  return names;
}

// "2022-12-01" → "01.12.2022": the one form that needs no grammar.
std::string date_in_figures(std::string_view iso) {
  return std::string(iso.substr(8, 2)) + "." + std::string(iso.substr(5, 2)) + "." +
         std::string(iso.substr(0, 4));
}

class Search {
 public:
  explicit Search(const std::vector<PhraseRow>& rows) : rows_(rows) {}

  std::optional<std::string> phrase(std::string_view text, int depth) {
    if (text.empty() || depth > kMostDepth) return std::nullopt;
    const auto known = known_.find(std::string(text));
    if (known != known_.end()) return known->second;
    std::optional<std::string> found;
    for (const PhraseRow& row : rows_) {
      std::map<std::string, std::string> filled;
      if (fits(row.english, 0, text, filled, depth)) {
        found = told(row.translation, filled);
        break;
      }
      if (steps_ > kMostSteps) return std::nullopt;
    }
    known_[std::string(text)] = found;
    return found;
  }

 private:
  // Whether the pieces from `at` on cover the whole of `text`; fills the gaps.
  bool fits(const std::vector<Piece>& pieces, std::size_t at, std::string_view text,
            std::map<std::string, std::string>& filled, int depth) {
    if (++steps_ > kMostSteps) return false;
    if (at == pieces.size()) return text.empty();
    const Piece& piece = pieces[at];
    if (piece.kind == Kind::words) {
      return text.starts_with(piece.words) &&
             fits(pieces, at + 1, text.substr(piece.words.size()), filled, depth);
    }
    if (at + 1 == pieces.size()) return fill(piece, text, filled, depth);
    // What follows a gap is always words: the gap ends where they begin.
    const std::string& next = pieces[at + 1].words;
    for (std::size_t end = text.find(next); end != std::string_view::npos;
         end = text.find(next, end + 1)) {
      if (end == 0) continue;
      // What is cheap to rule out is looked at first.
      const bool nested = piece.kind == Kind::phrase;
      if (!nested && !fill(piece, text.substr(0, end), filled, depth)) continue;
      if (!fits(pieces, at + 1, text.substr(end), filled, depth)) continue;
      if (!nested || fill(piece, text.substr(0, end), filled, depth)) return true;
    }
    return false;
  }

  bool fill(const Piece& piece, std::string_view text, std::map<std::string, std::string>& filled,
            int depth) {
    const auto value = value_of(piece, text, depth);
    if (value) filled[piece.words] = *value;
    return value.has_value();
  }

  std::optional<std::string> value_of(const Piece& piece, std::string_view text, int depth) {
    if (text.empty()) return std::nullopt;
    const auto as_it_is = [&](bool good) {
      return good ? std::optional(std::string(text)) : std::nullopt;
    };
    switch (piece.kind) {
      case Kind::number:
        return as_it_is(is_number(text));
      case Kind::nth:
        if (!is_nth(text)) return std::nullopt;
        return std::string(text.substr(0, text.size() - 2));
      case Kind::date:
        if (!is_date(text)) return std::nullopt;
        return date_in_figures(text);
      case Kind::sum:
        return as_it_is(is_sum(text));
      case Kind::id:
        return as_it_is(is_id(text));
      case Kind::phrase:
        return piece.separator.empty() ? phrase(text, depth + 1)
                                       : list(text, piece.separator, depth);
      default:
        return as_it_is(true);
    }
  }

  // Items may hold the separator themselves: the shortest that are sentences are taken.
  std::optional<std::string> list(std::string_view text, const std::string& separator, int depth) {
    for (std::size_t end = text.find(separator);; end = text.find(separator, end + 1)) {
      if (++steps_ > kMostSteps) return std::nullopt;
      const auto first = phrase(text.substr(0, std::min(end, text.size())), depth + 1);
      if (end == std::string_view::npos) return first;
      if (!first) continue;
      const auto rest = list(text.substr(end + separator.size()), separator, depth);
      if (rest) return *first + separator + *rest;
    }
  }

  static std::string told(const std::vector<Piece>& pieces,
                          const std::map<std::string, std::string>& filled) {
    std::string out;
    for (const Piece& piece : pieces)
      out += piece.kind == Kind::words ? piece.words : filled.at(piece.words);
    return out;
  }

  const std::vector<PhraseRow>& rows_;
  std::unordered_map<std::string, std::optional<std::string>> known_;
  std::size_t steps_ = 0;
};

// "a {n}{x} b": nothing tells where the first gap ends.
bool gaps_touch(const std::vector<Piece>& pieces) {
  for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
    if (pieces[i].kind != Kind::words && pieces[i + 1].kind != Kind::words) return true;
  }
  return false;
}

std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> cells;
  for (std::size_t tab = line.find('\t'); tab != std::string_view::npos; tab = line.find('\t')) {
    cells.push_back(line.substr(0, tab));
    line.remove_prefix(tab + 1);
  }
  cells.push_back(line);
  return cells;
}

// The row, or what is wrong with it.
std::expected<PhraseRow, std::string> row_of(std::string_view english,
                                             std::string_view translation) {
  auto from = pieces_of(english);
  auto to = pieces_of(translation);
  for (const auto* side : {&from, &to}) {
    if (!*side)
      return std::unexpected("'" + side->error() +
                             "' is no gap; there are {n} {nth} {date} {f} {id} {x} {p}, with a "
                             "digit after them where one comes twice");
  }
  if (gaps(*from) != gaps(*to))
    return std::unexpected("the translation does not have the same gaps as the English");
  if (gaps_touch(*from)) return std::unexpected("two gaps touch: put a word between them");
  return PhraseRow{std::move(*from), std::move(*to)};
}

}  // namespace

Result<Phrasebook> Phrasebook::load(const std::string& path, std::string_view table,
                                    std::string_view lang) {
  Phrasebook book;
  if (lang == "en") return book;
  std::set<std::string, std::less<>> seen;
  std::optional<std::size_t> column;
  int line = 0;
  while (!table.empty()) {
    const std::size_t end = std::min(table.find('\n'), table.size());
    const std::string_view text = table.substr(0, end);
    table.remove_prefix(std::min(end + 1, table.size()));
    ++line;
    if (text.empty() || text.starts_with('#')) continue;
    const auto complain = [&](const std::string& what) {
      return fail(Fault::invalid_input, path + ":" + std::to_string(line) + ": " + what);
    };
    const std::vector<std::string_view> cells = cells_of(text);
    if (!column) {
      const auto named = std::ranges::find(cells, lang);
      if (named == cells.end() || named == cells.begin())
        return complain("the first row names the languages, en first; '" + std::string(lang) +
                        "' is not among them");
      column = static_cast<std::size_t>(named - cells.begin());
      continue;
    }
    if (*column >= cells.size() || cells[*column].empty())
      return complain("there is no translation in the column " + std::string(lang));
    auto row = row_of(cells.front(), cells[*column]);
    if (!row) return complain(row.error());
    if (!seen.insert(std::string(cells.front())).second)
      return complain("this English stands above already; keep one");
    book.rows_.push_back(std::move(*row));
  }
  return book;
}

std::optional<std::string> Phrasebook::translate(std::string_view english) const {
  return Search(rows_).phrase(english, 0);
}

std::string Phrasebook::say(std::string_view english) const {
  if (english.empty()) return {};
  return translate(english).value_or(std::string(english));
}

}  // namespace nostos::wire
