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

// How often all texts are read, so that reading weighs more than the loading of the tables.
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

std::size_t written(const domain::Reading& reading) {
  return wire::reading_json(reading, wire::WithText::no).size();
}

// All of them together, as a stream is read.
std::size_t read_many(const reading::Reader& reader, const std::vector<domain::Report>& reports) {
  std::vector<domain::Document> documents;
  for (const domain::Report& report : reports) documents.push_back(ingest::to_document(report));
  std::size_t bytes = 0;
  for (const domain::Reading& reading : reader.read_many(reports, documents))
    bytes += written(reading);
  return bytes;
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
  std::vector<domain::Report> lines;
  std::size_t bytes = 0;
  for (const char* folder : {"samples", "tests/readings/development"}) {
    for (const File& file : files_in(root / folder, {".txt", ".html"})) {
      if (!ingest::check_body(file.content, file.path)) continue;
      domain::Report report;
      report.body = file.content;
      report.format = ingest::sniff_format(file.content);
      bytes += written(reader->read(report, ingest::to_document(report)));
      auto line = ingest::parse_report_line(line_of(file, report.format == domain::Format::html));
      if (line) lines.push_back(std::move(*line));
    }
  }
  for (int time = 0; time < kTimes; ++time) bytes += read_many(*reader, lines);
  std::cout << "Trained on " << lines.size() << " texts (" << bytes << " bytes of readings)\n";
  return lines.empty() ? 1 : 0;
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
