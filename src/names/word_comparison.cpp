// SPDX-License-Identifier: Apache-2.0
#include "names/word_comparison.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/edits.h"
#include "base/utf8.h"

namespace nostos::names {
namespace {

constexpr double kEquivalent = 0.3;     // another form of the same given name
constexpr double kInitial = 0.5;        // the other is only known by its first letter
constexpr double kSameKey = 0.3;        // other letters that one scheme or another makes the same
constexpr double kSameKeyAcross = 0.8;  // the same across scripts, where the ear knows better
constexpr double kNatsAnEdit = 6.0;
constexpr double kTold = 0.15;       // what costs less needs no telling
constexpr double kOddReading = 1.8;  // nats: read so less than once in six

std::string utf8(std::span<const char32_t> letters) {
  std::string out;
  for (const char32_t c : letters) append_utf8(out, c);
  return out;
}

std::size_t nearest(const Skeletons& a, const Skeletons& b) {
  std::size_t best = Skeletons::kMostLetters;
  EditCounter counter;
  for (std::size_t i = 0; i < a.size() && best > 0; ++i) {
    counter.set(a[i]);
    for (std::size_t j = 0; j < b.size() && best > 0; ++j) {
      best = std::min<std::size_t>(best, counter.edits<Swaps::are_two_edits>(b[j]));
    }
  }
  return best;
}

}  // namespace

struct WordComparison::Word {
  std::string_view text;
  FoldedWord letters;
  Skeletons keys;
};

WordComparison::Word WordComparison::word(std::string_view text, NamePart part) const {
  Word out;
  out.text = text;
  fold_word(text, reader_.homoglyphs(), out.letters);
  reader_.read(out.letters, part, out.keys);
  return out;
}

double WordComparison::by_letters(std::string_view a, std::string_view b) const {
  FoldedWord left;
  FoldedWord right;
  fold_word(a, reader_.homoglyphs(), left);
  fold_word(b, reader_.homoglyphs(), right);
  return letters_.cost(left.view(), right.view());
}

Likeness WordComparison::same_script(const Word& a, const Word& b) const {
  Likeness out;
  std::vector<LetterCosts::Change> changes;
  out.cost = letters_.cost(a.letters.view(), b.letters.view(), &changes);
  for (const LetterCosts::Change& change : changes) {
    if (change.cost < kTold) continue;
    const char* key = change.swapped        ? "names.swapped"
                      : change.from.empty() ? "names.added"
                      : change.to.empty()   ? "names.missing"
                                            : "names.read_as";
    std::vector<std::string> words;
    if (!change.from.empty()) words.push_back(utf8(change.from));
    if (!change.to.empty()) words.push_back(utf8(change.to));
    out.reasons.push_back({key, std::move(words), change.cost});
  }
  return out;
}

Likeness WordComparison::across(const Word& latin, const Word& cyrillic) const {
  Correspondences::Heard heard;
  heard_.hear(latin.letters.view(), heard);
  Likeness out;
  out.cost = Correspondences::cost(heard, cyrillic.letters.view()) / kNatsAnEdit;
  const auto from = latin.letters.view();
  const auto to = cyrillic.letters.view();
  for (const auto& step : Correspondences::path(heard, to)) {
    if (step.cost < kOddReading) continue;
    const std::string read = utf8(from.subspan(step.latin, step.latin_letters));
    const std::string as = utf8(to.subspan(step.cyrillic, step.cyrillic_letters));
    const double cost = step.cost / kNatsAnEdit;
    if (read.empty()) {
      out.reasons.push_back({"names.added", {as}, cost});
    } else if (as.empty()) {
      out.reasons.push_back({"names.silent", {read}, cost});
    } else {
      out.reasons.push_back({"names.read_as", {read, as}, cost});
    }
  }
  return out;
}

bool WordComparison::same_given(const Word& a, const Word& b) const {
  for (std::size_t i = 0; i < a.keys.size(); ++i) {
    const auto* mine = given_.classes_of(a.keys[i]);
    for (std::size_t j = 0; mine != nullptr && j < b.keys.size(); ++j) {
      const auto* theirs = given_.classes_of(b.keys[j]);
      if (theirs != nullptr && std::ranges::find_first_of(*mine, *theirs) != mine->end()) {
        return true;
      }
    }
  }
  return false;
}

Likeness WordComparison::compare(std::string_view a, std::string_view b, NamePart part) const {
  if (a == b) return {};
  const Word left = word(a, part);
  const Word right = word(b, part);
  if (left.letters.size == 0 || right.letters.size == 0) {
    return {left.letters.size == right.letters.size ? 0.0 : 1.0, {}};
  }
  if (std::ranges::equal(left.letters.view(), right.letters.view())) return {};
  const std::size_t keys_apart = nearest(left.keys, right.keys);
  if (left.letters.size == 1 || right.letters.size == 1) {
    bool same = false;
    for (std::size_t i = 0; i < left.keys.size(); ++i) {
      for (std::size_t j = 0; j < right.keys.size(); ++j) {
        same = same || left.keys[i].front() == right.keys[j].front();
      }
    }
    if (same) return {kInitial, {{"names.initial", {std::string(a), std::string(b)}, kInitial}}};
  }
  Likeness out;
  const bool latin = left.letters.script == Script::latin;
  const bool scripts_differ = left.letters.script != right.letters.script;
  if (left.letters.script == Script::other || right.letters.script == Script::other) {
    out.cost = static_cast<double>(keys_apart);
  } else if (scripts_differ) {
    out = latin ? across(left, right) : across(right, left);
  } else {
    out = same_script(left, right);
  }
  const double by_keys =
      static_cast<double>(keys_apart) + (scripts_differ ? kSameKeyAcross : kSameKey);
  if (by_keys < out.cost) {
    out.cost = by_keys;
    if (keys_apart == 0) {
      out.reasons = {{"names.same_sound", {std::string(a), std::string(b)}, by_keys}};
    }
  }
  const bool may_be_given = part == NamePart::given || part == NamePart::unknown;
  if (may_be_given && out.cost > kEquivalent && same_given(left, right)) {
    out.cost = kEquivalent;
    out.reasons = {{"names.equivalent", {std::string(a), std::string(b)}, kEquivalent}};
  }
  return out;
}

}  // namespace nostos::names
