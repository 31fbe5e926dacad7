// SPDX-License-Identifier: Apache-2.0
// readings_without PART REPORTS.jsonl READINGS.jsonl RECKONING.json: reads and reckons with one
// part of the engines left out (nothing, partitions, days, vetoes), so that it can be measured what
// that part is worth. tools/score_readings.py drives it.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/ingest.h"
#include "ingest/report_line.h"
#include "reckoning/reckoner.h"
#include "told.h"
#include "wire/reading_json.h"
#include "wire/reckoning_json.h"

namespace {

using namespace nostos;

int wrong(const std::string& what) {
  std::fprintf(stderr, "readings_without: %s\n", what.c_str());
  return 2;
}

}  // namespace

int main(int count, char** words) {
  if (count != 5)
    return wrong(
        "write PART REPORTS.jsonl READINGS.jsonl RECKONING.json; PART is nothing, "
        "partitions, days or vetoes");
  const std::string_view part = words[1];
  const std::filesystem::path parties = std::filesystem::path(NOSTOS_SOURCE_DIR) / "data/parties";
  auto options = reckoning::options_from(readings::file_content(parties / "actors.tsv"),
                                         readings::file_content(parties / "conflicts.tsv"));
  reading::ReaderOptions how;
  if (part == "partitions") {
    how.nesting = reading::Nesting::flat;
  } else if (part == "days") {
    options.solve_days = false;
  } else if (part == "vetoes") {
    options.veto = false;
  } else if (part != "nothing") {
    return wrong("there is no part \"" + std::string(part) + "\"");
  }
  const reading::Reader reader =
      readings::reader_of_changed_tables([](std::string table) { return table; }, how);
  std::ifstream reports(words[2]);
  std::ofstream lines(words[3], std::ios::binary);
  std::vector<domain::Reading> all;
  for (std::string line; std::getline(reports, line);) {
    const auto report = ingest::parse_report_line(line);
    if (!report) return wrong(report.error().message);
    all.push_back(reader.read(*report, ingest::to_document(*report)));
    lines << wire::reading_json(all.back(), wire::WithText::no) << '\n';
  }
  std::ofstream reckoning(words[4], std::ios::binary);
  reckoning << wire::reckoning_json(reckoning::reckon(all, options));
  lines.flush();
  reckoning.flush();
  return lines && reckoning && !all.empty() ? 0 : 1;
}
