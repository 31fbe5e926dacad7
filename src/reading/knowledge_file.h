// SPDX-License-Identifier: Apache-2.0
// A knowledge file as it is handed to the reader.
#pragma once

#include <string>
#include <string_view>

namespace nostos::reading {

struct KnowledgeFile {
  std::string path;          // relative to data/: "languages/en/lexicon.tsv"
  std::string_view content;  // the whole file; outlives the reader
  // SHA-256 of the content in hexadecimal, where it is known already: files that are part of the
  // program bring it along. Outlives the reader; empty: not known.
  std::string_view digest = {};
};

}  // namespace nostos::reading
