// SPDX-License-Identifier: Apache-2.0
#include "names/name_parser.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/utf8.h"
#include "language/fold.h"

namespace nostos::names {
namespace {

constexpr std::size_t kMostWords = 32;  // of a longer text the rest is no name

std::u32string letters_of(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t valid = utf8_length_at(text, at);
    std::size_t length = 0;
    if (valid > 0) out.push_back(decode_utf8(text, at, length));
    at += std::max<std::size_t>(valid, 1);
  }
  return out;
}

char32_t to_upper(char32_t small) {
  for (const char32_t distance : {32U, 80U, 1U}) {
    if (small >= distance && language::to_lower(small - distance) == small) return small - distance;
  }
  return small;
}

bool opens_quote(char32_t c) {
  return c == U'«' || c == U'“' || c == U'„' || c == U'"' || c == U'”' || c == U'»';
}

}  // namespace

std::string nominatives_by(const CaseRule& rule, std::string_view word) {
  const std::u32string letters = letters_of(word);
  const std::size_t stem = letters.size() - std::min(letters.size(), rule.ending.size());
  if (stem < (rule.ending.size() < 4 ? 2U : 1U)) return {};
  for (std::size_t i = stem; i < letters.size(); ++i) {
    if (language::to_lower(letters[i]) != rule.ending[i - stem]) return {};
  }
  const bool capitals = language::is_upper(letters[letters.size() - 1]);
  std::string out;
  for (std::size_t i = 0; i < stem; ++i) append_utf8(out, letters[i]);
  for (const char32_t c : rule.nominative) append_utf8(out, capitals ? to_upper(c) : c);
  return out;
}

struct NameParser::Piece {
  ParsedWord word;
  std::string folded;
  bool after_comma = false;
  bool quoted = false;
  bool bracketed = false;
  bool given = false;       // a known given name as it stands
  bool patronymic = false;  // has the form of one as it stands
  std::vector<std::pair<Case, std::string>> given_cases;
  std::vector<std::pair<Case, std::string>> patronymic_cases;
};

NameParser::NameParser(const LetterReader& reader, const GivenNames& given,
                       const NameWords& lexicon, std::vector<CaseRule> cases)
    : reader_(reader), given_(given), lexicon_(lexicon), cases_(std::move(cases)) {
  std::ranges::stable_sort(cases_, std::greater(),
                           [](const CaseRule& rule) { return rule.ending.size(); });
}

Skeletons NameParser::keys_of(std::string_view word, NamePart part) const {
  FoldedWord folded;
  fold_word(word, reader_.homoglyphs(), folded);
  Skeletons out;
  reader_.read(folded, part, out);
  return out;
}

bool NameParser::is_given(std::string_view word) const {
  const Skeletons keys = keys_of(word, NamePart::given);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (given_.classes_of(keys[i]) != nullptr) return true;
  }
  return false;
}

// By the endings that patronymics have in the table: as it stands it has one of them.
bool NameParser::is_patronymic(std::string_view word) const {
  const Skeletons plain = keys_of(word, NamePart::given);
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const std::string normal = reader_.normal_ending(plain[i], NamePart::patronymic);
    if (normal.size() < 6 || (!normal.ends_with("ovic") && !normal.ends_with("ovna"))) continue;
    // A short ending (Ильич, Кузьмич) is one of many surnames: the father must be known.
    const bool sure = plain[i].ends_with("vic") || plain[i].ends_with("vna");
    if (sure || given_.fathers_class(normal) != 0) return true;
  }
  return false;
}

