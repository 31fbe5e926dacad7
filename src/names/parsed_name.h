// SPDX-License-Identifier: Apache-2.0
// ParsedName: the words of a person's name as it was written down.
#pragma once

#include <string>
#include <vector>

#include "names/folded_word.h"
#include "names/name_part.h"

namespace nostos::names {

struct ParsedWord {
  std::string written;  // as it stood there
  std::string text;     // composed (NFC), apostrophes unified, look-alikes mended
  NamePart part = NamePart::unknown;
  Script script = Script::none;
  bool initial = false;  // one letter that stands for a name
  bool mended = false;   // letters of another script were read as the ones they look like
  bool oblique = false;  // stands in another case; `nominatives` has what it may be
  bool joined = false;   // joined to the word before it by a hyphen
  std::vector<std::string> nominatives;  // likeliest first; empty unless oblique
  // The nominative when it is known to stand in another case, else the text.
  const std::string& best() const { return nominatives.empty() ? text : nominatives.front(); }
  bool operator==(const ParsedWord&) const = default;
};

struct ParsedName {
  std::vector<ParsedWord> words;  // in the order written; titles and the like left out
  const ParsedWord* first(NamePart part) const;
  // The words of a part, in the nominative, separated by spaces; empty when there are none.
  std::string text(NamePart part) const;
  bool operator==(const ParsedName&) const = default;
};

}  // namespace nostos::names
