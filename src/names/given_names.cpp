// SPDX-License-Identifier: Apache-2.0
#include "names/given_names.h"

#include <algorithm>

namespace nostos::names {
namespace {

Skeletons keys_of(std::string_view word, const LetterReader& reader) {
  FoldedWord folded;
  fold_word(word, reader.homoglyphs(), folded);
  Skeletons out;
  reader.read(folded, NamePart::given, out);
  return out;
}

}  // namespace

std::string_view fathers_stem(std::string_view key) {
  for (const std::string_view ending : {"ovic", "ovna"}) {
    if (key.size() > ending.size() && key.ends_with(ending)) {
      key.remove_suffix(ending.size());
      break;
    }
  }
  const auto last = key.find_last_not_of("aeiou");
  return last == std::string_view::npos ? key : key.substr(0, last + 1);
}

GivenNames::GivenNames(const NameTables& tables, const LetterReader& reader) {
  for (const GivenName& name : tables.given) sexes_.push_back(name.sex);
  const auto add = [&](const std::string& word, std::uint32_t number) {
    const Skeletons keys = keys_of(word, reader);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      auto& classes = classes_[std::string(keys[i])];
      if (std::ranges::find(classes, number) == classes.end()) classes.push_back(number);
    }
  };
  for (std::uint32_t i = 0; i < tables.given.size(); ++i) {
    for (const std::string& word : tables.given[i].spellings) add(word, i + 1);
  }
  for (std::uint32_t i = 0; i < tables.given.size(); ++i) {
    for (const std::string& word : tables.given[i].diminutives) add(word, i + 1);
  }
  for (std::uint32_t i = 0; i < tables.given.size(); ++i) {
    const GivenName& name = tables.given[i];
    if (name.sex != 'm') continue;
    for (const std::string& stem : name.stems) {
      const Skeletons keys = keys_of(stem, reader);
      for (std::size_t k = 0; k < keys.size(); ++k) {
        fathers_.try_emplace(std::string(fathers_stem(keys[k])), i + 1);
      }
    }
  }
  for (std::uint32_t i = 0; i < tables.given.size(); ++i) {
    const GivenName& name = tables.given[i];
    if (name.sex != 'm') continue;
    for (const std::string& word : name.spellings) {
      const Skeletons keys = keys_of(word, reader);
      for (std::size_t k = 0; k < keys.size(); ++k) {
        fathers_.try_emplace(std::string(fathers_stem(keys[k])), i + 1);
      }
    }
  }
}

const std::vector<std::uint32_t>* GivenNames::classes_of(std::string_view skeleton) const {
  const auto found = classes_.find(skeleton);
  return found == classes_.end() ? nullptr : &found->second;
}

std::uint32_t GivenNames::fathers_class(std::string_view patronymic) const {
  const auto found = fathers_.find(fathers_stem(patronymic));
  return found == fathers_.end() ? 0 : found->second;
}

}  // namespace nostos::names