std::vector<NameParser::Piece> NameParser::split(std::string_view written) const {
  std::vector<Piece> out;
  std::string word;
  Piece next;
  bool dotted = false;
  int brackets = 0;
  bool quotes = false;
  const auto close = [&](bool by_hyphen) {
    FoldedWord folded;
    fold_word(word, reader_.homoglyphs(), folded);
    if (folded.size > 0 && out.size() < kMostWords) {
      next.word.written = word;
      next.word.text = folded.mended ? std::string() : composed(word);
      if (folded.mended) {
        // The letters as mended, with the capitals of the writing.
        const std::u32string as_written = letters_of(word);
        const bool first = !as_written.empty() && language::is_upper(as_written[0]);
        const bool all = as_written.size() > 1 && language::is_upper(as_written[1]);
        for (std::size_t i = 0; i < folded.size; ++i) {
          const char32_t c = folded.letters[i];
          append_utf8(next.word.text, all || (first && i == 0) ? to_upper(c) : c);
        }
      }
      next.word.script = folded.script;
      next.word.mended = folded.mended;
      next.word.initial = folded.size == 1 || (dotted && folded.size == 2);
      next.folded = language::fold(next.word.text);
      next.quoted = quotes;
      next.bracketed = brackets > 0;
      out.push_back(std::move(next));
      next = {};
      next.word.joined = by_hyphen;
    }
    dotted = false;
    word.clear();
  };
  for (std::size_t at = 0; at < written.size();) {
    const std::size_t valid = utf8_length_at(written, at);
    if (valid == 0) {
      ++at;
      continue;
    }
    std::size_t length = 0;
    const char32_t c = decode_utf8(written, at, length);
    at += length;
    if (language::is_hyphen(c)) {
      close(true);
    } else if (language::is_space(c) || c == U',' || c == U'.' || c == U';' || c == U'(' ||
               c == U')' || c == U'[' || c == U']' || c == U'/' || opens_quote(c)) {
      dotted = c == U'.';
      close(false);
      if (c == U'(' || c == U'[') ++brackets;
      if (c == U')' || c == U']') brackets = std::max(0, brackets - 1);
      if (opens_quote(c)) quotes = !quotes;
      if (c == U',' && !out.empty()) next.after_comma = true;
      if (!language::is_space(c)) next.word.joined = false;
    } else if (c >= 0x20) {
      append_utf8(word, language::is_apostrophe(c) ? U'\'' : c);
    }
  }
  close(false);
  return out;
}

// Titles go, and the words that say what follows give their neighbours its part.
std::vector<NameParser::Piece> NameParser::without_titles(std::vector<Piece> pieces) const {
  std::vector<std::string> folded;
  for (const Piece& piece : pieces) folded.push_back(piece.folded);
  std::vector<Piece> out;
  NamePart next = NamePart::unknown;
  bool alias = false;
  for (std::size_t i = 0; i < pieces.size();) {
    const auto found = lexicon_.find(std::span(folded).subspan(i));
    const bool marks = found && !pieces[i].word.joined &&
                       (found->kind == WordKind::maiden || found->kind == WordKind::alias ||
                        found->kind == WordKind::fathers || found->kind == WordKind::particle ||
                        (found->kind == WordKind::title && pieces.size() - found->words >= 2));
    if (marks) {
      const std::size_t behind = i + found->words;
      if (found->kind == WordKind::alias) {
        alias = true;
      } else if (found->kind == WordKind::maiden) {
        next = NamePart::maiden;
        alias = false;
      } else if (found->kind == WordKind::fathers) {
        if (behind < pieces.size() && !pieces[behind].after_comma) {
          next = NamePart::patronymic;
        } else if (!out.empty()) {
          out.back().word.part = NamePart::patronymic;
        }
      } else if (found->kind == WordKind::particle && behind < pieces.size()) {
        if (next == NamePart::unknown && !out.empty()) next = NamePart::surname;
      }
      i = behind;
      continue;
    }
    Piece piece = std::move(pieces[i++]);
    if (piece.word.joined && !out.empty()) next = out.back().word.part;
    if (alias || piece.quoted) {
      piece.word.part = NamePart::alias;
    } else if (next != NamePart::unknown) {
      piece.word.part = next;
    } else if (piece.bracketed && !out.empty()) {
      piece.word.part = NamePart::maiden;
    }
    next = NamePart::unknown;
    out.push_back(std::move(piece));
  }
  return out;
}

