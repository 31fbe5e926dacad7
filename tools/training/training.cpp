// SPDX-License-Identifier: Apache-2.0
// nostos_training ROOT: reads the repository's own texts as the program would, so that the compiler
// can be told which ways reports take through the reader (tools/training/CMakeLists.txt). The same
// tree gives the same counts.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <list>
#include <string>
#include <vector>

#include "base/json_writer.h"
#include "ingest/bytes.h"
#include "ingest/ingest.h"
#include "ingest/report_line.h"
#include "reading/reader.h"
#include "wire/reading_json.h"

namespace nostos {
namespace {

namespace fs = std::filesystem;

// As many times as each text is read, so that reading weighs more than the loading of the tables.
constexpr int kTimes = 3;

struct File {
  std::string path;  // relative to the folder looked into
  std::string content;
};

// Files below `folder` with one of the endings, in order of path.
std::vector<File> files_in(const fs::path& folder, const std::vector<std::string>& endings) {
  std::vector<File> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string ending = entry.path().extension().string();
    if (!entry.is_regular_file() || std::ranges::find(endings, ending) == endings.end()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    files.push_back({entry.path().lexically_relative(folder).generic_string(),
                     std::string(std::istreambuf_iterator<char>(in), {})});
  }
  std::ranges::sort(files, {}, &File::path);
  return files;
}

// The report as a line of JSONL, in which most reports come.
std::string line_of(const File& file, bool page) {
  std::string line;
  JsonWriter json(line);
  json.begin_object();
  json.field("id", file.path);
  json.field("url", "https://example.org/" + file.path);
  json.field("outlet", "Example");
  json.field("published", "2023-02-17");
  json.key(page ? JsonKey("html") : JsonKey("text")).value(file.content);
  json.end_object();
  return line;
}

std::size_t read(const reading::Reader& reader, const domain::Report& report) {
  const domain::Reading reading = reader.read(report, ingest::to_document(report));
  return wire::reading_json(reading, wire::WithText::no).size();
}

int run(const fs::path& root) {
  const std::vector<File> tables = files_in(root / "data", {".tsv", ".txt", ".ini", ".json"});
  std::vector<reading::KnowledgeFile> knowledge;
  for (const File& table : tables) knowledge.push_back({table.path, table.content});
  const auto reader = reading::Reader::load(knowledge);
  if (!reader) {
    std::cerr << reader.error().message << '\n';
    return 1;
  }
  std::size_t reports = 0;
  std::size_t written = 0;
  for (const char* folder : {"samples", "tests/readings/development"}) {
    for (const File& file : files_in(root / folder, {".txt", ".html"})) {
      const bool page = file.path.ends_with(".html");
      if (!ingest::check_body(file.content, file.path)) continue;
      for (int time = 0; time < kTimes; ++time) {
        // The last time as a file comes, before that as lines.
        domain::Report report;
        if (time + 1 < kTimes) {
          auto told = ingest::parse_report_line(line_of(file, page));
          if (!told) continue;
          report = std::move(*told);
        } else {
          report.body = file.content;
          report.format = ingest::sniff_format(file.content);
        }
        written += read(*reader, report);
      }
      ++reports;
    }
  }
  std::cout << "Trained on " << reports << " texts (" << written << " bytes of readings)\n";
  return reports == 0 ? 1 : 0;
}

}  // namespace
}  // namespace nostos

int main(int count, char** words) {
  if (count != 2) {
    std::cerr << "usage: nostos_training ROOT\n";
    return 2;
  }
  return nostos::run(words[1]);
}
