// SPDX-License-Identifier: Apache-2.0
// The headings and date words that the program ships, for tests.
#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include "base/check.h"
#include "ingest/columns.h"

namespace nostos::ingest {

inline const Columns& columns_of_tree() {
  static const Columns columns = [] {
    std::ifstream in(NOSTOS_SOURCE_DIR "/data/columns.tsv", std::ios::binary);
    const std::string table{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    auto loaded = Columns::load(table);
    NOSTOS_CHECK(loaded.has_value(), "data/columns.tsv is in order; its own test says what is not");
    return std::move(*loaded);
  }();
  return columns;
}

}  // namespace nostos::ingest