void NameParser::look_at(Piece& piece) const {
  if (piece.word.initial) return;
  piece.given = is_given(piece.word.text);
  piece.patronymic = is_patronymic(piece.word.text);
  if (piece.word.script != Script::cyrillic) return;
  for (const CaseRule& rule : cases_) {
    if (rule.part != NamePart::given && rule.part != NamePart::patronymic) continue;
    std::string nominative = nominatives_by(rule, piece.word.text);
    if (nominative.empty()) continue;
    const Case stands{rule.grammatical_case, rule.sex};
    if (rule.part == NamePart::patronymic) {
      if (!piece.patronymic && is_patronymic(nominative)) {
        piece.patronymic_cases.emplace_back(stands, std::move(nominative));
      }
      continue;
    }
    const Skeletons keys = keys_of(nominative, NamePart::given);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const auto* classes = given_.classes_of(keys[i]);
      if (classes == nullptr || given_.sex(classes->front()) != rule.sex) continue;
      piece.given_cases.emplace_back(stands, std::move(nominative));
      break;
    }
  }
}

// A word all of whose letters look alike in both scripts is of the script of the others.
void NameParser::mend_by_neighbours(std::vector<Piece>& pieces) const {
  const auto written_in = [&](Script script) {
    return std::ranges::count_if(pieces,
                                 [&](const Piece& piece) { return piece.word.script == script; });
  };
  const auto cyrillic = written_in(Script::cyrillic);
  const auto latin = written_in(Script::latin);
  if (cyrillic == 0 || latin == 0 || cyrillic == latin) return;
  const Script to = cyrillic > latin ? Script::cyrillic : Script::latin;
  for (Piece& piece : pieces) {
    if (piece.word.script == to || piece.word.script == Script::other) continue;
    std::string mended;
    bool all = true;
    for (const char32_t c : letters_of(piece.word.text)) {
      const auto twin = std::ranges::find_if(reader_.homoglyphs(), [&](const auto& pair) {
        return (to == Script::cyrillic ? pair.second : pair.first) == c;
      });
      if (twin == reader_.homoglyphs().end()) {
        all = false;
        break;
      }
      append_utf8(mended, to == Script::cyrillic ? twin->first : twin->second);
    }
    if (!all || piece.word.initial) continue;
    piece.word.text = mended;
    piece.word.script = to;
    piece.word.mended = true;
  }
}

void NameParser::guess_parts(std::vector<Piece>& pieces) const {
  std::vector<std::size_t> open;  // words whose part is not told yet
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (pieces[i].word.part == NamePart::unknown) open.push_back(i);
  }
  const auto give = [&](std::size_t i, NamePart part) {
    pieces[i].word.part = part;
    std::erase(open, i);
  };
  const auto may_be_given = [&](std::size_t i) {
    return pieces[i].given || !pieces[i].given_cases.empty();
  };
  const bool told = std::ranges::any_of(
      pieces, [](const Piece& piece) { return piece.word.part == NamePart::patronymic; });
  std::optional<std::size_t> patronymic;
  if (!told) {
    for (std::size_t k = open.size(); k-- > 0 && !patronymic;) {
      const std::size_t i = open[k];
      const bool form = pieces[i].patronymic || !pieces[i].patronymic_cases.empty();
      if (!form || (k == 0 && open.size() != 2)) continue;
      // Of two words one is hardly a patronymic, unless it can be nothing else (Іванівна).
      const bool woman = keys_of(pieces[i].word.text, NamePart::patronymic).front().ends_with('a');
      if (open.size() > 2 || (woman && k > 0)) patronymic = i;
    }
  }
  std::optional<std::size_t> given;
  if (patronymic) {
    give(*patronymic, NamePart::patronymic);
    const std::size_t before = *patronymic - (*patronymic > 0 ? 1 : 0);
    if (std::ranges::find(open, before) != open.end()) given = before;
  }
  const auto comma = std::ranges::find_if(pieces, &Piece::after_comma);
  if (comma != pieces.end() && !open.empty()) {
    const auto at = static_cast<std::size_t>(comma - pieces.begin());
    const bool surname_first = open.front() < at;
    for (const std::size_t i : std::vector<std::size_t>(open)) {
      if (pieces[i].word.initial) continue;
      give(i, surname_first && i < at ? NamePart::surname : NamePart::given);
    }
    given = at;
  }
  if (!given) {
    for (const std::size_t i : open) {
      if (!pieces[i].word.initial && may_be_given(i) && !given) given = i;
    }
    // Surname first, as lists have it, when both could be given names: Мартин Іван.
    if (given && open.size() == 2 && open.front() == *given && may_be_given(open.back()) &&
        !pieces[open.back()].word.initial && pieces[*given].word.script == Script::cyrillic) {
      given = open.back();
    }
  }
  if (given && std::ranges::find(open, *given) != open.end()) give(*given, NamePart::given);
  bool has_given = given.has_value();
  bool any_initial = false;
  for (const std::size_t i : std::vector<std::size_t>(open)) {
    if (!pieces[i].word.initial) continue;
    give(i, has_given ? NamePart::patronymic : NamePart::given);
    has_given = any_initial = true;
  }
  if (!has_given && open.size() > 1 && !any_initial) {
    // Nobody is known: Latin writing begins with the given name, Cyrillic lists with the surname.
    const bool latin = pieces[open.front()].word.script == Script::latin;
    give(latin ? open.front() : open[1], NamePart::given);
  } else if (!has_given && pieces.size() == 1) {
    return;  // a single unknown word may be either
  }
  for (const std::size_t i : std::vector<std::size_t>(open)) give(i, NamePart::surname);
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    if (pieces[i].word.joined) pieces[i].word.part = pieces[i - 1].word.part;
  }
}

