// SPDX-License-Identifier: Apache-2.0
// NameKeys: what the index must be told of names. src/names answers it (engine_keys.h); tests have
// a small one of their own. Safe from any thread; the same word gives the same answer for as long
// as `version` is the same.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "matching/waterfall.h"
#include "names/name_part.h"

namespace nostos::finding {

class NameKeys {
 public:
  virtual ~NameKeys() = default;
  // Spellings in one small alphabet of bytes, the likeliest first; two writings of one name share
  // one. Empty only for a word without letters.
  virtual std::vector<std::string> keys(std::string_view word, names::NamePart part) const = 0;
  // Classes of given names that are one name (for patronymics, of the father); often none.
  virtual std::vector<std::uint32_t> same_names(std::string_view word,
                                                names::NamePart part) const = 0;
  // Names of which some form is within reach of the word, which is no known form itself: what a
  // slip may have made of Николай is another form of Микола. Rising; empty for a known form.
  virtual std::vector<std::uint32_t> nearly_same_names(std::string_view word,
                                                       names::NamePart part) const = 0;
  // Names of which some form begins with this initial: О. is Олексій, and so Алексей. Rising.
  virtual std::vector<std::uint32_t> names_with_initial(std::string_view initial,
                                                        names::NamePart part) const = 0;
  // How the forms of the same names begin, by one to four letters of their keys.
  virtual std::vector<std::string> initials_of_same(std::string_view word,
                                                    names::NamePart part) const = 0;
  // Letters as compared for "written the same": lower case, one apostrophe.
  virtual std::string folded(std::string_view word) const = 0;
  // How `registered` was read as `sought`, in message keys and words; may be empty.
  virtual std::vector<matching::Step> reasons(std::string_view sought, std::string_view registered,
                                              names::NamePart part) const = 0;
  // Changes whenever an answer would change: an index made with another version is made anew.
  virtual std::uint64_t version() const = 0;
};

}  // namespace nostos::finding
