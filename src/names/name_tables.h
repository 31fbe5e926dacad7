// SPDX-License-Identifier: Apache-2.0
// NameTables: the knowledge in data/names, read and checked. docs/guides/names-tables.md tells how
// a table is written. Every row's own examples are tried when the engine is built.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "names/folded_word.h"
#include "names/name_part.h"

namespace nostos::names {

// A file as it is handed over.
struct NameFile {
  std::string path;          // relative to data/: "names/letters.tsv"
  std::string_view content;  // outlives the loading, not needed after it
};

// "word=key": the word has this key; "word!key": it has not.
struct NameExample {
  std::string word;
  std::string key;
  bool holds = true;
};

struct Around {  // what may stand at one side of letters
  std::u32string letters;
  bool anything = true;
  bool edge = false;
  bool turned = false;  // all but these
};

struct LetterRule {
  Script script = Script::none;
  std::u32string letters;
  Around before;
  Around after;
  std::vector<std::string> readings;
  std::vector<NameExample> examples;
  std::string place;  // "data/names/letters.tsv:12"
};

struct EndingRule {
  NamePart part = NamePart::unknown;
  std::string ending;
  std::string becomes;
  std::size_t stem = 0;
  std::vector<NameExample> examples;
  std::string place;
};

struct GivenName {
  std::string id;
  char sex = 'm';
  std::vector<std::string> spellings;  // whole names
  std::vector<std::string> diminutives;
  std::vector<std::string> stems;   // of the patronymic, where it is not the name itself
  std::vector<std::string> others;  // names that are not this one
  std::string place;
};

struct NameTables {
  std::vector<LetterRule> letters;
  Homoglyphs homoglyphs;
  std::vector<EndingRule> endings;
  std::vector<GivenName> given;

  // Files outside of names/ are passed over; the first fault is returned.
  static Result<NameTables> load(const std::vector<NameFile>& files);
};

}  // namespace nostos::names
