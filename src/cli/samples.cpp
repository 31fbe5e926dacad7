// SPDX-License-Identifier: Apache-2.0
#include "cli/samples.h"

#include <algorithm>
#include <array>
#include <map>

namespace nostos::cli {

namespace {

using Row = std::array<std::string, 4>;  // file, outlet, published, url

std::map<std::string, Row> facts_in(std::string_view table) {
  std::map<std::string, Row> facts;
  while (!table.empty()) {
    std::string_view line = table.substr(0, table.find('\n'));
    table.remove_prefix(std::min(table.size(), line.size() + 1));
    if (line.starts_with('#')) continue;
    Row row;
    for (std::string& cell : row) {
      cell = std::string(line.substr(0, line.find('\t')));
      line.remove_prefix(std::min(line.size(), cell.size() + 1));
    }
    facts[row[0]] = row;
  }
  return facts;
}

}  // namespace

std::vector<Sample> samples_in(std::span<const EmbeddedFile> files) {
  const auto table = std::find_if(files.begin(), files.end(), [](const EmbeddedFile& file) {
    return file.path == "samples.tsv";
  });
  const auto facts = facts_in(table == files.end() ? std::string_view() : table->content);
  std::vector<Sample> samples;
  for (const EmbeddedFile& file : files) {
    const bool html = file.path.ends_with(".html");
    if (!html && !file.path.ends_with(".txt")) continue;
    Sample sample;
    sample.report.id = std::string(file.path);
    sample.report.format = html ? domain::Format::html : domain::Format::text;
    sample.report.body = std::string(file.content);
    if (const auto known = facts.find(sample.report.id); known != facts.end()) {
      sample.report.outlet = known->second[1];
      sample.report.published = domain::parse_iso(known->second[2]);
      sample.report.url = known->second[3];
    }
    sample.operation = "sample " + std::string(file.digest.substr(0, 32));
    samples.push_back(std::move(sample));
  }
  return samples;
}

}  // namespace nostos::cli
