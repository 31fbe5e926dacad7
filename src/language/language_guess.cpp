// SPDX-License-Identifier: Apache-2.0
#include "language/language_guess.h"

#include <algorithm>

#include "base/utf8.h"
#include "language/fold.h"
#include "language/table.h"

namespace nostos::language {
namespace {

constexpr std::size_t kSampleWords = 300;
constexpr std::uint32_t kWordPoints = 6;
constexpr std::uint32_t kLetterPoints = 4;
constexpr std::size_t kDeclaredPoints = 8;
constexpr std::size_t kPartWords = 40;
constexpr std::size_t kFewestWords = 6;   // of a part that may be of another language
constexpr std::size_t kPlainPoints = 12;  // two small words

}  // namespace

// Tells the languages that the word speaks for, with the weight of what it has.
template <class Tell>
void LanguageGuess::read(const Tokens& text, std::size_t t, Tell tell) const {
  const Token& token = text.items[t];
  const auto known =
      may_tell(token.hash) ? words_.find(text.folded(t), token.hash) : WordTable::kNone;
  if (known != WordTable::kNone) tell(speaks_for_[known], kWordPoints);
  if (token.ascii) return;
  const std::string_view word = text.folded(t);
  for (std::size_t i = 0, length = 1; i < word.size(); i += length) {
    length = 1;
    if (static_cast<unsigned char>(word[i]) < 0x80) continue;
    const char32_t letter = decode_utf8(word, i, length);
    if (letter < letters_.size()) tell(letters_[letter], kLetterPoints);
  }
}

void LanguageGuess::add(std::string_view lang, std::string_view script, std::string_view letters,
                        std::string_view words) {
  const std::size_t number = languages_.size();
  languages_.push_back({std::string(lang), script == "Cyrillic"});
  const std::string folded = fold(letters);
  for (std::size_t i = 0, length = 0; i < folded.size(); i += length) {
    const char32_t letter = decode_utf8(folded, i, length);
    if (letter < 0x80) continue;
    if (letter >= letters_.size()) letters_.resize(letter + 1);
    letters_[letter].push_back(number);
  }
  for (const std::string_view word : split(words, ' ')) {
    const std::string small = fold(word);
    const std::uint32_t known = words_.intern(small, token_hash(small));
    if (known == speaks_for_.size()) speaks_for_.emplace_back();
    speaks_for_[known].push_back(number);
    sieve_.set(token_hash(small) % kSieve);
  }
}

std::string LanguageGuess::whole_of(const Count& count, std::string_view named) const {
  std::string best;
  std::size_t best_points = 0;
  for (std::size_t l = 0; l < languages_.size(); ++l) {
    if (languages_[l].cyrillic != count.is_cyrillic()) continue;
    const std::size_t points =
        count.points[l] + (languages_[l].name == named ? kDeclaredPoints : 0);
    if (best.empty() || points > best_points) best = languages_[l].name, best_points = points;
  }
  if (!best.empty()) return best;
  return named.empty() ? "en" : std::string(named);
}

std::string LanguageGuess::part_of(const Count& count, const std::string& whole) const {
  if (count.words < kFewestWords) return whole;
  std::size_t best = languages_.size();
  std::size_t of_whole = 0;
  for (std::size_t l = 0; l < languages_.size(); ++l) {
    if (languages_[l].cyrillic != count.is_cyrillic()) continue;
    if (languages_[l].name == whole) of_whole = count.points[l];
    if (best == languages_.size() || count.points[l] > count.points[best]) best = l;
  }
  const bool plain = best < languages_.size() && count.points[best] >= kPlainPoints &&
                     count.points[best] >= 3 * of_whole;
  return plain ? languages_[best].name : whole;
}

LanguageGuess::Languages LanguageGuess::of(const Tokens& text, const std::vector<Part>& parts,
                                           std::string_view declared) const {
  const std::string named(declared.substr(0, 2));
  const bool believed =
      !named.empty() && std::ranges::find(languages_, named, &Language::name) == languages_.end();
  std::vector<std::uint32_t> points((parts.size() + 1) * languages_.size(), 0);
  const auto points_of = [&](std::size_t part) {
    return std::span(points).subspan(part * languages_.size(), languages_.size());
  };
  std::vector<Count> counts(parts.size());
  Count whole{.points = points_of(parts.size())};
  for (std::size_t p = 0; p < parts.size(); ++p) {
    counts[p].points = points_of(p);
    Count& part = counts[p];
    for (std::size_t t = parts[p].first; t < parts[p].second; ++t) {
      const Token& token = text.items[t];
      if (token.kind != TokenKind::word) continue;
      const bool of_whole = whole.words < kSampleWords;
      const bool of_part = part.words < kPartWords;
      if (!of_whole && !of_part) break;
      const std::size_t bytes = token.folded_end - token.folded;
      const auto note = [&](Count& count) {
        ++count.words;
        (token.cyrillic ? count.cyrillic : count.latin) += bytes;
      };
      if (of_whole) note(whole);
      if (of_part) note(part);
      read(text, t, [&](const std::vector<std::size_t>& languages, std::uint32_t weight) {
        for (const std::size_t language : languages) {
          if (of_whole) whole.points[language] += weight;
          if (of_part) part.points[language] += weight;
        }
      });
    }
  }
  Languages out{believed ? named : whole_of(whole, named), {}};
  out.parts.reserve(parts.size());
  for (const Count& count : counts) out.parts.push_back(part_of(count, out.whole));
  return out;
}

}  // namespace nostos::language
