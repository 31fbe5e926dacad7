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

enum class Place : std::uint8_t { any, start, end };

// Two spellings that stand for one another.
struct ConfusionRule {
  std::u32string from;
  std::u32string to;
  double cost = 0;
  Place place = Place::any;
  std::vector<NameExample> examples;  // word and key are the two words
  std::string at;                     // file and line
};

// Words in names of people and organisations that are no name themselves.
enum class WordKind : std::uint8_t {
  title,     // Dr, Colonel, Mr
  particle,  // al, van, bin: part of a name that comes and goes
  fathers,   // bin, ibn: what follows is the father's name
  form,      // Ltd, OAO: legal forms; those of one class are the same
  common,    // Group, International: tells little
  maiden,    // née: what follows is the name before marriage
  alias,     // alias: what follows is another name
};

struct NameWord {
  WordKind kind = WordKind::title;
  std::string id;                                   // words of one id are the same
  std::vector<std::vector<std::string>> spellings;  // of one or several words, folded
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

// The ending of an oblique case and that of the nominative.
struct CaseRule {
  NamePart part = NamePart::unknown;
  std::string grammatical_case;  // "genitive", …; the words of one name stand in one case
  char sex = 'm';
  std::u32string ending;
  std::u32string nominative;
  std::vector<NameExample> examples;  // word=nominative
  std::string place;
};

struct NameTables {
  std::vector<LetterRule> letters;
  Homoglyphs homoglyphs;
  std::vector<EndingRule> endings;
  std::vector<GivenName> given;
  std::vector<ConfusionRule> confusions;
  std::vector<NameWord> words;
  std::vector<CaseRule> cases;

  // Files outside of names/ are passed over; the first fault is returned.
  static Result<NameTables> load(const std::vector<NameFile>& files);
};

}  // namespace nostos::names
