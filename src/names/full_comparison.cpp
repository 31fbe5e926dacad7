// SPDX-License-Identifier: Apache-2.0
#include "names/full_comparison.h"

#include <algorithm>
#include <optional>
#include <span>

#include "base/utf8.h"
#include "language/fold.h"

namespace nostos::names {
namespace {

// What a word is worth in telling one bearer from another; a plain word of a name is 1.
constexpr double kTitle = 0.05;
constexpr double kParticle = 0.1;
constexpr double kForm = 0.25;
constexpr double kCommon = 0.5;
constexpr double kInitialOnly = 0.5;
// What only one side has, as a share of its worth: people are often given shorter names than they
// have, firms seldom.
constexpr double kExtraOfPerson = 0.3;
constexpr double kExtraOfOthers = 0.7;
// Two words that are left over on both sides are two names.
constexpr double kConflict = 0.6;
// A single word that agrees is too little when the other side has more.
constexpr double kTooLittle = 0.65;

// Edits that a word of so many letters may have and still be meant to be the other.
double edits_allowed(std::size_t letters, bool organisation) {
  if (letters <= 3) return 0.5;
  if (letters <= 5) return 1.05;
  if (organisation && letters <= 8) return 1.05;
  return letters <= 8 ? 2.0 : 2.5;
}

}  // namespace

struct FullComparison::Term {
  std::string text;  // folded
  std::optional<WordKind> kind;
  std::string id;
  std::size_t letters = 0;
  bool number = false;
  bool initial = false;
  bool after_father = false;  // stands behind "bin"
  double worth(bool organisation) const {
    if (!kind) return initial ? kInitialOnly : 1;
    switch (*kind) {
      case WordKind::title:
        return organisation ? 1 : kTitle;
      case WordKind::form:
        return kForm;
      case WordKind::common:
        return id == "and" ? 0.05 : kCommon;
      default:
        return kParticle;
    }
  }
};

struct FullComparison::Match {
  double cost = 99;    // in edits
  double allowed = 0;  // beyond which the words are two
  std::vector<NameReason> reasons;
  bool good() const { return cost <= allowed; }
};

std::vector<FullComparison::Term> FullComparison::terms_of(std::string_view name) const {
  std::vector<std::string> raw;
  std::string word;
  const auto close = [&] {
    if (!word.empty()) raw.push_back(std::move(word));
    word.clear();
  };
  const std::string whole = composed(name);
  for (std::size_t at = 0; at < whole.size();) {
    std::size_t length = utf8_length_at(whole, at);
    if (length == 0) {
      ++at;
      continue;
    }
    const char32_t c = decode_utf8(whole, at, length);
    at += length;
    if (language::is_apostrophe(c)) continue;
    if (c == U'&' || c == U'+') {
      close();
      raw.emplace_back("and");
    } else if (language::is_digit(c) || language::is_letter(c)) {
      language::append_folded(word, c);
    } else {
      close();
    }
  }
  close();
  std::vector<Term> out;
  bool father = false;
  for (std::size_t at = 0; at < raw.size();) {
    std::size_t taken = 1;
    Term term;
    if (const auto found = lexicon_.find(std::span(raw).subspan(at))) {
      term.kind = found->kind;
      term.id = found->id;
      taken = found->words;
    }
    for (std::size_t k = 0; k < taken; ++k) term.text += (k == 0 ? "" : " ") + raw[at + k];
    at += taken;
    term.letters = count_code_points(term.text);
    term.number = std::ranges::any_of(
        term.text, [](char c) { return language::is_digit(static_cast<char32_t>(c)); });
    term.initial = !term.kind && term.letters == 1 && !term.number;
    term.after_father = father && !term.kind;
    if (!(term.kind == WordKind::particle && father)) father = term.kind == WordKind::fathers;
    out.push_back(std::move(term));
  }
  return out;
}

// "van der bilt" for "vanderbilt", "Jin ping" for "Jinping".
void FullComparison::join_split_words(std::vector<Term>& terms,
                                      const std::vector<Term>& others) const {
  for (std::size_t n = 6; n >= 2; --n) {
    for (std::size_t at = 0; at + n <= terms.size(); ++at) {
      std::string joined;
      for (std::size_t k = 0; k < n; ++k) joined += terms[at + k].text;
      const std::size_t letters = count_code_points(joined);
      // Letters with points between them: J.P. for JP, G.m.b.H. for GmbH.
      const bool points = std::all_of(terms.begin() + static_cast<std::ptrdiff_t>(at),
                                      terms.begin() + static_cast<std::ptrdiff_t>(at + n),
                                      [](const Term& term) { return term.letters == 1; });
      const std::vector<std::string> whole = {joined};
      const auto known = points ? lexicon_.find(whole) : std::nullopt;
      if (!points && n > 3) continue;
      const auto same = [&](const Term& other) {
        if (points) return other.text == joined || (known && other.kind == known->kind);

        const std::size_t apart =
            letters > other.letters ? letters - other.letters : other.letters - letters;
        return !other.kind && letters >= 4 && other.letters >= 4 && apart <= 1 &&
               words_.compare(joined, other.text, NamePart::unknown).cost <= 0.3;
      };
      if (!std::ranges::any_of(others, same)) continue;
      terms[at].text = joined;
      terms[at].letters = letters;
      terms[at].kind.reset();
      if (known) {
        terms[at].kind = known->kind;
        terms[at].id = known->id;
      }
      terms[at].initial = false;
      terms.erase(terms.begin() + static_cast<std::ptrdiff_t>(at + 1),
                  terms.begin() + static_cast<std::ptrdiff_t>(at + n));
    }
  }
}

FullComparison::Match FullComparison::match(const Term& a, const Term& b, bool organisation) const {
  Match out;
  if (a.kind || b.kind) {
    if (a.kind == b.kind && a.id == b.id) {
      out.cost = a.kind == WordKind::form && a.text != b.text ? 0.2 : 0;
      out.allowed = 1;
    }
    if (a.kind && b.kind) return out;
    if (out.cost == 0) return out;
  }
  if (a.number || b.number) {
    if (a.text == b.text) out = {0, 1, {}};
    return out;
  }
  if (a.initial != b.initial && organisation) return out;
  const Likeness likeness = words_.compare(a.text, b.text, NamePart::unknown);
  out.cost = likeness.cost;
  out.allowed = edits_allowed(std::min(a.letters, b.letters), organisation);
  if (a.initial || b.initial) out.allowed = likeness.cost <= 0.5 ? 0.5 : 0;
  out.reasons = likeness.reasons;
  return out;
}

NameLikeness FullComparison::compare(std::string_view a, std::string_view b) const {
  std::vector<Term> left = terms_of(a);
  std::vector<Term> right = terms_of(b);
  NameLikeness out;
  if (left.empty() || right.empty()) return out;
  join_split_words(left, right);
  join_split_words(right, left);
  const auto firm = [](const std::vector<Term>& terms) {
    return std::ranges::any_of(terms, [](const Term& term) {
      return term.kind == WordKind::form || (term.kind == WordKind::common && term.id != "and");
    });
  };
  const bool organisation = firm(left) || firm(right);
  struct Pair {
    double share = 0;  // of what is allowed
    std::size_t i = 0;
    std::size_t j = 0;
    Match match;
  };
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < left.size(); ++i) {
    for (std::size_t j = 0; j < right.size(); ++j) {
      Match found = match(left[i], right[j], organisation);
      if (found.good()) pairs.push_back({found.cost / found.allowed, i, j, std::move(found)});
    }
  }
  std::ranges::stable_sort(pairs, {}, [](const Pair& pair) {
    const auto steps = static_cast<double>(pair.i > pair.j ? pair.i - pair.j : pair.j - pair.i);
    return pair.share + 0.01 * steps;
  });
  std::vector<bool> left_taken(left.size());
  std::vector<bool> right_taken(right.size());
  double agreed = 0;
  double doubt = 0;
  double edits = 0;
  bool fathers_swapped = false;
  for (const Pair& pair : pairs) {
    if (left_taken[pair.i] || right_taken[pair.j]) continue;
    left_taken[pair.i] = right_taken[pair.j] = true;
    const double worth =
        std::min(left[pair.i].worth(organisation), right[pair.j].worth(organisation));
    agreed += worth;
    doubt += worth * 0.3 * pair.share;
    edits += pair.match.cost;
    if (left[pair.i].after_father != right[pair.j].after_father) fathers_swapped = true;
    out.reasons.insert(out.reasons.end(), pair.match.reasons.begin(), pair.match.reasons.end());
  }
  double left_over = 0;
  double right_over = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (!left_taken[i]) left_over += left[i].worth(organisation);
  }
  for (std::size_t j = 0; j < right.size(); ++j) {
    if (!right_taken[j]) right_over += right[j].worth(organisation);
  }
  const double conflict = std::min(left_over, right_over);
  const double extra = std::max(left_over, right_over) - conflict;
  const auto has_father = [](const std::vector<Term>& terms) {
    return std::ranges::any_of(terms, &Term::after_father);
  };
  if (agreed <= 0) return out;
  double score = agreed / (agreed + extra * (organisation ? kExtraOfOthers : kExtraOfPerson));
  score -= doubt / std::max(1.0, agreed) + kConflict * conflict;
  if (agreed < 1.4 && extra > 0.9) score *= kTooLittle;
  if (fathers_swapped && has_father(left) && has_father(right)) score -= kConflict;
  if (conflict > 0.2) out.reasons.push_back({"names.others", {}, conflict});
  if (extra > 0.2) out.reasons.push_back({"names.shorter", {}, extra});
  out.score = std::clamp(score, 0.0, 1.0);
  return out;
}

}  // namespace nostos::names
