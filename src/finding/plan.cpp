// SPDX-License-Identifier: Apache-2.0
#include "finding/plan.h"

#include <algorithm>

#include "base/word_hash.h"
#include "finding/dictionary_builder.h"
#include "finding/filed_row.h"

namespace nostos::finding {
namespace {

using names::NamePart;

constexpr std::size_t kMostWords = 6;
constexpr std::size_t kMostUnknown = 3;
constexpr std::size_t kMostNumbers = 4;
constexpr std::size_t kLongestNumber = 32;

int field_of(NamePart part) {
  switch (part) {
    case NamePart::surname:
    case NamePart::maiden:
    case NamePart::alias:
      return 0;
    case NamePart::given:
      return 1;
    case NamePart::patronymic:
      return 2;
    case NamePart::unknown:
      return -1;
  }
  return -1;
}

// Each way to put the words into places, a place taking one word at most.
void assign(const std::vector<std::size_t>& unknown, std::size_t next, std::array<int, 3>& places,
            std::vector<std::array<int, 3>>& out) {
  if (next == unknown.size()) {
    out.push_back(places);
    return;
  }
  bool placed = false;
  for (int& place : places) {
    if (place >= 0) continue;
    placed = true;
    place = static_cast<int>(unknown[next]);
    assign(unknown, next + 1, places, out);
    place = -1;
  }
  if (!placed) assign(unknown, unknown.size(), places, out);
}

std::vector<std::uint64_t> near_numbers(std::string_view number) {
  std::string digits = number_digits(number);
  std::vector<std::uint64_t> out;
  if (digits.size() < 4 || digits.size() > kLongestNumber) return out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const char as_written = digits[i];
    if (as_written >= '0' && as_written <= '9') {
      for (char c = '0'; c <= '9'; ++c) {
        digits[i] = c;
        if (c != as_written) out.push_back(word_hash(digits));
      }
      digits[i] = as_written;
    }
    std::string shorter = digits;
    shorter.erase(i, 1);
    out.push_back(word_hash(shorter));
    if (i + 1 < digits.size() && digits[i] != digits[i + 1]) {
      std::swap(digits[i], digits[i + 1]);
      out.push_back(word_hash(digits));
      std::swap(digits[i], digits[i + 1]);
    }
  }
  return out;
}

SoughtText sought_text(const std::string& text, const NameKeys& keys) {
  SoughtText out{text, keys.folded(text), {}};
  out.tokens = text_tokens(out.folded);
  std::ranges::sort(out.tokens);
  const auto same = std::ranges::unique(out.tokens);
  out.tokens.erase(same.begin(), same.end());
  return out;
}

}  // namespace

Plan::Plan(const Query& query, const NameKeys& keys)
    : dates(query.born), visible(query.visible), limit(query.limit) {
  // Words with letters, the first of each part; the others are of unknown part.
  std::vector<const QueryWord*> used;
  std::array<int, 3> known = {-1, -1, -1};
  std::vector<std::size_t> unknown;
  for (const QueryWord& word : query.words) {
    if (used.size() == kMostWords) break;
    if (keys.keys(word.text, NamePart::unknown).empty()) continue;
    const int field = field_of(word.part);
    if (field >= 0 && known[static_cast<std::size_t>(field)] >= 0) continue;
    if (field < 0 && unknown.size() == kMostUnknown) continue;
    if (field >= 0)
      known[static_cast<std::size_t>(field)] = static_cast<int>(used.size());
    else
      unknown.push_back(used.size());
    used.push_back(&word);
  }
  std::vector<std::array<int, 3>> ways;
  assign(unknown, 0, known, ways);
  const auto word_at = [&](int word, std::size_t field, bool straight) {
    if (word < 0) return -1;
    const QueryWord& wanted = *used[static_cast<std::size_t>(word)];
    const auto as = static_cast<NameField>(field);
    for (std::size_t i = 0; i < words.size(); ++i)
      if (words[i].field == as && words[i].text == wanted.text &&
          words[i].initial == wanted.initial && words[i].unfinished == wanted.unfinished &&
          words[i].straight == straight)
        return static_cast<int>(i);
    words.emplace_back(wanted, as, keys, straight);
    return static_cast<int>(words.size()) - 1;
  };
  const auto add = [&](const std::array<int, 3>& way, bool swapped) {
    Assignment reading;
    // A patronymic does not change places.
    for (std::size_t f = 0; f < kNameFields; ++f)
      reading.word[f] = word_at(way[f], f, !swapped || f == 2);
    reading.swapped = swapped;
    readings.push_back(reading);
  };
  for (const auto& way : ways) add(way, false);
  if (known[0] >= 0 && known[1] >= 0 && unknown.empty()) add({known[1], known[0], known[2]}, true);

  texts = {sought_text(query.unit, keys), sought_text(query.rank, keys),
           sought_text(query.place, keys)};
  for (const std::string& number : query.numbers) {
    if (numbers.size() == kMostNumbers) break;
    const std::uint64_t hash = number_hash(number);
    if (hash == 0) continue;
    numbers.push_back(hash);
    const auto near = nostos::finding::near_numbers(number);
    near_numbers.insert(near_numbers.end(), near.begin(), near.end());
  }
  std::ranges::sort(near_numbers);
  const auto same = std::ranges::unique(near_numbers);
  near_numbers.erase(same.begin(), same.end());
}

}  // namespace nostos::finding
