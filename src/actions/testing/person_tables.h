// SPDX-License-Identifier: Apache-2.0
// The tables about persons as they are in data/, for tests.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <list>
#include <string>
#include <utility>

#include "actions/person_engine.h"

namespace nostos::actions {

class PersonTablesOnDisk {
 public:
  PersonTablesOnDisk() {
    for (const auto& entry : std::filesystem::directory_iterator(NOSTOS_SOURCE_DIR "/data/names")) {
      const std::string path = "names/" + entry.path().filename().string();
      names_.emplace_back(path, content_of(path));
    }
    names_.sort();
  }
  PersonTables tables() const {
    PersonTables tables{{}, columns_, questions_};
    for (const auto& [path, content] : names_) tables.names.push_back({path, content});
    return tables;
  }

 private:
  static std::string content_of(const std::string& path) {
    std::ifstream in(std::string(NOSTOS_SOURCE_DIR "/data/") + path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  std::list<std::pair<std::string, std::string>> names_;
  std::string columns_ = content_of("columns.tsv");
  std::string questions_ = content_of("people/questions.tsv");
};

}  // namespace nostos::actions
