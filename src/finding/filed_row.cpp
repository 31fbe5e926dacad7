// SPDX-License-Identifier: Apache-2.0
#include "finding/filed_row.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/word_hash.h"

namespace nostos::finding {
namespace {

using names::NamePart;

std::string_view cut(std::string_view text) {
  if (text.size() <= FiledRow::kLongestWord) return text;
  std::size_t end = FiledRow::kLongestWord;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

bool is(NamePart part, NameField field) {
  switch (field) {
    case NameField::surname:
      return part == NamePart::surname || part == NamePart::maiden || part == NamePart::alias ||
             part == NamePart::unknown;
    case NameField::given:
      return part == NamePart::given || part == NamePart::unknown;
    case NameField::patronymic:
      return part == NamePart::patronymic;
  }
  return false;
}

// The words of one place; one that says nothing when there are none.
struct Words {
  static constexpr std::size_t kMost = 8;
  std::array<const NameWord*, kMost> words{};
  std::size_t size = 0;

  void add(const NameWord* word) {
    if (size < kMost) words[size++] = word;
  }
  const NameWord* const* begin() const { return words.data(); }
  const NameWord* const* end() const { return words.data() + size; }
};

Words words_of(const PersonRow& person, NameField field) {
  Words words;
  for (const NameWord& word : person.words)
    if (!word.text.empty() && is(word.part, field)) words.add(&word);
  if (words.size == 0) words.add(nullptr);
  return words;
}

FiledWord filed(const NameWord* word) {
  return word == nullptr ? FiledWord{} : FiledWord{cut(word->text), word->initial};
}

}  // namespace

FiledRow filed(const PersonRow& person) {
  FiledRow out;
  file(person, out);
  return out;
}

void file(const PersonRow& person, FiledRow& out) {
  out.postings.clear();
  out.numbers.clear();
  out.row = person.row;
  out.born = pack(person.born);
  out.texts = {cut(person.unit), cut(person.rank), cut(person.place)};
  out.visible = person.visible;
  for (const std::string& number : person.numbers) {
    const std::uint64_t hash = number_hash(number);
    if (hash != 0 && std::ranges::find(out.numbers, hash) == out.numbers.end())
      out.numbers.push_back(hash);
  }
  Words surnames = words_of(person, NameField::surname);
  Words givens = words_of(person, NameField::given);
  // One word of which nothing is known: it is the surname, or the given name.
  const auto unknown = [](const Words& all) {
    return all.size == 1 && all.words[0] != nullptr && all.words[0]->part == NamePart::unknown;
  };
  if (unknown(surnames) && unknown(givens)) {
    surnames.add(nullptr);
    givens.add(nullptr);
  }
  const Words patronymics = words_of(person, NameField::patronymic);
  for (const NameWord* surname : surnames) {
    for (const NameWord* given : givens) {
      if (surname == given) continue;  // one word does not stand in two places
      for (const NameWord* patronymic : patronymics) {
        const FiledPosting posting{{filed(surname), filed(given), filed(patronymic)}};
        if (out.postings.size() < FiledRow::kMostPostings &&
            std::ranges::find(out.postings, posting) == out.postings.end())
          out.postings.push_back(posting);
      }
    }
  }
  if (out.postings.empty()) out.postings.emplace_back();
}

std::string number_digits(std::string_view number) {
  std::string digits;
  for (const char c : number) {
    const bool letter = (c >= 'a' && c <= 'z');
    if (letter || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
        static_cast<unsigned char>(c) >= 0x80)
      digits += letter ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return digits;
}

std::uint64_t number_hash(std::string_view number) {
  const std::string digits = number_digits(cut(number));
  if (digits.empty()) return 0;
  const std::uint64_t hash = word_hash(digits);
  return hash == 0 ? 1 : hash;
}

}  // namespace nostos::finding
