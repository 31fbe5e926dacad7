// SPDX-License-Identifier: Apache-2.0
#include "language/language_guess.h"

#include <algorithm>

#include "base/utf8.h"
#include "language/fold.h"
#include "language/table.h"

namespace nostos::language {
namespace {

constexpr std::size_t kSampleWords = 300;
constexpr std::size_t kWordPoints = 6;
constexpr std::size_t kLetterPoints = 4;
constexpr std::size_t kDeclaredPoints = 8;
constexpr std::size_t kPartWords = 40;
constexpr std::size_t kFewestWords = 6;   // of a part that may be of another language
constexpr std::size_t kPlainPoints = 12;  // two small words

}  // namespace

// What one text has of the words and letters that tell.
class LanguageGuess::Count {
 public:
  Count(const LanguageGuess& guess, const Tokens& text)
      : Count(guess, text, 0, text.items.size(), kSampleWords) {}
  Count(const LanguageGuess& guess, const Tokens& text, std::size_t first, std::size_t last,
        std::size_t most)
      : guess_(guess), points_(guess.languages_.size(), 0) {
    for (std::size_t t = first; t < last && seen_ < most; ++t) {
      const Token& token = text.items[t];
      if (token.kind != TokenKind::word) continue;
      ++seen_;
      const std::string_view word = text.folded(t);
      (token.cyrillic ? cyrillic_ : latin_) += word.size();
      const std::uint32_t known = guess.words_.find(word, token.hash);
      if (known != WordTable::kNone) tell(guess.speaks_for_[known], kWordPoints);
      note_letters(word);
    }
  }

  std::size_t words() const { return seen_; }
  bool cyrillic() const { return cyrillic_ > latin_; }
  std::size_t points(std::size_t language) const { return points_[language]; }

 private:
  void note_letters(std::string_view word) {
    for (std::size_t i = 0; i < word.size();) {
      if (static_cast<unsigned char>(word[i]) < 0x80) {
        ++i;
        continue;
      }
      std::size_t length = 0;
      const char32_t letter = decode_utf8(word, i, length);
      if (letter < guess_.letters_.size()) tell(guess_.letters_[letter], kLetterPoints);
      i += length;
    }
  }
  void tell(const std::vector<std::size_t>& languages, std::size_t weight) {
    for (const std::size_t language : languages) points_[language] += weight;
  }

  const LanguageGuess& guess_;
  std::vector<std::size_t> points_;
  std::size_t seen_ = 0;
  std::size_t latin_ = 0;  // bytes of words
  std::size_t cyrillic_ = 0;
};

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
  }
}

std::string LanguageGuess::of(const Tokens& text, std::string_view declared) const {
  const std::string named(declared.substr(0, 2));
  const auto known = std::ranges::find(languages_, named, &Language::name);
  if (!named.empty() && known == languages_.end()) return named;
  const Count count(*this, text);
  std::string best;
  std::size_t best_points = 0;
  for (std::size_t l = 0; l < languages_.size(); ++l) {
    if (languages_[l].cyrillic != count.cyrillic()) continue;
    const std::size_t points =
        count.points(l) + (languages_[l].name == named ? kDeclaredPoints : 0);
    if (best.empty() || points > best_points) best = languages_[l].name, best_points = points;
  }
  if (!best.empty()) return best;
  return named.empty() ? "en" : named;
}

std::string LanguageGuess::of_part(const Tokens& text, std::uint32_t first, std::uint32_t last,
                                   const std::string& whole) const {
  if (last - first < kFewestWords) return whole;
  const Count count(*this, text, first, last, kPartWords);
  if (count.words() < kFewestWords) return whole;
  std::size_t best = languages_.size();
  std::size_t of_whole = 0;
  for (std::size_t l = 0; l < languages_.size(); ++l) {
    if (languages_[l].cyrillic != count.cyrillic()) continue;
    if (languages_[l].name == whole) of_whole = count.points(l);
    if (best == languages_.size() || count.points(l) > count.points(best)) best = l;
  }
  const bool plain = best < languages_.size() && count.points(best) >= kPlainPoints &&
                     count.points(best) >= 3 * of_whole;
  return plain ? languages_[best].name : whole;
}

}  // namespace nostos::language
