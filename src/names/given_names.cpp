// SPDX-License-Identifier: Apache-2.0
#include "names/given_names.h"

#include <algorithm>

#include "base/edits.h"

namespace nostos::names {
namespace {

Skeletons keys_of(std::string_view word, const LetterReader& reader) {
  FoldedWord folded;
  fold_word(word, reader.homoglyphs(), folded);
  Skeletons out;
  reader.read(folded, NamePart::given, out);
  return out;
}

constexpr std::size_t kLongestBeginning = 4;  // letters: "shch"

std::uint32_t letters_of(std::string_view key) {
  std::uint32_t letters = 0;
  for (const char c : key) letters |= 1U << (static_cast<unsigned char>(c) & 31U);
  return letters;
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
      forms_.push_back({std::string(keys[i]), number, letters_of(keys[i])});
    }
  };
  for (std::uint32_t i = 0; i < tables.given.size(); ++i) {
    for (const std::string& word : tables.given[i].spellings) add(word, i + 1);
  }
  whole_ = forms_;
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
  for (const auto& [stem, number] : fathers_)
    father_stems_.push_back({stem, number, letters_of(stem)});
  for (std::vector<Form>* forms : {&forms_, &whole_, &father_stems_}) {
    std::ranges::sort(*forms);
    const auto same = std::ranges::unique(*forms);
    forms->erase(same.begin(), same.end());
  }
  beginnings_.resize(tables.given.size() + 1);
  for (const Form& form : whole_) {
    auto& of_class = beginnings_[form.name_class];
    for (std::size_t n = 1; n <= std::min(form.key.size(), kLongestBeginning); ++n)
      of_class.push_back(form.key.substr(0, n));
  }
  for (auto& of_class : beginnings_) {
    std::ranges::sort(of_class);
    const auto same = std::ranges::unique(of_class);
    of_class.erase(same.begin(), same.end());
  }
}

void GivenNames::add_near(const std::vector<Form>& forms, std::string_view key, std::size_t most,
                          std::vector<std::uint32_t>& classes) {
  EditCounter counter;
  counter.set(key);
  const std::uint32_t letters = letters_of(key);
  for (const Form& form : forms) {
    const std::size_t longer = std::max(key.size(), form.key.size());
    if (longer - std::min(key.size(), form.key.size()) > most) continue;
    // An edit puts in a letter, leaves one out, or both.
    std::uint32_t apart = letters ^ form.letters;
    for (std::size_t i = 0; i < 2 * most; ++i) apart &= apart - 1;
    if (apart != 0) continue;
    if (counter.edits(form.key) <= most) classes.push_back(form.name_class);
  }
}

void GivenNames::add_near(std::string_view skeleton, std::size_t most,
                          std::vector<std::uint32_t>& classes) const {
  add_near(forms_, skeleton, most, classes);
}

void GivenNames::add_fathers_near(std::string_view patronymic_skeleton, std::size_t most,
                                  std::vector<std::uint32_t>& classes) const {
  add_near(father_stems_, fathers_stem(patronymic_skeleton), most, classes);
}

void GivenNames::add_beginning(std::string_view letters,
                               std::vector<std::uint32_t>& classes) const {
  const auto beginning = [&](const Form& form) {
    return std::string_view(form.key).substr(0, letters.size());
  };
  for (const Form& form : std::ranges::equal_range(whole_, letters, {}, beginning))
    classes.push_back(form.name_class);
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
