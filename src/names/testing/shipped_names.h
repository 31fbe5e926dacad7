// SPDX-License-Identifier: Apache-2.0
// The name engine made of data/names as it lies in the tree.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "names/name_engine.h"

namespace nostos::names::testing {

struct FilesOnDisk {
  std::vector<std::string> contents;
  std::vector<NameFile> files;
};

inline FilesOnDisk shipped_files() {
  FilesOnDisk out;
  const std::vector<std::string> names = {
      "letters.tsv",         "homoglyphs.tsv", "endings.tsv", "given.tsv",
      "correspondences.tsv", "confusions.tsv", "words.tsv",   "cases.tsv"};
  for (const std::string& name : names) {
    std::ifstream in(std::string(NOSTOS_SOURCE_DIR) + "/data/names/" + name, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    out.contents.push_back(text.str());
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    out.files.push_back({"names/" + names[i], out.contents[i]});
  }
  return out;
}

inline const NameEngine& shipped_engine() {
  static const NameEngine engine = [] {
    auto loaded = NameEngine::load(shipped_files().files);
    if (!loaded) throw std::runtime_error(loaded.error().message);
    return std::move(*loaded);
  }();
  return engine;
}

}  // namespace nostos::names::testing
