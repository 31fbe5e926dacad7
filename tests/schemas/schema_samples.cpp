// SPDX-License-Identifier: Apache-2.0
// Prints samples of what the program writes: readings a line each, or one reckoning.
#include <cstdio>
#include <string>
#include <string_view>

#include "reckoning/reckoner.h"
#include "reckoning/testing/five_reports.h"
#include "wire/reading_json.h"
#include "wire/reckoning_json.h"

int main(int count, char** words) {
  using namespace nostos;
  const auto readings = testing::five_reports();
  std::string out;
  if (count > 1 && std::string_view(words[1]) == "reckoning") {
    out = wire::reckoning_json(reckoning::reckon(readings)) + "\n";
  } else {
    for (const auto& reading : readings) {
      out += wire::reading_json(reading, wire::WithText::no) + "\n";
      out += wire::reading_json(reading, wire::WithText::yes) + "\n";
    }
  }
  return std::fwrite(out.data(), 1, out.size(), stdout) == out.size() ? 0 : 1;
}
