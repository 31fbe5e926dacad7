// SPDX-License-Identifier: Apache-2.0
#include "names/letter_reader.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "base/check.h"

namespace nostos::names {
namespace {

bool is_wide(char key) { return key == 'a' || key == 'e' || key == 'o' || key == 'u'; }

// The letters of a key as they are put one behind the other: no letter twice in a row, and an i
// that only softens what stands before a vowel is not written.
class KeyWriter {
 public:
  void write(std::string_view letters) {
    for (const char c : letters) {
      if (is_wide(c) && size_ > 0 && text_[size_ - 1] == 'i') --size_;
      if (size_ > 0 && text_[size_ - 1] == c) continue;
      if (size_ < text_.size()) text_[size_++] = c;
    }
  }
  void replace_ending(std::size_t letters, std::string_view by) {
    size_ -= letters;
    write(by);
  }
  std::string_view text() const { return {text_.data(), size_}; }

 private:
  std::array<char, Skeletons::kMostLetters> text_;
  std::size_t size_ = 0;
};

constexpr std::size_t kMostChoices = 6;  // rules with several readings that one word is read by
constexpr std::string_view kUnwritten = "i";  // the key of a word that has only soft signs

}  // namespace

LetterReader::LetterReader(const NameTables& tables) : homoglyphs_(tables.homoglyphs) {
  codes_.assign(kTableEnd, 0);
  for (const LetterRule& told : tables.letters) {
    for (const char32_t c : told.letters) add_code(c);
  }
  // A letter with a mark that no rule has is read as the letter alone.
  for (char32_t c = 0xC0; c < kTableEnd; ++c) {
    if (codes_[c] == 0 && script_of(c) != Script::none) codes_[c] = code(without_mark(c));
  }
  for (const LetterRule& told : tables.letters) {
    Rule rule;
    for (const char32_t c : told.letters) rule.letters.push_back(code(c));
    rule.before = side(told.before);
    rule.after = side(told.after);
    rule.readings = told.readings;
    rules_[rule.letters.front()].push_back(std::move(rule));
  }
  for (auto& rules : rules_) {  // the more it asks for, the sooner it is tried
    std::ranges::stable_sort(rules, std::greater(), [](const Rule& rule) {
      const int conditions = (rule.before.anything ? 0 : 1) + (rule.after.anything ? 0 : 1);
      return std::pair(rule.letters.size(), conditions);
    });
  }
  for (const EndingRule& told : tables.endings) {
    endings_[static_cast<std::size_t>(told.part)].push_back({told.ending, told.becomes, told.stem});
  }
  for (auto& endings : endings_) {
    std::ranges::stable_sort(endings, std::greater(),
                             [](const Ending& ending) { return ending.ending.size(); });
  }
}

LetterReader::Code LetterReader::code(char32_t letter) const {
  return letter < kTableEnd ? codes_[letter] : Code{0};
}

void LetterReader::add_code(char32_t letter) {
  NOSTOS_CHECK(letter < kTableEnd, "the tables are checked to be Latin and Cyrillic");
  const auto used = *std::ranges::max_element(codes_);
  if (codes_[letter] == 0 && used < 255) codes_[letter] = static_cast<Code>(used + 1);
}

LetterReader::Side LetterReader::side(const Around& around) const {
  Side out;
  out.anything = around.anything;
  out.edge = around.edge;
  out.turned = around.turned;
  for (const char32_t c : around.letters) out.letters.set(code(c));
  return out;
}

bool LetterReader::fits(const Side& side, const Code* letter) {
  if (side.anything) return true;
  const bool listed = letter == nullptr ? side.edge : side.letters.test(*letter);
  return listed != side.turned;
}

const LetterReader::Rule* LetterReader::rule_at(const Code* codes, std::size_t size,
                                                std::size_t at) const {
  for (const Rule& rule : rules_[codes[at]]) {
    const std::size_t end = at + rule.letters.size();
    if (end > size || !std::equal(rule.letters.begin(), rule.letters.end(), codes + at)) continue;
    if (!fits(rule.before, at == 0 ? nullptr : codes + at - 1)) continue;
    if (!fits(rule.after, end == size ? nullptr : codes + end)) continue;
    return &rule;
  }
  return nullptr;
}

const LetterReader::Ending* LetterReader::ending_of(std::string_view key, NamePart part) const {
  for (const Ending& ending : endings_[static_cast<std::size_t>(part)]) {
    if (key.size() >= ending.ending.size() + ending.stem && key.ends_with(ending.ending)) {
      return &ending;
    }
  }
  return nullptr;
}

std::string LetterReader::normal_ending(std::string_view key, NamePart part) const {
  const Ending* ending = ending_of(key, part);
  if (ending == nullptr) return std::string(key);
  return std::string(key.substr(0, key.size() - ending->ending.size())) + ending->becomes;
}

// One way through a word's rules: the reading each rule is given. A writer keeps to one scheme, so
// that the same letters are read the same way all through the word.
struct LetterReader::Reading {
  std::array<Piece, kMostLetters> pieces;
  std::size_t size = 0;
  std::array<const Rule*, kMostChoices> open{};  // the rules with several readings
  std::size_t choices = 0;
  std::array<std::uint8_t, kMostChoices> taken{};
  NamePart part = NamePart::unknown;
  const LetterReader* reader = nullptr;

