// SPDX-License-Identifier: Apache-2.0
// GivenNames: which spellings and diminutives are one given name, found by their keys; by keys with
// slips in them; and by their first letters. Immutable; safe from any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "names/letter_reader.h"
#include "names/name_tables.h"

namespace nostos::names {

class GivenNames {
 public:
  GivenNames(const NameTables& tables, const LetterReader& reader);

  // Whole names before diminutives; nullptr when there is none.
  const std::vector<std::uint32_t>* classes_of(std::string_view skeleton) const;
  std::uint32_t fathers_class(std::string_view patronymic_skeleton) const;
  // Adds the names that have a form at most `most` edits from the skeleton; may add one twice.
  void add_near(std::string_view skeleton, std::size_t most,
                std::vector<std::uint32_t>& classes) const;
  // The same of the fathers that a patronymic may tell of.
  void add_fathers_near(std::string_view patronymic_skeleton, std::size_t most,
                        std::vector<std::uint32_t>& classes) const;
  // Adds the names of which a whole form, not a diminutive, begins so; may add one twice.
  void add_beginning(std::string_view letters, std::vector<std::uint32_t>& classes) const;
  // How the whole forms of a name begin: their first letter, two, three and four. Rising.
  const std::vector<std::string>& beginnings(std::uint32_t name_class) const {
    return beginnings_[name_class];
  }
  char sex(std::uint32_t name_class) const { return sexes_[name_class]; }  // m, f
  std::size_t size() const { return sexes_.size() - 1; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  template <class Value>
  using ByKey = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

  struct Form {
    std::string key;
    std::uint32_t name_class = 0;
    std::uint32_t letters = 0;  // which of a–z it has, as bits
    auto operator<=>(const Form&) const = default;
  };
  static void add_near(const std::vector<Form>& forms, std::string_view key, std::size_t most,
                       std::vector<std::uint32_t>& classes);

  ByKey<std::vector<std::uint32_t>> classes_;
  ByKey<std::uint32_t> fathers_;    // stem of a patronymic → class
  std::vector<Form> forms_;         // rising
  std::vector<Form> whole_;         // without the diminutives; rising
  std::vector<Form> father_stems_;  // rising
  std::vector<std::vector<std::string>> beginnings_;
  std::vector<char> sexes_ = {'-'};
};

// The stem of a patronymic or of a father's name: what both have, Ivan(ovič), Serg(ijovyč, ij).
std::string_view fathers_stem(std::string_view skeleton);

}  // namespace nostos::names
