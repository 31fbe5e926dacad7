// SPDX-License-Identifier: Apache-2.0
// json_ld: what a page's embedded schema.org data says of the article. A forgiving scanner: pages
// hold JSON with raw line ends, stray commas and cut-off ends, and what can be read is read.
#pragma once

#include <string>
#include <string_view>

namespace nostos::ingest {

struct JsonLdFacts {
  std::string date_published;
  std::string headline;
  std::string publisher;
  std::string language;
};

// Adds what `json` says to `facts`; a fact that is there already stays. Of several, the outermost
// counts: comments and related items are nested deeper than the article.
void read_json_ld(std::string_view json, JsonLdFacts& facts);

}  // namespace nostos::ingest