void NameParser::restore_nominatives(std::vector<Piece>& pieces) const {
  std::vector<Case> cases;
  const auto also = [&](const std::vector<std::pair<Case, std::string>>& told) {
    for (const auto& [stands, nominative] : told) {
      if (std::ranges::find(cases, stands) == cases.end()) cases.push_back(stands);
    }
  };
  for (const Piece& piece : pieces) {
    if (piece.word.part == NamePart::patronymic) also(piece.patronymic_cases);
  }
  const bool patronymic = std::ranges::any_of(pieces, [](const Piece& piece) {
    return piece.word.part == NamePart::patronymic && !piece.word.initial;
  });
  if (cases.empty() && patronymic) return;  // it stands in the nominative, and so do the others
  if (cases.empty()) {
    for (const Piece& piece : pieces) {
      if (piece.word.part == NamePart::given && !piece.given) also(piece.given_cases);
    }
  }
  if (cases.empty()) return;
  const auto stands_so = [&](const Case& stands) {
    // The accusative of men is the genitive.
    return std::ranges::any_of(cases, [&](const Case& told) {
      return told.sex == stands.sex && told.name == stands.name;
    });
  };
  for (Piece& piece : pieces) {
    ParsedWord& word = piece.word;
    if (word.initial || word.script != Script::cyrillic) continue;
    const auto add = [&](const std::string& nominative) {
      if (nominative.empty() ||
          std::ranges::find(word.nominatives, nominative) != word.nominatives.end()) {
        return;
      }
      word.nominatives.push_back(nominative);
    };
    if (word.part == NamePart::patronymic || word.part == NamePart::given) {
      for (const auto& [stands, nominative] :
           word.part == NamePart::given ? piece.given_cases : piece.patronymic_cases) {
        if (stands_so(stands)) add(nominative);
      }
    } else if (word.part == NamePart::surname || word.part == NamePart::maiden) {
      for (const CaseRule& rule : cases_) {
        if (rule.part != NamePart::surname || !stands_so({rule.grammatical_case, rule.sex}))
          continue;
        if (word.nominatives.size() < 3) add(nominatives_by(rule, word.text));
      }
      if (!word.nominatives.empty()) add(word.text);  // a name that does not decline
    }
    word.oblique = !word.nominatives.empty();
  }
}

ParsedName NameParser::parse(std::string_view written) const {
  std::vector<Piece> pieces = without_titles(split(written));
  mend_by_neighbours(pieces);
  for (Piece& piece : pieces) look_at(piece);
  guess_parts(pieces);
  restore_nominatives(pieces);
  ParsedName out;
  for (Piece& piece : pieces) out.words.push_back(std::move(piece.word));
  return out;
}

}  // namespace nostos::names
