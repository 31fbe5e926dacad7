// SPDX-License-Identifier: Apache-2.0
#include "crowd.h"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "base/utf8.h"
#include "synth/dice.h"

namespace nostos::bench {
namespace {

using names::NamePart;

synth::People invented(std::uint64_t rows, std::uint64_t seed) {
  std::map<std::string, std::string> contents;
  for (const auto& file :
       std::filesystem::directory_iterator(NOSTOS_SOURCE_DIR "/data/synth/people")) {
    std::stringstream text;
    text << std::ifstream(file.path(), std::ios::binary).rdbuf();
    contents[file.path().stem().string()] = text.str();
  }
  std::map<std::string, std::string_view> files;
  for (const auto& [name, content] : contents) files[name] = content;
  auto tables = synth::PeopleTables::load(files);
  synth::PeopleWishes wishes;
  wishes.seed = seed;
  wishes.people = rows;
  wishes.regions = {"ukraine", "russia"};
  wishes.percent_again = 0;
  // Rows are right; they are spelled in the scripts and schemes of their regions. What is wrong is
  // wrong in the questions.
  wishes.per_mille = {};
  wishes.per_mille[static_cast<std::size_t>(synth::Slip::spelled_otherwise)] = 1000;
  auto people = tables ? synth::People::of(std::move(*tables), wishes)
                       : Result<synth::People>(std::unexpected(tables.error()));
  if (!people) {
    fmt::print(stderr, "{}\n", people.error().message);
    std::exit(1);
  }
  return std::move(*people);
}

std::u32string letters_of(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0, length = 0; at < text.size(); at += length)
    out += decode_utf8(text, at, length);
  return out;
}

std::string utf8_of(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) append_utf8(out, c);
  return out;
}

// One letter changed, left out, put in, or two neighbours changed round; in the word's own script.
void spoil(std::string& word, synth::Dice& dice) {
  std::u32string letters = letters_of(word);
  if (letters.empty()) return;
  const bool latin = letters.back() < 0x250;
  const auto other = [&]() -> char32_t {
    return latin ? U'a' + dice.below(26) : U'\u0430' + dice.below(32);
  };
  const std::u32string before = letters;
  while (letters == before) {
    const std::size_t at = dice.below(static_cast<std::uint32_t>(letters.size()));
    switch (dice.below(4)) {
      case 0:
        letters[at] = other();
        break;
      case 1:
        if (letters.size() > 2) letters.erase(at, 1);
        break;
      case 2:
        letters.insert(at, 1, other());
        break;
      default:
        if (at + 1 < letters.size()) std::swap(letters[at], letters[at + 1]);
    }
  }
  word = utf8_of(letters);
}

std::string first_letter(const std::string& word) { return utf8_of(letters_of(word).substr(0, 1)); }

}  // namespace

Crowd::Crowd(std::uint64_t rows, std::uint64_t seed) : people_(invented(rows, seed)), seed_(seed) {}

finding::PersonRow Crowd::row(finding::Row number) const { return row(number, 0); }

finding::PersonRow Crowd::row(finding::Row number, unsigned copy) const {
  synth::InventedRow invented;
  people_.write(number, copy, invented);
  finding::PersonRow out;
  out.row = number;
  const auto add = [&](const std::string& word, NamePart part) {
    if (!word.empty()) out.words.push_back({word, part, word.ends_with('.')});
  };
  add(invented.surname, NamePart::surname);
  add(invented.given_name, NamePart::given);
  add(invented.patronymic, NamePart::patronymic);
  if (const auto day = domain::parse_iso(invented.birth_date)) out.born = {{*day, *day}};
  out.rank = invented.rank;
  out.unit = invented.unit;
  out.place = invented.birth_place;
  if (!invented.service_number.empty()) out.numbers.push_back(invented.service_number);
  return out;
}

Question Crowd::question(std::uint64_t number) const {
  synth::Dice dice(synth::mixed(seed_ * 31 + number));
  Question out;
  out.about = static_cast<finding::Row>(dice.next() % rows());
  out.spoiling = number % std::size(kSpoilings);
  const Spoiling& spoiling = kSpoilings[out.spoiling];
  const finding::PersonRow record = row(out.about, 0);
  // Every second question is spelled as another clerk would have spelled it.
  const bool by_another = dice.below(2) == 0;
  const finding::PersonRow person = by_another ? row(out.about, 1) : record;
  const unsigned patronymic = dice.below(3);
  for (const finding::NameWord& word : person.words) {
    finding::QueryWord sought{word.text, word.part, word.initial, false};
    if (word.part == NamePart::surname)
      for (int i = 0; i < spoiling.surname_edits; ++i) spoil(sought.text, dice);
    if (word.part == NamePart::given)
      for (int i = 0; i < spoiling.given_edits; ++i) spoil(sought.text, dice);
    if (word.part == NamePart::patronymic && patronymic == 0) continue;
    if (word.part == NamePart::patronymic && patronymic == 1) {
      sought.text = first_letter(word.text);
      sought.initial = true;
    }
    out.query.words.push_back(sought);
  }
  if (record.born) {
    domain::CivilDate day = domain::to_civil(record.born->earliest);
    day.year += static_cast<int>(dice.below(3)) - 1;
    if (!domain::exists(day)) day.day = 28;
    out.query.born = {{domain::to_day(day), domain::to_day(day)}};
  }
  out.recorded = record.words;
  out.asked = person.words;
  return out;
}

}  // namespace nostos::bench
