// SPDX-License-Identifier: Apache-2.0
// SmallKeys: names of Latin letters and a few Cyrillic ones, so that tests of the index need no
// tables. Knows two given names in two spellings.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "base/edits.h"
#include "finding/name_keys.h"

namespace nostos::finding::testing {

class SmallKeys final : public NameKeys {
 public:
  std::vector<std::string> keys(std::string_view word, names::NamePart part) const override {
    (void)part;
    static const std::map<std::string, std::string, std::less<>> kLetters = {
        {"а", "a"}, {"б", "b"}, {"в", "v"}, {"г", "g"}, {"д", "d"}, {"е", "e"},
        {"и", "i"}, {"к", "k"}, {"л", "l"}, {"м", "m"}, {"н", "n"}, {"о", "o"},
        {"п", "p"}, {"р", "r"}, {"с", "s"}, {"т", "t"}, {"у", "u"}, {"х", "h"}};
    std::string key;
    for (std::size_t i = 0; i < word.size(); ++i) {
      const char c = word[i];
      if (c >= 'a' && c <= 'z') key += c;
      if (static_cast<unsigned char>(c) < 0x80 || i + 1 == word.size()) continue;
      const auto letter = kLetters.find(word.substr(i, 2));
      if (letter != kLetters.end()) key += letter->second;
      ++i;
    }
    if (key.empty()) return {};
    return {key};
  }
  std::vector<std::uint32_t> same_names(std::string_view word,
                                        names::NamePart part) const override {
    if (part == names::NamePart::patronymic) return {};
    const std::string folded_word = folded(word);
    if (folded_word == "mikola" || folded_word == "nikolai") return {1};
    return {};
  }
  std::vector<std::uint32_t> nearly_same_names(std::string_view word,
                                               names::NamePart part) const override {
    if (part != names::NamePart::given || !same_names(word, part).empty()) return {};
    EditCounter counter;
    for (const std::string& key : keys(word, part)) {
      counter.set(key);
      for (const std::string_view form : {"mikola", "nikolai"})
        if (counter.edits(form) <= 2) return {1};
    }
    return {};
  }
  std::vector<std::uint32_t> names_with_initial(std::string_view initial,
                                                names::NamePart part) const override {
    if (part != names::NamePart::given) return {};
    for (const std::string& key : keys(folded(initial), part))
      if (key == "m" || key == "n") return {1};
    return {};
  }
  std::vector<std::string> initials_of_same(std::string_view word,
                                            names::NamePart part) const override {
    if (same_names(word, part).empty()) return {};
    return {"m", "n"};
  }
  std::string folded(std::string_view word) const override {
    std::string out;
    for (const char c : word) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
  }
  std::vector<matching::Step> reasons(std::string_view, std::string_view,
                                      names::NamePart) const override {
    return {};
  }
  std::uint64_t version() const override { return version_; }

  std::uint64_t version_ = 7;
};

}  // namespace nostos::finding::testing
