// SPDX-License-Identifier: Apache-2.0
// NameEngine: everything the bureau knows of how people's names are written. Built once from the
// tables in data/names; immutable and safe from any thread. Counting is by letter, never by byte.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "names/correspondences.h"
#include "names/folded_word.h"
#include "names/likeness.h"
#include "names/name_part.h"
#include "names/name_tables.h"
#include "names/parsed_name.h"
#include "names/skeletons.h"

namespace nostos::names {

class NameEngine {
 public:
  // Fails with the file, the line and what to do.
  static Result<NameEngine> load(const std::vector<NameFile>& files);
  // Everything that is wrong with the tables, for those who write them; empty when they are sound.
  static std::vector<std::string> lint(const std::vector<NameFile>& files);
  NameEngine(const NameTables& tables, Correspondences correspondences);
  ~NameEngine();
  NameEngine(NameEngine&&) noexcept;
  NameEngine& operator=(NameEngine&&) noexcept;

  // 1 to 8 keys of the letters a–z, the likeliest first, none twice. Two spellings of one name, in
  // whatever script and scheme, share at least one. Never empty for a word with a letter in it.
  std::vector<std::string> skeletons(std::string_view word, NamePart part) const;
  // The same into the caller's room, without taking memory: for millions of words.
  void skeletons(std::string_view word, NamePart part, Skeletons& out) const;
  std::string primary(std::string_view word, NamePart part) const;  // the first of them
  // What is left without vowels: a wider key, for when the others find too little.
  static std::string consonants(std::string_view skeleton);

  // Which given name a skeleton is a spelling or a diminutive of: Микола, Николай and Nicholas have
  // one class. 0 when the tables do not have it. A diminutive of several (Саша) has the first.
  std::uint32_t given_class(std::string_view skeleton) const;
  // All of them; empty when the tables do not have it.
  std::vector<std::uint32_t> given_classes(std::string_view skeleton) const;
  // The father's given name that a patronymic's skeleton tells of; 0 when it cannot be told.
  std::uint32_t fathers_class(std::string_view patronymic_skeleton) const;
  // Names, or fathers' names of a patronymic, of which some form is at most so many edits from the
  // skeleton. Rising, none twice.
  std::vector<std::uint32_t> classes_near(std::string_view skeleton, NamePart part,
                                          std::size_t edits) const;
  // Names of which a whole form, in some language, begins with this skeleton of an initial. Rising.
  std::vector<std::uint32_t> classes_beginning(std::string_view skeleton) const;
  // The first letter, two, three and four of a name's whole forms. Rising.
  const std::vector<std::string>& beginnings(std::uint32_t name_class) const;
  std::size_t classes() const;  // classes count from 1 to this

  // The letters of a word as everything here sees them.
  void fold(std::string_view word, FoldedWord& out) const;
  const Correspondences& correspondences() const;

  // The words of a name as written, each with its part, script and what was mended.
  ParsedName parse(std::string_view written) const;

  // How far two words are from being one name, and what had to be read as what.
  Likeness compare(std::string_view a, std::string_view b, NamePart part) const;
  // The cheapest way from the letters of one to those of the other, by confusions.tsv alone; for
  // two words in one script.
  double letter_cost(std::string_view a, std::string_view b) const;
  // How likely two full names, of people or of others, are meant to be one.
  NameLikeness compare_names(std::string_view full_a, std::string_view full_b) const;

 private:
  struct Parts;
  std::unique_ptr<const Parts> parts_;
};

}  // namespace nostos::names
