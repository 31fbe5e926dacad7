// SPDX-License-Identifier: Apache-2.0
// GivenNames: which spellings and diminutives are one given name, found by their keys.
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

  ByKey<std::vector<std::uint32_t>> classes_;
  ByKey<std::uint32_t> fathers_;  // stem of a patronymic → class
  std::vector<char> sexes_ = {'-'};
};

// The stem of a patronymic or of a father's name: what both have, Ivan(ovič), Serg(ijovyč, ij).
std::string_view fathers_stem(std::string_view skeleton);

}  // namespace nostos::names
