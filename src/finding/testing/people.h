// SPDX-License-Identifier: Apache-2.0
// A small crowd made by chance, with names that are much alike, so that every way to be near a
// query occurs; and queries made from its members by spoiling them.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "finding/query.h"
#include "finding/row.h"

namespace nostos::finding::testing {

class Crowd {
 public:
  explicit Crowd(unsigned seed) : random_(seed) {}

  PersonRow person(Row row) {
    PersonRow out;
    out.row = row;
    if (!chance(20)) out.words.push_back({name(), names::NamePart::surname, false});
    if (chance(10)) out.words.push_back({name(), names::NamePart::maiden, false});
    if (chance(25))
      out.words.push_back({name().substr(0, 1), names::NamePart::given, true});
    else if (!chance(15))
      out.words.push_back({given(), names::NamePart::given, false});
    if (chance(2)) out.words.push_back({name(), names::NamePart::patronymic, false});
    if (chance(15)) out.words.push_back({name(), names::NamePart::unknown, false});
    if (!chance(6)) out.born = born();
    if (chance(3)) out.numbers.push_back(number());
    if (chance(3)) out.unit = chance(2) ? "7 field company" : "7 company";
    if (chance(12)) out.visible = 2;
    return out;
  }

  Query query_for(const PersonRow& person) {
    Query out;
    for (const NameWord& word : person.words) {
      QueryWord sought{word.text, word.part, word.initial, false};
      if (!word.initial) {
        for (int edits = pick(4); edits > 0; --edits) spoil(sought.text);
        if (chance(8)) sought.text = sought.text.substr(0, 1), sought.initial = true;
      }
      if (chance(6)) sought.part = names::NamePart::unknown;
      if (!sought.text.empty() && !chance(6)) out.words.push_back(sought);
    }
    if (person.born && !chance(3)) {
      out.born = person.born;
      if (chance(3)) out.born = {{person.born->earliest + 365, person.born->latest + 365}};
    }
    if (chance(2)) out.numbers = person.numbers;
    if (chance(4)) out.numbers.push_back(number());
    out.unit = chance(2) ? person.unit : "";
    out.visible = chance(3) ? 1 : 0xFF;
    out.limit = 1 + static_cast<std::size_t>(pick(12));
    return out;
  }

  int pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }
  bool chance(int one_in) { return pick(one_in) == 0; }

 private:
  std::string name() {
    std::string out;
    for (int syllables = 1 + pick(3); syllables > 0; --syllables) {
      out += "bkmr"[pick(4)];
      out += "ao"[pick(2)];
    }
    if (chance(3)) out += "kin";
    return out;
  }
  std::string given() {
    static const std::vector<std::string> kGiven = {"Mikola", "Nikolai", "ivan",
                                                    "bara",   "иван",    "микола"};
    return chance(3) ? name() : kGiven[static_cast<std::size_t>(pick(6))];
  }
  Born born() {
    const domain::Day day = 5000 + pick(40) + 365 * pick(3);
    if (chance(4)) return {day, day + 364};
    return {day, day};
  }
  std::string number() { return "A-" + std::to_string(1000 + pick(30)); }
  void spoil(std::string& word) {
    if (word.empty()) return;
    const auto at = static_cast<std::size_t>(pick(static_cast<int>(word.size())));
    if (static_cast<unsigned char>(word[at]) >= 0x80) return;
    switch (pick(4)) {
      case 0:
        word.erase(at, 1);
        break;
      case 1:
        word.insert(at, 1, "bkmraoxe"[pick(8)]);
        break;
      case 2:
        word[at] = "bkmraoxe"[pick(8)];
        break;
      default:
        if (at + 1 < word.size() && static_cast<unsigned char>(word[at + 1]) < 0x80)
          std::swap(word[at], word[at + 1]);
    }
  }

  std::mt19937 random_;
};

}  // namespace nostos::finding::testing
