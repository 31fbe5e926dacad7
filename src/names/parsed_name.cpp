// SPDX-License-Identifier: Apache-2.0
#include "names/parsed_name.h"

namespace nostos::names {

const ParsedWord* ParsedName::first(NamePart part) const {
  for (const ParsedWord& word : words) {
    if (word.part == part) return &word;
  }
  return nullptr;
}

std::string ParsedName::text(NamePart part) const {
  std::string out;
  for (const ParsedWord& word : words) {
    if (word.part != part) continue;
    if (!out.empty()) out += word.joined ? "-" : " ";
    out += word.best();
  }
  return out;
}

}  // namespace nostos::names