  void put(const Rule* rule) {
    Piece piece{rule, 0};
    if (rule->readings.size() > 1) {
      const auto end = open.begin() + static_cast<std::ptrdiff_t>(choices);
      const auto found = std::find(open.begin(), end, rule);
      if (found != end) {
        piece.choice = static_cast<std::uint8_t>(found - open.begin() + 1);
      } else if (choices < kMostChoices) {
        open[choices++] = rule;
        piece.choice = static_cast<std::uint8_t>(choices);
      }
    }
    pieces[size++] = piece;
  }

  void write(Skeletons& out) const {
    KeyWriter key;
    for (std::size_t i = 0; i < size; ++i) {
      const Piece& piece = pieces[i];
      key.write(piece.rule->readings[piece.choice == 0 ? 0 : taken[piece.choice - 1]]);
    }
    if (const Ending* ending = reader->ending_of(key.text(), part)) {
      key.replace_ending(ending->ending.size(), ending->becomes);
    }
    out.add(key.text());
  }

  // All readings whose places in their lists sum to `steps`: those nearest the likeliest first.
  void write_all(std::size_t choice, std::size_t steps, Skeletons& out) {
    if (out.full()) return;
    if (choice == choices) {
      if (steps == 0) write(out);
      return;
    }
    const std::size_t most = open[choice]->readings.size() - 1;
    for (std::size_t n = 0; n <= std::min(most, steps); ++n) {
      taken[choice] = static_cast<std::uint8_t>(n);
      write_all(choice + 1, steps - n, out);
    }
    taken[choice] = 0;
  }
};

void LetterReader::read(const FoldedWord& word, NamePart part, Skeletons& out) const {
  out.clear();
  if (word.size == 0) return;
  std::array<Code, kMostLetters> codes;
  for (std::size_t i = 0; i < word.size; ++i) codes[i] = code(word.letters[i]);
  Reading reading;
  reading.part = part;
  reading.reader = this;
  std::size_t most = 0;
  for (std::size_t at = 0; at < word.size;) {
    const Rule* rule = rule_at(codes.data(), word.size, at);
    if (rule == nullptr) {
      ++at;
      continue;
    }
    reading.put(rule);
    at += rule->letters.size();
  }
  for (std::size_t i = 0; i < reading.choices; ++i) most += reading.open[i]->readings.size() - 1;
  for (std::size_t steps = 0; steps <= std::min<std::size_t>(most, 4); ++steps) {
    reading.write_all(0, steps, out);
  }
  if (out.empty()) out.add(kUnwritten);
}

}  // namespace nostos::names
